//! Common properties and notes: what CSVW carries and does not use (tabular-metadata § 5.8).

use crate::csvw::address::is_absolute;
use crate::csvw::datatype::built_in;
use crate::csvw::finding::FindingKind;
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Member, Value};
use crate::csvw::metadata::Annotation;

use super::{Reader, strings};

impl Reader<'_> {
    /// A common property (§ 5.8), or one that is not defined here.
    pub(super) fn common(&mut self, member: &Member, to: &mut Vec<Annotation>, of: &str) {
        if !is_annotation_name(&member.name) {
            let message = format!("`{}` is not a property of {of}; it is passed over", member.name);
            self.warn(FindingKind::UnknownProperty, message, &member.name_range);
            return;
        }
        self.judge_annotation(&member.value);
        to.push(Annotation {
            property: member.name.clone(),
            value: member.value.to_serde(),
            place: self.place(&member.value.range),
        });
    }

    /// The subset of JSON-LD that common properties may use.
    pub(super) fn judge_annotation(&mut self, value: &Value) {
        if let Some(items) = value.items() {
            for item in items {
                self.judge_annotation(item);
            }
            return;
        }
        let Some(members) = value.members() else { return };
        let has_value = value.member("@value").is_some();
        for member in members {
            let at = &member.value.range;
            match (member.name.as_str(), member.value.as_str()) {
                ("@value", _) => {
                    if matches!(member.value.kind, Kind::Array(_) | Kind::Object(_)) {
                        self.error(FindingKind::InvalidAnnotation, "`@value` is a string, a number or a boolean", at);
                    }
                }
                ("@language", Some(tag)) if has_value && is_language_tag(tag.as_bytes()) => {}
                ("@language", _) => {
                    let message = "`@language` is a language tag beside `@value`";
                    self.error(FindingKind::InvalidAnnotation, message, at);
                }
                ("@type", _) => {
                    let types = strings(&member.value);
                    let known = |name: &String| {
                        is_annotation_name(name) || built_in(name).is_some() || (!has_value && is_term(name))
                    };
                    if !types.is_some_and(|types| types.iter().all(known)) {
                        let message = "`@type` is a term, a prefixed name or an address";
                        self.error(FindingKind::InvalidAnnotation, message, at);
                    }
                }
                ("@id", Some(id)) if !id.starts_with("_:") && !has_value => {}
                ("@id", _) => {
                    self.error(FindingKind::InvalidAnnotation, "`@id` is an address, and not a blank node", at);
                }
                (name, _) if name.starts_with('@') || has_value => {
                    let message = format!("`{name}` cannot be used in a common property here");
                    self.error(FindingKind::InvalidAnnotation, message, &member.name_range);
                }
                _ => self.judge_annotation(&member.value),
            }
        }
        if has_value && value.member("@language").is_some() && value.member("@type").is_some() {
            let message = "`@value` has a language or a type, not both";
            self.error(FindingKind::InvalidAnnotation, message, &value.range);
        }
    }
}

/// A prefixed name or an address.
fn is_annotation_name(name: &str) -> bool {
    name.split_once(':').is_some_and(|(prefix, local)| {
        prefix != "_"
            && !prefix.is_empty()
            && !local.is_empty()
            && (PREFIXES.contains(&prefix)
                || local.starts_with("//")
                || is_absolute(name) && URN_LIKE.contains(&prefix))
    })
}

/// Schemes of addresses that have no `//`.
const URN_LIKE: [&str; 3] = ["urn", "tag", "mailto"];

/// The prefixes of the initial context of `RDFa` and of CSVW's.
const PREFIXES: [&str; 46] = [
    "as", "cc", "csvw", "ctag", "dc", "dc11", "dcat", "dcterms", "dctypes", "dqv", "duv", "foaf", "gr", "grddl",
    "ical", "jsonld", "ldp", "ma", "oa", "odrl", "og", "org", "owl", "prov", "qb", "rdf", "rdfa", "rdfs", "rev", "rif",
    "rr", "schema", "sd", "sioc", "skos", "skosxl", "sosa", "ssn", "time", "v", "vcard", "void", "wdr", "wdrs", "xml",
    "xsd",
];

/// A term of CSVW's context that can be a type.
fn is_term(name: &str) -> bool {
    matches!(
        name,
        "Cell"
            | "Column"
            | "Datatype"
            | "Dialect"
            | "Direction"
            | "ForeignKey"
            | "JSON"
            | "NumericFormat"
            | "Row"
            | "Schema"
            | "Table"
            | "TableGroup"
            | "TableReference"
            | "Transformation"
    )
}
