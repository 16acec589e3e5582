//! Bins of one width, held while a table is read.
//!
//! A width is one of a row in which each divides the next, and the one that is held depends on the range of the values
//! alone: the finest by which the range has no more than [`HELD`] bins. It only ever grows, and bins of one width are
//! merged to bins of the next exactly. So the counts are the same in whatever order values come, and however they were
//! apart before.

use super::moment::Moment;
use super::number::Number;

/// Bins that are held at most. From so many a round width can be chosen at the end, whatever the range: 31 weeks are 217
/// days, and 25 bins of 5 are 125 of 1.
pub(super) const HELD: usize = 256;

/// A width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Ten to the power of this.
    Number(i32),
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Months.
    Month,
    /// Ten to the power of so many years.
    Year(u32),
}

impl Level {
    /// The finest width of numbers: their last digit.
    pub(super) const NUMBER: Self = Self::Number(-18);

    /// The next width.
    fn coarser(self) -> Self {
        match self {
            Self::Number(power) => Self::Number(power + 1),
            Self::Hour => Self::Day,
            Self::Day => Self::Month,
            Self::Month => Self::Year(0),
            Self::Year(power) => Self::Year(power + 1),
        }
    }

    /// The bin of the next width that a bin is in.
    fn index_in_coarser(self, index: i128) -> i128 {
        match self {
            Self::Number(_) | Self::Year(_) => index.div_euclid(10),
            Self::Hour => index.div_euclid(24),
            Self::Day => Self::Month.of_moment(Moment::of_days(i64::try_from(index).unwrap_or(0))),
            Self::Month => index.div_euclid(12),
        }
    }

    /// The bin of a number; 0 for other widths.
    pub(super) fn of_number(self, number: Number) -> i128 {
        let Self::Number(power) = self else { return 0 };
        let units = i128::from(number.units);
        // In units of ten to the power of minus `scale` a bin has this power of ten: from -18 to 36.
        let power = power + number.scale.cast_signed();
        let ten = 10_i128.checked_pow(power.unsigned_abs()).unwrap_or(i128::MAX);
        if power < 0 { units.saturating_mul(ten) } else { units.div_euclid(ten) }
    }

    /// The bin of a moment; 0 for widths of numbers.
    #[inline]
    pub(super) fn of_moment(self, moment: Moment) -> i128 {
        i128::from(match self {
            Self::Number(_) => 0,
            Self::Hour => moment.days() * 24 + moment.hour,
            Self::Day => moment.days(),
            Self::Month => moment.year * 12 + moment.month - 1,
            Self::Year(power) => moment.year.div_euclid(10_i64.checked_pow(power).unwrap_or(i64::MAX)),
        })
    }
}

/// Counts of neighbouring bins, of which the first and the last are not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bins {
    pub(super) level: Level,
    /// The first bin's index: its lower edge in widths.
    pub(super) first: i128,
    pub(super) counts: Vec<u64>,
}

impl Bins {
    pub(super) fn new(level: Level) -> Self {
        Self { level, first: 0, counts: Vec::new() }
    }

    /// The last bin's index.
    pub(super) fn last(&self) -> i128 {
        self.first + self.counts.len() as i128 - 1
    }

    /// Counts a value where its bin is there already. Tells whether it is.
    #[inline]
    pub(super) fn count(&mut self, index: i128) -> bool {
        let count = usize::try_from(index - self.first).ok().and_then(|at| self.counts.get_mut(at));
        count.map(|count| *count += 1).is_some()
    }

    /// Adds a value so many times. `index` tells its bin for each width.
    pub(super) fn add(&mut self, index: impl Fn(Level) -> i128, times: u64) {
        if times == 0 {
            return;
        }
        loop {
            let at = index(self.level);
            if self.reach(at, at) {
                if let Some(count) = usize::try_from(at - self.first).ok().and_then(|at| self.counts.get_mut(at)) {
                    *count += times;
                }
                return;
            }
            self.coarsen();
        }
    }

    /// Adds the counts of others, of numbers or moments like these.
    pub(super) fn merge(&mut self, others: &Self) {
        if others.counts.is_empty() {
            return;
        }
        if self.counts.is_empty() {
            *self = others.clone();
            return;
        }
        let mut others = others.clone();
        loop {
            while self.level < others.level {
                self.coarsen();
            }
            while others.level < self.level {
                others.coarsen();
            }
            if self.reach(others.first, others.last()) {
                break;
            }
            self.coarsen();
        }
        let offset = usize::try_from(others.first - self.first).unwrap_or(0);
        for (count, more) in self.counts.iter_mut().skip(offset).zip(&others.counts) {
            *count += more;
        }
    }

    /// Makes room for bins from `first` to `last`; tells whether so many may be held.
    fn reach(&mut self, first: i128, last: i128) -> bool {
        if self.counts.is_empty() {
            self.first = first;
        }
        let (lowest, highest) = (self.first.min(first), self.last().max(last));
        let Some(held) = usize::try_from(highest - lowest + 1).ok().filter(|held| *held <= HELD) else { return false };
        let before = usize::try_from(self.first - lowest).unwrap_or(0);
        self.counts.splice(0..0, std::iter::repeat_n(0, before));
        self.counts.resize(held, 0);
        self.first = lowest;
        true
    }

    /// Merges bins to those of the next width.
    pub(super) fn coarsen(&mut self) {
        let (level, first) = (self.level, self.first);
        let mut coarser = Self::new(level.coarser());
        if !self.counts.is_empty() {
            coarser.first = level.index_in_coarser(first);
            let last = level.index_in_coarser(self.last());
            coarser.counts.resize(usize::try_from(last - coarser.first + 1).unwrap_or(0), 0);
        }
        for (index, count) in (first..).zip(&self.counts) {
            let at = usize::try_from(level.index_in_coarser(index) - coarser.first).unwrap_or(0);
            if let Some(sum) = coarser.counts.get_mut(at) {
                *sum += count;
            }
        }
        *self = coarser;
    }
}
