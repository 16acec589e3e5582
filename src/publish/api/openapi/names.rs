//! Names of operations and schemas, which generators make functions and types of.

use std::collections::BTreeSet;

/// Names that were given. Two that differ in case only are one to generators, and to the file systems they write to.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The name, with a number after it if it was given before.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut number = 2;
        while !self.0.insert(unique.to_ascii_lowercase()) {
            unique = format!("{name}{number}");
            number += 1;
        }
        unique
    }
}

/// A table's or a column's name in the manner of a type: `ward-changes` as `WardChanges`. One that begins with a digit
/// has `prefix` before it, since no programming language lets a name begin so.
pub(super) fn of_type(name: &str, prefix: &str) -> String {
    let mut of_type = String::with_capacity(name.len() + prefix.len());
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        of_type.push_str(prefix);
    }
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut chars = part.chars();
        of_type.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        of_type.push_str(chars.as_str());
    }
    of_type
}

/// Names of constants for the values of an enumeration, each unlike the others (`x-enum-varnames`). Left to themselves,
/// generators make one name of `a.b` and `A-B` and stop.
pub(super) fn of_constants<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values
        .enumerate()
        .map(|(index, value)| {
            let words: Vec<String> = value
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_ascii_uppercase)
                .collect();
            let mut name = words.join("_");
            // Generators split and join words again, each in its own way.
            let bare = |name: &str| name.replace('_', "");
            if name.is_empty() || name.len() > 60 {
                name = format!("VALUE_{}", index + 1);
            } else if name.starts_with(|first: char| first.is_ascii_digit()) {
                name = format!("VALUE_{name}");
            }
            while !seen.insert(bare(&name)) {
                name = format!("{name}_{}", index + 1);
            }
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_types() {
        assert_eq!(of_type("ward-changes", "Table"), "WardChanges");
        assert_eq!(of_type("stop_id", "Column"), "StopId");
        assert_eq!(of_type("2024-25", "Table"), "Table202425");
        assert_eq!(of_type("by-ward_2", "Table"), "ByWard2");
    }

    #[test]
    fn constants_differ() {
        let names = of_constants(["a.b", "A-B", "AB", "1", "+", "é", ""].into_iter());
        assert_eq!(names, ["A_B", "A_B_2", "AB_3", "VALUE_1", "VALUE_5", "VALUE_6", "VALUE_7"]);
    }

    #[test]
    fn a_name_is_given_once() {
        let mut names = Names::default();
        assert_eq!([names.unique("Row"), names.unique("row"), names.unique("Row")], ["Row", "row2", "Row3"]);
    }
}
