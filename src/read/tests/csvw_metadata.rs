//! CSVW metadata beside a CSV.

use super::read;

const STOPS: &str = r#"{ "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }], "url": "stops.csv",
  "dc:title": "Bus stops", "dc:description": [{ "@value": "Safleoedd", "@language": "cy" }, { "@value": "Where buses stop", "@language": "en-GB" }],
  "dc:license": { "@id": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" },
  "dc:publisher": { "schema:name": "Borough of Example" }, "dcat:keyword": ["bus"], "dc:modified": { "@value": "2024-04-01", "@type": "date" },
  "dialect": { "delimiter": ";" },
  "tableSchema": { "primaryKey": "stop.id", "aboutUrl": "http://example.org/{stop.id}",
    "columns": [
      { "name": "stop.id", "titles": ["ATCO", "Stop"], "required": true, "dc:description": "The code" },
      { "titles": "Date opened", "datatype": { "base": "date", "format": "dd/MM/yyyy" } },
      { "name": "type", "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "schema:BusStop" } ] } }"#;

#[test]
fn metadata_of_one_table_describes_the_dataset() {
    let (read, findings) = read(&[("stops.csv-metadata.json", STOPS), ("stops.csv", "")]);
    let expected = [
        "project/derived-name [stops.csv-metadata.json:8 \"stop.id\"]: the column `stop.id` is published as `stop_id`",
        "project/derived-name [stops.csv-metadata.json:9 ",
    ];
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert!(findings.iter().zip(expected).all(|(finding, expected)| finding.starts_with(expected)), "{findings:#?}");
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.title.words("en"), "Bus stops");
    assert_eq!((dataset.description.words("en"), dataset.description.words("cy")), ("Where buses stop", "Safleoedd"));
    assert_eq!(dataset.licence.unwrap().spdx.as_deref(), Some("OGL-UK-3.0"));
    assert_eq!(dataset.publisher.as_deref(), Some("borough"));
    assert_eq!(dataset.modified.unwrap().to_string(), "2024-04-01");
    let table = &dataset.tables[0];
    assert_eq!((table.name.as_str(), table.schema.url.as_str()), ("stops", "stops.csv"));
    assert_eq!(table.schema.dialect.delimiter, ";");
    assert_eq!(table.schema.primary_key, ["stop_id"]);
    let columns = &table.schema.columns;
    assert_eq!(
        columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(),
        ["stop_id", "Date_opened", "type"]
    );
    assert_eq!(columns[0].about_url.as_deref(), Some("http://example.org/{stop_id}"));
    assert_eq!(columns[0].titles.iter().map(|(_, title)| title).collect::<Vec<_>>(), ["ATCO", "Stop", "stop.id"]);
    assert_eq!(columns[1].titles.iter().map(|(_, title)| title).collect::<Vec<_>>(), ["Date opened"]);
    assert_eq!((table.columns[0].title.words("en"), table.columns[0].description.words("en")), ("ATCO", "The code"));
    assert!(columns[2].is_virtual);
    assert_eq!(table.published_columns().count(), 2);
}

#[test]
fn a_group_may_refer_to_tables_of_other_datasets_and_elsewhere() {
    let group = r#"{ "@context": "http://www.w3.org/ns/csvw", "dc:title": "Stops", "tables": [
      { "url": "stops.csv", "dc:title": "All stops", "tableSchema": { "columns": [{ "name": "id" }, { "name": "ward" }, { "name": "kind" }],
        "foreignKeys": [
          { "columnReference": "ward", "reference": { "resource": "../wards/wards.csv", "columnReference": "code" } },
          { "columnReference": "kind", "reference": { "resource": "http://example.org/kinds.csv", "columnReference": "kind" } } ] } },
      { "url": "../wards/wards.csv", "tableSchema": { "columns": [{ "name": "code" }] } },
      { "url": "http://example.org/kinds.csv", "tableSchema": { "columns": [{ "name": "kind" }] } } ] }"#;
    let (read, findings) = read(&[("csv-metadata.json", group), ("stops.csv", "")]);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.tables.len(), 1);
    assert_eq!((dataset.title.words("en"), dataset.tables[0].title.words("en")), ("Stops", "All stops"));
    let keys = &dataset.tables[0].schema.foreign_keys;
    assert_eq!((keys.len(), keys[0].reference.table.as_str()), (1, "wards/wards"));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.split(' ').next().unwrap()).collect();
    assert_eq!(rules, ["csvw/doubtful-metadata", "csvw/doubtful-metadata"], "{findings:#?}");
}

#[test]
fn documents_of_one_dataset_know_each_others_tables() {
    let table = |file: &str, foreign: &str| {
        format!(
            "{{ \"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"{file}\", \"tableSchema\": {{ {foreign} \"columns\": \
             [{{ \"name\": \"id\" }}] }} }}"
        )
    };
    let key = |file: &str| {
        format!(
            "\"foreignKeys\": [{{ \"columnReference\": \"id\", \"reference\": {{ \"resource\": \"{file}\", \
             \"columnReference\": \"id\" }} }}],"
        )
    };
    let (a, b) = (table("a.csv", &key("b.csv")), table("b.csv", &key("nothing.csv")));
    let files =
        [("a.csv-metadata.json", a.as_str()), ("b.csv-metadata.json", b.as_str()), ("a.csv", ""), ("b.csv", "")];
    let (read, findings) = read(&files);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.tables[0].schema.foreign_keys[0].reference.table, "stops/b");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(findings[0].starts_with("csvw/unknown-reference [b.csv-metadata.json:1"), "{findings:#?}");
}

#[test]
fn a_schema_in_a_file_is_named_and_a_published_address_is_the_file_beside() {
    let metadata = r#"{ "@context": "http://www.w3.org/ns/csvw", "url": "https://data.example.org/stops.csv", "tableSchema": "schema.json" }"#;
    let schema = r#"{ "@context": "http://www.w3.org/ns/csvw", "columns": [{ "name": "id" }] }"#;
    let (read, findings) = read(&[("stops.csv-metadata.json", metadata), ("schema.json", schema), ("stops.csv", "")]);
    assert_eq!(findings, [""; 0]);
    let dataset = read.unwrap().dataset;
    assert_eq!((dataset.tables[0].files.len(), dataset.tables[0].schema.columns.len()), (1, 1));
}

#[test]
fn mistakes_are_reported() {
    let start = |metadata: &str, starts: &str| {
        let (_, findings) = read(&[("a.csv-metadata.json", metadata)]);
        assert!(findings.first().is_some_and(|finding| finding.starts_with(starts)), "{findings:#?}");
    };
    start("{", "project/invalid-json");
    start("{}", "csvw/");
    start("{ \"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"../../x.csv\" }", "project/path-outside");
    start("{ \"@context\": \"http://www.w3.org/ns/csvw\", \"url\": \"none.csv\" }", "project/missing-file");
}

#[test]
fn dataset_toml_and_metadata_must_agree() {
    let toml = "title = \"Stops\"\n[[table]]\nfile = \"stops.csv\"\n[[table.column]]\nname = \"Date_opened\"\ndatatype = \"string\"\n";
    let (_, findings) = read(&[("dataset.toml", toml), ("stops.csv-metadata.json", STOPS), ("stops.csv", "")]);
    let conflicts: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.starts_with("project/conflicting-facts"))
        .filter_map(|finding| finding.split('`').nth(1))
        .collect();
    assert_eq!(conflicts, ["title", "column.Date_opened.datatype"], "{findings:#?}");
}
