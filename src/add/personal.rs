//! Cells that look like personal data, to tell people before anything is published. `check` judges; this only notes.

/// How many cells of a column look like personal data.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Personal {
    emails: u64,
    telephones: u64,
    national_insurance: u64,
}

impl Personal {
    /// Takes a cell's text.
    pub fn push(&mut self, text: &str) {
        if text.len() > 200 {
            return;
        }
        self.emails += u64::from(has_email(text));
        self.telephones += u64::from(is_telephone(text));
        self.national_insurance += u64::from(is_national_insurance(text));
    }

    /// What to tell of it, such as ``e-mail addresses in 12 cells``.
    pub fn words(self) -> Option<String> {
        let kinds = [
            (self.emails, "e-mail addresses"),
            (self.telephones, "telephone numbers"),
            (self.national_insurance, "National Insurance numbers"),
        ];
        let found = kinds.iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count)?;
        let cells = if found.0 == 1 { "cell" } else { "cells" };
        Some(format!("{} in {} {cells}", found.1, found.0))
    }
}

fn has_email(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '<' | '>' | '(' | ')')).any(|word| {
        word.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty())
        })
    })
}

/// A British number with its zero or +44, ten or eleven digits and nothing but digits, blanks and brackets.
fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let starts = text.starts_with("01") || text.starts_with("02") || text.starts_with("07") || text.starts_with("(0");
    let is_national = starts && (10..=11).contains(&digits);
    let is_international = text.starts_with("+44") && (11..=13).contains(&digits);
    (is_national || is_international)
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'(' | b')' | b'+' | b'-'))
}

fn is_national_insurance(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').collect();
    match text.as_slice() {
        [a, b, digits @ .., last] if digits.len() == 6 => {
            a.is_ascii_uppercase()
                && b.is_ascii_uppercase()
                && digits.iter().all(u8::is_ascii_digit)
                && (b'A'..=b'D').contains(last)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_noted() {
        let noted = |cells: &[&str]| {
            let mut personal = Personal::default();
            for cell in cells {
                personal.push(cell);
            }
            personal.words()
        };
        assert_eq!(noted(&["a@example.org", "b"]).as_deref(), Some("e-mail addresses in 1 cell"));
        assert_eq!(noted(&["0161 496 0000", "+44 161 496 0000"]).as_deref(), Some("telephone numbers in 2 cells"));
        assert_eq!(noted(&["QQ 12 34 56 C"]).as_deref(), Some("National Insurance numbers in 1 cell"));
        assert_eq!(noted(&["12/34", "E09000001", "@home", "07/11/2020"]), None);
    }
}
