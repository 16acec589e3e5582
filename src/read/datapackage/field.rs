//! Fields of a Table Schema: types, formats and constraints as CSVW has them.

use super::{Package, moment};
use crate::csvw::json::Value;
use crate::csvw::{Column, Datatype};
use crate::diagnostics::{Diagnostic, place_of};
use crate::model::{ColumnWords, Text};
use crate::read::code_list::Codes;
use crate::read::context::Context;
use crate::read::document::{Document, strings, written};
use crate::sources::Span;

/// A field that was read.
pub(super) struct Field {
    pub column: Column,
    pub words: ColumnWords,
    /// Where it is said that its values are unique.
    pub unique: Option<Span>,
    /// The dialect of 2013 marks the primary key in the field.
    pub primary: bool,
}

/// Reads a field; `missing` are the missing values of the schema.
pub(super) fn read(
    package: &Package,
    context: &mut Context<'_>,
    document: &Document,
    field: &Value,
    missing: Option<&[String]>,
) -> Option<Field> {
    let name = field.get("name").or_else(|| field.get("id")).and_then(written);
    let Some(name) = name else {
        let said = "this field has no `name`";
        context.add(Diagnostic::new("datapackage/invalid", said, document.span(field)));
        return None;
    };
    let named_at = field.get("name").or_else(|| field.get("id")).map_or(&field.range, |value| &value.range);
    let mut column = Column { place: Some(place_of(document.at(named_at))), ..Column::new(name) };
    if let Some(missing) = field.get("missingValues").map(missing_values).as_deref().or(missing) {
        column.null = missing.to_vec();
    }
    let mut reader = Reader { context, document, field };
    reader.datatype(&mut column);
    column.datatype_place = field.get("type").map(|value| place_of(document.span(value)));
    let mut words = ColumnWords::default();
    let unique = reader.constraints(&mut column, &mut words);
    reader.categories(package, &mut words);
    words.title = package.text(context, field, "title");
    words.description = package.text(context, field, "description");
    let primary = field.get("primarykey").and_then(Value::as_bool) == Some(true);
    Some(Field { column, words, unique, primary })
}

/// Missing values are strings or, in version 2, objects with a `value`.
pub(super) fn missing_values(value: &Value) -> Vec<String> {
    let items = value.items().unwrap_or_default();
    items.iter().filter_map(|item| written(item).or_else(|| item.get("value").and_then(written))).collect()
}

struct Reader<'r, 'a> {
    context: &'r mut Context<'a>,
    document: &'r Document,
    field: &'r Value,
}

impl Reader<'_, '_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.field.get(key).and_then(Value::as_str)
    }

    fn unsupported(&mut self, key: &str, said: impl Into<String>) {
        let at = self.field.get(key).unwrap_or(self.field);
        self.context.add(Diagnostic::new("datapackage/unsupported", said, self.document.span(at)));
    }

    fn datatype(&mut self, column: &mut Column) {
        let kind = self.text("type").unwrap_or("string").to_ascii_lowercase();
        let format = self.text("format").unwrap_or("default").to_owned();
        let base = match kind.as_str() {
            "string" => match format.as_str() {
                "uri" => "anyURI",
                "binary" => "base64Binary",
                "uuid" => {
                    let hex = |count| format!("[0-9a-fA-F]{{{count}}}");
                    column.datatype.format = Some([8, 4, 4, 4, 12].map(hex).join("-"));
                    return;
                }
                _ => "string",
            },
            "any" | "geopoint" => "string",
            // A number may have an exponent and be `NaN` or `INF`: that is CSVW's `number`.
            "number" | "currency" => "number",
            "integer" | "int" => "integer",
            "boolean" => return self.boolean(column),
            "date" | "time" | "datetime" => return self.moment(column, &kind, &format),
            "year" => "gYear",
            "yearmonth" => "gYearMonth",
            "duration" => "duration",
            "object" | "array" | "geojson" => "json",
            "list" => return self.list(column),
            other => {
                let said = format!("`{other}` is not a type of a field; it is read as a string");
                let at = self.field.get("type").unwrap_or(self.field);
                self.context.add(Diagnostic::new("datapackage/invalid", said, self.document.span(at)));
                "string"
            }
        };
        column.datatype = Datatype::of(base);
        if matches!(base, "number" | "integer") {
            column.datatype.decimal_char = self.text("decimalChar").filter(|char| *char != ".").map(str::to_owned);
            column.datatype.group_char = self.text("groupChar").filter(|char| !char.is_empty()).map(str::to_owned);
            if self.field.get("bareNumber").and_then(Value::as_bool) == Some(false) {
                self.unsupported("bareNumber", "numbers with other characters around them are read as strings");
                column.datatype = Datatype::default();
            }
        }
    }

    /// CSVW has one word for true and one for false; without any it takes `true`, `false`, `1` and `0`.
    fn boolean(&mut self, column: &mut Column) {
        column.datatype = Datatype::of("boolean");
        let stated = self.field.get("trueValues").is_some() || self.field.get("falseValues").is_some();
        let truths = strings(self.field.get("trueValues"));
        let lies = strings(self.field.get("falseValues"));
        match (&truths[..], &lies[..]) {
            ([yes], [no]) => column.datatype.format = Some(format!("{yes}|{no}")),
            _ if !stated => {}
            _ => {
                self.unsupported("trueValues", "more than one word for true or false: the values are read as strings");
                column.datatype = Datatype::default();
            }
        }
    }

    fn moment(&mut self, column: &mut Column, kind: &str, format: &str) {
        let base = if kind == "datetime" { "dateTime" } else { kind };
        match format {
            "default" | "" => column.datatype = Datatype::of(base),
            "any" => self.unsupported("format", "any way to write a date or time: the values are read as strings"),
            format => match moment::pattern(format) {
                Some(pattern) => {
                    column.datatype = Datatype::of(base);
                    column.datatype.format = Some(pattern);
                }
                None => self
                    .unsupported("format", format!("`{format}` has no like in CSVW: the values are read as strings")),
            },
        }
    }

    /// A list of version 2: items with a delimiter between them.
    fn list(&mut self, column: &mut Column) {
        column.separator = Some(self.text("delimiter").unwrap_or(",").to_owned());
        column.ordered = true;
        column.datatype = Datatype::of(match self.text("itemType").unwrap_or("string") {
            "integer" => "integer",
            "number" => "number",
            "boolean" => "boolean",
            "date" => "date",
            "time" => "time",
            "datetime" => "dateTime",
            _ => "string",
        });
    }

    /// Gives where uniqueness is stated.
    fn constraints(&mut self, column: &mut Column, words: &mut ColumnWords) -> Option<Span> {
        let constraints = self.field.get("constraints")?;
        let mut unique = None;
        for member in constraints.members().unwrap_or_default() {
            let value = &member.value;
            let datatype = &mut column.datatype;
            let count = || value.as_u64().or_else(|| value.as_str()?.parse().ok());
            match member.name.as_str() {
                "required" => column.required = value.as_bool().unwrap_or(false),
                "unique" if value.as_bool() == Some(true) => unique = Some(self.document.at(&member.name_range)),
                "unique" => {}
                "minimum" => datatype.minimum = written(value),
                "maximum" => datatype.maximum = written(value),
                "exclusiveMinimum" => datatype.min_exclusive = written(value),
                "exclusiveMaximum" => datatype.max_exclusive = written(value),
                "minLength" => datatype.min_length = count(),
                "maxLength" => datatype.max_length = count(),
                "pattern" if datatype.base == "string" && datatype.format.is_none() => {
                    datatype.format = written(value);
                }
                "enum" => {
                    let mut codes = Codes::default();
                    for item in value.items().unwrap_or_default() {
                        if let Some(code) = written(item) {
                            let at = self.document.span(item);
                            codes.add(self.context, code, Text::default(), at);
                        }
                    }
                    words.code_list = Some(codes.list());
                }
                name => {
                    let said = format!("the constraint `{name}` is not carried for this field");
                    let at = self.document.at(&member.name_range);
                    self.context.add(Diagnostic::new("datapackage/unsupported", said, at));
                }
            }
        }
        unique
    }

    /// Categories of version 2 are a code list.
    fn categories(&mut self, package: &Package, words: &mut ColumnWords) {
        let Some(categories) = self.field.get("categories").and_then(Value::items) else { return };
        let mut codes = Codes::default();
        for item in categories {
            let code = written(item).or_else(|| item.get("value").and_then(written));
            let label = package.text(self.context, item, "label");
            if let Some(code) = code {
                codes.add(self.context, code, label, self.document.span(item));
            }
        }
        if words.code_list.is_none() {
            words.code_list = Some(codes.list());
        }
    }
}
