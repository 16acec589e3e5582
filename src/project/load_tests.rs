//! What `plainsight.toml` may say, and what is said of mistakes in it.

use super::*;
use crate::diagnostics::Level;
use crate::model::SecurityClassification;
use crate::sources::Sources;

/// Reads a `plainsight.toml`; findings as `rule: message (why or help)`.
fn read(toml: &str) -> (Settings, Vec<String>) {
    let sources = Sources::in_memory([("plainsight.toml", toml.as_bytes().to_vec())]);
    let (settings, report) = load(&sources);
    let say = |finding: &crate::diagnostics::Diagnostic| {
        let more = finding.primary.text.iter().chain(&finding.help).next().cloned().unwrap_or_default();
        format!("{}: {} ({more})", finding.rule, finding.message)
    };
    (settings, report.diagnostics().iter().map(say).collect())
}

#[test]
fn every_key_is_read() {
    let (settings, findings) = read(
        r#"
        [site]
        title = "Open data from the Borough of Example"
        description = { en = "What we hold", cy = "Yr hyn sydd gennym" }
        base_url = "https://Data.example.org/open"
        languages = ["en", "cy"]
        theme = "default"
        publisher = "borough"
        licence = "OGL-UK-3.0"
        security_contact = "security@example.org"
        security_expires = 2027-01-31
        [publishers.borough]
        name = { en = "Borough of Example", cy = "Bwrdeistref Enghraifft" }
        homepage = "https://example.org/"
        email = "data@example.org"
        same_as = ["https://www.wikidata.org/wiki/Q1"]
        gov_uk_organisation = "borough-of-example"
        uk_api_catalogue_id = "borough-of-example"
        security_classification = "not-applicable"
        [series.budgets]
        title = "Budgets"
        description = "The budget of each year."
        [topics.transport]
        title = "Transport"
        description = "Roads and buses"
        same_as = "http://publications.europa.eu/resource/authority/data-theme/TRAN"
        [foi]
        email = "foi@example.org"
        url = "https://example.org/foi"
        [check]
        "dcat/missing-contact-point" = { level = "allow", reason = "one contact for the whole borough" }
        "dcat/missing-date" = "deny"
        [formats]
        csv = true
        csvw = true
        json = { max_bytes = 1000 }
        ndjson = false
        parquet = { max_bytes = 2000 }
        zip = false
        ods = true
        [api]
        row_pages_max = 50_000
        key_pages_max = 0
        "#,
    );
    assert_eq!(findings, [""; 0]);
    let catalogue = &settings.catalogue;
    assert_eq!(catalogue.title.words("en"), "Open data from the Borough of Example");
    assert_eq!(catalogue.description.words("cy"), "Yr hyn sydd gennym");
    assert_eq!(catalogue.base_url, "https://data.example.org/open/");
    assert_eq!(catalogue.languages, ["en", "cy"]);
    assert_eq!(catalogue.licence.as_ref().unwrap().spdx.as_deref(), Some("OGL-UK-3.0"));
    let borough = catalogue.publisher("borough").unwrap();
    assert_eq!(borough.name.words("cy"), "Bwrdeistref Enghraifft");
    assert_eq!(borough.email.as_deref(), Some("data@example.org"));
    assert_eq!(catalogue.topic("transport").unwrap().same_as.len(), 1);
    assert_eq!(borough.gov_uk_organisation.as_deref(), Some("borough-of-example"));
    assert_eq!(borough.security_classification, Some(SecurityClassification::NotApplicable));
    let budgets = catalogue.series("budgets").unwrap();
    assert_eq!((budgets.title.words("en"), budgets.publisher.as_deref()), ("Budgets", Some("borough")));
    let security = catalogue.security.as_ref().unwrap();
    assert_eq!(
        (security.contact.as_str(), security.expires.to_string().as_str()),
        ("security@example.org", "2027-01-31")
    );
    assert_eq!(catalogue.foi.url.as_deref(), Some("https://example.org/foi"));
    assert_eq!(settings.levels["dcat/missing-contact-point"].level, Level::Allow);
    assert_eq!(settings.levels["dcat/missing-date"].level, Level::Deny);
    let FormatSettings { json, ndjson, parquet, zip, ods, .. } = settings.formats;
    assert_eq!((json, ndjson, parquet, zip), (Some(1000), None, Some(2000), None));
    assert_eq!(ods, FormatSettings::default().ods);
    assert_eq!((settings.row_pages_max, settings.key_pages_max), (50_000, 0));
    assert!(catalogue.places.get("site.base_url").is_some());
    assert!(catalogue.places.get("publishers.borough.email").is_some());
}

#[test]
fn a_format_whose_setting_is_wrong_is_not_made() {
    let (settings, findings) = read(
        r#"
        [site]
        title = "T"
        base_url = "https://example.org/"
        [formats]
        sqlite = "off"
        parquet = 3
        zip = { max_bytes = "many" }
        ods = {}
        "#,
    );
    let help = "write `false` to leave it out, `true` to have it, both without quotes, or `{ max_bytes = … }`";
    let wrong = |key: &str, has: &str| {
        format!("project/wrong-type: `formats.{key}` has {has}, where `true` or `false` or a table is due ({help})")
    };
    let many = "project/invalid-value: `many` is not a count (write a whole number of 0 or more, without a sign)";
    assert_eq!(findings, [wrong("sqlite", "a string"), wrong("parquet", "a whole number"), many.to_owned()]);
    let FormatSettings { sqlite, parquet, zip, ods, .. } = settings.formats;
    assert_eq!((sqlite, parquet, zip), (None, None, None));
    assert_eq!(ods, FormatSettings::default().ods, "no limit is stated");
}

#[test]
fn the_path_of_a_base_url_means_nothing_to_a_web_server() {
    let findings = |url: &str| read(&format!("[site]\ntitle = \"T\"\nbase_url = \"{url}\"\n")).1;
    for url in ["https://example.org/", "http://example.org:8080/open.data/a_b-c/~d", "https://example.org/agored/tŷ/"]
    {
        assert_eq!(findings(url), [""; 0], "{url}");
    }
    for (url, odd) in [("https://example.org/$a/", '$'), ("https://example.org/a%20b", '%'), ("https://e.org/{a}", '{')]
    {
        let [finding] = &findings(url)[..] else { panic!("{url}") };
        assert!(finding.contains(&format!("the path of the base URL `{url}` has `{odd}` in it")), "{finding}");
    }
}

#[test]
fn little_is_enough() {
    let (settings, findings) = read("[site]\ntitle = \"T\"\nbase_url = \"http://example.org\"\n");
    assert_eq!(findings, [""; 0]);
    assert_eq!(settings.catalogue.languages, ["en"]);
    assert_eq!(settings.catalogue.theme, "default");
    assert_eq!(settings.catalogue.base_url, "http://example.org/");
    assert_eq!((settings.row_pages_max, settings.key_pages_max), (100_000, 500));
    assert_eq!(settings.formats, FormatSettings::default());
}

#[test]
fn every_mistake_is_reported_with_what_was_meant() {
    let (_, findings) = read(
        r#"
        [site]
        titel = "T"
        base_url = "https://example.org/?a=b"
        license = "ogl-uk-3.0"
        languages = ["en", "cy", "en"]
        description = { fr = "Bonjour" }
        theme = 3
        [publishers.The_Borough]
        name = "B"
        email = "nobody"
        [check]
        "csv/blank-row" = "off"
        [formats]
        csv = false
        [chart]
        "#,
    );
    let expected = [
        "project/unknown-key: `titel` is not a key of `site` (did you mean `title`?)",
        "project/unknown-key: `license` is not a key of `site` (did you mean `licence`?)",
        "project/invalid-value: `fr` is not a language of this site (the site's languages are `en`, `cy`, `en`: see \
         `[site] languages`)",
        "project/wrong-type: `site.theme` has a whole number, where a string that is a theme name is due ()",
        "project/missing-key: `site.title` is missing (title: The portal's name (dct:title))",
        "project/invalid-id: `The_Borough` is not an id (An id is made of lower-case letters, digits and `-`, beginning \
         with a letter or a digit)",
        "project/invalid-value: `nobody` is not an e-mail address ()",
        "project/invalid-value: `off` is not a level (it is one of `allow`, `warn`, `deny`)",
        "project/unknown-key: `chart` is not a key of plainsight.toml (the keys here are `site`, `publishers`, `topics`, \
         `series`, `foi`, `check`, `formats`, `api`, `host`)",
        "project/invalid-value: the base URL `https://example.org/?a=b` has a query or a fragment (write `base_url = \
         \"https://example.org/\"`)",
        "project/duplicate-id: the language `en` is listed twice (delete one of the two)",
        "project/invalid-value: `csv` cannot be switched off (every page and catalogue file refers to it; delete the line)",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn what_is_no_settings_file_is_said() {
    let (_, report) = load(&Sources::in_memory([]));
    assert_eq!(report.diagnostics()[0].rule.as_str(), "project/missing-file");
    assert_eq!(
        read("").1,
        [
            "project/missing-key: `site` is missing (site: The portal: its title, its address and what holds for every dataset)"
        ]
    );
    assert!(read("[site").1[0].starts_with("project/invalid-toml"));
    let (_, report) = load(&Sources::in_memory([("plainsight.toml", vec![b'#', 0xff])]));
    assert_eq!(report.diagnostics()[0].rule.as_str(), "project/not-utf-8");
}

#[test]
fn a_security_contact_has_a_day_until_which_it_holds() {
    let said = |lines: &str| {
        let (settings, findings) = read(&format!("[site]\ntitle = \"T\"\nbase_url = \"http://example.org\"\n{lines}"));
        assert_eq!(settings.catalogue.security, None);
        findings
    };
    let both = "project/invalid-value: `security_contact` and `security_expires` belong together";
    assert!(said("security_contact = \"a@example.org\"\n")[0].starts_with(both));
    assert!(said("security_expires = 2027-01-31\n")[0].starts_with(both));
    assert!(
        said("security_contact = \"nobody\"\nsecurity_expires = 2027-01-31\n")[0].contains("neither an e-mail address")
    );
}
