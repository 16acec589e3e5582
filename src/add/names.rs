//! Names and titles of columns, tables and datasets from headers, files and folders.

use super::header::one_line;
use crate::project::vocabulary::{COLUMN_NAME, ID, RESERVED_TABLE_NAMES, TABLE_NAME, table_name_from};
use std::collections::BTreeSet;
use std::path::Path;
use unicode_normalization::UnicodeNormalization as _;

/// The longest name that is made from a header; the title keeps all of it.
const LONGEST: usize = 60;

/// Names for columns, in order, unique ignoring case. Headers that all are names already stay as they are; otherwise
/// all become lower case with `_`, so that a table's names are of one kind.
pub(super) fn of_columns(headers: &[String]) -> Vec<String> {
    let are_names = headers.iter().all(|header| (COLUMN_NAME.holds)(header) && header.len() <= LONGEST);
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(headers.len());
    for (index, header) in headers.iter().enumerate() {
        let name = if are_names { header.clone() } else { of_column(header) };
        let name = if name.is_empty() { format!("column_{}", index + 1) } else { name };
        names.push(unused(&name, '_', &mut taken));
    }
    names
}

/// A name that is not taken yet, ignoring case: with a number behind it where it is.
fn unused(name: &str, separator: char, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.to_ascii_lowercase()) {
        number += 1;
        candidate = format!("{name}{separator}{number}");
    }
    candidate
}

/// A column's name from its header; empty if nothing of it can be in a name.
fn of_column(header: &str) -> String {
    let name = plain(header, '_');
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() => {
            let is_year = name.len() == 4 && matches!(first, '1' | '2');
            let kind = if is_year { "year" } else { "n" };
            format!("{kind}_{name}")
        }
        _ => name,
    }
}

/// A text in lower-case ASCII letters and digits, everything else as a separator, at most [`LONGEST`] long.
fn plain(text: &str, separator: char) -> String {
    let mut plain = String::new();
    let push = |word: &str, plain: &mut String| {
        if !plain.is_empty() && !plain.ends_with(separator) {
            plain.push(separator);
        }
        plain.push_str(word);
        plain.push(separator);
    };
    let mut before = ' ';
    for character in text.nfkd() {
        match character {
            '#' => push("number", &mut plain),
            '%' => push("percent", &mut plain),
            '£' => push("gbp", &mut plain),
            '€' => push("eur", &mut plain),
            '$' => push("dollars", &mut plain),
            '&' => push("and", &mut plain),
            '+' => push("plus", &mut plain),
            '@' => push("at", &mut plain),
            '<' => push("under", &mut plain),
            '>' => push("over", &mut plain),
            'μ' => plain.push('u'),
            // An apostrophe and the accents that were taken from their letters separate nothing.
            '\'' | '’' => continue,
            c if unicode_normalization::char::is_combining_mark(c) => continue,
            c if c.is_ascii_alphanumeric() => {
                // `startDate` has two words, `LAD16CD` has one.
                if c.is_ascii_uppercase() && before.is_ascii_lowercase() && !plain.ends_with(separator) {
                    plain.push(separator);
                }
                plain.push(c.to_ascii_lowercase());
            }
            _ if !plain.is_empty() && !plain.ends_with(separator) => plain.push(separator),
            _ => {}
        }
        before = character;
    }
    let plain = plain.trim_matches(separator);
    if plain.len() <= LONGEST {
        return plain.to_owned();
    }
    let cut = plain.get(..LONGEST).unwrap_or(plain);
    let cut = if plain.get(LONGEST..).is_some_and(|rest| rest.starts_with(separator)) {
        cut
    } else {
        cut.rsplit_once(separator).map_or(cut, |(whole, _)| whole)
    };
    cut.trim_matches(separator).to_owned()
}

/// A column's title for people from its header: on one line, underscores as blanks, a capital at its beginning.
pub(super) fn title_of(header: &str) -> String {
    let line = one_line(header);
    let is_name = line.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let has_words = line.contains(['_', '-']) || line.chars().any(|c| c.is_ascii_lowercase());
    if is_name && has_words { sentence(&words_of_name(&line)) } else { sentence(&line) }
}

/// The words of a name: `start_date` and `startDate` have two. Capitals stay together: `serviceURL`.
fn words_of_name(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(character) = rest.next() {
        let is_start = character.is_ascii_uppercase() && before.is_ascii_lowercase();
        // `URLs` and the like end with a small letter that begins no word.
        let is_plural = rest.peek() == Some(&'s') && rest.clone().nth(1).is_none_or(|next| !next.is_ascii_lowercase());
        let is_word = rest.peek().is_some_and(char::is_ascii_lowercase) && !is_plural;
        if matches!(character, '_' | '-') {
            words.push(' ');
        } else if is_start {
            words.push(' ');
            words.push(if is_word { character.to_ascii_lowercase() } else { character });
        } else {
            words.push(character);
        }
        before = character;
    }
    one_line(&words)
}

/// Words that are written in capitals, whoever wrote them small in a name.
const CAPITALS: [&str; 24] = [
    "api", "csv", "eu", "foi", "gdp", "gss", "html", "id", "ids", "iso", "lsoa", "msoa", "nhs", "nuts", "ons", "pdf",
    "uk", "uprn", "uri", "url", "usrn", "uuid", "vat", "wgs84",
];

/// The same with a capital at its beginning, and in words that have none but capitals.
fn sentence(text: &str) -> String {
    let capital = |word: &str| if CAPITALS.contains(&word) { word.to_ascii_uppercase() } else { word.to_owned() };
    let text = text.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// A title for people from the name of a file or folder.
pub(super) fn title_of_file(stem: &str) -> String {
    let spaced: String = stem.chars().map(|c| if matches!(c, '_' | '-' | '.' | '+') { ' ' } else { c }).collect();
    sentence(&rejoin_dates(&one_line(&spaced)))
}

/// `2024 01` is `2024-01` again after the hyphens of a file's name became blanks.
fn rejoin_dates(text: &str) -> String {
    let is_digits = |word: &str, count: usize| word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(last)
                if is_digits(word, 2)
                    && (is_digits(last, 4) || (last.len() == 7 && last.as_bytes().get(4) == Some(&b'-'))) =>
            {
                last.push('-');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// The part of a file's name before its ends: `spend.csv.gz` is `spend`.
pub(super) fn stem(name: &str) -> &str {
    const ENDS: [&str; 9] = ["gz", "csv", "tsv", "tab", "psv", "txt", "json", "yaml", "yml"];
    let mut stem = name;
    while let Some((before, end)) = stem.rsplit_once('.') {
        if before.is_empty() || !ENDS.contains(&end.to_ascii_lowercase().as_str()) {
            break;
        }
        stem = before;
    }
    stem.strip_suffix("-metadata").unwrap_or(stem)
}

/// A dataset's id from the name of a file or folder; none if nothing of it can be in an id.
pub(super) fn id_of(name: &str) -> Option<String> {
    let id = plain(name, '-');
    (ID.holds)(&id).then_some(id)
}

/// The name of a file or folder as text.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Names for tables, unique within a dataset.
#[derive(Debug, Default)]
pub(super) struct TableNames(BTreeSet<String>);

impl TableNames {
    /// A name for the table in `file` (a path or a pattern), and whether it differs from the one that the file gives by
    /// itself, so that it has to be written down.
    pub fn name(&mut self, file: &str, otherwise: &str) -> (String, bool) {
        let by_itself = table_name_from(file);
        let mut name = by_itself.clone();
        if !(TABLE_NAME.holds)(&name) {
            name = plain(otherwise, '-');
        }
        if !(TABLE_NAME.holds)(&name) {
            "table".clone_into(&mut name);
        }
        if RESERVED_TABLE_NAMES.contains(&name.as_str()) {
            name.push_str("-table");
        }
        if self.0.contains(&name)
            && let Some((folders, _)) = file.rsplit_once('/')
        {
            name = format!("{}-{name}", plain(folders, '-'));
        }
        let name = unused(&name, '-', &mut self.0);
        let is_stated = name != by_itself;
        (name, is_stated)
    }
}

/// Whether a header has one of these words, in lower case, by itself.
pub(super) fn has_word(header: &str, words: &[&str]) -> bool {
    plain(header, '_').split('_').any(|word| words.contains(&word))
}

/// Last words of headers that name identifiers.
const STRONG: [&str; 14] =
    ["id", "uprn", "urn", "uuid", "guid", "uri", "identifier", "key", "slug", "usrn", "toid", "uid", "isbn", "ocid"];
/// Words that may name them.
const WEAK: [&str; 8] = ["code", "ref", "reference", "number", "no", "cd", "notation", "url"];

/// How much a header looks like that of an identifier: 0 for not at all.
pub(super) fn likeness_to_key(header: &str) -> u32 {
    let name = plain(header, '_');
    let words: Vec<&str> = name.split('_').collect();
    let is = |word: &&str, list: &[&str]| list.contains(word);
    let last = words.last().copied().unwrap_or("");
    let is_ons_code = header.len() >= 5
        && (header.ends_with("CD") || header.ends_with("cd"))
        && header.bytes().any(|byte| byte.is_ascii_digit());
    let ends_with_id = header.len() > 2 && header.ends_with("ID") && words.len() == 1;
    if name == "id" {
        4
    } else if is(&last, &STRONG) || ends_with_id || (words.len() == 1 && is(&last, &WEAK)) {
        3
    } else if is(&last, &WEAK) || is_ons_code || words.iter().any(|word| is(word, &STRONG)) {
        2
    } else {
        u32::from(words.iter().any(|word| is(word, &WEAK)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(headers: &[&str]) -> Vec<String> {
        of_columns(&headers.iter().map(|header| (*header).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_come_from_headers() {
        for (header, expected) in [
            ("ATCO Code", "atco_code"),
            ("startDate (UTC)", "start_date_utc"),
            ("Payscale Minimum (£)", "payscale_minimum_gbp"),
            ("% change", "percent_change"),
            ("# of sites", "number_of_sites"),
            ("Dénomination", "denomination"),
            ("Children's Services", "childrens_services"),
            ("a\n b", "a_b"),
            (" x ", "x"),
            ("2011 ", "year_2011"),
            ("0-4 years", "n_0_4_years"),
            ("", "column_1"),
            ("Имя", "column_1"),
            ("PM₁₀ µg/m³", "pm10_ug_m3"),
            (
                "Do you consider yourself to be a fan of the Star Wars film franchise?",
                "do_you_consider_yourself_to_be_a_fan_of_the_star_wars_film",
            ),
        ] {
            assert_eq!(columns(&[header]), [expected], "{header}");
        }
    }

    #[test]
    fn a_table_has_names_of_one_kind() {
        assert_eq!(columns(&["LAD16CD", "startDate", "Name"]), ["LAD16CD", "startDate", "Name"]);
        assert_eq!(columns(&["Supplier", "Amount (£)"]), ["supplier", "amount_gbp"]);
        assert_eq!(columns(&["a", "A", "a"]), ["a", "A_2", "a_3"]);
        assert_eq!(columns(&["", "column_1", ""]), ["column_1", "column_1_2", "column_3"]);
    }

    #[test]
    fn titles_are_for_people() {
        for (header, expected) in [
            ("stop_id", "Stop ID"),
            ("gss-code", "GSS code"),
            ("ServiceTypeURI", "Service type URI"),
            ("RespondentID", "Respondent ID"),
            ("startDate", "Start date"),
            ("LAD16CD", "LAD16CD"),
            ("postcode", "Postcode"),
            ("Net  amount\n(£)", "Net amount (£)"),
            ("serviceURL", "Service URL"),
        ] {
            assert_eq!(title_of(header), expected);
        }
        assert_eq!(title_of_file("spend_over-500_2024-01"), "Spend over 500 2024-01");
        assert_eq!(title_of_file("polling-stations-2024-05-02"), "Polling stations 2024-05-02");
    }

    #[test]
    fn ids_and_tables_have_names() {
        assert_eq!(id_of("Bus Stops (2024)").as_deref(), Some("bus-stops-2024"));
        assert_eq!(id_of("£££").as_deref(), Some("gbp-gbp-gbp"));
        assert_eq!(id_of("данные"), None);
        assert_eq!(stem("spend.CSV.gz"), "spend");
        assert_eq!(stem("a.csv-metadata.json"), "a.csv");
        let mut names = TableNames::default();
        assert_eq!(names.name("stops.csv", "x"), ("stops".to_owned(), false));
        assert_eq!(names.name("old/stops.csv", "x"), ("old-stops".to_owned(), true));
        assert_eq!(names.name("index.csv", "x"), ("index-table".to_owned(), true));
        assert_eq!(names.name("*.csv", "Spending"), ("spending".to_owned(), true));
        assert_eq!(names.name("данные.csv", "данные"), ("table".to_owned(), true));
    }

    #[test]
    fn keys_look_like_keys() {
        for (header, expected) in [
            ("id", 4),
            ("stop_id", 3),
            ("OrganisationID", 3),
            ("LAD16CD", 2),
            ("Site code", 2),
            ("name", 0),
            ("paid", 0),
            ("Code", 3),
        ] {
            assert_eq!(likeness_to_key(header), expected, "{header}");
        }
    }
}
