//! A made-up edition for tests: a dataset with everything, one it refers to, a restricted one, one to come and one gone.

use crate::csvw::{Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Reference, Table as Schema};
use crate::model::{
    AccessRights, Artefact, Catalogue, CodeList, ColumnProfile, ColumnWords, ContactPoint, Dataset, DatasetSummary,
    Distribution, Edition, Entry, Format, Frequency, Histogram, Licence, Lookup, PeriodOfTime, Publisher,
    SecurityContact, Series, Spatial, Status, Step, StepUnit, Table, TableSummary, Text, Topic, Visibility, Withdrawal,
    Withdrawn,
};
use crate::sources::SourcePath;
use jiff::Timestamp;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The rows of `stops.csv`, as published.
pub(crate) const STOPS_CSV: &str = "stop_id,name,ward,opened,lit,height_m,routes,status,checked\r\n\
    0001,Ffordd Fawr,E05000001,1999-04-01,true,2.50,12;14,open,2026-01-02T10:00:00Z\r\n\
    0002,\"Green, The\",E05000002,,false,3,,closed,\r\n\
    0003,High Street,,2020-02-29,true,,7,open,2026-01-03T00:00:00+01:00\r\n";

/// The same rows in JSON.
pub(crate) const STOPS_JSON: &str = r#"[
{"stop_id":"0001","name":"Ffordd Fawr","ward":"E05000001","opened":"1999-04-01","lit":true,"height_m":2.50,"routes":["12","14"],"status":"open","checked":"2026-01-02T10:00:00Z"},
{"stop_id":"0002","name":"Green, The","ward":"E05000002","opened":null,"lit":false,"height_m":3,"routes":[],"status":"closed","checked":null},
{"stop_id":"0003","name":"High Street","ward":null,"opened":"2020-02-29","lit":true,"height_m":null,"routes":["7"],"status":"open","checked":"2026-01-03T00:00:00+01:00"}
]
"#;

/// The rows of `wards.csv`.
pub(crate) const WARDS_CSV: &str = "code,name,population\r\nE05000001,Abbey,10500\r\nE05000002,Alibon,9900\r\n";

/// A file that is no table.
pub(crate) const MAP: &str = "%PDF-1.4\n";

/// The edition.
pub(crate) fn edition() -> Edition {
    let mut title = Text::new("en", "Open data of Example");
    title.set("cy", "Data agored Enghraifft");
    let mut name = Text::new("en", "Borough of Example");
    name.set("cy", "Bwrdeistref Enghraifft");
    Edition {
        catalogue: Catalogue {
            title,
            description: Text::new("en", "Data of the borough, **free** to use."),
            base_url: "https://data.example.org/open/".into(),
            languages: vec!["en".into(), "cy".into()],
            theme: "default".into(),
            publisher: Some("borough".into()),
            licence: Some(licence()),
            publishers: vec![Publisher {
                id: "borough".into(),
                name,
                homepage: Some("https://example.org/".into()),
                email: Some("data@example.org".into()),
                same_as: vec!["http://opendatacommunities.org/id/example".into()],
                ..Publisher::default()
            }],
            topics: vec![Topic {
                id: "transport".into(),
                title: Text::new("en", "Transport"),
                description: Text::new("en", "Roads and buses."),
                same_as: vec!["http://publications.europa.eu/resource/authority/data-theme/TRAN".into()],
                span: None,
            }],
            series: vec![Series {
                id: "stops-and-shelters".into(),
                title: Text::new("en", "Stops and shelters"),
                description: Text::new("en", "Where people wait."),
                publisher: Some("borough".into()),
                span: None,
            }],
            security: Some(SecurityContact { contact: "security@example.org".into(), expires: date(2027, 1, 31) }),
            ..Catalogue::default()
        },
        entries: vec![bus_stops(), coming(), gone_away(), restricted(), wards()],
        pages: Vec::new(),
        clock: "2026-02-01T12:00:00Z".parse::<Timestamp>().unwrap(),
        today: date(2026, 2, 1),
        link_base: "https://data.example.org/open/".into(),
        row_pages_max: 100_000,
        key_pages_max: 500,
    }
}

/// The Open Government Licence.
pub(crate) fn licence() -> Licence {
    Licence {
        spdx: Some("OGL-UK-3.0".into()),
        url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/".into(),
        name: "Open Government Licence v3.0".into(),
    }
}

/// A column with a datatype.
pub(crate) fn column(name: &str, base: &str) -> Column {
    Column { datatype: Datatype::of(base), ..Column::new(name) }
}

fn artefact(path: &str, format: Option<Format>, content: &str) -> Artefact {
    let mut sha256 = String::new();
    for byte in Sha256::digest(content.as_bytes()) {
        let _ = write!(sha256, "{byte:02x}");
    }
    let media_type = format.map_or("application/pdf", Format::media_type).to_owned();
    Artefact { path: path.into(), format, media_type, bytes: content.len() as u64, sha256 }
}

fn dataset(id: &str, title: &str, description: &str) -> Dataset {
    Dataset {
        id: id.into(),
        folder: SourcePath::parse(&format!("datasets/{id}")).unwrap(),
        title: Text::new("en", title),
        description: Text::new("en", description),
        publisher: Some("borough".into()),
        licence: Some(licence()),
        ..Dataset::default()
    }
}

fn profile(name: &str, missing: u64, smallest: Option<&str>, largest: Option<&str>) -> ColumnProfile {
    ColumnProfile {
        name: name.into(),
        missing,
        distinct: Some(3 - missing),
        smallest: smallest.map(Into::into),
        largest: largest.map(Into::into),
        shortest: 1,
        longest: 11,
        ..ColumnProfile::default()
    }
}

fn stops_schema() -> (Schema, Vec<ColumnWords>) {
    let mut stop_id = column("stop_id", "string");
    stop_id.required = true;
    stop_id.titles = NaturalLanguage::undetermined("ATCO Code");
    stop_id.datatype.format = Some("\\d{4}|X".into());
    let mut secret = column("secret", "string");
    secret.suppress_output = true;
    let mut opened = column("opened", "date");
    opened.datatype.format = Some("dd/MM/yyyy".into());
    opened.datatype.minimum = Some("1990-01-01".into());
    opened.null = vec![String::new(), "unknown".into()];
    let mut lit = column("lit", "boolean");
    lit.datatype.format = Some("Y|N".into());
    let mut height = column("height_m", "decimal");
    height.datatype.decimal_char = Some(",".into());
    height.datatype.minimum = Some("0".into());
    let mut routes = column("routes", "string");
    routes.separator = Some(";".into());
    let mut name = column("name", "string");
    name.lang = "cy".into();
    name.annotations =
        vec![Annotation { property: "schema:about".into(), value: serde_json::json!("a stop"), place: None }];
    let columns = vec![
        stop_id,
        name,
        column("ward", "string"),
        secret,
        opened,
        lit,
        height,
        routes,
        column("status", "string"),
        column("checked", "dateTime"),
    ];
    let mut words: Vec<ColumnWords> = columns.iter().map(|_| ColumnWords::default()).collect();
    words[0].title = Text::new("en", "Stop");
    words[0].title.set("cy", "Arhosfan");
    words[0].description = Text::new("en", "NaPTAN code.");
    words[6].unit = Some("m".into());
    words[8].code_list =
        Some(CodeList::Codes(vec![("open".into(), Text::new("en", "Open")), ("closed".into(), Text::default())]));
    let schema = Schema {
        url: "stops.csv".into(),
        columns,
        primary_key: vec!["stop_id".into()],
        foreign_keys: vec![
            ForeignKey {
                columns: vec!["ward".into()],
                reference: Reference { table: "wards/wards".into(), columns: vec!["code".into()] },
                place: None,
            },
            ForeignKey {
                columns: vec!["secret".into()],
                reference: Reference { table: "wards/wards".into(), columns: vec!["code".into()] },
                place: None,
            },
        ],
        dialect: Dialect { encoding: "windows-1252".into(), skip_rows: 1, ..Dialect::default() },
        ..Schema::default()
    };
    (schema, words)
}

fn bus_stops() -> Entry {
    let (schema, columns) = stops_schema();
    let mut dataset = dataset("bus-stops", "Bus stops", "Every stop, *lit* or not.");
    dataset.title.set("cy", "Safleoedd bws");
    dataset.contact_point = Some(ContactPoint {
        name: Some("Transport data".into()),
        email: Some("buses@example.org".into()),
        url: Some("https://example.org/contact".into()),
    });
    dataset.keyword = vec!["bus".into(), "stop".into()];
    dataset.topic = vec!["transport".into()];
    dataset.in_series = vec!["stops-and-shelters".into()];
    dataset.issued = Some(date(2024, 4, 1));
    dataset.modified = Some(date(2026, 1, 31));
    dataset.version = Some("2026-1".into());
    dataset.version_notes = Text::new("en", "Three new stops & one \\<gone\\>.");
    dataset.update_frequency = Some(Frequency("quarterly".into()));
    dataset.temporal = Some(PeriodOfTime { start: Some(date(2024, 1, 1)), end: None });
    dataset.spatial = Some(Spatial::Gss("E09000001".into()));
    dataset.same_as = vec!["https://elsewhere.example.org/stops".into()];
    dataset.documentation = vec!["https://example.org/about-stops".into()];
    dataset.source = vec!["https://naptan.example.org/".into()];
    dataset.related = vec!["wards".into(), "https://example.org/other".into(), "gone-away".into()];
    dataset.tables = vec![Table {
        name: "stops".into(),
        file: "stops.csv".into(),
        title: Text::new("en", "Stops"),
        description: Text::new("en", "A row a stop."),
        schema,
        columns,
        index: vec!["ward".into()],
        ..Table::default()
    }];
    dataset.distributions = vec![
        Distribution {
            file: Some(SourcePath::parse("datasets/bus-stops/Map (north).pdf").unwrap()),
            address: None,
            title: Text::new("en", "Map"),
            media_type: Some("application/pdf".into()),
        },
        Distribution {
            file: None,
            address: Some("https://tiles.example.org/stops".into()),
            title: Text::new("en", "Tiles"),
            media_type: None,
        },
    ];
    let mut height = profile("height_m", 1, Some("2.50"), Some("3"));
    height.distinct_error = Some(17);
    height.histogram = Some(Histogram {
        step: Step { unit: StepUnit::Number, length: "0.5".into() },
        edges: ["2.5", "3.0", "3.5"].map(Into::into).to_vec(),
        counts: vec![1, 1],
        outside: 0,
    });
    let stops = TableSummary {
        rows: 3,
        columns: vec![
            profile("stop_id", 0, Some("0001"), Some("0003")),
            profile("name", 0, Some("Ffordd Fawr"), Some("High Street")),
            profile("ward", 1, Some("E05000001"), Some("E05000002")),
            profile("opened", 1, Some("1999-04-01"), Some("2020-02-29")),
            profile("lit", 0, Some("false"), Some("true")),
            height,
            profile("routes", 0, None, None),
            profile("status", 0, Some("closed"), Some("open")),
            profile("checked", 1, Some("2026-01-02T10:00:00Z"), Some("2026-01-03T00:00:00+01:00")),
        ],
        first_rows: Vec::new(),
        example: serde_json::from_str(STOPS_JSON).ok(),
        artefacts: vec![
            artefact("datasets/bus-stops/stops.csv", Some(Format::Csv), STOPS_CSV),
            artefact("datasets/bus-stops/stops.json", Some(Format::Json), STOPS_JSON),
        ],
        withdrawn: vec![Withdrawn { format: "ndjson".into(), reason: "switched off".into() }],
        row_pages: 1,
        lookups: vec![Lookup {
            column: "ward".into(),
            values: vec![("E05000001".into(), 1), ("E05000002".into(), 1)],
            left_out: 0,
        }],
        ..TableSummary::default()
    };
    Entry {
        dataset,
        summary: DatasetSummary {
            tables: [("stops".to_owned(), stops)].into(),
            files: vec![artefact("datasets/bus-stops/Map (north).pdf", None, MAP)],
            withdrawn: Vec::new(),
        },
        visibility: Visibility::Full,
    }
}

fn wards() -> Entry {
    let mut code = column("code", "string");
    code.required = true;
    let mut dataset = dataset("wards", "Wards", "Wards of the borough.");
    dataset.modified = Some(date(2025, 5, 1));
    let bounds = ["-0.5", "51.3", "0.3", "51.7"];
    dataset.spatial = Some(Spatial::BoundingBox(bounds.map(Into::into)));
    dataset.tables = vec![Table {
        name: "wards".into(),
        file: "wards.csv".into(),
        schema: Schema {
            url: "wards.csv".into(),
            columns: vec![code, column("name", "string"), column("population", "nonNegativeInteger")],
            primary_key: vec!["code".into()],
            ..Schema::default()
        },
        columns: vec![ColumnWords::default(); 3],
        ..Table::default()
    }];
    let wards = TableSummary {
        rows: 2,
        columns: vec![
            profile("code", 0, Some("E05000001"), Some("E05000002")),
            profile("name", 0, Some("Abbey"), Some("Alibon")),
            profile("population", 0, Some("9900"), Some("10500")),
        ],
        artefacts: vec![artefact("datasets/wards/wards.csv", Some(Format::Csv), WARDS_CSV)],
        row_pages: 0,
        ..TableSummary::default()
    };
    Entry {
        dataset,
        summary: DatasetSummary {
            tables: [("wards".to_owned(), wards)].into(),
            files: Vec::new(),
            withdrawn: Vec::new(),
        },
        visibility: Visibility::Full,
    }
}

fn restricted() -> Entry {
    let mut dataset = dataset("restricted", "Case files", "Files of cases.");
    dataset.modified = Some(date(2025, 6, 1));
    dataset.access_rights = AccessRights::Restricted {
        reason: Text::new("en", "They name people."),
        how_to_ask: Text::new("en", "Write to the borough."),
    };
    let mut person = column("person", "string");
    person.suppress_output = true;
    dataset.tables = vec![Table {
        name: "cases".into(),
        file: "cases.csv".into(),
        schema: Schema {
            url: "cases.csv".into(),
            columns: vec![column("case_id", "integer"), person],
            ..Schema::default()
        },
        columns: vec![ColumnWords::default(); 2],
        ..Table::default()
    }];
    Entry { dataset, summary: DatasetSummary::default(), visibility: Visibility::DescriptionOnly }
}

fn coming() -> Entry {
    let mut dataset = dataset("coming", "Coming soon", "Not yet.");
    dataset.modified = Some(date(2026, 1, 1));
    dataset.available = Some(date(2027, 1, 1));
    Entry { dataset, summary: DatasetSummary::default(), visibility: Visibility::Notice }
}

fn gone_away() -> Entry {
    let mut dataset = dataset("gone-away", "Gone away", "No more.");
    dataset.modified = Some(date(2026, 1, 1));
    dataset.status = Status::Withdrawn(Withdrawal { on: Some(date(2026, 1, 1)), reason: Text::new("en", "Wrong.") });
    Entry { dataset, summary: DatasetSummary::default(), visibility: Visibility::Tombstone }
}
