//! Table Schema v2: a table's columns and keys in a data package.
//!
//! A field's type is one whose readers accept every canonical value of the column's CSVW datatype. Where Table Schema has
//! no such type, or the values found do not fit it (a date with a time zone), the field is a string: less said, nothing
//! wrong.

use super::csvw::published_foreign_keys;
use super::datatypes::{Kind, has_shape};
use super::promises;
use crate::csvw::{Column, Datatype};
use crate::model::{CodeList, ColumnProfile, ColumnWords, Edition, Entry, Table};
use serde_json::{Map, Number, Value, json};

/// The table's schema, with the foreign keys that stay within its dataset: a package knows no other.
pub(super) fn schema(edition: &Edition, entry: &Entry, table: &Table) -> Value {
    let language = edition.catalogue.language();
    let fields: Vec<Value> = table
        .published_columns()
        .map(|(column, words)| field(column, words, profile(entry, table, &column.name), language))
        .collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    let Some(object) = schema.as_object_mut() else { return schema };
    let key = promises::primary_key(table, entry.summary.tables.get(&table.name));
    if !key.is_empty() {
        object.insert("primaryKey".to_owned(), json!(key));
    }
    let keys: Vec<Value> = published_foreign_keys(edition, entry, table)
        .filter_map(|key| {
            let (id, name) = key.reference.table.split_once('/')?;
            let target = entry.dataset.table(name).filter(|_| id == entry.dataset.id)?;
            let comparable = key.columns.iter().zip(&key.reference.columns).all(|(from, to)| {
                kind_of(entry, table, from).is_some_and(|kind| kind_of(entry, target, to) == Some(kind))
            });
            // A key of several columns, some of them null, is no broken key to CSVW and one to readers of packages.
            let whole = key.columns.len() == 1
                || key.columns.iter().all(|name| profile(entry, table, name).is_some_and(|found| found.missing == 0));
            (comparable && whole).then(
                || json!({ "fields": key.columns, "reference": { "resource": name, "fields": key.reference.columns } }),
            )
        })
        .collect();
    if !keys.is_empty() {
        object.insert("foreignKeys".to_owned(), json!(keys));
    }
    schema
}

fn published<'a>(table: &'a Table, name: &str) -> Option<&'a Column> {
    table.published_columns().map(|(column, _)| column).find(|column| column.name == name)
}

fn profile<'a>(entry: &'a Entry, table: &Table, name: &str) -> Option<&'a ColumnProfile> {
    entry.summary.tables.get(&table.name)?.column(name)
}

/// The type of a column's field, so that only like is compared with like; none for a list.
fn kind_of(entry: &Entry, table: &Table, name: &str) -> Option<&'static str> {
    let column = published(table, name)?;
    let profile = profile(entry, table, name);
    column.separator.is_none().then(|| field_type(&promises::borne_out(column, profile).datatype, profile))
}

fn field(column: &Column, words: &ColumnWords, profile: Option<&ColumnProfile>, language: &str) -> Value {
    let Column { datatype, required, .. } = promises::borne_out(column, profile);
    let type_name = field_type(&datatype, profile);
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    let mut constraints = Map::new();
    if required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if column.separator.is_some() {
        // The profile that the standard publishes knows no lists yet, and CSVW's constraints are about their items.
        field.insert("type".to_owned(), json!("string"));
    } else {
        field.insert("type".to_owned(), json!(type_name));
        if type_name == "boolean" {
            field.insert("trueValues".to_owned(), json!(["true"]));
            field.insert("falseValues".to_owned(), json!(["false"]));
        }
        bounds(&datatype, type_name, &mut constraints);
        lengths(&datatype, type_name, &mut constraints);
        if let Some(codes) = promises::code_list(words, profile) {
            enumeration(codes, type_name, &mut constraints);
        }
    }
    if !words.title.is_empty() {
        field.insert("title".to_owned(), json!(words.title.words(language)));
    }
    if !words.description.is_empty() {
        field.insert("description".to_owned(), json!(words.description.words(language)));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    Value::Object(field)
}

/// The Table Schema type whose default format every value of the datatype has.
fn field_type(datatype: &Datatype, profile: Option<&ColumnProfile>) -> &'static str {
    match Kind::fitting(datatype, profile) {
        Kind::Integer => "integer",
        Kind::Decimal | Kind::Float => "number",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::DateTime => "datetime",
        Kind::Time => "time",
        Kind::Year => "year",
        Kind::YearMonth => "yearmonth",
        Kind::Text | Kind::PartOfDate => "string",
    }
}

fn bounds(datatype: &Datatype, field_type: &str, constraints: &mut Map<String, Value>) {
    let bounds = [
        ("minimum", &datatype.minimum),
        ("maximum", &datatype.maximum),
        ("exclusiveMinimum", &datatype.min_exclusive),
        ("exclusiveMaximum", &datatype.max_exclusive),
    ];
    for (name, bound) in bounds {
        let Some(bound) = bound else { continue };
        let value = match field_type {
            "integer" => bound
                .parse::<i128>()
                .ok()
                .and_then(|number| number.to_string().parse::<Number>().ok())
                .map(Value::Number),
            "number" => bound.parse::<Number>().ok().map(Value::Number),
            "date" if has_shape(bound, "0000-00-00") => Some(json!(bound)),
            // Times with and without a zone cannot be compared, and a bound does not say which it is.
            _ => None,
        };
        if let Some(value) = value {
            constraints.insert(name.to_owned(), value);
        }
    }
}

fn lengths(datatype: &Datatype, field_type: &str, constraints: &mut Map<String, Value>) {
    // Octets, not characters, in CSVW.
    if field_type != "string" || matches!(datatype.base.as_str(), "hexBinary" | "base64Binary" | "binary") {
        return;
    }
    for (name, length) in
        [("minLength", datatype.length.or(datatype.min_length)), ("maxLength", datatype.length.or(datatype.max_length))]
    {
        if let Some(length) = length {
            constraints.insert(name.to_owned(), json!(length));
        }
    }
    if let Some(pattern) = datatype.format.as_deref().and_then(portable_pattern) {
        constraints.insert("pattern".to_owned(), json!(pattern));
    }
}

/// The regular expression where other engines read it alike, else none. Readers put an anchor at either end, so an
/// alternative at the top needs a group around it.
fn portable_pattern(pattern: &str) -> Option<String> {
    let own_to_an_engine = ["(?", "\\p", "\\P", "[[", "&&", "\\i", "\\c", "-[", "\\x", "\\u"];
    if own_to_an_engine.iter().any(|construct| pattern.contains(construct)) {
        return None;
    }
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = match pattern.strip_suffix('$') {
        Some(head) if !head.ends_with('\\') => head,
        _ => pattern,
    };
    Some(if pattern.contains('|') { format!("({pattern})") } else { pattern.to_owned() })
}

fn enumeration(codes: &CodeList, field_type: &str, constraints: &mut Map<String, Value>) {
    let CodeList::Codes(codes) = codes else { return };
    let values: Option<Vec<Value>> = codes
        .iter()
        .map(|(code, _)| match field_type {
            "string" => Some(json!(code)),
            "integer" | "number" => code.parse::<Number>().ok().map(Value::Number),
            _ => None,
        })
        .collect();
    if let Some(mut values) = values.filter(|values| !values.is_empty()) {
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(value.to_string()));
        constraints.insert("enum".to_owned(), json!(values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_given_only_where_every_value_fits_it() {
        let found = |smallest: &str| ColumnProfile { smallest: Some(smallest.into()), ..ColumnProfile::default() };
        let of = |base: &str, smallest: &str| field_type(&Datatype::of(base), Some(&found(smallest)));
        assert_eq!(of("date", "2024-01-31"), "date");
        assert_eq!(of("date", "2024-01-31Z"), "string");
        assert_eq!(of("dateTime", "2024-01-31T10:00:00.5Z"), "datetime");
        assert_eq!(of("dateTime", "-0044-03-15T10:00:00"), "string");
        assert_eq!(of("gYear", "2024"), "year");
        assert_eq!(of("duration", "P1D"), "string");
        assert_eq!(field_type(&Datatype::of("nonNegativeInteger"), None), "integer");
    }

    #[test]
    fn a_pattern_is_given_only_where_every_engine_reads_it_alike() {
        assert_eq!(portable_pattern("E\\d{8}").as_deref(), Some("E\\d{8}"));
        assert_eq!(portable_pattern("^a|b$").as_deref(), Some("(a|b)"));
        assert_eq!(portable_pattern("\\p{L}+"), None);
        assert_eq!(portable_pattern("price\\$").as_deref(), Some("price\\$"));
    }

    #[test]
    fn bounds_keep_their_digits() {
        let datatype = Datatype {
            minimum: Some("0.10".into()),
            max_exclusive: Some("not a number".into()),
            ..Datatype::of("decimal")
        };
        let mut constraints = Map::new();
        bounds(&datatype, "number", &mut constraints);
        assert_eq!(Value::Object(constraints).to_string(), r#"{"minimum":0.10}"#);
    }
}
