//! All rows of a table's files, counted and handed to its columns.

use super::candidates::Candidate;
use super::column::{Facts, Place};
use super::group::Survey;
use super::records;
use crate::csvw::dialect::{CompiledDialect, RowRole};

/// What was counted over the files of a table.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Rows that are not blank.
    pub rows: u64,
    /// Blank ones.
    pub blank: u64,
    ragged: u64,
    first_ragged: Option<(String, u64, usize, usize)>,
    broken: Vec<String>,
    unreadable: Vec<String>,
}

impl Tally {
    /// Reads a file; `order` tells the column of each field.
    pub fn read(
        &mut self,
        survey: &Survey,
        is_one_of_many: bool,
        order: &[Option<usize>],
        facts: &mut [Facts],
        candidates: &[Candidate],
    ) {
        let (compiled, _) = CompiledDialect::compile(&survey.dialect);
        let width = order.len();
        let (mut buffer, mut arena) = (Vec::new(), Vec::new());
        let result = records::read(&survey.file.path, &compiled, |row| {
            if !matches!(row.role, RowRole::Data(_)) {
                return;
            }
            if row.is_blank() {
                self.blank += 1;
                return;
            }
            self.rows += 1;
            if row.len() != width {
                self.ragged += 1;
                let place = || (survey.file.relative.clone(), row.number, row.len(), width);
                self.first_ragged.get_or_insert_with(place);
            }
            let place = Place { file: is_one_of_many.then_some(&survey.file.relative), row: row.number };
            for (field, column) in order.iter().enumerate() {
                if let Some(facts) = column.and_then(|column| facts.get_mut(column)) {
                    facts.push(row.cell(field, &mut buffer), place, candidates, &mut arena);
                }
            }
        });
        match result {
            Ok(end) if end.is_broken => self.broken.push(survey.file.relative.clone()),
            Ok(_) => {}
            Err(error) => self.unreadable.push(format!("`{}` could not be read: {error}", survey.file.relative)),
        }
    }

    /// What `check` is going to say, in words.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = self.unreadable.clone();
        for file in &self.broken {
            warnings.push(format!("`{file}` has a quote that is opened and never closed: `check` shows where"));
        }
        if let Some((file, row, has, wants)) = &self.first_ragged {
            let (what, verb) = if self.ragged == 1 { ("row", "has") } else { ("rows", "have") };
            warnings.push(format!(
                "{} {what} {verb} more or fewer cells than the header, the first in `{file}`, row {row}: {has} cells, not \
                 {wants}; `check` refuses such rows",
                self.ragged
            ));
        }
        if self.rows == 0 {
            warnings.push("there is no row in it, only a header".to_owned());
        }
        warnings
    }
}
