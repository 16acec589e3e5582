//! How the numbers or dates of a column are spread: counts between round edges, exact, and the same in whatever order
//! values come.

mod bins;
mod moment;
mod number;
mod steps;
mod window;

pub(super) use moment::Moment;
pub(super) use number::Number;

use super::seen::Seen;
use crate::csvw::value::Kind;
use crate::model;
use bins::{Bins, Level};
use window::Window;

/// Values of which a histogram says more than a list of them.
const FEWEST: u64 = 10;

/// The histogram of a column of numbers, dates or times so far.
#[derive(Debug, Clone)]
pub(super) struct Histogram {
    kind: Kind,
    bins: Bins,
    /// Most digits after the point: no bin is narrower than these tell apart.
    scale: u32,
    /// Values that are in no bin: not a number, infinite, too long.
    outside: u64,
    window: Window,
}

impl Histogram {
    /// The histogram of a column of that kind; none where values of it have no distances.
    pub(super) fn new(kind: Kind) -> Option<Self> {
        let level = match kind {
            Kind::Integer | Kind::Decimal | Kind::Double => Level::NUMBER,
            Kind::Date => Level::Day,
            Kind::DateTime | Kind::Time => Level::Hour,
            _ => return None,
        };
        let bins = Bins::new(level);
        Some(Self { kind, window: Window::new(&bins, 0), bins, scale: 0, outside: 0 })
    }

    /// Adds a value of the column's kind so many times.
    pub(super) fn add(&mut self, seen: &Seen<'_>, times: u64) {
        let text = seen.text;
        if seen.characters != text.len() as u64 {
            // The rest of a text of which only the beginning is there might move it to another bin.
            self.outside += times;
            return;
        }
        let moment = match self.kind {
            Kind::Date | Kind::DateTime => Moment::read(text),
            Kind::Time => Moment::of_time(text),
            _ => {
                match Number::read(text) {
                    Some(number) => self.add_number(number, times),
                    None => self.outside += times,
                }
                return;
            }
        };
        match moment {
            Some(moment) => self.bins.add(|level| level.of_moment(moment), times),
            None => self.outside += times,
        }
    }

    /// Adds values that are in no bin.
    pub(super) fn add_outside(&mut self, times: u64) {
        self.outside += times;
    }

    /// Adds a number so many times.
    pub(super) fn add_number(&mut self, number: Number, times: u64) {
        self.bins.add(|level| level.of_number(number), times);
        self.scale = self.scale.max(number.scale);
        self.window = Window::new(&self.bins, self.scale);
    }

    /// Adds a moment.
    #[inline]
    pub(super) fn add_moment(&mut self, moment: Moment) {
        if !self.bins.count(self.bins.level.of_moment(moment)) {
            self.bins.add(|level| level.of_moment(moment), 1);
        }
    }

    /// The number in the units that [`Self::count`] takes; none where that is not possible, and [`Self::add_number`] takes it.
    #[inline]
    pub(super) fn units(&self, number: Number) -> Option<i64> {
        self.window.units(number)
    }

    /// Counts a number that [`Self::units`] gave. Tells whether its bin is there; if not, [`Self::add_number`] makes it.
    #[inline]
    pub(super) fn count(&mut self, units: i64) -> bool {
        let count = self.window.bin(units).and_then(|bin| self.bins.counts.get_mut(bin));
        count.map(|count| *count += 1).is_some()
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.bins.merge(&other.bins);
        self.scale = self.scale.max(other.scale);
        self.outside += other.outside;
        self.window = Window::new(&self.bins, self.scale);
    }

    /// What is shown of it; nothing of few values, and where all are in one bin. The more values there are, the more bins.
    pub(super) fn finish(self) -> Option<model::Histogram> {
        let placed: u64 = self.bins.counts.iter().sum();
        if placed < FEWEST {
            return None;
        }
        self.with(2 * i128::from(placed.isqrt()))
    }

    /// What is shown of it with so many bins at most.
    fn with(self, most: i128) -> Option<model::Histogram> {
        let (step, edges, counts) = steps::rounded(self.kind, self.bins, self.scale, most)?;
        (counts.len() > 1).then_some(model::Histogram { step, edges, counts, outside: self.outside })
    }
}

#[cfg(test)]
mod tests;
