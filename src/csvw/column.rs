//! Columns made ready: a cell's bytes become a value or a flaw (tabular-data-model § 6.4).

use std::ops::Range;

use super::datatype::{CompiledDatatype, WhiteSpace};
use super::finding::Finding;
use super::metadata::Column;
use super::value::{Canonical, Flaw, FlawKind, Kind, Text, Value, small};

/// A column that reads cells. It is compiled once and shared by all threads.
#[derive(Debug, Clone)]
pub struct CompiledColumn {
    datatype: CompiledDatatype,
    required: bool,
    nulls: Vec<Vec<u8>>,
    /// The only null marker is the empty text.
    only_empty_is_null: bool,
    default: Vec<u8>,
    separator: Option<Vec<u8>>,
}

impl CompiledColumn {
    /// Makes a column ready. Findings are about its datatype: a name or format that is not understood, bounds that
    /// contradict one another or do not apply.
    #[must_use]
    pub fn compile(column: &Column) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let place = column.datatype_place.or(column.place);
        let datatype = CompiledDatatype::compile(&column.datatype, place, &mut findings);
        let compiled = Self {
            datatype,
            required: column.required,
            nulls: column.null.iter().map(|marker| marker.clone().into_bytes()).collect(),
            only_empty_is_null: column.null.len() == 1 && column.null[0].is_empty(),
            default: column.default.clone().into_bytes(),
            separator: column.separator.clone().filter(|separator| !separator.is_empty()).map(String::into_bytes),
        };
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

    /// Judges one cell. `raw` is its text in UTF-8, unescaped. Canonical texts that differ from the source are added to
    /// `arena`, items of lists to `items`; after a flaw both are as they were.
    pub fn read(&self, raw: &[u8], arena: &mut Vec<u8>, items: &mut Vec<Value>) -> Result<Value, Flaw> {
        let before = (arena.len(), items.len());
        let result = self.read_cell(raw, arena, items);
        if result.is_err() {
            arena.truncate(before.0);
            items.truncate(before.1);
        }
        result
    }

    pub fn read_lenient(
        &self,
        raw: &[u8],
        arena: &mut Vec<u8>,
        items: &mut Vec<Value>,
        flaws: &mut Vec<Flaw>,
    ) -> Value {
        match self.read(raw, arena, items) {
            Ok(v) => v,
            Err(f) => {
                let null = f.kind == FlawKind::Required;
                flaws.push(f);
                if null {
                    Value::NULL
                } else {
                    Value { kind: Kind::String, text: Text::Source { start: 0, end: small(raw.len()) } }
                }
            }
        }
    }

    fn read_cell(&self, raw: &[u8], arena: &mut Vec<u8>, items: &mut Vec<Value>) -> Result<Value, Flaw> {
        match self.datatype.white_space() {
            WhiteSpace::Keep => self.read_normalised(raw, Some(0), arena, items),
            WhiteSpace::Replace => {
                if raw.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
                    let text: Vec<u8> = raw
                        .iter()
                        .map(|byte| if matches!(byte, b'\t' | b'\n' | b'\r') { b' ' } else { *byte })
                        .collect();
                    self.read_normalised(&text, None, arena, items)
                } else {
                    self.read_normalised(raw, Some(0), arena, items)
                }
            }
            WhiteSpace::Collapse => {
                let inner = strip(raw, 0..raw.len());
                let text = &raw[inner.clone()];
                if is_collapsed(text) {
                    self.read_normalised(text, Some(inner.start), arena, items)
                } else {
                    self.read_normalised(&collapse(text), None, arena, items)
                }
            }
        }
    }

    /// Steps 3 to 7. `offset` is where the text stands in the cell, or `None` if it does not stand there.
    fn read_normalised(
        &self,
        text: &[u8],
        offset: Option<usize>,
        arena: &mut Vec<u8>,
        items: &mut Vec<Value>,
    ) -> Result<Value, Flaw> {
        let (text, offset) =
            if text.is_empty() && !self.default.is_empty() { (self.default.as_slice(), None) } else { (text, offset) };
        let Some(separator) = &self.separator else {
            return self.read_single(text, offset, true, arena);
        };
        let first = items.len();
        if text.is_empty() {
            if self.required {
                return Err(required());
            }
            return Ok(Value { kind: Kind::List, text: Text::Items { first: small(first), count: 0 } });
        }
        if self.is_null(text) {
            return if self.required { Err(required()) } else { Ok(Value::NULL) };
        }
        let mut at = 0;
        loop {
            let end = memchr::memmem::find(&text[at..], separator).map_or(text.len(), |found| at + found);
            let part = if self.datatype.keeps_list_items() { at..end } else { strip(text, at..end) };
            let item = &text[part.clone()];
            let (item, place) = if item.is_empty() && !self.default.is_empty() {
                (self.default.as_slice(), None)
            } else {
                (item, offset.map(|offset| offset + part.start))
            };
            let value = self
                .read_single(item, place, false, arena)
                .map_err(|flaw| Flaw { item: Some(small(items.len() - first)), ..flaw })?;
            items.push(value);
            if end == text.len() {
                break;
            }
            at = end + separator.len();
        }
        Ok(Value { kind: Kind::List, text: Text::Items { first: small(first), count: small(items.len() - first) } })
    }

    fn is_null(&self, text: &[u8]) -> bool {
        if self.only_empty_is_null { text.is_empty() } else { self.nulls.iter().any(|marker| marker == text) }
    }

    fn read_single(
        &self,
        text: &[u8],
        offset: Option<usize>,
        whole_cell: bool,
        arena: &mut Vec<u8>,
    ) -> Result<Value, Flaw> {
        if self.is_null(text) {
            return if self.required && whole_cell { Err(required()) } else { Ok(Value::NULL) };
        }
        let canonical = if self.datatype.takes_anything() {
            Canonical::Same(0..text.len())
        } else {
            self.datatype.read(text, arena)?
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
        Ok(Value { kind: self.datatype.kind(), text })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::finding::{FindingKind, Severity};
    use crate::csvw::metadata::Datatype;
    use proptest::prelude::*;

    fn column(base: &str, change: impl FnOnce(&mut Column)) -> CompiledColumn {
        let mut column = Column { datatype: Datatype::of(base), ..Column::new("c") };
        change(&mut column);
        let (compiled, findings) = CompiledColumn::compile(&column);
        assert!(findings.is_empty(), "{findings:?}");
        compiled
    }

    fn shown(column: &CompiledColumn, raw: &str) -> Result<String, FlawKind> {
        let mut arena = b"earlier".to_vec();
        let mut items = vec![Value::NULL];
        let value = column.read(raw.as_bytes(), &mut arena, &mut items).map_err(|flaw| {
            assert_eq!((arena.len(), items.len()), (7, 1));
            flaw.kind
        })?;
        let show = |value: &Value| {
            if value.is_null() {
                "null".to_owned()
            } else {
                String::from_utf8(value.text(raw.as_bytes(), &arena).to_vec()).unwrap()
            }
        };
        Ok(if value.kind == Kind::List {
            format!("[{}]", value.items(&items).iter().map(show).collect::<Vec<_>>().join("|"))
        } else {
            show(&value)
        })
    }

    #[test]
    fn strings_are_the_sources() {
        let text = column("string", |_| ());
        assert_eq!(shown(&text, " a\tb "), Ok(" a\tb ".to_owned()));
        assert_eq!(shown(&text, ""), Ok("null".to_owned()));
        assert_eq!(shown(&column("normalizedString", |_| ()), " a\tb "), Ok(" a b ".to_owned()));
        assert_eq!(shown(&column("token", |_| ()), " a \t b "), Ok("a b".to_owned()));
    }

    #[test]
    fn nulls_defaults_and_required() {
        let marked = |base| column(base, |c| c.null = vec!["-".to_owned(), "not known".to_owned()]);
        assert_eq!(shown(&marked("integer"), " - "), Ok("null".to_owned()));
        assert_eq!(shown(&marked("integer"), "not  known"), Ok("null".to_owned()));
        assert_eq!(shown(&marked("string"), " - "), Ok(" - ".to_owned()));
        assert_eq!(shown(&marked("string"), ""), Ok(String::new()), "the empty text is no marker here");
        assert_eq!(shown(&marked("integer"), ""), Err(FlawKind::NotOfDatatype));
        assert_eq!(shown(&column("integer", |c| c.default = "05".to_owned()), "  "), Ok("5".to_owned()));
        let required = column("integer", |c| c.required = true);
        assert_eq!(shown(&required, ""), Err(FlawKind::Required));
        assert_eq!(shown(&required, " 7 "), Ok("7".to_owned()));
    }

    #[test]
    fn lists() {
        let list = |base: &str| {
            column(base, |c| {
                c.separator = Some(";".to_owned());
                c.null = vec!["x".to_owned()];
            })
        };
        assert_eq!(shown(&list("integer"), "1; 02;x"), Ok("[1|2|null]".to_owned()));
        assert_eq!(shown(&list("string"), "a; b"), Ok("[a| b]".to_owned()));
        assert_eq!(shown(&list("token"), "a; b"), Ok("[a|b]".to_owned()));
        assert_eq!(shown(&list("integer"), ""), Ok("[]".to_owned()));
        assert_eq!(shown(&list("integer"), "x"), Ok("null".to_owned()));
        assert_eq!(shown(&list("integer"), "1;y"), Err(FlawKind::NotOfDatatype));
        let flaw = list("integer").read(b"1;2;y", &mut Vec::new(), &mut Vec::new()).unwrap_err();
        assert_eq!(flaw.item, Some(2));
        assert_eq!(list("integer").kind(), Kind::List);
        assert_eq!(list("integer").item_kind(), Kind::Integer);
    }

    #[test]
    fn constraints() {
        use FlawKind::{AboveMaximum, BelowMinimum, NotOfDatatype, PatternMismatch, TooLong, TooShort, WrongLength};
        type Case<'a> = (&'a str, fn(&mut Datatype), &'a str, Result<&'a str, FlawKind>);
        let cases: &[Case<'_>] = &[
            ("integer", |d| d.minimum = Some("10".to_owned()), "9", Err(BelowMinimum)),
            ("integer", |d| d.minimum = Some("10".to_owned()), "10", Ok("10")),
            ("integer", |d| d.min_exclusive = Some("10".to_owned()), "10", Err(BelowMinimum)),
            (
                "integer",
                |d| d.maximum = Some("99999999999999999999".to_owned()),
                "100000000000000000000",
                Err(AboveMaximum),
            ),
            ("decimal", |d| d.maximum = Some("1.10".to_owned()), "1.1000", Ok("1.1000")),
            ("decimal", |d| d.max_exclusive = Some("1.10".to_owned()), "1.1", Err(AboveMaximum)),
            ("double", |d| d.maximum = Some("1e2".to_owned()), "100", Ok("100")),
            ("double", |d| d.maximum = Some("1e2".to_owned()), "NaN", Err(AboveMaximum)),
            ("byte", |_| (), "128", Err(NotOfDatatype)),
            ("byte", |_| (), "-128", Ok("-128")),
            ("negativeInteger", |_| (), "0", Err(NotOfDatatype)),
            ("unsignedLong", |_| (), "18446744073709551616", Err(NotOfDatatype)),
            ("date", |d| d.minimum = Some("1990-01-01".to_owned()), "1989-12-31", Err(BelowMinimum)),
            (
                "dateTime",
                |d| d.maximum = Some("2000-01-01T00:00:00Z".to_owned()),
                "2000-01-01T00:30:00+01:00",
                Ok("2000-01-01T00:30:00+01:00"),
            ),
            ("duration", |d| d.maximum = Some("P1D".to_owned()), "PT25H", Err(AboveMaximum)),
            ("string", |d| d.length = Some(2), "é€", Ok("é€")),
            ("string", |d| d.length = Some(2), "abc", Err(WrongLength)),
            ("string", |d| d.min_length = Some(2), "a", Err(TooShort)),
            ("hexBinary", |d| d.max_length = Some(1), "0a0b", Err(TooLong)),
            ("string", |d| d.format = Some("[A-Z]+|x".to_owned()), "ABx", Err(PatternMismatch)),
            ("string", |d| d.format = Some("^[A-Z]+$".to_owned()), "AB", Ok("AB")),
            ("duration", |d| d.format = Some("P.*Y".to_owned()), "P1Y", Ok("P1Y")),
            ("boolean", |d| d.format = Some("Y|N".to_owned()), "N", Ok("false")),
            ("boolean", |_| (), "1", Ok("true")),
            ("anyURI", |_| (), " http://example.org/ ", Ok("http://example.org/")),
            (
                "dateTime",
                |d| d.format = Some("d/M/yyyy HH:mm".to_owned()),
                "1/2/2026  09:30",
                Ok("2026-02-01T09:30:00"),
            ),
        ];
        for (base, change, raw, expected) in cases {
            let column = column(base, |column| change(&mut column.datatype));
            assert_eq!(shown(&column, raw), expected.map(str::to_owned), "{base} {raw}");
        }
    }

    #[test]
    fn a_minimum_may_be_written_in_the_form_of_the_standard_or_of_the_column() {
        for minimum in ["1990-01-31", "31/01/1990"] {
            let column = column("date", |c| {
                c.datatype.format = Some("dd/MM/yyyy".to_owned());
                c.datatype.minimum = Some(minimum.to_owned());
            });
            assert_eq!(shown(&column, "30/01/1990"), Err(FlawKind::BelowMinimum));
            assert_eq!(shown(&column, "31/01/1990"), Ok("1990-01-31".to_owned()));
        }
    }

    #[test]
    fn flaws_of_datatypes_are_found() {
        use FindingKind::{ConstraintNotApplicable, ContradictoryBounds, InvalidBound, InvalidFormat, UnknownDatatype};
        type Case = (&'static str, fn(&mut Datatype), FindingKind, Severity);
        let cases: &[Case] = &[
            ("strong", |_| (), UnknownDatatype, Severity::Warning),
            ("string", |d| d.format = Some("+".to_owned()), InvalidFormat, Severity::Warning),
            ("integer", |d| d.format = Some("[".to_owned()), InvalidFormat, Severity::Warning),
            ("date", |d| d.format = Some("YYYY".to_owned()), InvalidFormat, Severity::Warning),
            ("boolean", |d| d.format = Some("YN".to_owned()), InvalidFormat, Severity::Warning),
            ("date", |d| d.length = Some(1), ConstraintNotApplicable, Severity::Error),
            ("string", |d| d.minimum = Some("a".to_owned()), ConstraintNotApplicable, Severity::Error),
            ("integer", |d| d.minimum = Some("a".to_owned()), InvalidBound, Severity::Error),
            ("string", |d| (d.length, d.min_length) = (Some(1), Some(2)), ContradictoryBounds, Severity::Error),
            (
                "integer",
                |d| (d.minimum, d.maximum) = (Some("2".to_owned()), Some("1".to_owned())),
                ContradictoryBounds,
                Severity::Error,
            ),
            (
                "integer",
                |d| (d.minimum, d.min_exclusive) = (Some("2".to_owned()), Some("1".to_owned())),
                ContradictoryBounds,
                Severity::Error,
            ),
            (
                "integer",
                |d| (d.minimum, d.max_exclusive) = (Some("2".to_owned()), Some("2".to_owned())),
                ContradictoryBounds,
                Severity::Error,
            ),
        ];
        for (base, change, kind, severity) in cases {
            let mut column = Column { datatype: Datatype::of(*base), ..Column::new("c") };
            change(&mut column.datatype);
            let findings = CompiledColumn::compile(&column).1;
            assert_eq!(
                findings.iter().map(|f| (f.kind, f.severity)).collect::<Vec<_>>(),
                [(*kind, *severity)],
                "{base}"
            );
        }
    }

    fn bases() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "string",
            "token",
            "integer",
            "decimal",
            "double",
            "boolean",
            "date",
            "time",
            "dateTime",
            "duration",
            "gYear",
            "gMonthDay",
            "anyURI",
            "hexBinary",
            "byte",
            "normalizedString",
            "dateTimeStamp",
            "language",
        ])
    }

    /// Texts that are often values of something.
    fn cells() -> impl Strategy<Value = String> {
        prop_oneof![
            "[-+]?[0-9]{0,4}[.]?[0-9]{0,3}([eE][-+]?[0-9]{1,2})?",
            "[0-9]{4}-[01][0-9]-[0-3][0-9](Z|[+-]0[0-9]:[03]0)?",
            "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:00:00([.][0-9]{1,3})?(Z|[+-]00:00)?",
            "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3})?Z?",
            "-?P([0-9]Y)?([0-9]M)?(T[0-9]S)?",
            "[ a-zA-Z0-9:/%.|;,\t\r\n-]{0,12}",
            ".{0,8}",
        ]
    }

    proptest! {
        #[test]
        fn nothing_panics_and_canonical_text_is_canonical(base in bases(), raw in cells()) {
            let column = column(base, |_| ());
            let mut arena = Vec::new();
            let mut items = Vec::new();
            if let Ok(value) = column.read(raw.as_bytes(), &mut arena, &mut items)
                && !value.is_null()
            {
                let text = value.text(raw.as_bytes(), &arena).to_vec();
                let again = column.read(&text, &mut arena, &mut items);
                prop_assert!(again.is_ok(), "{:?} {:?}", String::from_utf8_lossy(&text), again);
                let again = again.unwrap();
                prop_assert_eq!(again.text(&text, &arena), &text[..]);
            }
        }

        #[test]
        fn any_bytes_are_judged(base in bases(), raw: Vec<u8>) {
            let list = column(base, |c| c.separator = Some(",".to_owned()));
            let _ = list.read(&raw, &mut Vec::new(), &mut Vec::new());
            let _ = column(base, |_| ()).read(&raw, &mut Vec::new(), &mut Vec::new());
        }

        #[test]
        fn formatted_values_reread_without_the_format(
            (base, format) in prop::sample::select(vec![
                ("date", "d/M/yyyy"), ("date", "dd-MMM-yy"), ("dateTime", "yyyyMMdd HHmm X"), ("time", "HH:mm"),
                ("decimal", "#,##0.0##"), ("decimal", "0.0%"), ("integer", "#,##0"), ("double", "0.0E0"),
                ("boolean", "Y|N"), ("gYearMonth", "MM/yyyy"),
            ]),
            raw in prop_oneof![
                "[0-3]?[0-9]/[01]?[0-9]/[12][0-9]{3}", "[0-3][0-9]-(Jan|Feb|Dec)-[0-9]{2}",
                "20[0-9]{2}[01][0-9][0-3][0-9] [0-2][0-9][0-5][0-9] (Z|[+-]0[0-9]|[+-]0[0-9]30)",
                "[0-2][0-9]:[0-5][0-9]", "-?[0-9]{1,3}(,[0-9]{3}){0,2}([.][0-9]{1,4})?%?", "[0-9][.][0-9]E-?[0-9]",
                "[YN]", "[01][0-9]/20[0-9]{2}",
            ],
        ) {
            let formatted = column(base, |c| c.datatype.format = Some(format.to_owned()));
            let plain = column(base, |_| ());
            let mut arena = Vec::new();
            let mut items = Vec::new();
            if let Ok(value) = formatted.read(raw.as_bytes(), &mut arena, &mut items) {
                let text = value.text(raw.as_bytes(), &arena).to_vec();
                let again = plain.read(&text, &mut arena, &mut items).map_err(|flaw| TestCaseError::fail(flaw.why))?;
                prop_assert_eq!(again.text(&text, &arena), &text[..]);
            }
        }
    }
}
