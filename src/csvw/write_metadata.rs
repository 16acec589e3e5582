//! Tables to metadata documents (tabular-metadata § 5): only what differs from the standard's defaults is written.

use serde_json::{Map, Value, json};

use super::datatype::built_in;
use super::metadata::{Annotation, Column, Datatype, Dialect, ForeignKey, NaturalLanguage, Table, TableGroup, Trim};
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

fn table_into(object: &mut Map<String, Value>, table: &Table, language: &str) {
    text_into(object, "@id", table.id.as_deref());
    object.insert("url".to_owned(), Value::String(table.url.clone()));
    annotations_into(object, &table.annotations);
    if let Some(dialect) = dialect(&table.dialect) {
        object.insert("dialect".to_owned(), dialect);
    }
    if table.suppress_output {
        object.insert("suppressOutput".to_owned(), Value::Bool(true));
    }
    let mut schema = Map::new();
    if !table.columns.is_empty() {
        let columns =
            table.columns.iter().enumerate().map(|(index, column)| self::column(column, index + 1, language)).collect();
        schema.insert("columns".to_owned(), Value::Array(columns));
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
    if !schema.is_empty() {
        object.insert("tableSchema".to_owned(), Value::Object(schema));
    }
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

fn column(column: &Column, number: usize, language: &str) -> Value {
    let mut object = Map::new();
    // A name that only a reader may give, such as `_col.1` or a percent-encoded title, is left to the reader.
    if is_column_name(&column.name) || derived_name(&column.titles, Some(language), number) != column.name {
        object.insert("name".to_owned(), Value::String(column.name.clone()));
    }
    if let Some(titles) = natural_language(&column.titles, language) {
        // Always a list where it is not a language map: a reader that looks at its first item finds it.
        object.insert("titles".to_owned(), if titles.is_string() { Value::Array(vec![titles]) } else { titles });
    }
    annotations_into(&mut object, &column.annotations);
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
    text_into(&mut object, "separator", column.separator.as_deref());
    if column.ordered {
        object.insert("ordered".to_owned(), Value::Bool(true));
    }
    if column.lang != "und" {
        object.insert("lang".to_owned(), Value::String(column.lang.clone()));
    }
    text_into(&mut object, "aboutUrl", column.about_url.as_deref());
    text_into(&mut object, "propertyUrl", column.property_url.as_deref());
    text_into(&mut object, "valueUrl", column.value_url.as_deref());
    if column.suppress_output {
        object.insert("suppressOutput".to_owned(), Value::Bool(true));
    }
    if column.is_virtual {
        object.insert("virtual".to_owned(), Value::Bool(true));
    }
    Value::Object(object)
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
    text_into(&mut object, "name", datatype.name.as_deref());
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

fn dialect(dialect: &Dialect) -> Option<Value> {
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
    (!object.is_empty()).then_some(Value::Object(object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::documents::NoDocuments;
    use crate::csvw::metadata::Reference;
    use crate::csvw::read_metadata::{Source, read_metadata};
    use proptest::prelude::*;

    const SOURCE: Source<'static> =
        Source { document: 0, location: "datasets/a/csv-metadata.json", documents: &NoDocuments, table: None };

    /// What does not survive: places, and whether an encoding was stated if it is the default.
    fn without_places(mut group: TableGroup) -> TableGroup {
        for annotation in &mut group.annotations {
            annotation.place = None;
        }
        for table in &mut group.tables {
            table.place = None;
            table.primary_key_place = None;
            table.dialect.place = None;
            table.annotations.iter_mut().for_each(|annotation| annotation.place = None);
            table.foreign_keys.iter_mut().for_each(|key| key.place = None);
            for column in &mut table.columns {
                column.place = None;
                column.datatype_place = None;
                column.annotations.iter_mut().for_each(|annotation| annotation.place = None);
            }
        }
        group
    }

    #[test]
    fn only_what_differs_is_written() {
        let table = Table {
            url: "stops.csv".to_owned(),
            columns: vec![
                Column {
                    titles: NaturalLanguage(vec![("en".to_owned(), vec!["Stop".to_owned()])]),
                    ..Column::new("stop")
                },
                Column { datatype: Datatype::of("date"), required: true, ..Column::new("opened") },
            ],
            primary_key: vec!["stop".to_owned()],
            ..Table::default()
        };
        assert_eq!(
            write_table(&table, "en"),
            json!({
                "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
                "url": "stops.csv",
                "tableSchema": {
                    "columns": [
                        { "name": "stop", "titles": ["Stop"] },
                        { "name": "opened", "datatype": "date", "required": true },
                    ],
                    "primaryKey": "stop",
                },
            })
        );
    }

    fn text() -> impl Strategy<Value = String> {
        "[a-zA-Z \"\\\\é;|]{0,6}"
    }

    fn titles() -> impl Strategy<Value = NaturalLanguage> {
        prop::collection::btree_map(
            prop::sample::select(vec!["en", "cy", "und", "en-GB"]),
            prop::collection::vec(text(), 1..3),
            0..3,
        )
        .prop_map(|map| NaturalLanguage(map.into_iter().map(|(tag, texts)| (tag.to_owned(), texts)).collect()))
    }

    fn datatypes() -> impl Strategy<Value = Datatype> {
        let number =
            (option(), option(), option(), option()).prop_map(|(format, decimal_char, group_char, minimum)| Datatype {
                format,
                decimal_char,
                group_char,
                minimum,
                ..Datatype::of("decimal")
            });
        let string =
            (option(), proptest::option::of(0u64..9), option(), option()).prop_map(|(format, length, id, name)| {
                let id = id.map(|id| format!("http://example.org/{}", id.len()));
                Datatype { format, length, min_length: length, id, name, ..Datatype::of("string") }
            });
        let date = (option(), option()).prop_map(|(format, maximum)| Datatype {
            format,
            max_exclusive: maximum.clone(),
            maximum,
            ..Datatype::of("date")
        });
        prop_oneof![number, string, date, Just(Datatype::default()), Just(Datatype::of("number"))]
    }

    fn option() -> impl Strategy<Value = Option<String>> {
        proptest::option::of(text())
    }

    fn annotations() -> impl Strategy<Value = Vec<Annotation>> {
        prop::collection::btree_map(
            prop::sample::select(vec!["dc:title", "schema:url", "http://example.org/p"]),
            prop_oneof![
                text().prop_map(Value::String),
                Just(json!([{ "@value": "x", "@language": "en" }, 1.50, null, true])),
                Just(json!({ "@id": "http://example.org/", "dc:title": ["a"] })),
            ],
            0..3,
        )
        .prop_map(|map| {
            map.into_iter()
                .map(|(property, value)| Annotation { property: property.to_owned(), value, place: None })
                .collect()
        })
    }

    prop_compose! {
        fn columns()(
            titles in titles(), datatype in datatypes(), annotations in annotations(),
            null in prop_oneof![Just(vec![String::new()]), prop::collection::vec(text(), 0..3)],
            (required, ordered, suppress_output) in any::<(bool, bool, bool)>(),
            (default, separator) in (text(), proptest::option::of("[;| ]")),
            lang in prop::sample::select(vec!["und", "en", "cy"]),
            (about_url, property_url, value_url) in (option(), option(), option()),
        ) -> Column {
            Column {
                titles, datatype, annotations, null, required, ordered, suppress_output, default, separator,
                lang: lang.to_owned(), about_url, property_url, value_url, ..Column::new("")
            }
        }
    }

    prop_compose! {
        fn dialects()(
            delimiter in prop::sample::select(vec![",", ";", "\t"]),
            quote_char in prop::sample::select(vec![Some("\""), Some("'"), None]),
            comment_prefix in prop::sample::select(vec![Some("#"), None]),
            line_terminators in prop::sample::select(vec![vec!["\r\n", "\n"], vec!["\r"]]),
            encoding in prop::sample::select(vec!["utf-8", "windows-1252"]),
            (double_quote, skip_blank_rows, stated) in any::<(bool, bool, bool)>(),
            (skip_rows, skip_columns, header_row_count) in (0u32..3, 0u32..3, 0u32..3),
            trim in prop::sample::select(vec![Trim::False, Trim::True, Trim::Start, Trim::End]),
        ) -> Dialect {
            Dialect {
                delimiter: delimiter.to_owned(),
                quote_char: quote_char.map(str::to_owned),
                comment_prefix: comment_prefix.map(str::to_owned),
                line_terminators: line_terminators.into_iter().map(str::to_owned).collect(),
                encoding: encoding.to_owned(),
                encoding_stated: stated || encoding != "utf-8",
                double_quote, skip_blank_rows, skip_rows, skip_columns, header_row_count, trim, place: None,
            }
        }
    }

    prop_compose! {
        fn tables()(
            columns in prop::collection::vec(columns(), 0..4), dialect in dialects(), annotations in annotations(),
            virtual_last: bool, suppress_output: bool, id in proptest::option::of(Just("http://example.org/t".to_owned())),
        ) -> Table {
            let mut columns = columns;
            for (index, column) in columns.iter_mut().enumerate() {
                column.name = format!("c{index}");
            }
            if let Some(last) = columns.last_mut() {
                last.is_virtual = virtual_last;
            }
            let names: Vec<String> = columns.iter().take(2).map(|column| column.name.clone()).collect();
            Table {
                columns, dialect, annotations, suppress_output, id,
                primary_key: names.clone(), row_titles: names, ..Table::default()
            }
        }
    }

    fn groups() -> impl Strategy<Value = TableGroup> {
        (prop::collection::vec(tables(), 1..4), annotations()).prop_map(|(mut tables, annotations)| {
            let keys: Vec<Vec<String>> = tables.iter().map(|table| table.primary_key.clone()).collect();
            for (index, table) in tables.iter_mut().enumerate() {
                table.url = if index == 0 { "../b/b.csv".to_owned() } else { format!("{index}.csv") };
                if !table.primary_key.is_empty() && table.primary_key.len() == keys[0].len() {
                    table.foreign_keys = vec![ForeignKey {
                        columns: table.primary_key.clone(),
                        reference: Reference { table: "../b/b.csv".to_owned(), columns: keys[0].clone() },
                        place: None,
                    }];
                }
            }
            TableGroup { tables, annotations, ..TableGroup::default() }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(group in groups(), language in prop::sample::select(vec!["en", "cy"])) {
            let text = serde_json::to_string_pretty(&write_group(&group, language)).unwrap();
            let (metadata, findings) = read_metadata(&text, SOURCE);
            prop_assert!(findings.is_empty(), "{:?}\n{}", findings, text);
            let metadata = metadata.unwrap();
            prop_assert_eq!(without_places(metadata.group), group, "{}", text);
            prop_assert!(!metadata.single_table);

            let mut table = metadata_table(&text);
            table.foreign_keys.clear();
            let text = write_table(&table, language).to_string();
            let (metadata, findings) = read_metadata(&text, SOURCE);
            prop_assert!(findings.is_empty(), "{:?}\n{}", findings, text);
            let metadata = metadata.unwrap();
            prop_assert!(metadata.single_table);
            let alone = TableGroup { tables: vec![table], ..TableGroup::default() };
            prop_assert_eq!(without_places(metadata.group), without_places(alone));
        }
    }

    fn metadata_table(text: &str) -> Table {
        read_metadata(text, SOURCE).0.unwrap().group.tables.remove(0)
    }
}
