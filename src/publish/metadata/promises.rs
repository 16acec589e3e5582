//! What a description may promise of published values.
//!
//! A publisher may let values pass that break what was declared, by a lower level for a rule. They are published as they
//! are, so no description may say that there are none: clients are made of it, and other validators hold the rows to it.
//! Every standard that repeats what was declared takes it from here.

use super::datatypes;
use crate::csvw::{Column, CompiledColumn, Datatype, ForeignKey};
use crate::diagnostics::Report;
use crate::model::{CodeList, ColumnProfile, ColumnWords, Table, TableSummary};
use std::collections::BTreeMap;

/// The rules about values that are there. Of a cell that breaks several of them the first is told alone, so that where one
/// is broken nothing is known of the others.
const OF_VALUES: [&str; 4] =
    ["csvw/out-of-range", "csvw/pattern-mismatch", "csvw/value-not-in-code-list", "csvw/wrong-length"];

/// Whether values of the column were let pass that break one of the rules.
fn breaks(profile: Option<&ColumnProfile>, rules: &[&str]) -> bool {
    profile.is_some_and(|profile| rules.iter().any(|rule| profile.exceptions.contains(*rule)))
}

/// Whether some values are texts though the datatype is none, or no lists though there is a separator: the value of a cell
/// with an error is its text (CSVW, Model for Tabular Data, section 6.4), as it was in the source.
#[must_use]
pub fn has_texts(column: &Column, profile: Option<&ColumnProfile>) -> bool {
    let is_list_with_errors =
        column.separator.is_some() && breaks(profile, &["csvw/pattern-mismatch", "csvw/wrong-length"]);
    is_list_with_errors || breaks(profile, &["csvw/out-of-range"])
}

/// The column as its published cells bear it out: in canonical form, and without what some of them break.
#[must_use]
pub fn borne_out(column: &Column, profile: Option<&ColumnProfile>) -> Column {
    let mut datatype = datatypes::published(column);
    if breaks(profile, &OF_VALUES) {
        datatype = Datatype::of(if has_texts(column, profile) { "string".to_owned() } else { datatype.base });
    }
    // A format that was not understood was not applied.
    if datatype.format.is_some() && !CompiledColumn::compile(column).1.is_empty() {
        datatype.format = None;
    }
    Column {
        datatype,
        required: column.required && !breaks(profile, &["csvw/missing-required-value"]),
        ..column.clone()
    }
}

/// The values that a column has, unless others were let pass.
#[must_use]
pub fn code_list<'w>(words: &'w ColumnWords, profile: Option<&ColumnProfile>) -> Option<&'w CodeList> {
    words.code_list.as_ref().filter(|_| !breaks(profile, &OF_VALUES))
}

/// What the columns' values break, by the columns' names, as the findings of one table tell. Files of rows are ended before
/// levels are known: what is found then either stops the build, and the file with it, or was let pass. Nothing else is in
/// the profiles, and nothing of keys that lead to other tables is known yet.
#[must_use]
pub fn broken(findings: &Report) -> BTreeMap<String, ColumnProfile> {
    let mut columns: BTreeMap<String, ColumnProfile> = BTreeMap::new();
    for found in findings.counts() {
        if let Some(column) = found.column {
            columns.entry(column).or_default().exceptions.insert(found.rule.to_string());
        }
    }
    columns
}

/// The columns that tell rows apart; none where one of them is not published, and where the rows do not bear it out.
#[must_use]
pub fn primary_key<'t>(table: &'t Table, summary: Option<&TableSummary>) -> &'t [String] {
    let key = &table.schema.primary_key;
    let is_whole = key.iter().all(|name| table.published_columns().any(|(column, _)| column.name == *name));
    let is_broken = summary.is_some_and(|summary| {
        let mut rules = summary.key_exceptions.iter().map(|(rule, _)| rule.as_str());
        rules.any(|rule| matches!(rule, "csvw/duplicate-key" | "csvw/missing-key-value"))
    });
    if is_whole && !is_broken { key } else { &[] }
}

/// Whether every value of a foreign key leads to one row. A null that leads to none is another matter: it is common, and
/// told as a warning (`csvw/null-reference`).
#[must_use]
pub fn is_borne_out(key: &ForeignKey, summary: Option<&TableSummary>) -> bool {
    let columns = key.columns.join(", ");
    let is_of_key = |(rule, of): &(String, String)| {
        matches!(rule.as_str(), "csvw/broken-foreign-key" | "csvw/ambiguous-foreign-key") && *of == columns
    };
    !summary.is_some_and(|summary| summary.key_exceptions.iter().any(is_of_key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csvw::Reference;

    fn profile(rules: &[&str]) -> ColumnProfile {
        let exceptions = rules.iter().map(|rule| format!("csvw/{rule}")).collect();
        ColumnProfile { exceptions, ..ColumnProfile::default() }
    }

    #[test]
    fn a_column_says_less_where_its_values_break_what_was_declared() {
        let mut column = Column { required: true, ..Column::new("code") };
        column.datatype.format = Some("[A-Z]+".into());
        column.datatype.max_length = Some(3);
        let whole = borne_out(&column, Some(&profile(&[])));
        assert_eq!((whole.required, &whole.datatype), (true, &column.datatype));
        let less = borne_out(&column, Some(&profile(&["missing-required-value"])));
        assert_eq!((less.required, &less.datatype), (false, &column.datatype));
        let words = ColumnWords { code_list: Some(CodeList::Codes(Vec::new())), ..ColumnWords::default() };
        assert_eq!(code_list(&words, Some(&profile(&[]))), words.code_list.as_ref());
        for rule in ["pattern-mismatch", "wrong-length", "value-not-in-code-list"] {
            let broken = profile(&[rule]);
            let less = borne_out(&column, Some(&broken));
            assert_eq!((less.required, less.datatype), (true, Datatype::of("string")), "{rule}");
            assert_eq!(code_list(&words, Some(&broken)), None, "a cell is told of once: {rule}");
        }
        column.datatype =
            Datatype { minimum: Some("1".into()), max_exclusive: Some("9".into()), ..Datatype::of("int") };
        assert_eq!(borne_out(&column, None).datatype, column.datatype);
        let texts = borne_out(&column, Some(&profile(&["out-of-range"]))).datatype;
        assert_eq!(texts, Datatype::of("string"), "the value that is out of range is the source's text");
    }

    #[test]
    fn a_pattern_that_was_not_understood_is_no_promise() {
        let mut column = Column::new("code");
        column.datatype.format = Some("[A-Z".into());
        assert_eq!(borne_out(&column, None).datatype.format, None);
    }

    #[test]
    fn a_key_that_rows_break_is_none() {
        let mut table = Table::default();
        table.schema.columns = vec![Column::new("id"), Column::new("ward")];
        table.columns = vec![ColumnWords::default(); 2];
        table.schema.primary_key = vec!["id".into()];
        let reference = Reference { table: "wards/wards".into(), columns: vec!["code".into()] };
        let key = ForeignKey { columns: vec!["ward".into()], reference, place: None };
        let mut summary = TableSummary::default();
        let told =
            |summary: &TableSummary| (primary_key(&table, Some(summary)).len(), is_borne_out(&key, Some(summary)));
        assert_eq!(told(&summary), (1, true));
        summary.key_exceptions.insert(("csvw/broken-foreign-key".into(), "other".into()));
        assert_eq!(told(&summary), (1, true));
        summary.key_exceptions.insert(("csvw/broken-foreign-key".into(), "ward".into()));
        assert_eq!(told(&summary), (1, false));
        summary.key_exceptions.insert(("csvw/missing-key-value".into(), "id".into()));
        assert_eq!(told(&summary), (0, false));
    }
}
