//! The made-up edition as a site.

use super::edition::made_up;
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::model::Edition;
use crate::render::{Allowance, Input, RenderedFile, site};
use crate::sources::Sources;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "API", "version": "1", "description": "Read-only. [About](../about/)" },
        "paths": {
            "/datasets/{dataset}.json": {
                "parameters": [{ "$ref": "#/components/parameters/dataset" }],
                "get": {
                    "operationId": "dataset",
                    "summary": "A dataset",
                    "responses": { "200": { "description": "It.", "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Dataset" }, "example": { "id": "<b>" } } } } }
                }
            }
        },
        "components": {
            "parameters": { "dataset": { "name": "dataset", "in": "path", "required": true,
                "schema": { "type": "string" }, "example": "wards" } },
            "schemas": { "Dataset": { "type": "object", "required": ["id"],
                "properties": { "id": { "type": "string", "description": "Its id" }, "tables": { "type": "array", "items": { "$ref": "#/components/schemas/Dataset" } } } } }
        }
    })
}

pub(super) fn known(edition: &Edition) -> BTreeSet<String> {
    let mut known = BTreeSet::from(["api/openapi.json".to_owned(), "feed.atom".to_owned()]);
    for entry in edition.listed() {
        let id = &entry.dataset.id;
        for name in ["datapackage.json", "csv-metadata.json", "feed.atom"] {
            known.insert(format!("datasets/{id}/{name}"));
        }
        known.insert(format!("api/v1/datasets/{id}.json"));
        for (name, table) in &entry.summary.tables {
            known.insert(format!("datasets/{id}/{name}.csv-metadata.json"));
            known.insert(format!("api/v1/datasets/{id}/tables/{name}.json"));
            known.extend(table.artefacts.iter().map(|artefact| artefact.path.clone()));
            known.extend((1..=table.row_pages).map(|n| format!("api/v1/datasets/{id}/tables/{name}/rows/{n}.json")));
        }
    }
    known
}

fn findings() -> Report {
    let mut report = Report::default();
    let mut add = |dataset: &str, table: &str, column: &str| {
        let mut finding = Diagnostic::new("csv/formula-like-cell", "`=SECRET()` looks like a formula", Location::Site)
            .of_dataset(dataset)
            .of_table(table)
            .of_column(column);
        finding.severity = Severity::Warning;
        report.add(finding);
    };
    add("bus-stops", "stops", "name");
    add("bus-stops", "stops", "inspector");
    add("housing-need", "people", "hidden_column");
    add("election", "people", "hidden_column");
    add("a-draft", "people", "hidden_column");
    report
}

pub(super) fn render_with(
    edition: &Edition,
    sources: &Sources,
) -> (BTreeMap<String, String>, Vec<RenderedFile>, Report) {
    let openapi = openapi();
    let bytes = openapi.to_string().into_bytes();
    let dataset_openapi = edition.listed().map(|entry| (entry.dataset.id.as_str(), bytes.as_slice())).collect();
    let known = known(edition);
    let report = findings();
    let schema_org = edition
        .listed()
        .map(|entry| {
            let title = entry.dataset.title.words("en").to_owned();
            (entry.dataset.id.clone(), json!({ "@context": "https://schema.org/", "@type": "Dataset", "name": title }))
        })
        .collect();
    let allowed = [Allowance {
        rule: "dcat/missing-contact-point".to_owned(),
        dataset: None,
        reason: "one contact for the whole borough".to_owned(),
    }];
    let input = Input {
        edition,
        report: &report,
        allowed: &allowed,
        schema_org: &schema_org,
        openapi: &openapi,
        dataset_openapi: &dataset_openapi,
        known: &known,
        sources,
    };
    let (files, found) = site(input);
    let texts =
        files.iter().map(|file| (file.path.clone(), String::from_utf8_lossy(&file.bytes).into_owned())).collect();
    (texts, files, found)
}

pub(super) fn is_page(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "html")
}

pub(super) fn pages() -> (BTreeMap<String, String>, Vec<RenderedFile>, Report) {
    let (edition, sources) = made_up();
    render_with(&edition, &sources)
}
