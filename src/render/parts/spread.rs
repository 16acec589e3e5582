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
    /// Where the bars begin: the first edge of numbers, else what the first bar is.
    pub first: String,
    /// Where they end.
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
    let names = Names::new(locale, histogram, is_whole);
    let edges = histogram.edges.iter().zip(histogram.edges.iter().skip(1));
    let bars: Vec<Bar> = (0..)
        .zip(edges.zip(&histogram.counts))
        .map(|(number, ((from, below), count))| {
            // A bar of a single value is still to be seen.
            let height = u64::try_from(u128::from(*count) * u128::from(HEIGHT) / u128::from(most)).unwrap_or(HEIGHT);
            let height = height.max(u64::from(*count > 0));
            let label = names.label(from, below);
            Bar { x: number * PITCH, y: HEIGHT - height, height, label, count: locale.number(*count) }
        })
        .collect();
    let title = super::dictionary::title(leaf, column, words);
    let (first, last) = (&bars.first()?.label, &bars.last()?.label);
    let highest = bars.iter().zip(&histogram.counts).find(|(_, count)| **count == most)?.0;
    let alternative = leaf.fill(
        "spread-alternative",
        &[
            ("column", (&title.text).into()),
            ("bars", (bars.len() as u64).into()),
            ("first", first.into()),
            ("last", last.into()),
            ("highest", (&highest.label).into()),
            ("count", most.into()),
        ],
    );
    let (first, last) = match names.single() {
        false if histogram.step.unit == StepUnit::Number => {
            (names.number(histogram.edges.first()?), names.number(histogram.edges.last()?))
        }
        _ => (first.clone(), last.clone()),
    };
    let outside = (histogram.outside > 0).then(|| locale.count("spread-outside", histogram.outside));
    Some(Spread { title, alternative, width: bars.len() as u64 * PITCH, height: HEIGHT, bars, first, last, outside })
}

/// How bins are named.
struct Names<'a> {
    locale: &'a Locale,
    histogram: &'a Histogram,
    /// The values are whole numbers.
    is_whole: bool,
    /// Thousands are set apart: some number has more than four digits, and so is no year.
    apart: bool,
}

impl<'a> Names<'a> {
    fn new(locale: &'a Locale, histogram: &'a Histogram, is_whole: bool) -> Self {
        let digits = |edge: &String| edge.bytes().take_while(|byte| *byte != b'.').filter(u8::is_ascii_digit).count();
        Self { locale, histogram, is_whole, apart: histogram.edges.iter().any(|edge| digits(edge) > 4) }
    }

    /// Whether each bin is of a single number.
    fn single(&self) -> bool {
        self.is_whole && self.histogram.step.unit == StepUnit::Number && self.histogram.step.length == "1"
    }

    fn between(&self, key: &str, from: &str, to: &str) -> String {
        self.locale.fill(key, &[("from", from.into()), ("to", to.into())])
    }

    /// The values of a bin in words.
    fn label(&self, from: &str, below: &str) -> String {
        let locale = self.locale;
        let is_one = self.histogram.step.length == "1";
        let written = || self.between("spread-below", from, below);
        match self.histogram.step.unit {
            StepUnit::Number if self.single() => self.number(from),
            StepUnit::Number => self.between("spread-below", &self.number(from), &self.number(below)),
            StepUnit::Hour => match (from.split_once('T'), below.split_once('T')) {
                (Some((day, from)), Some((_, to))) => {
                    let hours = self.between("spread-range", minutes(from), minutes(to));
                    date(day).map_or_else(written, |day| format!("{}, {hours}", locale.date(day)))
                }
                _ => self.between("spread-range", minutes(from), minutes(below)),
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
                    format!("{} {}", self.between("spread-range", &name(first), &name(last)), last.year())
                }
            }
            StepUnit::Year => {
                let year = |edge: &str| edge.strip_suffix("-01-01").and_then(|year| year.parse::<i64>().ok());
                let Some((first, next)) = year(from).zip(year(below)) else { return written() };
                if is_one {
                    first.to_string()
                } else {
                    self.between("spread-range", &first.to_string(), &(next - 1).to_string())
                }
            }
        }
    }

    /// A decimal number.
    fn number(&self, number: &str) -> String {
        let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("−", digits));
        let (integer, fraction) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
        match integer.parse::<u64>() {
            Ok(whole) if self.apart => format!("{sign}{}{fraction}", self.locale.number(whole)),
            _ => format!("{sign}{digits}"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Messages;
    use crate::model::Step;
    use std::sync::Arc;

    #[test]
    fn bins_have_names() {
        let english = Arc::new(Messages::parse("en", include_str!("../../../themes/default/locales/en.ftl")).0);
        let locale = Locale::new("en", Some(Arc::clone(&english)), english);
        for (unit, length, from, below, expected) in [
            (StepUnit::Number, "1", "7", "8", "7"),
            (StepUnit::Number, "5000", "-5000", "0", "−5000 to under 0"),
            (StepUnit::Number, "5000", "5000", "10000", "5,000 to under 10,000"),
            (StepUnit::Number, "0.5", "1999.5", "2000.0", "1999.5 to under 2000.0"),
            (StepUnit::Hour, "1", "22:00:00", "23:00:00", "22:00 to 23:00"),
            (StepUnit::Hour, "6", "2024-02-29T18:00:00", "2024-03-01T00:00:00", "29 February 2024, 18:00 to 00:00"),
            (StepUnit::Day, "1", "2024-02-29", "2024-03-01", "29 February 2024"),
            (StepUnit::Week, "1", "2024-02-26", "2024-03-04", "week of 26 February 2024"),
            (StepUnit::Month, "1", "2024-02-01", "2024-03-01", "February 2024"),
            (StepUnit::Month, "3", "2024-10-01", "2025-01-01", "October to December 2024"),
            (StepUnit::Year, "1", "2024-01-01", "2025-01-01", "2024"),
            (StepUnit::Year, "10", "2010-01-01", "2020-01-01", "2010 to 2019"),
            (StepUnit::Year, "50", "-0050-01-01", "0000-01-01", "-50 to -1"),
            (StepUnit::Day, "1", "12024-02-29", "12024-03-01", "12024-02-29"),
            (StepUnit::Month, "1", "12024-02-01", "12024-03-01", "12024-02-01 to under 12024-03-01"),
        ] {
            let step = Step { unit, length: length.to_owned() };
            let edges = vec![from.to_owned(), below.to_owned()];
            let histogram = Histogram { step, edges, counts: vec![1], outside: 0 };
            assert_eq!(Names::new(&locale, &histogram, true).label(from, below), expected);
        }
    }
}
