use super::*;
use crate::csvw::documents::NoDocuments;
use crate::csvw::finding::FindingKind;
use crate::csvw::metadata::Reference;
use crate::csvw::read_metadata::{Source, read_metadata};
use proptest::prelude::*;

const SOURCE: Source<'static> =
    Source { document: 0, location: "datasets/a/csv-metadata.json", documents: &NoDocuments, table: None };

/// A document with an absolute address, so that what is resolved against it stays what it is.
const PUBLISHED: Source<'static> =
    Source { document: 0, location: "http://example.org/csv-metadata.json", documents: &NoDocuments, table: None };

fn placeless(annotations: &mut [Annotation]) {
    for annotation in annotations {
        annotation.place = None;
    }
}

/// What does not survive: places, that an encoding was stated if it is the default, and that nothing was said of a
/// dialect or a schema where it has something to say.
fn without_places(mut group: TableGroup) -> TableGroup {
    group.place = None;
    placeless(&mut group.annotations);
    for table in &mut group.tables {
        table.place = None;
        table.primary_key_place = None;
        table.dialect.place = None;
        table.dialect.encoding_stated |= table.dialect.encoding != "utf-8";
        table.dialect_stated |= !dialect(&table.dialect).is_empty();
        table.columns_stated |= !table.columns.is_empty();
        table.schema_stated |= !schema(table, "und").is_empty();
        table.column_defaults.datatype_place = None;
        if !table.columns.is_empty() {
            table.column_defaults = Column::default();
        }
        placeless(&mut table.annotations);
        placeless(&mut table.schema_annotations);
        table.foreign_keys.iter_mut().for_each(|key| key.place = None);
        for transformation in &mut table.transformations {
            transformation.place = None;
            placeless(&mut transformation.annotations);
        }
        for column in &mut table.columns {
            column.place = None;
            column.datatype_place = None;
            placeless(&mut column.annotations);
        }
    }
    group
}

#[test]
fn only_what_differs_is_written() {
    let table = Table {
        url: "stops.csv".to_owned(),
        columns: vec![
            Column { titles: NaturalLanguage(vec![("en".to_owned(), vec!["Stop".to_owned()])]), ..Column::new("stop") },
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
    let number = (option(), option(), option(), option()).prop_map(|(format, decimal_char, group_char, minimum)| {
        Datatype { format, decimal_char, group_char, minimum, ..Datatype::of("decimal") }
    });
    let string = (option(), proptest::option::of(0u64..9), option()).prop_map(|(format, length, id)| {
        let id = id.map(|id| format!("http://example.org/{}", id.len()));
        Datatype { format, length, min_length: length, id, ..Datatype::of("string") }
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

fn ids() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop::sample::select(vec!["http://example.org/t", "urn:x:y"]).prop_map(str::to_owned))
}

fn notes() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(prop::sample::select(vec![json!({}), json!({ "dc:title": "x", "@type": "Table" })]), 0..3)
}

prop_compose! {
    fn transformations()(
        (source, id) in (prop::sample::select(vec![None, Some("json"), Some("rdf")]), ids()),
        (titles, annotations) in (titles(), annotations()),
    ) -> Transformation {
        Transformation {
            url: "http://example.org/t.mustache".to_owned(),
            target_format: "http://example.org/ical".to_owned(),
            script_format: "https://mustache.github.io/".to_owned(),
            source: source.map(str::to_owned), titles, id, annotations, place: None,
        }
    }
}

prop_compose! {
    fn columns()(
        titles in titles(), datatype in datatypes(), annotations in annotations(),
        null in prop_oneof![Just(vec![String::new()]), prop::collection::vec(text(), 0..3)],
        (required, ordered, suppress_output) in any::<(bool, bool, bool)>(),
        (default, separator) in (text(), proptest::option::of("[;| ]")),
        lang in prop::sample::select(vec!["und", "en", "cy"]),
        (about_url, property_url, value_url) in (option(), option(), option()),
        (id, text_direction) in (ids(), prop::sample::select(vec![
            TextDirection::Inherit, TextDirection::Auto, TextDirection::LeftToRight, TextDirection::RightToLeft,
        ])),
    ) -> Column {
        Column {
            id, text_direction,
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
        (columns, dialect) in (prop::collection::vec(columns(), 0..4), dialects()),
        (annotations, schema_annotations, notes) in (annotations(), annotations(), notes()),
        (virtual_last, suppress_output, dialect_stated, schema_stated, columns_stated) in any::<(bool, bool, bool, bool, bool)>(),
        (id, schema_id) in (ids(), ids()),
        transformations in prop::collection::vec(transformations(), 0..3),
        table_direction in prop::sample::select(vec![
            TableDirection::Auto, TableDirection::LeftToRight, TableDirection::RightToLeft,
        ]),
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
            columns, dialect, annotations, suppress_output, id, notes, transformations, table_direction, schema_id,
            schema_annotations, dialect_stated, columns_stated, schema_stated: schema_stated || columns_stated,
            primary_key: names.clone(), row_titles: names, ..Table::default()
        }
    }
}

fn groups() -> impl Strategy<Value = TableGroup> {
    (prop::collection::vec(tables(), 1..4), annotations(), notes(), ids()).prop_map(
        |(mut tables, annotations, notes, id)| {
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
            TableGroup { tables, annotations, notes, id, place: None }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(group in groups(), language in prop::sample::select(vec!["en", "cy"])) {
        let text = serde_json::to_string_pretty(&write_group(&group, language)).unwrap();
        let (metadata, findings) = read_metadata(&text, SOURCE);
        prop_assert!(findings.is_empty(), "{:?}\n{}", findings, text);
        let metadata = metadata.unwrap();
        prop_assert_eq!(without_places(metadata.group), without_places(group), "{}", text);
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

    /// Whatever a document says, well or badly, says the same once it is written as it was understood.
    #[test]
    fn what_is_read_is_written(
        of_group in properties(&[INHERITED, OF_GROUP]),
        of_tables in prop::collection::vec(
            (properties(&[INHERITED, OF_TABLE]), properties(&[INHERITED, OF_SCHEMA]),
                prop::collection::vec(properties(&[INHERITED, OF_COLUMN]), 0..4)),
            1..3,
        ),
        language in proptest::option::of(prop::sample::select(vec!["en", "cy"])),
    ) {
        let tables: Vec<String> = of_tables.iter().enumerate().map(|(index, (table, schema, columns))| {
            let columns: Vec<String> = columns.iter().map(|column| format!("{{ {column} }}")).collect();
            let schema = format!("{{ \"columns\": [{}]{}{schema} }}", columns.join(","), comma(schema));
            format!("{{ \"url\": \"{index}.csv\", \"tableSchema\": {schema}{}{table} }}", comma(table))
        }).collect();
        let local = language.map_or_else(|| "{}".to_owned(), |tag| format!("{{ \"@language\": \"{tag}\" }}"));
        let text = format!(
            "{{ \"@context\": [\"{CONTEXT}\", {local}], \"tables\": [{}]{}{of_group} }}", tables.join(","), comma(&of_group)
        );
        let first = read_metadata(&text, PUBLISHED).0.unwrap();
        let written = write_group(&first.group, first.language.as_deref().unwrap_or("und")).to_string();
        let (second, findings) = read_metadata(&written, PUBLISHED);
        let (first, second) = (without_places(first.group), without_places(second.unwrap().group));
        prop_assert_eq!(&first, &second, "{}\n{}\n{:?}", text, written, findings);
        // What could not be used is not written, so only what refers to something that is not there is found again.
        for finding in findings {
            let of_reference = matches!(
                finding.kind, FindingKind::UnknownTable | FindingKind::UnknownColumn | FindingKind::InvalidForeignKey
                    | FindingKind::VirtualColumnOrder | FindingKind::DuplicateColumnName | FindingKind::InvalidAnnotation
            );
            prop_assert!(of_reference, "{:?}\n{}\n{}", finding, text, written);
        }
    }
}

fn comma(more: &str) -> &'static str {
    if more.is_empty() { "" } else { "," }
}

const INHERITED: &[&str] = &[
    r#""null": ["-", ""]"#,
    r#""null": []"#,
    r#""null": [1]"#,
    r#""aboutUrl": "http://example.org/{a}""#,
    r#""valueUrl": 1"#,
    r#""separator": ";""#,
    r#""separator": null"#,
    r#""ordered": true"#,
    r#""required": "yes""#,
    r#""lang": "cy""#,
    r#""default": "x""#,
    r#""textDirection": "rtl""#,
    r#""textDirection": "up""#,
    r#""datatype": "date""#,
    r#""datatype": "dates""#,
    r#""datatype": { "base": "decimal", "format": { "pattern": "0.0", "groupChar": " " }, "minimum": 1.5e1 }"#,
    r#""datatype": { "@id": "d", "length": 3, "maxLength": "4" }"#,
];
const OF_GROUP: &[&str] = &[
    r#""@id": "g""#,
    r#""notes": [{ "dc:title": "x" }, 1]"#,
    r#""tableDirection": "rtl""#,
    r#""dialect": { "delimiter": ";", "skipRows": 2.0 }"#,
    r#""tableSchema": { "columns": [{ "name": "x" }] }"#,
    r#""transformations": [{ "url": "t", "targetFormat": "t", "scriptFormat": 1, "titles": ["a", 1] }]"#,
    r#""dc:title": ["a", { "@value": "b", "@language": "fr" }]"#,
];
const OF_TABLE: &[&str] = &[
    r#""@id": "t""#,
    r#""notes": []"#,
    r#""notes": [{ "schema:name": 1.50 }]"#,
    r#""tableDirection": "ltr""#,
    r#""dialect": {}"#,
    r#""dialect": { "trim": "end", "quoteChar": null, "header": false }"#,
    r#""suppressOutput": true"#,
    r#""transformations": []"#,
    r#""schema:url": { "@id": "x" }"#,
];
const OF_SCHEMA: &[&str] = &[
    r#""@id": "s""#,
    r#""dc:title": "of the schema""#,
    r#""primaryKey": "a""#,
    r#""rowTitles": ["a", "b"]"#,
    r#""foreignKeys": [{ "columnReference": "a", "reference": { "resource": "0.csv", "columnReference": "a" } }]"#,
    r#""foreignKeys": [{ "columnReference": "a", "reference": { "schemaReference": "s", "columnReference": "b" } }]"#,
];
const OF_COLUMN: &[&str] = &[
    r#""@id": "c""#,
    r#""name": "a""#,
    r#""name": "b""#,
    r#""name": "_c""#,
    r#""titles": "a""#,
    r#""titles": ["b", "a b"]"#,
    r#""titles": { "cy": "a", "en": ["b", 1], "e n": "c" }"#,
    r#""titles": [""]"#,
    r#""virtual": true"#,
    r#""suppressOutput": true"#,
    r#""dc:description": "of the column""#,
];

/// Some members of an object, no name twice.
fn properties(of: &'static [&'static [&'static str]]) -> impl Strategy<Value = String> {
    let all: Vec<&'static str> = of.iter().flat_map(|some| some.iter().copied()).collect();
    let most = all.len().min(5);
    prop::sample::subsequence(all, 0..=most).prop_map(|members| {
        let mut names = std::collections::BTreeSet::new();
        let name = |member: &str| member.split(':').take(2).collect::<Vec<_>>().join(":");
        let once = |member: &&str| names.insert(name(member).split("\": ").next().map(str::to_owned));
        members.into_iter().filter(once).collect::<Vec<_>>().join(", ")
    })
}

fn metadata_table(text: &str) -> Table {
    read_metadata(text, SOURCE).0.unwrap().group.tables.remove(0)
}
