//! What is known of a column: of a chunk of it, or of all chunks so far.
//!
//! While a column has few different values these are all that is kept, and everything else is worked out from them at
//! the end: a cell costs finding its value. Once there are too many, each cell is added to a sum of everything but the values.
//! Which of the two it is in the end depends on the values alone, and both come to the same.

use super::bounds::Bounds;
use super::extremes::{Extremes, Lengths};
use super::histogram::Histogram;
use super::lanes;
use super::seen::{Seen, shortened};
use super::sketch::Sketch;
use super::values::Values;
use crate::csvw::value::Kind;
use crate::model::{ColumnProfile, CommonValue};

/// How many of the commonest values are kept.
const COMMONEST: usize = 10;

/// What is known of some cells of a column.
#[derive(Debug)]
pub(super) struct Column {
    kind: Kind,
    bounds: Bounds,
    missing: u64,
    known: Known,
}

#[derive(Debug)]
enum Known {
    /// Every value.
    Values(Values),
    /// There are too many of them.
    Sum(Box<Sum>),
}

/// What is known of values that are not kept.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) kind: Kind,
    pub(super) extremes: Extremes,
    pub(super) lengths: Lengths,
    pub(super) sketch: Sketch,
    pub(super) histogram: Option<Histogram>,
}

impl Column {
    /// Nothing yet. `over`: it is certain that there are too many different values in the whole column.
    pub(super) fn new(kind: Kind, bounds: Bounds, over: bool) -> Self {
        let known = if over || bounds.values == 0 {
            Known::Sum(Box::new(Sum::new(kind, bounds)))
        } else {
            Known::Values(Values::default())
        };
        Self { kind, bounds, missing: 0, known }
    }

    /// Whether there are too many different values to keep each.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.known, Known::Sum(_))
    }

    /// Adds null cells.
    pub(super) fn add_missing(&mut self, cells: u64) {
        self.missing += cells;
    }

    /// Adds values of the column's kind that are at these places of a chunk.
    pub(super) fn add_written(&mut self, chunk: &[u8], places: &[(u32, u32)]) {
        match &mut self.known {
            Known::Values(values) => lanes::count(values, self.kind, chunk, places),
            Known::Sum(sum) => lanes::add(sum, chunk, places),
        }
        self.look();
    }

    /// Adds a value. One that is not of the column's kind, which is a finding, has no place in an order of values.
    pub(super) fn add(&mut self, text: &[u8], typed: bool) {
        match &mut self.known {
            Known::Values(values) => values.add(self.kind, text, typed),
            Known::Sum(sum) => sum.add(&Seen::of(self.kind, text), typed, Values::hash(text, typed), 1),
        }
    }

    /// No longer keeps every value, if there are too many.
    pub(super) fn look(&mut self) {
        if let Known::Values(values) = &self.known
            && values.is_over(self.bounds)
        {
            self.known = Known::Sum(Box::new(Sum::of(values, self.kind, self.bounds)));
        }
    }

    /// Adds other cells of the column.
    pub(super) fn merge(&mut self, other: &Self) {
        self.missing += other.missing;
        match (&mut self.known, &other.known) {
            (Known::Values(values), Known::Values(others)) => values.merge(others),
            (Known::Values(values), Known::Sum(others)) => {
                let mut sum = Sum::of(values, self.kind, self.bounds);
                sum.merge(others);
                self.known = Known::Sum(Box::new(sum));
            }
            (Known::Sum(sum), Known::Values(others)) => sum.add_all(others, self.kind),
            (Known::Sum(sum), Known::Sum(others)) => sum.merge(others),
        }
        self.look();
    }

    /// What is told of the column, of which there are so many rows.
    pub(super) fn profile(self, name: String, rows: u64) -> ColumnProfile {
        let mut profile = ColumnProfile { name, missing: self.missing, ..ColumnProfile::default() };
        let sum = match self.known {
            Known::Values(values) => {
                profile.distinct = Some(values.len() as u64);
                profile.commonest = commonest(&values, self.kind);
                Sum::of(&values, self.kind, self.bounds)
            }
            Known::Sum(sum) => {
                if self.bounds.values > 0 {
                    // There are no more different values than there are values.
                    profile.distinct = Some(sum.sketch.estimate().min(rows.saturating_sub(self.missing)));
                    profile.distinct_error = Some(Sketch::error(self.bounds.sketch));
                }
                *sum
            }
        };
        profile.smallest = sum.extremes.smallest().map(shortened);
        profile.largest = sum.extremes.largest().map(shortened);
        (profile.shortest, profile.longest) = sum.lengths.ends();
        profile.histogram = sum.histogram.filter(|_| self.bounds.values > 0).and_then(Histogram::finish);
        profile
    }
}

impl Sum {
    fn new(kind: Kind, bounds: Bounds) -> Self {
        Self {
            kind,
            extremes: Extremes::new(kind),
            lengths: Lengths::default(),
            sketch: Sketch::new(bounds.sketch),
            histogram: Histogram::new(kind).filter(|_| bounds.values > 0),
        }
    }

    fn of(values: &Values, kind: Kind, bounds: Bounds) -> Self {
        let mut sum = Self::new(kind, bounds);
        sum.add_all(values, kind);
        sum
    }

    fn add_all(&mut self, values: &Values, kind: Kind) {
        values.each(kind, |seen, typed, hash, count| self.add(&seen, typed, hash, count));
    }

    /// Adds a value so many times.
    pub(super) fn add(&mut self, seen: &Seen<'_>, typed: bool, hash: u64, times: u64) {
        self.sketch.add(hash);
        self.lengths.add(seen.characters);
        if typed {
            self.extremes.add(seen);
        }
        if let Some(histogram) = &mut self.histogram {
            if typed { histogram.add(seen, times) } else { histogram.add_outside(times) }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.sketch.merge(&other.sketch);
        self.lengths.merge(other.lengths);
        self.extremes.merge(&other.extremes);
        if let Some((histogram, other)) = self.histogram.as_mut().zip(other.histogram.as_ref()) {
            histogram.merge(other);
        }
    }
}

/// The commonest of all values: none where each is there once, since none is common then.
fn commonest(values: &Values, kind: Kind) -> Vec<CommonValue> {
    let mut all: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut least = 0;
    values.each(kind, |seen, _, _, count| {
        // Most values are too rare to be looked at twice.
        if count >= least {
            all.push((count, seen.text.to_vec()));
            if all.len() >= 8 * COMMONEST {
                sort(&mut all);
                all.truncate(COMMONEST);
                least = all.last().map_or(0, |(count, _)| *count);
            }
        }
    });
    sort(&mut all);
    if all.first().is_none_or(|(count, _)| *count == 1 && values.len() > 1) {
        return Vec::new();
    }
    all.iter().take(COMMONEST).map(|(count, text)| CommonValue { value: shortened(text), count: *count }).collect()
}

fn sort(values: &mut [(u64, Vec<u8>)]) {
    values.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
}

#[cfg(test)]
mod tests;
