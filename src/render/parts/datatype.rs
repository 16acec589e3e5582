//! Datatypes in plain words.

use super::super::leaf::Leaf;
use crate::csvw::{Column, Datatype};

/// What sort of values a built-in datatype of CSVW has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Letters and digits.
    Text,
    /// 1, 2, 3.
    Whole,
    /// 1.5.
    Number,
    /// true, false.
    TrueOrFalse,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A time of day.
    Time,
    /// A year.
    Year,
    /// A month of a year.
    YearMonth,
    /// A day of any year, a month of any year, or a day of any month.
    Recurring,
    /// A length of time.
    Duration,
    /// An address.
    Address,
    /// Bytes as letters.
    Binary,
    /// JSON, XML or HTML.
    Structured,
}

impl Sort {
    /// The sort of a datatype.
    #[must_use]
    pub fn of(datatype: &Datatype) -> Self {
        match datatype.base.as_str() {
            "integer" | "long" | "int" | "short" | "byte" | "nonNegativeInteger" | "positiveInteger"
            | "unsignedLong" | "unsignedInt" | "unsignedShort" | "unsignedByte" | "nonPositiveInteger"
            | "negativeInteger" => Self::Whole,
            "decimal" | "double" | "float" | "number" => Self::Number,
            "boolean" => Self::TrueOrFalse,
            "date" => Self::Date,
            "dateTime" | "datetime" | "dateTimeStamp" => Self::DateTime,
            "time" => Self::Time,
            "gYear" => Self::Year,
            "gYearMonth" => Self::YearMonth,
            "gDay" | "gMonth" | "gMonthDay" => Self::Recurring,
            "duration" | "dayTimeDuration" | "yearMonthDuration" => Self::Duration,
            "anyURI" => Self::Address,
            "base64Binary" | "binary" | "hexBinary" => Self::Binary,
            "json" | "xml" | "html" => Self::Structured,
            _ => Self::Text,
        }
    }

    /// Whether values line up on the right.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Whole | Self::Number)
    }

    /// Whether values come before and after one another.
    fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::Time | Self::Year | Self::YearMonth)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Text => "type-text",
            Self::Whole => "type-whole",
            Self::Number => "type-number",
            Self::TrueOrFalse => "type-boolean",
            Self::Date => "type-date",
            Self::DateTime => "type-datetime",
            Self::Time => "type-time",
            Self::Year => "type-year",
            Self::YearMonth => "type-year-month",
            Self::Recurring => "type-recurring",
            Self::Duration => "type-duration",
            Self::Address => "type-address",
            Self::Binary => "type-binary",
            Self::Structured => "type-structured",
        }
    }
}

/// What a column holds, and what its values keep to, a phrase each.
pub fn words(leaf: &Leaf<'_>, column: &Column) -> (String, Vec<String>) {
    let datatype = &column.datatype;
    let sort = Sort::of(datatype);
    let mut limits = Vec::new();
    if let Some(separator) = &column.separator {
        limits.push(leaf.fill("several-values", &[("separator", separator.into())]));
    }
    let one = |key: &str, value: &str| leaf.fill(key, &[("value", value.into())]);
    // "1990-01-01 or more" is nothing that a person would say.
    let (least_key, most_key) = if sort.is_time() { ("not-before", "not-after") } else { ("at-least", "at-most") };
    match (&datatype.minimum, &datatype.maximum) {
        (Some(least), Some(most)) => {
            limits.push(leaf.fill("from-to", &[("least", least.into()), ("most", most.into())]));
        }
        (Some(least), None) => limits.push(one(least_key, least)),
        (None, Some(most)) => limits.push(one(most_key, most)),
        (None, None) => {}
    }
    limits.extend(datatype.min_exclusive.iter().map(|least| one("more-than", least)));
    limits.extend(datatype.max_exclusive.iter().map(|most| one("less-than", most)));
    if let Some(length) = datatype.length {
        limits.push(leaf.locale().count("length-exact", length));
    }
    limits.extend(datatype.min_length.map(|length| leaf.locale().count("length-least", length)));
    limits.extend(datatype.max_length.map(|length| leaf.locale().count("length-most", length)));
    // The format of a date or a number is the source's; what is published is in the canonical form. That of a string
    // is a pattern that its values keep to.
    if let (Sort::Text, Some(pattern)) = (sort, &datatype.format) {
        limits.push(one("pattern", pattern));
    }
    (leaf.t(sort.key()), limits)
}
