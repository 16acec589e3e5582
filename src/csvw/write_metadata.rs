//! Tables to metadata documents (tabular-metadata § 5): only what differs from the standard's defaults is written.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::datatype::built_in;
use super::metadata::{
    Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Table, TableDirection, TableGroup,
    TextDirection, Transformation, Trim,
};
use super::read_metadata::{CONTEXT, derived_name, is_column_name};
use super::value::Kind;

/// A document about a single table. `language` is the default language of its texts.
#[must_use]
pub fn write_table(table: &Table, language: &str) -> Value {
    let mut document = Map::new();
    document.insert("@context".to_owned(), context(language));
    table_into(&mut document, table, language);
    Value::Object(document)
}

/// A document about a group of tables. `language` is the default language of its texts.
#[must_use]
pub fn write_group(group: &TableGroup, language: &str) -> Value {
    let mut document = Map::new();
    document.insert("@context".to_owned(), context(language));
    text_into(&mut document, "@id", group.id.as_deref());
    annotations_into(&mut document, &group.annotations);
    notes_into(&mut document, &group.notes);
    let tables = group
        .tables
        .iter()
        .map(|table| {
            let mut object = Map::new();
            table_into(&mut object, table, language);
            Value::Object(object)
        })
        .collect();
    document.insert("tables".to_owned(), Value::Array(tables));
    Value::Object(document)
}

fn context(language: &str) -> Value {
    json!([CONTEXT, { "@language": language }])
}

fn text_into(object: &mut Map<String, Value>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        object.insert(name.to_owned(), Value::String(text.to_owned()));
    }
}

fn annotations_into(object: &mut Map<String, Value>, annotations: &[Annotation]) {
    for annotation in annotations {
        object.insert(annotation.property.clone(), annotation.value.clone());
    }
}

fn notes_into(object: &mut Map<String, Value>, notes: &[Value]) {
    if !notes.is_empty() {
        object.insert("notes".to_owned(), Value::Array(notes.to_vec()));
    }
}

fn table_into(object: &mut Map<String, Value>, table: &Table, language: &str) {
    text_into(object, "@id", table.id.as_deref());
    object.insert("url".to_owned(), Value::String(table.url.clone()));
    annotations_into(object, &table.annotations);
    notes_into(object, &table.notes);
    let dialect = dialect(&table.dialect);
    if table.dialect_stated || !dialect.is_empty() {
        object.insert("dialect".to_owned(), Value::Object(dialect));
    }
    if table.suppress_output {
        object.insert("suppressOutput".to_owned(), Value::Bool(true));
    }
    if table.table_direction != TableDirection::default() {
        object.insert("tableDirection".to_owned(), Value::String(table.table_direction.name().to_owned()));
    }
    if !table.transformations.is_empty() {
        let transformations = table.transformations.iter().map(|definition| transformation(definition, language));
        object.insert("transformations".to_owned(), transformations.collect());
    }
    // Columns say all that they have; what they would have had matters to those only that nothing describes.
    if table.columns.is_empty() {
        inherited_into(object, &table.column_defaults);
    }
    let schema = schema(table, language);
    if table.schema_stated || !schema.is_empty() {
        object.insert("tableSchema".to_owned(), Value::Object(schema));
    }
}

fn schema(table: &Table, language: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    text_into(&mut schema, "@id", table.schema_id.as_deref());
    annotations_into(&mut schema, &table.schema_annotations);
    if table.columns_stated || !table.columns.is_empty() {
        schema.insert("columns".to_owned(), columns(&table.columns, language));
    }
    if !table.primary_key.is_empty() {
        schema.insert("primaryKey".to_owned(), names(&table.primary_key));
    }
    if !table.row_titles.is_empty() {
        schema.insert("rowTitles".to_owned(), names(&table.row_titles));
    }
    if !table.foreign_keys.is_empty() {
        schema.insert("foreignKeys".to_owned(), table.foreign_keys.iter().map(foreign_key).collect());
    }
    schema
}

fn transformation(definition: &Transformation, language: &str) -> Value {
    let mut object = Map::new();
    text_into(&mut object, "@id", definition.id.as_deref());
    text_into(&mut object, "url", Some(&definition.url));
    text_into(&mut object, "targetFormat", Some(&definition.target_format));
    text_into(&mut object, "scriptFormat", Some(&definition.script_format));
    text_into(&mut object, "source", definition.source.as_deref());
    if let Some(titles) = natural_language(&definition.titles, language) {
        object.insert("titles".to_owned(), titles);
    }
    annotations_into(&mut object, &definition.annotations);
    Value::Object(object)
}

/// One name as a string, several as an array.
fn names(names: &[String]) -> Value {
    match names {
        [name] => Value::String(name.clone()),
        _ => names.iter().cloned().map(Value::String).collect(),
    }
}

fn foreign_key(key: &ForeignKey) -> Value {
    json!({
        "columnReference": names(&key.columns),
        "reference": { "resource": key.reference.table, "columnReference": names(&key.reference.columns) },
    })
}

fn columns(columns: &[Column], language: &str) -> Value {
    let is_derived =
        |index: usize, column: &Column| derived_name(&column.titles, Some(language), index + 1) == column.name;
    // A name that only a reader may give, such as `_col.1` or a percent-encoded title, is left to the reader; and so is
    // one that another column states, for two columns may have one name only where it is derived.
    let mut stated: BTreeSet<&str> = BTreeSet::new();
    let mut must_say: Vec<bool> =
        columns.iter().enumerate().map(|(index, column)| !is_derived(index, column)).collect();
    stated.extend(columns.iter().zip(&must_say).filter(|(_, must)| **must).map(|(column, _)| column.name.as_str()));
    for (column, must) in columns.iter().zip(&mut must_say) {
        *must = *must || (is_column_name(&column.name) && stated.insert(&column.name));
    }
    columns.iter().zip(must_say).map(|(column, says_name)| self::column(column, says_name, language)).collect()
}

fn column(column: &Column, says_name: bool, language: &str) -> Value {
    let mut object = Map::new();
    text_into(&mut object, "@id", column.id.as_deref());
    if says_name {
        object.insert("name".to_owned(), Value::String(column.name.clone()));
    }
    if let Some(titles) = natural_language(&column.titles, language) {
        // Always a list where it is not a language map: a reader that looks at its first item finds it.
        object.insert("titles".to_owned(), if titles.is_string() { Value::Array(vec![titles]) } else { titles });
    }
    annotations_into(&mut object, &column.annotations);
    inherited_into(&mut object, column);
    if column.suppress_output {
        object.insert("suppressOutput".to_owned(), Value::Bool(true));
    }
    if column.is_virtual {
        object.insert("virtual".to_owned(), Value::Bool(true));
    }
    Value::Object(object)
}

/// What a column may have from what is around it (§ 5.7).
fn inherited_into(object: &mut Map<String, Value>, column: &Column) {
    if let Some(datatype) = datatype(&column.datatype) {
        object.insert("datatype".to_owned(), datatype);
    }
    if column.required {
        object.insert("required".to_owned(), Value::Bool(true));
    }
    match column.null.as_slice() {
        [only] if only.is_empty() => {}
        [only] => {
            object.insert("null".to_owned(), Value::String(only.clone()));
        }
        several => {
            object.insert("null".to_owned(), several.iter().cloned().map(Value::String).collect());
        }
    }
    if !column.default.is_empty() {
        object.insert("default".to_owned(), Value::String(column.default.clone()));
    }
    text_into(object, "separator", column.separator.as_deref());
    if column.ordered {
        object.insert("ordered".to_owned(), Value::Bool(true));
    }
    if column.lang != "und" {
        object.insert("lang".to_owned(), Value::String(column.lang.clone()));
    }
    if column.text_direction != TextDirection::default() {
        object.insert("textDirection".to_owned(), Value::String(column.text_direction.name().to_owned()));
    }
    text_into(object, "aboutUrl", column.about_url.as_deref());
    text_into(object, "propertyUrl", column.property_url.as_deref());
    text_into(object, "valueUrl", column.value_url.as_deref());
}

/// Texts of the default language alone need no language map.
fn natural_language(texts: &NaturalLanguage, language: &str) -> Option<Value> {
    match texts.0.as_slice() {
        [] => None,
        [(tag, texts)] if tag == language => Some(names(texts)),
        several => Some(Value::Object(several.iter().map(|(tag, texts)| (tag.clone(), names(texts))).collect())),
    }
}

fn datatype(datatype: &Datatype) -> Option<Value> {
    let mut object = Map::new();
    text_into(&mut object, "@id", datatype.id.as_deref());
    let built_in = built_in(&datatype.base);
    let is_number = built_in.is_some_and(|known| matches!(known.kind, Kind::Integer | Kind::Decimal | Kind::Double));
    if is_number && (datatype.decimal_char.is_some() || datatype.group_char.is_some()) {
        let mut format = Map::new();
        text_into(&mut format, "pattern", datatype.format.as_deref());
        text_into(&mut format, "decimalChar", datatype.decimal_char.as_deref());
        text_into(&mut format, "groupChar", datatype.group_char.as_deref());
        object.insert("format".to_owned(), Value::Object(format));
    } else {
        text_into(&mut object, "format", datatype.format.as_deref());
    }
    let lengths = [("length", datatype.length), ("minLength", datatype.min_length), ("maxLength", datatype.max_length)];
    for (name, length) in lengths {
        if let Some(length) = length {
            object.insert(name.to_owned(), Value::from(length));
        }
    }
    text_into(&mut object, "minimum", datatype.minimum.as_deref());
    text_into(&mut object, "maximum", datatype.maximum.as_deref());
    text_into(&mut object, "minExclusive", datatype.min_exclusive.as_deref());
    text_into(&mut object, "maxExclusive", datatype.max_exclusive.as_deref());
    if object.is_empty() {
        return (datatype.base != "string").then(|| Value::String(datatype.base.clone()));
    }
    let mut all = Map::new();
    all.insert("base".to_owned(), Value::String(datatype.base.clone()));
    all.extend(object);
    Some(Value::Object(all))
}

fn dialect(dialect: &Dialect) -> Map<String, Value> {
    let usual = Dialect::default();
    let mut object = Map::new();
    if dialect.encoding_stated || dialect.encoding != usual.encoding {
        object.insert("encoding".to_owned(), Value::String(dialect.encoding.clone()));
    }
    if dialect.delimiter != usual.delimiter {
        object.insert("delimiter".to_owned(), Value::String(dialect.delimiter.clone()));
    }
    if dialect.quote_char != usual.quote_char {
        object.insert("quoteChar".to_owned(), dialect.quote_char.clone().map_or(Value::Null, Value::String));
    }
    if dialect.double_quote != usual.double_quote {
        object.insert("doubleQuote".to_owned(), Value::Bool(dialect.double_quote));
    }
    if dialect.line_terminators != usual.line_terminators && !dialect.line_terminators.is_empty() {
        object.insert("lineTerminators".to_owned(), names(&dialect.line_terminators));
    }
    text_into(&mut object, "commentPrefix", dialect.comment_prefix.as_deref());
    for (name, count, default) in [
        ("skipRows", dialect.skip_rows, 0),
        ("skipColumns", dialect.skip_columns, 0),
        ("headerRowCount", dialect.header_row_count, 1),
    ] {
        if count != default {
            object.insert(name.to_owned(), Value::from(count));
        }
    }
    if dialect.header_row_count == 0 {
        object.insert("header".to_owned(), Value::Bool(false));
    }
    if dialect.skip_blank_rows {
        object.insert("skipBlankRows".to_owned(), Value::Bool(true));
    }
    let trim = match dialect.trim {
        Trim::False => None,
        Trim::True => Some(Value::Bool(true)),
        Trim::Start => Some(Value::String("start".to_owned())),
        Trim::End => Some(Value::String("end".to_owned())),
    };
    if let Some(trim) = trim {
        object.insert("trim".to_owned(), trim);
    }
    object
}

#[cfg(test)]
mod tests;
