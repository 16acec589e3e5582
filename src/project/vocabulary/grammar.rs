//! How ids, names and addresses are written.

use std::fmt;

/// How a kind of name is written.
pub struct Grammar {
    /// What it is called, such as `id`.
    pub noun: &'static str,
    /// A regular expression for JSON Schema.
    pub pattern: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// The rule that another string breaks.
    pub rule: &'static str,
    /// Whether a string is of this grammar.
    pub holds: fn(&str) -> bool,
}

impl fmt::Debug for Grammar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Grammar({})", self.pattern)
    }
}

/// Ids of datasets, publishers and topics: they are parts of permanent addresses.
pub const ID: Grammar = Grammar {
    noun: "id",
    pattern: "^[a-z0-9][a-z0-9-]*$",
    words: "lower-case letters, digits and `-`, beginning with a letter or a digit",
    rule: "project/invalid-id",
    holds: |text| {
        text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    },
};

/// Names of tables: the published file is `<name>.csv`.
pub const TABLE_NAME: Grammar = Grammar {
    noun: "table name",
    pattern: "^[a-z0-9][a-z0-9_-]*$",
    words: "lower-case letters, digits, `-` and `_`, beginning with a letter or a digit",
    rule: "project/invalid-id",
    holds: |text| {
        text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    },
};

/// Names of columns: published header, JSON key and field name in every format.
pub const COLUMN_NAME: Grammar = Grammar {
    noun: "column name",
    pattern: "^[A-Za-z][A-Za-z0-9_]*$",
    words: "letters of the English alphabet, digits and `_`, beginning with a letter",
    rule: "project/invalid-id",
    holds: |text| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    },
};

/// Language tags (BCP 47), in the plain shape that addresses and metadata can have.
pub const LANGUAGE: Grammar = Grammar {
    noun: "language tag",
    pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    words: "a language tag such as `en`, `cy` or `en-GB`",
    rule: "project/invalid-value",
    holds: |text| {
        let mut parts = text.split('-');
        parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.chars().all(|c| c.is_ascii_lowercase()))
            && parts.all(|part| matches!(part.len(), 2..=8) && part.chars().all(|c| c.is_ascii_alphanumeric()))
    },
};

/// Names of themes: a folder in `themes/`.
pub(super) const THEME: Grammar = Grammar {
    noun: "theme name",
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$",
    words: "letters of the English alphabet, digits, `-` and `_`",
    rule: "project/invalid-value",
    holds: |text| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    },
};

/// Names of rules, `<family>/<flaw>`.
pub(super) const RULE: Grammar = Grammar {
    noun: "rule",
    pattern: "^[a-z]+/[a-z0-9-]+$",
    words: "the name of a rule, such as `dcat/missing-contact-point`",
    rule: "project/unknown-rule",
    // Whether there is such a rule is for those who know the rules to say.
    holds: |_| true,
};

/// Names that a table may not have, because the file or folder of that name is another thing. The dataset's own id is
/// one more.
pub const RESERVED_TABLE_NAMES: [&str; 7] =
    ["csv-metadata", "croissant", "datapackage", "feed", "index", "releases", "source"];

/// Whether a text is an absolute address on the web.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let lower = text.get(..8.min(text.len())).unwrap_or("").to_ascii_lowercase();
    let rest = if lower.starts_with("https://") {
        text.get(8..)
    } else if lower.starts_with("http://") {
        text.get(7..)
    } else {
        None
    };
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'))
}

/// Whether a text can be an e-mail address: one `@` with something on both sides and no white space. Whether anybody
/// reads it is not for a program to say.
#[must_use]
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ':'))
}

/// A table's name from a file's: the part before the first dot in lower case, every other character a `-`; of a
/// pattern, the part before the first `*` or `?`.
#[must_use]
pub fn table_name_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = match name.find(['*', '?']) {
        Some(at) => name.get(..at).unwrap_or(name),
        _ => name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem }),
    };
    let mut derived = String::new();
    for character in stem.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_' {
            derived.push(character);
        } else if !derived.ends_with('-') {
            derived.push('-');
        }
    }
    derived.trim_matches(['-', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_files() {
        assert_eq!(table_name_from("stops.csv"), "stops");
        assert_eq!(table_name_from("data/Spend over £500.csv.gz"), "spend-over-500");
        assert_eq!(table_name_from("spend-*.csv"), "spend");
        assert_eq!(table_name_from("spend_????.csv"), "spend");
        assert_eq!(table_name_from("*.csv"), "");
        assert_eq!(table_name_from("éé.csv"), "");
    }

    #[test]
    fn grammars_hold() {
        for (grammar, good, bad) in [
            (&ID, ["bus-stops", "2024"], ["Bus", "-a"]),
            (&TABLE_NAME, ["a_b", "0-x"], ["", "a b"]),
            (&COLUMN_NAME, ["stop_id", "X"], ["_a", "a-b"]),
            (&LANGUAGE, ["en", "en-GB"], ["english", "e"]),
        ] {
            assert!(good.iter().all(|text| (grammar.holds)(text)), "{grammar:?}");
            assert!(!bad.iter().any(|text| (grammar.holds)(text)), "{grammar:?}");
        }
        assert!(is_address("https://example.org/a?b"));
        assert!(!["ftp://a", "https://", "example.org", "https://a b", "HTTP"].iter().any(|text| is_address(text)));
        assert!(is_email("data@example.org"));
        assert!(!["@a", "a@", "a b@c", "a@b@c"].iter().any(|text| is_email(text)));
    }
}
