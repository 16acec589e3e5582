//! Headers: which column of the schema is which field of a record.

use super::hints;
use super::place::ChunkAt;
use crate::csvw::column::CompiledColumn;
use crate::csvw::dialect::CompiledDialect;
use crate::diagnostics::{CellPlace, Diagnostic, Report, rule_of_cell, span_of};
use crate::model::Table;
use crate::sources::SourcePath;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Where a file has the columns of its table.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    fields: Vec<Option<u32>>,
    expected: u32,
    part: Option<(usize, Vec<u8>)>,
}

impl Layout {
    /// The field of a record, from 0, in which the column is; none for a column that is not in the file.
    pub(super) fn field(&self, column: usize) -> Option<u32> {
        self.fields.get(column).copied().flatten()
    }

    /// How many fields a record has.
    pub(super) fn expected(&self) -> u32 {
        self.expected
    }

    /// Whether the column is the one made from the file's name.
    pub(super) fn is_part_column(&self, column: usize) -> bool {
        self.part.as_ref().is_some_and(|(part, _)| *part == column)
    }

    /// The value of that column.
    pub(super) fn part_value(&self) -> &[u8] {
        self.part.as_ref().map_or(&[], |(_, value)| value)
    }
}

/// What a file's header says, field by field; several texts where there are several header rows.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The records of the chunk that are header rows.
    pub(super) records: Vec<u32>,
    /// The texts of each field that is a cell, in the order of the fields, each with its record.
    pub(super) fields: Vec<Vec<(u32, String)>>,
}

/// The header of the first file, which those of the others are compared with.
#[derive(Debug)]
pub(super) struct FirstHeader {
    path: SourcePath,
    place: CellPlace,
    found: Vec<bool>,
    undeclared: BTreeSet<String>,
}

/// Finds the columns of a table in the files that it is in.
pub(super) struct Matcher<'a> {
    dataset: &'a str,
    table: &'a Table,
    skip_columns: u32,
    by_text: BTreeMap<&'a str, usize>,
    pattern: Option<Regex>,
    first: Option<FirstHeader>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(dataset: &'a str, table: &'a Table, dialect: &CompiledDialect, report: &mut Report) -> Self {
        let mut by_text = BTreeMap::new();
        let part = table.part_column.as_ref().map(|part| part.name.as_str());
        let in_file = || {
            let columns = table.schema.columns.iter().enumerate();
            columns.filter(|(_, column)| !column.is_virtual && Some(column.name.as_str()) != part)
        };
        for (index, column) in in_file() {
            by_text.entry(column.name.as_str()).or_insert(index);
        }
        for (index, column) in in_file() {
            for (_, title) in column.titles.iter() {
                by_text.entry(title).or_insert(index);
            }
        }
        let pattern = table.part_column.as_ref().and_then(|part| {
            let pattern = Regex::new(&part.pattern).ok();
            if pattern.is_none() {
                let message = format!("`{}` is not a regular expression", part.pattern);
                let diagnostic = match part.span {
                    Some(span) => Diagnostic::new("project/invalid-value", message, span),
                    None => Diagnostic::new("project/invalid-value", message, table_place(table)),
                };
                report.add(diagnostic.of_dataset(dataset).of_table(&table.name));
            }
            pattern
        });
        Self { dataset, table, skip_columns: dialect.skip_columns(), by_text, pattern, first: None }
    }

    fn add(&self, report: &mut Report, diagnostic: Diagnostic) {
        report.add(diagnostic.of_dataset(self.dataset).of_table(&self.table.name));
    }

    /// The column that a header's text names.
    pub(super) fn column(&self, text: &str) -> Option<usize> {
        self.by_text.get(text).copied()
    }

    /// The layout of a file without a header: columns by position.
    pub(super) fn by_position(&self, path: &SourcePath, report: &mut Report) -> Layout {
        let mut fields = vec![None; self.table.schema.columns.len()];
        let mut next = self.skip_columns;
        for (index, column) in self.table.schema.columns.iter().enumerate() {
            let is_part = self.table.part_column.as_ref().is_some_and(|part| part.name == column.name);
            if !column.is_virtual && !is_part {
                fields[index] = Some(next);
                next += 1;
            }
        }
        Layout { fields, expected: next, part: self.part(path, report) }
    }

    /// The layout of a file by its header; none if no column of the table is in it, so that its rows mean nothing.
    pub(super) fn by_header(&mut self, header: &Header, at: &ChunkAt<'_>, report: &mut Report) -> Option<Layout> {
        let mut fields: Vec<Option<u32>> = vec![None; self.table.schema.columns.len()];
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        let mut undeclared: Vec<(&str, u32, u32)> = Vec::new();
        let header_record = header.records.last().copied().unwrap_or(0);
        for (index, texts) in header.fields.iter().enumerate() {
            let field = self.skip_columns + u32::try_from(index).unwrap_or(u32::MAX);
            let matched = texts.iter().find_map(|(record, text)| Some((*record, text.as_str(), self.column(text)?)));
            let Some((record, text)) = matched.map(|(record, text, _)| (record, text)).or_else(|| {
                texts.iter().rev().find(|(_, text)| !text.is_empty()).map(|(record, text)| (*record, text.as_str()))
            }) else {
                let place = at.field(header_record, field, None);
                let letters = place.column_letters().unwrap_or_default();
                let finding = Diagnostic::new("csv/empty-header", format!("column {letters} has no name"), place)
                    .because("the header is empty here")
                    .help("name the column in the file's header and declare it, or take the column out of the file")
                    .help("without a name it cannot be declared, and what is not declared is not published");
                self.add(report, finding);
                continue;
            };
            let twice = seen.get(text).copied().or_else(|| matched.and_then(|(_, _, column)| fields[column]));
            if let Some(first) = twice {
                let finding = Diagnostic::new(
                    "csv/duplicate-header",
                    format!("`{}` is in the header twice", hints::shown(text)),
                    at.field(record, field, None),
                )
                .because("the same column again")
                .also(at.field(record, first, None), "it is here already")
                .help("give each column of the file its own name");
                self.add(report, finding.of_column(text));
                continue;
            }
            seen.insert(text, field);
            match matched {
                Some((_, _, column)) => fields[column] = Some(field),
                None => undeclared.push((text, record, field)),
            }
        }
        let found: Vec<bool> = fields.iter().map(Option::is_some).collect();
        let none = !found.contains(&true);
        let missing = self.missing(&found);
        if let Some(first) = &self.first {
            self.drift(first, header_record, &found, &undeclared, at, report);
        } else {
            let hints =
                if missing.is_empty() && undeclared.is_empty() { Vec::new() } else { hints::of_header(self, at) };
            self.report_undeclared(&undeclared, &missing, at, &hints, report);
            self.report_missing(&missing, header_record, at, &hints, report);
            self.first = Some(FirstHeader {
                path: at.path().clone(),
                place: at.record(header_record),
                found,
                undeclared: undeclared.iter().map(|(text, ..)| (*text).to_owned()).collect(),
            });
        }
        if none {
            return None;
        }
        let expected = self.skip_columns + u32::try_from(header.fields.len()).unwrap_or(u32::MAX);
        Some(Layout { fields, expected, part: self.part(at.path(), report) })
    }

    /// Columns that are declared to be in the file and were not found.
    fn missing(&self, found: &[bool]) -> Vec<usize> {
        let part = self.table.part_column.as_ref().map(|part| part.name.as_str());
        let columns = self.table.schema.columns.iter().enumerate();
        columns
            .filter(|(index, column)| !found[*index] && !column.is_virtual && Some(column.name.as_str()) != part)
            .map(|(index, _)| index)
            .collect()
    }

    fn report_undeclared(
        &self,
        undeclared: &[(&str, u32, u32)],
        missing: &[usize],
        at: &ChunkAt<'_>,
        hints: &[String],
        report: &mut Report,
    ) {
        for (text, record, field) in undeclared {
            let mut finding = Diagnostic::new(
                "csvw/undeclared-column",
                format!("no column is declared for `{}`", hints::shown(text)),
                at.field(*record, *field, None),
            )
            .because("this column is in the file")
            .help(format!("to publish it, declare it in `dataset.toml`:\n{}", hints::declaration(text)));
            // Every pair is compared, so it is left out where there are hosts of them.
            if undeclared.len() * missing.len() <= 10_000
                && let Some(similar) = missing.iter().find(|&&column| self.is_similar(column, text))
            {
                let name = &self.table.schema.columns[*similar].name;
                finding = finding.help(format!(
                    "if it is the column `{name}`, add to that column:\ntitles = [{}]",
                    hints::toml_string(text)
                ));
            }
            for hint in hints {
                finding = finding.help(hint);
            }
            self.add(report, finding.of_column(*text));
        }
    }

    fn report_missing(
        &self,
        missing: &[usize],
        header_record: u32,
        at: &ChunkAt<'_>,
        hints: &[String],
        report: &mut Report,
    ) {
        for column in missing.iter().filter_map(|&index| self.table.schema.columns.get(index)) {
            let mut finding = Diagnostic::new(
                "csvw/missing-column",
                format!("the column `{}` is not in the file", column.name),
                at.record(header_record),
            )
            .because("the header does not have it, by its name or one of its titles")
            .also_at(column.place.map(span_of), format!("the column `{}` is declared here", column.name))
            .help("write the header's text into `titles` of this column, or take the declaration out");
            for hint in hints {
                finding = finding.help(hint);
            }
            self.add(report, finding.of_column(&column.name));
        }
    }

    fn is_similar(&self, column: usize, text: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).take(64).flat_map(char::to_lowercase).collect()
        };
        let text = plain(text);
        self.table.schema.columns.get(column).is_some_and(|column| {
            std::iter::once(column.name.as_str())
                .chain(column.titles.iter().map(|(_, title)| title))
                .any(|known| strsim::normalized_damerau_levenshtein(&plain(known), &text) >= 0.8)
        })
    }

    /// Compares the header of a further file with the first one's.
    fn drift(
        &self,
        first: &FirstHeader,
        header_record: u32,
        found: &[bool],
        undeclared: &[(&str, u32, u32)],
        at: &ChunkAt<'_>,
        report: &mut Report,
    ) {
        let (this, that) = (at.path().name(), first.path.name());
        for (index, column) in self.table.schema.columns.iter().enumerate() {
            let (message, label) = match (first.found[index], found[index]) {
                (true, false) => {
                    (format!("the column `{}` is in `{that}` and not in `{this}`", column.name), "not in this header")
                }
                (false, true) => {
                    (format!("the column `{}` is in `{this}` and not in `{that}`", column.name), "in this header")
                }
                _ => continue,
            };
            let finding = Diagnostic::new("csv/drifting-header", message, at.record(header_record))
                .because(label)
                .also(first.place.clone(), format!("the header of `{that}`"))
                .also_at(column.place.map(span_of), format!("the column `{}` is declared here", column.name))
                .help("the files of one table have the same columns: add what the header here says to `titles` of the column, or make the files alike");
            self.add(report, finding.of_column(&column.name));
        }
        for (text, record, field) in undeclared {
            if first.undeclared.contains(*text) {
                continue;
            }
            let finding = Diagnostic::new(
                "csv/drifting-header",
                format!("`{}` is in the header of `{this}` and not in that of `{that}`", hints::shown(text)),
                at.field(*record, *field, None),
            )
            .because("no column is declared for it")
            .also(first.place.clone(), format!("the header of `{that}`"))
            .help("if it is a column under another name, add the text to its `titles`")
            .help(format!("if it is a column of its own, declare it in `dataset.toml`:\n{}", hints::declaration(text)));
            self.add(report, finding.of_column(*text));
        }
    }

    /// The value of the part column in that file.
    fn part(&self, path: &SourcePath, report: &mut Report) -> Option<(usize, Vec<u8>)> {
        let part = self.table.part_column.as_ref()?;
        let column = self.table.schema.column_index(&part.name)?;
        let captures = self.pattern.as_ref()?.captures(path.name());
        let value = captures.as_ref().and_then(|captures| captures.name(&part.name).or_else(|| captures.get(1)));
        if let Some(value) = value {
            let declared = self.table.schema.columns.get(column)?;
            let read =
                CompiledColumn::compile(declared).0.read(value.as_str().as_bytes(), &mut Vec::new(), &mut Vec::new());
            if let Err(flaw) = read {
                let message =
                    format!("`{}` in the name `{}` does not fit `{}`", value.as_str(), path.name(), declared.name);
                let finding = Diagnostic::new(rule_of_cell(flaw.kind), message, path.clone())
                    .because(flaw.why)
                    .also_at(declared.place.map(span_of), format!("the column `{}` is declared here", declared.name))
                    .help("rename the file, or correct the pattern or the datatype of the column");
                self.add(report, finding.of_column(&part.name));
            }
            return Some((column, value.as_str().as_bytes().to_vec()));
        }
        let finding = Diagnostic::new(
            "project/invalid-value",
            format!("`{}` does not match the pattern `{}`", path.name(), part.pattern),
            path.clone(),
        )
        .also_at(part.span, format!("the column `{}` is made by this pattern", part.name))
        .help(format!("the pattern has a group `(?<{}>…)` that matches a part of every file's name", part.name));
        self.add(report, finding.of_column(&part.name));
        Some((column, Vec::new()))
    }
}

/// Where a table names its file, or else the file.
pub(super) fn table_place(table: &Table) -> crate::diagnostics::Location {
    match table.places.get("file").or_else(|| table.schema.place.map(span_of)) {
        Some(span) => span.into(),
        None => table.files.first().cloned().unwrap_or_default().into(),
    }
}
