//! Holds that any text is judged by any format of dates and times: what is accepted becomes a canonical text that XML
//! Schema's form reads as itself.
//!
//! Input: lines with the datatype and the format; then the cell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::{Column, CompiledColumn, Datatype};
use plainsight_fuzz::reading::{canonical_texts_are_canonical, read};
use plainsight_fuzz::{LIMIT, datatype_among, in_time, lines, stated};

const BASES: [&str; 9] =
    ["date", "time", "dateTime", "dateTimeStamp", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"];

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([base, format], cell)) = lines(input) else { return };
        let base = datatype_among(&BASES, base);
        let (column, _) = CompiledColumn::compile(&Column {
            datatype: Datatype { format: stated(format), ..Datatype::of(base) },
            null: Vec::new(),
            ..Column::new("column")
        });
        if let Some(values) = read(&column, cell) {
            canonical_texts_are_canonical(base, &values);
        }
    });
});
