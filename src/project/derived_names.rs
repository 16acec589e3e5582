//! Column names where a description gives one that cannot be published as it is.
//!
//! The rule: percent-encoding is undone; letters are taken apart (NFKD) and what is left of the English alphabet,
//! digits and `_` stays; every run of other characters becomes one `_`, and none is kept at either end; a name that
//! does not begin with a letter is given `c_` in front, and one of which nothing is left is `c_` and its position; where
//! two names differ in letter case at most, the later one is given `_2`, `_3` and so on. Names that are good as they
//! are keep themselves whatever stands before them.

use super::vocabulary::COLUMN_NAME;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A name for each column, in the same order, unique ignoring letter case.
#[must_use]
pub fn derived_names(originals: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let keeps: Vec<bool> = originals
        .iter()
        .map(|original| (COLUMN_NAME.holds)(original) && taken.insert(original.to_ascii_lowercase()))
        .collect();
    let mut names = Vec::with_capacity(originals.len());
    for (index, (original, keeps)) in originals.iter().zip(keeps).enumerate() {
        if keeps {
            names.push((*original).to_owned());
            continue;
        }
        let base = derive(original, index + 1);
        let mut name = base.clone();
        let mut count = 1;
        while !taken.insert(name.to_ascii_lowercase()) {
            count += 1;
            name = format!("{base}_{count}");
        }
        names.push(name);
    }
    names
}

fn derive(original: &str, position: usize) -> String {
    let mut name = String::new();
    for character in percent_decoded(original).nfkd() {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !unicode_normalization::char::is_combining_mark(character) && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_matches('_');
    if name.is_empty() {
        format!("c_{position}")
    } else if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("c_{name}")
    }
}

/// `%C3%A9` as `é`. What is not percent-encoding, or not UTF-8 once it is undone, stays as it is.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = decoded {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or(&[]);
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::derived_names;

    #[test]
    fn names_are_derived_by_the_rule() {
        let originals = ["ISO3166-1-Alpha-3", "Café price (£)", "2024", "%C3%A9t%C3%A9", "Ελλάδα", "_id", "ok_1"];
        let names = ["ISO3166_1_Alpha_3", "Cafe_price", "c_2024", "ete", "c_5", "id", "ok_1"];
        assert_eq!(derived_names(&originals), names);
    }

    #[test]
    fn names_are_unique_and_good_ones_stay() {
        assert_eq!(derived_names(&["a b", "a_b", "A-B", "A_b"]), ["a_b_2", "a_b", "A_B_3", "A_b_4"]);
        assert_eq!(derived_names(&["", ""]), ["c_1", "c_2"]);
    }
}
