//! One set of rules: the row engine and the CSVW processor in memory read the same bytes by the same schema, and have to
//! find the same. The processor gets the schema as metadata that was written of it, so that this holds the writer too.
//!
//! Tables, schemas and dialects are made of random [`Choices`](choices::Choices); what is meant to differ is in
//! [`meant`], one function with its reasons, and nowhere else.

mod choices;
mod content;
mod empty_lines;
mod observed;
mod schemas;
mod written;

use choices::Choices;
use empty_lines::EmptyLines;
use observed::{Observed, Seen, by_engine, by_processor};
use proptest::prelude::*;
use std::collections::BTreeSet;
use written::Given;

/// The tables of a group, each with the bytes of its file.
fn tables(choices: &mut Choices<'_>) -> Vec<Given> {
    let schemas = schemas::group(choices);
    schemas.into_iter().map(|schema| content::fill(schema, choices)).collect()
}

/// Takes out of both what is meant to differ.
fn meant(engine: &mut Observed, processor: &mut Observed, given: &Given, empty_lines: &EmptyLines<'_>) {
    // The engine passes over a line with nothing on it, and says so; by the letter it is a row whose one cell is empty,
    // which in a table of several columns is an error.
    processor.findings.retain(|found| !given.empty_lines.contains(&found.row));
    // Where empty is a value (`"null": []`, or a list of nothing), such a row has a key too: the first other row with
    // that key repeats it, and a reference can lead to it.
    let repeating = empty_lines.first_repeating(given, &engine.rows);
    processor.findings.retain(|found| found.rule != "csvw/duplicate-key" || !repeating.contains(&found.row));
    let referring = empty_lines.referring(given, &engine.rows);
    let of_references = ["csvw/broken-foreign-key", "csvw/ambiguous-foreign-key", "csvw/null-reference"];
    for findings in [&mut engine.findings, &mut processor.findings] {
        findings.retain(|found| !of_references.contains(&found.rule.as_str()) || !referring.contains(&found.row));
    }
    processor.rows.retain(|(row, _)| !given.empty_lines.contains(row));
    // What CSVW does not ask: that there are rows, and that rows and columns have values.
    let own = ["csv/blank-row", "csv/blank-column", "csv/header-only"];
    engine.findings.retain(|found| !own.contains(&found.rule.as_str()));
    // A row of what is published has a primary key. To the standard null is a value that equals itself.
    engine.findings.retain(|found| found.rule != "csvw/missing-key-value");
    processor
        .findings
        .retain(|found| found.rule != "csvw/duplicate-key" || !given.has_null_in_key(&engine.rows, found.row));
    // Without a header the first row says how many columns the file has, and by the letter a file whose first row is
    // ragged is not compatible with its metadata; to the engine it is a ragged row like others.
    if given.schema.dialect.header_row_count == 0 {
        let first = processor.rows.first().map_or(0, |(row, _)| *row);
        let is_ragged = processor.findings.iter().any(|found| found.rule == "csv/ragged-row" && found.row == first);
        let has_rows = !processor.rows.is_empty();
        processor.findings.retain(|found| found.rule != observed::INCOMPATIBLE || (has_rows && !is_ragged));
    }
}

fn assert_agreement(choices: &[u16]) -> Result<(), TestCaseError> {
    let given = tables(&mut Choices::new(choices));
    let engine = by_engine(&given);
    let processor = by_processor(&given);
    let empty_lines = EmptyLines::read(&given, &processor.tables);
    let both = engine.tables.into_iter().zip(processor.tables);
    for (table, (mut engine, mut processor)) in given.iter().zip(both) {
        meant(&mut engine, &mut processor, table, &empty_lines);
        prop_assert_eq!(&engine.findings, &processor.findings, "{}", table);
        prop_assert_eq!(&engine.rows, &processor.rows, "{}", table);
    }
    Ok(())
}

proptest! {
    #[test]
    fn both_readers_find_the_same(choices in prop::collection::vec(any::<u16>(), 0..1500)) {
        assert_agreement(&choices)?;
    }
}

/// The random tables are worth something: whatever both readers can find and read is in some of them.
#[test]
fn every_rule_and_kind_is_reached() {
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from(seed >> 48).unwrap()
    };
    let (mut rules, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..200 {
        let choices: Vec<u16> = (0..1500).map(|_| next()).collect();
        for table in by_engine(&tables(&mut Choices::new(&choices))).tables {
            rules.extend(table.findings.into_iter().map(|found| found.rule));
            let cells = table.rows.into_iter().filter_map(|(_, cells)| cells).flatten();
            kinds.extend(cells.flat_map(|cell| match cell {
                Seen::Single(kind, _) => vec![(false, kind)],
                Seen::List(items) => items.into_iter().map(|(kind, _)| (true, kind)).collect(),
                Seen::Flawed => Vec::new(),
            }));
        }
    }
    let expected = "csv/blank-column csv/blank-row csv/header-only csv/ragged-row csv/stray-quote csv/unclosed-quote \
        csvw/ambiguous-foreign-key csvw/broken-foreign-key csvw/duplicate-key csvw/invalid-datatype-value \
        csvw/missing-key-value csvw/missing-required-value csvw/null-reference csvw/out-of-range csvw/pattern-mismatch \
        csvw/wrong-length";
    assert_eq!(rules.iter().map(String::as_str).collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(kinds.len(), 2 * 11, "each kind but lists, in a list and by itself: {kinds:?}");
}
