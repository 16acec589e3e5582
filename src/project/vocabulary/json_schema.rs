//! JSON Schema (draft 2020-12) of the TOML files, for editors.

use super::{Document, Key, LANGUAGE, Shape};
use serde_json::{Map, Value, json};

/// The JSON Schema of `plainsight.toml` or `dataset.toml`.
#[must_use]
pub fn json_schema(document: Document) -> Value {
    let title = document.file_name();
    let description = match document {
        Document::Site => "The portal: its title, address, publishers, topics, check levels and formats",
        Document::Dataset => "What a person writes about a dataset",
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(description));
    schema.extend(object(document.keys()));
    schema.insert("$defs".to_owned(), json!({ "text": text() }));
    Value::Object(schema)
}

/// Words for people; the only shape that is used often enough to be given a name.
fn text() -> Value {
    json!({
        "description": "A string, or one a language",
        "anyOf": [
            { "type": "string" },
            {
                "type": "object",
                "propertyNames": { "pattern": LANGUAGE.pattern },
                "additionalProperties": { "type": "string" },
                "minProperties": 1,
            },
        ],
    })
}

fn object(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        for name in std::iter::once(&key.name).chain(key.also) {
            properties.insert((*name).to_owned(), property(key));
        }
    }
    // Where a key has two spellings, JSON Schema would need a choice for each; the check of the file says it better.
    let required: Vec<&str> =
        keys.iter().filter(|key| key.required && key.also.is_empty()).map(|key| key.name).collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn property(key: &Key) -> Value {
    let mut property = Map::new();
    property.insert("description".to_owned(), json!(key.doc));
    if let Value::Object(shape) = shape(&key.shape) {
        property.extend(shape);
    }
    Value::Object(property)
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Text => json!({ "$ref": "#/$defs/text" }),
        Shape::String => json!({ "type": "string" }),
        Shape::Name(grammar) => json!({ "type": "string", "pattern": grammar.pattern }),
        Shape::Address => json!({ "type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://" }),
        Shape::Email => json!({ "type": "string", "format": "email" }),
        // Editors hand a TOML day to the schema as a string.
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Count => {
            json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+$" }] })
        }
        Shape::Bound => json!({ "type": ["number", "string"] }),
        Shape::Choice(choice) => json!({ "enum": (choice.values)() }),
        Shape::List(item) => json!({ "type": "array", "items": shape(item) }),
        Shape::OneOrMany(item) => json!({ "anyOf": [shape(item), { "type": "array", "items": shape(item) }] }),
        Shape::Table(keys) => Value::Object(object(keys)),
        Shape::Map(grammar, item) => json!({
            "type": "object",
            "propertyNames": { "pattern": grammar.pattern },
            "additionalProperties": shape(item),
        }),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(shape).collect::<Vec<_>>() }),
        Shape::Reserved => json!(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_every_key_and_refuses_others() {
        let schema = json_schema(Document::Dataset);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["additionalProperties"], false);
        assert!(schema["properties"]["update_frequency"]["enum"].as_array().unwrap().contains(&json!("quarterly")));
        let column = &schema["properties"]["table"]["items"]["properties"]["column"]["items"];
        assert_eq!(column["required"], json!(["name"]));
        assert_eq!(column["properties"]["name"]["pattern"], "^[A-Za-z][A-Za-z0-9_]*$");
        let site = json_schema(Document::Site);
        assert_eq!(site["required"], json!(["site"]));
        assert_eq!(site["properties"]["site"]["required"], json!(["title", "base_url"]));
    }
}
