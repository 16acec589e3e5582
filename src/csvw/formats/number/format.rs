//! Numbers as a column writes them: a pattern, a decimal character, a group character (tabular-data-model § 6.4.2).

use super::pattern::{Pattern, Power, Scale, Section};
use super::{NumberKind, digits_from, why_not};
use crate::csvw::value::{Canonical, shortened};

/// How a column writes its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    decimal: Vec<u8>,
    group: Option<Vec<u8>>,
    pattern: Option<Pattern>,
}

/// The parts of a number that was read by a format; its digits are in the arena.
struct Written<'a> {
    sign: Option<u8>,
    scale: Scale,
    scale_first: bool,
    integer: Section<'a>,
    fraction: Section<'a>,
    has_point: bool,
    power: Option<Power<'a>>,
    /// What is left.
    rest: &'a [u8],
}

impl NumberFormat {
    /// Understands `format`: a pattern, a decimal character and a group character, any of which may be absent. What is
    /// not understood is passed over and said in the second part of the pair; `None` is the form of XML Schema.
    #[must_use]
    pub fn compile(pattern: Option<&str>, decimal: Option<&str>, group: Option<&str>) -> (Option<Self>, Vec<String>) {
        let mut flaws = Vec::new();
        let mut usable = |name: &str, text: Option<&'_ str>| {
            let text = text.filter(|text| !text.is_empty())?;
            if text.chars().any(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '%' | '‰' | 'E' | 'e')) {
                flaws.push(format!("`{}` cannot be a `{name}`: it is part of numbers", shortened(text)));
                return None;
            }
            Some(text.to_owned())
        };
        let decimal = usable("decimalChar", decimal);
        let mut group = usable("groupChar", group);
        let point = decimal.clone().unwrap_or_else(|| ".".to_owned());
        if group.as_ref() == Some(&point) {
            flaws.push(format!("`{}` cannot be both `decimalChar` and `groupChar`", shortened(&point)));
            group = None;
        }
        // CSVW writes patterns with the column's own characters, UAX 35 always with `.` and `,`.
        let comma = if point == "," { "." } else { "," };
        let parsed = pattern.and_then(|text| {
            let parsed = Pattern::parse(text, &point, group.as_deref().unwrap_or(comma))
                .or_else(|| Pattern::parse(text, ".", ","));
            if parsed.is_none() {
                flaws.push(format!(
                    "`{}` is not a number pattern: `0`, `#`, `E`, `+`, `%`, `‰` and the two characters are understood",
                    shortened(text)
                ));
            }
            parsed
        });
        if parsed.is_none() && decimal.is_none() && group.is_none() {
            return (None, flaws);
        }
        if let Some(parsed) = &parsed {
            let has_groups = parsed.groups.is_some() || parsed.fraction_group.is_some();
            group = has_groups.then(|| group.unwrap_or_else(|| comma.to_owned()));
        }
        let format = Self { decimal: point.into_bytes(), group: group.map(String::into_bytes), pattern: parsed };
        (Some(format), flaws)
    }

    /// Reads a number to its canonical text. The arena is as it was where there is an error, which says why.
    pub(super) fn read(&self, kind: NumberKind, text: &[u8], arena: &mut Vec<u8>) -> Result<Canonical, String> {
        let base = arena.len();
        let read = self.take_apart(kind, text, arena).and_then(|number| {
            self.judge(kind, text, &number)?;
            write(kind, &number, base, arena)
        });
        if read.is_err() {
            arena.truncate(base);
        }
        read.map(Canonical::Arena)
    }

    /// Moves the digits of a number into the arena.
    fn take_apart<'a>(&self, kind: NumberKind, text: &'a [u8], arena: &mut Vec<u8>) -> Result<Written<'a>, String> {
        let mut rest = text;
        let (mut sign, mut scale) = (None, Scale::One);
        loop {
            let found =
                Scale::SIGNS.iter().find_map(|(sign, scale)| Some((rest.strip_prefix(sign.as_bytes())?, scale)));
            if let Some((after, found)) = found.filter(|_| scale == Scale::One) {
                (rest, scale) = (after, *found);
            } else if let (Some(found @ (b'+' | b'-')), None) = (rest.first(), sign) {
                sign = Some(*found);
                rest = &rest[1..];
            } else {
                break;
            }
        }
        let scale_first = scale != Scale::One;
        let begin = arena.len();
        let (integer_group, fraction_group) = match &self.pattern {
            None => (self.group.as_deref(), None),
            Some(pattern) => {
                (pattern.groups.and(self.group.as_deref()), pattern.fraction_group.and(self.group.as_deref()))
            }
        };
        // Without a pattern, group characters may stand anywhere after the first digit, only not two together.
        let misplaced = || "a group character stands after a digit, one at a time".to_owned();
        let section = rest;
        rest = take_digits(rest, integer_group, arena).ok_or_else(misplaced)?;
        let point = arena.len();
        let integer = Section { text: &section[..section.len() - rest.len()], digits: point - begin };
        let mut fraction = Section { text: &rest[..0], digits: 0 };
        let mut has_point = false;
        if let Some(after) = rest.strip_prefix(self.decimal.as_slice()) {
            has_point = true;
            rest = take_digits(after, fraction_group, arena).ok_or_else(misplaced)?;
            fraction = Section { text: &after[..after.len() - rest.len()], digits: arena.len() - point };
            if fraction.digits == 0 {
                return Err("digits are expected after the decimal character".to_owned());
            }
        }
        if arena.len() == begin {
            return Err(why_not(kind, text));
        }
        let mut power = None;
        if let Some(after) = rest.strip_prefix(b"E") {
            let signed = matches!(after.first(), Some(b'+' | b'-'));
            let end = digits_from(after, usize::from(signed));
            let digits = end - usize::from(signed);
            if digits == 0 {
                return Err("digits are expected after the `E`".to_owned());
            }
            power = Some(Power { text: &after[..end], signed, digits });
            rest = &after[end..];
        }
        for (sign, found) in Scale::SIGNS {
            if let Some(after) = rest.strip_prefix(sign.as_bytes())
                && scale == Scale::One
                && power.is_none()
            {
                (rest, scale) = (after, found);
            }
        }
        Ok(Written { sign, scale, scale_first, integer, fraction, has_point, power, rest })
    }

    /// Judges a number by its datatype and by the pattern.
    fn judge(&self, kind: NumberKind, text: &[u8], number: &Written<'_>) -> Result<(), String> {
        if !number.rest.is_empty() {
            return Err(match &self.pattern {
                None => why_not(kind, text),
                Some(pattern) => format!(
                    "`{}` is not expected by the pattern `{}`",
                    shortened(&String::from_utf8_lossy(number.rest)),
                    pattern.written
                ),
            });
        }
        if !kind.is_floating() && number.power.is_some() {
            return Err(format!("{} has no exponent", kind.noun()));
        }
        if kind == NumberKind::Integer && number.has_point {
            return Err("an integer has no decimal point".to_owned());
        }
        let no_digit = "a digit is expected before the decimal character";
        let Some(pattern) = &self.pattern else {
            if number.scale_first {
                return Err(why_not(kind, text));
            }
            return if number.integer.digits == 0 { Err(no_digit.to_owned()) } else { Ok(()) };
        };
        let by_pattern = |why: &str| format!("{why} by the pattern `{}`", pattern.written);
        if number.integer.digits == 0 && pattern.needs_integer() {
            return Err(by_pattern(no_digit));
        }
        pattern
            .judge_digits(self.group.as_deref().unwrap_or_default(), number.integer, number.fraction)
            .map_err(|why| by_pattern(&why))?;
        if pattern.sign && number.sign.is_none() {
            return Err(by_pattern("a sign is expected"));
        }
        pattern.judge_scale(number.scale, number.scale_first).map_err(by_pattern)?;
        pattern.judge_exponent(number.power).map_err(by_pattern)
    }
}

/// Writes the canonical text of a number whose digits are in the arena from `digits` on, and tells where it begins.
/// Percent and per mille move the point; nothing is divided.
fn write(kind: NumberKind, number: &Written<'_>, digits: usize, arena: &mut Vec<u8>) -> Result<usize, String> {
    let places = number.scale.places();
    let point = number.integer.digits;
    let start = arena.len();
    let is_zero = arena[digits..start].iter().all(|byte| *byte == b'0');
    if number.sign == Some(b'-') && (!is_zero || kind.is_floating()) {
        arena.push(b'-');
    }
    let whole = point.saturating_sub(places);
    let padding = places.saturating_sub(point);
    let leading = arena[digits..digits + whole].iter().take_while(|byte| **byte == b'0').count();
    if leading == whole {
        arena.push(b'0');
    } else {
        arena.extend_from_within(digits + leading..digits + whole);
    }
    let fraction = digits + whole..start;
    if kind == NumberKind::Integer {
        if arena[fraction].iter().any(|byte| *byte != b'0') {
            return Err("it is not a whole number".to_owned());
        }
    } else if padding + fraction.len() > 0 {
        arena.push(b'.');
        arena.resize(arena.len() + padding, b'0');
        arena.extend_from_within(fraction);
    }
    if let Some(power) = number.power {
        arena.push(b'E');
        arena.extend_from_slice(power.text);
    }
    Ok(start)
}

/// Moves the digits at the beginning of `text` into the arena and returns what follows them; `None` where a group
/// character does not stand after a digit.
fn take_digits<'a>(text: &'a [u8], group: Option<&[u8]>, arena: &mut Vec<u8>) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let end = digits_from(rest, 0);
        arena.extend_from_slice(&rest[..end]);
        rest = &rest[end..];
        let Some(after) = group.and_then(|group| rest.strip_prefix(group)) else { return Some(rest) };
        if end == 0 {
            return None;
        }
        rest = after;
    }
}
