//! How to ask for what is not published.

use super::edition::made_up;
use super::rendered::{pages, render_with};
use crate::model::{FreedomOfInformation, Licence};

const PATH: &str = "foi/index.html";

#[test]
fn a_portal_without_a_page_about_requests_has_one_from_its_settings() {
    let (texts, ..) = pages();
    let page = &texts[PATH];
    for said in [
        "<h1>Freedom of information</h1>",
        "<a href=\"mailto:foi@example.org\">foi@example.org</a>",
        "Freedom of Information Act 2000",
        "Freedom of Information (Scotland) Act 2002",
        "Environmental Information Regulations 2004",
        "twentieth working day",
        "<a href=\"../datasets/\">See ",
        "Office (ico.org.uk).",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("states no address"));
    assert!(texts["cy/foi/index.html"].contains("Ddeddf Rhyddid Gwybodaeth 2000"));
    assert!(texts["index.html"].contains("<a href=\"foi/\">How to make a request</a>"), "every page leads to it");
}

#[test]
fn where_no_address_is_stated_it_leads_to_the_publisher() {
    let (mut edition, sources) = made_up();
    edition.catalogue.foi = FreedomOfInformation::default();
    edition.catalogue.licence =
        Some(Licence { spdx: None, url: "https://example.org/licence".to_owned(), name: "Our licence".to_owned() });
    let (texts, ..) = render_with(&edition, &sources);
    let page = &texts[PATH];
    assert!(page.contains("states no address") && page.contains("<a href=\"../publishers/borough/\">"), "{page}");
    assert!(page.contains("<a href=\"https://example.org/licence\">Our licence</a>"), "{page}");
}

#[test]
fn a_written_page_takes_its_place_and_answers_are_linked() {
    let (mut edition, sources) = made_up();
    let mut answer = edition.pages[0].clone();
    answer.path = "foi/2026-001/".to_owned();
    answer.title = "Parking fines".to_owned();
    edition.pages.push(answer.clone());
    let (texts, ..) = render_with(&edition, &sources);
    assert!(texts[PATH].contains("<a href=\"2026-001/\">Parking fines</a>"), "{}", texts[PATH]);
    answer.path = "foi/".to_owned();
    edition.pages.push(answer);
    let (texts, _, found) = render_with(&edition, &sources);
    assert!(texts[PATH].contains("<h1>Parking fines</h1>") && !texts[PATH].contains("twentieth"));
    assert!(found.diagnostics().iter().all(|finding| finding.rule.as_str() != "project/address-collision"));
}
