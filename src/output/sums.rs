//! `SHA256SUMS`: what `sha256sum -c` reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Addresses below the site with the SHA-256 of each file, in lower-case hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(pub BTreeMap<String, String>);

impl Sums {
    /// The name of the file.
    pub const NAME: &'static str = "SHA256SUMS";

    /// Reads the file; none if a line is not of its form or an address could lead out of the folder.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut sums = BTreeMap::new();
        for line in text.lines() {
            let (sum, path) = line.split_once("  ")?;
            if sum.len() != 64 || !sum.bytes().all(|byte| byte.is_ascii_hexdigit()) || !is_address(path) {
                return None;
            }
            sums.insert(path.to_owned(), sum.to_ascii_lowercase());
        }
        Some(Self(sums))
    }

    /// Whether it is the list of a site that plainsight wrote.
    #[must_use]
    pub fn is_of_a_site(&self) -> bool {
        self.0.contains_key(".nojekyll") && self.0.contains_key("index.html")
    }

    /// The text of the file, sorted by the bytes of the addresses.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().fold(String::new(), |mut text, (path, sum)| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{sum}  {path}");
            text
        })
    }
}

/// Whether a text is an address below the site: relative, no `..`, no control characters.
pub(super) fn is_address(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let sum = "a".repeat(64);
        let sums = Sums(BTreeMap::from([("b c/d.csv".to_owned(), sum.clone()), ("a".to_owned(), sum.clone())]));
        assert_eq!(sums.to_text(), format!("{sum}  a\n{sum}  b c/d.csv\n"));
        assert_eq!(Sums::parse(&sums.to_text()), Some(sums));
    }

    #[test]
    fn an_address_that_leads_out_is_refused() {
        let sum = "a".repeat(64);
        for path in ["../x", "/etc/passwd", "a/../b", "", "a//b", "./a"] {
            assert_eq!(Sums::parse(&format!("{sum}  {path}\n")), None, "{path}");
        }
        assert_eq!(Sums::parse("hello\n"), None);
    }
}
