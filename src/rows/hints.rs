//! Lines to paste: what a publisher most likely has to write, worked out from what was found.

use super::cell_words::Notation;
use super::header::Matcher;
use super::place::ChunkAt;
use crate::csvw::column::CompiledColumn;
use crate::csvw::dialect::CompiledDialect;
use crate::csvw::metadata::{Column, Datatype, Dialect};
use crate::csvw::tokenizer::{Record, Records, split};
use crate::csvw::value::Kind;
use std::fmt::Write as _;

/// A value for a message: on one line, at most 60 characters.
pub(super) fn shown(text: &str) -> String {
    if text.len() <= 60 && !text.bytes().any(|byte| byte.is_ascii_control() || !byte.is_ascii()) {
        return text.to_owned();
    }
    let mut out = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == 60 {
            out.push('…');
            break;
        }
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}

/// A basic string of TOML.
pub(super) fn toml_string(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// The lines that declare a column for a header's text.
pub(super) fn declaration(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars().take(60) {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let mut name = name.trim_end_matches('_').to_owned();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name.insert_str(0, if name.is_empty() { "column" } else { "column_" });
    }
    let mut lines = format!("[[table.column]]\nname = \"{name}\"");
    if name != text {
        let _ = write!(lines, "\ntitles = [{}]", toml_string(text));
    }
    lines
}

/// Why a header may not be what was declared: another delimiter, rows above it, other line ends.
pub(super) fn of_header(matcher: &Matcher<'_>, at: &ChunkAt<'_>) -> Vec<String> {
    /// As far as is looked.
    const BYTES: usize = 64 * 1024;
    const RECORDS: usize = 30;
    let mut hints = Vec::new();
    let text = &at.text()[..at.text().len().min(BYTES)];
    let dialect = &at.table().schema.dialect;
    let header = (at.dialect().skip_rows() + at.dialect().header_row_count()) as usize;
    let scores = |dialect: &CompiledDialect| {
        let mut records = Records::new();
        let mut buffer = Vec::new();
        split(dialect, text, &mut records);
        let mut score = |index: usize| {
            let fields = records.records.get(index).map_or(0..0, Record::fields);
            fields
                .filter(|&field| {
                    std::str::from_utf8(records.field(text, field, &mut buffer))
                        .is_ok_and(|text| matcher.column(text).is_some())
                })
                .count()
        };
        (0..records.len().min(RECORDS)).map(&mut score).collect::<Vec<_>>()
    };
    let declared = scores(at.dialect());
    let now = header.checked_sub(1).and_then(|index| declared.get(index)).copied().unwrap_or(0);
    if let Some((row, score)) = best(&declared)
        && score > now
        && at.dialect().header_row_count() == 1
    {
        hints.push(format!("the header seems to be in row {}:\ndialect = {{ skip_rows = {row} }}", row + 1));
    }
    for delimiter in [",", ";", "\t", "|"] {
        let other = Dialect { delimiter: delimiter.to_owned(), ..dialect.clone() };
        if delimiter != dialect.delimiter
            && let Some((_, score)) = best(&scores(&CompiledDialect::compile(&other).0))
            && score > now.max(1)
        {
            hints.push(format!(
                "the cells seem to be separated by `{}`:\ndialect = {{ delimiter = {} }}",
                shown(delimiter),
                toml_string(delimiter)
            ));
        }
    }
    if text.starts_with("ï»¿".as_bytes()) {
        hints.push("the file begins with the mark of UTF-8:\ndialect = { encoding = \"utf-8\" }".to_owned());
    }
    let returns = memchr::memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n')).count();
    if returns > 0 && memchr::memchr(b'\n', text).is_none() {
        hints.push(
            "the lines seem to end with a carriage return alone:\ndialect = { line_terminators = [\"\\r\"] }"
                .to_owned(),
        );
    }
    hints
}

/// The first index with the greatest value.
fn best(scores: &[usize]) -> Option<(usize, usize)> {
    scores.iter().copied().enumerate().max_by_key(|(index, score)| (*score, usize::MAX - index))
}

/// What to do about cells that are not of their datatype, worked out once for each column and remembered.
#[derive(Debug)]
pub(super) struct DatatypeHints {
    column: Column,
    candidates: Vec<(Datatype, CompiledColumn)>,
    notation: Notation,
}

impl DatatypeHints {
    pub(super) fn new(column: &Column, notation: Notation) -> Self {
        let base = column.datatype.base.as_str();
        let kind = CompiledColumn::compile(column).0.item_kind();
        let with = |change: &dyn Fn(&mut Datatype)| {
            let mut datatype = Datatype::of(base);
            change(&mut datatype);
            datatype
        };
        let formats: &[&str] = match kind {
            Kind::Date => &[
                "yyyy-MM-dd",
                "dd/MM/yyyy",
                "d/M/yyyy",
                "dd-MM-yyyy",
                "dd.MM.yyyy",
                "yyyyMMdd",
                "dd/MM/yy",
                "d MMM yyyy",
            ],
            Kind::DateTime => &[
                "yyyy-MM-ddTHH:mm:ss",
                "yyyy-MM-dd HH:mm:ss",
                "yyyy-MM-ddTHH:mm",
                "yyyy-MM-dd HH:mm",
                "dd/MM/yyyy HH:mm:ss",
                "dd/MM/yyyy HH:mm",
            ],
            Kind::Time => &["HH:mm:ss", "HH:mm", "HHmm"],
            Kind::Boolean => &["Y|N", "y|n", "Yes|No", "yes|no", "YES|NO", "TRUE|FALSE", "True|False", "T|F"],
            _ => &[],
        };
        let mut datatypes: Vec<Datatype> =
            formats.iter().map(|format| with(&|datatype| datatype.format = Some((*format).to_owned()))).collect();
        if matches!(kind, Kind::Decimal | Kind::Double) {
            datatypes.push(with(&|datatype| datatype.format = Some("#0.##########%".to_owned())));
        }
        if matches!(kind, Kind::Integer | Kind::Decimal | Kind::Double) {
            datatypes.push(with(&|datatype| datatype.group_char = Some(",".to_owned())));
            if kind != Kind::Integer {
                datatypes.push(with(&|datatype| {
                    datatype.decimal_char = Some(",".to_owned());
                    datatype.group_char = Some(".".to_owned());
                }));
            }
            if base == "integer" {
                datatypes.push(Datatype::of("decimal"));
            }
        }
        let candidates = datatypes
            .into_iter()
            .filter(|datatype| *datatype != column.datatype)
            .filter_map(|datatype| {
                let (compiled, findings) =
                    CompiledColumn::compile(&Column { datatype: datatype.clone(), ..column.clone() });
                findings.is_empty().then_some((datatype, compiled))
            })
            .collect();
        Self { column: column.clone(), candidates, notation }
    }

    /// The column.
    pub(super) fn column(&self) -> &Column {
        &self.column
    }

    /// What to do about that cell.
    pub(super) fn of_cell(&self, raw: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(raw);
        let trimmed = text.trim();
        let mut help = Vec::new();
        if let Some((datatype, _)) = self.candidates.iter().find(|(_, compiled)| {
            compiled.read(raw, &mut Vec::new(), &mut Vec::new()).is_ok_and(|value| !value.is_null())
        }) {
            let line = match self.notation {
                Notation::Toml => format!("datatype = {}", inline_datatype(datatype)),
                Notation::Json => format!("\"datatype\": {}", json_datatype(datatype)),
            };
            help.push(format!("if the column is written like this:\n{line}"));
        } else if let Some(sign) = trimmed.chars().find(|character| matches!(character, '£' | '€' | '$')) {
            help.push(match self.notation {
                Notation::Toml => {
                    format!("write the amount without `{sign}`, and say it once for the column:\nunit = \"{sign}\"")
                }
                Notation::Json => format!("write the amount without `{sign}`"),
            });
        } else if looks_like_a_null(trimmed) {
            let stated = self.column.null.iter().map(String::as_str).chain([trimmed]);
            let line = match self.notation {
                Notation::Toml => format!("null = [{}]", stated.map(toml_string).collect::<Vec<_>>().join(", ")),
                Notation::Json => format!("\"null\": [{}]", stated.map(json_string).collect::<Vec<_>>().join(", ")),
            };
            help.push(format!("if it means that there is no value, add it to this column:\n{line}"));
            return help;
        }
        help.push("correct the value, or list it under `null` for this column".to_owned());
        help
    }
}

fn inline_datatype(datatype: &Datatype) -> String {
    let mut out = format!("{{ base = \"{}\"", datatype.base);
    let stated =
        [("format", &datatype.format), ("decimal_char", &datatype.decimal_char), ("group_char", &datatype.group_char)];
    for (key, value) in stated {
        if let Some(value) = value {
            let _ = write!(out, ", {key} = {}", toml_string(value));
        }
    }
    out.push_str(" }");
    out
}

fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn json_datatype(datatype: &Datatype) -> String {
    let format = match (&datatype.format, &datatype.decimal_char, &datatype.group_char) {
        (None, None, None) => return json_string(&datatype.base),
        (Some(format), None, None) => json_string(format),
        (pattern, decimal, group) => {
            let stated = [("pattern", pattern), ("decimalChar", decimal), ("groupChar", group)];
            let members = stated.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?)));
            let members: Vec<String> =
                members.map(|(key, value)| format!("\"{key}\": {}", json_string(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    };
    format!("{{ \"base\": {}, \"format\": {format} }}", json_string(&datatype.base))
}

fn looks_like_a_null(text: &str) -> bool {
    const MARKERS: [&str; 16] =
        ["", "-", "--", ".", "..", "n/a", "na", "null", "none", "nil", "unknown", "not known", "tbc", "x", "*", "#n/a"];
    MARKERS.contains(&text.to_lowercase().as_str()) || (text.starts_with('[') && text.ends_with(']') && text.len() <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(base: &str, raw: &str) -> String {
        DatatypeHints::new(&Column { datatype: Datatype::of(base), ..Column::new("c") }, Notation::Toml)
            .of_cell(raw.as_bytes())
            .remove(0)
    }

    #[test]
    fn the_line_to_paste_reads_the_cell() {
        for (base, raw, line) in [
            ("date", "31/01/2026", "datatype = { base = \"date\", format = \"dd/MM/yyyy\" }"),
            ("date", "1/2/2026", "datatype = { base = \"date\", format = \"d/M/yyyy\" }"),
            ("dateTime", "31/01/2026 09:30", "datatype = { base = \"dateTime\", format = \"dd/MM/yyyy HH:mm\" }"),
            ("decimal", "1,234.50", "datatype = { base = \"decimal\", group_char = \",\" }"),
            ("integer", "1.5", "datatype = { base = \"decimal\" }"),
            ("boolean", "N", "datatype = { base = \"boolean\", format = \"Y|N\" }"),
            ("decimal", "£12", "unit = \"£\""),
            ("integer", "N/A", "null = [\"\", \"N/A\"]"),
            ("integer", "[c]", "null = [\"\", \"[c]\"]"),
            ("integer", "many", "correct the value, or list it under `null` for this column"),
        ] {
            assert!(help(base, raw).ends_with(line), "{base} {raw}: {}", help(base, raw));
        }
    }

    #[test]
    fn a_declaration_has_a_name_that_may_be_used() {
        assert_eq!(declaration("stop_id"), "[[table.column]]\nname = \"stop_id\"");
        assert_eq!(
            declaration("% of \"All\" (2024)"),
            "[[table.column]]\nname = \"of_all_2024\"\ntitles = [\"% of \\\"All\\\" (2024)\"]"
        );
        assert_eq!(declaration("2024"), "[[table.column]]\nname = \"column_2024\"\ntitles = [\"2024\"]");
        assert!(declaration("年").starts_with("[[table.column]]\nname = \"column\"\n"));
    }
}
