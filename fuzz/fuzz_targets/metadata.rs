//! Holds that any document is read or refused: it is JSON if `serde_json` says so, and then the same; what it describes
//! without an error is read again from what is written of it.
//!
//! Input: the document. What it names is read from one document, which is the input as well, so that there are cycles.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::json;
use plainsight_fuzz::csvw::{
    Documents, Metadata, NoDocuments, Severity, Source, TableGroup, read_metadata, write_group,
};
use plainsight_fuzz::{LIMIT, in_time};
use serde_json::Value;

const LOCATION: &str = "http://example.org/data/table.csv-metadata.json";

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Ok(text) = std::str::from_utf8(input) else { return };
        agrees_with_serde(text);
        let documents = BTreeMap::from([("http://example.org/data/s".to_owned(), text.to_owned())]);
        let _ = read(text, LOCATION, &documents);

        let (Some(metadata), None) = read(text, LOCATION, &NoDocuments) else { return };
        let language = metadata.language.as_deref().unwrap_or("und");
        let mut written = write_group(&metadata.group, language);
        written["@context"][1]["@base"] = metadata.base.as_str().into();
        let written = written.to_string();
        let (again, error) = read(&written, LOCATION, &NoDocuments);
        assert_eq!(error, None, "what is written of it is in error:\n{written}");
        let again = again.expect("what is written describes tables");
        assert_eq!(again.base, metadata.base);
        assert_eq!(
            without_places(&again.group),
            without_places(&metadata.group),
            "what is read again of\n{written}\nis not what was read first"
        );
    });
});

/// What a document says, and the first error in it; all that is told is inside of it.
fn read(text: &str, location: &str, documents: &dyn Documents) -> (Option<Metadata>, Option<String>) {
    let (metadata, findings) = read_metadata(text, Source { document: 7, location, documents, table: None });
    for place in findings.iter().filter_map(|finding| finding.place) {
        assert!(place.document == 7 && place.start <= place.end && place.end as usize <= text.len(), "{place:?}");
        assert!(text.get(place.start as usize..place.end as usize).is_some(), "{place:?} is within a character");
    }
    let error = findings.into_iter().find(|finding| finding.severity == Severity::Error);
    assert!(metadata.is_some() || error.is_some(), "there is neither metadata nor an error");
    (metadata, error.map(|finding| finding.message))
}

fn agrees_with_serde(text: &str) {
    let theirs = serde_json::from_str::<Value>(text.strip_prefix('\u{feff}').unwrap_or(text));
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

/// A group without what tells where in the document it was written, and without what columns that are not described
/// would have where all are.
fn without_places(group: &TableGroup) -> Value {
    fn forget(value: &mut Value) {
        match value {
            Value::Object(members) => {
                let has_columns = members.get("columns").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
                members.retain(|name, _| {
                    name != "place" && !name.ends_with("_place") && !(has_columns && name == "column_defaults")
                });
                members.values_mut().for_each(forget);
            }
            Value::Array(items) => items.iter_mut().for_each(forget),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(group).expect("descriptions are data");
    forget(&mut value);
    value
}
