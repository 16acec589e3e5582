#![doc = include_str!("doubtful_metadata.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Report, Severity, span_of};

/// `csvw/doubtful-metadata`.
pub const RULE: Rule = Rule {
    id: "csvw/doubtful-metadata",
    summary: "CSVW metadata that is allowed and hardly meant",
    default: Severity::Warning,
    fixed: false,
    standard: "W3C Metadata Vocabulary for Tabular Data, section 4 Annotating Tables",
    clause: "https://www.w3.org/TR/tabular-metadata/#annotating-tables",
    page: include_str!("doubtful_metadata.md"),
    since: "0.1.0",
};

/// The datatypes of a foreign key are those of the columns that it refers to: a key compares values, and the text `7`
/// is never the number 7.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    for dataset in context.datasets {
        for table in &dataset.tables {
            for (index, key) in table.schema.foreign_keys.iter().enumerate() {
                let Some(other) = context.table(&key.reference.table) else { continue };
                for (name, referred) in key.columns.iter().zip(&key.reference.columns) {
                    let (Some(own), Some(its)) = (table.schema.column(name), other.schema.column(referred)) else {
                        continue;
                    };
                    if values(&own.datatype.base) == values(&its.datatype.base) {
                        continue;
                    }
                    let said = format!(
                        "`{name}` is of the datatype `{}`, and `{referred}`, to which it refers, of `{}`",
                        own.datatype.base, its.datatype.base
                    );
                    let at = places::of_foreign_key(dataset, table, index, key, &["columns"]);
                    let finding = Diagnostic::new(RULE.id, said, at).of_dataset(&dataset.id).of_table(&table.name);
                    report.add(
                        finding
                            .also_at(
                                own.datatype_place.or(own.place).map(span_of),
                                format!("`{name}` is declared here"),
                            )
                            .also_at(
                                its.datatype_place.or(its.place).map(span_of),
                                format!("`{referred}` is declared here"),
                            )
                            .help("give both columns one datatype; codes are best strings")
                            .because("values of different datatypes are never equal"),
                    );
                }
            }
        }
    }
}

/// The values that a datatype's values can be equal to. Datatypes derived from one another share their values.
fn values(base: &str) -> &str {
    match base {
        "integer" | "long" | "int" | "short" | "byte" | "nonNegativeInteger" | "positiveInteger" | "unsignedLong"
        | "unsignedInt" | "unsignedShort" | "unsignedByte" | "nonPositiveInteger" | "negativeInteger" => "decimal",
        "number" | "float" => "double",
        "datetime" | "dateTimeStamp" => "dateTime",
        "dayTimeDuration" | "yearMonthDuration" => "duration",
        "binary" => "base64Binary",
        "any" | "anyAtomicType" | "normalizedString" | "token" | "language" | "Name" | "NMTOKEN" | "xml" | "html"
        | "json" | "anyURI" => "string",
        other => other,
    }
}
