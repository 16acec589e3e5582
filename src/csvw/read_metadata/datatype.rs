//! Datatype descriptions (tabular-metadata § 5.11.2).

use crate::csvw::datatype::{BuiltIn, built_in, built_in_names};
use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::Datatype;
use crate::csvw::value::Kind as ValueKind;

use super::property::without_exponent;
use super::unknown::Description;
use super::{Reader, shown};

impl Reader<'_> {
    /// `datatype`: a built-in datatype by its name, or an object.
    pub(super) fn datatype(&mut self, member: &Member) -> Option<Datatype> {
        match &member.value.kind {
            Kind::String(_) => self.base(member),
            Kind::Object(_) => Some(self.datatype_object(&member.value)),
            _ => {
                self.wrong(member, "the name of a datatype or an object");
                None
            }
        }
    }

    /// The name of a built-in datatype; `string` where it is none, which is what it is if it is not said (§ 5.11.2).
    fn base(&mut self, member: &Member) -> Option<Datatype> {
        let Some(name) = member.value.as_str() else {
            self.wrong(member, "the name of a datatype");
            return None;
        };
        let Some(known) = built_in(name) else {
            let meant = meant(name).map(|meant| format!("`{meant}` may be meant, and ")).unwrap_or_default();
            let message = format!("`{}` is not a datatype of CSVW; {meant}`string` is used", shown(name));
            self.warn(FindingKind::UnknownDatatype, message, &member.value.range);
            return Some(Datatype::default());
        };
        Some(Datatype::of(known.name))
    }

    fn datatype_object(&mut self, value: &Value) -> Datatype {
        let mut datatype = Datatype::default();
        let mut format = None;
        let (mut least, mut most) = ([None, None], [None, None]);
        for member in self.members(value) {
            match member.name.as_str() {
                "base" => datatype.base = self.base(member).unwrap_or_default().base,
                "@id" => {
                    datatype.id = self.id(member);
                    if datatype.id.as_deref().is_some_and(is_built_in_address) {
                        let message = "`@id` is the address of a built-in datatype; that of a new one is expected, or \
                                       `base` with the built-in one";
                        self.error(FindingKind::InvalidId, message, &member.value.range);
                        datatype.id = None;
                    }
                }
                "@type" => self.object_type(member, "Datatype"),
                "format" => format = Some(member),
                "length" => datatype.length = self.count(member, u64::MAX),
                "minLength" => datatype.min_length = self.count(member, u64::MAX),
                "maxLength" => datatype.max_length = self.count(member, u64::MAX),
                "minimum" => least[0] = self.bound(member),
                "minInclusive" => least[1] = self.bound(member),
                "maximum" => most[0] = self.bound(member),
                "maxInclusive" => most[1] = self.bound(member),
                "minExclusive" => datatype.min_exclusive = self.bound(member),
                "maxExclusive" => datatype.max_exclusive = self.bound(member),
                _ => self.other(member, &mut Vec::new(), Description::Datatype),
            }
        }
        datatype.minimum = self.one_bound(least, ["minimum", "minInclusive"], value);
        datatype.maximum = self.one_bound(most, ["maximum", "maxInclusive"], value);
        if let Some(member) = format {
            self.format(member, &mut datatype);
        }
        datatype
    }

    /// Two names of one bound, which must agree where both are given.
    fn one_bound(&mut self, bounds: [Option<String>; 2], names: [&str; 2], value: &Value) -> Option<String> {
        if let [Some(first), Some(second)] = &bounds
            && !is_same_bound(first, second)
        {
            let [one, other] = names;
            let message = format!(
                "`{one}` is `{}` and `{other}`, which means the same, is `{}`; one of them is enough",
                shown(first),
                shown(second)
            );
            self.error(FindingKind::ContradictoryBounds, message, &value.range);
        }
        let [first, second] = bounds;
        first.or(second)
    }

    /// `format`: a string, or for a number an object (tabular-data-model § 6.4.2).
    fn format(&mut self, member: &Member, datatype: &mut Datatype) {
        let value = &member.value;
        let takes_object = built_in(&datatype.base).is_some_and(is_number);
        match &value.kind {
            Kind::String(text) => datatype.format = Some(text.clone()),
            Kind::Object(_) if takes_object => {
                for part in self.members(value) {
                    match part.name.as_str() {
                        "pattern" => datatype.format = self.text(part),
                        "decimalChar" => datatype.decimal_char = self.text(part),
                        "groupChar" => datatype.group_char = self.text(part),
                        other => {
                            let message = format!(
                                "a format has `pattern`, `decimalChar` and `groupChar`; `{}` is passed over",
                                shown(other)
                            );
                            self.warn(FindingKind::UnknownProperty, message, &part.name_range);
                        }
                    }
                }
            }
            Kind::Object(_) => {
                let message =
                    format!("the format of `{}` is a string, not an object, so it is not used", datatype.base);
                self.warn(FindingKind::InvalidFormat, message, &value.range);
            }
            _ => self.wrong(member, if takes_object { "a string or an object" } else { "a string" }),
        }
    }

    /// A bound: a number or a string, as written but for a number's exponent, which a decimal has not.
    fn bound(&mut self, member: &Member) -> Option<String> {
        match &member.value.kind {
            Kind::String(text) => Some(text.clone()),
            Kind::Number(text) => Some(without_exponent(text)),
            _ => {
                self.wrong(member, "a number or a string");
                None
            }
        }
    }
}

/// The built-in datatype that a name comes near to: by its address, its prefixed name or in other letters' case.
fn meant(name: &str) -> Option<&'static str> {
    let local = name.rsplit(['#', ':', '/']).next().unwrap_or(name);
    built_in_names().find(|known| known.eq_ignore_ascii_case(local))
}

fn is_number(datatype: &BuiltIn) -> bool {
    matches!(datatype.kind, ValueKind::Integer | ValueKind::Decimal | ValueKind::Double)
}

/// Whether two bounds are one value, as far as that shows without the datatype: as texts, or as decimal numbers.
fn is_same_bound(first: &str, second: &str) -> bool {
    fn digits(text: &str) -> Option<(bool, &str, &str)> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_number = !text.is_empty() && (whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        is_number.then_some((negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction))
    }
    first == second || digits(first).is_some_and(|first| digits(second) == Some(first))
}

/// Built-in datatypes whose names are CSVW's own.
const OF_CSVW: [&str; 7] = ["any", "binary", "datetime", "html", "json", "number", "xml"];

/// Whether an address is that of a built-in datatype (§ 5.11.1), in full or as the context abbreviates it.
fn is_built_in_address(address: &str) -> bool {
    let of_xsd = |name: &str| built_in(name).is_some() && !OF_CSVW.contains(&name);
    let after = |spaces: [&str; 2]| spaces.into_iter().find_map(|space| address.strip_prefix(space));
    after(["http://www.w3.org/2001/XMLSchema#", "xsd:"]).is_some_and(of_xsd)
        || after(["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"])
            .is_some_and(|name| matches!(name, "XMLLiteral" | "HTML"))
        || after(["http://www.w3.org/ns/csvw#", "csvw:"]) == Some("JSON")
}

#[cfg(test)]
mod tests {
    use super::{is_built_in_address, is_same_bound, meant};

    #[test]
    fn datatypes_that_may_be_meant() {
        for (name, expected) in [
            ("Integer", Some("integer")),
            ("xsd:gYear", Some("gYear")),
            ("http://www.w3.org/2001/XMLSchema#anyuri", Some("anyURI")),
            ("foo", None),
        ] {
            assert_eq!(meant(name), expected, "{name}");
        }
    }

    #[test]
    fn bounds_that_are_the_same() {
        for (first, second, same) in [
            ("1", "1.0", true),
            ("01", "+1", true),
            ("-0", "0", true),
            ("1", "-1", false),
            ("1", "2", false),
            ("2000-01-01", "2000-01-01", true),
            ("2000-01-01", "2000-01-02", false),
            ("", "0", false),
        ] {
            assert_eq!(is_same_bound(first, second), same, "{first} {second}");
        }
    }

    #[test]
    fn addresses_of_built_in_datatypes() {
        for (address, is) in [
            ("http://www.w3.org/2001/XMLSchema#date", true),
            ("http://www.w3.org/2001/XMLSchema#strong", false),
            ("http://www.w3.org/2001/XMLSchema#json", false),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML", true),
            ("http://www.w3.org/ns/csvw#JSON", true),
            ("xsd:date", true),
            ("http://example.org/date", false),
        ] {
            assert_eq!(is_built_in_address(address), is, "{address}");
        }
    }
}
