//! What a table's page tells of its columns.

use super::{Case, case};
use crate::model::{ColumnProfile, CommonValue, StepUnit};

#[test]
fn a_profile_knows_its_columns() {
    let text = "n,day,name,kept\n10,01/02/2026,a,s\n9,31/01/2026,b,s\n,,b,s\n2.5,01/03/2025,é,s\n";
    let table = case("n:decimal day:date name kept", text)
        .column("day", |column| column.datatype.format = Some("dd/MM/yyyy".to_owned()))
        .column("kept", |column| column.suppress_output = true);
    let summary = table.read().summary;
    assert_eq!(summary.rows, 4);
    let [n, day, name] = summary.columns.as_slice() else { panic!("{:?}", summary.columns) };
    assert_eq!((n.missing, n.distinct, n.distinct_is_exact()), (1, Some(3), true));
    assert_eq!((n.smallest.as_deref(), n.largest.as_deref()), (Some("2.5"), Some("10")));
    assert_eq!((day.smallest.as_deref(), day.largest.as_deref()), (Some("2025-03-01"), Some("2026-02-01")));
    assert_eq!((name.longest, name.missing), (1, 0));
    assert_eq!(name.commonest.first(), Some(&CommonValue { value: "b".to_owned(), count: 2 }));
    assert!(n.commonest.is_empty(), "each is there once");
    assert_eq!(summary.first_rows.len(), 4);
    assert_eq!(summary.first_rows[0], [Some("10".to_owned()), Some("2026-02-01".to_owned()), Some("a".to_owned())]);
    assert_eq!(
        summary.example.unwrap().to_string(),
        r#"[{"n":10,"day":"2026-02-01","name":"a"},{"n":9,"day":"2026-01-31","name":"b"},{"n":null,"day":null,"name":"b"}]"#
    );
}

#[test]
fn long_cells_are_cut() {
    let table = case("a b", format!("a,b\n{},1\n", "é".repeat(100_000)));
    let summary = table.read().summary;
    let cell = summary.first_rows[0][0].clone().unwrap();
    assert_eq!((cell.chars().count(), cell.ends_with('…')), (201, true));
    assert_eq!(summary.columns[0].longest, 100_000);
    assert_eq!(summary.columns[0].smallest, Some(cell.clone()));
    assert!(summary.example.unwrap().to_string().len() < 1000);
}

#[test]
fn many_different_values_are_estimated() {
    let text: String = (0..60_000).map(|row| format!("{row},{}\n", row % 7)).collect();
    let summary = case("id:integer kind", format!("id,kind\n{text}")).read().summary;
    let [id, kind] = summary.columns.as_slice() else { panic!() };
    let distinct = id.distinct.unwrap();
    assert!(id.distinct_error == Some(17) && distinct.abs_diff(60_000) < 3_000 && distinct % 100 == 0, "{distinct}");
    assert_eq!((id.smallest.as_deref(), id.largest.as_deref()), (Some("0"), Some("59999")));
    assert_eq!((kind.distinct, kind.distinct_is_exact(), kind.commonest.len()), (Some(7), true, 7));
}

#[test]
fn a_key_tells_how_many_values_there_are() {
    let rows: String = (0..30_000).map(|row| format!("{row},{}\n", row / 2)).collect();
    let of = |key: &str| {
        let key = vec![key.to_owned()];
        let table =
            case("id:integer half:integer", format!("id,half\n{rows}")).with(|table| table.schema.primary_key = key);
        table
            .read()
            .summary
            .columns
            .into_iter()
            .map(|column| (column.distinct, column.distinct_error))
            .collect::<Vec<_>>()
    };
    let by_id = of("id");
    assert_eq!(by_id[0], (Some(30_000), None));
    assert_eq!(by_id[1].1, Some(17));
    assert_eq!(of("half")[1], by_id[1], "a key that repeats tells nothing");
}

#[test]
fn numbers_and_dates_are_spread_over_bins() {
    let text: String =
        (0..200).map(|row| format!("{}.5,2024-{:02}-01,{}\n", row % 40, row % 12 + 1, row % 40)).collect();
    let summary = case("n:decimal day:date name", format!("n,day,name\n{text}")).read().summary;
    let [n, day, name] = summary.columns.as_slice() else { panic!() };
    let shown = n.histogram.as_ref().unwrap();
    assert_eq!((shown.step.unit, shown.step.length.as_str()), (StepUnit::Number, "2"));
    assert_eq!((shown.edges[0].as_str(), shown.edges[20].as_str()), ("0", "40"));
    assert_eq!((&shown.counts, shown.outside), (&vec![10; 20], 0));
    let shown = day.histogram.as_ref().unwrap();
    assert_eq!((shown.step.unit, shown.edges[11].as_str(), shown.counts.len()), (StepUnit::Month, "2024-12-01", 12));
    assert_eq!(name.histogram, None);
    assert_eq!((name.shortest, name.longest), (1, 2));
}

/// Columns of many and of few values of every kind, with nulls, flaws, quotes and texts of more than one byte a character.
fn large() -> Case {
    let text: String = (0_u64..24_000)
        .map(|row| {
            // As good as random.
            let random = (row + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
            let amount = match row % 50 {
                0 => String::new(),
                1 => format!("-{random}123456789"),
                _ => format!("{}.{:02}", random % 100_000, row % 100),
            };
            let number = match row % 97 {
                3 => "NaN".to_owned(),
                4 => format!("{}E{}", random % 90 + 1, row % 5),
                _ => format!("{}.{}", random % 1_000, row % 9_973),
            };
            let (year, month, day) = (1990 + random % 40, random % 12 + 1, random % 28 + 1);
            let when = format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", random % 24, row % 60, row / 60 % 60);
            let name = if row % 30 == 0 { format!("\"Ŵyl \"\"{random}\"\"\"") } else { format!("name {random}") };
            let wrong = if row % 1_000 == 7 { "x".to_owned() } else { (random % 50).to_string() };
            format!("{row},{amount},{number},{year}-{month:02}-{day:02},{when},{name},{wrong},{}\n", row % 2 == 0)
        })
        .collect();
    case(
        "id:integer amount:decimal number:double day:date when:dateTime name few:integer flag:boolean",
        format!("id,amount,number,day,when,name,few,flag\n{text}"),
    )
}

#[test]
fn a_large_profile_is_the_same_on_any_number_of_cores() {
    let mut table = large();
    let whole = table.read().summary;
    let over: Vec<bool> = whole.columns.iter().map(|column| column.distinct_error.is_some()).collect();
    assert_eq!(over, [true, true, true, false, true, true, false, false]);
    table.tuning.large = 0;
    for (cores, chunk_size) in [(1, 1 << 20), (3, 100_000), (3, 9_000)] {
        table.tuning.chunk_size = chunk_size;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
        assert_eq!(pool.install(|| table.read()).summary, whole, "{cores} cores, chunks of {chunk_size}");
    }
    let [_, amount, number, day, when, _, few, flag] = whole.columns.as_slice() else { panic!() };
    assert_eq!(amount.missing, 480);
    let spread = |column: &ColumnProfile| {
        let histogram = column.histogram.clone().unwrap();
        (histogram.step.unit, histogram.counts.iter().sum::<u64>(), histogram.outside)
    };
    assert_eq!(spread(number), (StepUnit::Number, 24_000 - 248, 248));
    assert_eq!(spread(day), (StepUnit::Year, 24_000, 0));
    assert_eq!(spread(when), (StepUnit::Year, 24_000, 0));
    assert_eq!((few.distinct, spread(few).2), (Some(51), 24));
    assert_eq!((flag.distinct, flag.commonest.len(), flag.histogram.is_some()), (Some(2), 2, false));
}
