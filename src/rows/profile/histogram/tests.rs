use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

fn of(kind: Kind, texts: &[impl AsRef<str>]) -> Histogram {
    let mut histogram = Histogram::new(kind).unwrap();
    for text in texts {
        histogram.add(&Seen::of(kind, text.as_ref().as_bytes()), 1);
    }
    histogram
}

fn shown(kind: Kind, texts: &[&str]) -> Option<String> {
    let histogram = of(kind, texts).with(100)?;
    assert_eq!(histogram.edges.len(), histogram.counts.len() + 1);
    let mut shown = format!("{:?} {}:", histogram.step.unit, histogram.step.length);
    for (edge, count) in histogram.edges.iter().zip(histogram.counts.iter().chain([&histogram.outside])) {
        let _ = write!(shown, " {edge} [{count}]");
    }
    Some(shown)
}

#[test]
fn edges_are_round() {
    for (kind, texts, expected) in [
        (Kind::Integer, &["1", "2", "2", "5"][..], "Number 1: 1 [1] 2 [2] 3 [0] 4 [0] 5 [1] 6 [0]"),
        (
            Kind::Integer,
            &["-7", "43"],
            "Number 5: -10 [1] -5 [0] 0 [0] 5 [0] 10 [0] 15 [0] 20 [0] 25 [0] 30 [0] 35 [0] 40 [1] 45 [0]",
        ),
        (
            Kind::Decimal,
            &["0.95", "1.05", "1"],
            "Number 0.01: 0.95 [1] 0.96 [0] 0.97 [0] 0.98 [0] 0.99 [0] 1.00 [1] 1.01 [0] 1.02 [0] 1.03 [0] 1.04 [0] 1.05 [1] 1.06 [0]",
        ),
        (
            Kind::Decimal,
            &["1.5", "2.5", "-0.5"],
            "Number 0.2: -0.6 [1] -0.4 [0] -0.2 [0] 0.0 [0] 0.2 [0] 0.4 [0] 0.6 [0] 0.8 [0] 1.0 [0] 1.2 [0] 1.4 [1] 1.6 [0] 1.8 [0] 2.0 [0] 2.2 [0] 2.4 [1] 2.6 [0]",
        ),
        (
            Kind::Double,
            &["1E3", "NaN", "-INF", "1.2E3", "1e999"],
            "Number 10: 1000 [1] 1010 [0] 1020 [0] 1030 [0] 1040 [0] 1050 [0] 1060 [0] 1070 [0] 1080 [0] 1090 [0] 1100 [0] 1110 [0] 1120 [0] 1130 [0] 1140 [0] 1150 [0] 1160 [0] 1170 [0] 1180 [0] 1190 [0] 1200 [1] 1210 [3]",
        ),
        (
            Kind::Date,
            &["2024-02-28", "2024-03-01", "2024-03-01"],
            "Day 1: 2024-02-28 [1] 2024-02-29 [0] 2024-03-01 [2] 2024-03-02 [0]",
        ),
        (
            Kind::Date,
            &["2024-01-01", "2024-01-31", "2024-02-04", "2024-02-05"],
            "Week 1: 2024-01-01 [1] 2024-01-08 [0] 2024-01-15 [0] 2024-01-22 [0] 2024-01-29 [2] 2024-02-05 [1] 2024-02-12 [0]",
        ),
        (
            Kind::Date,
            &["2023-12-31", "2024-12-01"],
            "Month 1: 2023-12-01 [1] 2024-01-01 [0] 2024-02-01 [0] 2024-03-01 [0] 2024-04-01 [0] 2024-05-01 [0] 2024-06-01 [0] 2024-07-01 [0] 2024-08-01 [0] 2024-09-01 [0] 2024-10-01 [0] 2024-11-01 [0] 2024-12-01 [1] 2025-01-01 [0]",
        ),
        (
            Kind::Date,
            &["2020-05-01", "2023-02-28"],
            "Month 3: 2020-04-01 [1] 2020-07-01 [0] 2020-10-01 [0] 2021-01-01 [0] 2021-04-01 [0] 2021-07-01 [0] 2021-10-01 [0] 2022-01-01 [0] 2022-04-01 [0] 2022-07-01 [0] 2022-10-01 [0] 2023-01-01 [1] 2023-04-01 [0]",
        ),
        (
            Kind::DateTime,
            &["2020-05-01T22:00:00Z", "2020-05-02T01:59:59.9Z"],
            "Hour 1: 2020-05-01T22:00:00 [1] 2020-05-01T23:00:00 [0] 2020-05-02T00:00:00 [0] 2020-05-02T01:00:00 [1] 2020-05-02T02:00:00 [0]",
        ),
        (Kind::DateTime, &["2020-05-01T22:00:00", "2020-05-03T00:00:00"], "Hour 1: "),
        (Kind::Time, &["22:00:00", "23:59:59"], "Hour 1: 22:00:00 [1] 23:00:00 [1] 24:00:00 [0]"),
        (Kind::Date, &["-0044-03-15", "1066-10-14", "1234567-01-01"], "Year 50: -0050-01-01 [1] "),
        (
            Kind::Integer,
            &["999999999999999999", "-999999999999999999", "1000000000000000000"],
            "Number 100000000000000000: -1000000000000000000 [1] -900000000000000000 [0] ",
        ),
    ] {
        let shown = shown(kind, texts).unwrap();
        assert!(
            if expected.ends_with(' ') { shown.starts_with(expected) } else { shown == expected },
            "{shown}\n{expected}"
        );
    }
    for texts in [&[][..], &["7"], &["7", "7.0"], &["NaN"]] {
        assert_eq!(shown(Kind::Decimal, texts), None);
    }
}

fn decimals() -> impl Strategy<Value = String> {
    let close = "-?[1-9][0-9]?(\\.[0-9]{1,3})?";
    prop_oneof![3 => close, 1 => "-?[1-9][0-9]{0,18}", 1 => "-?0\\.0{0,9}[1-9]{1,10}", 1 => Just("0".to_owned())]
}

/// Of so few digits that no two of them, and no edge, are one number of 64 bits.
fn doubles() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[1-9][0-9]?(\\.[0-9]{1,3})?",
        "-?[1-9]E-?[0-9]",
        "-?[1-9]\\.[0-9]E1?[0-9]",
        prop::sample::select(vec!["NaN".to_owned(), "INF".to_owned(), "1E-30".to_owned(), "1E300".to_owned()])
    ]
}

fn moments() -> impl Strategy<Value = String> {
    let year = prop_oneof![4 => 2_000_i64..2_030, 1 => -4_000_i64..12_000];
    (year, 1..13, 1..29, 0..24).prop_map(|(year, month, day, hour)| {
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}-{month:02}-{day:02}T{hour:02}:00:00", year.abs())
    })
}

/// Merged in any grouping, the parts are the whole; and the bins have what belongs in them.
fn holds(kind: Kind, texts: &[String], cuts: &[usize]) {
    let whole = of(kind, texts);
    let mut merged = Histogram::new(kind).unwrap();
    let mut rest = texts;
    for cut in cuts {
        let (part, after) = rest.split_at(*cut % (rest.len() + 1));
        merged.merge(&of(kind, part));
        rest = after;
    }
    let mut last = of(kind, rest);
    last.merge(&merged);
    assert_eq!((&whole.bins, whole.scale, whole.outside), (&last.bins, last.scale, last.outside));
    assert!(whole.bins.counts.len() <= bins::HELD);
    assert_eq!(whole.bins.counts.iter().sum::<u64>() + whole.outside, texts.len() as u64);
    assert_eq!(whole.clone().finish(), last.clone().finish());
    let (Some(shown), Some(again)) = (whole.with(100), last.with(100)) else { return };
    assert_eq!(shown, again);
    assert!(shown.counts.len() <= 31 && shown.counts.first() > Some(&0) && shown.counts.last() > Some(&0), "{shown:?}");
    let order = |a: &str, b: &str| {
        use super::super::order::compare;
        compare(kind, &Seen::of(kind, a.as_bytes()), &Seen::of(kind, b.as_bytes()))
    };
    let placed: Vec<&String> = texts.iter().filter(|text| of(kind, &[text]).outside == 0).collect();
    for (edges, count) in shown.edges.windows(2).zip(&shown.counts) {
        let within = placed.iter().filter(|text| order(&edges[0], text).is_le() && order(text, &edges[1]).is_lt());
        assert_eq!(within.count() as u64, *count, "{edges:?} {placed:?}");
    }
}

proptest! {
    #[test]
    fn parts_of_numbers_merge_to_the_whole(
        (kind, texts) in prop_oneof![
            prop::collection::vec(decimals(), 0..60).prop_map(|texts| (Kind::Decimal, texts)),
            prop::collection::vec(doubles(), 0..60).prop_map(|texts| (Kind::Double, texts)),
        ],
        cuts in prop::collection::vec(0_usize..40, 0..5),
    ) {
        holds(kind, &texts, &cuts);
    }

    #[test]
    fn parts_of_dates_merge_to_the_whole(
        texts in prop::collection::vec(moments(), 0..60),
        cuts in prop::collection::vec(0_usize..40, 0..5),
    ) {
        holds(Kind::DateTime, &texts, &cuts);
        let dates: Vec<String> = texts.iter().map(|text| text.split('T').next().unwrap().to_owned()).collect();
        holds(Kind::Date, &dates, &cuts);
    }
}
