//! The width that is shown, and the edges of its bins.

use super::bins::{Bins, HELD, Level};
use super::moment::Moment;
use crate::csvw::value::Kind;
use crate::model::{Step, StepUnit};
use std::fmt::Write as _;

/// Bins of numbers that are shown at most.
const NUMBERS: i128 = 25;
/// Bins of dates and times: so many days has a month.
const MOMENTS: i128 = 31;

/// Merges bins until there are no more than `most`, which is at least 2, with round edges. None of no values.
pub(super) fn rounded(kind: Kind, mut bins: Bins, scale: u32, most: i128) -> Option<(Step, Vec<String>, Vec<u64>)> {
    if bins.counts.is_empty() {
        return None;
    }
    if let Level::Number(power) = bins.level {
        // No bin is narrower than the numbers' last digit.
        for _ in power..-scale.cast_signed() {
            bins.coarsen();
        }
    }
    // Hours become days, days months and so on, if the widths between are not enough.
    loop {
        for (unit, length) in widths(bins.level, kind) {
            let most = most.min(if matches!(bins.level, Level::Number(_)) { NUMBERS } else { MOMENTS });
            // Weeks begin on Mondays; 1970-01-01 was a Thursday.
            let shift = if unit == StepUnit::Week { 3 } else { 0 };
            let group = |index: i128| (index + shift).div_euclid(length);
            let (first, last) = (group(bins.first), group(bins.last()));
            if last - first < most {
                let mut counts = vec![0; usize::try_from(last - first + 1).unwrap_or(HELD)];
                for (index, count) in (bins.first..).zip(&bins.counts) {
                    if let Some(sum) = counts.get_mut(usize::try_from(group(index) - first).unwrap_or(HELD)) {
                        *sum += count;
                    }
                }
                let edges = (first..=last + 1).map(|group| edge(kind, bins.level, group * length - shift)).collect();
                return Some((step(bins.level, unit, length), edges, counts));
            }
        }
        bins.coarsen();
    }
}

/// The widths that are made of bins of a level, ascending: so many of them each.
fn widths(level: Level, kind: Kind) -> Vec<(StepUnit, i128)> {
    match level {
        Level::Number(_) => [1, 2, 5].map(|length| (StepUnit::Number, length)).to_vec(),
        Level::Hour if kind == Kind::Time => vec![(StepUnit::Hour, 1)],
        Level::Hour => vec![(StepUnit::Hour, 1), (StepUnit::Hour, 6)],
        Level::Day => vec![(StepUnit::Day, 1), (StepUnit::Week, 7)],
        Level::Month => vec![(StepUnit::Month, 1), (StepUnit::Month, 3)],
        Level::Year(_) => [1, 2, 5].map(|length| (StepUnit::Year, length)).to_vec(),
    }
}

fn step(level: Level, unit: StepUnit, length: i128) -> Step {
    let length = match level {
        Level::Number(power) => decimal(length, power),
        Level::Year(power) => (length * 10_i128.pow(power.min(18))).to_string(),
        _ if unit == StepUnit::Week => "1".to_owned(),
        _ => length.to_string(),
    };
    Step { unit, length }
}

/// The lower edge of a bin as a value of the column's kind.
fn edge(kind: Kind, level: Level, index: i128) -> String {
    let small = i64::try_from(index).unwrap_or(0);
    match level {
        Level::Number(power) => decimal(index, power),
        Level::Hour if kind == Kind::Time => format!("{small:02}:00:00"),
        Level::Hour => {
            let day = date(Moment::of_days(small.div_euclid(24)));
            format!("{day}T{:02}:00:00", small.rem_euclid(24))
        }
        Level::Day => date(Moment::of_days(small)),
        Level::Month => date(Moment { year: small.div_euclid(12), month: small.rem_euclid(12) + 1, day: 1, hour: 0 }),
        Level::Year(power) => {
            let year = small.saturating_mul(10_i64.checked_pow(power).unwrap_or(1));
            date(Moment { year, month: 1, day: 1, hour: 0 })
        }
    }
}

fn date(moment: Moment) -> String {
    let Moment { year, month, day, .. } = moment;
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
}

/// So many times ten to the power of `power`, written out.
fn decimal(number: i128, power: i32) -> String {
    let mut text = String::new();
    let digits = number.unsigned_abs().to_string();
    if number < 0 {
        text.push('-');
    }
    match usize::try_from(-power) {
        Ok(places) if places > 0 => {
            let digits = format!("{digits:0>width$}", width = places + 1);
            let (integer, fraction) = digits.split_at(digits.len() - places);
            let _ = write!(text, "{integer}.{fraction}");
        }
        _ => {
            text.push_str(&digits);
            if number != 0 {
                text.extend(std::iter::repeat_n('0', usize::try_from(power).unwrap_or(0)));
            }
        }
    }
    text
}
