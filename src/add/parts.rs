//! Tables of many files: whether the files' names have a pattern, and what the part of a name that differs means.

use regex::Regex;
use std::collections::BTreeSet;

/// A column made from the names of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartColumn {
    /// What the part is: `date`, `month`, `year`, `quarter`, or `part` for anything else.
    pub name: &'static str,
    /// The regular expression for `part_column`.
    pub pattern: String,
    /// The CSVW datatype of its values, where it is not text.
    pub datatype: Option<&'static str>,
}

/// How the names of many files go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// What `file` says.
    pub file: String,
    /// The column that their names make; none if two of them have one name.
    pub part: Option<PartColumn>,
    /// The names have a word or a date in common, so that they were meant to go together.
    pub is_series: bool,
}

const MONTHS: &str = "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// A form of dates in names of files.
struct Form {
    /// What it is.
    name: &'static str,
    /// How it looks.
    looks: String,
    /// The same as people would write it into `part_column`.
    written: &'static str,
    /// Its datatype, where its text is a value of one.
    datatype: Option<&'static str>,
}

fn forms() -> Vec<Form> {
    let form = |name, written: &'static str, datatype| Form { name, looks: written.to_string(), written, datatype };
    vec![
        form("date", r"\d{4}-\d{2}-\d{2}", Some("date")),
        Form { name: "month", looks: format!(r"{MONTHS}-?\d{{4}}"), written: r"[A-Za-z]+-?\d{4}", datatype: None },
        Form { name: "month", looks: format!(r"{MONTHS}[_ ]\d{{4}}"), written: r"[A-Za-z]+[_ ]\d{4}", datatype: None },
        Form {
            name: "month",
            looks: format!(r"\d{{4}}[-_ ]?{MONTHS}"),
            written: r"\d{4}[-_ ]?[A-Za-z]+",
            datatype: None,
        },
        form("quarter", r"\d{4}[-_ ]?[Qq][1-4]", None),
        form("quarter", r"[Qq][1-4][-_ ]?\d{4}", None),
        form("month", r"\d{4}-\d{2}", Some("gYearMonth")),
        form("date", r"\d{8}", None),
        form("month", r"\d{4}_?\d{2}", None),
        form("year", r"\d{4}", None),
    ]
}

/// A pattern that matches these files (at least two) and none of the others, all as paths in the dataset's folder.
pub(super) fn pattern(files: &[&str], others: &[&str]) -> Option<Pattern> {
    let split: Vec<Vec<&str>> = files.iter().map(|file| file.split('/').collect()).collect();
    let depth = split.first()?.len();
    if split.iter().any(|parts| parts.len() != depth) || files.iter().any(|file| file.contains(['*', '?'])) {
        return None;
    }
    let column = |index: usize| -> Vec<&str> { split.iter().filter_map(|parts| parts.get(index).copied()).collect() };
    let names = column(depth - 1);
    let folders = (0..depth - 1).map(|index| {
        let (prefix, suffix) = around(&column(index));
        if prefix == *column(index).first().unwrap_or(&"") { prefix } else { format!("{prefix}*{suffix}") }
    });
    let mut segments: Vec<String> = folders.collect();
    let dated = by_date(&names);
    let has_date = dated.is_some();
    let (prefix, suffix, part) = dated.unwrap_or_else(|| {
        let (prefix, suffix) = around(&names);
        let pattern = format!("{}(?<part>.+){}", escaped(&prefix), escaped(&suffix));
        (prefix, suffix, PartColumn { name: "part", pattern, datatype: None })
    });
    let same_names = names.iter().collect::<BTreeSet<_>>().len() == 1;
    segments.push(if same_names { names.first()?.to_string() } else { format!("{prefix}*{suffix}") });
    let file = segments.join("/");
    let matcher = Regex::new(&format!("^{}$", regex::escape(&file).replace(r"\*", "[^/]*"))).ok()?;
    if others.iter().any(|other| matcher.is_match(other)) || !files.iter().all(|file| matcher.is_match(file)) {
        return None;
    }
    let are_all_different = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let has_word = prefix.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    Some(Pattern { file, part: are_all_different.then_some(part), is_series: has_date || has_word || same_names })
}

/// Names that differ in a date only: what stands before and after it.
fn by_date(names: &[&str]) -> Option<(String, String, PartColumn)> {
    forms().into_iter().find_map(|Form { name, looks, written, datatype }| {
        let expression = Regex::new(&format!(r"^(?<before>.*?)(?<date>{looks})(?<after>\D.*|)$")).ok()?;
        let mut around: Option<(&str, &str)> = None;
        let mut values = BTreeSet::new();
        for file in names {
            let captures = expression.captures(file)?;
            let (before, after) = (captures.name("before")?.as_str(), captures.name("after")?.as_str());
            if *around.get_or_insert((before, after)) != (before, after)
                || before.ends_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            values.insert(captures.name("date")?.as_str());
        }
        let (before, after) = around?;
        let pattern = format!("{}(?<{name}>{written})", escaped(before));
        // What was simplified for people still has to find the same.
        let simple = Regex::new(&pattern).ok()?;
        let found: BTreeSet<&str> =
            names.iter().filter_map(|file| Some(simple.captures(file)?.name(name)?.as_str())).collect();
        if found != values {
            return None;
        }
        (values.len() > 1).then(|| (before.to_owned(), after.to_owned(), PartColumn { name, pattern, datatype }))
    })
}

/// A text as a regular expression, escaped no more than it has to be: a person is going to read it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(character, '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// What all texts begin and end with, cut back to whole words.
fn around(texts: &[&str]) -> (String, String) {
    let Some(first) = texts.first() else { return Default::default() };
    if texts.iter().all(|text| text == first) {
        return ((*first).to_owned(), String::new());
    }
    let length = |same: &dyn Fn(&str) -> usize| texts.iter().map(|text| same(text)).min().unwrap_or(0);
    let prefix = length(&|text| first.chars().zip(text.chars()).take_while(|(a, b)| a == b).count());
    let prefix: String = first.chars().take(prefix).collect();
    let prefix = prefix.trim_end_matches(char::is_alphanumeric).to_owned();
    let rest = |text: &str| text.get(prefix.len()..).unwrap_or("").to_owned();
    let first = rest(first);
    let suffix = length(&|text| first.chars().rev().zip(rest(text).chars().rev()).take_while(|(a, b)| a == b).count());
    let suffix: String = first.chars().skip(first.chars().count() - suffix).collect();
    // A name's end is kept whole: `.csv`, or `-2024.csv`.
    let suffix = suffix.trim_start_matches(char::is_alphanumeric).to_owned();
    (prefix, suffix)
}

/// What names of files without their ends have in common at their beginning, as whole words.
pub(super) fn common_stem(stems: &[String]) -> String {
    let names: Vec<&str> = stems.iter().map(String::as_str).collect();
    if names.len() == 1 {
        return names.first().map(|name| (*name).to_owned()).unwrap_or_default();
    }
    let before = by_date(&names).map_or_else(|| around(&names).0, |(before, ..)| before);
    before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_dates_have_patterns() {
        for (files, file, name, part) in [
            (&["spend-2024-01.csv", "spend-2024-02.csv"][..], "spend-*.csv", "month", r"spend-(?<month>\d{4}-\d{2})"),
            (&["2010-12.csv", "2011-11.csv"], "*.csv", "month", r"(?<month>\d{4}-\d{2})"),
            (&["a_2020-03-11.csv", "a_2020-03-12.csv"], "a_*.csv", "date", r"a_(?<date>\d{4}-\d{2}-\d{2})"),
            (&["grants2019.csv.gz", "grants2020.csv.gz"], "grants*.csv.gz", "year", r"grants(?<year>\d{4})"),
            (
                &["x/libraries_bolton.csv", "x/libraries_bury.csv"],
                "x/libraries_*.csv",
                "part",
                r"libraries_(?<part>.+)\.csv",
            ),
        ] {
            let pattern = pattern(files, &[]).unwrap();
            assert_eq!(pattern.file, file);
            let column = pattern.part.unwrap();
            assert_eq!((column.name, column.pattern.as_str()), (name, part));
            assert!(pattern.is_series);
            let expression = Regex::new(&column.pattern).unwrap();
            assert!(files.iter().all(|file| expression.is_match(file.rsplit('/').next().unwrap())));
        }
        let months = pattern(&["2024/over-25000-april-2024.csv", "2025/over-25000-may-2025.csv"], &[]).unwrap();
        assert_eq!(months.file, "*/over-25000-*.csv");
        assert_eq!(months.part.unwrap().pattern, r"over-25000-(?<month>[A-Za-z]+-?\d{4})");
    }

    #[test]
    fn a_pattern_matches_nothing_else() {
        assert!(pattern(&["a-1.csv", "a-2.csv"], &["a-x.csv"]).is_none());
        assert!(pattern(&["a-1.csv", "a-2.csv"], &["b.csv"]).is_some());
        assert!(pattern(&["a.csv", "x/a.csv"], &[]).is_none());
        assert!(pattern(&["2024/a.csv", "2025/a.csv"], &[]).unwrap().part.is_none());
        assert!(!pattern(&["age.csv", "sex.csv"], &[]).unwrap().is_series);
    }

    #[test]
    fn files_together_have_a_name() {
        let stem = |names: &[&str]| common_stem(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(stem(&["spend-2024-01", "spend-2024-02"]), "spend");
        assert_eq!(stem(&["age", "sex"]), "");
        assert_eq!(stem(&["bus stops"]), "bus stops");
    }
}
