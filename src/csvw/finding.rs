//! What is wrong in metadata, dialects and datatypes, as data: who reads it decides how to say it and what it costs.

use super::metadata::Place;
use super::value::FlawKind;

/// How the standard treats a flaw (tabular-metadata § 6): most bad properties are ignored or replaced by their default
/// with a warning; what leaves the description without a meaning is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The description cannot be used as it stands.
    Error,
    /// The property was ignored or its default taken instead.
    Warning,
}

/// The flaws that a description can have, one variant each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// The document is not JSON (tabular-metadata § 4).
    InvalidJson,
    /// Neither a table group nor a table: no `tables` and no `url`.
    NotATableDescription,
    /// `@context` is missing or not the one that CSVW prescribes (§ 5.2).
    InvalidContext,
    /// `@language` or `lang` is not a language tag of BCP 47.
    InvalidLanguage,
    /// `@type` is not the one that the object must have.
    InvalidType,
    /// `@id` is a blank node or the address of a built-in datatype.
    InvalidId,
    /// A property that is neither defined for this object nor a prefixed name nor an address.
    UnknownProperty,
    /// A defined property with a value that it may not have; its default is taken.
    InvalidPropertyValue,
    /// A property given twice in one object.
    DuplicateProperty,
    /// A property that must be there is not.
    MissingProperty,
    /// A common property whose value is not the subset of JSON-LD that CSVW allows (§ 5.8).
    InvalidAnnotation,
    /// A column's `name` that cannot be used in URI templates.
    InvalidColumnName,
    /// Two columns of one name.
    DuplicateColumnName,
    /// A virtual column before one that is not.
    VirtualColumnOrder,
    /// A key or row title that names a column which the schema does not have.
    UnknownColumn,
    /// A foreign key to a table or schema which the group does not have.
    UnknownTable,
    /// A foreign key whose two lists of columns differ in length, or which has properties it may not have.
    InvalidForeignKey,
    /// A `tableSchema` or `dialect` given by an address that could not be read.
    MissingDocument,
    /// A description or a table that would take more memory than any real one needs.
    TooLarge,
    /// An encoding that the Encoding Standard does not name.
    UnknownEncoding,
    /// A dialect whose characters cannot be told apart, or which is not single characters.
    InvalidDialect,
    /// A datatype that is not built in.
    UnknownDatatype,
    /// A format that is not understood; the datatype's own form is expected instead (tabular-data-model § 6.4.2 ff.).
    InvalidFormat,
    /// A length or bound on a datatype that cannot have one (tabular-metadata §§ 5.11.4, 5.11.5).
    ConstraintNotApplicable,
    /// A bound that is not a value of the datatype.
    InvalidBound,
    /// Lengths or bounds that no value can satisfy, or two of a kind.
    ContradictoryBounds,
    /// A document that was looked for as metadata of a file and cannot serve (tabular-data-model § 5).
    MetadataPassedOver,
    /// Bytes of a tabular file that are not of its encoding; they became U+FFFD (tabular-data-model § 8).
    NotOfEncoding,
    /// Columns of a file that are not those which its metadata describes (tabular-metadata §§ 5.4.3, 5.5.1).
    IncompatibleColumns,
    /// A cell that its column does not allow (tabular-data-model § 6.4).
    InvalidCell(FlawKind),
    /// A row that has not one cell for each column (tabular-data-model § 4.1).
    RaggedRow,
    /// A quote, or text beside one, where the dialect has none (tabular-data-model § 8).
    StrayQuote,
    /// A quote that is opened and never closed.
    UnclosedQuote,
    /// A primary key that another row has (tabular-metadata § 5.5).
    DuplicateKey,
    /// A foreign key that no row of the referenced table has.
    BrokenForeignKey,
    /// A foreign key with a null in it, which not exactly one row of the referenced table has (tabular-data-model § 6.6).
    NullReference,
    /// A foreign key that several rows of the referenced table have.
    AmbiguousForeignKey,
    /// A URI template that makes no address of a row's values (tabular-metadata § 5.1.3).
    InvalidAddress,
}

/// One flaw of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which flaw.
    pub kind: FindingKind,
    /// What it means for the description.
    pub severity: Severity,
    /// One phrase without a full stop, the value in backticks.
    pub message: String,
    /// Where it was written, if that is known.
    pub place: Option<Place>,
}

impl Finding {
    /// A flaw that leaves the description unusable.
    #[must_use]
    pub fn error(kind: FindingKind, message: impl Into<String>, place: Option<Place>) -> Self {
        Self { kind, severity: Severity::Error, message: message.into(), place }
    }

    /// A flaw that costs the property.
    #[must_use]
    pub fn warning(kind: FindingKind, message: impl Into<String>, place: Option<Place>) -> Self {
        Self { kind, severity: Severity::Warning, message: message.into(), place }
    }
}
