//! The EU frequency list, which DCAT-AP asks for in dct:accrualPeriodicity.

use crate::model::Frequency;

/// Names in use for each entry of the list, with the entry's code in the authority table.
const NAMES: &[(&str, &str)] = &[
    ("annual", "ANNUAL"),
    ("annual-2", "ANNUAL_2"),
    ("annual-3", "ANNUAL_3"),
    ("as-needed", "AS_NEEDED"),
    ("bidecennial", "BIDECENNIAL"),
    ("biennial", "BIENNIAL"),
    ("bihourly", "BIHOURLY"),
    ("bimonthly", "BIMONTHLY"),
    ("biweekly", "BIWEEKLY"),
    ("cont", "CONT"),
    ("continuous", "CONT"),
    ("continuously-updated", "UPDATE_CONT"),
    ("daily", "DAILY"),
    ("daily-2", "DAILY_2"),
    ("decennial", "DECENNIAL"),
    ("every-fifteen-minutes", "15MIN"),
    ("every-five-minutes", "5MIN"),
    ("every-minute", "1MIN"),
    ("every-ten-minutes", "10MIN"),
    ("every-thirty-minutes", "30MIN"),
    ("every-twelve-hours", "12HRS"),
    ("five-times-a-week", "WEEKLY_5"),
    ("hourly", "HOURLY"),
    ("irreg", "IRREG"),
    ("irregular", "IRREG"),
    ("monthly", "MONTHLY"),
    ("monthly-2", "MONTHLY_2"),
    ("monthly-3", "MONTHLY_3"),
    ("never", "NEVER"),
    ("not-planned", "NOT_PLANNED"),
    ("other", "OTHER"),
    ("provisional-data", "OP_DATPRO"),
    ("quadrennial", "QUADRENNIAL"),
    ("quarterly", "QUARTERLY"),
    ("quinquennial", "QUINQUENNIAL"),
    ("semiannual", "ANNUAL_2"),
    ("semimonthly", "MONTHLY_2"),
    ("semiweekly", "WEEKLY_2"),
    ("three-times-a-month", "MONTHLY_3"),
    ("three-times-a-week", "WEEKLY_3"),
    ("three-times-a-year", "ANNUAL_3"),
    ("tridecennial", "TRIDECENNIAL"),
    ("triennial", "TRIENNIAL"),
    ("trihourly", "TRIHOURLY"),
    ("twice-a-day", "DAILY_2"),
    ("unknown", "UNKNOWN"),
    ("update-cont", "UPDATE_CONT"),
    ("weekly", "WEEKLY"),
    ("weekly-2", "WEEKLY_2"),
    ("weekly-3", "WEEKLY_3"),
    ("weekly-5", "WEEKLY_5"),
];

/// The address of the frequency in the EU's authority table; none for a name that is not in the list.
#[must_use]
pub fn address(frequency: &Frequency) -> Option<String> {
    let code = NAMES.iter().find(|(name, _)| *name == frequency.0).map(|(_, code)| code)?;
    Some(format!("http://publications.europa.eu/resource/authority/frequency/{code}"))
}

/// The frequency as a repeating interval of ISO 8601, the way DCAT-US writes it; none for a name that says no interval.
#[must_use]
pub fn repeating_interval(frequency: &Frequency) -> Option<&'static str> {
    let code = NAMES.iter().find(|(name, _)| *name == frequency.0).map(|(_, code)| *code)?;
    Some(match code {
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
    let code = NAMES.iter().find(|(name, _)| *name == frequency.0).map(|(_, code)| *code)?;
    Some(match code {
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
    fn names_lead_to_the_authority_table() {
        let base = "http://publications.europa.eu/resource/authority/frequency/";
        assert_eq!(address(&Frequency("quarterly".into())), Some(format!("{base}QUARTERLY")));
        assert_eq!(address(&Frequency("semiannual".into())), Some(format!("{base}ANNUAL_2")));
        assert_eq!(address(&Frequency("now and then".into())), None);
        assert!(NAMES.is_sorted(), "the list is kept in order");
    }
}
