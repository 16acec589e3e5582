//! Names of sheets.

/// A name has at most so many characters, counted as UTF-16 has them.
const LENGTH: usize = 31;
/// The name of a sheet that Excel makes itself, and which no other may have.
const RESERVED: &str = "history";

/// Makes names valid and different from one another, ignoring case: no `[]:*?/\`, no apostrophe at an end, no more than
/// 31 characters. One that is taken has a number after it.
pub(super) fn sheet_names<const N: usize>(wanted: [&str; N]) -> [String; N] {
    let mut taken = vec![RESERVED.to_owned()];
    wanted.map(|name| {
        let valid: String = name
            .chars()
            .map(|c| if c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c })
            .collect();
        let valid = valid.trim().trim_matches('\'').trim();
        let valid = if valid.is_empty() { "Sheet" } else { valid };
        let mut name = cut(valid, LENGTH);
        let mut number = 2;
        while taken.contains(&name.to_lowercase()) {
            let end = format!(" {number}");
            name = format!("{}{end}", cut(valid, LENGTH - end.len()));
            number += 1;
        }
        taken.push(name.to_lowercase());
        name
    })
}

/// The first so many units of UTF-16, in whole characters, without white space at the end.
fn cut(name: &str, length: usize) -> String {
    let mut units = 0;
    let kept = name.chars().take_while(|c| {
        units += c.len_utf16();
        units <= length
    });
    kept.collect::<String>().trim_end().trim_end_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use super::sheet_names;

    #[test]
    fn names_are_valid_and_unique() {
        assert_eq!(sheet_names(["wards", "Columns", "About"]), ["wards", "Columns", "About"]);
        assert_eq!(sheet_names(["columns", "Columns", "columns"]), ["columns", "Columns 2", "columns 3"]);
        assert_eq!(sheet_names(["history"]), ["history 2"]);
        assert_eq!(sheet_names(["a[b]:c*d?e/f\\g", "''", "'x'"]), ["a b  c d e f g", "Sheet", "x"]);
        let long = "x".repeat(40);
        let [one, other] = sheet_names([&long, &long]);
        assert_eq!((one.len(), other.len()), (31, 31));
        assert!(other.ends_with("x 2"));
        assert_eq!(sheet_names([&"🌳".repeat(20)])[0].encode_utf16().count(), 30);
    }
}
