//! Common properties and notes: what CSVW carries and does not use (tabular-metadata § 5.8).

use crate::csvw::datatype::built_in;
use crate::csvw::finding::FindingKind;
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::json_ld::{DEPTH_LIMIT, NameForm, name_form};
use crate::csvw::metadata::Annotation;

use super::Reader;

impl Reader<'_> {
    /// A common property (§ 5.8), or one that is not defined here.
    pub(super) fn common(&mut self, member: &Member, to: &mut Vec<Annotation>, of: &str) {
        let name = &member.name;
        match name_form(name) {
            NameForm::Prefixed | NameForm::Absolute => {}
            NameForm::UnknownPrefix => {
                let message = format!(
                    "`{name}` has a prefix that CSVW does not know; it is passed over, and its whole address would be understood"
                );
                self.warn(FindingKind::UnknownProperty, message, &member.name_range);
                return;
            }
            // A context anywhere but at the top is an error, not a property to pass over (appendix A).
            NameForm::Keyword if name == "@context" => {
                let message = format!("`@context` is given for the whole document, not for {of}");
                self.error(FindingKind::InvalidContext, message, &member.name_range);
                return;
            }
            _ => {
                let message = format!("`{name}` is not a property of {of}; it is passed over");
                self.warn(FindingKind::UnknownProperty, message, &member.name_range);
                return;
            }
        }
        self.judge_annotation(&member.value);
        to.push(Annotation {
            property: name.clone(),
            value: member.value.to_serde(),
            place: self.place(&member.value.range),
        });
    }

    /// The subset of JSON-LD that values of common properties and notes are written in (§ 5.8.2, appendix A). What goes
    /// beyond it is an error: the document is not to be processed (§ 4).
    pub(super) fn judge_annotation(&mut self, value: &Value) {
        self.judge_at_depth(value, 0);
    }

    fn judge_at_depth(&mut self, value: &Value, depth: usize) {
        match &value.kind {
            Kind::Array(_) | Kind::Object(_) if depth >= DEPTH_LIMIT => {
                let message = format!("this is nested more than {DEPTH_LIMIT} levels deep, too deep to be read");
                self.refuse(message, value);
            }
            Kind::Array(items) => items.iter().for_each(|item| self.judge_at_depth(item, depth + 1)),
            Kind::Object(_) => {
                let members = self.members(value);
                if members.iter().any(|member| member.name == "@value") {
                    self.judge_value_object(value, &members);
                } else {
                    for member in members {
                        self.judge_node_member(member, depth);
                    }
                }
            }
            _ => {}
        }
    }

    /// An object with `@value`: a literal.
    fn judge_value_object(&mut self, object: &Value, members: &[&Member]) {
        for member in members {
            let value = &member.value;
            match (member.name.as_str(), &value.kind) {
                ("@value", Kind::String(_) | Kind::Number(_) | Kind::Bool(_)) | ("@language", Kind::Null) => {}
                ("@value", _) => {
                    let message = format!("`@value` is {}; a string, a number or a boolean is expected", value.noun());
                    self.refuse(message, value);
                }
                ("@language", Kind::String(tag)) if is_language_tag(tag.as_bytes()) => {}
                ("@language", Kind::String(tag)) => {
                    self.refuse(format!("`@language` is `{tag}`, which is not a language tag such as `en-GB`"), value);
                }
                ("@language", _) => {
                    self.refuse(format!("`@language` is {}; a language tag is expected", value.noun()), value);
                }
                ("@type", Kind::String(name)) if built_in(name).is_some() => {}
                ("@type", Kind::String(name)) if name_form(name) == NameForm::Term => {
                    self.refuse(format!("`@type` beside `@value` is `{name}`, which is not a datatype"), value);
                }
                ("@type", Kind::String(name)) => self.judge_type(name, value),
                ("@type", _) => {
                    let message = format!("`@type` beside `@value` is {}; one datatype is expected", value.noun());
                    self.refuse(message, value);
                }
                (name, _) => {
                    let message = format!("`{name}` is beside `@value`, where only `@type` or `@language` may be");
                    self.error(FindingKind::InvalidAnnotation, message, &member.name_range);
                }
            }
        }
        let has = |name: &str| members.iter().any(|member| member.name == name);
        if has("@language") && has("@type") {
            self.refuse("`@value` has a language and a type; it can have one of them".to_owned(), object);
        }
    }

    /// A member of an object without `@value`: of a thing that is described.
    fn judge_node_member(&mut self, member: &Member, depth: usize) {
        let value = &member.value;
        match (member.name.as_str(), &value.kind) {
            ("@id", Kind::String(id)) if id.starts_with("_:") => {
                self.refuse(format!("`@id` is the blank node `{id}`; an address is expected"), value);
            }
            ("@id", Kind::String(_)) => {}
            ("@id", _) => self.refuse(format!("`@id` is {}; an address is expected", value.noun()), value),
            ("@type", Kind::String(name)) => self.judge_type(name, value),
            ("@type", Kind::Array(items)) => {
                for item in items {
                    match item.as_str() {
                        Some(name) => self.judge_type(name, item),
                        None => self.refuse(format!("a type is {}; a name is expected", item.noun()), item),
                    }
                }
            }
            ("@type", _) => self.refuse(format!("`@type` is {}; a name is expected", value.noun()), value),
            (name, _) => {
                if let Some(message) = why_not_a_property(name) {
                    self.error(FindingKind::InvalidAnnotation, message, &member.name_range);
                    return;
                }
                if name_form(name) == NameForm::UnknownPrefix {
                    let message =
                        format!("`{name}` has a prefix that CSVW does not know, so it is taken for a whole address");
                    self.warn(FindingKind::InvalidAnnotation, message, &member.name_range);
                }
                self.judge_at_depth(value, depth + 1);
            }
        }
    }

    /// A type: a term of the context, a prefixed name or an absolute address.
    fn judge_type(&mut self, name: &str, value: &Value) {
        match name_form(name) {
            NameForm::Prefixed | NameForm::Absolute | NameForm::Term => {}
            NameForm::UnknownPrefix => {
                let message =
                    format!("`{name}` has a prefix that CSVW does not know, so it is taken for a whole address");
                self.warn(FindingKind::InvalidAnnotation, message, &value.range);
            }
            NameForm::BlankNode => {
                self.refuse(format!("`@type` is the blank node `{name}`; a name is expected"), value);
            }
            // The `@type` that a transformation may have (§ 5.10) is the only one that is not a term.
            NameForm::Other if name == "Template" => {}
            NameForm::Keyword | NameForm::Other => {
                let message =
                    format!("`@type` is `{name}`, which is no term of CSVW, no prefixed name and no absolute address");
                self.refuse(message, value);
            }
        }
    }

    fn refuse(&mut self, message: String, value: &Value) {
        self.error(FindingKind::InvalidAnnotation, message, &value.range);
    }
}

/// Why a name cannot be a property within a common property or a note, if it cannot (§ 5.8.2, appendix A).
fn why_not_a_property(name: &str) -> Option<String> {
    match name_form(name) {
        NameForm::Prefixed | NameForm::Absolute | NameForm::UnknownPrefix => None,
        NameForm::Keyword => Some(match name {
            "@language" => "`@language` is without `@value`, which it tells the language of".to_owned(),
            "@context" => "`@context` is given for the whole document, not within a property".to_owned(),
            "@list" | "@set" => format!("`{name}` cannot be used in CSVW; an array is expected"),
            _ => format!("`{name}` cannot be used in CSVW, which knows `@id`, `@type`, `@value` and `@language` here"),
        }),
        NameForm::BlankNode => Some(format!("the property `{name}` is a blank node; an address is expected")),
        NameForm::Term => {
            Some(format!("`{name}` is a property of descriptions alone; a prefixed name or an address is expected"))
        }
        NameForm::Other => Some(format!("`{name}` is neither a prefixed name, such as `dc:title`, nor an address")),
    }
}

#[cfg(test)]
mod tests;
