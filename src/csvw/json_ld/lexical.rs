//! Numbers of JSON as texts of XML Schema's datatypes, digit for digit: no number goes through a float.

/// A number of JSON and the datatype that it has in RDF (csv2rdf § 6 step 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Canonical {
    /// A whole number in the canonical form of `xsd:integer`.
    Integer(String),
    /// Any other number in the canonical form of `xsd:double`: `1.5E0`.
    Double(String),
}

/// How many zeros a whole number is written out with. Beyond that it is a double, so that `1e999999999` stays small.
const ZEROS: i64 = 400;

/// Reads a number: whole ones, however they are written, are integers, and all others doubles. All digits are kept.
pub(super) fn canonical(number: &str) -> Canonical {
    let number = Number::parse(number);
    match number.integer() {
        Some(integer) => Canonical::Integer(integer),
        None => Canonical::Double(number.double()),
    }
}

/// The canonical form of `xsd:double`, whole numbers included.
pub(super) fn double(number: &str) -> String {
    Number::parse(number).double()
}

/// The form of `xsd:decimal` without an exponent, if it is not excessively long.
pub(super) fn decimal(number: &str) -> String {
    let number = Number::parse(number);
    number.integer().or_else(|| number.fraction()).unwrap_or_else(|| number.double())
}

/// `0.digits` times ten to the power of `point`; the digits begin and end with none that is zero.
struct Number {
    negative: bool,
    digits: String,
    point: i64,
}

impl Number {
    /// Takes the grammar of JSON for granted (RFC 8259 § 6).
    fn parse(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let leading = all.len() - significant.len();
        let small = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        Self {
            negative,
            digits: significant.trim_end_matches('0').to_owned(),
            point: (small(whole.len()) - small(leading)).saturating_add(exponent),
        }
    }

    fn sign(&self) -> &'static str {
        if self.negative && !self.digits.is_empty() { "-" } else { "" }
    }

    fn integer(&self) -> Option<String> {
        if self.digits.is_empty() {
            return Some("0".to_owned());
        }
        let zeros = usize::try_from(self.point).ok()?.checked_sub(self.digits.len())?;
        let bounded = i64::try_from(zeros).is_ok_and(|zeros| zeros <= ZEROS);
        bounded.then(|| format!("{}{}{}", self.sign(), self.digits, "0".repeat(zeros)))
    }

    fn fraction(&self) -> Option<String> {
        let (whole, fraction) = match usize::try_from(self.point) {
            Ok(point) => self.digits.split_at_checked(point)?,
            Err(_) => ("", self.digits.as_str()),
        };
        let zeros = usize::try_from(self.point.min(0).checked_neg().filter(|zeros| *zeros <= ZEROS)?).ok()?;
        let whole = if whole.is_empty() { "0" } else { whole };
        Some(format!("{}{whole}.{}{fraction}", self.sign(), "0".repeat(zeros)))
    }

    fn double(&self) -> String {
        let Some((first, rest)) = self.digits.split_at_checked(1) else { return "0.0E0".to_owned() };
        let rest = if rest.is_empty() { "0" } else { rest };
        format!("{}{first}.{rest}E{}", self.sign(), self.point.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_integers() {
        for (written, integer) in [
            ("0", "0"),
            ("-0", "0"),
            ("-0.0e7", "0"),
            ("12", "12"),
            ("-12.00", "-12"),
            ("1.5e1", "15"),
            ("1E3", "1000"),
            ("1200e-2", "12"),
            ("12345678901234567890123", "12345678901234567890123"),
        ] {
            assert_eq!(canonical(written), Canonical::Integer(integer.to_owned()), "{written}");
        }
        let Canonical::Integer(long) = canonical("1e400") else { panic!("a whole number") };
        assert_eq!(long.len(), 401);
    }

    #[test]
    fn other_numbers_are_doubles_with_all_their_digits() {
        for (written, double) in [
            ("1.5", "1.5E0"),
            ("-0.00025", "-2.5E-4"),
            ("123.4560", "1.23456E2"),
            ("5e-1", "5.0E-1"),
            ("0.1234567890123456789", "1.234567890123456789E-1"),
            ("1e401", "1.0E401"),
            ("1e+999999999999999999999", "1.0E9223372036854775806"),
            ("1e-999999999999999999999", "1.0E-9223372036854775808"),
        ] {
            assert_eq!(canonical(written), Canonical::Double(double.to_owned()), "{written}");
        }
        assert_eq!(double("5"), "5.0E0");
        assert_eq!(double("0"), "0.0E0");
    }

    #[test]
    fn decimals_have_no_exponent() {
        for (written, expected) in
            [("1.50", "1.5"), ("-2.5e-4", "-0.00025"), ("1.25e1", "12.5"), ("3e0", "3"), ("1e-500", "1.0E-500")]
        {
            assert_eq!(decimal(written), expected, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_value_is_lost(written in "-?(0|[1-9][0-9]{0,6})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?") {
            let before: f64 = written.parse().unwrap();
            let (Canonical::Integer(text) | Canonical::Double(text)) = canonical(&written);
            for text in [text, double(&written), decimal(&written)] {
                let after: f64 = text.parse().unwrap();
                proptest::prop_assert!(after.total_cmp(&(before + 0.0)).is_eq(), "{}", text);
            }
        }
    }
}
