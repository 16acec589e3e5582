//! Findings of the CSVW module as diagnostics: which rule each kind breaks.

use super::{Diagnostic, Location};
use crate::csvw::{Finding, FindingKind, Severity};

/// A finding as a diagnostic at a place.
#[must_use]
pub fn of_csvw(finding: Finding, at: Location) -> Diagnostic {
    Diagnostic::new(rule_of(finding.kind, finding.severity), finding.message, at)
}

/// The rule that a finding breaks. The standard divides what stops a reader from what it warns of; so do the rules.
#[must_use]
pub fn rule_of(kind: FindingKind, severity: Severity) -> &'static str {
    match (severity, kind) {
        (_, FindingKind::RaggedRow) => "csv/ragged-row",
        (_, FindingKind::StrayQuote) => "csv/stray-quote",
        (_, FindingKind::UnclosedQuote) => "csv/unclosed-quote",
        (_, FindingKind::DuplicateKey) => "csvw/duplicate-key",
        (_, FindingKind::BrokenForeignKey) => "csvw/broken-foreign-key",
        (_, FindingKind::AmbiguousForeignKey) => "csvw/ambiguous-foreign-key",
        (_, FindingKind::NotOfEncoding) => "csv/not-utf-8",
        (Severity::Warning, _) => "csvw/doubtful-metadata",
        (Severity::Error, FindingKind::InvalidJson) => "project/invalid-json",
        (Severity::Error, FindingKind::UnknownColumn) => "csvw/unknown-column",
        (Severity::Error, FindingKind::UnknownTable) => "csvw/unknown-reference",
        (Severity::Error, FindingKind::DuplicateColumnName) => "project/duplicate-id",
        (Severity::Error, _) => "csvw/invalid-metadata",
    }
}
