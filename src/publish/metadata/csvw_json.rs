//! A CSVW description as its JSON document (tabular-metadata section 5). Defaults of the standard are not written.

use crate::csvw::{Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Table, TableGroup};
use serde_json::{Map, Value, json};

/// The document of one table, in `language`.
pub(super) fn table_document(table: &Table, language: &str) -> Value {
    let mut document = context(language);
    document.extend(described(table, language));
    Value::Object(document)
}

/// The document of a group of tables, in `language`.
pub(super) fn group_document(group: &TableGroup, language: &str) -> Value {
    let mut document = context(language);
    if let Some(id) = &group.id {
        document.insert("@id".to_owned(), json!(id));
    }
    annotate(&mut document, &group.annotations);
    let tables: Vec<Value> = group.tables.iter().map(|table| Value::Object(described(table, language))).collect();
    document.insert("tables".to_owned(), Value::from(tables));
    Value::Object(document)
}

fn context(language: &str) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("@context".to_owned(), json!(["http://www.w3.org/ns/csvw", { "@language": language }]));
    document
}

fn described(table: &Table, language: &str) -> Map<String, Value> {
    let mut described = Map::new();
    described.insert("url".to_owned(), json!(table.url));
    annotate(&mut described, &table.annotations);
    described.insert("dialect".to_owned(), dialect(&table.dialect));
    let mut schema = Map::new();
    schema.insert(
        "columns".to_owned(),
        table.columns.iter().map(|item| column(item, language)).collect::<Vec<_>>().into(),
    );
    if !table.primary_key.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(table.primary_key));
    }
    if !table.row_titles.is_empty() {
        schema.insert("rowTitles".to_owned(), json!(table.row_titles));
    }
    if !table.foreign_keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), table.foreign_keys.iter().map(foreign_key).collect::<Vec<_>>().into());
    }
    described.insert("tableSchema".to_owned(), Value::Object(schema));
    described
}

/// What every published file is read with. `lineTerminators` is left to its default, which is wider.
fn dialect(dialect: &Dialect) -> Value {
    json!({ "encoding": dialect.encoding, "header": dialect.header_row_count > 0 })
}

fn foreign_key(key: &ForeignKey) -> Value {
    json!({
        "columnReference": key.columns,
        "reference": { "resource": key.reference.table, "columnReference": key.reference.columns },
    })
}

fn column(column: &Column, language: &str) -> Value {
    let mut described = Map::new();
    described.insert("name".to_owned(), json!(column.name));
    described.insert("titles".to_owned(), titles(&column.titles, language));
    annotate(&mut described, &column.annotations);
    described.insert("datatype".to_owned(), datatype(&column.datatype));
    if column.required {
        described.insert("required".to_owned(), json!(true));
    }
    if let Some(separator) = &column.separator {
        described.insert("separator".to_owned(), json!(separator));
    }
    if column.ordered {
        described.insert("ordered".to_owned(), json!(true));
    }
    if column.lang != "und" {
        described.insert("lang".to_owned(), json!(column.lang));
    }
    for (name, template) in
        [("aboutUrl", &column.about_url), ("propertyUrl", &column.property_url), ("valueUrl", &column.value_url)]
    {
        if let Some(template) = template {
            described.insert(name.to_owned(), json!(template));
        }
    }
    Value::Object(described)
}

fn titles(titles: &NaturalLanguage, language: &str) -> Value {
    match titles.0.as_slice() {
        [(only, titles)] if only == language => match titles.as_slice() {
            [title] => json!(title),
            titles => json!(titles),
        },
        all => all.iter().map(|(tag, titles)| (tag.clone(), json!(titles))).collect::<Map<_, _>>().into(),
    }
}

fn datatype(datatype: &Datatype) -> Value {
    let mut narrowed = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            narrowed.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.as_ref().map(|value| json!(value));
    set("@id", text(&datatype.id));
    set("name", text(&datatype.name));
    set("format", text(&datatype.format));
    set("length", datatype.length.map(Value::from));
    set("minLength", datatype.min_length.map(Value::from));
    set("maxLength", datatype.max_length.map(Value::from));
    set("minimum", text(&datatype.minimum));
    set("maximum", text(&datatype.maximum));
    set("minExclusive", text(&datatype.min_exclusive));
    set("maxExclusive", text(&datatype.max_exclusive));
    if narrowed.is_empty() {
        return json!(datatype.base);
    }
    let mut described = Map::new();
    described.insert("base".to_owned(), json!(datatype.base));
    described.extend(narrowed);
    Value::Object(described)
}

fn annotate(described: &mut Map<String, Value>, annotations: &[Annotation]) {
    for annotation in annotations {
        described.entry(annotation.property.clone()).or_insert_with(|| annotation.value.clone());
    }
}
