//! What a cell comes to: a value whose canonical text is somewhere, or a flaw.

use std::borrow::Cow;
use std::ops::Range;

/// The kinds of values that outputs tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// No value.
    Null,
    /// Text: `string` and what derives from it, XML, HTML, JSON.
    String,
    /// A whole number of any length.
    Integer,
    /// A decimal of any length.
    Decimal,
    /// `double`, `float`, `number`: text that is a JSON number, or `NaN`, `INF`, `-INF`.
    Double,
    /// `true` or `false`.
    Boolean,
    /// `yyyy-MM-dd`, with a zone if one was given.
    Date,
    /// `HH:mm:ss`, with a fraction and a zone if they were given.
    Time,
    /// `yyyy-MM-ddTHH:mm:ss`, with a fraction and a zone if they were given.
    DateTime,
    /// A duration, in its own lexical form.
    Duration,
    /// Anything else with a canonical text: years, months and days, addresses, binary data.
    Other,
    /// Several values of one cell.
    List,
}

/// Where a value's canonical text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// These bytes of the cell, as they are.
    Source {
        /// First byte.
        start: u32,
        /// One past the last.
        end: u32,
    },
    /// These bytes of the arena.
    Arena {
        /// First byte.
        start: u32,
        /// One past the last.
        end: u32,
    },
    /// These items of a list.
    Items {
        /// Index of the first.
        first: u32,
        /// How many.
        count: u32,
    },
}

/// A cell's value, or one item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: Text,
}

impl Value {
    /// No value.
    pub const NULL: Self = Self { kind: Kind::Null, text: Text::Source { start: 0, end: 0 } };

    /// A string that is the whole cell `raw`.
    #[must_use]
    pub fn source(raw: &[u8]) -> Self {
        Self { kind: Kind::String, text: Text::Source { start: 0, end: small(raw.len()) } }
    }

    /// The canonical text: a part of the cell's bytes `raw` or of the arena; empty for null and for lists.
    #[must_use]
    pub fn text<'a>(&self, raw: &'a [u8], arena: &'a [u8]) -> &'a [u8] {
        match self.text {
            Text::Source { start, end } => raw.get(start as usize..end as usize).unwrap_or_default(),
            Text::Arena { start, end } => arena.get(start as usize..end as usize).unwrap_or_default(),
            Text::Items { .. } => &[],
        }
    }

    /// The items of a list, none for other values.
    #[must_use]
    pub fn items<'a>(&self, items: &'a [Value]) -> &'a [Value] {
        match self.text {
            Text::Items { first, count } => {
                items.get(first as usize..(first as usize).saturating_add(count as usize)).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }
}

/// What can be wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// Not a value of the datatype, in the format that was declared.
    NotOfDatatype,
    /// Null, where a value is required.
    Required,
    /// Less than `minimum`, or not more than `minExclusive`.
    BelowMinimum,
    /// More than `maximum`, or not less than `maxExclusive`.
    AboveMaximum,
    /// Shorter than `minLength`.
    TooShort,
    /// Longer than `maxLength`.
    TooLong,
    /// Not of `length`.
    WrongLength,
    /// Does not match the regular expression in `format`.
    PatternMismatch,
}

/// Why a cell has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// One phrase that says why, without a full stop: `February 2023 has 28 days`.
    pub why: String,
    /// Which item of a list, from 0.
    pub item: Option<u32>,
}

impl Flaw {
    pub(super) fn new(kind: FlawKind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into(), item: None }
    }
}

/// Where a format left the canonical text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Canonical {
    /// A part of what it read.
    Same(Range<usize>),
    /// The arena from there on.
    Arena(usize),
}

/// How many characters of a text that someone wrote are repeated in words about it.
const SHOWN: usize = 80;

/// A text as words about it repeat it: a pattern may be a megabyte long, and every cell of a column may be flawed.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// Arenas and cells are far below 4 GiB; beyond that texts become unreachable rather than wrong.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
