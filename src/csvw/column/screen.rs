//! Many cells of a column at a time: most are told apart at a glance, the rest are read one by one.

use super::CompiledColumn;
use crate::csvw::datatype::Screen;
pub use crate::csvw::formats::expression::Texts;
use crate::csvw::tokenizer::Field;

/// What a glance at a cell tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is a value of the column, without a flaw, and its text in the file is its canonical text.
    AsWritten,
    /// It is null, and may be.
    Null,
    /// [`CompiledColumn::read`] tells.
    Unknown,
}

/// What a column's null markers leave to a glance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Glance {
    /// For each length of a marker a bit, the first also if there is a default; the last one stands for all that are
    /// longer.
    lengths: u64,
}

impl CompiledColumn {
    pub(super) fn glance(&self) -> Glance {
        let of_default = u64::from(!self.default.is_empty());
        let lengths = self.nulls.iter().fold(of_default, |bits, marker| bits | 1_u64 << marker.len().min(63));
        Glance { lengths }
    }

    /// What can be said of every text that [`Verdict::AsWritten`] is said of, if the column has an expression.
    #[must_use]
    pub fn texts(&self) -> Option<&Texts> {
        match self.datatype.screen() {
            Screen::Text(text) if self.separator.is_none() => text.texts(),
            _ => None,
        }
    }

    /// Looks at many cells of a chunk. Each is a field that was cut out of it, or nothing where there is none; its
    /// verdict, or what the caller makes of it, is added to `verdicts`.
    pub fn screen<'f, V: From<Verdict>>(
        &self,
        chunk: &[u8],
        fields: impl Iterator<Item = Option<&'f Field>>,
        verdicts: &mut Vec<V>,
    ) {
        if self.separator.is_some() {
            verdicts.extend(fields.map(|_| V::from(Verdict::Unknown)));
            return;
        }
        // One loop for each kind of screen, so that nothing is asked anew for each cell.
        match self.datatype.screen() {
            Screen::Nothing => self.verdicts(chunk, fields, |_| false, verdicts),
            Screen::Text(text) if text.takes_anything() => self.verdicts(chunk, fields, |_| true, verdicts),
            Screen::Text(screen) => self.verdicts(chunk, fields, |text| screen.accepts(text), verdicts),
            Screen::Number(screen) => self.verdicts(chunk, fields, |text| screen.accepts(text), verdicts),
            Screen::Boolean => {
                self.verdicts(chunk, fields, |text| matches!(text, b"true" | b"false"), verdicts);
            }
            Screen::Date(screen) => self.verdicts(chunk, fields, |text| screen.accepts(text), verdicts),
            Screen::DateTime(screen) => self.verdicts(chunk, fields, |text| screen.accepts(text), verdicts),
        }
    }

    #[inline]
    fn verdicts<'f, V: From<Verdict>>(
        &self,
        chunk: &[u8],
        fields: impl Iterator<Item = Option<&'f Field>>,
        accepts: impl Fn(&[u8]) -> bool,
        verdicts: &mut Vec<V>,
    ) {
        verdicts.extend(fields.map(|field| {
            V::from(match self.text_or_verdict(chunk, field) {
                Ok(text) if accepts(text) => Verdict::AsWritten,
                Ok(_) => Verdict::Unknown,
                Err(verdict) => verdict,
            })
        }));
    }

    /// A cell's text where its datatype tells what it is, else what it is.
    #[inline]
    fn text_or_verdict<'c>(&self, chunk: &'c [u8], field: Option<&Field>) -> Result<&'c [u8], Verdict> {
        let field = field.filter(|field| !field.needs_unescaping()).ok_or(Verdict::Unknown)?;
        let text = chunk.get(field.range()).ok_or(Verdict::Unknown)?;
        // Most texts are of a length that says that they are no null.
        if self.glance.lengths >> text.len().min(63) & 1 == 1
            && let Some(verdict) = self.null_verdict(text)
        {
            return Err(verdict);
        }
        Ok(text)
    }

    /// What a text is if it is null or stands for a default.
    #[inline(never)]
    fn null_verdict(&self, text: &[u8]) -> Option<Verdict> {
        if text.is_empty() && !self.default.is_empty() {
            return Some(Verdict::Unknown);
        }
        let verdict = if self.required { Verdict::Unknown } else { Verdict::Null };
        self.is_null(text).then_some(verdict)
    }
}

#[cfg(test)]
pub(in crate::csvw) mod tests {
    use super::*;
    use crate::csvw::dialect::CompiledDialect;
    use crate::csvw::metadata::{Column, Datatype};
    use crate::csvw::tokenizer::{Records, split};
    use crate::csvw::value::Kind;
    use proptest::prelude::*;

    /// Holds that a glance at each text tells what a close look does, or nothing.
    pub(in crate::csvw) fn holds(column: &Column, texts: &[&[u8]]) -> Result<(), TestCaseError> {
        let compiled = CompiledColumn::compile(column).0;
        for text in texts {
            let mut records = Records::new();
            // Between quotes, so that any text is one field.
            let quoted = [b"\"".as_slice(), text, b"\"\n"].concat();
            split(&CompiledDialect::default(), &quoted, &mut records);
            if records.fields.len() != 1 || records.field(&quoted, 0, &mut Vec::new()) != *text {
                continue;
            }
            let mut verdicts: Vec<Verdict> = Vec::new();
            compiled.screen(&quoted, records.fields.iter().map(Some), &mut verdicts);
            let (mut arena, mut items) = (Vec::new(), Vec::new());
            let read = compiled.read(text, &mut arena, &mut items);
            let expected = match verdicts[0] {
                Verdict::AsWritten => Some((compiled.kind(), *text)),
                Verdict::Null => Some((Kind::Null, b"".as_slice())),
                Verdict::Unknown => continue,
            };
            let read = read.ok().map(|value| (value.kind, value.text(text, &arena)));
            prop_assert_eq!(read, expected, "{}", String::from_utf8_lossy(text));
        }
        Ok(())
    }

    #[test]
    fn what_is_common_is_plain() {
        let datatype =
            |base: &str, format: Option<&str>| Datatype { format: format.map(str::to_owned), ..Datatype::of(base) };
        for (datatype, text) in [
            (datatype("string", None), "any text"),
            (datatype("string", Some("[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}")), "AB12 3CD"),
            (datatype("token", None), "one"),
            (datatype("anyURI", None), "https://example.org/"),
            (datatype("decimal", None), "-12.50"),
            (datatype("integer", None), "0"),
            (datatype("byte", None), "-128"),
            (datatype("number", None), "1.5"),
            (datatype("boolean", None), "true"),
            (datatype("boolean", Some("true|false")), "false"),
            (datatype("date", Some("yyyy-MM-dd")), "2024-02-29"),
            (datatype("date", None), "2024-12-31"),
            (datatype("dateTime", Some("yyyy-MM-ddTHH:mm:ssX")), "2024-12-31T23:59:59Z"),
            (datatype("dateTime", None), "2024-12-31T23:59:59"),
        ] {
            let compiled = CompiledColumn::compile(&Column { datatype: datatype.clone(), ..Column::new("c") }).0;
            let chunk = format!("{text}\n");
            let mut records = Records::new();
            split(&CompiledDialect::default(), chunk.as_bytes(), &mut records);
            let mut verdicts: Vec<Verdict> = Vec::new();
            compiled.screen(chunk.as_bytes(), records.fields.iter().map(Some), &mut verdicts);
            assert_eq!(verdicts, [Verdict::AsWritten], "{datatype:?} {text}");
        }
    }

    proptest! {
        #[test]
        fn nulls_and_defaults_are_told_apart(
            text in "|[ab -]{0,3}|NA|n/a|a{60,70}",
            nulls in prop::collection::vec("|NA|-|a{62,66}", 0..3),
            required: bool,
            default in prop::sample::select(vec!["", "a"]),
            base in prop::sample::select(vec!["string", "token", "normalizedString", "boolean", "date"]),
        ) {
            let column = Column {
                null: nulls,
                required,
                default: default.to_owned(),
                datatype: Datatype::of(base),
                ..Column::new("c")
            };
            holds(&column, &[text.as_bytes(), b"", b" a", b"a  b", b"a\tb"])?;
        }

        #[test]
        fn expressions_and_lengths_are_told_apart(
            text in "[A-Cé0-2 ]{0,6}",
            format in prop::sample::select(vec![None, Some("[A-C]{1,2}[0-9]+"), Some("A|AB|B?"), Some(".{2,3}"), Some("\\w+"), Some("[^A]*é"), Some("A.*"), Some("(?:AB)*")]),
            least in proptest::option::of(0_u64..4),
            most in proptest::option::of(0_u64..5),
        ) {
            let datatype = Datatype { format: format.map(str::to_owned), min_length: least, max_length: most, ..Datatype::of("string") };
            let column = Column { datatype, null: Vec::new(), ..Column::new("c") };
            holds(&column, &[text.as_bytes()])?;
            let mut bytes = text.into_bytes();
            bytes.push(0xff);
            holds(&column, &[&bytes])?;
        }
    }
}
