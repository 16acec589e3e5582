use proptest::prelude::*;

use super::*;

#[test]
fn normal_references_of_rfc_3986() {
    // § 5.4.1.
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
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
    ] {
        assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
    }
}

#[test]
fn abnormal_references_of_rfc_3986() {
    // § 5.4.2.
    for (reference, expected) in [
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("http:g", "http:g"),
    ] {
        assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
    }
}

#[test]
fn other_bases() {
    for (base, reference, expected) in [
        ("http://example.org", "a.csv", "http://example.org/a.csv"),
        ("http://example.org", "?a", "http://example.org?a"),
        ("http://example.org/a//b/c", "../d", "http://example.org/a//d"),
        ("http://example.org/a//b", "/c//../d", "http://example.org/c/d"),
        ("http://example.org/a.csv?b#c", "#row.1", "http://example.org/a.csv?b#row.1"),
        ("http://example.org/", "http://other/a/../b/./c", "http://other/b/c"),
        ("http://example.org/é/", "ü b.csv#ß", "http://example.org/é/ü b.csv#ß"),
        ("file:///data/a.json", "../b.csv", "file:///b.csv"),
        ("file:/data/a.json", "b.csv", "file:/data/b.csv"),
        // Without an authority, two slashes would become one.
        ("file:/data/a.json", "..//b.csv", "file:/.//b.csv"),
        ("urn:example:a", "#b", "urn:example:a#b"),
        ("http://example.org/", "urn:example:a/../b", "urn:example:a/../b"),
        ("http://example.org/", "1:2", "http://example.org/1:2"),
    ] {
        assert_eq!(resolve(base, reference), expected, "{base} {reference}");
    }
}

#[test]
fn relative_bases() {
    for (base, reference, expected) in [
        ("datasets/a/csv-metadata.json", "a.csv", "datasets/a/a.csv"),
        ("datasets/a/csv-metadata.json", "../b/b.csv", "datasets/b/b.csv"),
        ("datasets/a/csv-metadata.json", "../../../b.csv", "../b.csv"),
        ("csv-metadata.json", "../b.csv", "../b.csv"),
        ("../csv-metadata.json", "../b.csv", "../../b.csv"),
        ("csv-metadata.json", ".", "./"),
        ("csv-metadata.json", "..", "../"),
        ("a/csv-metadata.json", "..", "./"),
        ("/a/csv-metadata.json", "../../b.csv", "/b.csv"),
        ("", "a.csv", "a.csv"),
        ("", "./a:b.csv", "./a:b.csv"),
        ("a/b", "..//c", ".//c"),
        ("a/b", "#c", "a/b#c"),
        ("a/b", "http://example.org/a", "http://example.org/a"),
    ] {
        assert_eq!(resolve(base, reference), expected, "{base} {reference}");
    }
}

#[test]
fn normal_forms() {
    for (address, expected) in [
        // RFC 3986 §§ 6.2.2, 6.2.3.
        ("eXAMPLE://a/./b/../b/%63/%7bfoo%7d", "example://a/b/c/%7Bfoo%7D"),
        ("HTTP://www.EXAMPLE.com/", "http://www.example.com/"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com/", "http://example.com/"),
        ("http://example.com:/", "http://example.com/"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443?a", "https://example.com/?a"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("ftp://example.com:21/", "ftp://example.com/"),
        ("http://User@EXAMPLE.com:8080/A", "http://User@example.com:8080/A"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://[2001:DB8::80]/", "http://[2001:db8::80]/"),
        ("http://ex%41mple%c3.com/", "http://example%C3.com/"),
        ("http://a/%7Eb/%2e%2E/c%2fd", "http://a/c%2Fd"),
        ("http://a/b?%7e%2f../.#%2d", "http://a/b?~%2F../.#-"),
        ("urn:example:A/../b", "urn:example:A/../b"),
        ("URN:example:%41", "urn:example:A"),
        ("file:/a/b", "file:///a/b"),
        ("file://localhost/a/b", "file:///a/b"),
        ("file://server/a/b", "file://server/a/b"),
        ("example://a", "example://a"),
        // What is not allowed, and what IRIs allow, stays.
        ("http://a/é b%zz%", "http://a/é b%zz%"),
        ("http://a/%4%31", "http://a/%4%31"),
        ("a/./b/../c.csv", "a/c.csv"),
        ("./a.csv", "a.csv"),
        ("../a.csv", "../a.csv"),
        ("", ""),
    ] {
        assert_eq!(normalise(address), expected, "{address}");
    }
}

#[test]
fn addresses_that_are_the_same() {
    for (one, other, expected) in [
        ("http://example.org/a.csv", "HTTP://EXAMPLE.ORG:80/./%61.csv", true),
        ("http://example.org/é.csv", "http://example.org/%c3%a9.csv", true),
        ("http://example.org/a b.csv", "http://example.org/a%20b.csv", true),
        ("http://example.org/a.csv", "http://example.org/A.csv", false),
        ("http://example.org/a.csv", "http://example.org/a.csv?", false),
        ("http://example.org/a.csv", "http://example.org/a.csv#", false),
        ("http://example.org/a%2Fb", "http://example.org/a/b", false),
        ("http://example.org/a", "https://example.org/a", false),
        ("http://example.org", "http://example.org/", true),
        ("./a.csv", "a.csv", true),
    ] {
        assert_eq!(same(one, other), expected, "{one} {other}");
        assert_eq!(same(other, one), expected, "{other} {one}");
    }
}

#[test]
fn names_in_rdf() {
    for (address, expected) in [
        ("http://example.org/é#a", true),
        ("urn:example:a", true),
        ("mailto:a@example.org", true),
        ("http://example.org/a b", false),
        ("http://example.org/<a>", false),
        ("http://example.org/%zz", false),
        ("a.csv", false),
        ("", false),
    ] {
        assert_eq!(is_rdf(address), expected, "{address}");
    }
}

#[test]
fn decoding() {
    for (text, expected) in
        [("On%20Street", "On Street"), ("%C3%a9", "é"), ("%C3", "%C3"), ("100%", "100%"), ("a", "a")]
    {
        assert_eq!(percent_decode(text), expected);
    }
}

/// What another reader, of Turtle, makes of a reference.
fn resolved_by_turtle(base: &str, reference: &str) -> Option<String> {
    let turtle = format!("<{reference}> <x:p> <x:o> .");
    let triple = oxttl::TurtleParser::new().with_base_iri(base).ok()?.for_slice(turtle.as_bytes()).next()?.ok()?;
    match triple.subject {
        oxrdf::NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
        oxrdf::NamedOrBlankNode::BlankNode(_) => None,
    }
}

proptest! {
    #[test]
    fn another_reader_resolves_alike(
        // RFC 3986 takes a base as it is; that reader has its dot segments taken out, so it has none here.
        base in "(http|file)://(a|a:8)(/([ab]{0,3}|\\.[ab.]*[ab]|[ab]\\.{1,2})){1,4}(\\?q)?",
        reference in "[ab./?#;=:é]{0,12}",
    ) {
        prop_assume!(!is_absolute(&reference) && !reference.starts_with("//"));
        if let Some(expected) = resolved_by_turtle(&base, &reference) {
            prop_assert_eq!(resolve(&base, &reference), expected);
        }
    }

    #[test]
    fn a_normal_form_is_normal(address in "([hH]ttp|file|urn|a)?(:|//|:/)?[aA:@/.?#%2eE4~é\\[\\] -]{0,20}") {
        let normal = normalise(&address);
        prop_assert_eq!(normalise(&normal), normal.clone(), "{}", address);
        prop_assert!(same(&address, &normal));
    }

    #[test]
    fn nothing_panics(base in "\\PC{0,16}", reference in "\\PC{0,16}") {
        let resolved = resolve(&base, &reference);
        prop_assert_eq!(is_absolute(&resolved), is_absolute(&base) || is_absolute(&reference));
        let _ = (normalise(&resolved), percent_decode(&resolved), is_rdf(&resolved));
    }
}
