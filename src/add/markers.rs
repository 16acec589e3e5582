//! Texts that stand where there is no value.

/// Whether a text may mean that there is no value. Only columns of numbers, dates and the like have such markers: in a
/// column of text, `NA` is Namibia.
pub(super) fn is_marker(text: &str) -> bool {
    const WORDS: [&str; 27] = [
        "na",
        "n/a",
        "n.a.",
        "#n/a",
        "n/k",
        "nk",
        "nan",
        "nil",
        "null",
        "none",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "...",
        ":",
        "x",
        "unknown",
        "not known",
        "not available",
        "not applicable",
        "no data",
        "tbc",
        "missing",
    ];
    let lower = text.to_lowercase();
    if WORDS.contains(&lower.as_str()) || (!text.is_empty() && text.bytes().all(|byte| byte == b'*')) {
        return true;
    }
    // The shorthand of official statistics: letters in square brackets.
    let inside = lower.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.is_some_and(|letters| (1..=4).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::is_marker;

    #[test]
    fn markers_are_known() {
        assert!(["NA", "n/a", "..", "*****", "[c]", "[low]", "–", "Not known"].iter().all(|text| is_marker(text)));
        assert!(!["", "0", "Nina", "a", "[1]", "[]"].iter().any(|text| is_marker(text)));
    }
}
