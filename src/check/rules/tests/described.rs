//! What is said of one dataset by itself.

use super::*;

#[test]
fn what_must_be_said_of_a_dataset() {
    assert_eq!(
        said_of(|stops| stops.title = text(" ")),
        [
            "dcat/missing-title: the dataset `bus-stops` has no title (add to `datasets/bus-stops/dataset.toml`:\ntitle = \"…\")"
        ]
    );
    assert_eq!(
        said_of(|stops| stops.description = Text::default()),
        [
            "dcat/missing-description: the dataset `bus-stops` has no description (add to `datasets/bus-stops/dataset.toml`:\ndescription = \"…\")"
        ]
    );
    assert_eq!(
        said_of(|stops| stops.publisher = None),
        [
            "dcat/missing-publisher: the dataset `bus-stops` has no publisher (add to `datasets/bus-stops/dataset.toml`:\npublisher = \"borough\")"
        ]
    );
    assert_eq!(
        said_of(|stops| stops.licence = None),
        [
            "dcat/missing-licence: the dataset `bus-stops` has no licence (add to `datasets/bus-stops/dataset.toml`:\nlicence = \"OGL-UK-3.0\")"
        ]
    );
}

#[test]
fn what_was_stated_wrongly_is_not_missing_too() {
    let at = Span { source: SourceId(0), start: 0, end: 1 };
    let nothing = said_of(|stops| {
        for key in ["licence", "publisher", "modified"] {
            stops.places.set(key, at);
        }
        (stops.licence, stops.publisher, stops.issued, stops.modified) = (None, None, None, None);
    });
    assert_eq!(nothing, [""; 0]);
}

#[test]
fn somebody_can_be_asked() {
    assert_eq!(
        said_of(|stops| stops.contact_point = None),
        [
            "dcat/missing-contact-point: the dataset `bus-stops` names nobody to ask (add to `datasets/bus-stops/dataset.toml`:\ncontact_point = { name = \"…\", email = \"…\" })"
        ]
    );
    let only_a_name = ContactPoint { name: Some("Transport".to_owned()), ..ContactPoint::default() };
    assert!(said_of(|stops| stops.contact_point = Some(only_a_name))[0].contains("has no address to write to"));
    let only_a_page = ContactPoint { url: Some("https://example.org/ask".to_owned()), ..ContactPoint::default() };
    assert_eq!(said_of(|stops| stops.contact_point = Some(only_a_page)), [""; 0]);
}

#[test]
fn of_a_withdrawn_dataset_only_that_is_told() {
    let said = said_of(|stops| {
        stops.status = Status::Withdrawn(Withdrawal { on: Some(date(2026, 2, 1)), reason: text("wrong") });
        (stops.description, stops.licence, stops.contact_point) = (Text::default(), None, None);
        (stops.issued, stops.modified) = (None, None);
    });
    assert_eq!(said, [""; 0]);
}

#[test]
fn licences_are_known_or_have_an_address() {
    assert_eq!(
        said_of(|stops| stops.licence = Some(licence(Some("OGL-UK-3"), ""))),
        ["dcat/unknown-licence: `OGL-UK-3` is not a licence that SPDX knows (did you mean `OGL-UK-3.0`?)"]
    );
    assert_eq!(said_of(|stops| stops.licence = Some(licence(None, "https://example.org/terms"))), [""; 0]);
    assert!(said_of(|stops| stops.licence = Some(licence(None, "see the website")))[0].contains("has no address"));
}

#[test]
fn dates_follow_one_another() {
    assert_eq!(
        said_of(|stops| stops.issued = Some(date(2026, 2, 1))),
        [
            "dcat/dates-out-of-order: modified on 2026-01-31, before it was issued on 2026-02-01 (correct the one that is wrong; look whether day and month were swapped)"
        ]
    );
    let period = PeriodOfTime { start: Some(date(2025, 12, 31)), end: Some(date(2025, 1, 1)) };
    assert!(
        said_of(|stops| stops.temporal = Some(period))[0].contains("the period ends on 2025-01-01, before it begins")
    );
    let open = PeriodOfTime { start: Some(date(2025, 12, 31)), end: None };
    assert_eq!(said_of(|stops| stops.temporal = Some(open)), [""; 0]);
    let gone = Status::Withdrawn(Withdrawal { on: Some(date(2020, 1, 1)), reason: text("wrong") });
    assert!(said_of(|stops| stops.status = gone)[0].contains("withdrawn on 2020-01-01, before it was issued"));
}

#[test]
fn no_date_lies_in_the_future_but_that_of_publication() {
    assert_eq!(
        said_of(|stops| stops.modified = Some(date(2027, 1, 1))),
        [
            "dcat/future-date: modified on 2027-01-01, which is in the future (correct the date; to publish on that day, write `available = 2027-01-01`)"
        ]
    );
    let planned = |stops: &mut Dataset| {
        stops.available = Some(date(2026, 6, 1));
        (stops.issued, stops.modified) = (Some(date(2026, 6, 1)), Some(date(2026, 6, 1)));
    };
    assert_eq!(said_of(planned), [""; 0]);
    assert!(said_of(|stops| (stops.issued, stops.modified) = (None, None))[0].starts_with("dcat/missing-date"));
}

#[test]
fn frequencies_are_those_of_the_eu() {
    assert_eq!(
        said_of(|stops| stops.update_frequency = Some(Frequency("quaterly".to_owned()))),
        ["dcat/unknown-frequency: `quaterly` is not a frequency of the EU's list (did you mean `quarterly`?)"]
    );
    assert_eq!(said_of(|stops| stops.update_frequency = Some(Frequency("fortnightly".to_owned()))), [""; 0]);
}

#[test]
fn descriptions_say_something_in_each_language() {
    let said = said_of(|stops| stops.description.set("cy", "Arosfannau bysiau."));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("dcat/short-description: the description has 18 characters"), "{said:?}");
}

/// A title that is a number was refused as a number; that it is missing too need not be said.
#[test]
fn a_value_of_the_wrong_type_is_not_missing_too() {
    let at = Span { source: SourceId(0), start: 8, end: 9 };
    let mut portal = portal();
    portal.datasets[0].title = Text::default();
    portal.datasets[0].places.set("title", at);
    let mut report = Report::default();
    report.add(crate::diagnostics::Diagnostic::new("project/wrong-type", "`title` has a whole number", at));
    report.merge_unsaid(portal.check(&Sources::in_memory([])));
    assert_eq!(report.diagnostics().len(), 1);
}
