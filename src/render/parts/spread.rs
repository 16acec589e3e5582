//! How the numbers and dates of a column are spread: a small chart, with all of its numbers in a table.

use super::super::leaf::Leaf;
use super::super::view::Phrase;
use crate::csvw::Column;
use crate::csvw::column::CompiledColumn;
use crate::csvw::value::Kind;
use crate::i18n::Locale;
use crate::model::{ColumnProfile, ColumnWords, Histogram, StepUnit};
use jiff::civil::Date;
use serde::Serialize;

/// A chart of bars and the table of its counts.
#[derive(Serialize)]
pub struct Spread {
    /// The column's title.
    pub title: Phrase,
    /// What the chart shows, in a sentence.
    pub alternative: String,
    /// Width of the drawing; it is [`HEIGHT`] high.
    pub width: u64,
    /// Height of the drawing.
    pub height: u64,
    /// From left to right.
    pub bars: Vec<Bar>,
    /// What the first bar is.
    pub first: String,
    /// What the last bar is.
    pub last: String,
    /// What is in no bar.
    pub outside: Option<String>,
}

/// A bar.
#[derive(Serialize)]
pub struct Bar {
    /// Its left edge in the drawing.
    pub x: u64,
    /// Its upper edge.
    pub y: u64,
    /// From there to the ground.
    pub height: u64,
    /// The values that it counts.
    pub label: String,
    /// How many there are.
    pub count: String,
}

/// From one bar to the next.
const PITCH: u64 = 10;
/// Of the highest bar.
const HEIGHT: u64 = 60;

/// The chart of a column; none where its values have no histogram.
pub fn spread(leaf: &Leaf<'_>, column: &Column, words: &ColumnWords, found: &ColumnProfile) -> Option<Spread> {
    let histogram = found.histogram.as_ref()?;
    let locale = leaf.locale();
    let most = histogram.counts.iter().copied().max().filter(|most| *most > 0)?;
    let is_whole = CompiledColumn::compile(column).0.kind() == Kind::Integer;
    let edges = histogram.edges.iter().zip(histogram.edges.iter().skip(1));
    let bars: Vec<Bar> = (0..)
        .zip(edges.zip(&histogram.counts))
        .map(|(number, ((from, below), count))| {
            // A bar of a single value is still to be seen.
            let height = u64::try_from(u128::from(*count) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT);
            let height = height.max(u64::from(*count > 0));
            let label = label(locale, histogram, is_whole, from, below);
            Bar { x: number * PITCH, y: HEIGHT - height, height, label, count: locale.number(*count) }
        })
        .collect();
    let title = super::dictionary::title(leaf, column, words);
    let (first, last) = (bars.first()?.label.clone(), bars.last()?.label.clone());
    let highest = bars.iter().zip(&histogram.counts).find(|(_, count)| **count == most)?.0;
    let alternative = leaf.fill(
        "spread-alternative",
        &[
            ("column", (&title.text).into()),
            ("bars", (bars.len() as u64).into()),
            ("first", (&first).into()),
            ("last", (&last).into()),
            ("highest", (&highest.label).into()),
            ("count", most.into()),
        ],
    );
    let outside = (histogram.outside > 0).then(|| locale.count("spread-outside", histogram.outside));
    Some(Spread { title, alternative, width: bars.len() as u64 * PITCH, height: HEIGHT, bars, first, last, outside })
}

/// The values of a bin in words.
fn label(locale: &Locale, histogram: &Histogram, is_whole: bool, from: &str, below: &str) -> String {
    let between = |key: &str, from: &str, to: &str| locale.fill(key, &[("from", from.into()), ("to", to.into())]);
    let is_one = histogram.step.length == "1";
    let written = || between("spread-below", from, below);
    match histogram.step.unit {
        StepUnit::Number if is_one && is_whole => grouped(locale, from),
        StepUnit::Number => between("spread-below", &grouped(locale, from), &grouped(locale, below)),
        StepUnit::Hour => match (from.split_once('T'), below.split_once('T')) {
            (Some((day, from)), Some((_, to))) => {
                let hours = between("spread-range", minutes(from), minutes(to));
                date(day).map_or_else(written, |day| format!("{}, {hours}", locale.date(day)))
            }
            _ => between("spread-range", minutes(from), minutes(below)),
        },
        StepUnit::Day => date(from).map_or_else(|| from.to_owned(), |day| locale.date(day)),
        StepUnit::Week => {
            let day = date(from).map_or_else(|| from.to_owned(), |day| locale.date(day));
            locale.fill("spread-week", &[("date", (&day).into())])
        }
        StepUnit::Month => {
            let Some((first, next)) = date(from).zip(date(below)) else { return written() };
            let Ok(last) = next.yesterday() else { return written() };
            let name = |day: Date| locale.text(&format!("month-{}", day.month()));
            if is_one {
                format!("{} {}", name(first), first.year())
            } else {
                format!("{} {}", between("spread-range", &name(first), &name(last)), last.year())
            }
        }
        StepUnit::Year => {
            let year = |edge: &str| edge.strip_suffix("-01-01").and_then(|year| year.parse::<i64>().ok());
            let Some((first, next)) = year(from).zip(year(below)) else { return written() };
            if is_one {
                first.to_string()
            } else {
                between("spread-range", &first.to_string(), &(next - 1).to_string())
            }
        }
    }
}

fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A time without its seconds.
fn minutes(time: &str) -> &str {
    time.strip_suffix(":00").unwrap_or(time)
}

/// A decimal number with its thousands apart; numbers of four digits are often years.
fn grouped(locale: &Locale, number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("−", digits));
    let (integer, fraction) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    match integer.parse::<u64>() {
        Ok(whole) if integer.len() > 4 => format!("{sign}{}{fraction}", locale.number(whole)),
        _ => format!("{sign}{digits}"),
    }
}
