//! Digits as people read them.

/// Thousands apart: `1,234,567`.
pub(super) fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// Bytes in the largest unit that leaves a number of at least 1, with one digit after the point; none below 1,000.
pub(super) fn scaled(bytes: u64, decimal: &str) -> Option<(String, &'static str)> {
    let units: [(&str, u64); 4] = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    // Half of the last digit is added before the unit is chosen: 999,960 bytes are 1.0 MB, not 1000.0 kB.
    let rounded = |unit: u64| bytes.saturating_add(unit / 20) / (unit / 10);
    let (name, unit) = units.into_iter().find(|&(_, unit)| {
        let smaller = unit / 1_000;
        bytes >= unit || (smaller >= 1_000 && rounded(smaller) >= 10_000)
    })?;
    let tenths = rounded(unit).max(10);
    Some((format!("{}{decimal}{}", tenths / 10, tenths % 10), name))
}

/// `part` of `whole` in percent with one digit after the point, rounded half up; none of nothing. What is neither
/// nothing nor everything is never rounded to 0.0 or 100.0.
pub(super) fn percent(part: u64, whole: u64, decimal: &str) -> Option<String> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let mut tenths = (part * 2_000 + whole).checked_div(whole * 2)?;
    if part > 0 && part < whole {
        tenths = tenths.clamp(1, 999);
    }
    Some(format!("{}{decimal}{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_and_rounded() {
        assert_eq!(grouped(0, ","), "0");
        assert_eq!(grouped(999, ","), "999");
        assert_eq!(grouped(1_000, ","), "1,000");
        assert_eq!(grouped(u64::MAX, ","), "18,446,744,073,709,551,615");
        assert_eq!(scaled(999, "."), None);
        assert_eq!(scaled(1_000, "."), Some(("1.0".to_owned(), "kB")));
        assert_eq!(scaled(999_949, "."), Some(("999.9".to_owned(), "kB")));
        assert_eq!(scaled(999_950, "."), Some(("1.0".to_owned(), "MB")));
        assert_eq!(scaled(u64::MAX, ",").unwrap().1, "TB");
        assert_eq!(percent(1, 100_000, "."), Some("0.1".to_owned()));
        assert_eq!(percent(99_999, 100_000, "."), Some("99.9".to_owned()));
        assert_eq!(percent(2, 3, "."), Some("66.7".to_owned()));
        assert_eq!(percent(5, 5, "."), Some("100.0".to_owned()));
    }
}
