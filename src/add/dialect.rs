//! How a text is cut into records and fields: delimiter, line ends and quotes, found from its beginning.

use super::bytes::TextBytes;
use super::records::{self, Sample};
use crate::csvw::Dialect;
use crate::csvw::dialect::CompiledDialect;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// The delimiters that are looked for; the first of equals is taken.
const DELIMITERS: [&str; 4] = [",", ";", "\t", "|"];

/// Records that are looked at.
const RECORDS: usize = 500;

/// The dialect of a text, without what concerns its header.
pub(super) fn find(text: &TextBytes, is_tab_separated: bool) -> Dialect {
    let mut dialect = Dialect { encoding: encoding_to_write(text), ..Dialect::default() };
    if ends_with_carriage_returns(&text.sample) {
        dialect.line_terminators = vec!["\r".to_owned()];
    }
    dialect.delimiter = delimiter(text, &dialect, is_tab_separated);
    quotes(text, &mut dialect);
    dialect
}

/// The name of an encoding as `dialect` has it.
fn encoding_to_write(text: &TextBytes) -> String {
    let encoding = text.encoding;
    if encoding == UTF_16LE || encoding == UTF_16BE || encoding == UTF_8 {
        return encoding.name().to_ascii_lowercase();
    }
    "windows-1252".to_owned()
}

/// Whether carriage returns alone end the lines. Inside quotes they may be anything, so they only count where there are
/// more of them than of line feeds.
fn ends_with_carriage_returns(sample: &str) -> bool {
    let bytes = sample.as_bytes();
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    lone > feeds
}

fn sample(text: &TextBytes, dialect: &Dialect) -> Sample {
    let (compiled, _) = CompiledDialect::compile(dialect);
    records::of_sample(&text.sample, text.sample_is_whole, &compiled, RECORDS)
}

/// The delimiter that gives most records the same number of fields, and many of them.
fn delimiter(text: &TextBytes, dialect: &Dialect, is_tab_separated: bool) -> String {
    let mut best = (0.0, ",");
    for delimiter in DELIMITERS {
        let rows = sample(text, &Dialect { delimiter: delimiter.to_owned(), ..dialect.clone() }).rows;
        let filled: Vec<usize> = rows.iter().filter(|row| !is_blank(row)).map(Vec::len).collect();
        let width = usual_width(&filled);
        if width < 2 {
            continue;
        }
        let same = filled.iter().filter(|length| **length == width).count();
        #[allow(clippy::cast_precision_loss, reason = "counts are far below 52 bits, and this ranks four delimiters")]
        let mut score = same as f64 / filled.len() as f64 * (width as f64).log2();
        if delimiter == "\t" && is_tab_separated {
            score *= 2.0;
        }
        if score > best.0 + 1e-9 {
            best = (score, delimiter);
        }
    }
    best.1.to_owned()
}

/// Quotes other than `"`, doubled.
fn quotes(text: &TextBytes, dialect: &mut Dialect) {
    let usual = sample(text, dialect);
    if !text.sample.contains('"') {
        let single = Dialect { quote_char: Some("'".to_owned()), ..dialect.clone() };
        let cells = |rows: &[Vec<String>]| rows.iter().map(Vec::len).sum::<usize>();
        let quoted =
            usual.rows.iter().flatten().filter(|cell| cell.len() > 1 && cell.starts_with('\'') && cell.ends_with('\''));
        // A few cells may hold quoted words; a dialect quotes a good part of them.
        if quoted.count() * 4 > cells(&usual.rows) && sample(text, &single).flaws == 0 {
            *dialect = single;
        }
    } else if usual.flaws > 0 && text.sample.contains("\\\"") {
        let escaped = Dialect { double_quote: false, ..dialect.clone() };
        if sample(text, &escaped).flaws < usual.flaws {
            *dialect = escaped;
        }
    }
}

/// Whether a record has no text at all.
pub(super) fn is_blank(row: &[String]) -> bool {
    row.iter().all(String::is_empty)
}

/// The commonest length, the larger of equals; 0 for none.
pub(super) fn usual_width(lengths: &[usize]) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for length in lengths {
        *counts.entry(*length).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(length, count)| (*count, *length)).map_or(0, |(length, _)| length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sample: &str) -> Dialect {
        let text = TextBytes {
            encoding: UTF_8,
            has_mark: false,
            is_ascii: false,
            example: None,
            is_mixed: false,
            sample: sample.to_owned(),
            sample_is_whole: true,
        };
        find(&text, false)
    }

    #[test]
    fn delimiters_are_found() {
        for (sample, expected) in [
            ("a,b\n1,2\n", ","),
            ("a;b\n1,5;2,5\n3,5;4\n", ";"),
            ("a\tb, c\n1\t2\n", "\t"),
            ("a|b|c\n1|2|3\n", "|"),
            ("only\none\n", ","),
            ("Spending, by month; all of it\n\nbody;amount\nA;1\nB;2\n", ";"),
            ("a,b,c\nx;y,1,2\nx;z,1,2\n", ","),
            ("a,b\n\"x;y;z\",2\n\"p;q;r\",3\n", ","),
        ] {
            assert_eq!(found(sample).delimiter, expected, "{sample}");
        }
    }

    #[test]
    fn line_ends_are_found() {
        assert_eq!(found("a,b\r1,2\r3,4\r").line_terminators, ["\r"]);
        assert_eq!(found("a,b\r\n\"x\ry\",2\r\n").line_terminators, ["\r\n", "\n"]);
        assert_eq!(found("a,b\n1,2\n").line_terminators, ["\r\n", "\n"]);
    }

    #[test]
    fn quotes_are_found() {
        assert_eq!(found("a,b\n'x, y','z'\n'p','q'\n").quote_char.as_deref(), Some("'"));
        assert_eq!(found("a,b\nit's,'z'\np,q\nr,s\n").quote_char.as_deref(), Some("\""));
        assert!(!found("a,b\n\"say \\\"hi\\\", now\",1\n").double_quote);
        assert!(found("a,b\n\"say \"\"hi\"\"\",1\n").double_quote);
    }
}
