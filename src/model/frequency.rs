//! How often a dataset is brought up to date (dct:accrualPeriodicity): the EU's frequency list, by name, by address, by
//! what other standards call it, and by what it means for the day the next edition is due. Whoever asks about one, asks here.
//!
//! Names are the list's English labels in lower case with hyphens.
//! List: <http://publications.europa.eu/resource/authority/frequency>

use super::Frequency;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::LazyLock;

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

/// An entry of the list, with what other standards call it.
struct Entry {
    /// The list's English label in lower case with hyphens: what is written in `dataset.toml`.
    name: &'static str,
    /// What its address in the list ends in.
    code: &'static str,
    /// How long until the next edition is due. Where a period is divided ("semiweekly"), it is rounded up to whole days,
    /// so that nothing is called late too early.
    due: Interval,
    /// A repeating interval of ISO 8601, the way DCAT-US 1.1 writes it.
    repeats: Option<&'static str>,
    /// The term of the Dublin Core frequency vocabulary.
    dublin_core: Option<&'static str>,
}

const fn entry(
    name: &'static str,
    code: &'static str,
    due: Interval,
    repeats: Option<&'static str>,
    dublin_core: Option<&'static str>,
) -> Entry {
    Entry { name, code, due, repeats, dublin_core }
}

/// The list, from the most to the least frequent, then what has no interval.
const FREQUENCIES: &[Entry] = &[
    // DCAT-US has a second for what is brought up to date without a pause.
    entry("continuous", "CONT", Days(1), Some("R/PT1S"), Some("continuous")),
    entry("continuously-updated", "UPDATE_CONT", Days(1), Some("R/PT1S"), Some("continuous")),
    entry("every-minute", "1MIN", Days(1), Some("R/PT1M"), None),
    entry("every-five-minutes", "5MIN", Days(1), Some("R/PT5M"), None),
    entry("every-ten-minutes", "10MIN", Days(1), Some("R/PT10M"), None),
    entry("every-fifteen-minutes", "15MIN", Days(1), Some("R/PT15M"), None),
    entry("every-thirty-minutes", "30MIN", Days(1), Some("R/PT30M"), None),
    entry("hourly", "HOURLY", Days(1), Some("R/PT1H"), None),
    entry("bihourly", "BIHOURLY", Days(1), Some("R/PT2H"), None),
    entry("trihourly", "TRIHOURLY", Days(1), Some("R/PT3H"), None),
    entry("every-twelve-hours", "12HRS", Days(1), Some("R/PT12H"), None),
    entry("twice-a-day", "DAILY_2", Days(1), Some("R/PT12H"), None),
    entry("daily", "DAILY", Days(1), Some("R/P1D"), Some("daily")),
    // A weekend may be between two of them.
    entry("five-times-a-week", "WEEKLY_5", Days(3), None, None),
    entry("three-times-a-week", "WEEKLY_3", Days(3), Some("R/P0.33W"), Some("threeTimesAWeek")),
    entry("semiweekly", "WEEKLY_2", Days(4), Some("R/P3.5D"), Some("semiweekly")),
    entry("weekly", "WEEKLY", Days(7), Some("R/P1W"), Some("weekly")),
    entry("three-times-a-month", "MONTHLY_3", Days(11), Some("R/P0.33M"), Some("threeTimesAMonth")),
    entry("biweekly", "BIWEEKLY", Days(14), Some("R/P2W"), Some("biweekly")),
    entry("semimonthly", "MONTHLY_2", Days(16), Some("R/P0.5M"), Some("semimonthly")),
    entry("monthly", "MONTHLY", Months(1), Some("R/P1M"), Some("monthly")),
    entry("bimonthly", "BIMONTHLY", Months(2), Some("R/P2M"), Some("bimonthly")),
    entry("quarterly", "QUARTERLY", Months(3), Some("R/P3M"), Some("quarterly")),
    entry("three-times-a-year", "ANNUAL_3", Months(4), Some("R/P4M"), Some("threeTimesAYear")),
    entry("semiannual", "ANNUAL_2", Months(6), Some("R/P6M"), Some("semiannual")),
    entry("annual", "ANNUAL", Months(12), Some("R/P1Y"), Some("annual")),
    entry("biennial", "BIENNIAL", Months(24), Some("R/P2Y"), Some("biennial")),
    entry("triennial", "TRIENNIAL", Months(36), Some("R/P3Y"), Some("triennial")),
    entry("quadrennial", "QUADRENNIAL", Months(48), Some("R/P4Y"), None),
    entry("quinquennial", "QUINQUENNIAL", Months(60), Some("R/P5Y"), None),
    entry("decennial", "DECENNIAL", Months(120), Some("R/P10Y"), None),
    entry("bidecennial", "BIDECENNIAL", Months(240), Some("R/P20Y"), None),
    entry("tridecennial", "TRIDECENNIAL", Months(360), Some("R/P30Y"), None),
    entry("as-needed", "AS_NEEDED", Untold, Some("irregular"), Some("irregular")),
    entry("irregular", "IRREG", Untold, Some("irregular"), Some("irregular")),
    entry("not-planned", "NOT_PLANNED", Untold, None, None),
    entry("never", "NEVER", Untold, None, None),
    entry("unknown", "UNKNOWN", Untold, None, None),
    entry("other", "OTHER", Untold, None, None),
    entry("provisional-data", "OP_DATPRO", Untold, None, None),
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
        let found = FREQUENCIES
            .iter()
            .find(|entry| code.map_or(entry.name == name || is_of_code(entry.code), |code| entry.code == code))?;
        Some(Self(found.name.to_owned()))
    }

    /// What somebody wrote, by the list's name for it if the list has it: so that it is the same wherever it is said.
    #[must_use]
    pub fn of(written: &str) -> Self {
        Self::parse(written).unwrap_or_else(|| Self(written.to_owned()))
    }

    /// Every name, from the most to the least frequent, then those without an interval.
    pub fn known() -> impl Iterator<Item = &'static str> {
        FREQUENCIES.iter().map(|entry| entry.name)
    }

    /// Every string that may be written for one: the names, the codes in lower case with hyphens and the other words, in
    /// alphabetical order.
    #[must_use]
    pub fn accepted() -> &'static [&'static str] {
        static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
            FREQUENCIES.iter().map(|entry| entry.code.to_ascii_lowercase().replace('_', "-")).collect()
        });
        static ACCEPTED: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
            let aliases = ALIASES.iter().map(|(alias, _)| *alias);
            let all: BTreeSet<_> = Frequency::known().chain(CODES.iter().map(String::as_str)).chain(aliases).collect();
            all.into_iter().collect()
        });
        &ACCEPTED
    }

    fn entry(&self) -> Option<&'static Entry> {
        let name = Self::parse(&self.0)?.0;
        FREQUENCIES.iter().find(|entry| entry.name == name)
    }

    /// The list's name for it; none if the list has no such frequency.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.entry().map(|entry| entry.name)
    }

    /// Whether the list has it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.entry().is_some()
    }

    /// Its address in the EU's list; none if the list has no such frequency.
    #[must_use]
    pub fn uri(&self) -> Option<String> {
        self.entry().map(|entry| format!("{AUTHORITY}{}", entry.code))
    }

    /// The frequency as a repeating interval of ISO 8601, the way DCAT-US writes it (`R/P3M`), or `irregular`; none where
    /// neither can be said.
    #[must_use]
    pub fn repeating_interval(&self) -> Option<&'static str> {
        self.entry()?.repeats
    }

    /// The frequency in the Dublin Core frequency vocabulary, `quarterly` for `freq:quarterly`; none where it has no such
    /// term.
    #[must_use]
    pub fn dublin_core(&self) -> Option<&'static str> {
        self.entry()?.dublin_core
    }

    /// The last day on which the next edition is in time, after one of `last`; none where no day can be told (`irregular`,
    /// `never`). What is updated monthly and was on 31 January is due on the last day of February.
    #[must_use]
    pub fn due_after(&self, last: Date) -> Option<Date> {
        match self.entry()?.due {
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

    #[test]
    fn names_and_codes_are_unique_and_in_lower_case_with_hyphens() {
        let names: BTreeSet<_> = Frequency::known().collect();
        let codes: BTreeSet<_> = FREQUENCIES.iter().map(|entry| entry.code).collect();
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
        assert_eq!(Frequency::of("weekly-5").name(), Some("five-times-a-week"));
        assert_eq!(Frequency::of("Weekly-5").name(), None);
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
    fn what_may_be_written_is_of_the_list() {
        let accepted = Frequency::accepted();
        for written in accepted {
            assert!(Frequency::parse(written).is_some(), "{written}");
        }
        for written in Frequency::known().chain(["annual-2", "fortnightly", "op-datpro"]) {
            assert!(accepted.contains(&written), "{written}");
        }
    }

    #[test]
    fn what_says_an_interval_says_it_in_every_standard() {
        let of = |name: &str| {
            let frequency = Frequency(name.to_owned());
            (frequency.repeating_interval(), frequency.dublin_core())
        };
        assert_eq!(of("quarterly"), (Some("R/P3M"), Some("quarterly")));
        assert_eq!(of("fortnightly"), (Some("R/P2W"), Some("biweekly")));
        assert_eq!(of("hourly"), (Some("R/PT1H"), None));
        assert_eq!(of("unknown"), (None, None));
        assert_eq!(of("now and then"), (None, None));
        let silent = FREQUENCIES.iter().filter(|entry| entry.repeats.is_none()).map(|entry| entry.name);
        let known = ["five-times-a-week", "not-planned", "never", "unknown", "other", "provisional-data"];
        assert_eq!(silent.collect::<Vec<_>>(), known);
    }

    #[test]
    fn due_days_keep_the_day_of_the_month_where_there_is_one() {
        let due = |name: &str, last| Frequency(name.to_owned()).due_after(last);
        assert_eq!(due("monthly", date(2026, 1, 31)), Some(date(2026, 2, 28)));
        assert_eq!(due("annual", date(2024, 2, 29)), Some(date(2025, 2, 28)));
        assert_eq!(due("weekly", date(2026, 12, 28)), Some(date(2027, 1, 4)));
        assert_eq!(due("monthly", date(2024, 1, 31)), Some(date(2024, 2, 29)));
        assert_eq!(due("quarterly", date(2026, 1, 31)), Some(date(2026, 4, 30)));
        assert_eq!(due("continuous", date(2026, 1, 1)), Some(date(2026, 1, 2)));
        assert_eq!(due("now and then", date(2026, 1, 1)), None);
        assert_eq!(due("hourly", date(2026, 1, 1)), Some(date(2026, 1, 2)));
        assert_eq!(due("irregular", date(2026, 1, 1)), None);
        assert_eq!(due("decennial", Date::MAX), None);
    }
}
