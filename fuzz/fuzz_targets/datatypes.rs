//! Holds that any cell is judged by any datatype: canonical texts read as themselves and keep their key, a flaw leaves
//! nothing behind, and a list is what its items are.
//!
//! Input: lines with the base, the separator, a null marker, the default, the minimum, the maximum, `length`; then the
//! cell.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::datatype::built_in_names;
use plainsight_fuzz::csvw::{Column, CompiledColumn, Datatype};
use plainsight_fuzz::reading::{canonical_texts_are_canonical, read};
use plainsight_fuzz::{LIMIT, datatype_among, in_time, lines, stated};

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([base, separator, null, default, minimum, maximum, length], cell)) = lines(input) else { return };
        let base = datatype_among(&built_in_names().collect::<Vec<_>>(), base);
        let (column, _) = CompiledColumn::compile(&Column {
            datatype: Datatype {
                minimum: stated(minimum),
                maximum: stated(maximum),
                length: length.parse().ok(),
                ..Datatype::of(base)
            },
            separator: stated(separator),
            null: vec![null.to_owned()],
            default: default.to_owned(),
            ..Column::new("column")
        });
        if let Some(values) = read(&column, cell) {
            canonical_texts_are_canonical(base, &values);
        }
    });
});
