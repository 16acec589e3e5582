//! Addresses below the site and the links between them.
//!
//! An address is a path below the site without a leading slash; a page's ends in `/` or is empty for the start page.
//! Links between pages are relative, so that a site works wherever it is put.

use std::fmt::Write as _;

/// How links of a page are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Links {
    /// Relative to the page of that address.
    Relative(String),
    /// From the host's root, for a page that is shown at any address: the path of the site, which ends in `/`.
    Absolute(String),
}

impl Links {
    /// The `href` that leads to an address of the site, percent-encoded.
    #[must_use]
    pub fn to(&self, address: &str) -> String {
        match self {
            Self::Relative(page) => relative(page, address),
            Self::Absolute(root) => format!("{root}{}", encode(address)),
        }
    }

    /// The `href` that leads to a file of the site, whatever is in its name.
    #[must_use]
    pub fn to_file(&self, address: &str) -> String {
        match self {
            Self::Relative(page) => between(page, address),
            Self::Absolute(root) => format!("{root}{}", encode(address)),
        }
    }
}

/// The relative reference from one address of the site to another.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let Some((to, fragment)) = to.split_once('#') else { return between(from, to) };
    if from == to { format!("#{fragment}") } else { format!("{}#{fragment}", between(from, to)) }
}

/// The relative reference to an address in which a number sign is part of a name.
fn between(from: &str, to: &str) -> String {
    let from: Vec<&str> = folder(from).split('/').filter(|part| !part.is_empty()).collect();
    let to_folder: Vec<&str> = folder(to).split('/').filter(|part| !part.is_empty()).collect();
    let shared = from.iter().zip(&to_folder).take_while(|(one, other)| one == other).count();
    let mut text = "../".repeat(from.len() - shared);
    for part in to_folder.iter().skip(shared) {
        text.push_str(&encode(part));
        text.push('/');
    }
    let name = to.rsplit('/').next().unwrap_or("");
    text.push_str(&encode(name));
    // An empty reference would be the page with its query, and `a:b` would be read as a scheme.
    if text.is_empty() || text.split('/').next().is_some_and(|first| first.contains(':')) {
        text.insert_str(0, "./");
    }
    text
}

/// The part of an address up to its last slash, with it.
fn folder(address: &str) -> &str {
    address.rfind('/').map_or("", |at| &address[..=at])
}

/// An address resolved against the address of a page, as a browser would; none where it climbs out of the site.
/// A leading slash means the site's own root.
#[must_use]
pub fn resolve(page: &str, reference: &str) -> Option<String> {
    let mut parts: Vec<&str> = match reference.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder(page).split('/').filter(|part| !part.is_empty()).collect(),
    };
    let pieces: Vec<&str> = reference.split('/').collect();
    for (at, piece) in pieces.iter().enumerate() {
        match *piece {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => {
                parts.push(name);
                continue;
            }
        }
        // `a/..` and `a/.` are folders even without a slash at the end.
        if at + 1 == pieces.len() {
            parts.push("");
        }
    }
    let address = parts.join("/");
    Some(if address == "/" { String::new() } else { address })
}

/// Percent-encodes what may not stand in the path of an address; slashes stay.
#[must_use]
pub fn encode(text: &str) -> String {
    encode_except(text, b"-._~!$&()*+,;=:@/")
}

/// Percent-encodes everything but letters, digits and `-._~`, for the values of a `mailto` address.
#[must_use]
pub fn encode_value(text: &str) -> String {
    encode_except(text, b"-._~")
}

fn encode_except(text: &str, kept: &[u8]) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// Percent-encoded text decoded; what is not UTF-8 then is given back as it was.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let hexadecimal = |at: usize| after.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, hexadecimal(0), hexadecimal(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The path of an absolute address, with a slash at its end: `/` or `/data/`.
#[must_use]
pub fn path_of(base: &str) -> String {
    let after = base.split_once("://").map_or(base, |(_, after)| after);
    let path = after.find('/').map_or("/", |at| &after[at..]);
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

/// An address that somebody wrote, if a page may link to it: `http`, `https`, `mailto` or `tel`. Control characters
/// and spaces, which browsers drop or read in their own ways, refuse it.
#[must_use]
pub fn outside(address: &str) -> Option<&str> {
    let address = address.trim();
    if address.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    let allowed = ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed));
    (allowed && !rest.is_empty()).then_some(address)
}

/// Whether a reference names a scheme or a host, and so is not relative.
#[must_use]
pub fn is_absolute(reference: &str) -> bool {
    let scheme = reference.split(['/', '?', '#']).next().unwrap_or("");
    reference.starts_with("//") || scheme.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_pages_are_relative() {
        assert_eq!(relative("", ""), "./");
        assert_eq!(relative("datasets/wards/", ""), "../../");
        assert_eq!(relative("datasets/wards/", "datasets/wards/"), "./");
        assert_eq!(relative("datasets/wards/", "datasets/wards/wards.csv"), "wards.csv");
        assert_eq!(relative("cy/datasets/wards/", "datasets/wards/a b.csv"), "../../../datasets/wards/a%20b.csv");
        assert_eq!(relative("", "datasets/"), "datasets/");
        assert_eq!(relative("datasets/", "datasets/a/b/"), "a/b/");
        assert_eq!(relative("datasets/x/", "datasets/x/a:b.csv"), "./a:b.csv");
        assert_eq!(relative("api/", "api/#rows"), "#rows");
        assert_eq!(relative("", "api/#rows"), "api/#rows");
        let page = Links::Relative("datasets/x/".to_owned());
        assert_eq!(page.to_file("datasets/x/map #1?.pdf"), "map%20%231%3F.pdf");
    }

    #[test]
    fn the_way_back_leads_to_where_it_began() {
        for (from, to) in [("", "a/b/"), ("a/b/", ""), ("a/b/", "a/c.csv"), ("a/", "a/"), ("x/y/z/", "x/q/")] {
            assert_eq!(resolve(from, &relative(from, to)).unwrap(), to, "{from} -> {to}");
        }
    }

    #[test]
    fn references_resolve_as_in_a_browser() {
        assert_eq!(resolve("about/", "../datasets/").unwrap(), "datasets/");
        assert_eq!(resolve("about/", "/datasets/wards/").unwrap(), "datasets/wards/");
        assert_eq!(resolve("about/", "..").unwrap(), "");
        assert_eq!(resolve("about/", "/").unwrap(), "");
        assert_eq!(resolve("about/", ".").unwrap(), "about/");
        assert_eq!(resolve("a/b/", "..").unwrap(), "a/");
        assert_eq!(resolve("about/", "../../x"), None);
    }

    #[test]
    fn only_four_schemes_may_be_linked_to() {
        for good in ["https://example.org/", "HTTP://example.org", "mailto:a@example.org", "tel:+441611234567"] {
            assert_eq!(outside(good), Some(good));
        }
        for bad in
            ["javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "//example.org", "wards/", "https:"]
        {
            assert_eq!(outside(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_path_of_a_base_address() {
        assert_eq!(path_of("https://data.example.org/"), "/");
        assert_eq!(path_of("https://example.org/data/"), "/data/");
        assert_eq!(path_of("https://example.org"), "/");
    }

    #[test]
    fn encoding_comes_back() {
        assert_eq!(encode_value("Problem: a & b"), "Problem%3A%20a%20%26%20b");
        assert_eq!(decode(&encode("Tŷ Gwyn 100%.csv")), "Tŷ Gwyn 100%.csv");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%ff"), "%ff");
    }
}
