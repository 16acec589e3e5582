//! The datatypes that are texts with a rule (XML Schema, part 2).

/// A rule that a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRule {
    /// Any text.
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
    /// `anyURI`: a text without spaces and without a broken percent sign.
    AnyUri,
}

/// Whether a text follows a rule, and why not.
pub fn check(rule: TextRule, text: &[u8]) -> Result<(), String> {
    let (good, why) = match rule {
        TextRule::Any => return Ok(()),
        TextRule::Language => (is_language(text), "a language tag such as `en` or `cy-GB` is expected"),
        TextRule::Name => (
            is_name(text, true),
            "an XML name begins with a letter or `_` and goes on with letters, digits, `.`, `-`, `_` and `:`",
        ),
        TextRule::NmToken => (
            !text.is_empty() && text.iter().all(|byte| is_name_byte(*byte)),
            "a name token has letters, digits, `.`, `-`, `_` and `:` only",
        ),
        TextRule::QName => (is_qname(text), "a qualified name is `name` or `prefix:name`"),
        TextRule::HexBinary => (
            text.len().is_multiple_of(2) && text.iter().all(u8::is_ascii_hexdigit),
            "hexadecimal data has an even number of the digits 0 to 9 and A to F",
        ),
        TextRule::Base64Binary => (is_base64(text), "this is not Base64"),
        TextRule::AnyUri => (is_uri(text), "an address has no spaces, `<`, `>` or `\"`, and two digits after each `%`"),
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

/// Letters beyond ASCII are taken as they come.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':') || !byte.is_ascii()
}

fn is_name(text: &[u8], colons: bool) -> bool {
    text.first().is_some_and(|first| is_name_byte(*first) && !first.is_ascii_digit() && !matches!(first, b'.' | b'-'))
        && text.iter().all(|byte| is_name_byte(*byte) && (colons || *byte != b':'))
}

fn is_qname(text: &[u8]) -> bool {
    match memchr::memchr(b':', text) {
        Some(at) => is_name(&text[..at], false) && is_name(&text[at + 1..], false),
        None => is_name(text, false),
    }
}

fn is_base64(text: &[u8]) -> bool {
    let mut count = 0_usize;
    let mut padding = 0_usize;
    for byte in text {
        match byte {
            b' ' => {}
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => count += 1,
            _ => return false,
        }
    }
    padding <= 2 && (count + padding).is_multiple_of(4)
}

fn is_uri(text: &[u8]) -> bool {
    text.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => text.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        b'<' | b'>' | b'"' => false,
        _ => *byte > b' ',
    })
}

/// How many octets a text of that rule stands for; characters for all other texts.
#[must_use]
pub fn length(rule: TextRule, text: &[u8]) -> u64 {
    let count = match rule {
        TextRule::HexBinary => text.len() / 2,
        TextRule::Base64Binary => {
            text.iter().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')).count() * 3 / 4
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
        use TextRule::{AnyUri, Base64Binary, HexBinary, Language, Name, NmToken, QName};
        for (rule, good, bad) in [
            (Language, &["en", "cy-GB", "de-1996"][..], &["", "e1", "en_GB", "toolonglang"][..]),
            (Name, &["a", "_b.c", "x:y"], &["", "1a", "a b", "-a"]),
            (NmToken, &["1a", "foobar"], &["", "a b"]),
            (QName, &["a", "a:b"], &["a:b:c", ":a", "1:a"]),
            (HexBinary, &["", "0aF9"], &["0", "0g"]),
            (Base64Binary, &["", "YWI=", "YW I="], &["YWI", "Y=I=", "===="]),
            (AnyUri, &["http://example.org/a%20b", "../x", ""], &["a b", "%2", "<a>"]),
        ] {
            for text in good {
                assert!(check(rule, text.as_bytes()).is_ok(), "{rule:?} {text}");
            }
            for text in bad {
                assert!(check(rule, text.as_bytes()).is_err(), "{rule:?} {text}");
            }
        }
        assert!(is_language_tag(b"x-klingon") && !is_language_tag(b"a-bad-language"));
        assert_eq!(length(HexBinary, b"0aF9"), 2);
        assert_eq!(length(Base64Binary, b"YWI="), 2);
        assert_eq!(length(TextRule::Any, "é€".as_bytes()), 2);
    }
}
