//! `@context`: the address of the vocabulary, perhaps with a base and a default language (tabular-metadata § 5.2).

use crate::csvw::address::resolve;
use crate::csvw::finding::FindingKind;
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Value};

use super::{CONTEXT, Reader, beginning, shown};

impl Reader<'_> {
    /// Reads the context of a document, which every document must have: one that is not there, or that says more than
    /// the standard allows, is an error (§ 4, appendix A). Sets base and language.
    pub(super) fn context(&mut self, value: &Value) {
        let Some(member) = value.member("@context") else {
            let message = format!("there is no `@context`; `\"@context\": \"{CONTEXT}\"` is expected");
            self.error(FindingKind::InvalidContext, message, &beginning(&value.range));
            return;
        };
        let context = &member.value;
        match &context.kind {
            Kind::String(text) if text == CONTEXT => {}
            Kind::Array(items) if items.first().and_then(Value::as_str) == Some(CONTEXT) => match items.as_slice() {
                // It adds nothing to the context, so it is no more than written in a form that is not foreseen.
                [_] => {
                    let message = format!("`@context` is an array of one item; `\"{CONTEXT}\"` by itself is expected");
                    self.warn(FindingKind::InvalidContext, message, &context.range);
                }
                [_, local] => self.local_context(local),
                _ => {
                    let message = "`@context` has more than the vocabulary and an object with `@base` or `@language`";
                    self.error(FindingKind::InvalidContext, message, &context.range);
                }
            },
            _ => {
                let message = format!(
                    "`@context` is not `{CONTEXT}`, nor an array of that and an object with `@base` or `@language`"
                );
                self.error(FindingKind::InvalidContext, message, &context.range);
            }
        }
    }

    fn local_context(&mut self, local: &Value) {
        if local.members().is_none() {
            let message = format!("the second item of `@context` is {}; an object is expected", local.noun());
            self.error(FindingKind::InvalidContext, message, &local.range);
            return;
        }
        for member in self.members(local) {
            match (member.name.as_str(), member.value.as_str()) {
                ("@base", Some(base)) => self.base = resolve(&self.base, base),
                ("@base", None) => self.wrong(member, "an address"),
                ("@language", Some(tag)) if is_language_tag(tag.as_bytes()) => self.language = Some(tag.to_owned()),
                ("@language", Some(tag)) => {
                    let message = format!("`{}` is not a language tag; `@language` is not used", shown(tag));
                    self.warn(FindingKind::InvalidLanguage, message, &member.value.range);
                }
                ("@language", None) => self.wrong(member, "a language tag"),
                (name, _) => {
                    let message = format!(
                        "a local context has only `@base` and `@language`, so `{}` cannot be in it",
                        shown(name)
                    );
                    self.error(FindingKind::InvalidContext, message, &member.name_range);
                }
            }
        }
    }
}
