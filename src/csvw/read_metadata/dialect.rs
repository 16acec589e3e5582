//! Dialect descriptions (tabular-metadata § 5.9).

use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::{Dialect, Trim};

use super::Reader;

impl Reader<'_> {
    /// A dialect, or the address of one (§ 5.9).
    pub(super) fn dialect(&mut self, member: &Member) -> Dialect {
        if let Some(address) = member.value.as_str() {
            let Some((value, outer)) = self.enter(address, "dialect", &member.value.range) else {
                return Dialect::default();
            };
            let dialect = self.dialect_object(&value);
            self.leave(outer);
            return dialect;
        }
        if member.value.members().is_none() {
            self.wrong(member, "an object or an address");
            return Dialect::default();
        }
        self.dialect_object(&member.value)
    }

    pub(super) fn dialect_object(&mut self, value: &Value) -> Dialect {
        let mut dialect = Dialect { place: self.place(&value.range), ..Dialect::default() };
        let (mut header, mut rows, mut trim, mut initial) = (None, None, None, None);
        for member in self.members(value) {
            let text = member.value.as_str();
            match member.name.as_str() {
                "@context" => {}
                "@id" => {
                    self.id(member);
                }
                "@type" => self.object_type(member, "Dialect"),
                "encoding" => match text {
                    Some(name) if encoding_rs::Encoding::for_label(name.as_bytes()).is_some() => {
                        name.clone_into(&mut dialect.encoding);
                        dialect.encoding_stated = true;
                    }
                    Some(name) => {
                        let message = format!("`{name}` is not an encoding; `utf-8` is used");
                        self.warn(FindingKind::UnknownEncoding, message, &member.value.range);
                    }
                    None => self.wrong(member, "the name of an encoding"),
                },
                "delimiter" => match text {
                    Some(text) if text.chars().count() == 1 => text.clone_into(&mut dialect.delimiter),
                    _ => self.wrong(member, "one character"),
                },
                "quoteChar" => match (&member.value.kind, text) {
                    (Kind::Null, _) => dialect.quote_char = None,
                    (_, Some(text)) if text.chars().count() == 1 => dialect.quote_char = Some(text.to_owned()),
                    _ => self.wrong(member, "one character or null"),
                },
                "commentPrefix" => match (&member.value.kind, text) {
                    (Kind::Null, _) => dialect.comment_prefix = None,
                    (_, Some(text)) => dialect.comment_prefix = Some(text.to_owned()),
                    _ => self.wrong(member, "a string or null"),
                },
                "lineTerminators" => {
                    let terminators = self.texts(member);
                    if !terminators.is_empty() {
                        dialect.line_terminators = terminators;
                    }
                }
                "doubleQuote" => self.truth_into(member, &mut dialect.double_quote),
                "skipBlankRows" => self.truth_into(member, &mut dialect.skip_blank_rows),
                "header" => self.maybe_truth(member, &mut header),
                "skipInitialSpace" => self.maybe_truth(member, &mut initial),
                "headerRowCount" => self.small_into(member, &mut rows),
                "skipRows" => {
                    let mut count = None;
                    self.small_into(member, &mut count);
                    dialect.skip_rows = count.unwrap_or(0);
                }
                "skipColumns" => {
                    let mut count = None;
                    self.small_into(member, &mut count);
                    dialect.skip_columns = count.unwrap_or(0);
                }
                "trim" => match (&member.value.kind, text) {
                    (Kind::Bool(true), _) | (_, Some("true")) => trim = Some(Trim::True),
                    (Kind::Bool(false), _) | (_, Some("false")) => trim = Some(Trim::False),
                    (_, Some("start")) => trim = Some(Trim::Start),
                    (_, Some("end")) => trim = Some(Trim::End),
                    _ => self.wrong(member, "true, false, `start` or `end`"),
                },
                _ => self.common(member, &mut Vec::new(), "a dialect"),
            }
        }
        dialect.header_row_count = rows.unwrap_or(u32::from(header.unwrap_or(true)));
        dialect.trim = trim.unwrap_or(if initial == Some(true) { Trim::Start } else { Trim::False });
        dialect
    }

    pub(super) fn truth_into(&mut self, member: &Member, to: &mut bool) {
        let mut found = None;
        self.maybe_truth(member, &mut found);
        *to = found.unwrap_or(*to);
    }

    pub(super) fn maybe_truth(&mut self, member: &Member, to: &mut Option<bool>) {
        match member.value.as_bool() {
            Some(truth) => *to = Some(truth),
            None => self.wrong(member, "true or false"),
        }
    }

    pub(super) fn small_into(&mut self, member: &Member, to: &mut Option<u32>) {
        match member.value.as_u64().and_then(|count| u32::try_from(count).ok()) {
            Some(count) => *to = Some(count),
            None => self.wrong(member, "a whole number that is not negative"),
        }
    }
}
