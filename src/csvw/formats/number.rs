//! Numbers (tabular-data-model § 6.4.2) and the number patterns of UAX 35.
//!
//! No number is ever read by way of a float: the digits of the source are the digits of the canonical text.

use std::cmp::Ordering;
use std::ops::Range;

use memchr::memmem;

use crate::csvw::value::Canonical;

/// Which numbers a datatype has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// Whole numbers.
    Integer,
    /// Decimals.
    Decimal,
    /// Floating point: exponents and the special values too.
    Double,
}

/// How a column writes its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    decimal: Vec<u8>,
    group: Option<Vec<u8>>,
    pattern: Option<Pattern>,
}

/// A number pattern of UAX 35, as far as CSVW asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Pattern {
    written: String,
    /// The number must have a sign.
    sign: bool,
    min_integer: usize,
    /// Digits of the last group, and of those before it.
    groups: Option<(usize, usize)>,
    min_fraction: usize,
    max_fraction: usize,
    fraction_group: Option<usize>,
    exponent: Option<Exponent>,
    scale: Scale,
    scale_first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Exponent {
    sign: bool,
    min_digits: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Scale {
    #[default]
    One,
    Percent,
    PerMille,
}

const SCALES: [(&str, Scale); 2] = [("%", Scale::Percent), ("‰", Scale::PerMille)];

impl NumberFormat {
    /// Understands `format`: a pattern, a decimal character and a group character, any of which may be absent.
    pub fn compile(pattern: Option<&str>, decimal: Option<&str>, group: Option<&str>) -> Result<Self, String> {
        let point = decimal.filter(|text| !text.is_empty()).unwrap_or(".");
        let group = group.filter(|text| !text.is_empty());
        for (name, text) in [("decimalChar", Some(point)), ("groupChar", group)] {
            let Some(text) = text else { continue };
            if text.chars().any(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '%' | '‰' | 'E' | 'e')) {
                return Err(format!("`{text}` cannot be a `{name}`: it is part of numbers"));
            }
        }
        if Some(point) == group {
            return Err(format!("`{point}` cannot be both `decimalChar` and `groupChar`"));
        }
        let mut format = Self {
            decimal: point.as_bytes().to_vec(),
            group: group.map(|text| text.as_bytes().to_vec()),
            pattern: None,
        };
        if let Some(text) = pattern {
            // CSVW writes patterns with the column's own characters, UAX 35 always with `.` and `,`.
            let parsed = Pattern::parse(text, point, group.unwrap_or(if point == "," { "." } else { "," }))
                .or_else(|| Pattern::parse(text, ".", ","))
                .ok_or_else(|| {
                    format!("`{text}` is not a number pattern: `0`, `#`, `E`, `+`, `%`, `‰` and the two characters are understood")
                })?;
            if parsed.groups.is_some() || parsed.fraction_group.is_some() {
                format.group.get_or_insert_with(|| if point == "," { b".".to_vec() } else { b",".to_vec() });
            } else {
                format.group = None;
            }
            format.pattern = Some(parsed);
        }
        Ok(format)
    }
}

impl Pattern {
    fn parse(text: &str, point: &str, group: &str) -> Option<Self> {
        let mut pattern = Self { written: text.to_owned(), ..Self::default() };
        let mut rest = text;
        for (sign, scale) in SCALES {
            if let Some(after) = rest.strip_prefix(sign) {
                rest = after;
                pattern.scale = scale;
                pattern.scale_first = true;
            }
        }
        if let Some(after) = rest.strip_prefix('+') {
            rest = after;
            pattern.sign = true;
        } else if let Some(after) = rest.strip_prefix('-') {
            rest = after;
        }
        for (sign, scale) in SCALES {
            if let Some(before) = rest.strip_suffix(sign) {
                if pattern.scale != Scale::One {
                    return None;
                }
                rest = before;
                pattern.scale = scale;
            }
        }
        if let Some((before, exponent)) = rest.split_once('E') {
            rest = before;
            let (sign, digits) = exponent.strip_prefix('+').map_or((false, exponent), |digits| (true, digits));
            let zeros = digits.trim_start_matches('#');
            if zeros.is_empty() || zeros.bytes().any(|byte| byte != b'0') {
                return None;
            }
            pattern.exponent = Some(Exponent { sign, min_digits: zeros.len() });
        }
        let (integer, fraction) = rest.split_once(point).map_or((rest, ""), |(a, b)| (a, b));
        if integer.is_empty() && fraction.is_empty() {
            return None;
        }
        let segments: Vec<&str> = integer.split(group).collect();
        let digits = segments.concat();
        let zeros = digits.trim_start_matches('#');
        if zeros.bytes().any(|byte| byte != b'0') {
            return None;
        }
        pattern.min_integer = zeros.len();
        if let [.., before, last] = segments.as_slice() {
            if last.is_empty() || (before.is_empty() && segments.len() > 2) {
                return None;
            }
            pattern.groups = Some((last.len(), if segments.len() > 2 { before.len() } else { last.len() }));
        }
        let segments: Vec<&str> = fraction.split(group).collect();
        let digits = segments.concat();
        let optional = digits.trim_start_matches('0');
        if optional.bytes().any(|byte| byte != b'#') {
            return None;
        }
        pattern.min_fraction = digits.len() - optional.len();
        pattern.max_fraction = digits.len();
        if segments.len() > 1 {
            if segments[0].is_empty() {
                return None;
            }
            pattern.fraction_group = Some(segments[0].len());
        }
        Some(pattern)
    }
}

/// A number as it is written, without a format.
struct Plain {
    negative: bool,
    signed: bool,
    integer: Range<usize>,
    /// The digits after the point; `None` without a point.
    fraction: Option<Range<usize>>,
    /// From the `e` on.
    exponent: Range<usize>,
}

fn digits_from(text: &[u8], at: usize) -> usize {
    text[at..].iter().position(|byte| !byte.is_ascii_digit()).map_or(text.len(), |length| at + length)
}

fn plain(kind: NumberKind, text: &[u8]) -> Option<Plain> {
    let negative = text.first() == Some(&b'-');
    let signed = negative || text.first() == Some(&b'+');
    let mut at = usize::from(signed);
    let integer = at..digits_from(text, at);
    at = integer.end;
    let mut fraction = None;
    if kind != NumberKind::Integer && text.get(at) == Some(&b'.') {
        let end = digits_from(text, at + 1);
        fraction = Some(at + 1..end);
        at = end;
    }
    if integer.is_empty() && fraction.as_ref().is_none_or(Range::is_empty) {
        return None;
    }
    let from = at;
    if kind == NumberKind::Double && matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(text.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        let end = digits_from(text, at);
        if end == at {
            return None;
        }
        at = end;
    }
    (at == text.len()).then_some(Plain { negative, signed, integer, fraction, exponent: from..at })
}

/// Reads a number in the form of XML Schema, or by a format.
pub fn read(
    kind: NumberKind,
    format: Option<&NumberFormat>,
    text: &[u8],
    arena: &mut Vec<u8>,
) -> Result<Canonical, String> {
    if kind == NumberKind::Double {
        match text {
            b"NaN" | b"INF" | b"-INF" => return Ok(Canonical::Same(0..text.len())),
            b"+INF" => return Ok(Canonical::Same(1..text.len())),
            _ => {}
        }
    }
    if let Some(format) = format {
        return read_formatted(kind, format, text, arena);
    }
    let number = plain(kind, text).ok_or_else(|| why_not(kind, text))?;
    let integer = &text[number.integer.clone()];
    let is_short = integer.len() == 1 || integer.first().is_some_and(|byte| *byte != b'0');
    let is_zero = || {
        let fraction = number.fraction.clone().unwrap_or(0..0);
        integer.iter().chain(&text[fraction]).all(|byte| *byte == b'0')
    };
    let drops_sign = number.signed && (!number.negative || (kind != NumberKind::Double && is_zero()));
    if is_short && number.fraction.as_ref().is_none_or(|digits| !digits.is_empty()) {
        return Ok(Canonical::Same(usize::from(drops_sign)..text.len()));
    }
    let start = arena.len();
    if number.negative && !drops_sign {
        arena.push(b'-');
    }
    push_integer(integer, arena);
    if let Some(digits) = number.fraction.filter(|digits| !digits.is_empty()) {
        arena.push(b'.');
        arena.extend_from_slice(&text[digits]);
    }
    arena.extend_from_slice(&text[number.exponent]);
    Ok(Canonical::Arena(start))
}

fn push_integer(digits: &[u8], arena: &mut Vec<u8>) {
    let first = digits.iter().position(|byte| *byte != b'0').unwrap_or(digits.len());
    if first == digits.len() {
        arena.push(b'0');
    } else {
        arena.extend_from_slice(&digits[first..]);
    }
}

fn read_formatted(
    kind: NumberKind,
    format: &NumberFormat,
    text: &[u8],
    arena: &mut Vec<u8>,
) -> Result<Canonical, String> {
    let base = arena.len();
    let parsed = parse_formatted(kind, format, text, arena);
    match parsed {
        Ok(start) => Ok(Canonical::Arena(start)),
        Err(why) => {
            arena.truncate(base);
            Err(why)
        }
    }
}

/// Puts the digits, then the canonical text into the arena, and tells where the latter begins.
fn parse_formatted(kind: NumberKind, format: &NumberFormat, text: &[u8], arena: &mut Vec<u8>) -> Result<usize, String> {
    let pattern = format.pattern.as_ref();
    let refuse = |why: &str| match pattern {
        Some(pattern) => format!("{why} by the pattern `{}`", pattern.written),
        None => why.to_owned(),
    };
    let mut rest = text;
    let mut scale = Scale::One;
    let mut scale_first = false;
    for (sign, found) in SCALES {
        if let Some(after) = rest.strip_prefix(sign.as_bytes()) {
            rest = after;
            scale = found;
            scale_first = true;
        }
    }
    let sign = rest.first().copied().filter(|byte| matches!(byte, b'+' | b'-'));
    rest = &rest[usize::from(sign.is_some())..];

    let digits = arena.len();
    let grouping = "group characters stand between digits, one at a time";
    let section = rest;
    rest = take_digits(rest, format.group.as_deref(), arena).ok_or(grouping)?;
    let integer = &section[..section.len() - rest.len()];
    let point = arena.len();
    let mut fraction = &rest[..0];
    let mut has_point = false;
    if let Some(after) = rest.strip_prefix(format.decimal.as_slice()) {
        has_point = true;
        let group = pattern.and_then(|pattern| pattern.fraction_group).and(format.group.as_deref());
        rest = take_digits(after, group, arena).ok_or(grouping)?;
        fraction = &after[..after.len() - rest.len()];
        if arena.len() == point {
            return Err("digits are expected after the decimal character".to_owned());
        }
    }
    let end = arena.len();
    if end == digits {
        return Err(why_not(kind, text));
    }
    if point == digits && pattern.is_none_or(|pattern| pattern.min_integer > 0) {
        return Err(refuse("a digit is expected before the decimal character"));
    }
    let mut exponent = None;
    if let Some(after) = rest.strip_prefix(b"E").or_else(|| rest.strip_prefix(b"e")) {
        let signed = matches!(after.first(), Some(b'+' | b'-'));
        let count = after[usize::from(signed)..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err("digits are expected after the `E`".to_owned());
        }
        let length = usize::from(signed) + count;
        exponent = Some((&after[..length], signed, count));
        rest = &after[length..];
    }
    for (sign, found) in SCALES {
        if let Some(after) = rest.strip_prefix(sign.as_bytes())
            && scale == Scale::One
            && exponent.is_none()
        {
            rest = after;
            scale = found;
        }
    }
    if !rest.is_empty() {
        return Err(why_not(kind, text));
    }
    if kind != NumberKind::Double && exponent.is_some() {
        return Err(format!("{} has no exponent", noun(kind)));
    }
    if kind == NumberKind::Integer && has_point {
        return Err("an integer has no decimal point".to_owned());
    }
    if let Some(pattern) = pattern {
        let group = format.group.as_deref().unwrap_or_default();
        fits(pattern, group, (integer, point - digits), (fraction, end - point)).map_err(|why| refuse(&why))?;
        if pattern.sign && sign.is_none() {
            return Err(refuse("a sign is expected"));
        }
        if pattern.scale != scale || (scale != Scale::One && pattern.scale_first != scale_first) {
            return Err(refuse(match pattern.scale {
                Scale::One => "no percent or per mille sign is expected",
                Scale::Percent => "a percent sign is expected",
                Scale::PerMille => "a per mille sign is expected",
            }));
        }
        match (pattern.exponent, exponent) {
            (None, None) => {}
            (None, Some(_)) => return Err(refuse("no exponent is expected")),
            (Some(_), None) => return Err(refuse("an exponent is expected")),
            (Some(wanted), Some((_, signed, count))) => {
                if count < wanted.min_digits || (wanted.sign && !signed) {
                    return Err(refuse("the exponent has too few digits or no sign"));
                }
            }
        }
    } else if scale_first {
        return Err(why_not(kind, text));
    }

    let shift = match scale {
        Scale::One => 0,
        Scale::Percent => 2,
        Scale::PerMille => 3,
    };
    let start = arena.len();
    let zero = arena[digits..end].iter().all(|byte| *byte == b'0');
    if sign == Some(b'-') && (!zero || kind == NumberKind::Double) {
        arena.push(b'-');
    }
    let whole = (point - digits).saturating_sub(shift);
    let padding = shift.saturating_sub(point - digits);
    let leading = arena[digits..digits + whole].iter().take_while(|byte| **byte == b'0').count();
    if leading == whole {
        arena.push(b'0');
    } else {
        arena.extend_from_within(digits + leading..digits + whole);
    }
    let fraction = digits + whole..end;
    if kind == NumberKind::Integer {
        if arena[fraction].iter().any(|byte| *byte != b'0') {
            return Err("it is not a whole number".to_owned());
        }
    } else if padding + fraction.len() > 0 {
        arena.push(b'.');
        arena.resize(arena.len() + padding, b'0');
        arena.extend_from_within(fraction);
    }
    if let Some((digits, _, _)) = exponent {
        arena.push(b'E');
        arena.extend_from_slice(digits);
    }
    Ok(start)
}

/// Moves the digits at the beginning of `text` into the arena and returns what follows them; `None` where a group
/// character does not stand between two digits.
fn take_digits<'a>(text: &'a [u8], group: Option<&[u8]>, arena: &mut Vec<u8>) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let end = digits_from(rest, 0);
        arena.extend_from_slice(&rest[..end]);
        let before = rest;
        rest = &rest[end..];
        let Some(after) = group.and_then(|group| rest.strip_prefix(group)) else { return Some(rest) };
        if !before.first().is_some_and(u8::is_ascii_digit) || !after.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        rest = after;
    }
}

/// Whether a number has the digits and groups of a pattern. Each part comes as it is written and as a count of digits.
fn fits(pattern: &Pattern, group: &[u8], integer: (&[u8], usize), fraction: (&[u8], usize)) -> Result<(), String> {
    if integer.1 < pattern.min_integer {
        return Err(format!("at least {} expected before the decimal character", digits(pattern.min_integer)));
    }
    if fraction.1 < pattern.min_fraction {
        return Err(format!("at least {} expected after the decimal character", digits(pattern.min_fraction)));
    }
    if fraction.1 > pattern.max_fraction {
        return Err(if pattern.max_fraction == 0 {
            "no digits are expected after the decimal character".to_owned()
        } else {
            format!("at most {} expected after the decimal character", digits(pattern.max_fraction))
        });
    }
    if let Some((primary, secondary)) = pattern.groups {
        let mut rest = integer.0;
        let mut size = primary;
        while let Some(at) = memmem::rfind(rest, group).filter(|_| !group.is_empty()) {
            if rest.len() - at - group.len() != size {
                return Err("the digits are not grouped as expected".to_owned());
            }
            rest = &rest[..at];
            size = secondary;
        }
        if rest.len() > size {
            return Err("the digits are not grouped as expected".to_owned());
        }
    }
    if let Some(size) = pattern.fraction_group {
        let mut rest = fraction.0;
        while let Some(at) = memmem::find(rest, group).filter(|_| !group.is_empty()) {
            if at != size {
                return Err("the digits after the decimal character are not grouped as expected".to_owned());
            }
            rest = &rest[at + group.len()..];
        }
        if rest.len() > size {
            return Err("the digits after the decimal character are not grouped as expected".to_owned());
        }
    }
    Ok(())
}

fn digits(count: usize) -> String {
    if count == 1 { "1 digit is".to_owned() } else { format!("{count} digits are") }
}

fn noun(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Integer => "an integer",
        NumberKind::Decimal => "a decimal",
        NumberKind::Double => "a number",
    }
}

/// Why a text is not a number, in words.
fn why_not(kind: NumberKind, text: &[u8]) -> String {
    let noun = noun(kind);
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let numeric = unsigned.iter().all(|byte| byte.is_ascii_digit() || b"., %'".contains(byte) || !byte.is_ascii())
        && unsigned.iter().any(u8::is_ascii_digit);
    if numeric && kind == NumberKind::Integer && plain(NumberKind::Decimal, text).is_some() {
        return "an integer has no decimal point".to_owned();
    }
    if numeric && text.contains(&b'%') {
        return format!("{noun} has no percent sign, unless a format such as `#0.##%` is declared");
    }
    if numeric && unsigned.contains(&b',') {
        return format!("{noun} has no commas, unless a format with `groupChar` or `decimalChar` is declared");
    }
    if numeric && unsigned.contains(&b' ') {
        return format!("{noun} has no spaces, unless a format with `groupChar` is declared");
    }
    match kind {
        NumberKind::Integer => "an integer has digits only".to_owned(),
        NumberKind::Decimal => {
            if plain(NumberKind::Double, text).is_some() {
                "a decimal has no exponent".to_owned()
            } else {
                "a decimal has digits and at most one point".to_owned()
            }
        }
        NumberKind::Double => "a number has digits, at most one point, and perhaps an exponent".to_owned(),
    }
}

/// A canonical integer or decimal taken apart, to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits<'a> {
    /// Below zero.
    pub negative: bool,
    /// Digits before the point, without leading zeros.
    pub integer: &'a [u8],
    /// Digits after the point, without trailing zeros.
    pub fraction: &'a [u8],
}

impl<'a> Digits<'a> {
    /// Takes apart a canonical text, or another without an exponent.
    #[must_use]
    pub fn of(text: &'a [u8]) -> Self {
        let negative = text.first() == Some(&b'-');
        let text = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
        let point = memchr::memchr(b'.', text);
        let (integer, fraction) = match point {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, &text[text.len()..]),
        };
        let first = integer.iter().position(|byte| *byte != b'0').unwrap_or(integer.len());
        let last = fraction.iter().rposition(|byte| *byte != b'0').map_or(0, |at| at + 1);
        let (integer, fraction) = (&integer[first..], &fraction[..last]);
        Self { negative: negative && !(integer.is_empty() && fraction.is_empty()), integer, fraction }
    }
}

impl PartialOrd for Digits<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digits<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || {
            self.integer
                .len()
                .cmp(&other.integer.len())
                .then_with(|| self.integer.cmp(other.integer))
                .then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// The double that a canonical text stands for.
#[must_use]
pub fn double(text: &[u8]) -> f64 {
    match text {
        b"INF" => f64::INFINITY,
        b"-INF" => f64::NEG_INFINITY,
        _ => std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumberKind::{Decimal, Double, Integer};

    fn canonical(kind: NumberKind, format: Option<&NumberFormat>, text: &str) -> Result<String, String> {
        let mut arena = b"before".to_vec();
        let canonical = match read(kind, format, text.as_bytes(), &mut arena)? {
            Canonical::Same(range) => text.as_bytes()[range].to_vec(),
            Canonical::Arena(start) => arena[start..].to_vec(),
        };
        Ok(String::from_utf8(canonical).unwrap())
    }

    #[test]
    fn numbers_of_xml_schema() {
        for (kind, text, expected) in [
            (Integer, "7", Some("7")),
            (Integer, "007", Some("7")),
            (Integer, "+5", Some("5")),
            (Integer, "-0", Some("0")),
            (Integer, "000", Some("0")),
            (Integer, "123456789012345678901234567890", Some("123456789012345678901234567890")),
            (Integer, "1.0", None),
            (Integer, "1e3", None),
            (Integer, "", None),
            (Integer, "-", None),
            (Integer, "1 000", None),
            (Decimal, "1234.50", Some("1234.50")),
            (Decimal, ".5", Some("0.5")),
            (Decimal, "5.", Some("5")),
            (Decimal, "-.5", Some("-0.5")),
            (Decimal, "+005.10", Some("5.10")),
            (Decimal, "-0.00", Some("0.00")),
            (Decimal, "1e3", None),
            (Decimal, "INF", None),
            (Decimal, ".", None),
            (Decimal, "1.2.3", None),
            (Decimal, "1,234", None),
            (Decimal, "5%", None),
            (Double, "1e3", Some("1e3")),
            (Double, "+1.50E+05", Some("1.50E+05")),
            (Double, "-.5e-3", Some("-0.5e-3")),
            (Double, "-0", Some("-0")),
            (Double, "NaN", Some("NaN")),
            (Double, "+INF", Some("INF")),
            (Double, "-INF", Some("-INF")),
            (Double, "1e", None),
            (Double, "nan", None),
        ] {
            assert_eq!(canonical(kind, None, text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_by_characters() {
        let comma = NumberFormat::compile(None, None, Some(",")).unwrap();
        let german = NumberFormat::compile(None, Some(","), Some(".")).unwrap();
        for (kind, format, text, expected) in [
            (Decimal, &comma, "1,234.50", Some("1234.50")),
            (Decimal, &comma, "123456.789%", Some("1234.56789")),
            (Decimal, &comma, "5%", Some("0.05")),
            (Decimal, &comma, "50%", Some("0.50")),
            (Decimal, &comma, "-25%", Some("-0.25")),
            (Decimal, &comma, "5‰", Some("0.005")),
            (Decimal, &comma, "123,,456.789", None),
            (Decimal, &comma, ",123", None),
            (Decimal, &comma, "123,", None),
            (Decimal, &comma, "1E6", None),
            (Double, &comma, "1E6", Some("1E6")),
            (Integer, &comma, "1,234", Some("1234")),
            (Integer, &comma, "500%", Some("5")),
            (Integer, &comma, "5%", None),
            (Integer, &comma, "1.0", None),
            (Decimal, &german, "10.000,1", Some("10000.1")),
            (Decimal, &german, "1,1", Some("1.1")),
        ] {
            assert_eq!(canonical(kind, Some(format), text).ok().as_deref(), expected, "{text}");
        }
        assert!(NumberFormat::compile(None, Some(","), Some(",")).is_err());
        assert!(NumberFormat::compile(None, Some("1"), None).is_err());
    }

    #[test]
    fn numbers_by_pattern() {
        // Most of these are the cases of the W3C's tests 282 to 303.
        for (kind, pattern, good, bad) in [
            (Integer, "#", &["0", "10"][..], &["1,0", "1.0"][..]),
            (Integer, "##0", &["1", "12", "123", "1234"], &["1,234", "123.4"]),
            (Integer, "#,#00", &["12", "123", "1,234", "1,234,567"], &["1", "1234", "12,34", "1,23,456"]),
            (
                Integer,
                "#,##,#00",
                &["12", "123", "1,234", "12,34,567", "1,23,45,678"],
                &["1", "1234", "12,34", "123,456"],
            ),
            (Integer, "0,00,000", &["1,23,456", "12,34,567"], &["12,345", "123,456"]),
            (Decimal, "#.0", &["0.1", "10.1", ".1"], &["1", "1.23"]),
            (Decimal, "#0.#", &["1", "1.2", "1234.5", "12.3"], &["1,234.5", "12.34"]),
            (Decimal, "#0.0", &["1.2", "12.3"], &["1", "12.34", ".5"]),
            (Decimal, "#0.0#,#", &["12.3", "12.34", "12.34,5"], &["1", "12.345", "12.3,45"]),
            (Decimal, "0.###,###,#", &["1.123,4", "1.123,456,7", "1.123,456"], &["1.1234", "1.123,45,67"]),
            (Decimal, "00000.0000", &["12345.6789"], &["1234.5678", "12345.678"]),
            (Decimal, "0.0%", &["1.5%"], &["1.5", "1.5‰"]),
            (Decimal, "%0", &["%5"], &["5%"]),
            (Decimal, "+0", &["+5", "-5"], &["5"]),
            (Double, "0.0E0", &["1.5E3", "1.5E-3", "NaN"], &["1.5", "10.10E10"]),
            (Double, "#0.###E#0", &["0.0E0", "10.10E1"], &["0.0"]),
            (Double, "0E+00", &["1E+05"], &["1E5", "1E05"]),
        ] {
            let format = NumberFormat::compile(Some(pattern), None, None).unwrap();
            for text in good {
                assert!(
                    canonical(kind, Some(&format), text).is_ok(),
                    "{pattern} {text}: {:?}",
                    canonical(kind, Some(&format), text)
                );
            }
            for text in bad {
                assert!(canonical(kind, Some(&format), text).is_err(), "{pattern} {text}");
            }
        }
        for pattern in ["[", "", "0#", "#,", "0.#0", "0E", "0E#", "¤0", "%0%"] {
            assert!(NumberFormat::compile(Some(pattern), None, None).is_err(), "{pattern}");
        }
        let german = NumberFormat::compile(Some("#.##0,00"), Some(","), Some(".")).unwrap();
        assert_eq!(canonical(Decimal, Some(&german), "1.234,50").as_deref(), Ok("1234.50"));
        let uax = NumberFormat::compile(Some("#,##0.00"), Some(","), Some(".")).unwrap();
        assert_eq!(canonical(Decimal, Some(&uax), "1.234,50").as_deref(), Ok("1234.50"));
    }

    #[test]
    fn digits_compare_as_numbers() {
        let sorted = ["-10", "-9.5", "-9.05", "0", "0.05", "0.5", "9", "10", "10.001", "123456789012345678901"];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(Digits::of(a.as_bytes()).cmp(&Digits::of(b.as_bytes())), i.cmp(&j), "{a} {b}");
            }
        }
        assert_eq!(Digits::of(b"1.0"), Digits::of(b"001.00"));
        assert_eq!(Digits::of(b"-0.0"), Digits::of(b"0"));
    }
}
