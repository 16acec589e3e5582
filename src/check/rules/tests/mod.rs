//! The catalogue's rules as cases: a good portal of two datasets, one thing made wrong, and what is said.

mod described;
mod findings;
mod references;

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
            gov_uk_organisation: Some("borough-of-example".to_owned()),
            ..Publisher::default()
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
