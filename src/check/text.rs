//! Small questions about text: is it an address, what was probably meant.

/// The known word that a misspelt one probably is; none if none is near.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Distances grow with the product of the lengths, and a text of megabytes is no misspelling.
    if written.len() > 200 {
        return None;
    }
    let written = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for word in known {
        let known = word.to_lowercase();
        // `stop` for `stop_id` is as likely as a slip of the finger, though many letters differ.
        let part = if written.len() > 2 && known.contains(&written) { 0.6 } else { 0.0 };
        let likeness = strsim::normalized_damerau_levenshtein(&written, &known).max(part);
        if likeness >= 0.6 && best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, word));
        }
    }
    best.map(|(_, word)| word)
}

/// Whether a text is an absolute address with the scheme `http` or `https` (RFC 3986, without user information, which
/// only serves to mislead).
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
        && !host.is_empty()
        && !host.contains('@')
        && !host.starts_with(['.', ':'])
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
}

/// Whether a text has the form of one e-mail address, `local@host.domain` (the dot-atom form of RFC 5322, which is all
/// that anybody publishes).
#[must_use]
pub fn is_email_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let dotted =
        |text: &str, part: &dyn Fn(&str) -> bool| text.split('.').all(|label| !label.is_empty() && part(label));
    let local_character = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let host_label = |label: &str| {
        label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 254
        && dotted(local, &|label| label.chars().all(local_character))
        && host.contains('.')
        && dotted(host, &host_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_if_one_is_near() {
        assert_eq!(nearest("license", ["licence", "title"]), Some("licence"));
        assert_eq!(nearest("Quaterly", ["quarterly", "yearly"]), Some("quarterly"));
        assert_eq!(nearest("stop", ["name", "stop_id"]), Some("stop_id"));
        assert_eq!(nearest("banana", ["licence", "title"]), None);
        assert_eq!(nearest(&"a".repeat(10_000), ["a"]), None);
    }

    #[test]
    fn addresses_are_absolute_and_of_the_web() {
        for good in ["https://example.org", "http://example.org/a?b#c", "HTTPS://example.org/£", "https://[::1]/"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "example.org",
            "//example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "mailto:a@example.org",
            "https://example.org/a b",
            "javascript://x",
            "https://bank.example@evil.example/",
            "https://a\nb",
            "",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn email_addresses_have_a_name_and_a_host() {
        for good in ["data@example.org", "first.last+open@mail.example.gov.uk", "o'brien@example.org"] {
            assert!(is_email_address(good), "{good}");
        }
        for bad in [
            "",
            "data",
            "data@example",
            "@example.org",
            "a b@example.org",
            "a@b@c d",
            "a..b@example.org",
            "a@-example.org",
            "a@example..org",
            "a@example.org,b@example.org",
            "Data <data@example.org>",
        ] {
            assert!(!is_email_address(bad), "{bad}");
        }
    }
}
