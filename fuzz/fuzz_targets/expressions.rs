//! Holds that any regular expression is compiled or refused, and that it matches whole cells: an expression means the
//! same in brackets, and between `^` and `$`.
//!
//! Four expressions are compiled for an input, and each may take as long as its size limit allows.
//!
//! Input: a line with the expression; then the cell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::{Column, CompiledColumn, Datatype};
use plainsight_fuzz::reading::read;
use plainsight_fuzz::{LIMIT, in_time, lines};

fuzz_target!(|input: &[u8]| {
    in_time(10 * LIMIT, || {
        let Some(([expression], cell)) = lines(input) else { return };
        let Some(alone) = matches(expression.to_owned(), cell) else { return };
        for same in [format!("({expression})"), format!("^(?:{expression})$"), format!("{expression}|(?:{expression})")]
        {
            if let Some(found) = matches(same.clone(), cell) {
                assert_eq!(found, alone, "`{expression}` and `{same}` differ");
            }
        }
    });
});

/// Whether the cell matches, or nothing if the expression is refused.
fn matches(expression: String, cell: &[u8]) -> Option<bool> {
    let (column, findings) = CompiledColumn::compile(&Column {
        datatype: Datatype { format: Some(expression), ..Datatype::of("string") },
        null: Vec::new(),
        ..Column::new("column")
    });
    findings.is_empty().then(|| read(&column, cell).is_some())
}
