//! Parts that several pages have.

pub(super) mod card;
pub(super) mod citation;
pub(super) mod datatype;
pub(super) mod dictionary;
pub(super) mod files;
pub(super) mod preview;
pub(super) mod snippets;
pub(super) mod spread;

/// Columns that a page shows of a wide table; the files have all.
pub(super) const COLUMNS_SHOWN: usize = 100;

/// Characters that a page shows of a long cell.
pub(super) const CELL_SHOWN: usize = 200;

/// A value as a page shows it: its first [`CELL_SHOWN`] characters.
pub(super) fn cut(value: &str) -> String {
    match value.char_indices().nth(CELL_SHOWN) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or(value)),
        None => value.to_owned(),
    }
}
