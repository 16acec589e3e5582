use super::super::order::compare;
use super::*;
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A cell: a text that is a value of the column's kind, one that is not, or nothing.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Typed(String),
    Other(String),
    Null,
}

const KINDS: [Kind; 6] = [Kind::String, Kind::Integer, Kind::Decimal, Kind::Double, Kind::Date, Kind::DateTime];

fn text_of(kind: Kind) -> BoxedStrategy<String> {
    match kind {
        Kind::Integer => prop_oneof!["-?[1-9][0-9]{0,2}", "-?[1-9][0-9]{14,19}", Just("0".to_owned())].boxed(),
        Kind::Decimal => {
            prop_oneof!["-?[1-9][0-9]{0,3}(\\.[0-9]{1,4})?", "-?0\\.[0-9]{1,3}", "[1-9]\\.[0-9]{13,20}"].boxed()
        }
        Kind::Double => prop_oneof![
            "-?[1-9][0-9]{0,3}(\\.[0-9]{1,4})?",
            "[1-9]E-?[0-9]{1,3}",
            "-?0\\.29999999999999999",
            "-?0\\.3",
            "900719925474099[0-9]",
            prop::sample::select(vec!["NaN".to_owned(), "INF".to_owned(), "-INF".to_owned()]),
        ]
        .boxed(),
        Kind::Date => (prop_oneof![5 => 1900..2100, 1 => 10_000..20_000], 1..13, 1..29)
            .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
            .boxed(),
        Kind::DateTime => (text_of(Kind::Date), 0..24, prop::sample::select(vec!["", "Z", "+01:00"]))
            .prop_map(|(date, hour, zone)| format!("{date}T{hour:02}:00:00{zone}"))
            .boxed(),
        _ => prop_oneof!["[a-cé]{0,3}", "[ab]{15,18}", "(é|ab){60}", Just("é".repeat(900)), Just("a".repeat(900))]
            .boxed(),
    }
}

fn cells() -> impl Strategy<Value = (Kind, Vec<Cell>)> {
    prop::sample::select(KINDS.to_vec()).prop_flat_map(|kind| {
        let cell = prop_oneof![
            12 => text_of(kind).prop_map(Cell::Typed),
            1 => "[a-c]{1,3}".prop_map(Cell::Other),
            1 => Just(Cell::Null),
        ];
        (Just(kind), prop::collection::vec(cell, 0..80))
    })
}

/// The cells as they come in a chunk: written ones side by side with a delimiter, others one by one.
fn part(kind: Kind, bounds: Bounds, cells: &[Cell], over: bool, batch: usize) -> Column {
    let mut column = Column::new(kind, bounds, over);
    for batch in cells.chunks(batch.max(1)) {
        let mut chunk = Vec::new();
        let mut places = Vec::new();
        for cell in batch {
            match cell {
                Cell::Typed(text) => {
                    let start = u32::try_from(chunk.len()).unwrap();
                    chunk.extend_from_slice(text.as_bytes());
                    places.push((start, u32::try_from(chunk.len()).unwrap()));
                    chunk.push(b',');
                }
                Cell::Other(text) => column.add(text.as_bytes(), false),
                Cell::Null => column.add_missing(1),
            }
        }
        column.add_written(&chunk, &places);
    }
    column
}

/// What a column comes to, worked out without any of the above but the order of values and the histogram.
fn expected(kind: Kind, bounds: Bounds, cells: &[Cell]) -> ColumnProfile {
    let mut counts: BTreeMap<(&str, bool), u64> = BTreeMap::new();
    for cell in cells {
        match cell {
            Cell::Typed(text) => *counts.entry((text, true)).or_default() += 1,
            Cell::Other(text) => *counts.entry((text, false)).or_default() += 1,
            Cell::Null => {}
        }
    }
    let mut profile = ColumnProfile {
        missing: cells.iter().filter(|cell| **cell == Cell::Null).count() as u64,
        ..ColumnProfile::default()
    };
    if counts.len() <= bounds.values {
        profile.distinct = Some(counts.len() as u64);
        let mut common: Vec<(u64, &str)> = counts.iter().map(|((text, _), count)| (*count, *text)).collect();
        common.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        if common.first().is_some_and(|(count, _)| *count > 1 || common.len() == 1) {
            let shown = |(count, text): &(u64, &str)| CommonValue { value: shortened(text.as_bytes()), count: *count };
            profile.commonest = common.iter().take(COMMONEST).map(shown).collect();
        }
    } else {
        let mut sketch = Sketch::new(bounds.sketch);
        for (text, typed) in counts.keys() {
            sketch.add(Values::hash(text.as_bytes(), *typed));
        }
        profile.distinct = Some(sketch.estimate().min(cells.len() as u64 - profile.missing));
        profile.distinct_error = Some(Sketch::error(bounds.sketch));
    }
    let lengths = || counts.keys().map(|(text, _)| text.chars().count() as u64);
    (profile.shortest, profile.longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let mut typed: Vec<Seen<'_>> = counts
        .keys()
        .filter(|(text, typed)| *typed && *text != "NaN")
        .map(|(text, _)| Seen::of(kind, text.as_bytes()))
        .collect();
    let by = |side: Ordering| {
        move |a: &Seen<'_>, b: &Seen<'_>| {
            let order = if side == Ordering::Less { compare(kind, a, b) } else { compare(kind, b, a) };
            order.then(a.text.cmp(b.text))
        }
    };
    typed.sort_by(by(Ordering::Less));
    profile.smallest = typed.first().map(|seen| shortened(seen.text));
    typed.sort_by(by(Ordering::Greater));
    profile.largest = typed.first().map(|seen| shortened(seen.text));
    if let Some(mut histogram) = Histogram::new(kind) {
        for ((text, typed), count) in &counts {
            if *typed {
                histogram.add(&Seen::of(kind, text.as_bytes()), *count);
            } else {
                histogram.add_outside(*count);
            }
        }
        profile.histogram = histogram.finish();
    }
    profile
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn parts_in_any_grouping_are_the_whole(
        (kind, cells) in cells(),
        values in prop::sample::select(vec![1_usize, 4, 20, 1000]),
        cuts in prop::collection::vec((0_usize..40, any::<bool>(), 1_usize..20), 0..6),
    ) {
        let bounds = Bounds { values, bytes: 100_000, sketch: 6 };
        let expected = expected(kind, bounds, &cells);
        let rows = cells.len() as u64;
        let is_over = expected.distinct_error.is_some();
        let mut all = Column::new(kind, bounds, false);
        let mut rest = &cells[..];
        for (cut, hint, batch) in &cuts {
            let (now, after) = rest.split_at(*cut % (rest.len() + 1));
            // The hint is given once it is certain, to some parts and not to others.
            all.merge(&part(kind, bounds, now, is_over && *hint, *batch));
            rest = after;
        }
        // The last part takes all before it, rather than the other way round.
        let mut last = part(kind, bounds, rest, false, 7);
        last.merge(&all);
        prop_assert_eq!(last.is_over(), is_over);
        prop_assert_eq!(last.profile(String::new(), rows), expected);
    }

    #[test]
    fn bytes_are_bounded_too((kind, cells) in cells(), cut in 0_usize..80) {
        let bounds = Bounds { values: 1000, bytes: 300, sketch: 6 };
        let whole = part(kind, bounds, &cells, false, 5);
        let (one, other) = cells.split_at(cut.min(cells.len()));
        let mut merged = part(kind, bounds, other, false, 128);
        merged.merge(&part(kind, bounds, one, false, 1));
        prop_assert_eq!(merged.is_over(), whole.is_over());
        prop_assert_eq!(merged.profile(String::new(), 80), whole.profile(String::new(), 80));
    }
}

#[test]
fn a_table_of_very_many_columns_is_not_counted() {
    let bounds = Bounds::of(100_000);
    let cells: Vec<Cell> = ["1", "2", "2"].map(|text| Cell::Typed(text.to_owned())).to_vec();
    let profile = part(Kind::Integer, bounds, &cells, false, 9).profile(String::new(), 3);
    assert_eq!((profile.distinct, profile.distinct_error), (None, None));
    assert_eq!((profile.smallest.as_deref(), profile.largest.as_deref()), (Some("1"), Some("2")));
    assert!(profile.commonest.is_empty() && profile.histogram.is_none() && !profile.distinct_is_exact());
}
