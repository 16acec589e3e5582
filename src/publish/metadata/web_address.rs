//! Addresses and e-mail addresses as formats want them that check what they are given.

use crate::model::Licence;

/// The address as a URI of RFC 3986, if it is one on the web: what is beyond ASCII is percent-encoded as RFC 3987,
/// section 3.1 says. None for an address that has characters no URI may have, or a host beyond ASCII.
#[must_use]
pub fn uri(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let name = host.rsplit('@').next().unwrap_or(host);
    let (name, port) = name.split_once(':').unwrap_or((name, ""));
    let host_is_plain = !name.is_empty()
        && !host.contains('@')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'))
        && port.bytes().all(|byte| byte.is_ascii_digit());
    if !host_is_plain || path.matches('#').count() > 1 {
        return None;
    }
    let mut encoded = address.get(..address.len() - path.len())?.to_owned();
    let bytes = path.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3)?;
                if !digits.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                encoded.push('%');
            }
            byte if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(byte) => {
                encoded.push(char::from(*byte));
            }
            byte if byte.is_ascii() => return None,
            byte => encoded.push_str(&crate::publish::addresses::encode_byte(*byte)),
        }
    }
    Some(encoded)
}

/// The address of a licence, written alike in every format that has it as text: as a URI, if it is one.
#[must_use]
pub fn of_licence(licence: &Licence) -> String {
    uri(&licence.url).unwrap_or_else(|| licence.url.clone())
}

/// Whether an e-mail address is of the plain sort that every form and schema takes: letters, digits and a few marks before
/// the `@`, a host with a dot after it.
#[must_use]
pub fn is_plain_email(email: &str) -> bool {
    let Some((user, host)) = email.split_once('@') else { return false };
    let is_user = |byte: u8| byte.is_ascii_alphanumeric() || b"_~!$&'()*+,;=:.-".contains(&byte);
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !user.is_empty()
        && user.bytes().all(is_user)
        && host.bytes().all(is_host)
        && host.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty())
}

/// Whether a media type is a type and a subtype, without parameters.
#[must_use]
pub fn is_plain_media_type(media_type: &str) -> bool {
    let is_word = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let Some((kind, subtype)) = media_type.split_once('/') else { return false };
    let (subtype, suffix) = subtype.split_once('+').map_or((subtype, None), |(name, suffix)| (name, Some(suffix)));
    is_word(kind) && subtype.split('.').all(is_word) && suffix.is_none_or(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_uri_or_nothing() {
        assert_eq!(uri("https://example.org/a?b#c").as_deref(), Some("https://example.org/a?b#c"));
        assert_eq!(uri("https://example.org/tŷ").as_deref(), Some("https://example.org/t%C5%B7"));
        assert_eq!(uri("http://example.org:8080").as_deref(), Some("http://example.org:8080"));
        for none in [
            "https://tŷ.example/",
            "https://example.org/a b",
            "https://example.org/{id}",
            "https://example.org/%zz",
            "https://example.org/%4",
            "https://a@example.org/",
            "ftp://example.org/",
            "https://",
        ] {
            assert_eq!(uri(none), None, "{none}");
        }
    }

    #[test]
    fn plain_is_what_schemas_take() {
        assert!(is_plain_email("data.team+1@example.org"));
        for bad in ["data@localhost", "data <at> example", "tŷ@example.org", "a@.org", "a@example."] {
            assert!(!is_plain_email(bad), "{bad}");
        }
        assert!(is_plain_media_type("application/vnd.oasis.opendocument.spreadsheet"));
        assert!(is_plain_media_type("application/ld+json"));
        assert!(!is_plain_media_type("text/csv; charset=utf-8") && !is_plain_media_type("pdf"));
    }
}
