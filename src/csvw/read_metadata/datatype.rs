//! Datatype descriptions (tabular-metadata § 5.11.2).

use crate::csvw::datatype::{BuiltIn, built_in};
use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::Datatype;
use crate::csvw::value::Kind as ValueKind;

use super::Reader;

impl Reader<'_> {
    /// A datatype, by name or as an object (§ 5.11.2).
    pub(super) fn datatype(&mut self, member: &Member) -> Option<Datatype> {
        let value = &member.value;
        match &value.kind {
            Kind::String(name) => {
                let Some(known) = built_in(name) else {
                    let message = format!("`{name}` is not a datatype; `string` is used");
                    self.warn(FindingKind::UnknownDatatype, message, &value.range);
                    return Some(Datatype::default());
                };
                Some(Datatype::of(known.name))
            }
            Kind::Object(_) => Some(self.datatype_object(value)),
            _ => {
                self.wrong(member, "a datatype's name or an object");
                None
            }
        }
    }

    pub(super) fn datatype_object(&mut self, value: &Value) -> Datatype {
        let mut datatype = Datatype::default();
        let mut format = None;
        for member in self.members(value) {
            let at = &member.value.range;
            match member.name.as_str() {
                "base" => match member.value.as_str().map(|name| (name, built_in(name))) {
                    Some((_, Some(known))) => known.name.clone_into(&mut datatype.base),
                    Some((name, None)) => {
                        let message = format!("`{name}` is not a datatype; `string` is used");
                        self.warn(FindingKind::UnknownDatatype, message, at);
                    }
                    None => self.wrong(member, "a datatype's name"),
                },
                "@id" => {
                    datatype.id = self.id(member);
                    if datatype.id.as_deref().is_some_and(is_built_in_address) {
                        self.error(FindingKind::InvalidId, "`@id` is the address of a built-in datatype", at);
                    }
                }
                "name" => self.text_into(member, &mut datatype.name),
                "format" => format = Some(member),
                "length" => self.count_into(member, &mut datatype.length),
                "minLength" => self.count_into(member, &mut datatype.min_length),
                "maxLength" => self.count_into(member, &mut datatype.max_length),
                "minimum" | "minInclusive" => self.bound_into(member, &mut datatype.minimum),
                "maximum" | "maxInclusive" => self.bound_into(member, &mut datatype.maximum),
                "minExclusive" => self.bound_into(member, &mut datatype.min_exclusive),
                "maxExclusive" => self.bound_into(member, &mut datatype.max_exclusive),
                _ => self.common(member, &mut Vec::new(), "a datatype"),
            }
        }
        if let Some(member) = format {
            self.format(member, &mut datatype);
        }
        datatype
    }

    pub(super) fn format(&mut self, member: &Member, datatype: &mut Datatype) {
        let value = &member.value;
        let is_number = built_in(&datatype.base).is_some_and(is_number);
        match &value.kind {
            Kind::String(text) => datatype.format = Some(text.clone()),
            Kind::Object(_) if is_number => {
                for part in self.members(value) {
                    match part.name.as_str() {
                        "pattern" => self.text_into(part, &mut datatype.format),
                        "decimalChar" => self.text_into(part, &mut datatype.decimal_char),
                        "groupChar" => self.text_into(part, &mut datatype.group_char),
                        other => {
                            let message = format!("a format has no `{other}`");
                            self.warn(FindingKind::UnknownProperty, message, &part.name_range);
                        }
                    }
                }
            }
            Kind::Object(_) => {
                let message =
                    format!("the format of `{}` is a string, not an object; it is passed over", datatype.base);
                self.warn(FindingKind::InvalidFormat, message, &value.range);
            }
            _ => self.wrong(member, "a string or an object"),
        }
    }

    pub(super) fn count_into(&mut self, member: &Member, to: &mut Option<u64>) {
        match member.value.as_u64() {
            Some(count) => *to = Some(count),
            None => self.wrong(member, "a whole number that is not negative"),
        }
    }

    pub(super) fn bound_into(&mut self, member: &Member, to: &mut Option<String>) {
        match &member.value.kind {
            Kind::String(text) | Kind::Number(text) => *to = Some(text.clone()),
            _ => self.wrong(member, "a number or a string"),
        }
    }
}

fn is_number(datatype: &BuiltIn) -> bool {
    matches!(datatype.kind, ValueKind::Integer | ValueKind::Decimal | ValueKind::Double)
}

fn is_built_in_address(address: &str) -> bool {
    ["http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/ns/csvw#"]
        .iter()
        .any(|space| address.strip_prefix(space).is_some_and(|name| built_in(name).is_some()))
}
