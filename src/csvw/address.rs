//! Addresses (IRIs, and the URLs of CSVW): relative ones against a base (RFC 3986 § 5), their normal form, and whether
//! two are the same.
//!
//! Whatever is written counts as an address; what RDF takes for one is asked of [`is_rdf`]. The parsers of RDF resolve
//! references too, yet they refuse what is not an IRI (a file's name with a space), leave dot segments in references
//! that have a scheme, and lose a `..` that leads out of a relative base, which the paths of a repository are.

use std::borrow::Cow;

/// The parts of an address (RFC 3986 § 3). Taken apart and put together again, any text is as it was.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

fn split(address: &str) -> Parts<'_> {
    let (rest, fragment) = address.split_once('#').map_or((address, None), |(rest, f)| (rest, Some(f)));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, q)| (rest, Some(q)));
    let scheme_end = rest.find(':').filter(|end| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic())
            && rest[..*end].bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    let (scheme, rest) = scheme_end.map_or((None, rest), |end| (Some(&rest[..end]), &rest[end + 1..]));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(after) => {
            let end = after.find('/').unwrap_or(after.len());
            (Some(&after[..end]), &after[end..])
        }
        None => (None, rest),
    };
    Parts { scheme, authority, path, query, fragment }
}

/// Whether an address has a scheme.
#[must_use]
pub fn is_absolute(address: &str) -> bool {
    split(address).scheme.is_some()
}

/// An address up to its `#`.
#[must_use]
pub fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(before, _)| before)
}

/// Whether an address can be a name in RDF: absolute, and an IRI by RFC 3987.
#[must_use]
pub fn is_rdf(address: &str) -> bool {
    oxrdf::NamedNodeRef::new(address).is_ok()
}

/// Resolves a reference against a base (RFC 3986 § 5.2, strict). Where the base is relative itself, so is the result,
/// and a `..` that leads out of it stays.
#[must_use]
pub fn resolve(base: &str, reference: &str) -> String {
    let to = split(reference);
    let from = split(base);
    if to.scheme.is_some() {
        let path = if to.authority.is_some() || to.path.starts_with('/') {
            without_dots(to.path)
        } else {
            // What follows `urn:` or `data:` is not a path, and its dots are not steps.
            Cow::Borrowed(to.path)
        };
        return join(to.scheme, to.authority, &path, to.query, to.fragment);
    }
    if to.authority.is_some() {
        return join(from.scheme, to.authority, &without_dots(to.path), to.query, to.fragment);
    }
    if to.path.is_empty() {
        return join(from.scheme, from.authority, from.path, to.query.or(from.query), to.fragment);
    }
    let path = if to.path.starts_with('/') {
        without_dots(to.path).into_owned()
    } else {
        let folder = match from.path.rfind('/') {
            Some(at) => from.path.get(..=at).unwrap_or_default(),
            None if from.authority.is_some() => "/",
            None => "",
        };
        without_dots(&format!("{folder}{}", to.path)).into_owned()
    };
    join(from.scheme, from.authority, &path, to.query, to.fragment)
}

/// Takes `.` and `..` out of a path (RFC 3986 § 5.2.4). What leads above the top is dropped where there is a top, and
/// stays in a relative path.
fn without_dots(path: &str) -> Cow<'_, str> {
    if !path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Cow::Borrowed(path);
    }
    let (root, below) = path.strip_prefix('/').map_or(("", path), |below| ("/", below));
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = below.split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment {
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if root.is_empty() => kept.push(".."),
            "." | ".." => {}
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if segments.peek().is_none() {
            kept.push("");
        }
    }
    let kept = kept.join("/");
    // A relative path must not become another kind of reference by what was taken out before it.
    let root = if root.is_empty() && (kept.is_empty() || kept.starts_with('/')) { "./" } else { root };
    Cow::Owned(format!("{root}{kept}"))
}

fn join(
    scheme: Option<&str>,
    authority: Option<&str>,
    path: &str,
    query: Option<&str>,
    fragment: Option<&str>,
) -> String {
    let mut out = String::with_capacity(path.len() + 16);
    if let Some(scheme) = scheme {
        out.push_str(scheme);
        out.push(':');
    }
    if let Some(authority) = authority {
        out.push_str("//");
        out.push_str(authority);
    } else if path.starts_with("//") {
        // Its first segment would be read as an authority.
        out.push_str("/.");
    } else if scheme.is_none() && split(path).scheme.is_some() {
        // Its first segment would be read as a scheme.
        out.push_str("./");
    }
    out.push_str(path);
    if let Some(query) = query {
        out.push('?');
        out.push_str(query);
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// The normal form of an address (tabular-data-model § 6.3 "URL Normalization"): RFC 3986 § 6.2.2 by its syntax, and
/// § 6.2.3 by its scheme for `http` and `https`, and also for `ws`, `wss`, `ftp` and `file`. Characters of IRIs stay.
#[must_use]
pub fn normalise(address: &str) -> String {
    let parts = split(address);
    let scheme = parts.scheme.map(str::to_ascii_lowercase);
    let default_port = match scheme.as_deref() {
        Some("http" | "ws") => Some("80"),
        Some("https" | "wss") => Some("443"),
        Some("ftp") => Some("21"),
        _ => None,
    };
    let mut authority = parts.authority.map(|authority| normal_authority(authority, default_port));
    let mut path = normal_triplets(parts.path);
    if path.starts_with('/') || scheme.is_none() {
        path = without_dots(&path).into_owned();
    }
    if path.is_empty() && authority.is_some() && default_port.is_some() {
        path.push('/');
    }
    let local = authority.as_deref().is_none_or(|authority| authority == "localhost");
    if scheme.as_deref() == Some("file") && local && path.starts_with('/') {
        authority = Some(String::new());
    }
    join(
        scheme.as_deref(),
        authority.as_deref(),
        &path,
        parts.query.map(normal_triplets).as_deref(),
        parts.fragment.map(normal_triplets).as_deref(),
    )
}

/// Whether two addresses are the same: in their normal forms, and as URIs (RFC 3987 § 3.1), for which `é` and `%C3%A9`
/// are one.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one == other || as_uri(&normalise(one)) == as_uri(&normalise(other))
}

fn normal_authority(authority: &str, default_port: Option<&str>) -> String {
    let (user, place) = match authority.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, authority),
    };
    // Colons inside of brackets belong to an address of IPv6.
    // A host has no other colon: where there is one, this is no authority, and none of it is taken for a port.
    let port_at = place.rfind(':').filter(|&colon| {
        let (before, after) = place.split_at_checked(colon).unwrap_or_default();
        !after.contains(']') && (before.ends_with(']') || !before.contains(':'))
    });
    let (host, port) = match port_at.and_then(|colon| place.split_at_checked(colon)) {
        Some((host, port)) => (host, port.strip_prefix(':')),
        None => (place, None),
    };
    let mut out = String::with_capacity(authority.len());
    if let Some(user) = user {
        out.push_str(&normal_triplets(user));
        out.push('@');
    }
    // Lower case first: triplets then become upper case again.
    out.push_str(&normal_triplets(&normal_triplets(host).to_ascii_lowercase()));
    if let Some(port) = port.filter(|port| !port.is_empty() && Some(*port) != default_port) {
        out.push(':');
        out.push_str(port);
    }
    out
}

/// Percent-encoded triplets in upper case, and those of unreserved characters decoded (RFC 3986 §§ 6.2.2.1, 6.2.2.2).
fn normal_triplets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // After a `%` that is none of a triplet, two characters: decoding one of them could make it one.
    let mut stray = 0_u8;
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let width = match triplet(rest.as_bytes()) {
            Some(byte) if is_unreserved(byte) && stray == 0 => {
                out.push(char::from(byte));
                3
            }
            Some(byte) => {
                push_triplet(&mut out, byte);
                stray = 0;
                3
            }
            None => {
                out.push(next);
                stray = if next == '%' { 2 } else { stray.saturating_sub(1) };
                next.len_utf8()
            }
        };
        rest = rest.get(width..).unwrap_or_default();
    }
    out
}

/// An address with all that URIs do not have percent-encoded.
fn as_uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for character in address.chars() {
        let stays =
            character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
        if stays {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                push_triplet(&mut out, byte);
            }
        }
    }
    out
}

/// Decodes all percent-encoded triplets; a text that is then not UTF-8 stays as it was.
#[must_use]
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if let Some(byte) = triplet(rest) {
            out.push(byte);
            rest = rest.get(3..).unwrap_or_default();
        } else {
            out.push(first);
            rest = after;
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The byte of the percent-encoded triplet that the text begins with (RFC 3986 § 2.1).
pub(super) fn triplet(text: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match text {
        [b'%', high, low, ..] => Some((digit(*high)? << 4) | digit(*low)?),
        _ => None,
    }
}

/// Adds a byte as a percent-encoded triplet.
pub(super) fn push_triplet(out: &mut String, byte: u8) {
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.extend(char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()));
    }
}

/// RFC 3986 § 2.3.
pub(super) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests;
