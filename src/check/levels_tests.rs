use super::*;

fn setting(level: Level, reason: Option<&str>) -> LevelSetting {
    LevelSetting { level, reason: reason.map(str::to_owned), span: None }
}

fn levels<const N: usize>(settings: [(&str, LevelSetting); N]) -> Levels {
    settings.into_iter().map(|(rule, setting)| (rule.to_owned(), setting)).collect()
}

fn site<const N: usize>(settings: [(&str, LevelSetting); N]) -> Settings {
    Settings { levels: levels(settings), ..Settings::default() }
}

fn finding(rule: &'static str, dataset: &str) -> Diagnostic {
    Diagnostic::new(rule, "said", Location::Dataset(dataset.to_owned())).of_dataset(dataset)
}

/// Two datasets without a contact, one of them with a blank row as well.
fn report() -> Report {
    let mut report = Report::default();
    report.add(finding("dcat/missing-contact-point", "buses"));
    report.add(finding("dcat/missing-contact-point", "wards"));
    report.add(finding("csv/blank-row", "wards"));
    report.count(&finding("csv/blank-row", "wards"), 9);
    report
}

fn weights(report: &Report) -> Vec<String> {
    report
        .counts()
        .iter()
        .map(|count| {
            format!("{} {:?} {} {}", count.rule, count.severity, count.dataset.as_deref().unwrap_or("-"), count.count)
        })
        .collect()
}

fn none() -> BTreeMap<String, Levels> {
    BTreeMap::new()
}

#[test]
fn without_levels_every_rule_has_its_default() {
    let mut report = report();
    report.add(finding("dcat/missing-title", "buses"));
    report.add(finding("project/derived-name", "buses"));
    assert!(apply(&mut report, &Settings::default(), &none(), true).is_empty());
    assert_eq!(
        weights(&report),
        [
            "csv/blank-row Warning wards 10",
            "dcat/missing-contact-point Warning buses 1",
            "dcat/missing-contact-point Warning wards 1",
            "dcat/missing-title Error buses 1",
            "project/derived-name Info buses 1",
        ]
    );
    assert!(report.diagnostics().iter().any(|finding| finding.severity == Severity::Info));
}

#[test]
fn an_allow_drops_findings_and_counts_them_exactly() {
    let mut report = report();
    let settings = site([("csv/blank-row", setting(Level::Allow, Some("the supplier leaves them")))]);
    let allowed = apply(&mut report, &settings, &none(), true);
    assert_eq!(
        allowed,
        [Allowed {
            rule: RuleId::new("csv/blank-row"),
            reason: "the supplier leaves them".to_owned(),
            dataset: Some("wards".to_owned()),
            count: 10
        }]
    );
    assert_eq!(weights(&report).len(), 2);
    assert!(report.diagnostics().iter().all(|finding| finding.rule.as_str() != "csv/blank-row"));
}

#[test]
fn a_datasets_level_goes_before_the_sites() {
    let mut report = report();
    let settings = site([("dcat/missing-contact-point", setting(Level::Allow, Some("one contact for all")))]);
    let datasets =
        BTreeMap::from([("wards".to_owned(), levels([("dcat/missing-contact-point", setting(Level::Deny, None))]))]);
    let allowed = apply(&mut report, &settings, &datasets, true);
    assert_eq!(allowed.len(), 1);
    assert_eq!(allowed[0].dataset.as_deref(), Some("buses"));
    assert_eq!(weights(&report), ["csv/blank-row Warning wards 10", "dcat/missing-contact-point Error wards 1"]);
}

#[test]
fn an_allow_without_a_reason_is_refused_and_not_applied() {
    let mut report = report();
    let settings = site([("csv/blank-row", setting(Level::Allow, Some("  ")))]);
    assert!(apply(&mut report, &settings, &none(), true).is_empty());
    let weights = weights(&report);
    assert!(weights.contains(&"csv/blank-row Warning wards 10".to_owned()));
    assert!(weights.contains(&"project/allow-without-reason Error - 1".to_owned()));
    assert!(!weights.iter().any(|line| line.contains("unused-allow")));
}

#[test]
fn a_level_for_no_rule_leads_to_the_nearest() {
    let mut report = Report::default();
    let datasets =
        BTreeMap::from([("wards".to_owned(), levels([("dcat/missing-contact", setting(Level::Warn, None))]))]);
    apply(&mut report, &Settings::default(), &datasets, true);
    let [finding] = report.diagnostics() else { panic!("{report:?}") };
    assert_eq!((finding.rule.as_str(), finding.dataset.as_deref()), ("project/unknown-rule", Some("wards")));
    assert_eq!(finding.help, ["did you mean `dcat/missing-contact-point`?"]);
}

#[test]
fn a_fixed_rule_can_neither_be_allowed_nor_lowered() {
    for level in [Level::Allow, Level::Warn] {
        let mut report = Report::default();
        report.add(finding("csv/ragged-row", "wards"));
        let settings = site([("csv/ragged-row", setting(level, Some("we know")))]);
        assert!(apply(&mut report, &settings, &none(), true).is_empty());
        assert_eq!(weights(&report), ["csv/ragged-row Error wards 1", "project/invalid-value Error - 1"]);
    }
    let mut report = Report::default();
    apply(&mut report, &site([("csv/ragged-row", setting(Level::Deny, None))]), &none(), true);
    assert_eq!(weights(&report), [""; 0]);
}

#[test]
fn an_allow_that_nothing_used_is_told_when_everything_was_checked() {
    let settings = site([
        ("csv/stray-quote", setting(Level::Allow, Some("inches"))),
        ("dcat/missing-contact-point", setting(Level::Allow, Some("one for all"))),
    ]);
    // The site's allow is not used where every dataset sets its own.
    let own = || levels([("dcat/missing-contact-point", setting(Level::Warn, None))]);
    let datasets = BTreeMap::from([("buses".to_owned(), own()), ("wards".to_owned(), own())]);
    let mut whole = report();
    apply(&mut whole, &settings, &datasets, true);
    let unused = |report: &Report| {
        let findings = report.diagnostics().iter().filter(|finding| finding.rule.as_str() == "project/unused-allow");
        findings.map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        unused(&whole),
        [
            "`csv/stray-quote` is allowed, and nothing breaks it",
            "`dcat/missing-contact-point` is allowed, and nothing breaks it"
        ]
    );
    let mut part = report();
    apply(&mut part, &settings, &datasets, false);
    assert!(unused(&part).is_empty());
}

#[test]
fn the_rules_about_levels_have_levels_too() {
    let settings = site([
        ("csv/stray-quote", setting(Level::Allow, Some("inches"))),
        ("project/unused-allow", setting(Level::Allow, Some("some months have none"))),
    ]);
    let mut report = Report::default();
    let allowed = apply(&mut report, &settings, &none(), true);
    assert_eq!(weights(&report), [""; 0]);
    assert_eq!(allowed.len(), 1);
    assert_eq!(allowed[0].rule.as_str(), "project/unused-allow");
}
