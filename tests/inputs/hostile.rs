//! Whoever wrote the files meant harm: nothing panics, hangs, leads out or reaches a page as markup.

use super::{DATASET, ends_well, rules, things};
use crate::support::Portal;
use std::io::Write;
use std::time::{Duration, Instant};

const TOML: &str = "datasets/things/dataset.toml";
const TABLE: &str = "datasets/things/things.csv";

/// No input may take this long, not even where tests run side by side on few cores.
const PATIENCE: Duration = Duration::from_mins(1);

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let portal = things("id,n\na,1\n");
    std::fs::remove_file(portal.path(TABLE)).unwrap();
    symlink("/etc/passwd", portal.path(TABLE)).unwrap();
    portal.run(&["check"]).at_fault().says("project/path-outside").is_silent_on("root:");
    std::fs::remove_file(portal.path(TABLE)).unwrap();
    portal.write(TABLE, "id,n\na,1\n");

    symlink("/etc", portal.path("datasets/machine")).unwrap();
    portal.run(&["check"]).at_fault().says("project/path-outside").is_silent_on("passwd").is_silent_on("undescribed");
    std::fs::remove_file(portal.path("datasets/machine")).unwrap();

    symlink("/etc", portal.path("datasets/things/machine")).unwrap();
    portal.run(&["check"]).at_fault().says("project/path-outside").is_silent_on("passwd");
    std::fs::remove_file(portal.path("datasets/things/machine")).unwrap();

    std::fs::create_dir_all(portal.path("content")).unwrap();
    symlink("/etc/passwd", portal.path("content/about.md")).unwrap();
    ends_well(portal.run(&["build"])).is_silent_on("root:");
    assert!(portal.files("public").iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("root:x:")));
    std::fs::remove_file(portal.path("content/about.md")).unwrap();

    std::fs::create_dir_all(portal.path("themes/default/templates")).unwrap();
    symlink("/etc/passwd", portal.path("themes/default/templates/page.html")).unwrap();
    symlink("/etc", portal.path("themes/default/assets")).unwrap();
    ends_well(portal.run(&["build"])).is_silent_on("root:");
    assert!(portal.files("public").iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("root:x:")));
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_to_themselves_end() {
    use std::os::unix::fs::symlink;
    let portal = things("id,n\na,1\n");
    for name in ["a", "b", "c", "d", "e", "f"] {
        symlink("..", portal.path(&format!("datasets/things/{name}"))).unwrap();
        symlink(".", portal.path(&format!("datasets/things/{name}{name}"))).unwrap();
        std::fs::create_dir_all(portal.path("content")).unwrap();
        symlink(".", portal.path(&format!("content/{name}"))).unwrap();
        std::fs::create_dir_all(portal.path("themes/default")).unwrap();
        symlink(".", portal.path(&format!("themes/default/{name}"))).unwrap();
    }
    let started = Instant::now();
    ends_well(portal.run(&["check"])).says("read already");
    assert!(started.elapsed() < PATIENCE);
    symlink("loop", portal.path("datasets/loop")).unwrap();
    symlink("things.csv", portal.path("datasets/things/x.csv")).unwrap();
    ends_well(portal.run(&["check"]));
}

fn gzip(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bytes.for_each(|part| encoder.write_all(&part).unwrap());
    encoder.finish().unwrap()
}

#[test]
fn a_gzip_bomb_is_put_down() {
    let portal = things("");
    std::fs::remove_file(portal.path(TABLE)).unwrap();
    portal.replace(TOML, "things.csv", "things.csv.gz");
    // A small file that becomes one cell of a hundred million characters.
    let zeros = (0..100).map(|_| b"0".repeat(1 << 20));
    portal.write("datasets/things/things.csv.gz", gzip(std::iter::once(b"id,n\n".to_vec()).chain(zeros)));
    let started = Instant::now();
    portal.run(&["check"]).at_fault();
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    portal.write("datasets/things/things.csv.gz", "not gzip at all");
    portal.run(&["check"]).at_fault().says("csv/invalid-gzip");
    let mut cut = gzip(std::iter::once(b"id,n\na,1\n".to_vec()));
    cut.truncate(cut.len() - 5);
    portal.write("datasets/things/things.csv.gz", cut);
    portal.run(&["check"]).at_fault().says("csv/invalid-gzip");
}

#[test]
fn nothing_is_nested_too_deep() {
    const DEEP: usize = 100_000;
    let portal = things("id,n\na,1\n");
    for line in [
        format!("keyword = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("{}x = 1\n", "a.".repeat(DEEP)),
        format!("x = {}1{}\n", "{a = ".repeat(DEEP), "}".repeat(DEEP)),
    ] {
        portal.write(TOML, format!("{line}{DATASET}"));
        ends_well(portal.run(&["check"])).at_fault();
    }
    portal.write(TOML, DATASET);
    for (path, text) in [
        ("datasets/things/things.csv-metadata.json", format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("datasets/things/things.csv-metadata.json", format!("{}1{}", "{\"a\":".repeat(DEEP), "}".repeat(DEEP))),
        ("datasets/things/datapackage.json", format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("datasets/things/datapackage.yaml", format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("datasets/things/datapackage.yaml", format!("{}a", "- ".repeat(DEEP))),
        ("datasets/things/datapackage.yaml", format!("{}a", "? ".repeat(DEEP))),
    ] {
        portal.write(path, text);
        ends_well(portal.run(&["check"])).at_fault();
        std::fs::remove_file(portal.path(path)).unwrap();
    }
    for text in ["> ".repeat(DEEP), "* ".repeat(DEEP), "[".repeat(DEEP), "*a ".repeat(DEEP), "![](".repeat(DEEP)] {
        portal.write("content/deep.md", format!("+++\ntitle = \"Deep\"\n+++\n{text}\n"));
        let started = Instant::now();
        ends_well(portal.run(&["build"]));
        assert!(started.elapsed() < PATIENCE, "{:?}", &text[..8]);
    }
}

#[test]
fn many_names_for_one_thing_in_yaml_are_refused() {
    let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let names = vec![format!("*a{}", level - 1); 10].join(",");
        text = format!("{text}a{level}: &a{level} [{names}]\n");
    }
    let portal = things("id,n\na,1\n");
    portal.write("datasets/things/datapackage.yaml", text);
    portal.run(&["check"]).at_fault().says("project/invalid-yaml");
}

#[test]
fn no_expression_takes_for_ever() {
    for expression in [
        "(a+)+$",
        "(a|a)*b",
        "(.*)*x",
        "((a{1,100}){1,100}){1,100}",
        "(?=a)a",
        "(",
        "[[:alpha:]",
        "\\\\p{Han}{1000000}",
    ] {
        let portal = things(format!("id,n\na,{}\n", "a".repeat(100_000)));
        portal.replace(TOML, "\"integer\"", &format!("{{ base = \"string\", format = \"{expression}\" }}"));
        let started = Instant::now();
        ends_well(portal.run(&["check"]));
        assert!(started.elapsed() < PATIENCE, "{expression}");
    }
    let portal = things("id,n\na,1\n");
    portal.write(
        TOML,
        DATASET.replace(
            "file = \"things.csv\"",
            "file = \"*.csv\"\npart_column = { name = \"part\", pattern = \"(?<part>(a+)+)+.csv\" }",
        ),
    );
    portal.write(&format!("datasets/things/{}.csv", "a".repeat(200)), "id,n\nb,1\n");
    ends_well(portal.run(&["check"]));
    let stars = "*a".repeat(40);
    portal.write(TOML, DATASET.replace("things.csv", &format!("{stars}.csv")));
    portal.write(&format!("datasets/things/{}.csv", "a".repeat(240)), "id,n\nb,1\n");
    let started = Instant::now();
    ends_well(portal.run(&["check"]));
    assert!(started.elapsed() < PATIENCE);
}

#[test]
fn a_number_of_a_million_digits_keeps_them() {
    let digits = "9".repeat(1_000_000);
    let portal = things(format!("id,n\na,{digits}\n"));
    portal.run(&["build"]).success();
    assert_eq!(portal.read("public/datasets/things/things.csv"), format!("id,n\r\na,{digits}\r\n"));
    assert!(portal.read("public/datasets/things/things.json").contains(&digits));
    for datatype in ["long", "decimal", "double", "number", "duration", "date", "dateTime", "gYear"] {
        portal.write(TOML, DATASET.replace("\"integer\"", &format!("\"{datatype}\"")));
        ends_well(portal.run(&["build"]));
    }
    for (datatype, cell) in [
        ("double", "1e999999999"),
        ("decimal", "1e999999999"),
        ("double", "-1e-999999999"),
        ("float", "INF"),
        ("double", "NaN"),
        ("date", "999999999-12-31"),
        ("date", "-0001-02-29"),
        ("dateTime", "2024-01-01T24:00:00Z"),
        ("duration", "P99999999999999999999Y"),
    ] {
        portal.write(TOML, DATASET.replace("\"integer\"", &format!("\"{datatype}\"")));
        portal.write(TABLE, format!("id,n\na,{cell}\n"));
        ends_well(portal.run(&["build"]));
    }
}

/// What a page must not have from a text: markup that runs something, or an end of the script that holds JSON.
const HARM: &str = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onmouseover=alert(1) x='y' <!-- {{ 7 * 7 }} {% raw %} \u{2028}";

#[test]
fn text_reaches_a_page_as_text() {
    let portal = Portal::empty();
    portal.write(
        "plainsight.toml",
        format!(
            "[site]\ntitle = \"S {HARM}\"\nbase_url = \"https://data.example.org/\"\npublisher = \"borough\"\nlicence = \"OGL-UK-3.0\"\n\n[publishers.borough]\nname = \"B {HARM}\"\nhomepage = \"https://example.org/\"\nemail = \"data@example.org\"\n\n[topics.transport]\ntitle = \"T {HARM}\"\n"
        ),
    );
    portal.write(
        TOML,
        format!(
            "title = \"D {HARM}\"\ndescription = \"X {HARM}\"\nkeyword = [\"K {HARM}\"]\ntopic = [\"transport\"]\nupdate_frequency = \"annual\"\nmodified = 2026-01-01\nversion = \"1\"\nversion_notes = \"V {HARM}\"\ncontact_point = {{ name = \"C {HARM}\", email = \"data@example.org\" }}\n\n[[table]]\nfile = \"things.csv\"\ntitle = \"T {HARM}\"\ndescription = \"T {HARM}\"\nprimary_key = [\"id\"]\n\n[[table.column]]\nname = \"id\"\ntitle = \"I {HARM}\"\ndescription = \"I {HARM}\"\ntitles = [\"J {HARM}\"]\nunit = \"U {HARM}\"\n"
        ),
    );
    let cell = HARM.replace("\\\"", "\"\"");
    portal.write(TABLE, format!("id\n\"{cell}\"\n\"=HYPERLINK(\"\"x\"\") {cell}\"\n"));
    portal.write("content/about.md", format!("+++\ntitle = \"A {HARM}\"\n+++\n# H {HARM}\n\n<script>alert(1)</script>\n\n<div onclick=\"alert(1)\">x</div>\n"));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.output.status.code(), Some(0), "{}", ran.stderr());
    for (path, bytes) in portal.files("public") {
        if !path.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let lower = text.to_lowercase();
        for harm in [
            "<script>alert",
            "<img src=x",
            "<div onclick",
            "href=\"javascript",
            "href=\"vbscript",
            "href=\"data:",
            "src=\"javascript",
            "<!-- {{",
        ] {
            assert!(!lower.contains(harm), "{path} has {harm}");
        }
        for (at, _) in text.match_indices("\" onmouseover") {
            let before = &text[..at];
            let (opened, closed) = (before.rfind('<'), before.rfind('>'));
            assert!(closed > opened, "{path}: in a tag: {}", &before[opened.unwrap_or(0)..]);
        }
        assert!(!text.contains("49 {%"), "{path}: a template was run");
        for script in text.split("<script").skip(1).filter(|script| script.starts_with(" type=\"application/")) {
            let json = script.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
            assert!(!json.contains('<') && !json.contains('>') && !json.contains('\u{2028}'), "{path}: {json}");
            serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|error| panic!("{path}: {error}: {json}"));
        }
    }
    for (path, bytes) in portal.files("public") {
        if path.ends_with(".atom") || path.ends_with(".xml") || path.ends_with(".rdf") {
            assert!(!String::from_utf8(bytes).unwrap().contains("<script>"), "{path}");
        } else if path.ends_with(".json") || path.ends_with(".jsonld") {
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

#[test]
fn a_link_that_runs_something_stops_the_build() {
    for link in [
        "[a](javascript:alert(1))",
        "[b](JaVaScRiPt:alert(1))",
        "[c](&#106;avascript:alert(1))",
        "[d](data:text/html,x)",
        "[e][f]\n\n[f]: vbscript:x",
        "![g](javascript:x)",
        "<javascript:alert(1)>",
        "[h](//evil.example/x)",
        "[i](java\tscript:x)",
        "[j](\u{1}javascript:x)",
    ] {
        let portal = things("id,n\na,1\n");
        portal.write("content/about.md", format!("+++\ntitle = \"About\"\n+++\n{link}\n"));
        let ran = ends_well(portal.run(&["build"]));
        if ran.output.status.success() {
            let page = portal.read("public/about/index.html").to_lowercase();
            for harm in ["\"javascript", "\"vbscript", "\"data:", "\"//", "java\tscript:x\"", "\"\u{1}"] {
                assert!(!page.contains(harm), "{link}: {harm}");
            }
        } else {
            ran.says("content/broken-link").says("about.md:");
        }
    }
}

#[test]
fn control_characters_in_text_break_no_format() {
    let portal = things("id,n\n\"a\u{1}\u{b}\u{fffe}\u{7f}\u{85}\u{2029}\",1\n");
    portal.write(
        TOML,
        DATASET.replace("title = \"Things\"", "title = \"Th\\u0001i\\u000Bn\\uFFFEgs\\u0085 \\u2029 \\u202E\""),
    );
    ends_well(portal.run(&["build"]));
    for (path, bytes) in portal.files("public") {
        if path.ends_with(".json") || path.ends_with(".jsonld") {
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        if path.ends_with(".atom") || path.ends_with(".xml") || path.ends_with(".rdf") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains(['\u{1}', '\u{b}', '\u{fffe}']), "{path} is not XML");
        }
    }
}

#[test]
fn names_in_a_data_package_or_csvw_lead_nowhere() {
    for name in ["../../up", "/etc/passwd", "..", "", "a/b", "CON", "index", "things"] {
        let portal = Portal::with(&[("datasets/d/a.csv", "x\n1\n")]);
        portal.write(
            "datasets/d/datapackage.json",
            serde_json::json!({"name": name, "title": "T", "description": "D", "resources": [
                {"name": name, "path": "a.csv", "schema": {"fields": [{"name": name, "type": "string"}, {"name": "x", "type": "string"}]}},
                {"name": "other", "path": name}]})
            .to_string(),
        );
        ends_well(portal.run(&["build"]));
        assert!(!portal.path("up").exists() && !portal.path("public/up.csv").exists());
    }
    for url in [
        "../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:1/a.csv",
        "//127.0.0.1/a.csv",
        "a.csv?x#y",
        "%2e%2e/%2e%2e/plainsight.toml",
    ] {
        let portal = Portal::with(&[("datasets/d/a.csv", "x\n1\n")]);
        portal.write(
            "datasets/d/a.csv-metadata.json",
            serde_json::json!({"@context": "http://www.w3.org/ns/csvw", "url": url, "tableSchema": {"columns": [{"name": "x", "titles": "x"}]}}).to_string(),
        );
        ends_well(portal.run(&["check"])).at_fault().is_silent_on("root:");
    }
}

#[test]
fn settings_that_make_no_sense_are_findings() {
    for line in
        ["row_pages_max = -1", "row_pages_max = 9223372036854775807", "row_pages_max = 0", "row_pages_max = \"x\""]
    {
        let portal = things("id,n\na,1\n");
        let settings = portal.read("plainsight.toml");
        portal.write("plainsight.toml", format!("{settings}\n[api]\n{line}\n"));
        ends_well(portal.run(&["build"]));
    }
    for url in [
        "",
        "x",
        "javascript:alert(1)",
        "https://",
        "https://a/?q",
        "https://a/#f",
        "https://a b/",
        "https://a/\\u0000/",
        "file:///etc/",
    ] {
        let portal = things("id,n\na,1\n");
        portal.replace("plainsight.toml", "https://data.example.org/", url);
        ends_well(portal.run(&["build"])).at_fault();
    }
    for languages in [
        "[]",
        "[\"../x\"]",
        "[\"en\", \"en\"]",
        "[\"\"]",
        "[\"api\"]",
        "[\"datasets\"]",
        "[\"x\"]",
        "[\"zz-ZZ\", \"en\"]",
    ] {
        let portal = things("id,n\na,1\n");
        portal.replace("plainsight.toml", "licence =", &format!("languages = {languages}\nlicence ="));
        ends_well(portal.run(&["build"]));
        assert!(!portal.path("x").exists());
    }
    for dialect in [
        "{ delimiter = \"\" }",
        "{ delimiter = \"ab\" }",
        "{ delimiter = \"\\\"\" }",
        "{ delimiter = \"\\n\" }",
        "{ quote_char = \"\" }",
        "{ encoding = \"utf-7\" }",
        "{ skip_rows = 99999999999 }",
        "{ skip_rows = -1 }",
        "{ header_row_count = 4294967296 }",
        "{ skip_columns = 4294967295 }",
        "{ comment_prefix = \"\" }",
        "{ delimiter = \"\\u0000\" }",
    ] {
        let portal = things("id,n\na,1\n");
        portal.replace(TOML, "primary_key", &format!("dialect = {dialect}\nprimary_key"));
        ends_well(portal.run(&["check"]));
    }
}

#[test]
fn look_ups_with_hostile_values_stay_in_their_folder() {
    let values = ["..", ".", "../../x", "/etc/passwd", "CON", "a", "A", "", "%2e%2e", "x\u{0}y", "index.html"];
    let portal = things(format!(
        "id,n\n{}",
        values
            .iter()
            .filter(|value| !value.contains('\0'))
            .enumerate()
            .map(|(n, value)| format!("\"{value}\",{n}\n"))
            .collect::<String>()
    ));
    portal.write(TOML, DATASET.replace("primary_key = [\"id\"]", "index = [\"id\"]").replace("required = true", ""));
    portal.run(&["build"]).success().says("api/lookup-value-left-out");
    let below = "public/api/v1/datasets/things/tables/things/by/id";
    let written: Vec<String> = portal.files(below).into_iter().map(|(path, _)| path).collect();
    assert!(written.iter().all(|path| !path.contains("..") && !path.contains('%')), "{written:?}");
    portal.run(&["verify", "public"]).success();
}

#[test]
fn arguments_lead_nowhere_else() {
    let portal = things("id,n\na,1\n");
    for arguments in [
        &["check", "../things"][..],
        &["explain", "../../etc/passwd"],
        &["verify", "/nowhere"],
        &["-C", "/nowhere", "check"],
        &["build", "--base-url", "https://\u{202e}"],
        &["build", "--base-url", "https://a\"><script>"],
    ] {
        ends_well(portal.run(arguments));
    }
    assert!(rules(&portal).is_empty());
    let page = std::fs::read_to_string(portal.path("public/index.html")).unwrap_or_default();
    assert!(!page.contains("\"><script>"));
}
