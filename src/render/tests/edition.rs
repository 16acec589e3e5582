//! A made-up borough with one dataset of each kind.

use crate::csvw::{self, Column, Datatype, ForeignKey, Reference};
use crate::model::*;
use crate::sources::{SourcePath, Sources};
use jiff::civil::date;
use std::collections::BTreeMap;

/// Words in both languages.
fn both(english: &str, welsh: &str) -> Text {
    let mut text = Text::new("en", english);
    text.set("cy", welsh);
    text
}

fn column(name: &str, base: &str) -> Column {
    Column { datatype: Datatype::of(base), ..Column::new(name) }
}

fn words(title: &str) -> ColumnWords {
    ColumnWords { title: Text::new("en", title), ..ColumnWords::default() }
}

fn artefact(path: &str, format: Format, bytes: u64) -> Artefact {
    Artefact {
        path: path.to_owned(),
        format: Some(format),
        media_type: format.media_type().to_owned(),
        bytes,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}

fn artefacts(dataset: &str, table: &str, bytes: u64) -> Vec<Artefact> {
    [Format::Csv, Format::Json, Format::Ndjson, Format::Parquet]
        .map(|format| artefact(&format!("datasets/{dataset}/{table}{}", format.suffix()), format, bytes))
        .to_vec()
}

fn profile(name: &str, rows: &[Vec<Option<String>>], at: usize) -> ColumnProfile {
    let values: Vec<&String> = rows.iter().filter_map(|row| row[at].as_ref()).collect();
    let mut counts: BTreeMap<&String, u64> = BTreeMap::new();
    for value in &values {
        *counts.entry(value).or_default() += 1;
    }
    let mut commonest: Vec<_> =
        counts.iter().map(|(value, count)| CommonValue { value: (*value).clone(), count: *count }).collect();
    commonest.sort_by(|one, other| other.count.cmp(&one.count).then(one.value.cmp(&other.value)));
    ColumnProfile {
        name: name.to_owned(),
        missing: (rows.len() - values.len()) as u64,
        distinct: Some(counts.len() as u64),
        smallest: values.iter().min().map(ToString::to_string),
        largest: values.iter().max().map(ToString::to_string),
        shortest: 1,
        longest: 20,
        commonest,
        ..ColumnProfile::default()
    }
}

/// The made-up edition with the sources that its pages come from.
pub(super) fn made_up() -> (Edition, Sources) {
    let about = "Where this comes from.\n\n## Contact\n\nSee [the wards](../datasets/wards/) and [Contact](#contact).\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n<b>x</b>\n";
    let intro = "Data about the borough, **free to use**. [About it](about/).\n";
    let sources = Sources::in_memory([
        ("content/about.md", about.as_bytes().to_vec()),
        ("content/index.md", intro.as_bytes().to_vec()),
    ]);
    let id = |path: &str| sources.text(&SourcePath::parse(path).unwrap()).unwrap().id;
    let page = |path: &str, file: &str, title: &str, markdown: &str| Page {
        path: path.to_owned(),
        language: "en".to_owned(),
        title: title.to_owned(),
        description: String::new(),
        navigation: !path.is_empty(),
        order: 1,
        markdown: markdown.to_owned(),
        source: id(file),
        offset: 0,
    };
    let pages =
        vec![page("", "content/index.md", "Welcome", intro), page("about/", "content/about.md", "About", about)];
    let catalogue = Catalogue {
        title: both("Open data from the Borough of Example", "Data agored Bwrdeistref Enghraifft"),
        description: both("Data about the borough.", "Data am y fwrdeistref."),
        base_url: "https://data.example.org/".to_owned(),
        languages: vec!["en".to_owned(), "cy".to_owned()],
        theme: "default".to_owned(),
        publishers: vec![Publisher {
            id: "borough".to_owned(),
            name: both("Borough of Example", "Bwrdeistref Enghraifft"),
            homepage: Some("https://example.org/".to_owned()),
            email: Some("data@example.org".to_owned()),
            same_as: Vec::new(),
            ..Publisher::default()
        }],
        topics: vec![
            topic("transport", both("Transport", "Trafnidiaeth")),
            topic("environment", both("Environment", "Amgylchedd")),
            topic("democracy", both("Democracy", "Democratiaeth")),
        ],
        foi: FreedomOfInformation { email: Some("foi@example.org".to_owned()), url: None },
        ..Catalogue::default()
    };
    let mut entries = vec![stops(), wards(), air()];
    entries.extend(absent());
    entries.sort_by(|one, other| one.dataset.id.cmp(&other.dataset.id));
    let edition = Edition {
        catalogue,
        entries,
        pages,
        clock: "2026-06-01T00:00:00Z".parse().unwrap(),
        today: date(2026, 6, 1),
        link_base: "https://data.example.org/".to_owned(),
        row_pages_max: 100_000,
        key_pages_max: 500,
    };
    (edition, sources)
}

fn topic(id: &str, title: Text) -> Topic {
    Topic { id: id.to_owned(), title, description: Text::default(), same_as: Vec::new(), span: None }
}

fn dataset(id: &str, title: Text) -> Dataset {
    Dataset {
        id: id.to_owned(),
        title,
        description: Text::new(
            "en",
            "A description that is long enough to say what the dataset is about and how it is used.",
        ),
        publisher: Some("borough".to_owned()),
        licence: Some(Licence {
            spdx: Some("OGL-UK-3.0".to_owned()),
            url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/".to_owned(),
            name: "Open Government Licence v3.0".to_owned(),
        }),
        modified: Some(date(2026, 1, 31)),
        ..Dataset::default()
    }
}

fn stops() -> Entry {
    let mut required = column("stop_id", "string");
    required.required = true;
    let mut opened = column("opened", "date");
    opened.datatype.minimum = Some("1990-01-01".to_owned());
    let secret = Column { suppress_output: true, ..column("inspector", "string") };
    let schema = csvw::Table {
        url: "stops.csv".to_owned(),
        columns: vec![
            required,
            column("name", "string"),
            opened,
            column("passengers", "integer"),
            column("kind", "string"),
            column("ward", "string"),
            secret,
        ],
        primary_key: vec!["stop_id".to_owned()],
        foreign_keys: vec![ForeignKey {
            columns: vec!["ward".to_owned()],
            reference: Reference { table: "wards/wards".to_owned(), columns: vec!["code".to_owned()] },
            place: None,
        }],
        ..csvw::Table::default()
    };
    let mut kind = words("Kind");
    kind.code_list = Some(CodeList::Codes(vec![
        ("F".to_owned(), both("Flag on a pole", "Baner ar bolyn")),
        ("S".to_owned(), both("Shelter", "Cysgodfa")),
    ]));
    let mut passengers = words("Passengers a day");
    passengers.unit = Some("people".to_owned());
    let mut stop = words("Stop");
    stop.description = Text::new("en", "NaPTAN code.");
    let table = Table {
        name: "stops".to_owned(),
        title: both("Stops", "Safleoedd"),
        columns: vec![stop, words("Name"), words("Opened"), passengers, kind, words("Ward"), words("Inspector")],
        schema,
        ..Table::default()
    };
    let rows: Vec<Vec<Option<String>>> = (1..=25)
        .map(|n| {
            let name = if n == 3 { "<script>alert('x')</script>".to_owned() } else { format!("Market Street {n}") };
            [
                Some(format!("1800BN{n:04}")),
                Some(name),
                (n % 4 != 0).then(|| format!("20{n:02}-03-01")),
                Some((n * 137).to_string()),
                Some(if n % 3 == 0 { "S" } else { "F" }.to_owned()),
                Some("E05000027".to_owned()),
            ]
            .to_vec()
        })
        .collect();
    let names = ["stop_id", "name", "opened", "passengers", "kind", "ward"];
    let mut columns: Vec<ColumnProfile> = names.iter().enumerate().map(|(at, name)| profile(name, &rows, at)).collect();
    let spread = |unit, length: &str, edges: &[&str], counts: &[u64], outside| {
        let width = Step { unit, length: length.to_owned() };
        let edges = edges.iter().map(|edge| (*edge).to_owned()).collect();
        Some(Histogram { step: width, edges, counts: counts.to_vec(), outside })
    };
    columns[2].histogram =
        spread(StepUnit::Month, "3", &["2019-10-01", "2020-01-01", "2020-04-01", "2020-07-01"], &[300, 0, 634], 0);
    columns[3].histogram = spread(StepUnit::Number, "1000", &["0", "1000", "2000", "3000"], &[7, 1_220, 6], 1);
    columns[3].distinct_error = Some(17);
    let summary = TableSummary {
        rows: 1_234,
        columns,
        first_rows: rows.into_iter().take(20).collect(),
        artefacts: artefacts("bus-stops", "stops", 123_456),
        row_pages: 2,
        lookups: vec![Lookup { column: "ward".to_owned(), values: vec![("E05000027".to_owned(), 1)], left_out: 0 }],
        ..TableSummary::default()
    };
    let dataset = Dataset {
        description: both(
            "Every stop served by a registered bus service.\n\n# How it is made\n\nFrom **NaPTAN**, each night.",
            "Pob safle a wasanaethir gan wasanaeth bws cofrestredig.",
        ),
        contact_point: Some(ContactPoint {
            name: Some("Transport data".to_owned()),
            email: Some("buses@example.org".to_owned()),
            url: None,
        }),
        keyword: vec!["bus".to_owned(), "stop".to_owned()],
        topic: vec!["transport".to_owned()],
        issued: Some(date(2024, 4, 1)),
        version: Some("2026-01".to_owned()),
        version_notes: Text::new("en", "Twelve new stops."),
        update_frequency: Some(Frequency("quarterly".to_owned())),
        temporal: Some(PeriodOfTime { start: Some(date(2024, 1, 1)), end: None }),
        spatial: Some(Spatial::Gss("E09000001".to_owned())),
        former_ids: vec!["stops".to_owned()],
        documentation: vec!["https://example.org/buses".to_owned(), "javascript:alert(1)".to_owned()],
        related: vec!["wards".to_owned(), "https://example.org/".to_owned()],
        tables: vec![table],
        ..dataset("bus-stops", both("Bus stops </script><script>alert(1)</script>", "Safleoedd bysiau"))
    };
    Entry { dataset, summary: one("stops", summary), visibility: Visibility::Full }
}

fn wards() -> Entry {
    let schema = csvw::Table {
        url: "wards.csv".to_owned(),
        columns: vec![column("code", "string"), column("name", "string")],
        primary_key: vec!["code".to_owned()],
        ..csvw::Table::default()
    };
    let table = Table {
        name: "wards".to_owned(),
        title: Text::new("en", "Wards"),
        columns: vec![words("Code"), words("Name")],
        schema,
        ..Table::default()
    };
    let rows =
        vec![vec![Some("E05000027".to_owned()), Some("Alibon".to_owned())], vec![Some("E05000028".to_owned()), None]];
    let summary = TableSummary {
        rows: 2,
        columns: vec![profile("code", &rows, 0), profile("name", &rows, 1)],
        first_rows: rows,
        artefacts: artefacts("wards", "wards", 812),
        row_pages: 1,
        ..TableSummary::default()
    };
    let dataset = Dataset {
        tables: vec![table],
        topic: vec!["democracy".to_owned()],
        ..dataset("wards", Text::new("en", "Wards"))
    };
    Entry { dataset, summary: one("wards", summary), visibility: Visibility::Full }
}

/// Two tables, the second of 150 columns.
fn air() -> Entry {
    let sites = Table {
        name: "sites".to_owned(),
        title: Text::new("en", "Monitoring sites"),
        columns: vec![words("Site")],
        schema: csvw::Table { columns: vec![column("site", "string")], ..csvw::Table::default() },
        ..Table::default()
    };
    let wide: Vec<Column> = (0..150).map(|n| column(&format!("reading_{n}"), "decimal")).collect();
    let readings = Table {
        name: "readings".to_owned(),
        title: Text::new("en", "Readings"),
        columns: wide.iter().map(|_| ColumnWords::default()).collect(),
        schema: csvw::Table { columns: wide, ..csvw::Table::default() },
        ..Table::default()
    };
    let long = "x".repeat(5_000);
    let site_rows = vec![vec![Some(long)]];
    let row: Vec<Option<String>> = (0..150).map(|n| Some(format!("{n}.5"))).collect();
    let tables = BTreeMap::from([
        (
            "sites".to_owned(),
            TableSummary {
                rows: 1,
                columns: vec![profile("site", &site_rows, 0)],
                first_rows: site_rows,
                artefacts: artefacts("air-quality", "sites", 5_010),
                row_pages: 1,
                ..TableSummary::default()
            },
        ),
        (
            "readings".to_owned(),
            TableSummary {
                rows: 5_000_000,
                columns: (0..150)
                    .map(|n| ColumnProfile {
                        name: format!("reading_{n}"),
                        distinct: Some(4_000_000),
                        ..ColumnProfile::default()
                    })
                    .collect(),
                first_rows: vec![row],
                artefacts: artefacts("air-quality", "readings", 2_345_678_901),
                withdrawn: vec![Withdrawn {
                    format: "JSON".to_owned(),
                    reason: "the file would be over 100 MB".to_owned(),
                }],
                row_pages: 0,
                ..TableSummary::default()
            },
        ),
    ]);
    let dataset = Dataset {
        tables: vec![sites, readings],
        topic: vec!["environment".to_owned()],
        update_frequency: Some(Frequency("monthly".to_owned())),
        ..dataset("air-quality", both("Air quality", "Ansawdd aer"))
    };
    Entry {
        dataset,
        summary: DatasetSummary { tables, files: Vec::new(), withdrawn: Vec::new() },
        visibility: Visibility::Full,
    }
}

fn one(name: &str, summary: TableSummary) -> DatasetSummary {
    DatasetSummary { tables: BTreeMap::from([(name.to_owned(), summary)]), files: Vec::new(), withdrawn: Vec::new() }
}

/// A restricted dataset, one to come and one withdrawn; each has a table with a column that nobody may see.
fn absent() -> Vec<Entry> {
    let hidden = Table {
        name: "people".to_owned(),
        title: Text::new("en", "Hidden table"),
        columns: vec![words("Hidden column")],
        schema: csvw::Table { columns: vec![column("hidden_column", "string")], ..csvw::Table::default() },
        ..Table::default()
    };
    let entry = |dataset: Dataset, visibility| Entry { dataset, summary: DatasetSummary::default(), visibility };
    let with = |id: &str, title: &str| Dataset { tables: vec![hidden.clone()], ..dataset(id, Text::new("en", title)) };
    vec![
        entry(
            Dataset {
                access_rights: AccessRights::Restricted {
                    reason: Text::new("en", "It has facts about people."),
                    how_to_ask: Text::new("en", "Write to [us](mailto:data@example.org)."),
                },
                ..with("housing-need", "Housing need")
            },
            Visibility::DescriptionOnly,
        ),
        entry(
            Dataset {
                available: Some(date(2026, 9, 1)),
                description: Text::new("en", "Secret until then."),
                ..with("election", "Election results")
            },
            Visibility::Notice,
        ),
        entry(
            Dataset {
                status: Status::Withdrawn(Withdrawal {
                    on: Some(date(2025, 5, 5)),
                    reason: Text::new("en", "It was wrong."),
                }),
                former_ids: vec!["old-parking".to_owned()],
                ..with("parking", "Parking fines")
            },
            Visibility::Tombstone,
        ),
    ]
}
