//! Themes and languages.

use super::edition::made_up;
use super::rendered::pages;
use super::rendered::render_with;
use crate::diagnostics::Location;
use crate::sources::Sources;

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
    // What the menu says of a page that nobody wrote in Welsh is English, and the page around it Welsh; so the words have
    // a language that the address does not.
    assert!(about.contains("<a href=\"./\" lang=\"en\" aria-current=\"true\">About</a>"), "{about}");
    assert!(page.contains("<a href=\"../../about/\" lang=\"en\">About</a>"), "{page}");
    assert!(page.contains("<a href=\"../../api/\">API</a>"), "{page}");
    assert!(!texts["about/index.html"].contains("lang=\"en\">About"));
    assert!(about.contains("href=\"../datasets/wards/\""), "a link in a text stays in the language");
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
