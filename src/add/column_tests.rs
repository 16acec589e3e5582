//! What columns turn out to be.

use super::*;
use crate::add::candidates;

fn conclude(header: &str, cells: &[&str]) -> (String, Vec<String>, Option<String>, Option<String>) {
    conclude_in(header, cells, true)
}

fn conclude_in(header: &str, cells: &[&str], has_comma: bool) -> (String, Vec<String>, Option<String>, Option<String>) {
    let candidates = candidates::all();
    let mut facts = Facts::new(true);
    for (index, cell) in cells.iter().enumerate() {
        facts.push(cell.as_bytes(), Place { file: None, row: index as u64 + 2 }, &candidates, &mut Vec::new());
    }
    let conclusion = facts.conclude(header, has_comma, &candidates);
    let datatype = conclusion.candidate.map_or("string".to_owned(), |candidate| {
        let more = [&candidate.datatype.format, &candidate.datatype.group_char, &candidate.datatype.decimal_char];
        let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
        format!("{} {}", candidate.datatype.base, more.join(" ")).trim().to_owned()
    });
    let markers = conclusion.markers.into_iter().map(|(text, _)| text).collect();
    (datatype, markers, conclusion.why, conclusion.mark)
}

#[test]
fn datatypes_come_from_all_cells() {
    for (header, cells, expected) in [
        ("n", &["1", "20", "", " 3"][..], "integer"),
        ("n", &["1", "2.50"], "decimal"),
        ("n", &["1", "1,234"], "integer ,"),
        ("n", &["1,234.5", "2"], "decimal ,"),
        ("n", &["1,5", "2,25"], "string"),
        ("n", &["1", "2.5e-7"], "double"),
        ("n", &["007", "8"], "string"),
        ("n", &["8", "007"], "string"),
        ("tel", &["0161 496 0000"], "string"),
        ("price", &["£5", "£6"], "string"),
        ("open", &["Y", "N", "Y"], "boolean Y|N"),
        ("open", &["true", "false"], "boolean"),
        ("open", &["Yes", "No", "yes"], "string"),
        ("open", &["Y", "Y"], "string"),
        ("open", &["1", "0"], "integer"),
        ("d", &["2026-01-31", "2025-02-28"], "date"),
        ("d", &["31/01/2026", "01/02/2026"], "date dd/MM/yyyy"),
        ("d", &["31/1/2026", "01/02/2026"], "date d/M/yyyy"),
        ("d", &["01/31/2026", "01/02/2026"], "date MM/dd/yyyy"),
        ("d", &["31/01/26"], "date dd/MM/yy"),
        ("d", &["07-Sep-2012", "7-Oct-2012"], "date d-MMM-yyyy"),
        ("d", &["1 May 2012"], "date d MMM yyyy"),
        ("d", &["1 January 2012", "3 May 2013"], "date d MMMM yyyy"),
        ("d", &["30/02/2026"], "string"),
        ("Date paid", &["20260131"], "date yyyyMMdd"),
        ("Number", &["20260131"], "integer"),
        ("t", &["2026-01-31T10:00:00Z", "2026-01-31T10:00:00"], "dateTime"),
        ("t", &["31/01/2026 10:00", "01/01/2026 11:00"], "dateTime dd/MM/yyyy HH:mm"),
        ("month", &["2026-01", "2026-03"], "gYearMonth"),
        ("year", &["2010-11", "2011-12"], "string"),
        ("month", &["Mar-15", "Apr-15"], "gYearMonth MMM-yy"),
        ("size", &["Mar-15", "Apr-15"], "string"),
        ("x", &["", ""], "string"),
        ("x", &[], "string"),
    ] {
        assert_eq!(conclude(header, cells).0, expected, "{header} {cells:?}");
    }
    assert_eq!(conclude_in("n", &["1,5", "2,25"], false).0, "decimal ,");
    assert_eq!(conclude_in("n", &["1.234,5", "2"], false).0, "decimal . ,");
}

#[test]
fn markers_belong_to_typed_columns_only() {
    let (datatype, markers, ..) = conclude("n", &["1", "NA", "2", "-"]);
    assert_eq!((datatype.as_str(), markers), ("integer", vec!["-".to_owned(), "NA".to_owned()]));
    assert_eq!(conclude("iso2", &["NA", "GB"]).1, [""; 0], "NA is Namibia");
    assert_eq!(conclude("n", &["NA", "NA"]).0, "string");
    let (datatype, _, why, _) = conclude("n", &["1", "NA", "-", "x", ".."]);
    assert_eq!(datatype, "string");
    assert_eq!(why.as_deref(), Some("more than 3 different markers of no value are among its values"));
    assert_eq!(conclude("open", &["Y", "N", "NA"]).0, "string", "an answer of its own");
}

#[test]
fn what_cannot_be_told_is_asked() {
    let (datatype, _, why, mark) = conclude("d", &["01/02/2026", "03/04/2026"]);
    assert_eq!((datatype.as_str(), why), ("date dd/MM/yyyy", None));
    assert_eq!(mark.as_deref(), Some("no cell tells whether the day or the month comes first, as in `01/02/2026`"));
    let (datatype, .., mark) = conclude_in("n", &["1,234", "5,678"], false);
    assert_eq!(datatype, "string");
    assert!(mark.is_some_and(|mark| mark.contains("thousands")));
}

#[test]
fn reasons_name_the_row() {
    let (.., why, _) = conclude("d", &["01/02/2026", "13/02/2026"]);
    assert_eq!(why.as_deref(), Some("the day comes first: row 3 has `13/02/2026`, where the month cannot"));
    let (.., why, _) = conclude("n", &["1", "2", "3", "4", "5", "c. 6"]);
    assert_eq!(why.as_deref(), Some("row 7 has `c. 6`; what stands above it are whole numbers"));
    let (.., why, _) = conclude("n", &["1", "2", "03"]);
    assert_eq!(why.as_deref(), Some("a zero in front is kept, as in row 4: `03`"));
    assert_eq!(conclude("n", &["1", "two"]).2, None);
}

#[test]
fn a_key_has_a_value_in_every_row() {
    let facts = |cells: &[&str]| {
        let mut facts = Facts::new(true);
        let candidates = candidates::all();
        for cell in cells {
            facts.push(cell.as_bytes(), Place { file: None, row: 2 }, &candidates, &mut Vec::new());
        }
        facts.is_unique()
    };
    assert!(facts(&["a", "b"]));
    assert!(!facts(&["a", "b", "a"]));
    assert!(!facts(&["a", ""]));
    assert!(!facts(&["a"]), "one row tells nothing apart");
}
