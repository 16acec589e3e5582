//! Rows with their numbers. A chunk's rows are made before anybody knows how many are before them, so the numbers are put
//! in once they are taken in order.

use crate::publish::data::spreadsheet::package::Package;
use std::io;

/// The beginning of a row, with the mark of its number. No XML document has such characters (XML 1.0, section 2.2).
pub(super) const FIRST_IN_ROW: &[u8] = b"<row r=\"\x01\">";
/// Stands for the number of the row whose cell it is in.
pub(super) const NUMBER: u8 = 0;
const NEXT: u8 = 1;

/// So many bytes are written at once.
const GATHERED: usize = 64 * 1024;

/// Writes rows, the first of which has the number after `before`.
pub(super) fn write_numbered(text: &[u8], before: u64, package: &mut Package) -> io::Result<()> {
    let mut out = Vec::with_capacity(GATHERED + 4096);
    let (mut row, mut number, mut done) = (before, before.to_string(), 0);
    for at in memchr::memchr2_iter(NUMBER, NEXT, text) {
        out.extend_from_slice(text.get(done..at).unwrap_or_default());
        done = at + 1;
        if text.get(at) == Some(&NEXT) {
            row += 1;
            number = row.to_string();
        }
        out.extend_from_slice(number.as_bytes());
        if out.len() >= GATHERED {
            package.write(&out)?;
            out.clear();
        }
    }
    out.extend_from_slice(text.get(done..).unwrap_or_default());
    package.write(&out)
}
