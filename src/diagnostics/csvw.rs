//! Findings of the CSVW module as diagnostics: which rule each kind breaks, and what to do about it.

use super::{Diagnostic, Location};
use crate::csvw::datatype::likely;
use crate::csvw::{Finding, FindingKind, FlawKind, Severity};

/// A finding as a diagnostic at a place, with what to do about it.
#[must_use]
pub fn of_csvw(finding: Finding, at: Location) -> Diagnostic {
    let kind = finding.kind;
    // Messages have the value in backticks.
    let meant = match kind {
        FindingKind::UnknownDatatype => finding.message.split('`').nth(1).and_then(likely),
        _ => None,
    };
    let diagnostic = Diagnostic::new(rule_of(kind, finding.severity), finding.message, at);
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => advice(kind).iter().fold(diagnostic, |diagnostic, advice| diagnostic.help(*advice)),
    }
}

/// The rule that a finding breaks.
///
/// A rule weighs what the standard most often says of its kind. Where it says something else of one case (a primary
/// key may name no column, at the cost of a warning; a foreign key may not), that case breaks the general rule of its
/// weight: the levels of a publisher's own are by rule, and must not make an error of what the standard lets pass.
#[must_use]
pub fn rule_of(kind: FindingKind, severity: Severity) -> &'static str {
    match usual(kind) {
        (rule, None) => rule,
        (rule, Some(usual)) if usual == severity => rule,
        _ => match severity {
            Severity::Error => "csvw/invalid-metadata",
            Severity::Warning => "csvw/doubtful-metadata",
        },
    }
}

/// The rule that a flaw of a cell breaks, whoever reads the cell.
#[must_use]
pub fn rule_of_cell(kind: FlawKind) -> &'static str {
    match kind {
        FlawKind::NotOfDatatype => "csvw/invalid-datatype-value",
        FlawKind::Required => "csvw/missing-required-value",
        FlawKind::BelowMinimum | FlawKind::AboveMaximum => "csvw/out-of-range",
        FlawKind::TooShort | FlawKind::TooLong | FlawKind::WrongLength => "csvw/wrong-length",
        FlawKind::PatternMismatch => "csvw/pattern-mismatch",
    }
}

/// The rule of a kind, and what the standard usually says of it. What is found in data weighs what it is read for:
/// an error in validation, a warning in conversion, one rule in both.
fn usual(kind: FindingKind) -> (&'static str, Option<Severity>) {
    let error = |rule| (rule, Some(Severity::Error));
    let warning = |rule| (rule, Some(Severity::Warning));
    let in_data = |rule| (rule, None);
    match kind {
        FindingKind::InvalidJson => error("project/invalid-json"),
        FindingKind::NotATableDescription => error("csvw/not-a-table-description"),
        FindingKind::InvalidContext => error("csvw/invalid-context"),
        FindingKind::InvalidLanguage => warning("csvw/invalid-language"),
        FindingKind::InvalidType => error("csvw/invalid-type"),
        FindingKind::InvalidId => error("csvw/invalid-id"),
        FindingKind::UnknownProperty => warning("csvw/unknown-property"),
        FindingKind::InvalidPropertyValue => warning("csvw/invalid-property-value"),
        FindingKind::DuplicateProperty => warning("csvw/duplicate-property"),
        FindingKind::MissingProperty => error("csvw/missing-property"),
        FindingKind::InvalidAnnotation => error("csvw/invalid-annotation"),
        FindingKind::InvalidColumnName => warning("csvw/invalid-column-name"),
        FindingKind::DuplicateColumnName => error("csvw/duplicate-column-name"),
        FindingKind::VirtualColumnOrder => error("csvw/virtual-column-order"),
        FindingKind::UnknownColumn => error("csvw/unknown-column"),
        FindingKind::UnknownTable => error("csvw/unknown-reference"),
        FindingKind::InvalidForeignKey => error("csvw/invalid-foreign-key"),
        FindingKind::MissingDocument => error("csvw/missing-document"),
        FindingKind::TooLarge => error("csvw/metadata-too-large"),
        // `csv/unknown-encoding` is an error, for nothing can be read; here the standard takes UTF-8 and warns.
        FindingKind::UnknownEncoding | FindingKind::InvalidDialect => warning("csvw/invalid-dialect"),
        FindingKind::UnknownDatatype => warning("csvw/unknown-datatype"),
        FindingKind::InvalidFormat => warning("csvw/invalid-format"),
        FindingKind::ConstraintNotApplicable => error("csvw/constraint-not-applicable"),
        FindingKind::InvalidBound => warning("csvw/invalid-bound"),
        FindingKind::ContradictoryBounds => error("csvw/contradictory-bounds"),
        FindingKind::MetadataPassedOver => warning("csvw/metadata-passed-over"),
        FindingKind::NotOfEncoding => in_data("csv/not-utf-8"),
        FindingKind::IncompatibleColumns => in_data("csvw/incompatible-columns"),
        FindingKind::InvalidCell(flaw) => in_data(rule_of_cell(flaw)),
        FindingKind::RaggedRow => in_data("csv/ragged-row"),
        FindingKind::StrayQuote => in_data("csv/stray-quote"),
        FindingKind::UnclosedQuote => in_data("csv/unclosed-quote"),
        FindingKind::DuplicateKey => in_data("csvw/duplicate-key"),
        FindingKind::BrokenForeignKey => in_data("csvw/broken-foreign-key"),
        FindingKind::NullReference => in_data("csvw/null-reference"),
        FindingKind::AmbiguousForeignKey => in_data("csvw/ambiguous-foreign-key"),
        FindingKind::InvalidAddress => in_data("csvw/invalid-address"),
    }
}

/// What to do about a kind of finding, a sentence each, or a sentence and the lines to paste.
#[must_use]
pub fn advice(kind: FindingKind) -> &'static [&'static str] {
    match kind {
        FindingKind::InvalidJson => {
            &["take out what JSON does not have: comments, single quotes, a comma after the last item"]
        }
        FindingKind::NotATableDescription => &[
            "name the file that is described:\n\"url\": \"FILE.csv\"",
            "or the files, if there are several:\n\"tables\": [ { \"url\": \"FILE.csv\" } ]",
        ],
        FindingKind::InvalidContext => &[
            "the document begins with:\n\"@context\": \"http://www.w3.org/ns/csvw\"",
            "or, with the language of its texts:\n\"@context\": [ \"http://www.w3.org/ns/csvw\", { \"@language\": \"en\" } ]",
        ],
        FindingKind::InvalidLanguage => &["use a tag of BCP 47, such as `en`, `en-GB` or `cy`"],
        FindingKind::InvalidType => &["take `@type` out: what an object is follows from where it stands"],
        FindingKind::InvalidId => &["give an address of your own, or take `@id` out"],
        FindingKind::UnknownProperty => &[
            "correct the name, or take the property out; what CSVW has no word for has a prefix:\n\"dc:description\": \"…\"",
        ],
        FindingKind::InvalidPropertyValue => &["correct the value, or take the property out"],
        FindingKind::DuplicateProperty => &["keep one of them"],
        FindingKind::MissingProperty => &[
            "add the property: a table has `url`, a group `tables`, a transformation `url`, `scriptFormat` and `targetFormat`",
        ],
        FindingKind::InvalidAnnotation => &[
            "a text in a language, a value with a datatype and an address are written like this:\n{ \"@value\": \"Bus stops\", \"@language\": \"en\" }\n{ \"@value\": \"2026-01-31\", \"@type\": \"date\" }\n{ \"@id\": \"https://example.org/\" }",
        ],
        FindingKind::InvalidColumnName => &[
            "make a name of letters, digits and `_`, and let `titles` say what the header says:\n\"name\": \"stop_id\", \"titles\": \"Stop ID\"",
        ],
        FindingKind::DuplicateColumnName => &["give each column a name of its own; they may share a title"],
        FindingKind::VirtualColumnOrder => &["move virtual columns to the end of `columns`"],
        FindingKind::UnknownColumn => {
            &["use the `name` of the column, not its title, or give the column that name:\n\"name\": \"…\""]
        }
        FindingKind::UnknownTable => {
            &["add the table to `tables`, or correct the address: it is the `url` of one of them"]
        }
        FindingKind::InvalidForeignKey => &[
            "a foreign key is written like this:\n{ \"columnReference\": \"ward\",\n  \"reference\": { \"resource\": \"wards.csv\", \"columnReference\": \"code\" } }",
        ],
        FindingKind::MissingDocument => {
            &["correct the address, or put the file there; nothing is fetched from a network"]
        }
        FindingKind::TooLarge => &["say long things once, at the column that needs them"],
        FindingKind::UnknownEncoding => {
            &["the usual ones are `utf-8`, `windows-1252` and `utf-16le`:\n\"encoding\": \"windows-1252\""]
        }
        FindingKind::InvalidDialect => {
            &["use characters that can be told apart, one each for delimiter and quote, such as `;` and `\"`"]
        }
        FindingKind::UnknownDatatype => &[
            "common ones are `string`, `integer`, `decimal`, `boolean`, `date`, `dateTime` and `anyURI`, without a prefix",
        ],
        FindingKind::InvalidFormat => &[
            "dates are made of `yyyy`, `MM` and `dd`, times of `HH`, `mm` and `ss`, numbers of `0`, `#`, `,` and `.`:\n\"datatype\": { \"base\": \"date\", \"format\": \"dd/MM/yyyy\" }",
        ],
        FindingKind::ConstraintNotApplicable => &[
            "take it out: lengths are for texts and binaries, bounds for numbers, dates, times and durations",
            "a code of a fixed length is a text:\n\"datatype\": { \"base\": \"string\", \"length\": 4 }",
        ],
        FindingKind::InvalidBound => &[
            "write it as a value of the datatype, in the form of XML Schema or in the column's format:\n\"datatype\": { \"base\": \"date\", \"minimum\": \"2020-04-01\" }",
        ],
        FindingKind::ContradictoryBounds => &["correct one of them, and state each end once"],
        FindingKind::MetadataPassedOver => &["let `url` in the document name the file; letter case counts"],
        FindingKind::NotOfEncoding => {
            &["if the file is in another encoding, say which:\n\"dialect\": { \"encoding\": \"windows-1252\" }"]
        }
        FindingKind::IncompatibleColumns => {
            &["describe every column, in the order of the file, and let its `titles` say what the header says"]
        }
        FindingKind::InvalidCell(_) => &["correct the value, or change what the column allows"],
        FindingKind::RaggedRow => &[
            "if it has too many cells, put a cell that has a delimiter in it between quotes, or take out the extra delimiters",
            "if it has too few, complete it, or take it out if it is a note or a total",
        ],
        FindingKind::StrayQuote => &["put the whole cell between quotes, and double each quote inside it"],
        FindingKind::UnclosedQuote => &["close the quote, or double it if it belongs to the text"],
        FindingKind::DuplicateKey => {
            &["take one of the rows out, correct the key, or declare a key that tells the rows apart"]
        }
        FindingKind::BrokenForeignKey => &["correct the value, or add the row to the other table"],
        FindingKind::NullReference => &[
            "fill in the cell; where there is nothing to refer to, use a code that says so, with a row for it in the other table",
        ],
        FindingKind::AmbiguousForeignKey => {
            &["refer to columns whose values tell the rows apart, such as the primary key of that table"]
        }
        FindingKind::InvalidAddress => &["correct the template, or the value that it is filled in with"],
    }
}
