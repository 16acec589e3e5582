//! Names of columns (tabular-metadata § 5.6).

use crate::csvw::metadata::NaturalLanguage;

/// A variable's name in URI templates (RFC 6570 § 2.3) that does not begin with `_`, which the standard reserves.
#[must_use]
pub fn is_column_name(name: &str) -> bool {
    !name.starts_with('_')
        && name.split('.').all(|part| {
            let bytes = part.as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                match bytes[at] {
                    b'%' if bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)) => {
                        at += 3;
                    }
                    byte if byte.is_ascii_alphanumeric() || byte == b'_' => at += 1,
                    _ => return false,
                }
            }
            !bytes.is_empty()
        })
}

/// The name of a column that states none: its first title in the default language or in none, percent-encoded, else
/// its number (§ 5.6 `name`).
#[must_use]
pub fn derived_name(titles: &NaturalLanguage, language: Option<&str>, number: usize) -> String {
    let language = language.unwrap_or("und");
    let title = titles
        .iter()
        .find(|(tag, _)| *tag == language || *tag == "und")
        .map(|(_, title)| title)
        .filter(|title| !title.is_empty());
    match title {
        None => format!("_col.{number}"),
        Some(title) => percent_encode(title),
    }
}

/// Encodes what neither an address (RFC 3986 § 2.3) nor a variable's name (RFC 6570 § 2.3) may have as it is: of the
/// unreserved characters of addresses, names of variables lack `-` and `~`.
fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).map_or('0', |digit| digit.to_ascii_uppercase()));
            }
        }
    }
    out
}
