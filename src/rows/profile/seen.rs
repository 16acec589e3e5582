//! A value as a profile sees it: all of its text, or so much of a very long one as is ever shown.

use super::super::object::cut;
use super::order;
use crate::csvw::value::Kind;

/// Characters of a value that are shown.
pub(super) const CUT: usize = 200;
/// Bytes of a text that is kept whole.
pub(super) const WHOLE: usize = 4 * (CUT + 1);

/// A value's text with what no longer shows in the beginning of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen<'a> {
    /// The text, or the first characters of one that is longer than [`WHOLE`]: one more than are shown.
    pub(super) text: &'a [u8],
    /// How many characters the whole text has.
    pub(super) characters: u64,
    /// What the whole text says of its place among others before its first bytes are compared: see [`order`].
    pub(super) head: u64,
}

impl<'a> Seen<'a> {
    pub(super) fn of(kind: Kind, text: &'a [u8]) -> Self {
        let kept = if text.len() <= WHOLE { text } else { cut(text, CUT + 1) };
        let kept = kept.get(..kept.len().min(WHOLE)).unwrap_or_default();
        Self { text: kept, characters: characters(text), head: order::head(kind, text) }
    }
}

/// Characters of a text in UTF-8.
#[inline]
pub(super) fn characters(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64
}

/// A text as it is shown.
pub(super) fn shortened(text: &[u8]) -> String {
    let kept = cut(text, CUT);
    let mut shown = String::from_utf8_lossy(kept).into_owned();
    if kept.len() < text.len() {
        shown.push('…');
    }
    shown
}
