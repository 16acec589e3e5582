//! How much a profile remembers: for a table of many columns less of each.

/// The share of a column. It depends on the number of columns alone, so that what is exact does not depend on how a
/// table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Different values of which the counts are exact. 0: values are not counted at all.
    pub(super) values: usize,
    /// And the bytes that these may take.
    pub(super) bytes: usize,
    /// The estimate beyond has two to the power of this many counters.
    pub(super) sketch: u32,
}

/// Columns of a table whose values are counted.
const MOST_COLUMNS: usize = 4_000;

impl Bounds {
    /// The bounds for a table of so many columns.
    pub(super) fn of(columns: usize) -> Self {
        let columns = columns.max(1);
        if columns > MOST_COLUMNS {
            return Self { values: 0, bytes: 0, sketch: 4 };
        }
        Self {
            values: (400_000 / columns).clamp(100, 10_000),
            bytes: (64 * 1024 * 1024 / columns).clamp(16 * 1024, 2 * 1024 * 1024),
            sketch: if columns <= 1_000 { 12 } else { 10 },
        }
    }
}
