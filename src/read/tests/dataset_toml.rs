//! `dataset.toml`, key by key.

use super::read;
use crate::csvw::metadata::Trim;
use crate::diagnostics::Level;
use crate::model::{AccessRights, CodeList, Spatial, Status};

const EVERYTHING: &str = include_str!("everything.toml");

#[test]
fn every_key_is_read() {
    let (read, findings) = read(&[
        ("dataset.toml", EVERYTHING),
        ("stops.csv", ""),
        ("visits-2024-02.csv", ""),
        ("visits-2024-01.csv", ""),
        ("map.pdf", ""),
    ]);
    assert_eq!(findings, [""; 0]);
    let read = read.unwrap();
    let dataset = &read.dataset;
    assert_eq!((dataset.title.words("en"), dataset.title.words("cy")), ("Bus stops", "Safleoedd bysiau"));
    assert!(dataset.description.words("en").ends_with("Markdown."));
    assert_eq!(dataset.publisher.as_deref(), Some("borough"));
    assert_eq!(dataset.licence.as_ref().unwrap().spdx.as_deref(), Some("CC-BY-4.0"));
    assert_eq!(dataset.contact_point.as_ref().unwrap().email.as_deref(), Some("buses@example.org"));
    assert_eq!((dataset.topic.len(), dataset.keyword.len()), (1, 2));
    assert_eq!(dataset.in_series, ["stops"]);
    assert_eq!(dataset.issued.unwrap().to_string(), "2024-04-01");
    assert_eq!(dataset.modified.unwrap().to_string(), "2026-01-31");
    assert_eq!(dataset.version.as_deref(), Some("2026-01"));
    assert_eq!(dataset.version_notes.words("en"), "Two stops were moved");
    assert_eq!(dataset.update_frequency.as_ref().unwrap().0, "quarterly");
    assert_eq!(dataset.temporal.as_ref().unwrap().end.unwrap().to_string(), "2025-12-31");
    assert_eq!(dataset.spatial, Some(Spatial::Gss("E09000001".to_owned())));
    assert_eq!(dataset.publication_scheme_class.as_deref(), Some("lists-and-registers"));
    let AccessRights::Restricted { reason, how_to_ask } = &dataset.access_rights else { panic!("not restricted") };
    assert_eq!((reason.words("en"), how_to_ask.words("en")), ("Safety", "Write to us"));
    let Status::Withdrawn(withdrawal) = &dataset.status else { panic!("not withdrawn") };
    assert_eq!(
        (withdrawal.on.unwrap().to_string().as_str(), withdrawal.reason.words("en")),
        ("2026-02-01", "Replaced")
    );
    assert_eq!(dataset.available.unwrap().to_string(), "2024-05-01");
    assert_eq!(dataset.former_ids, ["bus-halts"]);
    assert_eq!(dataset.same_as, ["https://example.com/bus-stops"]);
    assert_eq!(dataset.documentation.len() + dataset.source.len() + dataset.related.len(), 3);
    assert_eq!(read.levels["csv/blank-row"].level, Level::Allow);
    assert!(dataset.places.get("contact_point.email").is_some());
    assert!(dataset.places.get("topic[0]").is_some());
    assert_eq!(dataset.distributions.len(), 2);
    assert_eq!(dataset.distributions[0].file.as_ref().unwrap().name(), "map.pdf");
}

#[test]
fn every_key_of_a_table_is_read() {
    let (read, _) = read(&[
        ("dataset.toml", EVERYTHING),
        ("stops.csv", ""),
        ("visits-2024-02.csv", ""),
        ("visits-2024-01.csv", ""),
    ]);
    let dataset = read.unwrap().dataset;
    let table = dataset.table("all-stops").unwrap();
    assert_eq!(table.files[0].as_str(), "datasets/stops/stops.csv");
    assert_eq!(table.schema.url, "all-stops.csv");
    assert_eq!(table.schema.primary_key, ["stop_id"]);
    assert_eq!(table.index, ["ward"]);
    assert!(table.publish_source);
    let dialect = &table.schema.dialect;
    assert_eq!((dialect.encoding.as_str(), dialect.encoding_stated), ("windows-1252", true));
    assert_eq!((dialect.delimiter.as_str(), dialect.quote_char.as_deref()), (";", Some("'")));
    assert_eq!((dialect.skip_rows, dialect.skip_columns, dialect.header_row_count), (1, 2, 2));
    assert!(!dialect.double_quote && dialect.skip_blank_rows);
    assert_eq!((dialect.comment_prefix.as_deref(), dialect.trim), (Some("%"), Trim::End));

    let column = |name: &str| {
        let index = table.schema.column_index(name).unwrap();
        (&table.schema.columns[index], &table.columns[index])
    };
    let (stop, words) = column("stop_id");
    assert_eq!(stop.titles.iter().map(|(_, title)| title).collect::<Vec<_>>(), ["ATCO Code", "ATCO"]);
    assert_eq!(words.title.words("en"), "Stop");
    assert!(stop.required && stop.property_url.is_some() && stop.value_url.is_some());
    let (opened, _) = column("opened");
    assert_eq!((opened.datatype.base.as_str(), opened.datatype.format.as_deref()), ("date", Some("dd/MM/yyyy")));
    assert_eq!(opened.datatype.minimum.as_deref(), Some("1990-01-01"));
    assert_eq!(opened.datatype.maximum.as_deref(), Some("2030-01-01"));
    assert_eq!(opened.null, ["", "unknown"]);
    let (fare, words) = column("fare");
    assert_eq!(fare.datatype.format.as_deref(), Some("#,##0.00"));
    assert_eq!(fare.datatype.group_char.as_deref(), Some(","));
    assert_eq!(fare.datatype.minimum.as_deref(), Some("0.50"));
    assert_eq!(fare.datatype.max_exclusive.as_deref(), Some("100"));
    assert_eq!((words.unit.as_deref(), fare.default.as_str()), (Some("£"), "0"));
    let (note, _) = column("note");
    assert_eq!((note.datatype.min_length, note.datatype.max_length), (Some(1), Some(200)));
    assert_eq!((note.separator.as_deref(), note.ordered, note.lang.as_str()), (Some("|"), true, "cy"));
    let Some(CodeList::Codes(codes)) = &column("kind").1.code_list else { panic!("no codes") };
    assert_eq!((codes[0].0.as_str(), codes[0].1.words("cy")), ("B", "Bws"));
    assert_eq!(column("state").0.null, ["-"]);

    let keys = &table.schema.foreign_keys;
    assert_eq!(keys[0].reference.table, "wards/kinds");
    assert_eq!((keys[1].reference.table.as_str(), keys[1].columns[0].as_str()), ("wards/wards", "ward"));
    assert!(table.places.get("column.ward.code_list").is_some());

    let visits = dataset.table("visits").unwrap();
    let files: Vec<&str> = visits.files.iter().map(crate::sources::SourcePath::name).collect();
    assert_eq!(files, ["visits-2024-01.csv", "visits-2024-02.csv"]);
    assert_eq!(visits.schema.columns[1].name, "month");
    assert_eq!(visits.schema.foreign_keys[0].reference.table, "stops/all-stops");
    assert_eq!(visits.schema.columns.len(), visits.columns.len());
}

#[test]
fn little_is_enough_and_the_site_fills_in() {
    let toml = "title = \"T\"\ndescription = \"D\"\n[[table]]\nfile = \"data/Bus Stops.csv.gz\"\n[[table.column]]\nname = \"a\"\n";
    let (read, findings) = read(&[("dataset.toml", toml), ("data/Bus Stops.csv.gz", "")]);
    assert_eq!(findings, [""; 0]);
    let dataset = read.unwrap().dataset;
    assert_eq!(dataset.publisher.as_deref(), Some("borough"));
    assert_eq!(dataset.licence.unwrap().spdx.as_deref(), Some("OGL-UK-3.0"));
    assert_eq!(dataset.tables[0].name, "bus-stops");
    assert_eq!(dataset.tables[0].schema.columns[0].null, [""]);
    assert_eq!(dataset.status, Status::Published);
}

#[test]
fn what_is_restricted_or_withdrawn_may_be_said_either_way() {
    for toml in [
        "access_rights = \"restricted\"\nreason = \"R\"\nhow_to_ask = \"H\"\n",
        "access_rights = { level = \"restricted\", reason = \"R\", how_to_ask = \"H\" }\n",
    ] {
        let (read, findings) = read(&[("dataset.toml", toml)]);
        assert_eq!(findings, [""; 0]);
        let AccessRights::Restricted { reason, how_to_ask } = read.unwrap().dataset.access_rights else {
            panic!("{toml}")
        };
        assert_eq!((reason.words("en"), how_to_ask.words("en")), ("R", "H"));
    }
    let (read, _) = read(&[("dataset.toml", "status = { level = \"withdrawn\", on = 2026-01-01, reason = \"R\" }\n")]);
    assert!(matches!(read.unwrap().dataset.status, Status::Withdrawn(_)));
}

#[test]
fn what_was_meant_to_be_kept_back_is_kept_back() {
    let toml = "access_rights = \"secret\"\navailable = \"2030-01-01\"\n[[table]]\nfile = \"a.csv\"\n[[table.column]]\n\
         name = \"a\"\nsuppress_output = \"yes\"\n";
    let (read, findings) = read(&[("dataset.toml", toml), ("a.csv", "")]);
    assert_eq!(findings.len(), 3, "{findings:#?}");
    let dataset = read.unwrap().dataset;
    assert!(matches!(dataset.access_rights, AccessRights::Restricted { .. }));
    assert_eq!(dataset.status, Status::Draft);
    assert!(dataset.tables[0].schema.columns[0].suppress_output);
}

#[test]
fn a_status_that_nobody_understands_holds_the_dataset_back() {
    let (read, findings) = read(&[("dataset.toml", "status = \"drafft\"\n")]);
    assert_eq!(
        findings,
        ["project/invalid-value [dataset.toml:1 \"drafft\"]: `drafft` is not a status (did you mean `draft`?)"]
    );
    assert_eq!(read.unwrap().dataset.status, Status::Draft);
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let toml = include_str!("every_mistake.toml");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    let (_, findings) = read(&[("dataset.toml", toml), ("stops.csv", ""), ("pointer.csv", pointer)]);
    let expected = include_str!("every_mistake.txt");
    assert_eq!(findings.join("\n").trim(), expected.trim());
}

#[test]
fn a_file_that_is_no_toml_is_no_dataset() {
    let (read, findings) = read(&[("dataset.toml", "title = \n")]);
    assert!(read.is_none());
    assert!(findings[0].starts_with("project/invalid-toml [dataset.toml:1"), "{findings:?}");
}

#[test]
fn what_is_suppressed_is_not_published_as_a_source() {
    let toml =
        "[[table]]\nfile = \"a.csv\"\npublish_source = true\n[[table.column]]\nname = \"a\"\nsuppress_output = true\n";
    let (_, findings) = read(&[("dataset.toml", toml), ("a.csv", "")]);
    let expected = "project/invalid-value [dataset.toml:6 true + dataset.toml:3 true]: `a` is suppressed, but the file it is in \
         is published as given (delete `publish_source`, or `suppress_output`)";
    assert_eq!(findings, [expected]);
}

#[test]
fn what_nothing_names_is_said() {
    let toml = "[[table]]\nfile = \"a.csv\"\n[[table.column]]\nname = \"a\" #? from the header\n";
    let files = [
        ("dataset.toml", toml),
        ("a.csv", ""),
        ("b.csv", ""),
        ("notes.md", ""),
        ("LICENCE", ""),
        (".c.csv", ""),
        ("x/y.xlsx", ""),
    ];
    let expected = [
        "project/unconfirmed [dataset.toml:4 #? from the header]: `name` is not confirmed yet (from the header)",
        "project/undeclared-file [b.csv]: nothing names `b.csv`, so it is not published (add `[[table]]` with `file = \
         \"b.csv\"` to `dataset.toml`, or move the file away)",
        "project/undeclared-file [x/y.xlsx]: nothing names `x/y.xlsx`, so it is not published (add `[[distribution]]` with `file = \
         \"x/y.xlsx\"` to `dataset.toml`, or move the file away)",
    ];
    assert_eq!(read(&files).1, expected);
}
