//! Marks that `plainsight add` leaves where only the publisher can say whether a line is right: comments that begin
//! with `#?`.

use crate::diagnostics::{Diagnostic, Report};
use crate::sources::{Source, Span};
use std::ops::Range;

/// Reports every open mark of a file.
pub fn report_open_marks(source: &Source, report: &mut Report) {
    for range in comments(&source.text) {
        let Some(note) = source.text.get(range.clone()).and_then(|comment| comment.strip_prefix("#?")) else {
            continue;
        };
        let said = match key_before(&source.text, range.start) {
            Some(key) => format!("`{key}` is not confirmed yet"),
            None => "something here is not confirmed yet".to_owned(),
        };
        let mut finding = Diagnostic::new("project/unconfirmed", said, Span::new(source.id, range));
        if !note.trim().is_empty() {
            finding = finding.because(note.trim());
        }
        report.add(finding.help("edit the line if need be, then delete the comment from `#?`"));
    }
}

/// The key of the line that a comment ends, if there is one.
fn key_before(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let line = before.rsplit('\n').next()?;
    let (key, _) = line.split_once('=')?;
    Some(key.trim()).filter(|key| !key.is_empty())
}

/// The comments of a TOML text, from `#` to the end of the line. Strings are passed over, also unfinished ones.
fn comments(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                comments.push(at..end);
                at = end;
            }
            b'"' | b'\'' => at = after_string(bytes, at, byte),
            _ => at += 1,
        }
    }
    comments
}

/// The position after a string that begins at `at`; a string on one line ends with the line at the latest.
fn after_string(bytes: &[u8], at: usize, quote: u8) -> usize {
    let many = bytes.get(at..at + 3).is_some_and(|start| start.iter().all(|&byte| byte == quote));
    let mut at = at + if many { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' && quote == b'"' {
            at += 2;
        } else if byte == quote && many {
            let run = bytes[at..].iter().take_while(|&&byte| byte == quote).count();
            at += run;
            if run >= 3 {
                return at;
            }
        } else if byte == quote || (byte == b'\n' && !many) {
            return at + 1;
        } else {
            at += 1;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::{SourcePath, Sources};

    fn open_marks(text: &str) -> Vec<(String, Option<String>)> {
        let sources = Sources::in_memory([]);
        let source = sources.add_text(SourcePath::parse("dataset.toml").unwrap(), text.to_owned());
        let mut report = Report::default();
        report_open_marks(&source, &mut report);
        let found = report.diagnostics().iter();
        found.map(|finding| (finding.message.clone(), finding.primary.text.clone())).collect()
    }

    #[test]
    fn a_mark_after_a_value_and_one_by_itself_are_found() {
        let marks = open_marks("title = \"Bus stops\" #? from the file's name\n#? is this all?\na = 1 # settled\n");
        assert_eq!(
            marks,
            [
                ("`title` is not confirmed yet".to_owned(), Some("from the file's name".to_owned())),
                ("something here is not confirmed yet".to_owned(), Some("is this all?".to_owned())),
            ]
        );
    }

    #[test]
    fn a_mark_in_a_string_is_words() {
        assert!(
            open_marks("a = \"x #? y\"\nb = 'x #? y'\nc = \"\"\"\n#? \"\" \\\"\"\" #?\n\"\"\"\nd = '''\n#?'''\n")
                .is_empty()
        );
        assert_eq!(open_marks("a = \"\\\\\" #?\nb = '\\' #?\nc = \"\"\"\"x\"\"\"\" #?\n").len(), 3);
    }
}
