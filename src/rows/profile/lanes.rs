//! The cells of a column in a batch that are written as their canonical texts are, which most are: each kind of value has
//! a way of its own through them, so that nothing is decided for each cell that is the same for all.

use super::column::Sum;
use super::extremes::{Extremes, is_plain_year};
use super::histogram::{Histogram, Moment, Number};
use super::seen::{Seen, characters};
use super::values::Values;
use super::word::{SHORT, hash, hash_of_word, word, word_in};
use crate::csvw::value::Kind;

/// Characters of a floating-point number by which it is compared as a decimal: up to 15 digits no two decimals are one
/// number of 64 bits.
const DOUBLE: usize = 15;

/// Bits that letters have and digits, signs and points have not.
const LETTERS: u128 = 0x4040_4040_4040_4040_4040_4040_4040_4040;

/// Counts each value.
pub(super) fn count(values: &mut Values, kind: Kind, chunk: &[u8], places: &[(u32, u32)]) {
    for &(start, end) in places {
        let (start, end) = (start as usize, end as usize);
        let length = end.saturating_sub(start);
        if length <= SHORT {
            values.add_word(word_in(chunk, start, end), length);
        } else {
            values.add(kind, chunk.get(start..end).unwrap_or_default(), true);
        }
    }
}

/// Adds each value to a sum.
pub(super) fn add(sum: &mut Sum, chunk: &[u8], places: &[(u32, u32)]) {
    match sum.kind {
        Kind::Integer | Kind::Decimal | Kind::Double => numbers(sum, chunk, places),
        Kind::Date | Kind::DateTime => moments(sum, chunk, places),
        _ => texts(sum, chunk, places),
    }
}

fn numbers(sum: &mut Sum, chunk: &[u8], places: &[(u32, u32)]) {
    let Sum { kind, extremes, lengths, sketch, histogram } = sum;
    let (kind, shortest) = (*kind, if *kind == Kind::Double { DOUBLE } else { SHORT });
    let Some(histogram) = histogram else { return texts(sum, chunk, places) };
    let mut between = between(kind, extremes, histogram);
    for &(start, end) in places {
        let (start, end) = (start as usize, end as usize);
        let length = end.saturating_sub(start);
        let word = word_in(chunk, start, end);
        if length > shortest || kind == Kind::Double && word & LETTERS != 0 {
            let text = chunk.get(start..end).unwrap_or_default();
            let seen = Seen::of(kind, text);
            sketch.add(hash(text));
            lengths.add(seen.characters);
            histogram.add(&seen, 1);
            extremes.add(&seen);
            between = self::between(kind, extremes, histogram);
            continue;
        }
        sketch.add(hash_of_word(word, length));
        lengths.add(length as u64);
        let number = Number::of_word(word, length);
        let units = histogram.units(number);
        let counted = units.is_some_and(|units| histogram.count(units));
        if !counted {
            histogram.add_number(number, 1);
        }
        if counted && units.is_some_and(|units| between.0 < units && units < between.1) {
            continue;
        }
        let is_end = extremes.add(&Seen::of(kind, chunk.get(start..end).unwrap_or_default()));
        if is_end || !counted {
            between = self::between(kind, extremes, histogram);
        }
    }
}

/// The units of the smallest and the largest number, between which others are no extremes; nothing is where that is not
/// certain.
fn between(kind: Kind, extremes: &Extremes, histogram: &Histogram) -> (i64, i64) {
    let units = |text: Option<&[u8]>| {
        let text = text.filter(|text| kind != Kind::Double || text.len() <= DOUBLE && word(text) & LETTERS == 0)?;
        histogram.units(Number::read(text)?)
    };
    units(extremes.smallest()).zip(units(extremes.largest())).unwrap_or((i64::MAX, i64::MIN))
}

fn moments(sum: &mut Sum, chunk: &[u8], places: &[(u32, u32)]) {
    let Sum { kind, extremes, lengths, sketch, histogram } = sum;
    for &(start, end) in places {
        let (start, end) = (start as usize, end as usize);
        let text = chunk.get(start..end).unwrap_or_default();
        sketch.add(hash(text));
        let word = word_in(chunk, start, end);
        if !is_plain_year(text) {
            let seen = Seen::of(*kind, text);
            lengths.add(seen.characters);
            extremes.add(&seen);
            if let Some(histogram) = histogram {
                histogram.add(&seen, 1);
            }
            continue;
        }
        lengths.add(text.len() as u64);
        if !extremes.is_between(word) {
            extremes.add(&Seen::of(*kind, text));
        }
        if let Some(histogram) = histogram {
            histogram.add_moment(Moment::of_word(word));
        }
    }
}

fn texts(sum: &mut Sum, chunk: &[u8], places: &[(u32, u32)]) {
    let Sum { kind, extremes, lengths, sketch, histogram } = sum;
    // Other kinds have characters of one byte each.
    let ascii = match (places.first(), places.last()) {
        (Some(first), Some(last)) => chunk.get(first.0 as usize..last.1 as usize).unwrap_or_default().is_ascii(),
        _ => true,
    };
    let in_order_of_bytes = !matches!(kind, Kind::Integer | Kind::Decimal | Kind::Double);
    for &(start, end) in places {
        let (start, end) = (start as usize, end as usize);
        let length = end.saturating_sub(start);
        let word = word_in(chunk, start, end);
        let text = chunk.get(start..end).unwrap_or_default();
        sketch.add(if length <= SHORT { hash_of_word(word, length) } else { hash(text) });
        if ascii {
            lengths.add(length as u64);
        } else if !lengths.is_between(length as u64) {
            lengths.add(characters(text));
        }
        if !(in_order_of_bytes && extremes.is_between(word)) {
            extremes.add(&Seen::of(*kind, text));
        }
        if let Some(histogram) = histogram {
            histogram.add(&Seen::of(*kind, text), 1);
        }
    }
}
