//! The catalogue's rules as cases: a good portal of two datasets, one thing made wrong, and what is said.

use super::*;
use crate::csvw;
use crate::csvw::{Column, Datatype, ForeignKey, Reference};
use crate::diagnostics::{Level, Location};
use crate::model::{
    AccessRights, Catalogue, ColumnWords, ContactPoint, Distribution, Frequency, Licence, PeriodOfTime, Publisher,
    Text, Topic, Withdrawal,
};
use crate::project::LevelSetting;
use crate::sources::{SourceId, SourcePath, Span};
use jiff::civil::date;

/// A portal that breaks no rule.
struct Portal {
    settings: Settings,
    datasets: Vec<Dataset>,
    pages: Vec<Page>,
}

fn text(words: &str) -> Text {
    Text::new("en", words)
}

fn licence(spdx: Option<&str>, url: &str) -> Licence {
    Licence { spdx: spdx.map(str::to_owned), url: url.to_owned(), name: spdx.unwrap_or("Our terms").to_owned() }
}

fn table(name: &str, columns: &[(&str, &str)]) -> crate::model::Table {
    let mut table = crate::model::Table { name: name.to_owned(), ..crate::model::Table::default() };
    table.schema = csvw::Table { url: format!("{name}.csv"), ..csvw::Table::default() };
    for (name, base) in columns {
        table.schema.columns.push(Column { datatype: Datatype::of(*base), ..Column::new(*name) });
        table.columns.push(ColumnWords::default());
    }
    table
}

fn dataset(id: &str, title: &str, table: crate::model::Table) -> Dataset {
    Dataset {
        id: id.to_owned(),
        folder: SourcePath::parse(&format!("datasets/{id}")).unwrap(),
        title: text(title),
        description: text("Every one of them in the borough, one a row, brought up to date each quarter."),
        publisher: Some("borough".to_owned()),
        licence: Some(licence(Some("OGL-UK-3.0"), "")),
        contact_point: Some(ContactPoint { email: Some("data@example.org".to_owned()), ..ContactPoint::default() }),
        topic: vec!["transport".to_owned()],
        issued: Some(date(2024, 4, 1)),
        modified: Some(date(2026, 1, 31)),
        update_frequency: Some(Frequency("quarterly".to_owned())),
        tables: vec![table],
        ..Dataset::default()
    }
}

fn portal() -> Portal {
    let mut stops = table("stops", &[("stop_id", "string"), ("ward", "string"), ("officer", "string")]);
    stops.schema.primary_key = vec!["stop_id".to_owned()];
    stops.index = vec!["ward".to_owned()];
    stops.schema.foreign_keys.push(ForeignKey {
        columns: vec!["ward".to_owned()],
        reference: Reference { table: "wards/wards".to_owned(), columns: vec!["code".to_owned()] },
        place: None,
    });
    let wards = table("wards", &[("code", "token"), ("name", "string")]);
    let catalogue = Catalogue {
        base_url: "https://data.example.org/".to_owned(),
        publisher: Some("borough".to_owned()),
        licence: Some(licence(Some("OGL-UK-3.0"), "")),
        publishers: vec![Publisher {
            id: "borough".to_owned(),
            name: text("Borough of Example"),
            homepage: Some("https://example.org/".to_owned()),
            email: Some("data@example.org".to_owned()),
            same_as: Vec::new(),
            span: None,
        }],
        topics: vec![Topic {
            id: "transport".to_owned(),
            title: text("Transport"),
            description: Text::default(),
            same_as: vec!["http://publications.europa.eu/resource/authority/data-theme/TRAN".to_owned()],
            span: None,
        }],
        ..Catalogue::default()
    };
    Portal {
        settings: Settings { catalogue, ..Settings::default() },
        datasets: vec![dataset("bus-stops", "Bus stops", stops), dataset("wards", "Wards", wards)],
        pages: Vec::new(),
    }
}

impl Portal {
    fn check(&self, sources: &Sources) -> Report {
        catalogue(&CheckContext {
            settings: &self.settings,
            datasets: &self.datasets,
            pages: &self.pages,
            today: date(2026, 3, 1),
            sources,
        })
    }
}

/// What is said of the good portal once `change` made something of it wrong, a line each: `rule: message (help)`.
fn said(change: impl FnOnce(&mut Portal)) -> Vec<String> {
    let mut portal = portal();
    change(&mut portal);
    let report = portal.check(&Sources::in_memory([]));
    report
        .diagnostics()
        .iter()
        .map(|finding| {
            let help = finding.help.first().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}: {}{help}", finding.rule, finding.message)
        })
        .collect()
}

/// What is said of the first dataset, the bus stops.
fn said_of(change: impl FnOnce(&mut Dataset)) -> Vec<String> {
    said(|portal| change(&mut portal.datasets[0]))
}

#[test]
fn a_good_portal_breaks_no_rule() {
    assert_eq!(said(|_| {}), [""; 0]);
}

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
fn what_the_site_says_wrongly_is_said_once() {
    let said = said(|portal| {
        let wrong = Some(licence(Some("OGL"), ""));
        portal.settings.catalogue.licence.clone_from(&wrong);
        portal.settings.catalogue.publisher = Some("burough".to_owned());
        for dataset in &mut portal.datasets {
            dataset.licence.clone_from(&wrong);
            dataset.publisher = Some("burough".to_owned());
        }
    });
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0], "project/unknown-publisher: there is no publisher `burough` (did you mean `borough`?)");
    assert!(said[1].starts_with("dcat/unknown-licence: `OGL`"), "{said:?}");
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

#[test]
fn topics_and_publishers_are_declared() {
    assert_eq!(
        said_of(|stops| stops.topic = vec!["transprot".to_owned()]),
        ["project/unknown-topic: there is no topic `transprot` (did you mean `transport`?)"]
    );
    assert!(said_of(|stops| stops.publisher = Some("unit".to_owned()))[0].contains("there is no publisher `unit`"));
}

#[test]
fn related_datasets_are_there_and_are_published() {
    assert_eq!(
        said_of(|stops| stops.related = vec!["ward".to_owned(), "https://example.org/".to_owned(), "wards".to_owned()]),
        ["project/unknown-dataset: there is no dataset `ward` (did you mean `wards`?)"]
    );
    let said = said(|portal| {
        portal.datasets[0].tables.clear();
        portal.datasets[0].related = vec!["wards".to_owned()];
        portal.datasets[1].status = Status::Draft;
    });
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("project/reference-to-unpublished: the dataset `bus-stops` is published"), "{said:?}");
}

#[test]
fn an_id_belongs_to_one_dataset() {
    assert_eq!(said(|portal| portal.datasets[0].former_ids = vec!["stops".to_owned()]), [""; 0]);
    assert!(
        said(|portal| portal.datasets[0].former_ids = vec!["wards".to_owned()])[0].starts_with("project/duplicate-id")
    );
    let twice = said(|portal| {
        portal.datasets[0].former_ids = vec!["areas".to_owned()];
        portal.datasets[1].former_ids = vec!["areas".to_owned()];
    });
    assert_eq!(twice.len(), 1, "{twice:?}");
}

#[test]
fn foreign_keys_refer_to_what_is_published() {
    for (change, why) in [
        ((|wards| wards.status = Status::Draft) as fn(&mut Dataset), "a draft"),
        (|wards| wards.available = Some(date(2026, 9, 1)), "not yet available"),
        (
            |wards| wards.access_rights = AccessRights::Restricted { reason: text("r"), how_to_ask: text("h") },
            "restricted",
        ),
        (|wards| wards.status = Status::Withdrawn(Withdrawal { on: None, reason: text("wrong") }), "withdrawn"),
    ] {
        let said = said(|portal| change(&mut portal.datasets[1]));
        assert_eq!(
            said,
            [format!(
                "project/reference-to-unpublished: the dataset `bus-stops` is published and has a foreign key to `wards`, \
                 which is {why} (publish `wards`, hold `bus-stops` back too, or take the foreign key out)"
            )]
        );
    }
    let both = said(|portal| portal.datasets.iter_mut().for_each(|dataset| dataset.status = Status::Draft));
    assert_eq!(both, [""; 0]);
}

#[test]
fn foreign_keys_refer_to_what_is_there() {
    let refer = |table: &str, column: &str| {
        said_of(|stops| {
            let reference = Reference { table: table.to_owned(), columns: vec![column.to_owned()] };
            stops.tables[0].schema.foreign_keys[0].reference = reference;
        })
    };
    assert_eq!(
        refer("ward/wards", "code"),
        [
            "csvw/unknown-reference: a foreign key refers to the dataset `ward`, which does not exist (did you mean `wards`?)"
        ]
    );
    assert!(refer("wards/areas", "code")[0].contains("the table `areas`, which the dataset `wards` does not have"));
    assert!(refer("wards/wards", "Code")[0].ends_with("(did you mean `code`?)"));
    assert_eq!(refer("https://example.org/x.csv", "code").len(), 1);
}

#[test]
fn foreign_keys_have_columns_and_datatypes_that_agree() {
    let number = said(|portal| portal.datasets[1].tables[0].schema.columns[0].datatype = Datatype::of("integer"));
    assert_eq!(
        number,
        [
            "csvw/doubtful-metadata: `ward` is of the datatype `string`, and `code`, to which it refers, of `integer` (give both columns one datatype; codes are best strings)"
        ]
    );
    let more = said_of(|stops| stops.tables[0].schema.foreign_keys[0].columns.push("stop_id".to_owned()));
    assert!(more[0].starts_with("csvw/invalid-metadata: a foreign key of 2 columns refers to 1"), "{more:?}");
}

#[test]
fn keys_and_lookups_name_columns() {
    assert_eq!(
        said_of(|stops| stops.tables[0].schema.primary_key = vec!["stop".to_owned()]),
        [
            "csvw/unknown-column: the primary key names `stop`, which is no column of the table `stops` (did you mean `stop_id`?)"
        ]
    );
    assert!(
        said_of(|stops| stops.tables[0].index = vec!["area".to_owned()])[0].starts_with("csvw/unknown-column: `index`")
    );
    let suppressed = said_of(|stops| {
        stops.tables[0].index = vec!["officer".to_owned()];
        stops.tables[0].schema.columns[2].suppress_output = true;
    });
    assert!(suppressed[0].starts_with("project/invalid-value: `index` names `officer`"), "{suppressed:?}");
}

#[test]
fn addresses_lead_somewhere() {
    let said = said(|portal| {
        portal.settings.catalogue.publishers[0].homepage = Some("example.org".to_owned());
        portal.settings.catalogue.foi.email = Some("foi at example.org".to_owned());
        portal.datasets[0].contact_point.as_mut().unwrap().email = Some("buses".to_owned());
        portal.datasets[0].documentation = vec!["javascript:alert(1)".to_owned()];
        portal.datasets[0].distributions = vec![Distribution {
            file: None,
            address: Some("ftp://example.org/a.zip".to_owned()),
            title: text("All"),
            media_type: None,
        }];
    });
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said.iter().all(|line| line.starts_with("project/invalid-value: ")), "{said:?}");
}

#[test]
fn a_site_below_the_root_of_its_host_needs_files_there() {
    let at = |url: &str| said(|portal| portal.settings.catalogue.base_url = url.to_owned());
    assert_eq!(at("https://www.example.org/data/").len(), 1);
    assert_eq!(at("https://www.example.org"), [""; 0]);
    assert_eq!(at(""), [""; 0]);
}

#[test]
fn a_portal_has_datasets() {
    assert_eq!(
        said(|portal| portal.datasets.clear()),
        [
            "project/no-datasets: there is no dataset in `datasets/` (run `plainsight add FILE.csv` to bring in the first)"
        ]
    );
}

#[test]
fn two_pages_have_two_addresses() {
    let sources = Sources::in_memory([("content/about.md", Vec::new()), ("content/about/index.md", Vec::new())]);
    let page = |file: &str, language: &str| Page {
        path: "about/".to_owned(),
        language: language.to_owned(),
        title: "About".to_owned(),
        description: String::new(),
        navigation: false,
        order: 0,
        markdown: String::new(),
        source: sources.text(&SourcePath::parse(file).unwrap()).unwrap().id,
        offset: 0,
    };
    let mut portal = portal();
    portal.pages = vec![page("content/about.md", "en"), page("content/about.md", "cy")];
    assert!(portal.check(&sources).diagnostics().is_empty());
    portal.pages.push(page("content/about/index.md", "en"));
    let report = portal.check(&sources);
    let [finding] = report.diagnostics() else { panic!("{report:?}") };
    assert_eq!(finding.rule.as_str(), "project/address-collision");
    assert_eq!(finding.primary.at, Location::File(SourcePath::parse("content/about/index.md").unwrap()));
}

#[test]
fn findings_point_at_what_was_stated() {
    let sources = Sources::in_memory([("datasets/bus-stops/dataset.toml", b"topic = [\"a\", \"b\"]".to_vec())]);
    let source = sources.text(&SourcePath::parse("datasets/bus-stops/dataset.toml").unwrap()).unwrap().id;
    let at = Span { source, start: 14, end: 17 };
    let mut portal = portal();
    portal.datasets[0].topic.push("b".to_owned());
    portal.datasets[0].places.set("topic[1]", at);
    let report = portal.check(&sources);
    let [finding] = report.diagnostics() else { panic!("{report:?}") };
    assert_eq!(finding.primary.at, Location::Text(at));
    assert_eq!(finding.dataset.as_deref(), Some("bus-stops"));
}

/// A reader and a rule that see one flaw at one place say it once.
#[test]
fn what_was_said_is_not_said_again() {
    let mut portal = portal();
    portal.datasets[0].update_frequency = Some(Frequency("now and then".to_owned()));
    let sources = Sources::in_memory([]);
    let mut report = portal.check(&sources);
    report.merge_unsaid(portal.check(&sources));
    assert_eq!(report.diagnostics().len(), 1);
    portal.datasets[1].update_frequency = Some(Frequency("now and then".to_owned()));
    report.merge_unsaid(portal.check(&sources));
    assert_eq!(report.diagnostics().len(), 2);
    assert_eq!(report.counts().iter().map(|count| count.count).sum::<u64>(), 2);
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

#[test]
fn levels_apply_to_what_the_catalogue_finds() {
    let mut portal = portal();
    portal.datasets[0].contact_point = None;
    let setting = LevelSetting { level: Level::Allow, reason: Some("one contact for all".to_owned()), span: None };
    portal.settings.levels.insert("dcat/missing-contact-point".to_owned(), setting);
    let mut report = portal.check(&Sources::in_memory([]));
    let allowed = crate::check::levels::apply(&mut report, &portal.settings, &std::collections::BTreeMap::new(), true);
    assert!(report.diagnostics().is_empty() && report.counts().is_empty());
    assert_eq!((allowed.len(), allowed[0].count), (1, 1));
}
