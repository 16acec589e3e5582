//! The datatypes that are texts with a rule (tabular-data-model § 6.4.6; XML Schema, part 2).

/// A rule that a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRule {
    /// Any text. XML, HTML and JSON are not judged (§ 6.4.6), and any text is an `anyURI` (XML Schema, § 3.3.17).
    Any,
    /// `language`.
    Language,
    /// `Name`.
    Name,
    /// `NMTOKEN`.
    NmToken,
    /// `QName`.
    QName,
    /// `hexBinary`.
    HexBinary,
    /// `base64Binary`.
    Base64Binary,
}

/// Whether a text follows a rule, and why not.
pub fn check(rule: TextRule, text: &[u8]) -> Result<(), String> {
    let (good, why) = match rule {
        TextRule::Any => return Ok(()),
        TextRule::Language => (is_language(text), "a language tag such as `en` or `cy-GB` is expected"),
        TextRule::Name => (
            is_name(text, true),
            "an XML name begins with a letter, `_` or `:` and goes on with letters, digits, `.`, `-`, `_` and `:`",
        ),
        TextRule::NmToken => (
            !text.is_empty() && all_characters(text, is_name_character),
            "a name token has letters, digits, `.`, `-`, `_` and `:` only",
        ),
        TextRule::QName => (is_qname(text), "a qualified name is `name` or `prefix:name`"),
        TextRule::HexBinary => (
            text.len().is_multiple_of(2) && text.iter().all(u8::is_ascii_hexdigit),
            "hexadecimal data has an even number of the digits 0 to 9 and A to F",
        ),
        TextRule::Base64Binary => (is_base64(text), "this is not Base64"),
    };
    if good { Ok(()) } else { Err(why.to_owned()) }
}

/// The pattern of XML Schema's `language`: letters, then subtags of up to eight letters and digits.
#[must_use]
pub fn is_language(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'-').enumerate().all(|(index, part)| {
        (1..=8).contains(&part.len())
            && part
                .iter()
                .all(|byte| if index == 0 { byte.is_ascii_alphabetic() } else { byte.is_ascii_alphanumeric() })
    })
}

/// A language tag of BCP 47 by its form: a language of two to eight letters, or `x` or `i` and a subtag.
#[must_use]
pub fn is_language_tag(text: &[u8]) -> bool {
    let primary = text.split(|byte| *byte == b'-').next().unwrap_or_default();
    is_language(text) && (primary.len() > 1 || (matches!(primary, b"x" | b"X" | b"i" | b"I") && text.len() > 2))
}

fn all_characters(text: &[u8], good: impl Fn(char) -> bool) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.chars().all(good))
}

/// `NameStartChar` of XML 1.0, which is that of XML 1.1.
fn begins_names(character: char) -> bool {
    matches!(
        character,
        ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
            | '\u{10000}'..='\u{EFFFF}'
    )
}

/// `NameChar` of XML 1.0.
fn is_name_character(character: char) -> bool {
    begins_names(character)
        || matches!(
            character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}'
        )
}

fn is_name(text: &[u8], colons: bool) -> bool {
    let good = |character| is_name_character(character) && (colons || character != ':');
    std::str::from_utf8(text).is_ok_and(|text| text.starts_with(begins_names) && text.chars().all(good))
}

fn is_qname(text: &[u8]) -> bool {
    match memchr::memchr(b':', text) {
        Some(at) => is_name(&text[..at], false) && is_name(&text[at + 1..], false),
        None => is_name(text, false),
    }
}

/// The grammar of XML Schema (part 2, § 3.3.16): groups of four, of which the last may be padded, and then its last
/// digit has no bits that are lost; a space may follow any character.
fn is_base64(text: &[u8]) -> bool {
    let mut count = 0_usize;
    let mut padding = 0_usize;
    let mut last = b'A';
    for byte in text {
        match byte {
            b' ' => {}
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {
                count += 1;
                last = *byte;
            }
            _ => return false,
        }
    }
    let loses_no_bits = match padding {
        0 => true,
        1 => b"AEIMQUYcgkosw048".contains(&last),
        2 => b"AQgw".contains(&last),
        _ => false,
    };
    loses_no_bits && (count + padding).is_multiple_of(4)
}

/// The length of a text of that rule (tabular-data-model § 4.6.1): octets of binary data, characters of all others.
#[must_use]
pub fn length(rule: TextRule, text: &[u8]) -> u64 {
    let count = match rule {
        TextRule::HexBinary => text.len() / 2,
        TextRule::Base64Binary => {
            let digits = text.iter().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count();
            // Three octets for four digits, without a product that could overflow.
            digits / 4 * 3 + digits % 4 * 3 / 4
        }
        _ => text.iter().filter(|byte| **byte & 0xc0 != 0x80).count(),
    };
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules() {
        use TextRule::{Any, Base64Binary, HexBinary, Language, Name, NmToken, QName};
        for (rule, good, bad) in [
            (Any, &["", "a b", "<a>", "{"][..], &[][..]),
            (Language, &["en", "cy-GB", "de-1996", "x-a"], &["", "e1", "en_GB", "toolonglang", "en-", "-en"]),
            (Name, &["a", "_b.c", "x:y", ":", "é", "a·"], &["", "1a", "a b", "-a", "·a", "a×", "a\u{2028}"]),
            (NmToken, &["1a", "foobar", "-", "·"], &["", "a b", "a×"]),
            (QName, &["a", "a:b", "é:è"], &["", "a:b:c", ":a", "a:", "1:a", "a:1"]),
            (HexBinary, &["", "0aF9"], &["0", "0g", "0a 0b"]),
            (
                Base64Binary,
                &["", "YWI=", "YW I=", "YQ==", "Y Q = =", "YWJj"],
                &["YWI", "Y=I=", "====", "YWJ=", "YR==", "YWI==", "Y", "YQ=", "YW!j"],
            ),
        ] {
            for text in good {
                assert!(check(rule, text.as_bytes()).is_ok(), "{rule:?} {text}");
            }
            for text in bad {
                assert!(check(rule, text.as_bytes()).is_err(), "{rule:?} {text}");
            }
        }
        assert!(check(Name, b"\xff").is_err(), "not UTF-8");
        assert!(is_language_tag(b"x-klingon") && !is_language_tag(b"a-bad-language"));
    }

    #[test]
    fn lengths() {
        use TextRule::{Any, Base64Binary, HexBinary};
        for (rule, text, expected) in [
            (HexBinary, "0aF9", 2),
            (Base64Binary, "", 0),
            (Base64Binary, "YQ==", 1),
            (Base64Binary, "YWI=", 2),
            (Base64Binary, "Y W J j", 3),
            (Any, "é€", 2),
            (Any, "e\u{301}", 2),
            (Any, "🌳", 1),
        ] {
            assert_eq!(length(rule, text.as_bytes()), expected, "{text}");
        }
    }
}
