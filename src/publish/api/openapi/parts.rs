//! What every OpenAPI document here is put together from.

use crate::model::{Edition, Licence};
use crate::publish::addresses;
use crate::publish::metadata::plain_text::plain_text;
use serde_json::{Map, Value, json};

/// The version of the API: the major one is in its addresses.
const VERSION: &str = "1.0.0";

/// Values that a parameter is documented with, at most.
pub(super) const EXAMPLES_MAX: usize = 10;

/// A description before it is put together.
pub(super) struct Document<'a> {
    /// What it describes.
    pub title: &'a str,
    /// More of that, in Markdown.
    pub description: &'a str,
    /// The licence of what is described.
    pub licence: Option<&'a Licence>,
    /// The tags of its operations, with what each is about.
    pub tags: Vec<(&'static str, &'static str)>,
    /// Its path items.
    pub paths: Map<String, Value>,
    /// Its schemas by name.
    pub schemas: Map<String, Value>,
}

impl Document<'_> {
    /// The OpenAPI document.
    pub(super) fn document(self, edition: &Edition) -> Value {
        let mut info = Map::new();
        info.insert("title".to_owned(), json!(self.title));
        info.insert("version".to_owned(), json!(VERSION));
        info.insert("summary".to_owned(), json!("Read-only JSON documents, each a file at a permanent address."));
        let description = plain_text(self.description);
        let description = if description.is_empty() { self.title } else { &description };
        info.insert("description".to_owned(), json!(description));
        info.insert("contact".to_owned(), contact(edition));
        if let Some(licence) = self.licence {
            info.insert("license".to_owned(), json!({ "name": licence.name, "url": licence.url }));
        }
        let tags = self.tags.iter().map(|(name, description)| json!({ "name": name, "description": description }));
        let tags: Vec<Value> = tags.collect();
        let mut document = json!({
            "openapi": "3.1.0",
            "info": info,
            "servers": [{ "url": addresses::link(edition, "api/v1"), "description": "The published site." }],
            "security": [],
            "tags": tags,
            "externalDocs": { "description": "The API for people.", "url": addresses::link(edition, "api/") },
        });
        if let Some(document) = document.as_object_mut() {
            document.insert("paths".to_owned(), Value::Object(self.paths));
            let schemas = Map::from_iter([("schemas".to_owned(), Value::Object(self.schemas))]);
            document.insert("components".to_owned(), Value::Object(schemas));
        }
        document
    }
}

fn contact(edition: &Edition) -> Value {
    let catalogue = &edition.catalogue;
    let publisher = catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    let publisher = publisher.or(catalogue.publishers.first());
    let language = catalogue.language();
    let mut contact = Map::new();
    contact.insert(
        "name".to_owned(),
        json!(publisher.map_or(&catalogue.title, |publisher| &publisher.name).words(language)),
    );
    contact.insert("url".to_owned(), json!(addresses::link(edition, "")));
    if let Some(email) = publisher.and_then(|publisher| publisher.email.as_ref()) {
        contact.insert("email".to_owned(), json!(email));
    }
    Value::Object(contact)
}

/// A path with its one operation.
pub(super) struct Operation<'a> {
    /// Unique in the document.
    pub id: &'a str,
    /// Its tag.
    pub tag: &'a str,
    /// A phrase.
    pub summary: &'a str,
    /// A sentence or two.
    pub description: &'a str,
    /// Its parameters, all of them in the path.
    pub parameters: Vec<Value>,
    /// The schema of its answer.
    pub schema: Value,
    /// An example of its answer.
    pub example: Option<Value>,
}

impl Operation<'_> {
    /// The path item.
    pub(super) fn path_item(self) -> Value {
        let mut media = Map::new();
        media.insert("schema".to_owned(), self.schema);
        if let Some(example) = self.example {
            media.insert("example".to_owned(), example);
        }
        let mut get = Map::new();
        get.insert("operationId".to_owned(), json!(self.id));
        get.insert("tags".to_owned(), json!([self.tag]));
        get.insert("summary".to_owned(), json!(self.summary));
        get.insert("description".to_owned(), json!(self.description));
        if !self.parameters.is_empty() {
            get.insert("parameters".to_owned(), Value::from(self.parameters));
        }
        get.insert(
            "responses".to_owned(),
            json!({
                "200": { "description": "The document.", "content": { "application/json": media } },
                // A static host answers with its own page, so no more is promised of it.
                "404": {
                    "description": "There is no such document.",
                    "content": { "text/html": { "schema": { "type": "string" } } },
                },
            }),
        );
        json!({ "get": get })
    }
}

/// A parameter in the path, with examples by name. Readers that pair examples of several parameters do so by their names
/// or their order, so both have to agree between the parameters of an operation.
pub(super) fn parameter(name: &str, description: &str, schema: Value, examples: &[(String, Value)]) -> Value {
    let mut parameter = Map::new();
    parameter.insert("name".to_owned(), json!(name));
    parameter.insert("in".to_owned(), json!("path"));
    parameter.insert("required".to_owned(), json!(true));
    parameter.insert("description".to_owned(), json!(description));
    parameter.insert("schema".to_owned(), schema);
    if !examples.is_empty() {
        let examples: Map<String, Value> =
            examples.iter().map(|(name, value)| (name.clone(), json!({ "value": value }))).collect();
        parameter.insert("examples".to_owned(), Value::Object(examples));
    }
    Value::Object(parameter)
}

/// A reference to one of the document's schemas.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
