//! Dialect descriptions (tabular-metadata § 5.9).

use std::rc::Rc;

use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::{Dialect, Trim};

use super::unknown::Description;
use super::{Reader, shown};

impl Reader<'_> {
    /// `dialect`: a dialect, or the address of one. What is neither counts as one without properties (§ 5.1.5).
    pub(super) fn dialect(&mut self, member: &Member) -> Rc<Dialect> {
        match &member.value.kind {
            Kind::Object(_) => Rc::new(self.dialect_object(&member.value)),
            Kind::String(address) => {
                let range = &member.value.range;
                let read = |reader: &mut Self, value: &Value| {
                    reader.context(value);
                    Rc::new(reader.dialect_object(value))
                };
                let (dialect, _) = self.linked("dialect", address, range, |reader| &mut reader.linked_dialects, read);
                dialect.unwrap_or_default()
            }
            _ => {
                self.no_object(member);
                Rc::default()
            }
        }
    }

    fn dialect_object(&mut self, value: &Value) -> Dialect {
        let mut dialect = Dialect { place: self.place(&value.range), ..Dialect::default() };
        let (mut header, mut header_rows, mut trim, mut initial) = (None, None, None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "@context" if self.is_linked() => {}
                "@id" => {
                    self.id(member);
                }
                "@type" => self.object_type(member, "Dialect"),
                "encoding" => self.encoding(member, &mut dialect),
                "delimiter" => match member.value.as_str() {
                    Some(text) if !text.is_empty() => text.clone_into(&mut dialect.delimiter),
                    _ => self.wrong(member, "a string that is not empty"),
                },
                "quoteChar" => match &member.value.kind {
                    Kind::Null => dialect.quote_char = None,
                    Kind::String(text) if !text.is_empty() => dialect.quote_char = Some(text.clone()),
                    _ => self.wrong(member, "null or a string that is not empty"),
                },
                // The default is null, and so null may be stated: the recommendation says `#` in one place and null in
                // another, and the working group decided for null (erratum of 2016-02-03).
                "commentPrefix" => match &member.value.kind {
                    Kind::Null => dialect.comment_prefix = None,
                    Kind::String(text) if !text.is_empty() => dialect.comment_prefix = Some(text.clone()),
                    _ => self.wrong(member, "null or a string that is not empty"),
                },
                "lineTerminators" => match self.several(member) {
                    Some(terminators) if terminators.iter().any(|terminator| !terminator.is_empty()) => {
                        dialect.line_terminators = terminators;
                    }
                    Some(_) => self.wrong(member, "a string that is not empty or an array of such"),
                    None => {}
                },
                "doubleQuote" => dialect.double_quote = self.truth(member).unwrap_or(true),
                "skipBlankRows" => dialect.skip_blank_rows = self.truth(member).unwrap_or(false),
                "header" => header = self.truth(member),
                "skipInitialSpace" => initial = self.truth(member),
                "headerRowCount" => header_rows = self.small_count(member),
                "skipRows" => dialect.skip_rows = self.small_count(member).unwrap_or(0),
                "skipColumns" => dialect.skip_columns = self.small_count(member).unwrap_or(0),
                "trim" => match (&member.value.kind, member.value.as_str()) {
                    (Kind::Bool(true), _) | (_, Some("true")) => trim = Some(Trim::True),
                    (Kind::Bool(false), _) | (_, Some("false")) => trim = Some(Trim::False),
                    (_, Some("start")) => trim = Some(Trim::Start),
                    (_, Some("end")) => trim = Some(Trim::End),
                    _ => self.wrong(member, "true, false, `start` or `end`"),
                },
                _ => self.other(member, &mut Vec::new(), Description::Dialect),
            }
        }
        // `headerRowCount` and `trim` count where they are given, `header` and `skipInitialSpace` where they are not.
        dialect.header_row_count = header_rows.unwrap_or(u32::from(header.unwrap_or(true)));
        dialect.trim = trim.unwrap_or(if initial == Some(true) { Trim::Start } else { Trim::False });
        dialect
    }

    fn encoding(&mut self, member: &Member, dialect: &mut Dialect) {
        match member.value.as_str() {
            Some(name) if encoding_rs::Encoding::for_label(name.as_bytes()).is_some() => {
                name.clone_into(&mut dialect.encoding);
                dialect.encoding_stated = true;
            }
            Some(name) => {
                let message = format!("`{}` is not an encoding of the Encoding Standard; `utf-8` is used", shown(name));
                self.warn(FindingKind::UnknownEncoding, message, &member.value.range);
            }
            None => self.wrong(member, "the name of an encoding"),
        }
    }

    fn small_count(&mut self, member: &Member) -> Option<u32> {
        self.count(member, u64::from(u32::MAX)).and_then(|count| u32::try_from(count).ok())
    }
}
