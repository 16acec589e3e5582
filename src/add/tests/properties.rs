//! What holds for any file.

use super::{bring_in, files, portal};
use crate::add::records;
use crate::csvw::column::CompiledColumn;
use crate::csvw::dialect::{CompiledDialect, RowRole};
use crate::sources::Sources;
use proptest::prelude::*;

/// Brings in a file and reads it back: nothing panics, what was written is understood, and each cell of a record that
/// is as wide as it should be reads by its column.
fn holds(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (portal, folder) = (portal(), files(&[("any.csv", bytes)]));
    let Ok(report) = bring_in(portal.path(), &[folder.path().join("any.csv")]) else { return Ok(()) };
    let sources = Sources::on_disk(portal.path()).unwrap();
    let (settings, _) = crate::project::load(&sources);
    let (folders, _) = crate::project::find_datasets(&sources);
    let (read, findings) = crate::read::dataset(&sources, &settings, &folders[0]);
    let others: Vec<_> =
        findings.diagnostics().iter().filter(|finding| finding.rule.as_str() != "project/unconfirmed").collect();
    prop_assert!(others.is_empty(), "{others:?}");
    let table = &read.unwrap().dataset.tables[0];
    prop_assert!(report.datasets[0].tables[0].columns.len() == table.schema.columns.len());
    let compiled: Vec<CompiledColumn> =
        table.schema.columns.iter().map(|column| CompiledColumn::compile(column).0).collect();
    let dialect = CompiledDialect::compile(&table.schema.dialect).0;
    let path = portal.path().join(table.files[0].as_str());
    let mut flaws = Vec::new();
    let mut buffer = Vec::new();
    let by_position = table.schema.dialect.header_row_count == 0;
    let mut order: Vec<usize> = (0..compiled.len()).collect();
    records::read(&path, &dialect, |row| match row.role {
        RowRole::Header if !by_position => {
            let texts: Vec<String> = (0..row.len())
                .map(|index| String::from_utf8_lossy(row.cell(index, &mut buffer)).into_owned())
                .collect();
            order = texts
                .into_iter()
                .map(|text| {
                    let says = |column: &crate::csvw::Column| {
                        column.name == text || column.titles.iter().any(|(_, title)| title == text)
                    };
                    table.schema.columns.iter().position(says).unwrap_or(usize::MAX)
                })
                .collect();
        }
        RowRole::Data(_) if row.len() == order.len() => {
            for (field, column) in order.iter().enumerate() {
                match compiled.get(*column) {
                    None => flaws.push(format!("no column for field {field}")),
                    Some(column) => {
                        let read = column.read(row.cell(field, &mut buffer), &mut Vec::new(), &mut Vec::new());
                        flaws.extend(read.err().map(|flaw| flaw.why));
                    }
                }
            }
        }
        _ => {}
    })
    .unwrap();
    prop_assert!(flaws.is_empty(), "{flaws:?}");
    Ok(())
}

#[test]
fn headers_that_differ_in_spaces_or_case_alone_are_columns_of_their_own() {
    for header in ["a b,a  b", "a, a", "Name,name", "a  B,A b"] {
        holds(format!("{header}\n1,x\n2,y\n3,z\n").as_bytes()).unwrap();
    }
}

/// Cells that are nearly something.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,4}",
        "-?[0-9]{1,3}(,[0-9]{3})?([.][0-9]{1,2})?",
        "[0-3][0-9]/[01][0-9]/20[0-9]{2}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "(NA|-|x|[.][.]|)",
        "(Y|N|Yes|No|true|false)",
        " ?[a-zé£\"';|\t]{0,6}",
        Just(String::new()),
    ]
}

fn table() -> impl Strategy<Value = String> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 3), 1..8);
    let kinds = prop::sample::select(vec![",", ";", "\t"]);
    let ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (rows, kinds, ends, any::<bool>()).prop_map(|(rows, delimiter, end, has_header)| {
        let header = if has_header { format!("id{delimiter}Date paid{delimiter}amount{end}") } else { String::new() };
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(delimiter) + end;
        header + &rows.iter().map(line).collect::<String>()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_table_reads_by_what_was_inferred(text in table()) {
        holds(text.as_bytes())?;
    }

    #[test]
    fn any_text_can_be_added(text in "[a-z0-9,;\"'\r\n\t|.é -]{0,80}") {
        holds(text.as_bytes())?;
    }

    #[test]
    fn any_bytes_can_be_added(bytes: Vec<u8>) {
        holds(&bytes)?;
    }
}
