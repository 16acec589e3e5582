//! What narrows a datatype: lengths and bounds (tabular-data-model §§ 4.6.1, 4.6.2; tabular-metadata § 5.11.2).

use std::cmp::Ordering;

use super::built_in::{BuiltIn, Family};
use crate::csvw::finding::{Finding, FindingKind};
use crate::csvw::formats::date::{self, Instant};
use crate::csvw::formats::duration::{self, Duration};
use crate::csvw::formats::number::{self, Digits};
use crate::csvw::formats::text::{self, TextRule};
use crate::csvw::metadata::{Datatype, Place};
use crate::csvw::value::{Flaw, FlawKind, shortened};

/// Lengths and bounds made ready. A null has none of them: whether it may be is for `required` to say.
#[derive(Debug, Clone, Default)]
pub(super) struct Facets {
    pub(super) length: Option<u64>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
}

/// A bound and whether it is itself allowed.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// Its canonical text.
    pub(super) text: Vec<u8>,
    pub(super) inclusive: bool,
    pub(super) value: BoundValue,
}

/// A bound's value, so that it is read once and not for each cell.
#[derive(Debug, Clone)]
pub(super) enum BoundValue {
    /// Integers and decimals are compared as they are written.
    Digits,
    Floating(f64),
    Instant {
        seconds: i64,
        fraction: Vec<u8>,
        zoned: bool,
    },
    Duration {
        months: i128,
        seconds: i128,
        fraction: Vec<u8>,
        negative: bool,
    },
}

impl Bound {
    /// Makes a canonical text ready; `None` for a datatype without an order.
    fn of(base: &BuiltIn, text: Vec<u8>, inclusive: bool) -> Option<Self> {
        let value = match base.family {
            Family::Number(kind, _) if kind.is_floating() => BoundValue::Floating(number::floating(kind, &text)),
            Family::Number(..) => BoundValue::Digits,
            Family::Temporal(kind) => {
                let Instant { seconds, fraction, zoned } = date::instant(kind, &text)?;
                BoundValue::Instant { seconds, fraction: fraction.to_vec(), zoned }
            }
            Family::Duration(kind) => {
                let Duration { months, seconds, fraction, negative } = duration::parse(kind, &text).ok()?;
                BoundValue::Duration { months, seconds, fraction: fraction.to_vec(), negative }
            }
            Family::Boolean | Family::Text(_) => return None,
        };
        Some(Self { text, inclusive, value })
    }

    /// How a canonical text stands to the bound; `None` where XML Schema has no order between the two.
    fn order_of(&self, base: &BuiltIn, value: &[u8]) -> Option<Ordering> {
        match (&self.value, base.family) {
            (BoundValue::Floating(bound), Family::Number(kind, _)) => number::floating(kind, value).partial_cmp(bound),
            (BoundValue::Digits, _) => Some(Digits::of(value).cmp(&Digits::of(&self.text))),
            (BoundValue::Instant { seconds, fraction, zoned }, Family::Temporal(kind)) => {
                date::instant(kind, value)?.order(&Instant { seconds: *seconds, fraction, zoned: *zoned })
            }
            (BoundValue::Duration { months, seconds, fraction, negative }, Family::Duration(kind)) => {
                let bound = Duration { months: *months, seconds: *seconds, fraction, negative: *negative };
                duration::parse(kind, value).ok()?.order(&bound)
            }
            _ => None,
        }
    }

    fn written(&self) -> String {
        shortened(&String::from_utf8_lossy(&self.text)).into_owned()
    }
}

/// Whether two canonical texts are one value.
pub(super) fn is_same(base: &BuiltIn, a: &[u8], b: &[u8]) -> bool {
    match Bound::of(base, b.to_vec(), true) {
        Some(bound) => bound.order_of(base, a) == Some(Ordering::Equal),
        None => a == b,
    }
}

impl Facets {
    /// Makes a datatype's lengths and bounds ready and reports what is wrong with them. `bound` reads the text of a
    /// bound to a canonical text.
    pub(super) fn compile(
        base: &BuiltIn,
        datatype: &Datatype,
        bound: impl Fn(&str) -> Option<Vec<u8>>,
        place: Option<Place>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut facets = Self::default();
        facets.compile_lengths(base, datatype, place, findings);
        facets.compile_bounds(base, datatype, bound, place, findings);
        facets
    }

    /// Whether every value has them.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_length() && self.minimum.is_none() && self.maximum.is_none()
    }

    fn has_length(&self) -> bool {
        self.length.or(self.min_length).or(self.max_length).is_some()
    }

    fn compile_lengths(
        &mut self,
        base: &BuiltIn,
        datatype: &Datatype,
        place: Option<Place>,
        findings: &mut Vec<Finding>,
    ) {
        let Datatype { length, min_length, max_length, .. } = *datatype;
        if length.or(min_length).or(max_length).is_none() {
            return;
        }
        if !base.has_length() {
            findings.push(Finding::error(
                FindingKind::ConstraintNotApplicable,
                format!("`{}` has no length that could be constrained", base.name),
                place,
            ));
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
        (self.length, self.min_length, self.max_length) = (length, min_length, max_length);
    }

    fn compile_bounds(
        &mut self,
        base: &BuiltIn,
        datatype: &Datatype,
        bound: impl Fn(&str) -> Option<Vec<u8>>,
        place: Option<Place>,
        findings: &mut Vec<Finding>,
    ) {
        let Datatype { minimum, min_exclusive, maximum, max_exclusive, .. } = datatype;
        let stated = [
            ("minimum", minimum, true, false),
            ("minExclusive", min_exclusive, false, false),
            ("maximum", maximum, true, true),
            ("maxExclusive", max_exclusive, false, true),
        ];
        if stated.iter().all(|(_, text, ..)| text.is_none()) {
            return;
        }
        if !base.has_order() {
            findings.push(Finding::error(
                FindingKind::ConstraintNotApplicable,
                format!("`{}` has no order, so it cannot have a minimum or maximum", base.name),
                place,
            ));
            return;
        }
        for (both, name) in [
            (minimum.is_some() && min_exclusive.is_some(), "minimum"),
            (maximum.is_some() && max_exclusive.is_some(), "maximum"),
        ] {
            if both {
                findings.push(Finding::error(
                    FindingKind::ContradictoryBounds,
                    format!("an inclusive and an exclusive {name} are both stated"),
                    place,
                ));
            }
        }
        for (name, text, inclusive, is_maximum) in stated {
            let Some(text) = text else { continue };
            let Some(ready) = bound(text).and_then(|text| Bound::of(base, text, inclusive)) else {
                // A property with a value that is not permitted is as if it were not there (tabular-metadata § 4).
                findings.push(Finding::warning(
                    FindingKind::InvalidBound,
                    format!("`{}` cannot be `{name}`: it is not a value of `{}`", shortened(text), base.name),
                    place,
                ));
                continue;
            };
            let slot = if is_maximum { &mut self.maximum } else { &mut self.minimum };
            slot.get_or_insert(ready);
        }
        if let (Some(minimum), Some(maximum)) = (&self.minimum, &self.maximum) {
            let order = maximum.order_of(base, &minimum.text);
            // Two exclusive bounds may be equal by the letter of the standard, an exclusive and an inclusive one not.
            if order == Some(Ordering::Greater)
                || (order == Some(Ordering::Equal) && minimum.inclusive != maximum.inclusive)
            {
                findings.push(Finding::error(
                    FindingKind::ContradictoryBounds,
                    format!("the minimum {} leaves nothing below the maximum {}", minimum.written(), maximum.written()),
                    place,
                ));
            }
        }
    }

    /// Judges a canonical text.
    pub(super) fn judge(&self, base: &BuiltIn, value: &[u8]) -> Result<(), Flaw> {
        self.judge_length(base, value)?;
        self.judge_bounds(base, value)
    }

    fn judge_length(&self, base: &BuiltIn, value: &[u8]) -> Result<(), Flaw> {
        if !self.has_length() {
            return Ok(());
        }
        let Family::Text(rule) = base.family else { return Ok(()) };
        let length = text::length(rule, value);
        let unit = match (rule, length) {
            (TextRule::HexBinary | TextRule::Base64Binary, 1) => "byte",
            (TextRule::HexBinary | TextRule::Base64Binary, _) => "bytes",
            (_, 1) => "character",
            _ => "characters",
        };
        let long = || format!("it has {length} {unit}");
        if let Some(exact) = self.length.filter(|exact| length != *exact) {
            return Err(Flaw::new(FlawKind::WrongLength, format!("{}, not {exact}", long())));
        }
        if let Some(least) = self.min_length.filter(|least| length < *least) {
            return Err(Flaw::new(FlawKind::TooShort, format!("{}; at least {least} are asked for", long())));
        }
        if let Some(most) = self.max_length.filter(|most| length > *most) {
            return Err(Flaw::new(FlawKind::TooLong, format!("{}; at most {most} are allowed", long())));
        }
        Ok(())
    }

    fn judge_bounds(&self, base: &BuiltIn, value: &[u8]) -> Result<(), Flaw> {
        if let Some(bound) = &self.minimum {
            match bound.order_of(base, value) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) if bound.inclusive => {}
                Some(_) => {
                    let why = if bound.inclusive { "the minimum is" } else { "it must be more than" };
                    return Err(Flaw::new(FlawKind::BelowMinimum, format!("{why} {}", bound.written())));
                }
                None => return Err(Flaw::new(FlawKind::BelowMinimum, without_order(base, value, "minimum", bound))),
            }
        }
        if let Some(bound) = &self.maximum {
            match bound.order_of(base, value) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) if bound.inclusive => {}
                Some(_) => {
                    let why = if bound.inclusive { "the maximum is" } else { "it must be less than" };
                    return Err(Flaw::new(FlawKind::AboveMaximum, format!("{why} {}", bound.written())));
                }
                None => return Err(Flaw::new(FlawKind::AboveMaximum, without_order(base, value, "maximum", bound))),
            }
        }
        Ok(())
    }
}

/// Why a value that cannot be compared with a bound is not within it.
fn without_order(base: &BuiltIn, value: &[u8], name: &str, bound: &Bound) -> String {
    match base.family {
        Family::Number(..) if value == b"NaN" => format!("`NaN` is not within a {name}"),
        Family::Temporal(_) => {
            format!("only one of it and the {name} {} has a zone, and they are less than a day apart", bound.written())
        }
        Family::Duration(_) => {
            format!("whether it is within the {name} {} depends on the months that it begins in", bound.written())
        }
        _ => format!("it cannot be compared with the {name} {}", bound.written()),
    }
}
