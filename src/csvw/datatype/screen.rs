//! A first look at a cell: most cells are plainly values and written as their canonical texts are. Whatever is not plain
//! is left to [`CompiledDatatype::read`], which alone decides; a screen only ever says "certainly" or "look closer".

use std::cmp::Ordering;
use std::sync::Arc;

use super::built_in::{Family, WhiteSpace};
use super::facets::{BoundValue, Facets};
use super::{CompiledDatatype, Format};
use crate::csvw::formats::boolean;
use crate::csvw::formats::date::plain::{PlainDate, PlainDateTime, Zone};
use crate::csvw::formats::expression::{Automaton, Texts};
use crate::csvw::formats::number::{NumberKind, PlainNumber};
use crate::csvw::formats::text::TextRule;

/// What is plain in a datatype.
#[derive(Debug, Clone)]
pub(in crate::csvw) enum Screen {
    /// Nothing: every cell is looked at closely.
    Nothing,
    /// Texts within lengths, and matching an expression where there is one.
    Text(TextScreen),
    /// Numbers.
    Number(PlainNumber),
    /// `true` and `false`.
    Boolean,
    /// Dates.
    Date(PlainDate),
    /// Dates and times.
    DateTime(PlainDateTime),
}

/// Which texts are plain.
#[derive(Debug, Clone)]
pub(in crate::csvw) struct TextScreen {
    /// Characters, least and most.
    length: Option<(usize, usize)>,
    expression: Option<Arc<Automaton>>,
    /// No white space that the datatype would change.
    space: WhiteSpace,
}

impl TextScreen {
    /// Whether every text is plain.
    pub(in crate::csvw) fn takes_anything(&self) -> bool {
        self.length.is_none() && self.expression.is_none() && self.space == WhiteSpace::Keep
    }

    /// What can be said of all plain texts, if there is an expression.
    pub(in crate::csvw) fn texts(&self) -> Option<&Texts> {
        self.expression.as_deref().map(Automaton::texts)
    }

    #[inline]
    pub(in crate::csvw) fn accepts(&self, text: &[u8]) -> bool {
        let good_length = self.length.is_none_or(|(least, most)| {
            // A character has one to four bytes.
            (text.len() >= 4 * least && text.len() <= most) || {
                let characters = text.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
                (least..=most).contains(&characters)
            }
        });
        let good_space = match self.space {
            WhiteSpace::Keep => true,
            WhiteSpace::Replace => !text.iter().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')),
            WhiteSpace::Collapse => !text.iter().any(|byte| *byte <= b' '),
        };
        good_length && good_space && self.expression.as_ref().is_none_or(|expression| expression.is_match(text))
    }
}

impl Screen {
    /// The screen for a datatype.
    pub(super) fn compile(datatype: &CompiledDatatype) -> Self {
        let CompiledDatatype { base, format, facets, .. } = datatype;
        match (base.family, format) {
            (Family::Text(TextRule::Any), Format::None | Format::Expression(..)) => {
                let expression = match format {
                    Format::Expression(expression, _) => match expression.automaton() {
                        Some(automaton) => Some(automaton),
                        None => return Self::Nothing,
                    },
                    _ => None,
                };
                Self::Text(TextScreen { length: lengths(facets), expression, space: base.white_space })
            }
            (Family::Number(kind, range), Format::None) => {
                let (least, most) = range.unwrap_or_default();
                let mut number = PlainNumber::new(kind);
                let mut good = least.is_none_or(|least| number.at_least(least.as_bytes(), true))
                    && most.is_none_or(|most| number.at_most(most.as_bytes(), true));
                for (bound, is_maximum) in [(&facets.minimum, false), (&facets.maximum, true)] {
                    let Some(bound) = bound else { continue };
                    // Two numbers may round to the same one, so that only the close look tells.
                    let is_exact = kind == NumberKind::Integer || kind == NumberKind::Decimal || bound.inclusive;
                    good &= is_exact
                        && if is_maximum {
                            number.at_most(&bound.text, bound.inclusive)
                        } else {
                            number.at_least(&bound.text, bound.inclusive)
                        };
                }
                if good { Self::Number(number) } else { Self::Nothing }
            }
            (Family::Boolean, Format::None) if facets.is_empty() => Self::Boolean,
            (Family::Boolean, Format::Boolean(format)) if facets.is_empty() => {
                let as_it_is = |text: &str| {
                    boolean::read(Some(format), text.as_bytes()) == Ok(if text == "true" { "true" } else { "false" })
                };
                if as_it_is("true") && as_it_is("false") { Self::Boolean } else { Self::Nothing }
            }
            (Family::Temporal(kind), Format::None | Format::Date(_)) => {
                let zone = match format {
                    Format::Date(format) => match format.plain_zone(kind) {
                        Some(zone) => zone,
                        None => return Self::Nothing,
                    },
                    _ => Zone::AsYouLike,
                };
                Self::temporal(kind, zone, facets)
            }
            _ => Self::Nothing,
        }
    }

    fn temporal(kind: crate::csvw::formats::date::TemporalKind, zone: Zone, facets: &Facets) -> Self {
        use crate::csvw::formats::date::TemporalKind;
        let bounds = [(&facets.minimum, Ordering::Less), (&facets.maximum, Ordering::Greater)];
        match kind {
            TemporalKind::Date => {
                let mut plain = PlainDate::new();
                for (bound, side) in bounds {
                    let Some(bound) = bound else { continue };
                    if !plain.bound(&bound.text, bound.inclusive, side) {
                        return Self::Nothing;
                    }
                }
                if zone == Zone::Needed { Self::Nothing } else { Self::Date(plain) }
            }
            TemporalKind::DateTime | TemporalKind::DateTimeStamp => {
                let zone = match (kind, zone) {
                    // A time stamp has a zone, and this format has no place for one.
                    (TemporalKind::DateTimeStamp, Zone::None) => return Self::Nothing,
                    (TemporalKind::DateTimeStamp, _) => Zone::Needed,
                    (_, zone) => zone,
                };
                let mut plain = PlainDateTime::new(zone);
                for (bound, side) in bounds {
                    let Some(bound) = bound else { continue };
                    let BoundValue::Instant { zoned, .. } = bound.value else { return Self::Nothing };
                    if !plain.bound(&bound.text, zoned, side) {
                        return Self::Nothing;
                    }
                }
                Self::DateTime(plain)
            }
            _ => Self::Nothing,
        }
    }
}

/// The lengths of plain texts in characters, if there are any bounds.
fn lengths(facets: &Facets) -> Option<(usize, usize)> {
    let Facets { length, min_length, max_length, .. } = *facets;
    length.or(min_length).or(max_length)?;
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX / 4).min(usize::MAX / 4);
    let least = length.unwrap_or(0).max(min_length.unwrap_or(0));
    let most = length.unwrap_or(u64::MAX).min(max_length.unwrap_or(u64::MAX));
    Some((size(least), size(most)))
}
