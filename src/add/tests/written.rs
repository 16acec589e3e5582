//! Files in, `dataset.toml` and report out: what a person sees of the first five minutes.

use super::{files, listed, portal};
use crate::add::{AddOptions, add};
use std::path::PathBuf;

/// Brings in the folder `spending` with these files and gives the report, the files, and what was written.
fn case(name: &str, given: &[(&str, &[u8])]) {
    let portal = portal();
    let folder = files(&[]);
    let spending = folder.path().join(name);
    super::put(&spending, given);
    let report = add(portal.path(), &[spending], &AddOptions::default()).unwrap();
    let dataset = portal.path().join("datasets").join(&report.datasets[0].id);
    let toml = std::fs::read_to_string(dataset.join("dataset.toml")).unwrap_or_else(|_| "(none)\n".to_owned());
    let text = format!("{report}\n---- {}\n\n---- dataset.toml\n{toml}", listed(&dataset).join(" "));
    insta::assert_snapshot!(name, text);
}

#[test]
fn a_plain_table() {
    case(
        "bus-stops",
        &[
            (
                "stops.csv",
                "ATCO Code,Name,Opened,Shelter,Lat,Tel\n\
                 180GMABC,High St,31/01/2026,Y,53.48,0161 496 0000\n\
                 180GMABD,Town Hall,01/02/2026,N,53.5,0161 496 0001\n\
                 180GMABE,Café,,Y,,\n"
                    .as_bytes(),
            ),
            ("README.md", b"hello"),
            ("plan.xlsx", b"PK\x03\x04"),
            ("old/stops.csv", b"a,b\n1,2\n"),
        ],
    );
}

#[test]
fn a_table_from_a_spreadsheet_of_another_age() {
    case(
        "grants",
        &[(
            "Grants 2023.csv",
            b"Grants made in 2023/24;;;\r\n;;;\r\nRef;Awarded to;Date;Amount (\xa3)\r\n\
              007;Caf\xe9 Society;1/2/23;1.250,50\r\n008;Scouts;3/4/23;N/A\r\n009;Choir;5/6/23;300\r\n;;;\r\n",
        )],
    );
}

#[test]
fn parts_of_one_table_and_a_code_list() {
    case(
        "spending",
        &[
            ("spend-2024-01.csv", b"Supplier,Amount,Category\nAcme,1.50,A\nBolt,20,B\n"),
            ("spend-2024-02.csv", b"supplier,Amount,Category\nAcme,\"1,250.00\",A\n"),
            ("spend-2024-03.csv", b""),
            ("categories.csv", b"code,label\nA,Arts\nB,Buses\n"),
        ],
    );
}

#[test]
fn a_header_that_cannot_name_its_columns() {
    case(
        "survey",
        &[(
            "answers.csv",
            b"id,Have you seen?,,Age,\n,Episode I,Episode II,,\n1,yes,,30,\n2,,yes,41,\n3,yes,yes,22,\n",
        )],
    );
}

#[test]
fn utf_16_with_tabs_and_no_line_feeds() {
    let utf16: Vec<u8> = "\u{feff}name\tvalue\rA\t1\rB\t2\rC\tx\r".encode_utf16().flat_map(u16::to_le_bytes).collect();
    case("measures", &[("measures.tsv", &utf16)]);
}

#[test]
fn a_data_package_lacks_a_description() {
    case(
        "package",
        &[
            (
                "datapackage.json",
                br#"{"name": "prices", "title": "Prices", "resources": [
                    {"name": "prices", "path": "data/prices.csv", "schema": {"fields": [{"name": "year", "type": "integer"}]}},
                    {"name": "bare", "path": "data/bare.csv"},
                    {"name": "gone", "path": "data/gone.csv"}]}"#,
            ),
            ("data/prices.csv", b"year\n2024\n"),
            ("data/bare.csv", b"day,price\n2024-01-31,1.50\n"),
            ("data/other.csv", b"a\n1\n"),
        ],
    );
}

#[test]
fn csvw_lacks_a_title() {
    case(
        "described",
        &[
            (
                "trees.csv-metadata.json",
                br#"{"@context": "http://www.w3.org/ns/csvw", "url": "trees.csv",
                     "dc:description": "Every tree on a street, by the number on its trunk.",
                     "tableSchema": {"columns": [{"name": "id", "titles": "id"}]}}"#,
            ),
            ("trees.csv", b"id\n1\n2\n"),
            ("species.csv", b"code,name\nOAK,Oak\n"),
            ("lost-metadata.json", br#"{"@context": "http://www.w3.org/ns/csvw", "url": "elsewhere.csv"}"#),
        ],
    );
}

#[test]
fn a_site_without_defaults_is_asked_for_them() {
    let (portal, folder) = (files(&[("plainsight.toml", b"")]), files(&[("a.csv", b"a,b\n1,2\n")]));
    let report = add(portal.path(), &[folder.path().join("a.csv")], &AddOptions::default()).unwrap();
    let toml = std::fs::read_to_string(portal.path().join("datasets/a/dataset.toml")).unwrap();
    assert_eq!(report.datasets[0].marks, 6);
    assert!(toml.contains("# publisher = \"borough\"") && toml.contains("# licence = \"OGL-UK-3.0\""), "{toml}");
}

#[test]
fn the_files_that_were_written_are_told() {
    let (portal, folder) = (portal(), files(&[("a.csv", b"a,b\n1,2\n"), ("a.csv.gz", b"")]));
    let report = add(portal.path(), &[folder.path().join("a.csv")], &AddOptions::default()).unwrap();
    let datasets = std::fs::canonicalize(portal.path()).unwrap().join("datasets");
    let expected: Vec<PathBuf> = ["a/dataset.toml", "a/a.csv"].iter().map(|path| datasets.join(path)).collect();
    assert_eq!(report.datasets[0].written, expected);
}
