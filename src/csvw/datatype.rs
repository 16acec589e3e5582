//! The built-in datatypes (tabular-data-model § 4.8, tabular-metadata § 5.11.1) and datatypes made ready for reading.

use std::cmp::Ordering;

use super::finding::{Finding, FindingKind};
use super::formats::boolean::{self, BooleanFormat};
use super::formats::date::{self, DateFormat, TemporalKind};
use super::formats::duration::{self, DurationKind};
use super::formats::expression::{self, Expression};
use super::formats::number::{self, Digits, NumberFormat, NumberKind};
use super::formats::text::{self, TextRule};
use super::metadata::{Datatype, Place};
use super::value::{Canonical, Flaw, FlawKind, Kind};

/// A built-in datatype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// Its name in CSVW.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    family: Family,
    white_space: WhiteSpace,
}

/// How a datatype's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Number(NumberKind, Option<(Option<&'static str>, Option<&'static str>)>),
    Boolean,
    Temporal(TemporalKind),
    Duration(DurationKind),
    Text(TextRule),
}

/// What becomes of white space (tabular-data-model § 6.4, steps 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhiteSpace {
    /// It stays.
    Keep,
    /// Each tab and line end is a space.
    Replace,
    /// And the ends are stripped and runs are one space.
    Collapse,
}

type Range = (Option<&'static str>, Option<&'static str>);

const fn integer(name: &'static str, range: Option<Range>) -> BuiltIn {
    let family = Family::Number(NumberKind::Integer, range);
    BuiltIn { name, kind: Kind::Integer, family, white_space: WhiteSpace::Collapse }
}

const fn double(name: &'static str) -> BuiltIn {
    let family = Family::Number(NumberKind::Double, None);
    BuiltIn { name, kind: Kind::Double, family, white_space: WhiteSpace::Collapse }
}

const fn temporal(name: &'static str, kind: Kind, temporal: TemporalKind) -> BuiltIn {
    BuiltIn { name, kind, family: Family::Temporal(temporal), white_space: WhiteSpace::Collapse }
}

const fn duration_type(name: &'static str, kind: DurationKind) -> BuiltIn {
    BuiltIn { name, kind: Kind::Duration, family: Family::Duration(kind), white_space: WhiteSpace::Collapse }
}

const fn textual(name: &'static str, kind: Kind, rule: TextRule, white_space: WhiteSpace) -> BuiltIn {
    BuiltIn { name, kind, family: Family::Text(rule), white_space }
}

const STRING: BuiltIn = textual("string", Kind::String, TextRule::Any, WhiteSpace::Keep);

/// All built-in datatypes by their names, with the four aliases that CSVW adds at the end.
static BUILT_IN: [BuiltIn; 47] = [
    textual("anyAtomicType", Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual("anyURI", Kind::Other, TextRule::AnyUri, WhiteSpace::Collapse),
    textual("base64Binary", Kind::Other, TextRule::Base64Binary, WhiteSpace::Collapse),
    BuiltIn { name: "boolean", kind: Kind::Boolean, family: Family::Boolean, white_space: WhiteSpace::Collapse },
    temporal("date", Kind::Date, TemporalKind::Date),
    temporal("dateTime", Kind::DateTime, TemporalKind::DateTime),
    temporal("dateTimeStamp", Kind::DateTime, TemporalKind::DateTimeStamp),
    BuiltIn {
        name: "decimal",
        kind: Kind::Decimal,
        family: Family::Number(NumberKind::Decimal, None),
        white_space: WhiteSpace::Collapse,
    },
    integer("integer", None),
    integer("long", Some((Some("-9223372036854775808"), Some("9223372036854775807")))),
    integer("int", Some((Some("-2147483648"), Some("2147483647")))),
    integer("short", Some((Some("-32768"), Some("32767")))),
    integer("byte", Some((Some("-128"), Some("127")))),
    integer("nonNegativeInteger", Some((Some("0"), None))),
    integer("positiveInteger", Some((Some("1"), None))),
    integer("unsignedLong", Some((Some("0"), Some("18446744073709551615")))),
    integer("unsignedInt", Some((Some("0"), Some("4294967295")))),
    integer("unsignedShort", Some((Some("0"), Some("65535")))),
    integer("unsignedByte", Some((Some("0"), Some("255")))),
    integer("nonPositiveInteger", Some((None, Some("0")))),
    integer("negativeInteger", Some((None, Some("-1")))),
    double("double"),
    double("float"),
    duration_type("duration", DurationKind::Any),
    duration_type("dayTimeDuration", DurationKind::DayTime),
    duration_type("yearMonthDuration", DurationKind::YearMonth),
    temporal("gDay", Kind::Other, TemporalKind::Day),
    temporal("gMonth", Kind::Other, TemporalKind::Month),
    temporal("gMonthDay", Kind::Other, TemporalKind::MonthDay),
    temporal("gYear", Kind::Other, TemporalKind::Year),
    temporal("gYearMonth", Kind::Other, TemporalKind::YearMonth),
    textual("hexBinary", Kind::Other, TextRule::HexBinary, WhiteSpace::Collapse),
    textual("QName", Kind::Other, TextRule::QName, WhiteSpace::Collapse),
    STRING,
    textual("normalizedString", Kind::String, TextRule::Any, WhiteSpace::Replace),
    textual("token", Kind::String, TextRule::Any, WhiteSpace::Collapse),
    textual("language", Kind::String, TextRule::Language, WhiteSpace::Collapse),
    textual("Name", Kind::String, TextRule::Name, WhiteSpace::Collapse),
    textual("NMTOKEN", Kind::String, TextRule::NmToken, WhiteSpace::Collapse),
    textual("xml", Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual("html", Kind::String, TextRule::Any, WhiteSpace::Keep),
    textual("json", Kind::String, TextRule::Any, WhiteSpace::Keep),
    temporal("time", Kind::Time, TemporalKind::Time),
    double("number"),
    textual("binary", Kind::Other, TextRule::Base64Binary, WhiteSpace::Collapse),
    temporal("datetime", Kind::DateTime, TemporalKind::DateTime),
    textual("any", Kind::String, TextRule::Any, WhiteSpace::Keep),
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

impl BuiltIn {
    /// Whether it is `name` or an alias of it.
    fn keeps_list_items(&self) -> bool {
        matches!(self.name, "string" | "anyAtomicType" | "any")
    }

    /// Whether lengths may be stated (tabular-metadata § 5.11.4).
    #[must_use]
    pub fn has_length(&self) -> bool {
        match self.family {
            Family::Text(TextRule::AnyUri) => true,
            Family::Text(TextRule::QName) => false,
            Family::Text(_) => !matches!(self.name, "anyAtomicType" | "any"),
            _ => false,
        }
    }

    /// Whether bounds may be stated (tabular-metadata § 5.11.5).
    #[must_use]
    pub fn has_order(&self) -> bool {
        matches!(self.family, Family::Number(..) | Family::Temporal(_) | Family::Duration(_))
    }
}

/// A format made ready.
#[derive(Debug, Clone, Default)]
enum Format {
    #[default]
    None,
    Number(NumberFormat),
    Boolean(BooleanFormat),
    Date(DateFormat),
    Expression(Box<Expression>, String),
}

/// A bound as a canonical text and whether it is itself allowed.
#[derive(Debug, Clone)]
struct Bound {
    text: Vec<u8>,
    inclusive: bool,
    /// The value of a double.
    double: f64,
}

/// A datatype that reads single values.
#[derive(Debug, Clone)]
pub(super) struct CompiledDatatype {
    base: &'static BuiltIn,
    format: Format,
    length: Option<u64>,
    min_length: Option<u64>,
    max_length: Option<u64>,
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    /// No format, length or bound: the family's reader says it all.
    simple: bool,
}

impl CompiledDatatype {
    pub(super) fn compile(datatype: &Datatype, place: Option<Place>, findings: &mut Vec<Finding>) -> Self {
        let base = built_in(&datatype.base).unwrap_or_else(|| {
            findings.push(Finding::warning(
                FindingKind::UnknownDatatype,
                format!("`{}` is not a datatype; `string` is used", datatype.base),
                place,
            ));
            &STRING
        });
        let format = compile_format(base, datatype).unwrap_or_else(|message| {
            findings.push(Finding::warning(FindingKind::InvalidFormat, message, place));
            Format::None
        });
        let mut compiled = Self {
            base,
            format,
            length: datatype.length,
            min_length: datatype.min_length,
            max_length: datatype.max_length,
            minimum: None,
            maximum: None,
            simple: false,
        };
        compiled.check_lengths(place, findings);
        compiled.compile_bounds(datatype, place, findings);
        compiled.simple = matches!(compiled.format, Format::None)
            && compiled.length.is_none()
            && compiled.min_length.is_none()
            && compiled.max_length.is_none()
            && compiled.minimum.is_none()
            && compiled.maximum.is_none();
        compiled
    }

    fn check_lengths(&mut self, place: Option<Place>, findings: &mut Vec<Finding>) {
        let Self { length, min_length, max_length, .. } = *self;
        if length.or(min_length).or(max_length).is_none() {
            return;
        }
        if !self.base.has_length() {
            findings.push(Finding::error(
                FindingKind::ConstraintNotApplicable,
                format!("`{}` has no length that could be constrained", self.base.name),
                place,
            ));
            (self.length, self.min_length, self.max_length) = (None, None, None);
            return;
        }
        let pairs = [
            ("length", length, "minLength", min_length),
            ("maxLength", max_length, "length", length),
            ("maxLength", max_length, "minLength", min_length),
        ];
        for (greater_name, greater, lesser_name, lesser) in pairs {
            if let (Some(greater), Some(lesser)) = (greater, lesser)
                && greater < lesser
            {
                findings.push(Finding::error(
                    FindingKind::ContradictoryBounds,
                    format!("`{greater_name}` is {greater}, less than `{lesser_name}`, {lesser}"),
                    place,
                ));
            }
        }
    }

    fn compile_bounds(&mut self, datatype: &Datatype, place: Option<Place>, findings: &mut Vec<Finding>) {
        let stated = [
            ("minimum", &datatype.minimum, true),
            ("minExclusive", &datatype.min_exclusive, false),
            ("maximum", &datatype.maximum, true),
            ("maxExclusive", &datatype.max_exclusive, false),
        ];
        if stated.iter().all(|(_, text, _)| text.is_none()) {
            return;
        }
        if !self.base.has_order() {
            findings.push(Finding::error(
                FindingKind::ConstraintNotApplicable,
                format!("`{}` has no order, so it cannot have a minimum or maximum", self.base.name),
                place,
            ));
            return;
        }
        for (index, (name, text, inclusive)) in stated.into_iter().enumerate() {
            let Some(text) = text else { continue };
            let Some(canonical) = self.bound(text) else {
                findings.push(Finding::error(
                    FindingKind::InvalidBound,
                    format!("`{text}` cannot be `{name}`: it is not a value of `{}`", self.base.name),
                    place,
                ));
                continue;
            };
            let double = if self.base.kind == Kind::Double { number::double(&canonical) } else { 0.0 };
            let slot = if index < 2 { &mut self.minimum } else { &mut self.maximum };
            if slot.is_some() {
                findings.push(Finding::error(
                    FindingKind::ContradictoryBounds,
                    format!(
                        "an inclusive and an exclusive {} are both stated",
                        if index < 2 { "minimum" } else { "maximum" }
                    ),
                    place,
                ));
                continue;
            }
            *slot = Some(Bound { text: canonical, inclusive, double });
        }
        if let (Some(minimum), Some(maximum)) = (&self.minimum, &self.maximum) {
            let order = self.compare(&minimum.text, maximum);
            // Two exclusive bounds may be equal by the letter of the standard, an exclusive and an inclusive one not.
            if order == Ordering::Greater || (order == Ordering::Equal && minimum.inclusive != maximum.inclusive) {
                findings.push(Finding::error(
                    FindingKind::ContradictoryBounds,
                    format!(
                        "the minimum {} leaves nothing below the maximum {}",
                        String::from_utf8_lossy(&minimum.text),
                        String::from_utf8_lossy(&maximum.text)
                    ),
                    place,
                ));
            }
        }
    }

    /// The canonical text of a bound, written in the form of XML Schema or in the column's format.
    fn bound(&self, text: &str) -> Option<Vec<u8>> {
        let mut arena = Vec::new();
        let text = text.trim().as_bytes();
        let canonical = self.read_form(&Format::None, text, &mut arena).or_else(|_| {
            arena.clear();
            self.read_form(&self.format, text, &mut arena)
        });
        Some(match canonical.ok()? {
            Canonical::Same(range) => text[range].to_vec(),
            Canonical::Arena(start) => arena.split_off(start),
        })
    }

    pub(super) fn kind(&self) -> Kind {
        self.base.kind
    }

    pub(super) fn white_space(&self) -> WhiteSpace {
        self.base.white_space
    }

    pub(super) fn keeps_list_items(&self) -> bool {
        self.base.keeps_list_items()
    }

    /// Whether every text is a value as it is.
    pub(super) fn takes_anything(&self) -> bool {
        self.simple && matches!(self.base.family, Family::Text(TextRule::Any))
    }

    /// Reads one value to its canonical text.
    pub(super) fn read(&self, text: &[u8], arena: &mut Vec<u8>) -> Result<Canonical, Flaw> {
        let canonical =
            self.read_form(&self.format, text, arena).map_err(|why| Flaw::new(FlawKind::NotOfDatatype, why))?;
        if self.simple {
            return Ok(canonical);
        }
        let value = match &canonical {
            Canonical::Same(range) => text.get(range.clone()).unwrap_or_default(),
            Canonical::Arena(start) => arena.get(*start..).unwrap_or_default(),
        };
        if let Format::Expression(expression, written) = &self.format
            && !expression.is_match(text)
        {
            return Err(Flaw::new(FlawKind::PatternMismatch, format!("it does not match `{written}`")));
        }
        self.judge_length(value)?;
        self.judge_bounds(value)?;
        Ok(canonical)
    }

    fn read_form(&self, format: &Format, text: &[u8], arena: &mut Vec<u8>) -> Result<Canonical, String> {
        let whole = Canonical::Same(0..text.len());
        match self.base.family {
            Family::Text(rule) => text::check(rule, text).map(|()| whole),
            Family::Number(kind, range) => {
                let format = if let Format::Number(format) = format { Some(format) } else { None };
                let canonical = number::read(kind, format, text, arena)?;
                if let Some(range) = range {
                    let value = match &canonical {
                        Canonical::Same(range) => &text[range.clone()],
                        Canonical::Arena(start) => &arena[*start..],
                    };
                    within(self.base.name, range, value)?;
                }
                Ok(canonical)
            }
            Family::Boolean => {
                let format = if let Format::Boolean(format) = format { Some(format) } else { None };
                let canonical = boolean::read(format, text)?;
                if text == canonical.as_bytes() {
                    return Ok(whole);
                }
                let start = arena.len();
                arena.extend_from_slice(canonical.as_bytes());
                Ok(Canonical::Arena(start))
            }
            Family::Temporal(kind) => {
                let format = if let Format::Date(format) = format { Some(format) } else { None };
                date::read(kind, format, text, arena)
            }
            Family::Duration(kind) => duration::parse(kind, text).map(|_| whole),
        }
    }

    fn judge_length(&self, value: &[u8]) -> Result<(), Flaw> {
        if self.length.or(self.min_length).or(self.max_length).is_none() {
            return Ok(());
        }
        let Family::Text(rule) = self.base.family else { return Ok(()) };
        let length = text::length(rule, value);
        let unit = |count: u64| match (rule, count) {
            (TextRule::HexBinary | TextRule::Base64Binary, 1) => "byte",
            (TextRule::HexBinary | TextRule::Base64Binary, _) => "bytes",
            (_, 1) => "character",
            _ => "characters",
        };
        let long = format_args!("it has {length} {}", unit(length)).to_string();
        if let Some(exact) = self.length
            && length != exact
        {
            return Err(Flaw::new(FlawKind::WrongLength, format!("{long}, not {exact}")));
        }
        if let Some(least) = self.min_length
            && length < least
        {
            return Err(Flaw::new(FlawKind::TooShort, format!("{long}; at least {least} are asked for")));
        }
        if let Some(most) = self.max_length
            && length > most
        {
            return Err(Flaw::new(FlawKind::TooLong, format!("{long}; at most {most} are allowed")));
        }
        Ok(())
    }

    fn judge_bounds(&self, value: &[u8]) -> Result<(), Flaw> {
        let written = |bound: &Bound| String::from_utf8_lossy(&bound.text).into_owned();
        if self.minimum.as_ref().or(self.maximum.as_ref()).is_some()
            && self.base.kind == Kind::Double
            && number::double(value).is_nan()
        {
            let (kind, bound) = if self.minimum.is_some() {
                (FlawKind::BelowMinimum, "a minimum")
            } else {
                (FlawKind::AboveMaximum, "a maximum")
            };
            return Err(Flaw::new(kind, format!("`NaN` is not within {bound}")));
        }
        if let Some(bound) = &self.minimum {
            let order = self.compare(value, bound);
            if order == Ordering::Less || (order == Ordering::Equal && !bound.inclusive) {
                let why = if bound.inclusive { "the minimum is" } else { "it must be more than" };
                return Err(Flaw::new(FlawKind::BelowMinimum, format!("{why} {}", written(bound))));
            }
        }
        if let Some(bound) = &self.maximum {
            let order = self.compare(value, bound);
            if order == Ordering::Greater || (order == Ordering::Equal && !bound.inclusive) {
                let why = if bound.inclusive { "the maximum is" } else { "it must be less than" };
                return Err(Flaw::new(FlawKind::AboveMaximum, format!("{why} {}", written(bound))));
            }
        }
        Ok(())
    }

    /// Compares a canonical text with a bound, as values.
    fn compare(&self, value: &[u8], bound: &Bound) -> Ordering {
        match self.base.family {
            Family::Number(NumberKind::Double, _) => {
                number::double(value).partial_cmp(&bound.double).unwrap_or(Ordering::Equal)
            }
            Family::Number(..) => Digits::of(value).cmp(&Digits::of(&bound.text)),
            Family::Temporal(kind) => {
                let (Some(a), Some(b)) = (date::instant(kind, value), date::instant(kind, &bound.text)) else {
                    return Ordering::Equal;
                };
                (a.seconds, a.fraction).cmp(&(b.seconds, b.fraction))
            }
            Family::Duration(kind) => {
                let (Ok(a), Ok(b)) = (duration::parse(kind, value), duration::parse(kind, &bound.text)) else {
                    return Ordering::Equal;
                };
                a.compare(&b)
            }
            Family::Boolean | Family::Text(_) => Ordering::Equal,
        }
    }
}

fn within(name: &str, (least, most): Range, value: &[u8]) -> Result<(), String> {
    let digits = Digits::of(value);
    if let Some(least) = least
        && digits < Digits::of(least.as_bytes())
    {
        return Err(format!("the least `{name}` is {least}"));
    }
    if let Some(most) = most
        && digits > Digits::of(most.as_bytes())
    {
        return Err(format!("the greatest `{name}` is {most}"));
    }
    Ok(())
}

fn compile_format(base: &BuiltIn, datatype: &Datatype) -> Result<Format, String> {
    let characters = (datatype.decimal_char.as_deref(), datatype.group_char.as_deref());
    let pattern = datatype.format.as_deref();
    if !matches!(base.family, Family::Number(..)) && characters != (None, None) {
        return Err(format!("`{}` has no `decimalChar` or `groupChar`; they are for numbers", base.name));
    }
    Ok(match (base.family, pattern) {
        (Family::Number(..), None) if characters == (None, None) => Format::None,
        (Family::Number(..), _) => Format::Number(NumberFormat::compile(pattern, characters.0, characters.1)?),
        (_, None) => Format::None,
        (Family::Boolean, Some(format)) => Format::Boolean(BooleanFormat::compile(format)?),
        (Family::Temporal(kind), Some(format)) => Format::Date(DateFormat::compile(kind, format)?),
        (Family::Text(_) | Family::Duration(_), Some(format)) => {
            let expression = expression::compile(format)?;
            Format::Expression(Box::new(expression), format.to_owned())
        }
    })
}
