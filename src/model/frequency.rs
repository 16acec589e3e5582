//! How often a dataset is brought up to date (dct:accrualPeriodicity): the EU's frequency list, by name, by address and
//! by what it means for the day the next edition is due.
//!
//! Names are the list's English labels in lower case with hyphens.
//! List: <http://publications.europa.eu/resource/authority/frequency>

use super::Frequency;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What every address of the list begins with.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/frequency/";

/// How long it is until the next edition is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Interval {
    /// That many days; what is less than a day counts as one, because due dates are days.
    Days(i32),
    /// That many months, so that the day of the month stays.
    Months(i32),
    /// No day can be told.
    Untold,
}
use Interval::{Days, Months, Untold};

/// Name, code in the list, interval. Where a period is divided ("semiweekly"), the interval is rounded up to whole
/// days, so that nothing is called late too early. From the most to the least frequent, then what has no interval.
const FREQUENCIES: &[(&str, &str, Interval)] = &[
    ("continuous", "CONT", Untold),
    ("continuously-updated", "UPDATE_CONT", Untold),
    ("every-minute", "1MIN", Days(1)),
    ("every-five-minutes", "5MIN", Days(1)),
    ("every-ten-minutes", "10MIN", Days(1)),
    ("every-fifteen-minutes", "15MIN", Days(1)),
    ("every-thirty-minutes", "30MIN", Days(1)),
    ("hourly", "HOURLY", Days(1)),
    ("bihourly", "BIHOURLY", Days(1)),
    ("trihourly", "TRIHOURLY", Days(1)),
    ("every-twelve-hours", "12HRS", Days(1)),
    ("twice-a-day", "DAILY_2", Days(1)),
    ("daily", "DAILY", Days(1)),
    // A weekend may be between two of them.
    ("five-times-a-week", "WEEKLY_5", Days(3)),
    ("three-times-a-week", "WEEKLY_3", Days(3)),
    ("semiweekly", "WEEKLY_2", Days(4)),
    ("weekly", "WEEKLY", Days(7)),
    ("three-times-a-month", "MONTHLY_3", Days(11)),
    ("biweekly", "BIWEEKLY", Days(14)),
    ("semimonthly", "MONTHLY_2", Days(16)),
    ("monthly", "MONTHLY", Months(1)),
    ("bimonthly", "BIMONTHLY", Months(2)),
    ("quarterly", "QUARTERLY", Months(3)),
    ("three-times-a-year", "ANNUAL_3", Months(4)),
    ("semiannual", "ANNUAL_2", Months(6)),
    ("annual", "ANNUAL", Months(12)),
    ("biennial", "BIENNIAL", Months(24)),
    ("triennial", "TRIENNIAL", Months(36)),
    ("quadrennial", "QUADRENNIAL", Months(48)),
    ("quinquennial", "QUINQUENNIAL", Months(60)),
    ("decennial", "DECENNIAL", Months(120)),
    ("bidecennial", "BIDECENNIAL", Months(240)),
    ("tridecennial", "TRIDECENNIAL", Months(360)),
    ("as-needed", "AS_NEEDED", Untold),
    ("irregular", "IRREG", Untold),
    ("not-planned", "NOT_PLANNED", Untold),
    ("never", "NEVER", Untold),
    ("unknown", "UNKNOWN", Untold),
    ("other", "OTHER", Untold),
    ("provisional-data", "OP_DATPRO", Untold),
];

/// Other words for an entry: what people in Britain write, and the plainer of two words.
const ALIASES: &[(&str, &str)] = &[
    ("fortnightly", "biweekly"),
    ("twice-a-week", "semiweekly"),
    ("twice-a-month", "semimonthly"),
    ("twice-a-year", "semiannual"),
    ("yearly", "annual"),
];

impl Frequency {
    /// The frequency of that name, also by another word for it (`fortnightly` is `biweekly`), by its code (`ANNUAL_2`,
    /// `annual-2`) or by its address in the list; none if the list has no such frequency.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let code =
            text.strip_prefix(AUTHORITY).or_else(|| text.strip_prefix(&AUTHORITY.replacen("http:", "https:", 1)));
        let name = ALIASES.iter().find(|(alias, _)| *alias == text).map_or(text, |(_, name)| name);
        let written_as_code = text.to_ascii_uppercase().replace('-', "_");
        let is_of_code = |entry_code: &str| {
            text == entry_code || (text == text.to_ascii_lowercase() && written_as_code == entry_code)
        };
        let (name, ..) = FREQUENCIES.iter().find(|(entry, entry_code, _)| {
            code.map_or(*entry == name || is_of_code(entry_code), |code| *entry_code == code)
        })?;
        Some(Self((*name).to_owned()))
    }

    /// What somebody wrote, by the list's name for it if the list has it: so that it is the same wherever it is said.
    #[must_use]
    pub fn of(written: &str) -> Self {
        Self::parse(written).unwrap_or_else(|| Self(written.to_owned()))
    }

    /// Its code in the list; none if the list has no such frequency.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.entry().map(|(_, code, _)| *code)
    }

    /// Every name, from the most to the least frequent, then those without an interval.
    pub fn known() -> impl Iterator<Item = &'static str> {
        FREQUENCIES.iter().map(|(name, ..)| *name)
    }

    fn entry(&self) -> Option<&'static (&'static str, &'static str, Interval)> {
        let name = Self::parse(&self.0)?.0;
        FREQUENCIES.iter().find(|(entry, ..)| *entry == name)
    }

    /// Whether the list has it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.entry().is_some()
    }

    /// Its address in the EU's list; none if the list has no such frequency.
    #[must_use]
    pub fn uri(&self) -> Option<String> {
        self.code().map(|code| format!("{AUTHORITY}{code}"))
    }

    /// The day the next edition is due after one of `last`; none where no day can be told (`irregular`, `continuous`).
    #[must_use]
    pub fn due_after(&self, last: Date) -> Option<Date> {
        let (_, _, interval) = self.entry()?;
        match *interval {
            Days(days) => last.checked_add(days.days()).ok(),
            Months(months) => last.checked_add(months.months()).ok(),
            Untold => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_codes_are_unique_and_in_lower_case_with_hyphens() {
        let names: BTreeSet<_> = Frequency::known().collect();
        let codes: BTreeSet<_> = FREQUENCIES.iter().map(|(_, code, _)| code).collect();
        assert_eq!((names.len(), codes.len()), (FREQUENCIES.len(), FREQUENCIES.len()));
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
        assert!(ALIASES.iter().all(|(alias, name)| names.contains(name) && !names.contains(alias)));
    }

    #[test]
    fn a_frequency_is_found_by_name_alias_code_and_address() {
        let quarterly = Some(Frequency("quarterly".to_owned()));
        assert_eq!(Frequency::parse("quarterly"), quarterly);
        assert_eq!(Frequency::parse("QUARTERLY"), quarterly);
        assert_eq!(Frequency::parse("http://publications.europa.eu/resource/authority/frequency/QUARTERLY"), quarterly);
        assert_eq!(Frequency::parse("fortnightly"), Some(Frequency("biweekly".to_owned())));
        assert_eq!(Frequency::parse("annual-2"), Some(Frequency("semiannual".to_owned())));
        assert_eq!(Frequency::of("weekly-5").code(), Some("WEEKLY_5"));
        assert_eq!(Frequency::of("Weekly-5").code(), None);
        assert_eq!(Frequency::parse("every-blue-moon"), None);
        assert_eq!(Frequency::parse("http://example.org/QUARTERLY"), None);
    }

    #[test]
    fn the_address_is_the_lists() {
        let uri = |name: &str| Frequency(name.to_owned()).uri();
        assert_eq!(
            uri("semiannual").as_deref(),
            Some("http://publications.europa.eu/resource/authority/frequency/ANNUAL_2")
        );
        assert_eq!(uri("twice-a-year"), uri("semiannual"));
        assert_eq!(uri("now-and-then"), None);
    }

    #[test]
    fn due_days_keep_the_day_of_the_month_where_there_is_one() {
        let due = |name: &str, last| Frequency(name.to_owned()).due_after(last);
        assert_eq!(due("monthly", date(2026, 1, 31)), Some(date(2026, 2, 28)));
        assert_eq!(due("annual", date(2024, 2, 29)), Some(date(2025, 2, 28)));
        assert_eq!(due("weekly", date(2026, 12, 28)), Some(date(2027, 1, 4)));
        assert_eq!(due("hourly", date(2026, 1, 1)), Some(date(2026, 1, 2)));
        assert_eq!(due("irregular", date(2026, 1, 1)), None);
        assert_eq!(due("decennial", Date::MAX), None);
    }
}
