//! Holds that any text is judged by any number pattern: what is accepted becomes a canonical text that reads as itself,
//! and it is the number that is left when group characters are taken out of the cell.
//!
//! Input: lines with the datatype, the pattern, `decimalChar` and `groupChar`; then the cell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::{Column, CompiledColumn, Datatype};
use plainsight_fuzz::reading::{canonical_texts_are_canonical, read};
use plainsight_fuzz::{LIMIT, datatype_among, in_time, lines, stated};

const BASES: [&str; 5] = ["decimal", "integer", "double", "unsignedByte", "negativeInteger"];

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([base, pattern, decimal, group], cell)) = lines(input) else { return };
        let base = datatype_among(&BASES, base);
        let (column, findings) = CompiledColumn::compile(&column(
            base,
            Datatype {
                format: stated(pattern),
                decimal_char: stated(decimal),
                group_char: stated(group),
                ..Datatype::of(base)
            },
        ));
        let Some(values) = read(&column, cell) else { return };
        canonical_texts_are_canonical(base, &values);

        if let (Ok(cell), true) = (std::str::from_utf8(cell), findings.is_empty())
            && let Some(expected) = without_groups(pattern, decimal, group, cell)
        {
            let (plain, _) = CompiledColumn::compile(&column_of(base));
            let keys = |values: &plainsight_fuzz::reading::Values| {
                values.iter().map(|(_, _, key)| key.clone()).collect::<Vec<_>>()
            };
            let expected_keys = read(&plain, expected.as_bytes()).map(|values| keys(&values));
            assert_eq!(expected_keys, Some(keys(&values)), "`{cell}` is not `{expected}`");
        }
    });
});

fn column(base: &str, datatype: Datatype) -> Column {
    Column { datatype, ..column_of(base) }
}

fn column_of(base: &str) -> Column {
    Column { datatype: Datatype::of(base), null: Vec::new(), ..Column::new("column") }
}

/// The number in the form of XML Schema, where that can be told without understanding the pattern.
fn without_groups(pattern: &str, decimal: &str, group: &str, cell: &str) -> Option<String> {
    let one = |text: &str, default: char| match text.chars().collect::<Vec<_>>().as_slice() {
        [] => Some(default),
        [only] => Some(*only),
        _ => None,
    };
    let decimal = one(decimal, '.')?;
    let group = one(group, if decimal == ',' { '.' } else { ',' })?;
    let plain = |text: char| "0#E+-.,".contains(text) || text == decimal || text == group;
    if !pattern.chars().all(plain) || cell.contains(['%', '‰']) || decimal == group {
        return None;
    }
    let point = |c: char| if c == decimal { '.' } else { c };
    if matches!(cell.trim(), "NaN" | "INF" | "+INF" | "-INF") {
        return None;
    }
    // As in any cell of a number, runs of white space are one space.
    let words: Vec<&str> = cell.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    Some(words.join(" ").chars().filter(|c| *c != group).map(point).collect())
}
