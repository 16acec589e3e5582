//! What single pages say, and what they keep to themselves.

use super::rendered::is_page;
use super::rendered::pages;
use serde_json::Value;
use serde_json::json;

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
