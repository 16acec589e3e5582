//! The rows of a table as a JSON Schema: a property for each published column.
//!
//! A schema promises, and clients are generated from it: it says less where the values found do not bear out what was
//! declared, as where a publisher let values pass that are not in the code list.

use super::parts::reference;
use super::{codes, pattern, shapes};
use crate::csvw::{Column, Datatype};
use crate::model::{CodeList, ColumnProfile, ColumnWords, Table, TableSummary};
use crate::publish::metadata::datatypes::Kind;
use crate::publish::metadata::promises;
use serde_json::{Map, Number, Value, json};

/// A cell in the example rows is cut after so many characters.
const CUT: usize = 200;

/// The schema of a row: every key is always there. A code list has a schema of its own: `name_codes` takes the name of its
/// column and the schema, and gives the name under which it is.
pub(super) fn schema(
    table: &Table,
    summary: &TableSummary,
    language: &str,
    name_codes: &mut dyn FnMut(&str, Value) -> String,
) -> Value {
    let examples = whole_rows(summary);
    let keys: Vec<(&str, Value)> = table
        .published_columns()
        .map(|(column, words)| {
            let profile = summary.column(&column.name);
            let mut schema = cell(column, words, profile, language, name_codes);
            let found = examples.iter().filter_map(|row| row.get(&column.name)).find(|value| !value.is_null());
            if let (Some(schema), Some(value)) = (schema.as_object_mut(), found) {
                schema.insert("examples".to_owned(), json!([value]));
            }
            (column.name.as_str(), schema)
        })
        .collect();
    shapes::object(&format!("A row of the table `{}`.", table.name), &keys)
}

/// The first rows in which no cell was cut.
pub(super) fn whole_rows(summary: &TableSummary) -> Vec<&Map<String, Value>> {
    let is_whole = |value: &Value| match value {
        Value::String(text) => text.chars().count() < CUT,
        Value::Array(items) => items.iter().all(|item| item.as_str().is_none_or(|text| text.chars().count() < CUT)),
        _ => true,
    };
    let rows = summary.example.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    rows.filter(|row| row.values().all(is_whole)).collect()
}

/// What a column's values are known to be.
struct Facts<'a> {
    column: &'a Column,
    datatype: Datatype,
    kind: Kind,
    profile: Option<&'a ColumnProfile>,
}

impl Facts<'_> {
    fn is_list(&self) -> bool {
        self.column.separator.is_some()
    }

    /// The type in JSON, and the format where there is one.
    fn json_type(&self) -> (&'static str, Option<&'static str>) {
        match self.kind {
            Kind::Integer => ("integer", integer_format(&self.datatype.base)),
            Kind::Decimal => ("number", None),
            Kind::Float => ("number", Some(if self.datatype.base == "float" { "float" } else { "double" })),
            Kind::Boolean => ("boolean", None),
            Kind::Date if self.is_plain_date() => ("string", Some("date")),
            // Of a list no ends are known, so not whether a year has five digits.
            Kind::DateTime if self.datatype.base == "dateTimeStamp" && !self.is_list() => ("string", Some("date-time")),
            _ => ("string", None),
        }
    }

    /// Whether no date has a time zone: RFC 3339 has none in a `full-date`.
    fn is_plain_date(&self) -> bool {
        let plain = |profile: &ColumnProfile| profile.longest <= 10;
        !self.is_list() && self.profile.is_none_or(plain)
    }

    /// Whether there may be infinities or `NaN` among the values, for which JSON has no number.
    fn may_have_no_number(&self) -> bool {
        let Some(profile) = self.profile.filter(|_| !self.is_list()) else { return true };
        let ends = [&profile.smallest, &profile.largest].into_iter().flatten();
        let mut shown = ends.chain(profile.commonest.iter().map(|common| &common.value));
        if shown.any(|value| matches!(value.as_str(), "INF" | "-INF" | "NaN")) {
            return true;
        }
        let all_shown = profile.distinct_is_exact() && profile.distinct == Some(profile.commonest.len() as u64);
        // A shorter text than `NaN` or `INF` is a number.
        let all_counted = profile.histogram.as_ref().is_some_and(|histogram| histogram.outside == 0);
        !(all_shown || all_counted || profile.longest < 3)
    }
}

fn integer_format(base: &str) -> Option<&'static str> {
    match base {
        "int" | "short" | "byte" | "unsignedShort" | "unsignedByte" => Some("int32"),
        "long" | "unsignedInt" => Some("int64"),
        _ => None,
    }
}

/// What the datatype itself bounds its values by.
fn own_bounds(base: &str) -> (Option<i64>, Option<i64>) {
    match base {
        "nonNegativeInteger" | "unsignedLong" => (Some(0), None),
        "positiveInteger" => (Some(1), None),
        "nonPositiveInteger" => (None, Some(0)),
        "negativeInteger" => (None, Some(-1)),
        "unsignedInt" => (Some(0), Some(u32::MAX.into())),
        "unsignedShort" => (Some(0), Some(u16::MAX.into())),
        "unsignedByte" => (Some(0), Some(u8::MAX.into())),
        "short" => (Some(i16::MIN.into()), Some(i16::MAX.into())),
        "byte" => (Some(i8::MIN.into()), Some(i8::MAX.into())),
        _ => (None, None),
    }
}

/// The schema of a column's values in JSON.
fn cell(
    column: &Column,
    words: &ColumnWords,
    profile: Option<&ColumnProfile>,
    language: &str,
    name_codes: &mut dyn FnMut(&str, Value) -> String,
) -> Value {
    let Column { datatype, required, .. } = promises::borne_out(column, profile);
    let kind = Kind::fitting(&datatype, profile);
    let facts = Facts { column, datatype, kind, profile };
    let may_be_null = !required;
    let (json_type, format) = facts.json_type();
    let mut types = vec![json_type];
    let has_texts = promises::has_texts(column, profile);
    if has_texts {
        // All others are still what they were declared to be.
        let declared = Facts {
            datatype: Datatype::of(column.datatype.base.clone()),
            kind: Kind::of(&column.datatype.base),
            ..facts
        };
        types.extend(Some(declared.json_type().0).filter(|other| *other != json_type));
    }
    if kind == Kind::Float && facts.may_have_no_number() {
        types.push("string");
    }
    let is_null_here = may_be_null && !facts.is_list();
    if is_null_here {
        types.push("null");
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), if types.len() == 1 { json!(json_type) } else { json!(types) });
    if let Some(format) = format {
        schema.insert("format".to_owned(), json!(format));
    }
    if kind.is_number() {
        bounds(&facts, &mut schema);
    }
    if kind == Kind::Text {
        lengths(&facts, &mut schema);
        if let Some(format) = facts.datatype.format.as_deref()
            && is_characters(&facts.datatype.base)
            && let Some(pattern) = pattern::portable(format)
        {
            schema.insert("pattern".to_owned(), json!(pattern));
        }
    }
    if let Some(CodeList::Codes(codes)) = promises::code_list(words, profile) {
        match codes::schema(codes, kind, &column.name, language) {
            Some(codes) => {
                let reference = reference(&name_codes(&column.name, codes));
                schema = match if is_null_here { shapes::or_null(reference) } else { reference } {
                    Value::Object(schema) => schema,
                    _ => schema,
                };
            }
            None if kind == Kind::Text && !schema.contains_key("pattern") => {
                if let Some(pattern) = pattern::of_values(codes.iter().map(|(code, _)| code.as_str())) {
                    schema.insert("pattern".to_owned(), json!(pattern));
                }
            }
            None => {}
        }
    }
    let mut schema = Value::Object(schema);
    if facts.is_list() {
        let others = [("string", has_texts), ("null", may_be_null)];
        let others = others.into_iter().filter(|(_, may_be)| *may_be).map(|(name, _)| name);
        let types: Vec<&str> = std::iter::once("array").chain(others).collect();
        let list_type = if types.len() == 1 { json!("array") } else { json!(types) };
        schema = json!({ "type": list_type, "items": schema });
    }
    if let Some(schema) = schema.as_object_mut() {
        if !words.title.is_empty() {
            schema.insert("title".to_owned(), json!(words.title.words(language)));
        }
        if !words.description.is_empty() {
            schema.insert("description".to_owned(), json!(words.description.words(language)));
        }
        if let Some(unit) = &words.unit {
            schema.insert("x-unit".to_owned(), json!(unit));
        }
    }
    schema
}

/// The narrowest of what the datatype bounds and what the publisher stated.
fn bounds(facts: &Facts<'_>, schema: &mut Map<String, Value>) {
    let (least, most) = own_bounds(&facts.datatype.base);
    for (name, bound) in [("minimum", least), ("maximum", most)] {
        if let Some(bound) = bound {
            schema.insert(name.to_owned(), json!(bound));
        }
    }
    let stated = [
        ("minimum", &facts.datatype.minimum),
        ("maximum", &facts.datatype.maximum),
        ("exclusiveMinimum", &facts.datatype.min_exclusive),
        ("exclusiveMaximum", &facts.datatype.max_exclusive),
    ];
    for (name, bound) in stated {
        let Some(number) = bound.as_ref().and_then(|bound| bound.parse::<Number>().ok()) else { continue };
        // A stated bound that is wider than the datatype's own says nothing.
        let is_narrower = match (name, least, most, number.as_i64()) {
            ("minimum", Some(least), _, Some(stated)) => stated > least,
            ("maximum", _, Some(most), Some(stated)) => stated < most,
            _ => true,
        };
        if is_narrower {
            schema.insert(name.to_owned(), Value::Number(number));
        }
    }
}

/// Datatypes whose values are characters and stay as they are.
fn is_characters(base: &str) -> bool {
    matches!(
        base,
        "string" | "normalizedString" | "token" | "language" | "Name" | "NMTOKEN" | "anyURI" | "xml" | "html" | "json"
    )
}

fn lengths(facts: &Facts<'_>, schema: &mut Map<String, Value>) {
    // Octets, not characters, of binary values.
    if !is_characters(&facts.datatype.base) {
        return;
    }
    let stated = &facts.datatype;
    for (name, length) in
        [("minLength", stated.length.or(stated.min_length)), ("maxLength", stated.length.or(stated.max_length))]
    {
        if let Some(length) = length {
            schema.insert(name.to_owned(), json!(length));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommonValue, Text};

    fn of(base: &str, change: impl FnOnce(&mut Column, &mut ColumnWords, &mut ColumnProfile)) -> Value {
        let mut column = Column { datatype: Datatype::of(base), ..Column::new("x") };
        let (mut words, mut profile) = (ColumnWords::default(), ColumnProfile::default());
        change(&mut column, &mut words, &mut profile);
        cell(&column, &words, Some(&profile), "en", &mut |column, codes| {
            format!("{column}{}", codes["enum"].as_array().unwrap().len())
        })
    }

    #[test]
    fn a_datatype_bounds_its_values() {
        assert_eq!(of("positiveInteger", |_, _, _| ()), json!({ "type": ["integer", "null"], "minimum": 1 }));
        let wider = of("unsignedByte", |column, _, _| {
            column.required = true;
            column.datatype.minimum = Some("-5".into());
            column.datatype.maximum = Some("9".into());
        });
        assert_eq!(wider, json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 9 }));
        let digits = of("decimal", |column, _, _| column.datatype.minimum = Some("0.10".into()));
        assert_eq!(digits.to_string(), r#"{"type":["number","null"],"minimum":0.10}"#);
    }

    #[test]
    fn a_date_with_a_zone_is_no_date_of_rfc_3339() {
        let dates = |longest| {
            of("date", |_, _, profile| {
                profile.longest = longest;
                (profile.smallest, profile.largest) = (Some("2024-01-01".into()), Some("2024-12-31".into()));
            })
        };
        assert_eq!(dates(10)["format"], "date");
        assert_eq!(dates(11)["format"], Value::Null);
    }

    #[test]
    fn infinities_are_strings() {
        let found = |value: &str| {
            of("double", |column, _, profile| {
                column.required = true;
                profile.distinct = Some(1);
                profile.longest = 3;
                profile.commonest = vec![CommonValue { value: value.into(), count: 2 }];
            })["type"]
                .clone()
        };
        assert_eq!(found("1.5"), "number");
        assert_eq!(found("NaN"), json!(["number", "string"]));
    }

    #[test]
    fn many_codes_are_a_pattern() {
        let codes = |count: usize| {
            of("string", |_, words, _| {
                let code = |number| (format!("C{number:03}"), Text::default());
                words.code_list = Some(CodeList::Codes((0..count).map(code).collect()));
            })
        };
        assert_eq!(codes(100), json!({ "anyOf": [{ "$ref": "#/components/schemas/x100" }, { "type": "null" }] }));
        assert_eq!(codes(101), json!({ "type": ["string", "null"], "pattern": "^[A-Z0-9]{4,4}$" }));
    }

    #[test]
    fn a_value_that_is_out_of_range_is_a_text() {
        let of = |base: &str, separator: Option<&str>, rule: &str| {
            of(base, |column, _, profile| {
                column.required = true;
                column.datatype.minimum = Some("1".into());
                column.separator = separator.map(str::to_owned);
                profile.exceptions = [format!("csvw/{rule}")].into();
            })
        };
        assert_eq!(of("decimal", None, "out-of-range"), json!({ "type": ["string", "number"] }));
        let list = json!({ "type": ["array", "string"], "items": { "type": ["string", "integer"] } });
        assert_eq!(of("integer", Some(";"), "out-of-range"), list);
        let texts = json!({ "type": ["array", "string"], "items": { "type": "string" } });
        assert_eq!(of("string", Some(";"), "pattern-mismatch"), texts);
    }

    #[test]
    fn what_a_publisher_let_pass_is_not_promised() {
        let schema = of("string", |column, words, profile| {
            column.required = true;
            column.datatype.format = Some("[A-Z]".into());
            column.datatype.max_length = Some(1);
            words.code_list = Some(CodeList::Codes(vec![("A".into(), Text::default())]));
            profile.exceptions =
                ["missing-required-value", "pattern-mismatch", "wrong-length", "value-not-in-code-list"]
                    .map(|rule| format!("csvw/{rule}"))
                    .into();
        });
        assert_eq!(schema, json!({ "type": ["string", "null"] }));
    }
}
