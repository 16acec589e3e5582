//! Whether a file has the columns that its metadata describes (tabular-metadata §§ 5.4.3 and 5.5.1).

use super::Purpose;
use super::embedded::Embedded;
use crate::csvw::metadata::{Column, NaturalLanguage};

/// Why the columns of a file and of its metadata are not the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Incompatible {
    /// They are not as many.
    Count,
    /// The columns at these indexes are other ones.
    Columns(Vec<usize>),
}

/// Compares the described columns that are in the file with those that the file has.
pub(super) fn compare(described: &[&Column], embedded: &Embedded, purpose: Purpose) -> Result<(), Incompatible> {
    if described.len() != embedded.titles.len() {
        return Err(Incompatible::Count);
    }
    let others = others(described, embedded, purpose);
    if others.is_empty() { Ok(()) } else { Err(Incompatible::Columns(others)) }
}

/// The described columns that are not those which the file has in their place.
pub(super) fn others(described: &[&Column], embedded: &Embedded, purpose: Purpose) -> Vec<usize> {
    let other = |(index, column): (usize, &&Column)| {
        (!is_compatible(column, &embedded.natural_language(index), purpose)).then_some(index)
    };
    described.iter().enumerate().filter_map(other).collect()
}

/// Whether a described column is one whose header gives these titles. A header gives titles and no name.
fn is_compatible(described: &Column, titles: &NaturalLanguage, purpose: Purpose) -> bool {
    // Without a title a column's name is stated, or it is the number that stands for neither.
    let has_neither = described.titles.is_empty() && described.name.starts_with("_col.");
    if titles.is_empty() || has_neither {
        return true;
    }
    if described.titles.is_empty() {
        return purpose == Purpose::Conversion;
    }
    described
        .titles
        .iter()
        .any(|(language, title)| titles.iter().any(|(other, text)| title == text && languages_match(language, other)))
}

/// `und` matches any language; others match if one is the beginning of the other, subtag by subtag (BCP 47 § 4.4.2).
fn languages_match(one: &str, other: &str) -> bool {
    one == "und" || other == "und" || one.split('-').zip(other.split('-')).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, titles: &[(&str, &str)]) -> Column {
        let titles = titles.iter().map(|(tag, text)| ((*tag).to_owned(), vec![(*text).to_owned()])).collect();
        Column { titles: NaturalLanguage(titles), ..Column::new(name) }
    }

    fn header(titles: &[&str]) -> Embedded {
        let titles = titles.iter().map(|title| if title.is_empty() { Vec::new() } else { vec![(*title).to_owned()] });
        Embedded { titles: titles.collect(), header_row: 1 }
    }

    #[test]
    fn columns_match_by_title() {
        use Purpose::{Conversion, Validation};
        type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, [bool; 2]);
        let cases: &[Case<'_>] = &[
            ("a", &[("und", "Ward")], "Ward", [true, true]),
            ("a", &[("und", "ward")], "Ward", [false, false]),
            ("a", &[("en", "Ward"), ("cy", "Enw'r ward")], "Enw'r ward", [true, true]),
            ("Ward", &[], "Ward", [false, true]),
            ("a", &[], "Ward", [false, true]),
            ("_col.1", &[], "Ward", [true, true]),
            ("a", &[("und", "Ward")], "", [true, true]),
        ];
        for (name, titles, text, expected) in cases {
            let column = column(name, titles);
            for (purpose, expected) in [Validation, Conversion].into_iter().zip(expected) {
                assert_eq!(
                    compare(&[&column], &header(&[text]), purpose).is_ok(),
                    *expected,
                    "{name} {titles:?} {text}"
                );
            }
        }
    }

    #[test]
    fn columns_are_counted() {
        let (a, b) = (column("a", &[("und", "a")]), column("b", &[("und", "b")]));
        assert_eq!(compare(&[&a, &b], &header(&["a"]), Purpose::Validation), Err(Incompatible::Count));
        assert_eq!(compare(&[&a, &b], &header(&["a", "c"]), Purpose::Validation), Err(Incompatible::Columns(vec![1])));
        assert_eq!(compare(&[], &header(&["a"]), Purpose::Validation), Err(Incompatible::Count));
    }

    #[test]
    fn languages_match_by_their_beginning() {
        for (one, other, expected) in [
            ("en", "en-GB", true),
            ("en-gb", "en-GB", true),
            ("en-GB", "en-US", false),
            ("cy", "en", false),
            ("und", "cy", true),
        ] {
            assert_eq!(languages_match(one, other), expected, "{one} {other}");
        }
    }
}
