//! The operations and schemas of an OpenAPI document.

use super::super::super::leaf::Leaf;
use super::super::super::parts::{COLUMNS_SHOWN, dictionary};
use super::super::super::view::{Link, Phrase};
use super::limits::{limits, shown};
use super::markdown;
use super::words::{Words, column_description, column_title, row_of};
use crate::model::Table;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Characters of an example that a page shows.
const EXAMPLE: usize = 4_000;

/// The language of what a document says in its own words.
const PROGRAM: &str = "en";

/// A document, and the words for what is in it.
pub(super) struct Description<'a> {
    pub leaf: &'a Leaf<'a>,
    pub openapi: &'a Value,
    pub words: Words<'a>,
}

#[derive(Serialize)]
pub(super) struct Operation {
    id: String,
    method: String,
    path: String,
    summary: Option<Phrase>,
    description: Option<Phrase>,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
    /// A real address, if each parameter has an example; a link if there is a file.
    address: Option<Link>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    datatype: String,
    limits: Vec<String>,
    description: Option<Phrase>,
    example: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    status: String,
    description: Option<Phrase>,
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
pub(super) struct Schema {
    id: String,
    name: String,
    /// Whether it describes a table's rows: what a reader came for.
    of_rows: bool,
    /// What it is, in the page's words where it is of rows, else in the document's own.
    summary: Option<String>,
    description: Option<String>,
    limits: Vec<String>,
    properties: Vec<Property>,
    left_out: Option<String>,
}

#[derive(Serialize)]
struct Property {
    name: String,
    title: Option<Phrase>,
    datatype: SchemaLink,
    required: bool,
    limits: Vec<String>,
    description: Option<Phrase>,
    example: Option<String>,
}

impl Description<'_> {
    /// What the document is about, in its own words.
    pub(super) fn introduction(&self) -> Option<String> {
        let text = string(self.openapi.get("info")?, "description")?;
        Some(markdown(self.leaf, &text, "about"))
    }

    /// The version of the API.
    pub(super) fn version(&self) -> Option<String> {
        string(self.openapi.get("info")?, "version")
    }

    /// Every operation, in the order of the document.
    pub(super) fn operations(&self) -> Vec<Operation> {
        let paths = self.openapi.get("paths").and_then(Value::as_object).into_iter().flatten();
        paths.flat_map(|(path, item)| self.of_path(path, item)).collect()
    }

    fn of_path(&self, path: &str, item: &Value) -> Vec<Operation> {
        let methods = ["get", "head", "options", "post", "put", "patch", "delete"];
        let found = methods.into_iter().filter_map(|method| Some((method, item.get(method)?)));
        found
            .map(|(method, operation)| {
                let shared = item.get("parameters").and_then(Value::as_array).into_iter().flatten();
                let own = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
                let parameters: Vec<&Value> = shared.chain(own).map(|has| self.resolve(has)).collect();
                let answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
                let named = string(operation, "operationId").unwrap_or_else(|| format!("{method}{path}"));
                let (summary, description) = match self.words.operation(self.leaf, path) {
                    Some((summary, description)) => (Some(Phrase::plain(summary)), Some(Phrase::plain(description))),
                    None => (self.own(operation, "summary"), self.own(operation, "description")),
                };
                Operation {
                    id: format!("operation-{}", identifier(&named)),
                    method: method.to_uppercase(),
                    address: self.address(path, &parameters),
                    path: path.to_owned(),
                    summary,
                    description,
                    parameters: parameters.into_iter().map(|has| self.parameter(has)).collect(),
                    answers: answers.map(|(status, has)| self.answer(status, self.resolve(has))).collect(),
                }
            })
            .collect()
    }

    /// The address with the first example of each parameter.
    fn address(&self, path: &str, parameters: &[&Value]) -> Option<Link> {
        let mut path = format!("api/v1{path}");
        for parameter in parameters {
            let value = shown(example_of(parameter)?);
            path = path.replace(&format!("{{{}}}", string(parameter, "name")?), &value);
        }
        let text = self.leaf.full(&path);
        (!path.contains('{')).then(|| Link { href: self.leaf.known_file(&path), text, lang: None })
    }

    fn parameter(&self, parameter: &Value) -> Parameter {
        let name = string(parameter, "name").unwrap_or_default();
        let schema = parameter.get("schema");
        let ours = Words::parameter(self.leaf, &name).map(Phrase::plain);
        Parameter {
            datatype: schema.map(|schema| self.type_of(schema).text).unwrap_or_default(),
            limits: schema.map(|schema| limits(self.leaf, schema)).unwrap_or_default(),
            description: ours.or_else(|| self.own(parameter, "description")),
            example: example_of(parameter).map(shown),
            name,
        }
    }

    fn answer(&self, status: &str, answer: &Value) -> Answer {
        let content = answer.get("content").and_then(Value::as_object).and_then(|content| content.iter().next());
        let body = content.map(|(_, body)| body);
        let schema = body.and_then(|body| body.get("schema"));
        let examples = body.and_then(|body| body.get("examples")).and_then(Value::as_object);
        let named = examples.and_then(|all| self.resolve(all.values().next()?).get("value"));
        let in_schema = schema.map(|schema| self.resolve(schema)).and_then(|schema| schema.get("examples")?.get(0));
        let example = body.and_then(|body| body.get("example")).or(named).or(in_schema);
        let description = match status {
            "200" => Some(Phrase::plain(self.leaf.t("api-answer-200"))),
            "404" => Some(Phrase::plain(self.leaf.t("api-answer-404"))),
            _ => self.own(answer, "description"),
        };
        Answer {
            status: status.to_owned(),
            description,
            media_type: content.map(|(media_type, _)| media_type.clone()),
            schema: schema.map(|schema| self.type_of(schema)),
            example: example.map(pretty),
        }
    }

    /// Every schema, those of rows first.
    pub(super) fn schemas(&self) -> Vec<Schema> {
        let tables = self.tables_by_schema();
        let schemas = self.openapi.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
        let (rows, others): (Vec<_>, Vec<_>) = schemas.partition(|(name, _)| tables.contains_key(name.as_str()));
        rows.into_iter()
            .chain(others)
            .map(|(name, schema)| self.schema(name, schema, tables.get(name.as_str()).copied()))
            .collect()
    }

    /// Which schema describes the rows of which table: the items of `rows` of what its row and look-up pages answer.
    fn tables_by_schema(&self) -> BTreeMap<&str, &Table> {
        let paths = self.openapi.get("paths").and_then(Value::as_object).into_iter().flatten();
        paths
            .filter_map(|(path, item)| {
                let table = self.words.table_of_rows(path)?;
                let page = item.pointer("/get/responses/200/content/application~1json/schema")?;
                let rows = self.resolve(page).pointer("/properties/rows/items/$ref")?.as_str()?;
                Some((rows.rsplit('/').next()?, table))
            })
            .collect()
    }

    fn schema(&self, name: &str, schema: &Value, table: Option<&Table>) -> Schema {
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema.get("properties").and_then(Value::as_object);
        let id = format!("schema-{}", identifier(name));
        let shown_properties = properties.into_iter().flatten().take(COLUMNS_SHOWN);
        Schema {
            name: name.to_owned(),
            of_rows: table.is_some(),
            summary: table.map(|table| row_of(self.leaf, table)),
            description: string(schema, "description")
                .filter(|_| table.is_none())
                .map(|text| markdown(self.leaf, &text, &id)),
            limits: limits(self.leaf, schema),
            properties: shown_properties
                .map(|(property, has)| Property {
                    name: property.clone(),
                    title: table.and_then(|table| column_title(self.leaf, table, property)),
                    datatype: self.type_of(has),
                    required: required.contains(&property.as_str()),
                    limits: limits(self.leaf, has),
                    description: match table {
                        Some(table) => column_description(self.leaf, table, property),
                        None => self.own(has, "description"),
                    },
                    example: has.get("examples").and_then(|all| all.get(0)).map(shown),
                })
                .collect(),
            left_out: properties.and_then(|all| dictionary::columns_left_out(self.leaf, all.len())),
            id,
        }
    }

    /// The type of a schema in a word or two, with the way to a named one.
    fn type_of(&self, schema: &Value) -> SchemaLink {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or(reference);
            let pointer = reference.strip_prefix('#').filter(|_| reference.starts_with("#/components/schemas/"));
            let is_there = pointer.is_some_and(|pointer| self.openapi.pointer(pointer).is_some());
            let id = is_there.then(|| format!("schema-{}", identifier(name)));
            return SchemaLink { id, text: name.to_owned() };
        }
        if let Some(items) = schema.get("items") {
            let inner = self.type_of(items);
            let or_null = schema.get("type").and_then(Value::as_array).is_some_and(|types| types.len() > 1);
            let text = format!("array<{}>{}", inner.text, if or_null { " | null" } else { "" });
            return SchemaLink { id: inner.id, text };
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(choices) = schema.get(key).and_then(Value::as_array) {
                let all: Vec<SchemaLink> = choices.iter().map(|choice| self.type_of(choice)).collect();
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
    fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        let reference = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        reference.and_then(|pointer| self.openapi.pointer(pointer)).unwrap_or(value)
    }

    /// What the document says itself.
    fn own(&self, value: &Value, key: &str) -> Option<Phrase> {
        Some(Phrase::new(string(value, key)?, PROGRAM, self.leaf.locale()))
    }
}

fn example_of(parameter: &Value) -> Option<&Value> {
    let in_schema = parameter.get("schema").and_then(|schema| schema.get("examples")?.get(0).or(schema.get("example")));
    let named = parameter.get("examples").and_then(Value::as_object).and_then(|all| all.values().next()?.get("value"));
    parameter.get("example").or(named).or(in_schema)
}

fn string(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
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
