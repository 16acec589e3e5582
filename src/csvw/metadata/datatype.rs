//! Datatype descriptions.

use serde::{Deserialize, Serialize};

/// A datatype description (tabular-metadata § 5.11.2): a built-in base and what narrows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Datatype {
    /// Name of a built-in datatype as CSVW spells it: `string`, `dateTime`, `nonNegativeInteger`, …
    pub base: String,
    /// `@id` of a derived datatype, resolved against the base of its document.
    pub id: Option<String>,
    /// `format`: a date or number pattern, `Y|N` for booleans, a regular expression for the rest.
    pub format: Option<String>,
    /// `format.decimalChar`.
    pub decimal_char: Option<String>,
    /// `format.groupChar`.
    pub group_char: Option<String>,
    /// `length`, `minLength`, `maxLength`: in characters, or octets for binary types.
    pub length: Option<u64>,
    /// See `length`.
    pub min_length: Option<u64>,
    /// See `length`.
    pub max_length: Option<u64>,
    /// `minimum` (the same as `minInclusive`), as written.
    pub minimum: Option<String>,
    /// `maximum` (the same as `maxInclusive`), as written.
    pub maximum: Option<String>,
    /// `minExclusive`, as written.
    pub min_exclusive: Option<String>,
    /// `maxExclusive`, as written.
    pub max_exclusive: Option<String>,
}

impl Default for Datatype {
    fn default() -> Self {
        Self::of("string")
    }
}

impl Datatype {
    /// A built-in datatype as it is.
    #[must_use]
    pub fn of(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            id: None,
            format: None,
            decimal_char: None,
            group_char: None,
            length: None,
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            min_exclusive: None,
            max_exclusive: None,
        }
    }
}
