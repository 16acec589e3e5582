//! Addresses: relative ones against a base (RFC 3986 § 5.2), and whether two are the same.

/// The parts of an address.
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

/// Resolves a reference against a base. Where the base is relative itself, so is the result.
#[must_use]
pub fn resolve(base: &str, reference: &str) -> String {
    let to = split(reference);
    let from = split(base);
    if to.scheme.is_some() {
        return join(to.scheme, to.authority, &without_dots(to.path, true), to.query, to.fragment);
    }
    if to.authority.is_some() {
        return join(from.scheme, to.authority, &without_dots(to.path, true), to.query, to.fragment);
    }
    let rooted = from.scheme.is_some() || from.authority.is_some() || from.path.starts_with('/');
    let (path, query) = if to.path.is_empty() {
        (from.path.to_owned(), to.query.or(from.query))
    } else if to.path.starts_with('/') {
        (without_dots(to.path, true), to.query)
    } else {
        let folder = match from.path.rfind('/') {
            Some(at) => &from.path[..=at],
            None if from.authority.is_some() => "/",
            None => "",
        };
        (without_dots(&format!("{folder}{}", to.path), rooted), to.query)
    };
    join(from.scheme, from.authority, &path, query, to.fragment)
}

/// Takes `.` and `..` out of a path; what leads above the top stays in a relative one.
fn without_dots(path: &str, rooted: bool) -> String {
    if !path.split('/').any(|segment| segment == "." || segment == "..") {
        return path.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let absolute = path.starts_with('/');
    let mut ends_in_folder = false;
    for segment in path.trim_start_matches('/').split('/') {
        ends_in_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                if kept.last().is_some_and(|last| *last != "..") {
                    kept.pop();
                } else if !rooted && !absolute {
                    kept.push("..");
                }
            }
            _ => kept.push(segment),
        }
    }
    let mut out = if absolute { "/".to_owned() } else { String::new() };
    out.push_str(&kept.join("/"));
    if ends_in_folder && !kept.is_empty() {
        out.push('/');
    }
    out
}

fn join(
    scheme: Option<&str>,
    authority: Option<&str>,
    path: &str,
    query: Option<&str>,
    fragment: Option<&str>,
) -> String {
    let mut out = String::new();
    if let Some(scheme) = scheme {
        out.push_str(scheme);
        out.push(':');
    }
    if let Some(authority) = authority {
        out.push_str("//");
        out.push_str(authority);
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

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn the_examples_of_rfc_3986() {
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
    }

    #[test]
    fn relative_bases() {
        assert_eq!(resolve("datasets/a/csv-metadata.json", "a.csv"), "datasets/a/a.csv");
        assert_eq!(resolve("datasets/a/csv-metadata.json", "../b/b.csv"), "datasets/b/b.csv");
        assert_eq!(resolve("csv-metadata.json", "../b.csv"), "../b.csv");
        assert_eq!(resolve("", "a.csv"), "a.csv");
        assert_eq!(resolve("http://example.org", "a.csv"), "http://example.org/a.csv");
    }
}
