//! The static API, for people: made from the same OpenAPI document that programs read.

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::parts::snippets::{Snippet, snippets};
use super::super::plan::dataset_address;
use super::super::view::{Frame, Link};
use crate::model::{Format, Visibility};
use serde::Serialize;
use serde_json::Value;

/// Characters of an example that a page shows.
const EXAMPLE: usize = 2_000;

#[derive(Serialize)]
struct ApiPage {
    frame: Frame,
    title: String,
    introduction: Option<String>,
    base: String,
    openapi: Option<String>,
    version: Option<String>,
    example: Option<Link>,
    snippets: Vec<Snippet>,
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
}

#[derive(Serialize)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: Option<String>,
    description: Option<String>,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    datatype: String,
    description: Option<String>,
    example: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    status: String,
    description: Option<String>,
    media_type: Option<String>,
    schema: Option<SchemaLink>,
    example: Option<String>,
}

#[derive(Serialize)]
struct SchemaLink {
    id: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Schema {
    id: String,
    name: String,
    description: Option<String>,
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct Property {
    name: String,
    datatype: SchemaLink,
    required: bool,
    description: Option<String>,
}

pub(super) fn render(leaf: Leaf<'_>) -> Rendered {
    let openapi = leaf.site.input.openapi;
    let title = leaf.t("api");
    let info = openapi.get("info");
    let (example, snippets) = example(&leaf);
    let operations = openapi.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = operations.flat_map(|(path, item)| operations_of(&leaf, openapi, path, item)).collect();
    let schemas = openapi.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    let page = ApiPage {
        frame: leaf.frame(&title, &leaf.t("api-description")),
        introduction: info.and_then(|info| described(&leaf, info, "about")),
        base: leaf.full("api/v1/"),
        openapi: leaf.known_file("api/openapi.json"),
        version: info.and_then(|info| string(info, "version")),
        example,
        snippets,
        operations,
        schemas: schemas.map(|(name, schema)| schema_of(&leaf, openapi, name, schema)).collect(),
        title,
    };
    leaf.render("api.html", &page, true)
}

/// Lines of code for the first table that can be had, with a link to its dataset.
fn example(leaf: &Leaf<'_>) -> (Option<Link>, Vec<Snippet>) {
    let entries = leaf.edition().entries.iter().filter(|entry| entry.visibility == Visibility::Full);
    for entry in entries {
        let dataset = &entry.dataset;
        for table in &dataset.tables {
            let Some(summary) = entry.summary.tables.get(&table.name) else { continue };
            let Some(csv) = summary.artefact(Format::Csv) else { continue };
            let rows = format!("api/v1/datasets/{}/tables/{}/rows/1.json", dataset.id, table.name);
            let rows = (summary.row_pages > 0).then(|| leaf.full(&rows));
            let words = leaf.words(&dataset.title, &dataset.id);
            let link = Link::new(leaf.page(&dataset_address(&dataset.id)), words);
            return (Some(link), snippets(&leaf.full(&csv.path), rows.as_deref()));
        }
    }
    (None, Vec::new())
}

fn operations_of(leaf: &Leaf<'_>, openapi: &Value, path: &str, item: &Value) -> Vec<Operation> {
    let methods = ["get", "head", "options", "post", "put", "patch", "delete"];
    let found = methods.into_iter().filter_map(|method| Some((method, item.get(method)?)));
    found
        .map(|(method, operation)| {
            let shared = item.get("parameters").and_then(Value::as_array).into_iter().flatten();
            let own = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
            let answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
            let named = string(operation, "operationId").unwrap_or_else(|| format!("{method}{path}"));
            let id = format!("operation-{}", identifier(&named));
            Operation {
                method: method.to_uppercase(),
                path: path.to_owned(),
                summary: string(operation, "summary"),
                description: described(leaf, operation, &id),
                parameters: shared.chain(own).map(|has| parameter(openapi, resolve(openapi, has))).collect(),
                answers: answers.map(|(status, has)| answer(openapi, status, resolve(openapi, has))).collect(),
                id,
            }
        })
        .collect()
}

fn parameter(openapi: &Value, parameter: &Value) -> Parameter {
    let schema = parameter.get("schema").map(|schema| type_of(openapi, schema).text);
    let in_schema = parameter.get("schema").and_then(|schema| schema.get("examples")?.get(0).or(schema.get("example")));
    let named = parameter.get("examples").and_then(Value::as_object).and_then(|all| all.values().next()?.get("value"));
    let example = parameter.get("example").or(named).or(in_schema);
    Parameter {
        name: string(parameter, "name").unwrap_or_default(),
        datatype: schema.unwrap_or_default(),
        description: string(parameter, "description"),
        example: example.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
    }
}

fn answer(openapi: &Value, status: &str, answer: &Value) -> Answer {
    let content = answer.get("content").and_then(Value::as_object).and_then(|content| content.iter().next());
    let body = content.map(|(_, body)| body);
    let schema = body.and_then(|body| body.get("schema"));
    let examples = body.and_then(|body| body.get("examples")).and_then(Value::as_object);
    let named = examples.and_then(|all| resolve(openapi, all.values().next()?).get("value"));
    let in_schema = schema.map(|schema| resolve(openapi, schema)).and_then(|schema| schema.get("examples")?.get(0));
    let example = body.and_then(|body| body.get("example")).or(named).or(in_schema);
    Answer {
        status: status.to_owned(),
        description: string(answer, "description"),
        media_type: content.map(|(media_type, _)| media_type.clone()),
        schema: schema.map(|schema| type_of(openapi, schema)),
        example: example.map(pretty),
    }
}

fn schema_of(leaf: &Leaf<'_>, openapi: &Value, name: &str, schema: &Value) -> Schema {
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let id = format!("schema-{}", identifier(name));
    Schema {
        name: name.to_owned(),
        description: described(leaf, schema, &id),
        properties: properties
            .map(|(property, has)| Property {
                name: property.clone(),
                datatype: type_of(openapi, has),
                required: required.contains(&property.as_str()),
                description: string(has, "description").or_else(|| string(resolve(openapi, has), "description")),
            })
            .collect(),
        id,
    }
}

/// The type of a schema in a word or two, with the way to a named one.
fn type_of(openapi: &Value, schema: &Value) -> SchemaLink {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let is_there = reference.starts_with("#/components/schemas/") && openapi.pointer(&reference[1..]).is_some();
        let id = is_there.then(|| format!("schema-{}", identifier(name)));
        return SchemaLink { id, text: name.to_owned() };
    }
    if let Some(items) = schema.get("items") {
        let inner = type_of(openapi, items);
        return SchemaLink { id: inner.id, text: format!("array<{}>", inner.text) };
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(choices) = schema.get(key).and_then(Value::as_array) {
            let all: Vec<SchemaLink> = choices.iter().map(|choice| type_of(openapi, choice)).collect();
            let text = all.iter().map(|link| link.text.as_str()).collect::<Vec<_>>().join(" | ");
            return SchemaLink { id: all.into_iter().find_map(|link| link.id), text };
        }
    }
    let plain = match schema.get("type") {
        Some(Value::String(name)) => name.clone(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ if schema.get("const").is_some() || schema.get("enum").is_some() => "string".to_owned(),
        _ => "any".to_owned(),
    };
    let text = match schema.get("format").and_then(Value::as_str) {
        Some(format) => format!("{plain} ({format})"),
        None => plain,
    };
    SchemaLink { id: None, text }
}

/// What a reference within the document leads to; the value itself where it is none.
fn resolve<'a>(openapi: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    reference.and_then(|pointer| openapi.pointer(pointer)).unwrap_or(value)
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// Descriptions in OpenAPI are Markdown.
fn described(leaf: &Leaf<'_>, value: &Value, id: &str) -> Option<String> {
    let text = string(value, "description")?;
    Some(leaf.markdown(&text, 4, &format!("{id}-"), None, Origin::Program))
}

fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    match text.char_indices().nth(EXAMPLE) {
        Some((end, _)) => format!("{}\n…", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}

/// Letters, digits and hyphens for an id.
fn identifier(name: &str) -> String {
    let id: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    id.trim_matches('-').to_owned()
}
