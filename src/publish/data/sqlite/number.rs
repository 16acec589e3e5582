//! Decimals as doubles, where nothing is lost.

/// Significant digits that a double always gives back (IEEE 754: 52 bits and an implied one, and so 15 digits).
const ALWAYS: usize = 15;

/// The double that stands for a decimal: the one whose shortest digits are the decimal's. None where there is none, since
/// the decimal has more digits than a double keeps.
pub(super) fn exact(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    if text.len() <= ALWAYS {
        return Some(number);
    }
    // `Display` writes the fewest digits that lead back to the number, and no exponent.
    (digits(text)? == digits(&number.to_string())?).then_some(number)
}

/// A decimal without its sign and without the zeros that say nothing: what is before the point and after it.
fn digits(text: &str) -> Option<(&str, &str)> {
    let unsigned = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain(whole) && is_plain(fraction)).then(|| (whole.trim_start_matches('0'), fraction.trim_end_matches('0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_decimal_is_a_double_where_its_digits_come_back() {
        for text in [
            "0",
            "1.50",
            "-0.1",
            "0.30000000000000000000",
            "123456789012345",
            "51.50735091234567",
            "000000000000000001.5",
        ] {
            assert_eq!(exact(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["0.1234567890123456789", "12345678901234567", "9007199254740993", "0.3000000000000000001"] {
            assert_eq!(exact(text.as_bytes()), None, "{text}");
        }
        let long = format!("1{}", "0".repeat(400));
        assert_eq!(exact(long.as_bytes()), None);
        let small = format!("0.{}1", "0".repeat(400));
        assert_eq!(exact(small.as_bytes()), None);
    }

    proptest! {
        #[test]
        fn fifteen_digits_always_come_back(digits in 0_i64..1_000_000_000_000_000, point in 0_usize..20) {
            let padded = format!("{digits:0>width$}", width = point + 1);
            let (whole, fraction) = padded.split_at(padded.len() - point);
            let text = if point == 0 { padded.clone() } else { format!("{whole}.{fraction}") };
            prop_assert!(exact(text.as_bytes()).is_some(), "{}", text);
        }

        #[test]
        fn what_is_kept_has_the_same_digits(text in "-?[0-9]{1,18}(\\.[0-9]{1,18})?") {
            if let Some(number) = exact(text.as_bytes()) {
                let back = number.to_string();
                prop_assert_eq!(digits(&back), digits(&text));
            }
        }
    }
}
