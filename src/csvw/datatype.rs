//! Datatypes made ready for reading: a built-in one, its format, and what narrows it (tabular-data-model § 6.4, steps 8
//! and 9; tabular-metadata § 5.11).

mod built_in;
mod facets;
mod likely;
mod screen;

use super::finding::{Finding, FindingKind};
use super::formats::boolean::{self, BooleanFormat};
use super::formats::date::{self, DateFormat};
use super::formats::duration;
use super::formats::expression::{self, Expression};
use super::formats::number::{self, Digits, NumberFormat};
use super::formats::text::{self, TextRule};
use super::metadata::{Datatype, Place};
use super::value::{Canonical, Flaw, FlawKind, Kind, shortened};
use built_in::{Family, Range, STRING};
use facets::Facets;

pub(super) use built_in::WhiteSpace;
pub use built_in::{BuiltIn, built_in, built_in_names, datatype_iri};
pub use likely::likely;
pub(super) use screen::Screen;

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

/// A datatype that reads single values.
#[derive(Debug, Clone)]
pub(super) struct CompiledDatatype {
    base: &'static BuiltIn,
    id: Option<Box<str>>,
    format: Format,
    facets: Facets,
    /// No format, length or bound: the family's reader says it all.
    simple: bool,
    /// What is plainly a value.
    screen: Screen,
}

impl CompiledDatatype {
    pub(super) fn compile(datatype: &Datatype, place: Option<Place>, findings: &mut Vec<Finding>) -> Self {
        let base = built_in(&datatype.base).unwrap_or_else(|| {
            findings.push(Finding::warning(
                FindingKind::UnknownDatatype,
                format!("`{}` is not a datatype; `string` is used", shortened(&datatype.base)),
                place,
            ));
            &STRING
        });
        let (format, flaws) = compile_format(base, datatype);
        findings.extend(flaws.into_iter().map(|message| Finding::warning(FindingKind::InvalidFormat, message, place)));
        let facets = Facets::compile(base, datatype, |text| bound(base, &format, text), place, findings);
        let simple = matches!(format, Format::None) && facets.is_empty();
        let id = datatype.id.as_deref().map(Box::from);
        let mut compiled = Self { base, id, format, facets, simple, screen: Screen::Nothing };
        compiled.screen = Screen::compile(&compiled);
        compiled
    }

    pub(super) fn base(&self) -> &'static BuiltIn {
        self.base
    }

    pub(super) fn screen(&self) -> &Screen {
        &self.screen
    }

    pub(super) fn kind(&self) -> Kind {
        self.base.kind
    }

    /// The address of the datatype: its own, or that of its base.
    pub(super) fn iri(&self) -> &str {
        self.id.as_deref().unwrap_or(self.base.iri)
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
            read_form(self.base, &self.format, text, arena).map_err(|why| Flaw::new(FlawKind::NotOfDatatype, why))?;
        if self.simple {
            return Ok(canonical);
        }
        if let Format::Expression(expression, written) = &self.format
            && !expression.is_match(text)
        {
            return Err(Flaw::new(FlawKind::PatternMismatch, format!("it does not match `{written}`")));
        }
        self.facets.judge(self.base, bytes_of(&canonical, text, arena))?;
        Ok(canonical)
    }
}

fn bytes_of<'a>(canonical: &Canonical, text: &'a [u8], arena: &'a [u8]) -> &'a [u8] {
    match canonical {
        Canonical::Same(range) => text.get(range.clone()).unwrap_or_default(),
        Canonical::Arena(start) => arena.get(*start..).unwrap_or_default(),
    }
}

/// Reads a text in a format, or in the form of XML Schema, without what narrows the datatype.
fn read_form(base: &BuiltIn, format: &Format, text: &[u8], arena: &mut Vec<u8>) -> Result<Canonical, String> {
    let whole = Canonical::Same(0..text.len());
    match base.family {
        Family::Text(rule) => text::check(rule, text).map(|()| whole),
        Family::Number(kind, range) => {
            let format = if let Format::Number(format) = format { Some(format) } else { None };
            let canonical = number::read(kind, format, text, arena)?;
            if let Some(range) = range {
                within(base.name, range, bytes_of(&canonical, text, arena))?;
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

/// The canonical text of a bound. It has the form of XML Schema, whatever the format of the cells (tabular-metadata
/// § 5.11.2); it may be a JSON number too, with an exponent or a zero after the point. A text that is neither, and which
/// the standard would pass over, is taken in the form of the cells.
fn bound(base: &BuiltIn, format: &Format, text: &str) -> Option<Vec<u8>> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']).as_bytes();
    let read = |format: &Format, text: &[u8]| {
        let mut arena = Vec::new();
        let canonical = read_form(base, format, text, &mut arena).ok()?;
        Some(bytes_of(&canonical, text, &arena).to_vec())
    };
    let from_json = || match base.family {
        Family::Number(kind, _) => read(&Format::None, &number::without_exponent(kind, text)?),
        _ => None,
    };
    read(&Format::None, text).or_else(from_json).or_else(|| read(format, text))
}

/// Whether two bounds of a built-in datatype have the same value, as `minimum` and `minInclusive` must (tabular-metadata
/// § 5.11.2): `1.0` and `1` do. What is no value of the datatype is the same as its own text only.
#[must_use]
pub fn is_same_bound(base: &str, a: &str, b: &str) -> bool {
    let base = built_in(base).unwrap_or(&STRING);
    match (bound(base, &Format::None, a), bound(base, &Format::None, b)) {
        (Some(a), Some(b)) => facets::is_same(base, &a, &b),
        _ => a == b,
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

/// Makes a format ready. What is not understood is as if it were not there (tabular-data-model §§ 6.4.2 to 6.4.6); the
/// second part of the pair says what.
fn compile_format(base: &BuiltIn, datatype: &Datatype) -> (Format, Vec<String>) {
    let Datatype { decimal_char, group_char, format: written, .. } = datatype;
    let is_number = matches!(base.family, Family::Number(..));
    let mut flaws = Vec::new();
    if !is_number && (decimal_char.is_some() || group_char.is_some()) {
        flaws.push(format!("`{}` has no `decimalChar` or `groupChar`; they are for numbers", base.name));
    }
    if is_number {
        let (format, flaws) = NumberFormat::compile(written.as_deref(), decimal_char.as_deref(), group_char.as_deref());
        return (format.map_or(Format::None, Format::Number), flaws);
    }
    let Some(written) = written else { return (Format::None, flaws) };
    let format = match base.family {
        Family::Number(..) => Ok(Format::None),
        Family::Boolean => BooleanFormat::compile(written).map(Format::Boolean),
        Family::Temporal(kind) => DateFormat::compile(kind, written).map(Format::Date),
        Family::Text(_) | Family::Duration(_) => expression::compile(written)
            .map(|expression| Format::Expression(Box::new(expression), shortened(written).into_owned())),
    };
    let format = format.unwrap_or_else(|message| {
        flaws.push(message);
        Format::None
    });
    (format, flaws)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_the_same_by_value() {
        for (base, a, b, expected) in [
            ("decimal", "1.0", "1", true),
            ("integer", "1e2", "100", true),
            ("integer", "1", "2", false),
            ("double", "1e1", "10", true),
            ("dateTime", "2026-01-31T15:00:00+01:00", "2026-01-31T14:00:00Z", true),
            ("dateTime", "2026-01-31T15:00:00", "2026-01-31T15:00:00Z", false),
            ("duration", "P1Y", "P12M", true),
            ("duration", "P1M", "P30D", false),
            ("date", "soon", "soon", true),
            ("date", "soon", "later", false),
            ("string", "a", "a", true),
        ] {
            assert_eq!(is_same_bound(base, a, b), expected, "{base} {a} {b}");
        }
    }
}
