//! Frequencies of updates in the vocabularies of other standards.

use crate::model::Frequency;

/// The frequency as a repeating interval of ISO 8601, the way DCAT-US writes it; none for a name that says no interval.
#[must_use]
pub fn repeating_interval(frequency: &Frequency) -> Option<&'static str> {
    Some(match frequency.code()? {
        "1MIN" => "R/PT1M",
        "5MIN" => "R/PT5M",
        "10MIN" => "R/PT10M",
        "15MIN" => "R/PT15M",
        "30MIN" => "R/PT30M",
        "HOURLY" => "R/PT1H",
        "BIHOURLY" => "R/PT2H",
        "TRIHOURLY" => "R/PT3H",
        "12HRS" | "DAILY_2" => "R/PT12H",
        "DAILY" => "R/P1D",
        "WEEKLY_2" => "R/P3.5D",
        "WEEKLY_3" => "R/P0.33W",
        "WEEKLY" => "R/P1W",
        "BIWEEKLY" => "R/P2W",
        "MONTHLY_2" => "R/P0.5M",
        "MONTHLY_3" => "R/P0.33M",
        "MONTHLY" => "R/P1M",
        "BIMONTHLY" => "R/P2M",
        "QUARTERLY" => "R/P3M",
        "ANNUAL_3" => "R/P4M",
        "ANNUAL_2" => "R/P6M",
        "ANNUAL" => "R/P1Y",
        "BIENNIAL" => "R/P2Y",
        "TRIENNIAL" => "R/P3Y",
        "QUADRENNIAL" => "R/P4Y",
        "QUINQUENNIAL" => "R/P5Y",
        "DECENNIAL" => "R/P10Y",
        "BIDECENNIAL" => "R/P20Y",
        "TRIDECENNIAL" => "R/P30Y",
        // DCAT-US has this for what is brought up to date without a pause.
        "CONT" | "UPDATE_CONT" => "R/PT1S",
        "IRREG" | "AS_NEEDED" => "irregular",
        _ => return None,
    })
}

/// The frequency in the Dublin Core frequency vocabulary, `quarterly` for `freq:quarterly`; none where it has no such term.
#[must_use]
pub fn dublin_core(frequency: &Frequency) -> Option<&'static str> {
    Some(match frequency.code()? {
        "TRIENNIAL" => "triennial",
        "BIENNIAL" => "biennial",
        "ANNUAL" => "annual",
        "ANNUAL_2" => "semiannual",
        "ANNUAL_3" => "threeTimesAYear",
        "QUARTERLY" => "quarterly",
        "BIMONTHLY" => "bimonthly",
        "MONTHLY" => "monthly",
        "MONTHLY_2" => "semimonthly",
        "BIWEEKLY" => "biweekly",
        "MONTHLY_3" => "threeTimesAMonth",
        "WEEKLY" => "weekly",
        "WEEKLY_2" => "semiweekly",
        "WEEKLY_3" => "threeTimesAWeek",
        "DAILY" => "daily",
        "CONT" | "UPDATE_CONT" => "continuous",
        "IRREG" | "AS_NEEDED" => "irregular",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_an_interval_says_it_in_every_format() {
        let of = |name: &str| (repeating_interval(&Frequency(name.into())), dublin_core(&Frequency(name.into())));
        assert_eq!(of("quarterly"), (Some("R/P3M"), Some("quarterly")));
        assert_eq!(of("fortnightly"), (Some("R/P2W"), Some("biweekly")));
        assert_eq!(of("hourly"), (Some("R/PT1H"), None));
        assert_eq!(of("unknown"), (None, None));
        assert_eq!(of("now and then"), (None, None));
        let without: Vec<&str> =
            Frequency::known().filter(|name| repeating_interval(&Frequency((*name).into())).is_none()).collect();
        assert_eq!(without, ["five-times-a-week", "not-planned", "never", "unknown", "other", "provisional-data"]);
    }
}
