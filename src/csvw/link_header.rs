//! `Link` headers (RFC 8288), by which a server names the metadata of a file (tabular-data-model § 5.2).
//!
//! They are read by the algorithm of RFC 8288's appendix B, which gives a meaning to malformed ones too: what cannot be
//! understood ends the list, and the links before it count.

use super::address::{resolve, same, without_fragment};
use super::media_type::{MediaType, Parameter, is_space};

/// A link of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written: a reference relative to the address of what was served.
    pub target: String,
    /// Its relations in lower case; those of a second `rel` do not count (§ 3.3). `rev` is not among them: it has the
    /// link the other way round.
    pub relations: Vec<String>,
    /// What it is a link from, if not from what was served (§ 3.2), as written.
    pub anchor: Option<String>,
    /// The media type that the target is said to have (§ 3.4.1).
    pub media_type: Option<MediaType>,
}

/// The media types of metadata documents.
const METADATA: [&str; 3] = ["application/csvm+json", "application/ld+json", "application/json"];

impl Link {
    /// Whether the target is said to be a metadata document: by a media type that those have.
    #[must_use]
    pub fn is_to_metadata(&self) -> bool {
        self.media_type.as_ref().is_some_and(|media_type| METADATA.contains(&media_type.name.as_str()))
    }

    fn is_from(&self, address: &str) -> bool {
        self.anchor.as_deref().is_none_or(|anchor| same(&resolve(address, anchor), without_fragment(address)))
    }
}

/// The links of a header, in order. Several headers are one, with `,` between their values.
#[must_use]
pub fn parse(header: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches(|next| is_space(next) || next == ',');
        let Some((target, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) else { return links };
        let mut link = Link { target: target.trim().to_owned(), relations: Vec::new(), anchor: None, media_type: None };
        let (mut has_relations, mut has_type) = (false, false);
        rest = after.trim_start_matches(is_space);
        while let Some(after) = rest.strip_prefix(';') {
            let (parameter, after) = Parameter::take(after, &[';', ',']);
            rest = after;
            // Only the first of each counts.
            match (parameter.name.as_str(), parameter.value.unwrap_or_default()) {
                ("rel", value) if !has_relations => {
                    has_relations = true;
                    link.relations = value.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
                }
                ("anchor", value) if link.anchor.is_none() => link.anchor = Some(value),
                ("type", value) if !has_type => {
                    has_type = true;
                    link.media_type = MediaType::parse(&value);
                }
                _ => {}
            }
        }
        links.push(link);
        // What is neither a parameter nor the next link is passed over.
        rest = rest.find(',').and_then(|comma| rest.get(comma..)).unwrap_or_default();
    }
}

/// The addresses of the metadata documents that a header names for what was served from `address`, in order. The last
/// one that describes it is the one to take (tabular-data-model § 5.2).
#[must_use]
pub fn described_by(header: &str, address: &str) -> Vec<String> {
    parse(header)
        .into_iter()
        .filter(|link| link.relations.iter().any(|relation| relation == "describedby"))
        .filter(|link| link.is_to_metadata() && link.is_from(address))
        .map(|link| resolve(address, &link.target))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "http://example.org/data/a.csv";

    fn metadata(header: &str) -> Vec<String> {
        described_by(header, TABLE)
    }

    #[test]
    fn metadata_is_found() {
        for (header, expected) in [
            (r#"<metadata.json>; rel="describedBy"; type="application/csvm+json""#, &["metadata.json"][..]),
            ("<metadata.json>;rel=describedby;type=application/json", &["metadata.json"]),
            (r#"<m>; REL = "next DESCRIBEDBY"; Type = "application/ld+json; a=b""#, &["m"]),
            (r"<a.css>; rel=stylesheet, <m>; rel=describedby; type=application/json", &["m"]),
            (r#"<m>; title="a, \"b\"; rel=next"; rel=describedby; type=application/json"#, &["m"]),
            (r"<m,1;2>; rel=describedby; type=application/json", &["m,1;2"]),
            (
                "<a>; rel=describedby; type=application/json, <b>; rel=describedby; type=application/csvm+json",
                &["a", "b"],
            ),
            // The first `rel` and `type` count, and a parameter may have no value.
            ("<m>; rel=describedby; rel=next; type=application/json; type=text/html; crossorigin", &["m"]),
            ("<m>; rel=next; rel=describedby; type=application/json", &[]),
            ("<m>; rel; rel=describedby; type=application/json", &[]),
            ("<m>; rev=describedby; type=application/json", &[]),
            ("<m>; rel=describedby", &[]),
            ("<m>; rel=describedby; type=text/html", &[]),
            ("<m>; rel=describes; type=application/json", &[]),
            // Links from something else, and from this.
            ("<m>; anchor=\"b.csv\"; rel=describedby; type=application/json", &[]),
            ("<m>; anchor=\"\"; rel=describedby; type=application/json", &["m"]),
            ("<m>; anchor=\"./a.csv\"; rel=describedby; type=application/json", &["m"]),
            ("<m>; anchor=\"#row=1\"; rel=describedby; type=application/json", &[]),
        ] {
            let expected: Vec<String> = expected.iter().map(|target| resolve(TABLE, target)).collect();
            assert_eq!(metadata(header), expected, "{header}");
        }
        assert_eq!(metadata("<../m.json>; rel=describedby; type=application/json"), ["http://example.org/m.json"]);
    }

    #[test]
    fn malformed_headers_give_what_can_be_understood() {
        for (header, targets) in [
            ("", &[][..]),
            (" , ,", &[]),
            ("<a", &[]),
            ("a; rel=b", &[]),
            ("<a>, b, <c>", &["a"]),
            ("<a> b; rel=c, <d>", &["a", "d"]),
            ("<a>;;; , ,<b>;", &["a", "b"]),
            ("<a>; b=\"c, <d>", &["a"]),
            ("<a>; b=\"c\"d, <e>", &["a", "e"]),
            ("<>", &[""]),
        ] {
            let found: Vec<String> = parse(header).into_iter().map(|link| link.target).collect();
            assert_eq!(found, targets, "{header}");
        }
    }

    #[test]
    fn long_headers() {
        assert_eq!(parse(&"<a>,".repeat(100_000)).len(), 100_000);
        assert_eq!(parse(&"<".repeat(1 << 20)).len(), 0);
        assert_eq!(parse(&format!("<a>{}", ";\"".repeat(1 << 20))).len(), 1);
        assert_eq!(parse(&format!("<a>;b=\"{}", "\\".repeat(1 << 20))).len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_panics(header in "[<>;,=\"\\\\ a-crelé]{0,32}") {
            let _ = metadata(&header);
        }

        #[test]
        fn links_written_are_links_read(targets in proptest::collection::vec("[a-z,;=\" ]{1,8}", 0..4), title in "[^\"\\\\]{0,8}") {
            let written: Vec<String> = targets.iter().map(|target| format!("<x{target}x>; title=\"{title}\"; rel=a")).collect();
            let read = parse(&written.join(", "));
            prop_assert_eq!(read.len(), targets.len());
            for (link, target) in read.iter().zip(&targets) {
                prop_assert_eq!(&link.target, &format!("x{target}x"));
                prop_assert_eq!(&link.relations, &["a"]);
            }
        }
    }
}
