//! The built-in datatypes (tabular-data-model § 4.6, tabular-metadata § 5.11.1), with the addresses that RDF has for
//! them (csv2rdf, "Interpreting datatypes").

use crate::csvw::formats::date::TemporalKind;
use crate::csvw::formats::duration::DurationKind;
use crate::csvw::formats::number::NumberKind;
use crate::csvw::formats::text::TextRule;
use crate::csvw::value::Kind;

/// A built-in datatype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its name in CSVW.
    pub name: &'static str,
    /// Its address.
    pub iri: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    pub(super) family: Family,
    pub(super) white_space: WhiteSpace,
}

/// How a datatype's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Number(NumberKind, Option<Range>),
    Boolean,
    Temporal(TemporalKind),
    Duration(DurationKind),
    Text(TextRule),
}

/// What becomes of white space (tabular-data-model § 6.4, steps 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::csvw) enum WhiteSpace {
    /// It stays.
    Keep,
    /// Each tab and line end is a space.
    Replace,
    /// And the ends are stripped and runs are one space.
    Collapse,
}

/// The least and the greatest value of a datatype.
pub(super) type Range = (Option<&'static str>, Option<&'static str>);

/// A name that is one of XML Schema's too, with its address.
macro_rules! xsd {
    ($name:literal) => {
        ($name, concat!("http://www.w3.org/2001/XMLSchema#", $name))
    };
    ($name:literal as $other:literal) => {
        ($name, concat!("http://www.w3.org/2001/XMLSchema#", $other))
    };
}

type Named = (&'static str, &'static str);

const fn of_family((name, iri): Named, kind: Kind, family: Family) -> BuiltIn {
    BuiltIn { name, iri, kind, family, white_space: WhiteSpace::Collapse }
}

const fn integer(named: Named, range: Option<Range>) -> BuiltIn {
    of_family(named, Kind::Integer, Family::Number(NumberKind::Integer, range))
}

const fn floating(named: Named, kind: NumberKind) -> BuiltIn {
    of_family(named, Kind::Double, Family::Number(kind, None))
}

const fn temporal(named: Named, kind: Kind, temporal: TemporalKind) -> BuiltIn {
    of_family(named, kind, Family::Temporal(temporal))
}

const fn duration(named: Named, kind: DurationKind) -> BuiltIn {
    of_family(named, Kind::Duration, Family::Duration(kind))
}

const fn textual((name, iri): Named, kind: Kind, rule: TextRule, white_space: WhiteSpace) -> BuiltIn {
    BuiltIn { name, iri, kind, family: Family::Text(rule), white_space }
}

/// What a column without a datatype has.
pub(super) static STRING: BuiltIn = textual(xsd!("string"), Kind::String, TextRule::Any, WhiteSpace::Keep);

/// All built-in datatypes by their names, with the four aliases that CSVW adds at the end.
static BUILT_IN: [BuiltIn; 47] = [
    textual(xsd!("anyAtomicType"), Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual(xsd!("anyURI"), Kind::Other, TextRule::Any, WhiteSpace::Collapse),
    textual(xsd!("base64Binary"), Kind::Other, TextRule::Base64Binary, WhiteSpace::Collapse),
    of_family(xsd!("boolean"), Kind::Boolean, Family::Boolean),
    temporal(xsd!("date"), Kind::Date, TemporalKind::Date),
    temporal(xsd!("dateTime"), Kind::DateTime, TemporalKind::DateTime),
    temporal(xsd!("dateTimeStamp"), Kind::DateTime, TemporalKind::DateTimeStamp),
    of_family(xsd!("decimal"), Kind::Decimal, Family::Number(NumberKind::Decimal, None)),
    integer(xsd!("integer"), None),
    integer(xsd!("long"), Some((Some("-9223372036854775808"), Some("9223372036854775807")))),
    integer(xsd!("int"), Some((Some("-2147483648"), Some("2147483647")))),
    integer(xsd!("short"), Some((Some("-32768"), Some("32767")))),
    integer(xsd!("byte"), Some((Some("-128"), Some("127")))),
    integer(xsd!("nonNegativeInteger"), Some((Some("0"), None))),
    integer(xsd!("positiveInteger"), Some((Some("1"), None))),
    integer(xsd!("unsignedLong"), Some((Some("0"), Some("18446744073709551615")))),
    integer(xsd!("unsignedInt"), Some((Some("0"), Some("4294967295")))),
    integer(xsd!("unsignedShort"), Some((Some("0"), Some("65535")))),
    integer(xsd!("unsignedByte"), Some((Some("0"), Some("255")))),
    integer(xsd!("nonPositiveInteger"), Some((None, Some("0")))),
    integer(xsd!("negativeInteger"), Some((None, Some("-1")))),
    floating(xsd!("double"), NumberKind::Double),
    floating(xsd!("float"), NumberKind::Float),
    duration(xsd!("duration"), DurationKind::Any),
    duration(xsd!("dayTimeDuration"), DurationKind::DayTime),
    duration(xsd!("yearMonthDuration"), DurationKind::YearMonth),
    temporal(xsd!("gDay"), Kind::Other, TemporalKind::Day),
    temporal(xsd!("gMonth"), Kind::Other, TemporalKind::Month),
    temporal(xsd!("gMonthDay"), Kind::Other, TemporalKind::MonthDay),
    temporal(xsd!("gYear"), Kind::Other, TemporalKind::Year),
    temporal(xsd!("gYearMonth"), Kind::Other, TemporalKind::YearMonth),
    textual(xsd!("hexBinary"), Kind::Other, TextRule::HexBinary, WhiteSpace::Collapse),
    textual(xsd!("QName"), Kind::Other, TextRule::QName, WhiteSpace::Collapse),
    textual(xsd!("string"), Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual(xsd!("normalizedString"), Kind::String, TextRule::Any, WhiteSpace::Replace),
    textual(xsd!("token"), Kind::String, TextRule::Any, WhiteSpace::Collapse),
    textual(xsd!("language"), Kind::String, TextRule::Language, WhiteSpace::Collapse),
    textual(xsd!("Name"), Kind::String, TextRule::Name, WhiteSpace::Collapse),
    textual(xsd!("NMTOKEN"), Kind::String, TextRule::NmToken, WhiteSpace::Collapse),
    textual(
        ("xml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"),
        Kind::String,
        TextRule::Any,
        WhiteSpace::Keep,
    ),
    textual(("html", "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"), Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual(("json", "http://www.w3.org/ns/csvw#JSON"), Kind::String, TextRule::Any, WhiteSpace::Keep),
    temporal(xsd!("time"), Kind::Time, TemporalKind::Time),
    floating(xsd!("number" as "double"), NumberKind::Double),
    textual(xsd!("binary" as "base64Binary"), Kind::Other, TextRule::Base64Binary, WhiteSpace::Collapse),
    temporal(xsd!("datetime" as "dateTime"), Kind::DateTime, TemporalKind::DateTime),
    textual(xsd!("any" as "anyAtomicType"), Kind::String, TextRule::Any, WhiteSpace::Keep),
];

/// The built-in datatype of that name.
#[must_use]
pub fn built_in(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|datatype| datatype.name == name)
}

/// The names of all built-in datatypes, for suggestions.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|datatype| datatype.name)
}

/// The address of the built-in datatype of that name; of `string`, which is used instead, where there is none. A
/// datatype that is derived and has an `@id` is known by that in RDF, see
/// [`CompiledColumn::datatype_iri`](crate::csvw::CompiledColumn::datatype_iri).
#[must_use]
pub fn datatype_iri(base: &str) -> &'static str {
    built_in(base).unwrap_or(&STRING).iri
}

impl BuiltIn {
    /// Whether white space around the items of a list is theirs (tabular-data-model § 6.4, step 5.3).
    pub(super) fn keeps_list_items(&self) -> bool {
        matches!(self.name, "string" | "anyAtomicType" | "any")
    }

    /// Whether lengths may be stated: for `string`, what is derived from it, and binary data (tabular-metadata
    /// § 5.11.2).
    #[must_use]
    pub fn has_length(&self) -> bool {
        match self.family {
            Family::Text(TextRule::QName) => false,
            Family::Text(_) => !matches!(self.name, "anyAtomicType" | "any" | "anyURI"),
            _ => false,
        }
    }

    /// Whether bounds may be stated: for numbers, dates, times and durations (tabular-metadata § 5.11.2).
    #[must_use]
    pub fn has_order(&self) -> bool {
        matches!(self.family, Family::Number(..) | Family::Temporal(_) | Family::Duration(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (name, iri) in [
            ("string", "http://www.w3.org/2001/XMLSchema#string"),
            ("number", "http://www.w3.org/2001/XMLSchema#double"),
            ("float", "http://www.w3.org/2001/XMLSchema#float"),
            ("binary", "http://www.w3.org/2001/XMLSchema#base64Binary"),
            ("datetime", "http://www.w3.org/2001/XMLSchema#dateTime"),
            ("any", "http://www.w3.org/2001/XMLSchema#anyAtomicType"),
            ("xml", "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"),
            ("html", "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"),
            ("json", "http://www.w3.org/ns/csvw#JSON"),
            ("gYearMonth", "http://www.w3.org/2001/XMLSchema#gYearMonth"),
            ("strong", "http://www.w3.org/2001/XMLSchema#string"),
        ] {
            assert_eq!(datatype_iri(name), iri);
        }
        for datatype in &BUILT_IN[..BUILT_IN.len() - 4] {
            assert!(datatype.iri.ends_with(datatype.name) || matches!(datatype.name, "xml" | "html" | "json"));
        }
    }

    #[test]
    fn lengths_are_for_strings_and_binary_data_and_bounds_for_what_has_an_order() {
        let all = |good: fn(&BuiltIn) -> bool| BUILT_IN.iter().filter(|d| good(d)).map(|d| d.name).collect::<Vec<_>>();
        assert_eq!(
            all(BuiltIn::has_length),
            [
                "base64Binary",
                "hexBinary",
                "string",
                "normalizedString",
                "token",
                "language",
                "Name",
                "NMTOKEN",
                "xml",
                "html",
                "json",
                "binary"
            ]
        );
        assert_eq!(
            all(|datatype| !datatype.has_length() && !datatype.has_order()),
            ["anyAtomicType", "anyURI", "boolean", "QName", "any"]
        );
    }
}
