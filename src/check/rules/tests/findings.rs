//! Every finding of the CSVW module has a rule.

use crate::check::registry;
use crate::csvw::{FindingKind, FlawKind, Severity as Weight};
use crate::diagnostics::{Severity, advice, rule_of};

/// The kind after one, and the first after none: whoever adds a kind has to add it here.
fn next(kind: Option<FindingKind>) -> Option<FindingKind> {
    use FindingKind as Kind;
    Some(match kind {
        None => Kind::InvalidJson,
        Some(kind) => match kind {
            Kind::InvalidJson => Kind::NotATableDescription,
            Kind::NotATableDescription => Kind::InvalidContext,
            Kind::InvalidContext => Kind::InvalidLanguage,
            Kind::InvalidLanguage => Kind::InvalidType,
            Kind::InvalidType => Kind::InvalidId,
            Kind::InvalidId => Kind::UnknownProperty,
            Kind::UnknownProperty => Kind::InvalidPropertyValue,
            Kind::InvalidPropertyValue => Kind::DuplicateProperty,
            Kind::DuplicateProperty => Kind::MissingProperty,
            Kind::MissingProperty => Kind::InvalidAnnotation,
            Kind::InvalidAnnotation => Kind::InvalidColumnName,
            Kind::InvalidColumnName => Kind::DuplicateColumnName,
            Kind::DuplicateColumnName => Kind::VirtualColumnOrder,
            Kind::VirtualColumnOrder => Kind::UnknownColumn,
            Kind::UnknownColumn => Kind::UnknownTable,
            Kind::UnknownTable => Kind::InvalidForeignKey,
            Kind::InvalidForeignKey => Kind::MissingDocument,
            Kind::MissingDocument => Kind::TooLarge,
            Kind::TooLarge => Kind::UnknownEncoding,
            Kind::UnknownEncoding => Kind::InvalidDialect,
            Kind::InvalidDialect => Kind::UnknownDatatype,
            Kind::UnknownDatatype => Kind::InvalidFormat,
            Kind::InvalidFormat => Kind::ConstraintNotApplicable,
            Kind::ConstraintNotApplicable => Kind::InvalidBound,
            Kind::InvalidBound => Kind::ContradictoryBounds,
            Kind::ContradictoryBounds => Kind::MetadataPassedOver,
            Kind::MetadataPassedOver => Kind::NotOfEncoding,
            Kind::NotOfEncoding => Kind::IncompatibleColumns,
            Kind::IncompatibleColumns => Kind::InvalidCell(FlawKind::NotOfDatatype),
            Kind::InvalidCell(flaw) => next_flaw(flaw).map_or(Kind::RaggedRow, Kind::InvalidCell),
            Kind::RaggedRow => Kind::StrayQuote,
            Kind::StrayQuote => Kind::UnclosedQuote,
            Kind::UnclosedQuote => Kind::DuplicateKey,
            Kind::DuplicateKey => Kind::BrokenForeignKey,
            Kind::BrokenForeignKey => Kind::NullReference,
            Kind::NullReference => Kind::AmbiguousForeignKey,
            Kind::AmbiguousForeignKey => Kind::InvalidAddress,
            Kind::InvalidAddress => return None,
        },
    })
}

fn next_flaw(flaw: FlawKind) -> Option<FlawKind> {
    Some(match flaw {
        FlawKind::NotOfDatatype => FlawKind::Required,
        FlawKind::Required => FlawKind::BelowMinimum,
        FlawKind::BelowMinimum => FlawKind::AboveMaximum,
        FlawKind::AboveMaximum => FlawKind::TooShort,
        FlawKind::TooShort => FlawKind::TooLong,
        FlawKind::TooLong => FlawKind::WrongLength,
        FlawKind::WrongLength => FlawKind::PatternMismatch,
        FlawKind::PatternMismatch => return None,
    })
}

fn kinds() -> impl Iterator<Item = FindingKind> {
    std::iter::successors(next(None), |kind| next(Some(*kind)))
}

/// The places that clauses name in the recommendations, which have them.
const METADATA: [&str; 22] = [
    "annotating-tables",
    "built-in-datatypes",
    "cell-language",
    "column-name",
    "column-virtual",
    "datatype-minimum",
    "datatypes",
    "derived-datatypes",
    "dialect-descriptions",
    "foreign-key-reference-resource",
    "inherited-properties",
    "metadata-format",
    "normalization",
    "schema-columns",
    "schema-compatibility",
    "schema-foreignKeys",
    "schemas",
    "table-ld-id",
    "table-ld-type",
    "top-level-properties",
    "uri-template-properties",
    "values-of-common-properties",
];
const MODEL: [&str; 5] = ["encoding", "locating-metadata", "parsing-cells", "syntax", "validating-tables"];

#[test]
fn clauses_are_places_in_the_recommendations() {
    for rule in registry::all() {
        for (document, places) in [
            ("https://www.w3.org/TR/tabular-metadata/#", &METADATA[..]),
            ("https://www.w3.org/TR/tabular-data-model/#", &MODEL[..]),
        ] {
            if let Some(place) = rule.clause.strip_prefix(document) {
                assert!(places.contains(&place), "{}: {place}", rule.id);
            }
        }
    }
}

const GENERAL: [&str; 2] = ["csvw/invalid-metadata", "csvw/doubtful-metadata"];

#[test]
fn every_kind_of_finding_has_a_rule_and_advice() {
    let mut own = std::collections::BTreeSet::new();
    for kind in kinds() {
        let rules = [rule_of(kind, Weight::Error), rule_of(kind, Weight::Warning)];
        for rule in rules {
            assert!(registry::find(rule).is_some(), "{kind:?}: `{rule}` is not registered");
        }
        let known: Vec<&str> = rules.into_iter().filter(|rule| !GENERAL.contains(rule)).collect();
        assert!(!known.is_empty(), "{kind:?} has no rule of its own");
        own.extend(known);
        assert!(!advice(kind).is_empty(), "{kind:?}: what is to be done?");
    }
    assert_eq!((kinds().count(), own.len()), (45, 41));
}

/// Levels are by rule, so `check` gives a finding the weight of its rule and not the one that it came with.
#[test]
fn a_rule_weighs_what_the_standard_says_of_its_kind() {
    for kind in kinds() {
        let by_weight = [(Weight::Error, Severity::Error), (Weight::Warning, Severity::Warning)];
        let rules = by_weight.map(|(weight, _)| rule_of(kind, weight));
        if rules[0] == rules[1] {
            // What is found in data: the weight is that of the purpose.
            continue;
        }
        for (rule, (_, weight)) in rules.into_iter().zip(by_weight) {
            assert_eq!(registry::find(rule).unwrap().default, weight, "{kind:?}: {rule}");
        }
    }
}
