//! Holds that any document is read or refused: it is JSON if `serde_json` says so, and then the same; what it describes
//! without an error is read again from what is written of it.
//!
//! Input: the document. What it names is read from one document, which is the input as well, so that there are cycles.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::json;
use plainsight_fuzz::csvw::{Documents, NoDocuments, Severity, Source, Table, TableGroup, read_metadata, write_group};
use plainsight_fuzz::{LIMIT, in_time};

const LOCATION: &str = "http://example.org/data/table.csv-metadata.json";

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Ok(text) = std::str::from_utf8(input) else { return };
        agrees_with_serde(text);
        let documents = BTreeMap::from([("http://example.org/data/s".to_owned(), text.to_owned())]);
        let _ = read(text, LOCATION, &documents);

        let (Some(metadata), true) = read(text, LOCATION, &NoDocuments) else { return };
        let language = metadata.language.as_deref().unwrap_or("und");
        let written = write_group(&metadata.group, language).to_string();
        let (again, good) = read(&written, &metadata.base, &NoDocuments);
        assert!(good, "what is written of it is in error:\n{written}");
        let again = again.expect("what is written describes tables").group;
        assert_eq!(without_places(again), without_places(metadata.group), "{written}");
    });
});

/// What a document says, and whether it has no error; flaws are inside of it.
fn read(text: &str, location: &str, documents: &dyn Documents) -> (Option<plainsight_fuzz::csvw::Metadata>, bool) {
    let (metadata, findings) = read_metadata(text, Source { document: 7, location, documents });
    for place in findings.iter().filter_map(|finding| finding.place) {
        assert!(place.document == 7 && place.start <= place.end && place.end as usize <= text.len(), "{place:?}");
        assert!(text.get(place.start as usize..place.end as usize).is_some(), "{place:?} is within a character");
    }
    let good = findings.iter().all(|finding| finding.severity != Severity::Error);
    assert!(metadata.is_some() || !good, "there is neither metadata nor an error");
    (metadata, good)
}

fn agrees_with_serde(text: &str) {
    let theirs = serde_json::from_str::<serde_json::Value>(text.strip_prefix('\u{feff}').unwrap_or(text));
    match (json::parse(text), theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.to_serde(), theirs),
        (Ok(_), Err(error)) => {
            // Their numbers and their depth have limits of their own.
            let limited = ["number out of range", "recursion limit", "lone leading surrogate"];
            let message = error.to_string();
            assert!(limited.iter().any(|limit| message.contains(limit)), "we read what they refuse: {message}");
        }
        (Err(error), Ok(_)) => panic!("we refuse what they read: {error}"),
        (Err(_), Err(_)) => {}
    }
}

fn without_places(mut group: TableGroup) -> TableGroup {
    group.annotations.iter_mut().for_each(|annotation| annotation.place = None);
    group.tables.iter_mut().for_each(|table| table_without_places(table));
    group
}

fn table_without_places(table: &mut Table) {
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
