//! What holds of every page, and which pages there are.

use super::edition::made_up;
use super::rendered::is_page;
use super::rendered::known;
use super::rendered::pages;
use super::rendered::render_with;

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
        "foi/index.html",
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
fn a_page_at_the_address_of_another_is_told() {
    let (mut edition, sources) = made_up();
    edition.pages[1].path = "api/".to_owned();
    let (_, _, found) = render_with(&edition, &sources);
    let rules: Vec<_> = found.diagnostics().iter().map(|finding| finding.rule.as_str()).collect();
    assert!(rules.contains(&"project/address-collision"), "{rules:?}");
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
