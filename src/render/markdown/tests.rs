use super::*;

fn link(address: &str) -> Target {
    match address {
        _ if address::outside(address).is_some() => Target::To(address.to_owned()),
        _ if address::is_absolute(address) => Target::Refused,
        "../datasets/" | "map.png" => Target::To(address.to_owned()),
        _ => Target::Broken,
    }
}

fn render(markdown: &str) -> (String, Vec<Flaw>) {
    let setting = Setting { top_level: 2, id_prefix: "", title: None, table_label: "Table", link: &link };
    let (html, findings) = html(markdown, &setting);
    (html, findings.into_iter().map(|finding| finding.flaw).collect())
}

#[test]
fn raw_html_is_dropped_and_pointed_at() {
    let markdown = "Before <b onclick=\"x()\">bold</b> after\n\n<script>alert(1)</script>\n\nEnd";
    let setting = Setting { top_level: 2, id_prefix: "", title: None, table_label: "Table", link: &link };
    let (html, findings) = html(markdown, &setting);
    assert_eq!(html, "<p>Before bold after</p>\n<p>End</p>\n");
    let places: Vec<&str> = findings.iter().map(|finding| markdown[finding.range.clone()].trim()).collect();
    assert_eq!(places, ["<b onclick=\"x()\">", "</b>", "<script>alert(1)</script>"]);
    assert!(render("a <!-- note --> b\n\n<!-- block\n-->\n").1.is_empty());
    assert_eq!(render("<!-- --><script>x()</script> -->\n").1, [Flaw::RawHtml]);
}

#[test]
fn text_is_escaped() {
    assert_eq!(render("a &lt;b&gt; \"c\" `<i>`").0, "<p>a &lt;b&gt; &quot;c&quot; <code>&lt;i&gt;</code></p>\n");
    let (html, _) = render("[x](https://example.org/?a=\"b\"&c=<d>)");
    assert!(!html.contains("=\"b\"") && !html.contains("<d>"), "{html}");
    assert!(!render("![a\" onerror=\"x](map.png)").0.contains("\" onerror"));
}

#[test]
fn only_four_schemes_and_relative_links_are_kept() {
    for bad in ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//example.org/", "JaVaScRiPt:x"] {
        let (html, flaws) = render(&format!("[x]({bad})"));
        assert_eq!(html, "<p>x</p>\n");
        assert_eq!(flaws, [Flaw::RefusedLink(bad.to_owned())]);
    }
    assert_eq!(render("[x](java&#x73;cript:x)").1, [Flaw::RefusedLink("javascript:x".to_owned())]);
    assert_eq!(render("<mailto:a@example.org> <b@example.org>").1, []);
    assert!(render("<b@example.org>").0.contains("href=\"mailto:b@example.org\""));
    assert!(render("[all](../datasets/)").0.contains("<a href=\"../datasets/\">all</a>"));
}

#[test]
fn links_that_lead_nowhere_lose_their_address() {
    assert_eq!(render("[x](../no/)"), ("<p>x</p>\n".to_owned(), vec![Flaw::BrokenLink("../no/".to_owned())]));
    assert_eq!(render("# One\n\n[x](#one) [y](#two)").1, [Flaw::BrokenLink("#two".to_owned())]);
}

#[test]
fn headings_continue_the_outline() {
    let (html, _) = render("# A\n\n### B\n\n# A\n");
    assert_eq!(html, "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"a-2\">A</h2>\n");
    assert!(render("### Only\n").0.starts_with("<h2 id=\"only\">"));
    assert!(render("## Pŵer & golau\n").0.contains("id=\"pŵer-golau\""));
    let setting = Setting { top_level: 3, id_prefix: "about-", title: Some("T"), table_label: "", link: &link };
    let (html, findings) = super::html("# T\n\n## U\n\n[u](#u)", &setting);
    assert_eq!(html, "<h3 id=\"about-u\">U</h3>\n<p><a href=\"#about-u\">u</a></p>\n");
    assert!(findings.is_empty());
}

#[test]
fn tables_scroll_and_have_scopes() {
    let (html, _) = render("| a | b |\n| - | -: |\n| 1 | 2 |\n");
    assert!(html.contains("role=\"region\" tabindex=\"0\" aria-label=\"Table\""));
    assert!(html.contains("<th scope=\"col\">a</th>"));
    assert!(html.contains("<tbody>\n<tr><td>1</td><td>2</td></tr>"));
    assert!(!html.contains("style"));
}

#[test]
fn pictures_of_others_are_links() {
    let (html, flaws) = render("![A map](https://example.org/m.png)");
    assert_eq!(html, "<p><a href=\"https://example.org/m.png\">A map</a></p>\n");
    assert_eq!(flaws, [Flaw::OutsidePicture("https://example.org/m.png".to_owned())]);
    assert_eq!(render("![A *good* map](map.png)").0, "<p><img src=\"map.png\" alt=\"A good map\"></p>\n");
}

#[test]
fn plain_words_are_cut_after_a_word() {
    assert_eq!(plain("# Head\n\nSome **bold** [link](x).\n\nMore", 100), "Some bold link. More");
    assert_eq!(plain("one two three four", 9), "one two…");
    assert_eq!(plain("<b>x</b> y", 9), "x y");
}

#[test]
fn hostile_markdown_does_not_panic() {
    for text in ["![[![[", "[a](<", "<", "# ", "|\n|-|\n", "![![a](b)](c)", "\u{0}", "<!--", "[x]: javascript:y\n\n[x]"]
    {
        let _ = render(text);
    }
    let deep = "> ".repeat(5_000) + "x";
    let _ = render(&deep);
}
