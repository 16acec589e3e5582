//! When a dataset is next due, from the day it was modified and how often it is brought up to date.

use crate::model::Frequency;
use jiff::Span;
use jiff::civil::Date;

/// Names of the EU frequency list in lower case with hyphens, with what passes between two updates. None where the name
/// promises no date.
const FREQUENCIES: &[(&str, Option<Interval>)] = &[
    ("tridecennial", Some(Interval::Months(360))),
    ("bidecennial", Some(Interval::Months(240))),
    ("decennial", Some(Interval::Months(120))),
    ("quinquennial", Some(Interval::Months(60))),
    ("quadrennial", Some(Interval::Months(48))),
    ("triennial", Some(Interval::Months(36))),
    ("biennial", Some(Interval::Months(24))),
    ("annual", Some(Interval::Months(12))),
    ("semiannual", Some(Interval::Months(6))),
    ("three-times-a-year", Some(Interval::Months(4))),
    ("quarterly", Some(Interval::Months(3))),
    ("bimonthly", Some(Interval::Months(2))),
    ("monthly", Some(Interval::Months(1))),
    ("semimonthly", Some(Interval::Days(16))),
    ("three-times-a-month", Some(Interval::Days(11))),
    ("biweekly", Some(Interval::Days(14))),
    ("weekly", Some(Interval::Days(7))),
    ("semiweekly", Some(Interval::Days(4))),
    ("three-times-a-week", Some(Interval::Days(3))),
    ("daily", Some(Interval::Days(1))),
    ("twice-a-day", Some(Interval::Days(1))),
    ("every-three-hours", Some(Interval::Days(1))),
    ("every-two-hours", Some(Interval::Days(1))),
    ("hourly", Some(Interval::Days(1))),
    ("continuously-updated", Some(Interval::Days(1))),
    ("continuous", Some(Interval::Days(1))),
    ("irregular", None),
    ("as-needed", None),
    ("not-planned", None),
    ("never", None),
    ("other", None),
    ("unknown", None),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Interval {
    Days(i32),
    Months(i32),
}

/// The last day on which an update is in time; none where the frequency promises none. What is updated monthly and was
/// on 31 January is due on the last day of February.
#[must_use]
pub fn due(modified: Date, frequency: &Frequency) -> Option<Date> {
    let (_, interval) = FREQUENCIES.iter().find(|(name, _)| *name == frequency.0)?;
    let span = match (*interval)? {
        Interval::Days(days) => Span::new().try_days(days),
        Interval::Months(months) => Span::new().try_months(months),
    };
    modified.checked_add(span.ok()?).ok()
}

/// The message that says how often; none for a name that is not of the list.
#[must_use]
pub fn message(frequency: &Frequency) -> Option<String> {
    FREQUENCIES.iter().any(|(name, _)| *name == frequency.0).then(|| format!("frequency-{}", frequency.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn next(modified: Date, name: &str) -> Option<Date> {
        due(modified, &Frequency(name.to_owned()))
    }

    #[test]
    fn an_update_is_due_after_its_interval() {
        assert_eq!(next(date(2026, 1, 31), "monthly"), Some(date(2026, 2, 28)));
        assert_eq!(next(date(2024, 1, 31), "monthly"), Some(date(2024, 2, 29)));
        assert_eq!(next(date(2024, 2, 29), "annual"), Some(date(2025, 2, 28)));
        assert_eq!(next(date(2026, 1, 31), "quarterly"), Some(date(2026, 4, 30)));
        assert_eq!(next(date(2025, 12, 29), "weekly"), Some(date(2026, 1, 5)));
        assert_eq!(next(date(2026, 1, 1), "irregular"), None);
        assert_eq!(next(date(2026, 1, 1), "never"), None);
        assert_eq!(next(date(2026, 1, 1), "fortnightly-ish"), None);
        assert_eq!(next(date(9999, 12, 31), "annual"), None);
    }

    #[test]
    fn every_frequency_has_words() {
        let (english, _) = crate::i18n::Messages::parse("en", include_str!("../../../themes/default/locales/en.ftl"));
        let english = std::sync::Arc::new(english);
        let locale = crate::i18n::Locale::new("en", Some(std::sync::Arc::clone(&english)), english);
        for (name, _) in FREQUENCIES {
            assert!(locale.has(&format!("frequency-{name}")), "{name}");
        }
    }
}
