//! Data Package v2 (datapackage.org): `datapackage.json` beside the tables.

use super::plain_text::plain_text;
use super::web_address::of_licence;
use super::{data_files, table_schema};
use crate::model::{Edition, Entry, Format, Licence, Table};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};

/// `datasets/<id>/datapackage.json`; none for a dataset of which nothing may be written, since a package needs a
/// resource.
#[must_use]
pub fn file(edition: &Edition, entry: &Entry) -> Option<PublishedFile> {
    let resources = resources(edition, entry);
    if resources.is_empty() {
        return None;
    }
    let dataset = &entry.dataset;
    let catalogue = &edition.catalogue;
    let language = catalogue.language();
    let mut package = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| *value != json!("") && *value != json!([])) {
            package.insert(key.to_owned(), value);
        }
    };
    set("$schema", Some(json!("https://datapackage.org/profiles/2.0/datapackage.json")));
    set("name", Some(json!(dataset.id)));
    set("id", Some(json!(addresses::dataset_identifier(edition, &dataset.id))));
    set("title", Some(json!(dataset.title.words(language))));
    // The standard's descriptions are Markdown, as ours are.
    set("description", Some(json!(dataset.description.words(language))));
    set("homepage", Some(json!(addresses::link(edition, &addresses::dataset(&dataset.id)))));
    let release = dataset.version.clone().or_else(|| dataset.modified.map(|day| day.to_string()));
    set("version", release.map(Value::from));
    let created = dataset.modified.or(dataset.issued);
    set("created", created.map(|day| json!(format!("{day}T00:00:00Z"))));
    let publisher = dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    set(
        "contributors",
        publisher.map(|publisher| {
            let mut contributor = json!({ "title": publisher.name.words(language), "roles": ["publisher"] });
            if let (Some(path), Some(contributor)) = (web(publisher.homepage.as_deref()), contributor.as_object_mut()) {
                contributor.insert("path".to_owned(), json!(path));
            }
            json!([contributor])
        }),
    );
    set("keywords", Some(json!(dataset.keyword)));
    set("licenses", dataset.licence.as_ref().and_then(licence).map(|licence| json!([licence])));
    let sources: Vec<Value> = dataset
        .source
        .iter()
        .map(|source| match (edition.entry_or_former(source), web(Some(source))) {
            (Some(entry), _) => json!({
                "title": entry.dataset.title.words(language),
                "path": addresses::link(edition, &addresses::dataset(&entry.dataset.id)),
            }),
            (None, Some(path)) => json!({ "title": source, "path": path }),
            (None, None) => json!({ "title": source }),
        })
        .collect();
    set("sources", Some(json!(sources)));
    set("resources", Some(Value::from(resources)));
    Some(PublishedFile::json(format!("{}datapackage.json", addresses::dataset(&dataset.id)), &Value::Object(package)))
}

/// The licence in the characters that the standard lets its name and path have; none if neither is left.
fn licence(licence: &Licence) -> Option<Value> {
    let is_name = |name: &&String| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
    };
    let address = of_licence(licence);
    let stated = [("name", licence.spdx.as_ref().filter(is_name).map(String::as_str)), ("path", web(Some(&address)))];
    let mut stated: Map<String, Value> =
        stated.into_iter().filter_map(|(key, value)| Some((key.to_owned(), json!(value?)))).collect();
    if stated.is_empty() {
        return None;
    }
    stated.insert("title".to_owned(), json!(licence.name));
    Some(Value::Object(stated))
}

/// An address that the standard lets be a path: `http` or `https`.
fn web(address: Option<&str>) -> Option<&str> {
    address.filter(|address| address.starts_with("http://") || address.starts_with("https://"))
}

/// The tables as CSV. Their other formats are the same rows again, and a file that is no table has no place in a package
/// of tables that every reader opens; DCAT lists both.
fn resources(edition: &Edition, entry: &Entry) -> Vec<Value> {
    entry.dataset.tables.iter().filter_map(|table| resource(edition, entry, table)).collect()
}

fn resource(edition: &Edition, entry: &Entry, table: &Table) -> Option<Value> {
    let csv = data_files::of_table(entry, table).find(|file| file.artefact.format == Some(Format::Csv))?;
    let language = edition.catalogue.language();
    let mut resource = Map::new();
    resource.insert("name".to_owned(), json!(table.name));
    resource.insert("type".to_owned(), json!("table"));
    resource.insert("path".to_owned(), json!(csv.name(entry)));
    if !table.title.is_empty() {
        resource.insert("title".to_owned(), json!(table.title.words(language)));
    }
    if !plain_text(table.description.words(language)).is_empty() {
        resource.insert("description".to_owned(), json!(table.description.words(language)));
    }
    resource.insert("format".to_owned(), json!("csv"));
    resource.insert("mediatype".to_owned(), json!(csv.artefact.media_type));
    resource.insert("encoding".to_owned(), json!("utf-8"));
    resource.insert("bytes".to_owned(), json!(csv.artefact.bytes));
    resource.insert("hash".to_owned(), json!(format!("sha256:{}", csv.artefact.sha256)));
    resource.insert("dialect".to_owned(), json!({ "delimiter": ",", "lineTerminator": "\r\n", "header": true }));
    resource.insert("schema".to_owned(), table_schema::schema(edition, entry, table));
    Some(Value::Object(resource))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::{ForeignKey, Reference};
    use crate::publish::test_edition::{STOPS_CSV, edition};

    fn package(edition: &Edition, entry: &Entry) -> Value {
        serde_json::from_slice(&file(edition, entry).unwrap().bytes).unwrap()
    }

    #[test]
    fn a_package_has_the_tables_as_csv() {
        let edition = edition();
        let package = package(&edition, &edition.entries[0]);
        assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
        assert_eq!((&package["name"], &package["version"]), (&json!("bus-stops"), &json!("2026-1")));
        assert_eq!(package["created"], "2026-01-31T00:00:00Z");
        assert_eq!(package["licenses"][0]["name"], "OGL-UK-3.0");
        assert_eq!(
            package["sources"],
            json!([
                { "title": "https://naptan.example.org/", "path": "https://naptan.example.org/" },
            ])
        );
        assert_eq!(package["resources"].as_array().unwrap().len(), 1);
        let resource = &package["resources"][0];
        assert_eq!((&resource["path"], &resource["bytes"]), (&json!("stops.csv"), &json!(STOPS_CSV.len())));
        assert!(resource["hash"].as_str().unwrap().starts_with("sha256:"));
    }

    #[test]
    fn fields_have_types_that_fit_their_values() {
        let edition = edition();
        let package = package(&edition, &edition.entries[0]);
        let schema = &package["resources"][0]["schema"];
        let fields = schema["fields"].as_array().unwrap();
        let types: Vec<&str> = fields.iter().map(|field| field["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["string", "string", "string", "date", "boolean", "number", "string", "string", "datetime"]);
        assert_eq!(fields[0]["constraints"], json!({ "required": true, "pattern": "(\\d{4}|X)" }));
        assert_eq!(fields[3]["constraints"], json!({ "minimum": "1990-01-01" }));
        assert_eq!(fields[4]["trueValues"], json!(["true"]));
        assert_eq!(fields[7]["constraints"], json!({ "enum": ["open", "closed"] }));
        assert_eq!(schema["primaryKey"], json!(["stop_id"]));
        assert_eq!(schema.get("foreignKeys"), None, "it leads out of the package");
        assert_eq!(schema["missingValues"], json!([""]));
    }

    #[test]
    fn what_a_publisher_let_pass_is_not_promised() {
        let mut edition = edition();
        let stops = edition.entries[0].summary.tables.get_mut("stops").unwrap();
        let all = ["missing-required-value", "pattern-mismatch", "out-of-range", "value-not-in-code-list"];
        for profile in &mut stops.columns {
            profile.exceptions = all.map(|rule| format!("csvw/{rule}")).into();
        }
        stops.key_exceptions = [("csvw/duplicate-key".to_owned(), "stop_id".to_owned())].into();
        let schema = &package(&edition, &edition.entries[0])["resources"][0]["schema"];
        let fields = schema["fields"].as_array().unwrap();
        assert!(fields.iter().all(|field| field.get("constraints").is_none()), "{schema}");
        assert_eq!(schema.get("primaryKey"), None);
    }

    #[test]
    fn a_foreign_key_within_the_package_is_kept() {
        let mut edition = edition();
        let table = &mut edition.entries[0].dataset.tables[0];
        table.schema.foreign_keys = vec![ForeignKey {
            columns: vec!["name".into()],
            reference: Reference { table: "bus-stops/stops".into(), columns: vec!["stop_id".into()] },
            place: None,
        }];
        assert_eq!(
            package(&edition, &edition.entries[0])["resources"][0]["schema"]["foreignKeys"],
            json!([{ "fields": ["name"], "reference": { "resource": "stops", "fields": ["stop_id"] } }])
        );
        edition.entries[0].dataset.tables[0].schema.foreign_keys[0].columns = vec!["height_m".into()];
        let package = package(&edition, &edition.entries[0]);
        assert_eq!(package["resources"][0]["schema"].get("foreignKeys"), None, "a number is no string");
    }

    #[test]
    fn a_source_is_found_by_an_id_that_it_had() {
        let mut edition = edition();
        edition.entries[4].dataset.former_ids = vec!["old-wards".into()];
        edition.entries[0].dataset.source = vec!["old-wards".into()];
        let path = "https://data.example.org/open/datasets/wards/";
        let package = package(&edition, &edition.entries[0]);
        assert_eq!(package["sources"], json!([{ "title": "Wards", "path": path }]));
        let described = crate::publish::metadata::schema_org::dataset(&edition, &edition.entries[0]);
        assert_eq!(described["isBasedOn"], json!([format!("{path}#dataset")]));
    }

    #[test]
    fn a_dataset_without_rows_has_no_package() {
        let edition = edition();
        assert_eq!(file(&edition, &edition.entries[3]), None);
    }
}
