//! Columns made ready: a cell's bytes become a value or a flaw (tabular-data-model § 6.4).

pub mod screen;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::datatype::{BuiltIn, CompiledDatatype, WhiteSpace};
use super::finding::Finding;
use super::metadata::Column;
use super::value::{Canonical, Flaw, FlawKind, Kind, Text, Value, small};
use screen::Glance;

/// A column that reads cells. It is compiled once and shared by all threads.
#[derive(Debug, Clone)]
pub struct CompiledColumn {
    datatype: CompiledDatatype,
    required: bool,
    /// Sorted, as there may be thousands.
    nulls: Vec<Vec<u8>>,
    /// The only null marker is the empty text.
    only_empty_is_null: bool,
    default: Vec<u8>,
    separator: Option<Vec<u8>>,
    /// What a glance tells of nulls.
    glance: Glance,
}

impl CompiledColumn {
    /// Makes a column ready. Findings are about its datatype: a name or format that is not understood, bounds that
    /// contradict one another or do not apply.
    #[must_use]
    pub fn compile(column: &Column) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let place = column.datatype_place.or(column.place);
        let datatype = CompiledDatatype::compile(&column.datatype, place, &mut findings);
        let mut nulls: Vec<_> = column.null.iter().map(|marker| marker.clone().into_bytes()).collect();
        nulls.sort_unstable();
        // A default stands for a cell's text, so it has the white space that such a text has (tabular-data-model § 6.4,
        // steps 1 to 3).
        let default = match datatype.white_space() {
            WhiteSpace::Keep => column.default.clone().into_bytes(),
            WhiteSpace::Replace => column.default.replace(['\t', '\n', '\r'], " ").into_bytes(),
            WhiteSpace::Collapse => collapse(column.default.as_bytes()),
        };
        let mut compiled = Self {
            datatype,
            required: column.required,
            nulls,
            only_empty_is_null: column.null.len() == 1 && column.null[0].is_empty(),
            default,
            separator: column.separator.clone().filter(|separator| !separator.is_empty()).map(String::into_bytes),
            glance: Glance::default(),
        };
        compiled.glance = compiled.glance();
        (compiled, findings)
    }

    /// The kind that cells have which are not null.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.separator.is_some() { Kind::List } else { self.datatype.kind() }
    }

    /// The kind that values have which are not null: of a list, its items'.
    #[must_use]
    pub fn item_kind(&self) -> Kind {
        self.datatype.kind()
    }

    /// Whether null is a flaw.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The built-in datatype of the values.
    #[must_use]
    pub fn base(&self) -> &'static BuiltIn {
        self.datatype.base()
    }

    /// The address that RDF literals have for the datatype of the values (csv2rdf, "Interpreting datatypes"): the `@id`
    /// of the datatype if it has one, else the address of its base. A flawed value is a `string`.
    #[must_use]
    pub fn datatype_iri(&self) -> &str {
        self.datatype.iri()
    }

    /// Judges one cell. `raw` is its text in UTF-8, unescaped. Canonical texts that differ from the source are added to
    /// `arena`, items of lists to `items`; after a flaw, which is the first of the cell, both are as they were.
    pub fn read(&self, raw: &[u8], arena: &mut Vec<u8>, items: &mut Vec<Value>) -> Result<Value, Flaw> {
        let before = (arena.len(), items.len());
        let result = self.read_cell(raw, arena, items, &mut Flaws::First);
        if result.is_err() {
            arena.truncate(before.0);
            items.truncate(before.1);
        }
        result
    }

    /// Reads one cell whatever is wrong with it, as conversions do (tabular-data-model § 6.4, step 8). What `raw`,
    /// `arena` and `items` are, see [`read`](Self::read).
    ///
    /// A flawed value or item is a [`Kind::String`] with its text as it stood before it was parsed, without the white
    /// space that its datatype drops. A required value that is missing stays null, or a list without items. Every flaw
    /// is added to `flaws`, in the order of the items that they name: at most one for each item, and one for a cell
    /// that is no list. An item is a plain string, whatever the column's datatype, if and only if a flaw names it. Why is
    /// said for the first hundred flaws of a cell only, so that a list of millions costs little more than its items.
    pub fn read_lenient(
        &self,
        raw: &[u8],
        arena: &mut Vec<u8>,
        items: &mut Vec<Value>,
        flaws: &mut Vec<Flaw>,
    ) -> Value {
        // No flaw ends the reading, so that there is always a value.
        let said = flaws.len().saturating_add(SAID);
        self.read_cell(raw, arena, items, &mut Flaws::All { flaws, said }).unwrap_or(Value::NULL)
    }

    fn read_cell(
        &self,
        raw: &[u8],
        arena: &mut Vec<u8>,
        items: &mut Vec<Value>,
        flaws: &mut Flaws<'_>,
    ) -> Result<Value, Flaw> {
        match self.datatype.white_space() {
            WhiteSpace::Keep => self.read_normalised(raw, Some(0), arena, items, flaws),
            WhiteSpace::Replace => {
                if raw.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
                    let text: Vec<u8> = raw
                        .iter()
                        .map(|byte| if matches!(byte, b'\t' | b'\n' | b'\r') { b' ' } else { *byte })
                        .collect();
                    self.read_normalised(&text, None, arena, items, flaws)
                } else {
                    self.read_normalised(raw, Some(0), arena, items, flaws)
                }
            }
            WhiteSpace::Collapse => {
                let inner = strip(raw, 0..raw.len());
                let text = &raw[inner.clone()];
                if is_collapsed(text) {
                    self.read_normalised(text, Some(inner.start), arena, items, flaws)
                } else {
                    self.read_normalised(&collapse(text), None, arena, items, flaws)
                }
            }
        }
    }

    /// Steps 3 to 9. `offset` is where the text stands in the cell, or `None` if it does not stand there.
    fn read_normalised(
        &self,
        text: &[u8],
        offset: Option<usize>,
        arena: &mut Vec<u8>,
        items: &mut Vec<Value>,
        flaws: &mut Flaws<'_>,
    ) -> Result<Value, Flaw> {
        // Step 3.
        let (text, offset) =
            if text.is_empty() && !self.default.is_empty() { (self.default.as_slice(), None) } else { (text, offset) };
        let Some(separator) = &self.separator else {
            if self.is_null(text) {
                if self.required {
                    flaws.add(required())?;
                }
                return Ok(Value::NULL);
            }
            return self.read_single(text, offset, None, arena, flaws);
        };
        let first = items.len();
        // Step 4.
        if text.is_empty() {
            if self.required {
                flaws.add(required())?;
            }
            return Ok(Value { kind: Kind::List, text: Text::Items { first: small(first), count: 0 } });
        }
        // Step 5.1. It names no error; that a required value is not null is said where `required` is defined
        // (tabular-metadata § 5.7).
        if self.is_null(text) {
            if self.required {
                flaws.add(required())?;
            }
            return Ok(Value::NULL);
        }
        let mut at = 0;
        loop {
            // Steps 5.2 and 5.3.
            let end = memchr::memmem::find(&text[at..], separator).map_or(text.len(), |found| at + found);
            let part = if self.datatype.keeps_list_items() { at..end } else { strip(text, at..end) };
            let item = &text[part.clone()];
            // Step 6.
            let (item, place) = if item.is_empty() && !self.default.is_empty() {
                (self.default.as_slice(), None)
            } else {
                (item, offset.map(|offset| offset + part.start))
            };
            // Step 7: an item may be null, even of a required list.
            let value = if self.is_null(item) {
                Value::NULL
            } else {
                self.read_single(item, place, Some(small(items.len() - first)), arena, flaws)?
            };
            items.push(value);
            if end == text.len() {
                break;
            }
            at = end + separator.len();
        }
        Ok(Value { kind: Kind::List, text: Text::Items { first: small(first), count: small(items.len() - first) } })
    }

    fn is_null(&self, text: &[u8]) -> bool {
        if self.only_empty_is_null {
            return text.is_empty();
        }
        self.nulls.binary_search_by(|marker| marker.as_slice().cmp(text)).is_ok()
    }

    /// Steps 8 and 9, for what is not null.
    fn read_single(
        &self,
        text: &[u8],
        offset: Option<usize>,
        item: Option<u32>,
        arena: &mut Vec<u8>,
        flaws: &mut Flaws<'_>,
    ) -> Result<Value, Flaw> {
        let whole = Canonical::Same(0..text.len());
        let before = arena.len();
        let (kind, canonical) = if self.datatype.takes_anything() {
            (self.datatype.kind(), whole)
        } else {
            match self.datatype.read(text, arena) {
                Ok(canonical) => (self.datatype.kind(), canonical),
                Err(flaw) => {
                    flaws.add(Flaw { item, ..flaw })?;
                    arena.truncate(before);
                    (Kind::String, whole)
                }
            }
        };
        let text = match (canonical, offset) {
            (Canonical::Same(range), Some(offset)) => {
                Text::Source { start: small(offset + range.start), end: small(offset + range.end) }
            }
            (Canonical::Same(range), None) => {
                let start = arena.len();
                arena.extend_from_slice(&text[range]);
                Text::Arena { start: small(start), end: small(arena.len()) }
            }
            (Canonical::Arena(start), _) => Text::Arena { start: small(start), end: small(arena.len()) },
        };
        Ok(Value { kind, text })
    }
}

/// How many flaws of one cell have words.
const SAID: usize = 100;

/// What becomes of flaws.
enum Flaws<'a> {
    /// The first one ends the reading.
    First,
    /// All are kept, those from `said` on without words.
    All { flaws: &'a mut Vec<Flaw>, said: usize },
}

impl Flaws<'_> {
    fn add(&mut self, flaw: Flaw) -> Result<(), Flaw> {
        match self {
            Self::First => Err(flaw),
            Self::All { flaws, said } => {
                let why = if flaws.len() < *said { flaw.why } else { String::new() };
                flaws.push(Flaw { why, ..flaw });
                Ok(())
            }
        }
    }
}

fn required() -> Flaw {
    Flaw::new(FlawKind::Required, "a value is required")
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The range without white space at its ends.
fn strip(text: &[u8], range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end && is_space(text[start]) {
        start += 1;
    }
    while end > start && is_space(text[end - 1]) {
        end -= 1;
    }
    start..end
}

/// Whether stripped text has single spaces only.
fn is_collapsed(text: &[u8]) -> bool {
    let mut before = b'x';
    text.iter().all(|byte| {
        let good = !is_space(*byte) || (*byte == b' ' && before != b' ');
        before = *byte;
        good
    })
}

fn collapse(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for word in text.split(|byte| is_space(*byte)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
    out
}
