//! Pages of `content/`.

use crate::project;
use crate::sources::Sources;

fn read(files: &[(&str, &str)]) -> (Vec<crate::model::Page>, Vec<String>) {
    let site = ("plainsight.toml", super::SITE.as_bytes().to_vec());
    let files = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
    let sources = Sources::in_memory(files.chain([site]));
    let (settings, _) = project::load(&sources);
    let (pages, report) = super::super::pages(&sources, &settings);
    (pages, report.diagnostics().iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect())
}

#[test]
fn addresses_and_languages_come_from_names() {
    let about = "+++\ntitle = \"About\"\ndescription = \"Who we are\"\nnavigation = true\norder = 2\n+++\n# Us\n";
    let (pages, findings) = read(&[
        ("content/about.md", about),
        ("content/about.cy.md", "+++\r\ntitle = \"Amdanom\"\r\n+++\r\nNi\r\n"),
        ("content/index.md", "+++\ntitle = \"Home\"\n+++\n"),
        ("content/foi/index.md", "+++\ntitle = \"FOI\"\n+++\n"),
        ("content/foi/2024-001.md", "+++\ntitle = \"Request\"\n+++"),
        ("content/foi/letter.pdf", ""),
    ]);
    assert_eq!(findings, [""; 0]);
    let addresses: Vec<(&str, &str)> = pages.iter().map(|page| (page.path.as_str(), page.language.as_str())).collect();
    assert_eq!(addresses, [("", "en"), ("about/", "cy"), ("about/", "en"), ("foi/", "en"), ("foi/2024-001/", "en")]);
    let page = &pages[2];
    assert_eq!((page.title.as_str(), page.description.as_str()), ("About", "Who we are"));
    assert_eq!((page.navigation, page.order, page.markdown.as_str()), (true, 2, "# Us\n"));
    assert_eq!(about.get(page.offset..), Some("# Us\n"));
    assert_eq!(pages[1].markdown, "Ni\r\n");
    assert_eq!(pages[4].markdown, "");
}

#[test]
fn mistakes_are_reported() {
    let (pages, findings) = read(&[
        ("content/A b.md", ""),
        ("content/about.fr.md", "+++\n+++\n"),
        ("content/bad.md", "+++\ntitle = \n+++\n"),
        ("content/end.md", "+++\ntitle = \"x\"\n"),
        ("content/keys.md", "+++\ntittle = \"x\"\norder = \"first\"\n+++\n"),
        ("content/none.md", "# Title\n"),
        ("content/two.md", "+++\ntitle = \"x\"\n+++\n"),
        ("content/two/index.md", "+++\ntitle = \"x\"\n+++\n"),
    ]);
    assert_eq!(pages.len(), 2);
    let expected = [
        "project/invalid-id: `A b` cannot be a part of a page's address",
        "project/invalid-value: `fr` is not a language of this site",
        "content/invalid-front-matter: this is not TOML: string values must be quoted, expected literal string",
        "content/invalid-front-matter: the front matter of this page has no end",
        "project/unknown-key: `tittle` is not a key of the front matter",
        "project/missing-key: `title` is missing",
        "project/wrong-type: `order` is not a whole number",
        "content/invalid-front-matter: this page has no front matter",
        "project/address-collision: two pages have the address `two/` in the language `en`",
    ];
    assert_eq!(findings, expected);
}
