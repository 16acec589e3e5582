use super::edition::made_up;
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::model::Edition;
use crate::render::{Allowance, Input, RenderedFile, site};
use crate::sources::Sources;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "API", "version": "1", "description": "Read-only. [About](../about/)" },
        "paths": {
            "/datasets/{dataset}.json": {
                "parameters": [{ "$ref": "#/components/parameters/dataset" }],
                "get": {
                    "operationId": "dataset",
                    "summary": "A dataset",
                    "responses": { "200": { "description": "It.", "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Dataset" }, "example": { "id": "<b>" } } } } }
                }
            }
        },
        "components": {
            "parameters": { "dataset": { "name": "dataset", "in": "path", "required": true,
                "schema": { "type": "string" }, "example": "wards" } },
            "schemas": { "Dataset": { "type": "object", "required": ["id"],
                "properties": { "id": { "type": "string", "description": "Its id" }, "tables": { "type": "array", "items": { "$ref": "#/components/schemas/Dataset" } } } } }
        }
    })
}

fn known(edition: &Edition) -> BTreeSet<String> {
    let mut known = BTreeSet::from(["api/openapi.json".to_owned(), "feed.atom".to_owned()]);
    for entry in edition.listed() {
        let id = &entry.dataset.id;
        for name in ["datapackage.json", "csv-metadata.json", "feed.atom"] {
            known.insert(format!("datasets/{id}/{name}"));
        }
        known.insert(format!("api/v1/datasets/{id}.json"));
        for (name, table) in &entry.summary.tables {
            known.insert(format!("datasets/{id}/{name}.csv-metadata.json"));
            known.insert(format!("api/v1/datasets/{id}/tables/{name}.json"));
            known.extend(table.artefacts.iter().map(|artefact| artefact.path.clone()));
            known.extend((1..=table.row_pages).map(|n| format!("api/v1/datasets/{id}/tables/{name}/rows/{n}.json")));
        }
    }
    known
}

fn findings() -> Report {
    let mut report = Report::default();
    let mut add = |dataset: &str, table: &str, column: &str| {
        let mut finding = Diagnostic::new("csv/formula-like-cell", "`=SECRET()` looks like a formula", Location::Site)
            .of_dataset(dataset)
            .of_table(table)
            .of_column(column);
        finding.severity = Severity::Warning;
        report.add(finding);
    };
    add("bus-stops", "stops", "name");
    add("bus-stops", "stops", "inspector");
    add("housing-need", "people", "hidden_column");
    add("election", "people", "hidden_column");
    add("a-draft", "people", "hidden_column");
    report
}

fn render_with(edition: &Edition, sources: &Sources) -> (BTreeMap<String, String>, Vec<RenderedFile>, Report) {
    let openapi = openapi();
    let bytes = openapi.to_string().into_bytes();
    let dataset_openapi = edition.listed().map(|entry| (entry.dataset.id.as_str(), bytes.as_slice())).collect();
    let known = known(edition);
    let report = findings();
    let schema_org = edition
        .listed()
        .map(|entry| {
            let title = entry.dataset.title.words("en").to_owned();
            (entry.dataset.id.clone(), json!({ "@context": "https://schema.org/", "@type": "Dataset", "name": title }))
        })
        .collect();
    let allowed = [Allowance {
        rule: "dcat/missing-contact-point".to_owned(),
        dataset: None,
        reason: "one contact for the whole borough".to_owned(),
    }];
    let input = Input {
        edition,
        report: &report,
        allowed: &allowed,
        schema_org: &schema_org,
        openapi: &openapi,
        dataset_openapi: &dataset_openapi,
        known: &known,
        sources,
    };
    let (files, found) = site(input);
    let texts =
        files.iter().map(|file| (file.path.clone(), String::from_utf8_lossy(&file.bytes).into_owned())).collect();
    (texts, files, found)
}

fn is_page(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "html")
}

fn pages() -> (BTreeMap<String, String>, Vec<RenderedFile>, Report) {
    let (edition, sources) = made_up();
    render_with(&edition, &sources)
}

#[test]
fn every_page_is_there_once_and_says_nothing_unfinished() {
    let (texts, files, found) = pages();
    assert_eq!(texts.len(), files.len());
    let rules: Vec<_> =
        found.diagnostics().iter().map(|finding| (finding.rule.as_str(), finding.message.as_str())).collect();
    assert_eq!(
        rules,
        [
            ("content/raw-html", "raw HTML is left out of the page"),
            ("content/raw-html", "raw HTML is left out of the page")
        ]
    );
    for path in [
        "index.html",
        "cy/index.html",
        "404.html",
        "quality.json",
        "assets/style.css",
        "datasets/index.html",
        "datasets/bus-stops/index.html",
        "datasets/bus-stops/stops/index.html",
        "cy/datasets/bus-stops/stops/index.html",
        "datasets/stops/index.html",
        "datasets/election/index.html",
        "datasets/parking/index.html",
        "datasets/old-parking/index.html",
        "publishers/borough/index.html",
        "topics/transport/index.html",
        "api/index.html",
        "quality/index.html",
        "about/index.html",
        "cy/about/index.html",
    ] {
        assert!(texts.contains_key(path), "{path}");
    }
    assert!(!texts.contains_key("datasets/housing-need/people/index.html"));
    for (path, text) in texts.iter().filter(|(path, _)| is_page(path)) {
        assert_eq!(text.matches("<h1>").count(), 1, "{path}");
        assert!(!text.contains("[type-") && !text.contains("{{") && !text.contains("style=\""), "{path}");
        assert!(text.contains("<main id=\"content\""), "{path}");
    }
}

#[test]
fn no_page_has_a_character_that_html_forbids() {
    let (mut edition, sources) = made_up();
    let words = "a\u{1}b\u{7f}c\u{ffff} &#2;";
    for entry in &mut edition.entries {
        entry.dataset.title = crate::model::Text::new("en", words);
        entry.dataset.description = crate::model::Text::new("en", words);
        for table in entry.summary.tables.values_mut() {
            for cell in table.first_rows.iter_mut().flatten() {
                *cell = Some(words.to_owned());
            }
        }
    }
    let (texts, ..) = render_with(&edition, &sources);
    for (path, text) in texts.iter().filter(|(path, _)| is_page(path)) {
        let forbidden = |c: char| (c.is_control() && !c.is_ascii_whitespace()) || c == '\u{ffff}';
        assert!(!text.contains(forbidden), "{path}");
    }
    let page = &texts["datasets/bus-stops/index.html"];
    assert!(page.contains("a\u{2401}b\u{2421}c\u{fffd}") && page.contains('\u{2402}'), "{page}");
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    assert_eq!(pages().1, pages().1);
}

#[test]
fn a_dataset_page_says_what_people_ask() {
    let (texts, _, _) = pages();
    let page = &texts["datasets/bus-stops/index.html"];
    for part in [
        "Borough of Example",
        "Open Government Licence v3.0",
        "<time datetime=\"2026-01-31\">31 January 2026</time>",
        "<time datetime=\"2026-04-30\" data-due>30 April 2026</time>",
        "every three months",
        "1,234 rows · 6 columns",
        "Download CSV <span class=\"size\">123.5 kB</span>",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Flag on a pole",
        "href=\"../wards/wards/\">Wards: code</a>",
        "identifies the row",
        "from 1 January 2024",
        "mailto:buses@example.org?subject=Problem%20in%20the%20data%3A%20Bus%20stops",
        "https://data.example.org/api/v1/datasets/bus-stops/tables/stops/rows/1.json",
        "version 2026-01 [data set]. https://data.example.org/datasets/bus-stops/",
        "href=\"../stops/\">stops</a>",
        "href=\"csv-metadata.json\"",
        "href=\"stops.csv-metadata.json\"",
        "<h2 id=\"about-how-it-is-made\">",
        "type=\"application/atom+xml\" href=\"feed.atom\"",
        "hreflang=\"cy\" href=\"https://data.example.org/cy/datasets/bus-stops/\"",
        "<link rel=\"canonical\" href=\"https://data.example.org/datasets/bus-stops/\">",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("Inspector"), "a suppressed column is nowhere");
    assert!(!page.contains("href=\"javascript"));
    assert_eq!(page.matches("1800BN").count(), 10, "the first ten rows");
    assert_eq!(
        texts["datasets/bus-stops/stops/index.html"].matches("<td>1800BN").count(),
        22,
        "20 rows, two in the profile"
    );
}

#[test]
fn a_table_shows_how_its_values_are_spread() {
    let (texts, _, _) = pages();
    let page = &texts["datasets/bus-stops/stops/index.html"];
    for part in [
        "aria-label=\"Opened: 3 bars. The first is October to December 2019, the last April to June 2020. The highest is April to June 2020, with 634 rows.\"",
        "<rect x=\"0\" y=\"32\" width=\"9\" height=\"28\"><title>October to December 2019: 300</title></rect>",
        "<rect x=\"10\" y=\"60\" width=\"9\" height=\"0\">",
        "<tr><td>1000 to under 2000</td><td class=\"n\">1,220</td></tr>",
        "<span>0</span> <span>3000</span>",
        "1 value is in no bar",
        "<td class=\"n\">about 25</td>",
        "<td class=\"n\">1 to 20</td>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let page = &texts["cy/datasets/bus-stops/stops/index.html"];
    assert!(page.contains("Hydref–Rhagfyr 2019"));
    let page = &texts["datasets/wards/wards/index.html"];
    assert!(!page.contains("class=\"spreads\"") && !page.contains("id=\"spread\""));
}

#[test]
fn what_a_dataset_says_is_escaped() {
    let (texts, _, _) = pages();
    for (path, text) in texts.iter().filter(|(path, _)| is_page(path)) {
        assert!(!text.contains("<script>"), "{path}");
        let scripts = text.matches("</script>").count();
        let expected = 1 + usize::from(text.contains("application/ld+json"));
        assert_eq!(scripts, expected, "{path}");
    }
    let page = &texts["datasets/bus-stops/index.html"];
    assert!(page.contains("Bus stops \\u003c/script\\u003e"));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "a cell");
}

#[test]
fn the_second_language_is_welsh_where_it_can_be() {
    let (texts, _, _) = pages();
    let page = &texts["cy/datasets/bus-stops/index.html"];
    assert!(page.contains("<html lang=\"cy\">"));
    assert!(page.contains("Pob safle a wasanaethir"));
    assert!(page.contains("31 Ionawr 2026"));
    assert!(page.contains("bob tri mis"));
    assert!(page.contains("<span lang=\"en\">NaPTAN code.</span>"), "only in English, and says so");
    assert!(page.contains("href=\"../../../datasets/bus-stops/stops.csv\""), "data files exist once");
    assert!(page.contains("href=\"../../../datasets/bus-stops/\" lang=\"en\" hreflang=\"en\""));
    let about = &texts["cy/about/index.html"];
    assert!(about.contains("<div class=\"prose\" lang=\"en\">"));
    // What the menu says of a page that nobody wrote in Welsh, and what is there, is English; of others it is Welsh.
    assert!(about.contains("<a href=\"./\" lang=\"en\" hreflang=\"en\" aria-current=\"true\">About</a>"), "{about}");
    assert!(page.contains("<a href=\"../../about/\" lang=\"en\" hreflang=\"en\">About</a>"), "{page}");
    assert!(page.contains("<a href=\"../../api/\">API</a>"), "{page}");
    assert!(!texts["about/index.html"].contains("lang=\"en\" hreflang=\"en\">About"));
    assert!(about.contains("href=\"../datasets/wards/\""), "a link in a text stays in the language");
}

#[test]
fn what_is_not_published_is_not_on_pages() {
    let (texts, _, _) = pages();
    for (path, text) in &texts {
        assert!(!text.contains("hidden_column") && !text.contains("Hidden column"), "{path}");
        assert!(!text.contains("Secret until then"), "{path}");
        assert!(!text.contains("a-draft"), "{path}");
        assert!(!text.contains("=SECRET()"), "{path}");
    }
    let restricted = &texts["datasets/housing-need/index.html"];
    assert!(
        restricted.contains("It has facts about people.") && restricted.contains("href=\"mailto:data@example.org\"")
    );
    let notice = &texts["datasets/election/index.html"];
    assert!(notice.contains("Election results") && notice.contains("1 September 2026"));
    let tombstone = &texts["datasets/parking/index.html"];
    assert!(tombstone.contains("5 May 2025") && tombstone.contains("It was wrong."));
    assert!(texts["datasets/index.html"].contains("href=\"election/\""), "the notice is reached");
}

#[test]
fn former_addresses_lead_on() {
    let (texts, files, _) = pages();
    let page = &texts["datasets/stops/index.html"];
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=../bus-stops/\">"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://data.example.org/datasets/bus-stops/\">"));
    assert!(page.contains("noindex"));
    let indexed = |path: &str| files.iter().find(|file| file.path == path).unwrap().indexed;
    assert!(!indexed("datasets/stops/index.html") && !indexed("404.html") && !indexed("quality.json"));
    assert!(indexed("datasets/bus-stops/index.html") && indexed("cy/index.html"));
}

#[test]
fn the_quality_page_has_counts_and_no_values() {
    let (texts, _, _) = pages();
    let document: Value = serde_json::from_str(&texts["quality.json"]).unwrap();
    assert_eq!(document["date"], "2026-06-01");
    assert_eq!(document["totals"]["warnings"], 3);
    let expected = json!([
        { "rule": "csv/formula-like-cell", "severity": "warning", "dataset": "bus-stops", "table": "stops", "count": 1 },
        { "rule": "csv/formula-like-cell", "severity": "warning", "dataset": "bus-stops", "table": "stops", "column": "name", "count": 1 },
        { "rule": "csv/formula-like-cell", "severity": "warning", "dataset": "housing-need", "count": 1 },
    ]);
    assert_eq!(document["findings"], expected);
    assert_eq!(
        document["overdue"],
        json!([{ "dataset": "air-quality", "due": "2026-02-28" }, { "dataset": "bus-stops", "due": "2026-04-30" }])
    );
    let page = &texts["quality/index.html"];
    assert!(page.contains("A spreadsheet would run the value as a formula"));
    assert!(page.contains("one contact for the whole borough"));
}

#[test]
fn wide_tables_and_long_cells_are_cut() {
    let (texts, _, _) = pages();
    let page = &texts["datasets/air-quality/readings/index.html"];
    assert!(page.contains("reading_99") && !page.contains("reading_100"));
    assert!(page.contains("The first 100 of 150 columns are shown"));
    assert!(page.contains("Not written: JSON, since the file would be over 100 MB"));
    let sites = &texts["datasets/air-quality/sites/index.html"];
    assert!(sites.contains(&format!("{}…", "x".repeat(200))) && !sites.contains(&"x".repeat(201)));
}

#[test]
fn the_page_for_nothing_has_absolute_links() {
    let (mut edition, sources) = made_up();
    edition.link_base = "https://example.org/open/".to_owned();
    let (texts, _, _) = render_with(&edition, &sources);
    let page = &texts["404.html"];
    assert!(page.contains("href=\"/open/assets/style.css\"") && page.contains("href=\"/open/datasets/\""));
    assert!(!page.contains("href=\"../") && !page.contains("href=\"assets"));
    assert!(!page.contains("canonical"));
}

#[test]
fn every_relative_link_leads_somewhere() {
    let (edition, sources) = made_up();
    let (texts, _, _) = render_with(&edition, &sources);
    let mut there = known(&edition);
    let of_others = ["catalog.ttl", "catalog.jsonld", "catalog.rdf", "data.json", "sitemap.xml"];
    there.extend(of_others.map(str::to_owned));
    there.extend(texts.keys().map(|path| path.trim_end_matches("index.html").to_owned()));
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let page = path.trim_end_matches("index.html");
        for href in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if href.contains(':') || href.starts_with('#') {
                continue;
            }
            let target = crate::render::address::resolve(page, href.split('#').next().unwrap()).unwrap();
            assert!(there.contains(&target), "{path}: {href}");
        }
    }
}

#[test]
fn a_template_with_an_error_is_told_at_its_place() {
    let block = |inner: &str| format!("{{% extends \"base.html\" %}}\n{{% block main %}}{inner}{{% endblock main %}}");
    let cases = [
        ("templates/home.html", block("{{ nothing.here }}"), "nothing"),
        ("templates/home.html", block("{% if %}"), "%}"),
        ("templates/home.html", block("{{ title | wrong }}"), "wrong"),
        ("templates/home.html", "{% extends \"gone.html\" %}".to_owned(), "\"gone.html\""),
        ("templates/home.html", "{{ \"no-such\" | t }}".to_owned(), "t"),
        ("locales/en.ftl", "good = yes\nbad = { $\n".to_owned(), ""),
    ];
    for (name, text, wrong) in cases {
        let (mut edition, _) = made_up();
        edition.pages.clear();
        let path = format!("themes/default/{name}");
        let sources = Sources::in_memory([(path.as_str(), text.clone().into_bytes())]);
        let (_, _, found) = render_with(&edition, &sources);
        assert_eq!(found.diagnostics().len(), 1, "told once: {found:?}");
        let finding = &found.diagnostics()[0];
        assert_eq!(finding.rule.as_str(), "theme/invalid-template", "{text}");
        let Location::Text(span) = finding.primary.at else { panic!("{text}: {finding:?}") };
        assert_eq!(sources.source(span.source).path.as_str(), path, "{text}");
        let place = &text[span.start as usize..span.end as usize];
        assert!(place.starts_with(wrong), "{text}: {place:?}: {}", finding.message);
        assert!(found.has_errors());
    }
}

#[test]
fn a_theme_replaces_files_one_by_one() {
    let (mut edition, _) = made_up();
    edition.pages.clear();
    edition.catalogue.theme = "borough".to_owned();
    let sources = Sources::in_memory([
        ("themes/borough/assets/style.css", b"body { color: red }".to_vec()),
        ("themes/borough/assets/logo.svg", b"<svg/>".to_vec()),
        ("themes/borough/locales/en.ftl", b"home = Start".to_vec()),
        ("themes/borough/templates/content.html", b"x".to_vec()),
    ]);
    let (texts, _, found) = render_with(&edition, &sources);
    assert!(!found.has_errors(), "{found:?}");
    assert_eq!(texts["assets/style.css"], "body { color: red }");
    assert_eq!(texts["assets/logo.svg"], "<svg/>");
    assert!(texts["datasets/wards/index.html"].contains(">Start</a>"));
    assert!(texts["datasets/wards/index.html"].contains("Licence"), "what it leaves out stays");
}

#[test]
fn a_page_at_the_address_of_another_is_told() {
    let (mut edition, sources) = made_up();
    edition.pages[1].path = "api/".to_owned();
    let (_, _, found) = render_with(&edition, &sources);
    let rules: Vec<_> = found.diagnostics().iter().map(|finding| finding.rule.as_str()).collect();
    assert!(rules.contains(&"project/address-collision"), "{rules:?}");
}

#[test]
fn a_theme_that_is_not_there_is_told() {
    let (mut edition, sources) = made_up();
    edition.catalogue.theme = "borugh".to_owned();
    let (_, _, found) = render_with(&edition, &sources);
    assert!(found.diagnostics().iter().any(|finding| finding.message == "there is no theme `borugh`"), "{found:?}");
}

#[test]
fn a_language_without_words_has_english_ones_and_says_so() {
    let (mut edition, sources) = made_up();
    edition.catalogue.languages = vec!["gd".to_owned(), "en".to_owned()];
    edition.entries[0].dataset.title.set("gd", "Càileachd an èadhair");
    let id = edition.entries[0].dataset.id.clone();
    let (texts, _, _) = render_with(&edition, &sources);
    let page = &texts[&format!("datasets/{id}/index.html")];
    assert!(page.contains("<html lang=\"en\">"), "the words are English");
    assert!(page.contains("<h1><span lang=\"gd\">Càileachd an èadhair</span></h1>"));
    assert!(page.contains(&format!("hreflang=\"gd\" href=\"https://data.example.org/datasets/{id}/\"")));
    assert!(page.contains("Gàidhlig") && texts.contains_key(&format!("en/datasets/{id}/index.html")));
}

#[test]
fn an_empty_portal_has_its_pages() {
    let (mut edition, sources) = made_up();
    edition.entries.clear();
    edition.pages.clear();
    let (texts, _, found) = render_with(&edition, &sources);
    assert!(found.diagnostics().is_empty(), "{found:?}");
    assert!(texts["index.html"].contains("0 datasets"));
}
