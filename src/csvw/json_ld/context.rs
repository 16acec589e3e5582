//! The context of CSVW (<http://www.w3.org/ns/csvw.jsonld>): prefixes and terms.

mod tables;

use crate::csvw::address::is_absolute;
use tables::{PREFIXES, RDFA_PREFIXES, TERMS};

/// Schemes of addresses that have no `//`. With any other name before the colon, an unknown prefix is likelier.
const URN_LIKE: [&str; 3] = ["urn", "tag", "mailto"];

/// What a name in JSON-LD is by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameForm {
    /// A prefix that CSVW knows and a name, such as `dc:title`.
    Prefixed,
    /// An absolute address.
    Absolute,
    /// An address by its form alone, such as `ex:title`: more likely a prefix that CSVW does not know.
    UnknownPrefix,
    /// A term of CSVW's context, such as `titles`; a prefix by itself is one too.
    Term,
    /// A blank node, such as `_:b`.
    BlankNode,
    /// A keyword of JSON-LD or what looks like one: it begins with `@`.
    Keyword,
    /// None of these.
    Other,
}

/// Tells what a name is by its form (tabular-metadata § 5.8.1, appendix A).
#[must_use]
pub fn name_form(name: &str) -> NameForm {
    if name.starts_with('@') {
        return NameForm::Keyword;
    }
    let Some((prefix, local)) = name.split_once(':') else {
        return if term(name).is_some() { NameForm::Term } else { NameForm::Other };
    };
    if prefix == "_" {
        return NameForm::BlankNode;
    }
    if !local.starts_with("//") && namespace(prefix).is_some() {
        return if local.is_empty() { NameForm::Other } else { NameForm::Prefixed };
    }
    if local.is_empty() || !is_absolute(name) {
        NameForm::Other
    } else if local.starts_with("//") || URN_LIKE.contains(&prefix) {
        NameForm::Absolute
    } else {
        NameForm::UnknownPrefix
    }
}

/// The absolute address of a term, a prefixed name or an absolute address (csv2rdf § 6 step 1); none for keywords, blank
/// nodes and names that the context does not define. The address is not checked further.
#[must_use]
pub fn expand(name: &str) -> Option<String> {
    if name.starts_with("_:") {
        return None;
    }
    if !name.contains(':') {
        return term(name);
    }
    expand_prefix(name).or_else(|| is_absolute(name).then(|| name.to_owned()))
}

/// The address of a prefixed name (tabular-metadata § 5.8.1); none for anything else, terms included, so that the result
/// of a URI template such as `date` stays a relative address.
#[must_use]
pub fn expand_prefix(name: &str) -> Option<String> {
    let (prefix, local) = name.split_once(':')?;
    if local.starts_with("//") {
        return None;
    }
    namespace(prefix).map(|namespace| format!("{namespace}{local}"))
}

/// The shortest name of an address: a term, a prefixed name, `@type` for `rdf:type`, or the address itself
/// (tabular-metadata appendix A.1).
///
/// The standard does not say which of several terms is taken; as in JSON-LD, it is the shortest, of these the first.
/// Only namespaces serve as prefixes, not terms such as `row`, with which nobody would recognise `row:num`.
#[must_use]
pub fn compact(address: &str) -> String {
    if let Some((prefix, _)) = PREFIXES.iter().find(|(_, namespace)| *namespace == address) {
        return (*prefix).to_owned();
    }
    let matching = PREFIXES.iter().filter_map(|(prefix, namespace)| Some((prefix, address.strip_prefix(namespace)?)));
    // No namespace of the table begins another, so the first one that fits is the only one.
    let Some((prefix, local)) = { matching }.next() else { return address.to_owned() };
    let terms = TERMS.iter().filter(|(of, _)| of == prefix).flat_map(|(_, terms)| *terms);
    let named = terms.filter(|(term, rest)| *rest == local || rest.is_empty() && *term == local);
    if let Some((term, _)) = named.min_by_key(|(term, _)| (term.len(), *term)) {
        return (*term).to_owned();
    }
    match (*prefix, local) {
        ("rdf", "type") => "@type".to_owned(),
        // Read again, `schema://x` would be an address itself.
        _ if local.starts_with("//") => address.to_owned(),
        _ => format!("{prefix}:{local}"),
    }
}

fn namespace(prefix: &str) -> Option<&'static str> {
    let known = PREFIXES.iter().chain(&RDFA_PREFIXES);
    { known }.find(|(name, _)| *name == prefix).map(|(_, namespace)| *namespace)
}

fn term(name: &str) -> Option<String> {
    let terms = TERMS.iter().flat_map(|(prefix, terms)| terms.iter().map(move |(term, rest)| (*prefix, *term, *rest)));
    let Some((prefix, term, rest)) = { terms }.find(|(_, term, _)| *term == name) else {
        return PREFIXES.iter().find(|(prefix, _)| *prefix == name).map(|(_, namespace)| (*namespace).to_owned());
    };
    let local = if rest.is_empty() { term } else { rest };
    namespace(prefix).map(|namespace| format!("{namespace}{local}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_expand() {
        for (name, address) in [
            ("dc:title", "http://purl.org/dc/terms/title"),
            ("dcterms:title", "http://purl.org/dc/terms/title"),
            ("sosa:Sensor", "http://www.w3.org/ns/sosa/Sensor"),
            ("xml:lang", "http://www.w3.org/XML/1998/namespacelang"),
            ("notes", "http://www.w3.org/ns/csvw#note"),
            ("Table", "http://www.w3.org/ns/csvw#Table"),
            ("number", "http://www.w3.org/2001/XMLSchema#double"),
            ("xml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"),
            ("time", "http://www.w3.org/2001/XMLSchema#time"),
            ("license", "http://www.w3.org/1999/xhtml/vocab#license"),
            ("schema", "http://schema.org/"),
            ("http://example.org/x", "http://example.org/x"),
            ("urn:isbn:0", "urn:isbn:0"),
            ("ex:thing", "ex:thing"),
            ("schema://host/x", "schema://host/x"),
        ] {
            assert_eq!(expand(name).as_deref(), Some(address), "{name}");
        }
        for name in ["", "title", "_:b", "@type", "a b", ":x", "1:x", "Template"] {
            assert_eq!(expand(name), None, "{name}");
        }
        assert_eq!(expand_prefix("foaf:Project").as_deref(), Some("http://xmlns.com/foaf/0.1/Project"));
        assert_eq!(expand_prefix("date"), None);
        assert_eq!(expand_prefix("http://example.org/"), None);
    }

    #[test]
    fn addresses_are_compacted() {
        for (address, name) in [
            ("http://purl.org/dc/terms/title", "dc:title"),
            ("http://www.w3.org/ns/csvw#Table", "Table"),
            ("http://www.w3.org/ns/csvw#note", "notes"),
            ("http://www.w3.org/ns/csvw#notes", "csvw:notes"),
            ("http://www.w3.org/ns/csvw#minInclusive", "minimum"),
            ("http://www.w3.org/2001/XMLSchema#double", "double"),
            ("http://www.w3.org/2001/XMLSchema#dateTime", "dateTime"),
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "@type"),
            ("http://schema.org/", "schema"),
            ("http://schema.org//x", "schema:/x"),
            ("http://schema.org///x", "http://schema.org///x"),
            ("http://example.org/x", "http://example.org/x"),
            ("dc:title", "dc:title"),
            ("", ""),
        ] {
            assert_eq!(compact(address), name, "{address}");
        }
    }

    #[test]
    fn names_have_forms() {
        for (name, form) in [
            ("dc:title", NameForm::Prefixed),
            ("time:Instant", NameForm::Prefixed),
            ("http://example.org/x", NameForm::Absolute),
            ("urn:x:y", NameForm::Absolute),
            ("dct:title", NameForm::UnknownPrefix),
            ("titles", NameForm::Term),
            ("schema", NameForm::Term),
            ("_:b", NameForm::BlankNode),
            ("@type", NameForm::Keyword),
            ("dc:", NameForm::Other),
            ("", NameForm::Other),
            ("title", NameForm::Other),
            ("a b:c", NameForm::Other),
        ] {
            assert_eq!(name_form(name), form, "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_compacted_expands_again(
            address in "(http://schema.org/|http://purl.org/dc/terms/|http://www.w3.org/(ns/csvw|2001/XMLSchema|1999/02/22-rdf-syntax-ns)#|ex:)(Table|type|note|date|any|/{0,3}[a-z]{0,3})"
        ) {
            let name = compact(&address);
            if name == "@type" {
                proptest::prop_assert!(address.ends_with("#type"));
            } else {
                proptest::prop_assert_eq!(expand(&name), Some(address));
            }
        }
    }
}
