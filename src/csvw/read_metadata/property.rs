//! The kinds of properties, and what becomes of a value that a property may not have (tabular-metadata § 5.1).

use crate::csvw::address::resolve;
use crate::csvw::finding::FindingKind;
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::NaturalLanguage;

use super::{Reader, shown};

impl Reader<'_> {
    /// A value that an atomic property may not have: it is as if the property were not there (§§ 4, 5.1.7).
    pub(super) fn wrong(&mut self, member: &Member, expected: &str) {
        let message = match member.value.as_str() {
            Some("") => format!("`{}` is empty; {expected} is expected, so it is not used", member.name),
            Some(text) => {
                format!("`{}` is the string `{}`; {expected} is expected, so it is not used", member.name, shown(text))
            }
            None => {
                let is = member.value.as_number().map_or(member.value.noun().into(), |number| {
                    std::borrow::Cow::Owned(format!("the number {}", shown(number)))
                });
                format!("`{}` is {is}; {expected} is expected, so it is not used", member.name)
            }
        };
        self.warn(FindingKind::InvalidPropertyValue, message, &member.value.range);
    }

    /// An atomic property that is a string.
    pub(super) fn text(&mut self, member: &Member) -> Option<String> {
        let text = member.value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(member, "a string");
        }
        text
    }

    /// An atomic property that is a boolean.
    pub(super) fn truth(&mut self, member: &Member) -> Option<bool> {
        let truth = member.value.as_bool();
        if truth.is_none() {
            self.wrong(member, "true or false");
        }
        truth
    }

    /// An atomic property that is a whole number from 0 to `most`.
    pub(super) fn count(&mut self, member: &Member, most: u64) -> Option<u64> {
        let count = member.value.as_number().and_then(whole_number).filter(|count| *count <= most);
        if count.is_none() {
            self.wrong(member, &format!("a whole number from 0 to {most}"));
        }
        count
    }

    /// An atomic property that is a string or an array of strings. An item that is no string makes the whole of it
    /// invalid: unlike a natural language property, there is no word of leaving out items.
    pub(super) fn several(&mut self, member: &Member) -> Option<Vec<String>> {
        let expected = "a string or an array of strings";
        match &member.value.kind {
            Kind::String(text) => Some(vec![text.clone()]),
            Kind::Array(items) => {
                if let Some(item) = items.iter().find(|item| item.as_str().is_none()) {
                    let message = format!(
                        "an item of `{}` is {}; {expected} is expected, so it is not used",
                        member.name,
                        item.noun()
                    );
                    self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                    return None;
                }
                Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            _ => {
                self.wrong(member, expected);
                None
            }
        }
    }

    /// A link property as it is written; what is not a string counts as the empty one (§ 5.1.2).
    pub(super) fn link(&mut self, member: &Member) -> String {
        self.text_or_empty(member, "an address")
    }

    /// A URI template property; what is not a string counts as the empty template (§ 5.1.3).
    pub(super) fn template(&mut self, member: &Member) -> String {
        self.text_or_empty(member, "a URI template")
    }

    fn text_or_empty(&mut self, member: &Member, expected: &str) -> String {
        member.value.as_str().map_or_else(
            || {
                let message = format!(
                    "`{}` is {}; {expected} is expected, so it counts as empty",
                    member.name,
                    member.value.noun()
                );
                self.warn(FindingKind::InvalidPropertyValue, message, &member.value.range);
                String::new()
            },
            str::to_owned,
        )
    }

    /// `@id`: a link, resolved; a blank node is an error.
    pub(super) fn id(&mut self, member: &Member) -> Option<String> {
        let id = self.link(member);
        if id.starts_with("_:") {
            let message = format!("`@id` is the blank node `{}`; an address is expected", shown(&id));
            self.error(FindingKind::InvalidId, message, &member.value.range);
            return None;
        }
        Some(resolve(&self.base, &id))
    }

    /// `@type`, which may be left out, but not be another.
    pub(super) fn object_type(&mut self, member: &Member, expected: &str) {
        if member.value.as_str() != Some(expected) {
            let is =
                member.value.as_str().map_or_else(|| member.value.noun().into(), |name| format!("`{}`", shown(name)));
            let message = format!("`@type` is {is}; it is `{expected}` here, or left out");
            self.error(FindingKind::InvalidType, message, &member.value.range);
        }
    }

    /// The items of an array property; what is not an array counts as an empty one (§ 5.1.1).
    pub(super) fn items<'v>(&mut self, member: &'v Member) -> &'v [Value] {
        member.value.items().unwrap_or_else(|| {
            let message =
                format!("`{}` is {}; an array is expected, so it counts as empty", member.name, member.value.noun());
            self.warn(FindingKind::InvalidPropertyValue, message, &member.value.range);
            &[]
        })
    }

    /// The items of an array property that are objects; the others are passed over (§ 5.1.1).
    pub(super) fn objects<'v>(&mut self, member: &'v Member, of: &str) -> Vec<&'v Value> {
        let items = self.items(member);
        let mut objects = Vec::with_capacity(items.len());
        for item in items {
            if item.members().is_some() {
                objects.push(item);
            } else {
                let message =
                    format!("an item of `{}` is {}; {of} is an object, so it is passed over", member.name, item.noun());
                self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
            }
        }
        objects
    }

    /// A natural language property: strings by language, those of no stated language in the document's (§ 5.1.6).
    pub(super) fn natural_language(&mut self, member: &Member) -> NaturalLanguage {
        let mut found = NaturalLanguage::default();
        if member.value.members().is_some() {
            for language in self.members(&member.value) {
                if !is_language_tag(language.name.as_bytes()) {
                    let message = format!("`{}` is not a language tag; it is passed over", shown(&language.name));
                    self.warn(FindingKind::InvalidLanguage, message, &language.name_range);
                    continue;
                }
                let texts = self.texts(language);
                if !texts.is_empty() {
                    found.0.push((language.name.clone(), texts));
                }
            }
        } else {
            let texts = self.texts(member);
            if !texts.is_empty() {
                found.0.push((self.language.clone().unwrap_or_else(|| "und".to_owned()), texts));
            }
        }
        found
    }

    /// A string or the strings of an array; anything else is passed over.
    fn texts(&mut self, member: &Member) -> Vec<String> {
        match &member.value.kind {
            Kind::String(text) => vec![text.clone()],
            Kind::Array(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    if let Some(text) = item.as_str() {
                        texts.push(text.to_owned());
                    } else {
                        let message = format!(
                            "an item of `{}` is {}; a string is expected, so it is passed over",
                            shown(&member.name),
                            item.noun()
                        );
                        self.warn(FindingKind::InvalidPropertyValue, message, &item.range);
                    }
                }
                texts
            }
            _ => {
                self.wrong(member, "a string or an array of strings");
                Vec::new()
            }
        }
    }
}

/// A string, or the strings of an array that has some and nothing else.
pub(super) fn strings(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::String(text) => Some(vec![text.clone()]),
        Kind::Array(items) if !items.is_empty() => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// A number of JSON without an exponent, as far as that takes no more than a few digits more: `1.5e3` is `1500`.
pub(super) fn without_exponent(number: &str) -> String {
    let Some((digits, exponent)) = number.split_once(['e', 'E']) else { return number.to_owned() };
    let Some(exponent) = exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() <= 40) else {
        return number.to_owned();
    };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let moved = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    let (whole, fraction) = if exponent >= 0 {
        let (up, rest) = fraction.split_at(moved.min(fraction.len()));
        (format!("{whole}{up}{}", "0".repeat(moved - up.len())), rest.to_owned())
    } else {
        let (rest, down) = whole.split_at(whole.len() - moved.min(whole.len()));
        (rest.to_owned(), format!("{}{down}{fraction}", "0".repeat(moved - down.len())))
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A number of JSON that is whole and not negative, however it is written: `2`, `2.0` and `20e-1`.
fn whole_number(number: &str) -> Option<u64> {
    let plain = without_exponent(number);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    fraction.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{whole_number, without_exponent};

    #[test]
    fn numbers_without_exponents() {
        for (written, plain) in [
            ("1", "1"),
            ("1.50", "1.50"),
            ("1e3", "1000"),
            ("1.5E3", "1500"),
            ("1.2345e2", "123.45"),
            ("-1.5e-3", "-0.0015"),
            ("123e-2", "1.23"),
            ("0e5", "0"),
            ("10e-1", "1"),
            ("1e+2", "100"),
            ("1e999999999", "1e999999999"),
            ("1e99999999999999999999", "1e99999999999999999999"),
        ] {
            assert_eq!(without_exponent(written), plain, "{written}");
        }
    }

    #[test]
    fn whole_numbers() {
        for (written, number) in
            [("0", Some(0)), ("2.0", Some(2)), ("20e-1", Some(2)), ("1e3", Some(1000)), ("1.5", None), ("-1", None)]
        {
            assert_eq!(whole_number(written), number, "{written}");
        }
        assert_eq!(whole_number(&"9".repeat(300)), None);
        assert_eq!(whole_number("1e999999999"), None);
    }
}
