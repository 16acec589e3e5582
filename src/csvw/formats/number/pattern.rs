//! The number patterns of UAX 35 (part 3, "Number Format Patterns"), as far as CSVW asks for them: `0`, `#`, the
//! decimal and the group character, `E`, `+`, `%` and `‰`, and a `-` where UAX 35 has one.

use memchr::memmem;

use crate::csvw::value::shortened;

/// What a number has to look like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The pattern, shortened for words.
    pub(super) written: String,
    /// The number must have a sign.
    pub(super) sign: bool,
    min_integer: usize,
    /// Digits of the last group, and of those before it.
    pub(super) groups: Option<(usize, usize)>,
    min_fraction: usize,
    max_fraction: usize,
    /// Digits of each group after the decimal character.
    pub(super) fraction_group: Option<usize>,
    exponent: Option<Exponent>,
    scale: Scale,
    scale_first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Exponent {
    sign: bool,
    min_digits: usize,
}

/// What a number is divided by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Scale {
    #[default]
    One,
    Percent,
    PerMille,
}

impl Scale {
    /// The signs, with their scales.
    pub(super) const SIGNS: [(&'static str, Self); 2] = [("%", Self::Percent), ("‰", Self::PerMille)];

    /// How many places the point moves to the left.
    pub(super) fn places(self) -> usize {
        match self {
            Self::One => 0,
            Self::Percent => 2,
            Self::PerMille => 3,
        }
    }
}

/// The digits of a part of a number: how they are written, group characters included, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    pub(super) text: &'a [u8],
    pub(super) digits: usize,
}

/// An exponent as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Power<'a> {
    /// The sign and the digits.
    pub(super) text: &'a [u8],
    pub(super) signed: bool,
    pub(super) digits: usize,
}

impl Pattern {
    /// Understands a pattern that is written with these characters; `None` where it is not one.
    pub(super) fn parse(text: &str, point: &str, group: &str) -> Option<Self> {
        let mut pattern = Self { written: shortened(text).into_owned(), ..Self::default() };
        let mut rest = text;
        // A sign and a percent sign, in either order.
        let mut has_sign = false;
        loop {
            if let Some((after, scale)) = Scale::SIGNS.iter().find_map(|(sign, scale)| {
                rest.strip_prefix(sign).filter(|_| pattern.scale == Scale::One).map(|after| (after, *scale))
            }) {
                rest = after;
                pattern.scale = scale;
                pattern.scale_first = true;
            } else if let Some(after) = rest.strip_prefix(['+', '-']).filter(|_| !has_sign) {
                has_sign = true;
                pattern.sign = rest.starts_with('+');
                rest = after;
            } else {
                break;
            }
        }
        for (sign, scale) in Scale::SIGNS {
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
        pattern.parse_integer(integer, group)?;
        pattern.parse_fraction(fraction, group)?;
        // "Exponential patterns may not contain grouping separators."
        let has_groups = pattern.groups.is_some() || pattern.fraction_group.is_some();
        (pattern.exponent.is_none() || !has_groups).then_some(pattern)
    }

    fn parse_integer(&mut self, text: &str, group: &str) -> Option<()> {
        let segments: Vec<&str> = text.split(group).collect();
        let digits = segments.concat();
        let zeros = digits.trim_start_matches('#');
        if zeros.bytes().any(|byte| byte != b'0') {
            return None;
        }
        self.min_integer = zeros.len();
        if let [.., before, last] = segments.as_slice() {
            let has_more = segments.len() > 2;
            if last.is_empty() || (before.is_empty() && has_more) {
                return None;
            }
            self.groups = Some((last.len(), if has_more { before.len() } else { last.len() }));
        }
        Some(())
    }

    fn parse_fraction(&mut self, text: &str, group: &str) -> Option<()> {
        let segments: Vec<&str> = text.split(group).collect();
        let digits = segments.concat();
        let optional = digits.trim_start_matches('0');
        if optional.bytes().any(|byte| byte != b'#') {
            return None;
        }
        self.min_fraction = digits.len() - optional.len();
        self.max_fraction = digits.len();
        if let [first, _, ..] = segments.as_slice() {
            if first.is_empty() {
                return None;
            }
            self.fraction_group = Some(first.len());
        }
        Some(())
    }

    /// Whether a number without digits before its decimal character is one.
    pub(super) fn needs_integer(&self) -> bool {
        self.min_integer > 0
    }

    /// Whether a number has the digits and groups of the pattern.
    pub(super) fn judge_digits(&self, group: &[u8], integer: Section<'_>, fraction: Section<'_>) -> Result<(), String> {
        if integer.digits < self.min_integer {
            return Err(format!("at least {} expected before the decimal character", digits(self.min_integer)));
        }
        if fraction.digits < self.min_fraction {
            return Err(format!("at least {} expected after the decimal character", digits(self.min_fraction)));
        }
        if fraction.digits > self.max_fraction {
            return Err(if self.max_fraction == 0 {
                "no digits are expected after the decimal character".to_owned()
            } else {
                format!("at most {} expected after the decimal character", digits(self.max_fraction))
            });
        }
        if let Some((primary, secondary)) = self.groups
            && !has_groups_before(integer.text, group, primary, secondary)
        {
            return Err("the digits are not grouped as expected".to_owned());
        }
        if let Some(size) = self.fraction_group
            && !has_groups_after(fraction.text, group, size)
        {
            return Err("the digits after the decimal character are not grouped as expected".to_owned());
        }
        Ok(())
    }

    /// Whether a number has the percent sign of the pattern, and where the pattern has it.
    pub(super) fn judge_scale(&self, scale: Scale, is_first: bool) -> Result<(), &'static str> {
        if self.scale == scale && (scale == Scale::One || self.scale_first == is_first) {
            return Ok(());
        }
        Err(match (self.scale, self.scale_first) {
            (Scale::One, _) => "no percent or per mille sign is expected",
            (Scale::Percent, false) => "a percent sign is expected at the end",
            (Scale::Percent, true) => "a percent sign is expected at the beginning",
            (Scale::PerMille, false) => "a per mille sign is expected at the end",
            (Scale::PerMille, true) => "a per mille sign is expected at the beginning",
        })
    }

    /// Whether a number has the exponent of the pattern.
    pub(super) fn judge_exponent(&self, power: Option<Power<'_>>) -> Result<(), &'static str> {
        match (self.exponent, power) {
            (None, Some(_)) => Err("no exponent is expected"),
            (Some(_), None) => Err("an exponent is expected"),
            (Some(wanted), Some(power)) if power.digits < wanted.min_digits => Err("the exponent has too few digits"),
            (Some(wanted), Some(power)) if wanted.sign && !power.signed => Err("the exponent has no sign"),
            _ => Ok(()),
        }
    }
}

fn has_groups_before(text: &[u8], group: &[u8], primary: usize, secondary: usize) -> bool {
    let (mut rest, mut size) = (text, primary);
    while let Some(at) = memmem::rfind(rest, group).filter(|_| !group.is_empty()) {
        if rest.len() - at - group.len() != size {
            return false;
        }
        rest = &rest[..at];
        size = secondary;
    }
    rest.len() <= size
}

fn has_groups_after(text: &[u8], group: &[u8], size: usize) -> bool {
    let mut rest = text;
    while let Some(at) = memmem::find(rest, group).filter(|_| !group.is_empty()) {
        if at != size {
            return false;
        }
        rest = &rest[at + group.len()..];
        if rest.is_empty() {
            return false;
        }
    }
    rest.len() <= size
}

fn digits(count: usize) -> String {
    if count == 1 { "1 digit is".to_owned() } else { format!("{count} digits are") }
}
