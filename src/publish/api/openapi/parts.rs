//! What every OpenAPI document here is put together from.

use crate::model::{Dataset, Edition, Licence, Publisher};
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
    /// The licence of what is described: of the data, not of a program.
    pub licence: Option<&'a Licence>,
    /// Whom to ask.
    pub contact: Value,
    /// The tags of its operations.
    pub tags: Vec<Value>,
    /// The page for people, below the site.
    pub page: String,
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
        info.insert("contact".to_owned(), self.contact);
        if let Some(licence) = self.licence {
            // Of `identifier` and `url` there may be one only (OpenAPI 3.1.1, License Object).
            let licence = match &licence.spdx {
                Some(spdx) => json!({ "name": licence.name, "identifier": spdx }),
                None => json!({ "name": licence.name, "url": licence.url }),
            };
            info.insert("license".to_owned(), licence);
        }
        json!({
            "openapi": "3.1.0",
            "info": info,
            "servers": [{ "url": addresses::link(edition, "api/v1"), "description": "The published site." }],
            "security": [],
            "tags": self.tags,
            "externalDocs": { "description": "The API for people.", "url": addresses::link(edition, &self.page) },
            "components": {
                "responses": { "NotFound": not_found() },
                "schemas": super::schemas::in_use(&self.paths, self.schemas),
            },
            "paths": self.paths,
        })
    }
}

/// What a static host says of an address that no file has. Whose page it is, and what is on it, is the host's to say;
/// none that is known answers in JSON.
fn not_found() -> Value {
    json!({
        "description": "There is no such document. A static host answers with a page for people, not with JSON.",
        "content": { "text/html": { "schema": { "type": "string" } } },
    })
}

/// A tag with what it is about.
pub(super) fn tag(name: &str, description: &str) -> Value {
    json!({ "name": name, "description": description })
}

/// Whom to ask about the portal.
pub(super) fn contact_of_catalogue(edition: &Edition) -> Value {
    let catalogue = &edition.catalogue;
    let publisher = catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    contact_of_publisher(edition, publisher.or(catalogue.publishers.first()))
}

/// Whom to ask about a dataset: its contact point, else its publisher, else the portal's.
pub(super) fn contact_of_dataset(edition: &Edition, dataset: &Dataset) -> Value {
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let mut contact = match publisher {
        Some(publisher) => contact_of_publisher(edition, Some(publisher)),
        None => contact_of_catalogue(edition),
    };
    let Some((fields, stated)) = contact.as_object_mut().zip(dataset.contact_point.as_ref()) else { return contact };
    if let Some(name) = &stated.name {
        fields.insert("name".to_owned(), json!(name));
    }
    let page = addresses::link(edition, &addresses::dataset(&dataset.id));
    fields.insert("url".to_owned(), json!(stated.url.as_deref().filter(|url| is_web(url)).unwrap_or(&page)));
    // The publisher's own address would not be that of the person who is named.
    fields.shift_remove("email");
    if let Some(email) = stated.email.as_deref().filter(|email| is_email(email)) {
        fields.insert("email".to_owned(), json!(email));
    }
    contact
}

fn contact_of_publisher(edition: &Edition, publisher: Option<&Publisher>) -> Value {
    let catalogue = &edition.catalogue;
    let language = catalogue.language();
    let mut contact = Map::new();
    contact.insert(
        "name".to_owned(),
        json!(publisher.map_or(&catalogue.title, |publisher| &publisher.name).words(language)),
    );
    contact.insert("url".to_owned(), json!(addresses::link(edition, "")));
    if let Some(email) = publisher.and_then(|publisher| publisher.email.as_deref()).filter(|email| is_email(email)) {
        contact.insert("email".to_owned(), json!(email));
    }
    Value::Object(contact)
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace)
}

/// Whether readers that check e-mail addresses will take it for one.
fn is_email(email: &str) -> bool {
    let fits =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_graphic() && !"()<>@,;:\\\"[]".contains(c));
    email.split_once('@').is_some_and(|(name, host)| fits(name) && fits(host) && !host.starts_with('.'))
}

/// A path with its one operation.
pub(super) struct Operation<'a> {
    /// Unique in the document; generators make a function's name of it.
    pub id: &'a str,
    /// Its tags; generators put it into a folder or a class by the first.
    pub tags: &'a [&'a str],
    /// A phrase.
    pub summary: &'a str,
    /// A sentence or two.
    pub description: &'a str,
    /// Its parameters, all of them in the path.
    pub parameters: Vec<Value>,
    /// The schema of its answer.
    pub schema: Value,
    /// An example of its answer.
    pub example: Option<Example>,
    /// The page for people about what it answers with, as an address.
    pub page: Option<String>,
}

/// An example of an answer.
pub(super) struct Example {
    /// What it is, in a phrase.
    pub summary: &'static str,
    /// The answer.
    pub answer: Value,
}

impl Operation<'_> {
    /// The path item.
    pub(super) fn path_item(self) -> Value {
        let mut media = Map::new();
        media.insert("schema".to_owned(), self.schema);
        if let Some(Example { summary, answer }) = self.example {
            media.insert("examples".to_owned(), json!({ "published": { "summary": summary, "value": answer } }));
        }
        let mut get = Map::new();
        get.insert("operationId".to_owned(), json!(self.id));
        get.insert("tags".to_owned(), json!(self.tags));
        get.insert("summary".to_owned(), json!(self.summary));
        get.insert("description".to_owned(), json!(self.description));
        if let Some(page) = self.page {
            get.insert("externalDocs".to_owned(), json!({ "description": "The page for people.", "url": page }));
        }
        if !self.parameters.is_empty() {
            get.insert("parameters".to_owned(), Value::from(self.parameters));
        }
        get.insert(
            "responses".to_owned(),
            json!({
                "200": { "description": "The document.", "content": { "application/json": media } },
                "404": { "$ref": "#/components/responses/NotFound" },
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
