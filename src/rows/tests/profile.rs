//! What a table's page tells of its columns.

use super::case;
use crate::model::CommonValue;

#[test]
fn a_profile_knows_its_columns() {
    let text = "n,day,name,kept\n10,01/02/2026,a,s\n9,31/01/2026,b,s\n,,b,s\n2.5,01/03/2025,é,s\n";
    let table = case("n:decimal day:date name kept", text)
        .column("day", |column| column.datatype.format = Some("dd/MM/yyyy".to_owned()))
        .column("kept", |column| column.suppress_output = true);
    let summary = table.read().summary;
    assert_eq!(summary.rows, 4);
    let [n, day, name] = summary.columns.as_slice() else { panic!("{:?}", summary.columns) };
    assert_eq!((n.missing, n.distinct, n.distinct_is_exact), (1, 3, true));
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
    assert!(!id.distinct_is_exact && id.distinct.abs_diff(60_000) < 6_000, "{}", id.distinct);
    assert_eq!((id.smallest.as_deref(), id.largest.as_deref()), (Some("0"), Some("59999")));
    assert_eq!((kind.distinct, kind.distinct_is_exact, kind.commonest.len()), (7, true, 7));
}
