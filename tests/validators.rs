//! The example portal before other people's validators: strict CSV readers, frictionless, the Python `csvw` package, rdflib,
//! the Nu HTML checker, a link crawler, OpenAPI linters, Schemathesis, …
//!
//! The collection of validators is not part of the repository. It is looked for in `PLAINSIGHT_INSPECT`, else in
//! `../shared/inspect`, with its tools set up; without it the test says that it skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

mod support;

use std::path::PathBuf;
use std::process::Command;
use support::{Portal, repository};

/// What is asked of the site; the browser has a test of its own.
const VALIDATORS: &str = "layout,checksums,csv,rows,datapackage-schema,datapackage,csvw,croissant,dcat-shacl,dcat-rdf,\
    dcat-us,schema-org,agreement,urls,html,links,api-catalog,feed,sitemap,robots,openapi,spectral,redocly,api-files,schemathesis";

fn inspectors() -> Option<PathBuf> {
    let folder =
        std::env::var_os("PLAINSIGHT_INSPECT").map_or_else(|| repository().join("../shared/inspect"), PathBuf::from);
    let tools = std::env::var_os("INSPECT_TOOLS").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cache/site-inspect-tools"))
    })?;
    let script = folder.join("inspect_site.py");
    (script.is_file() && tools.join("venv/bin/python").is_file() && tools.join("node/node_modules").is_dir())
        .then_some(script)
}

/// What is asked of a site with the pages of the example and other data. The comparison of rows is not: it takes a list for
/// the text that it is in CSV. `tests/catalogue/same_rows.py` compares them.
const OF_METADATA: &str = "layout,checksums,csv,datapackage-schema,datapackage,csvw,croissant,dcat-shacl,dcat-rdf,dcat-us,\
    schema-org,agreement,urls,html,links,api-catalog,feed,sitemap,robots,openapi,spectral,redocly,api-files";

/// Builds the portal and puts it before the validators.
fn passes(portal: &Portal, validators: &str) {
    let Some(script) = inspectors() else {
        println!("skipped: no validators here (PLAINSIGHT_INSPECT, ../shared/inspect, or their tools)");
        return;
    };
    portal.run(&["build"]).success();
    let output = Command::new("python3")
        .arg(script)
        .arg(portal.path("public"))
        .args(["--only", validators])
        .env("PYTHONPATH", repository().join("tests/validators"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_example_portal_passes_other_peoples_validators() {
    passes(&Portal::example(), VALIDATORS);
}

#[test]
fn a_portal_that_states_everything_passes_them_too() {
    passes(&Portal::of_site("everything-stated"), OF_METADATA);
}

/// Values that break what was declared, let pass by lower levels: no description says that there are none, so whoever
/// holds the rows to it finds no fault.
#[test]
fn a_portal_whose_publisher_let_values_pass_promises_nothing_that_they_break() {
    let rules = [
        "ambiguous-foreign-key",
        "broken-foreign-key",
        "duplicate-key",
        "missing-key-value",
        "missing-required-value",
        "out-of-range",
        "pattern-mismatch",
        "value-not-in-code-list",
        "wrong-length",
    ];
    let levels: String = rules.map(|rule| format!("\"csvw/{rule}\" = \"warn\"\n")).concat();
    let head = format!(
        "title = \"Things\"\ndescription = \"Things that are not quite as they were declared to be, some of them.\"\n\
         issued = 2026-01-31\nmodified = 2026-01-31\nlicence = \"https://example.org/licence\"\n\
         contact_point = {{ name = \"Data team\", email = \"data@example.org\" }}\n[check]\n{levels}"
    );
    let columns = [
        ("id", "datatype = \"integer\"; required = true"),
        ("code", "datatype = { base = \"string\", format = \"[a-z]+\", maxLength = 3 }; code_list = [\"a\", \"b\"]"),
        ("amount", "datatype = { base = \"decimal\", minimum = 0, groupChar = \",\" }"),
        ("day", "datatype = { base = \"date\", format = \"dd/MM/yyyy\", minimum = \"2000-01-01\" }"),
        ("name", "datatype = { base = \"string\", minLength = 2 }"),
        ("tags", "datatype = { base = \"integer\", maximum = 5 }; separator = \";\""),
        ("parent", "datatype = \"integer\""),
    ];
    let rows = "1,a,1.50,31/01/2026,ab,1;2,1\n1,ZZZZ,\"-1,000\",31/01/1999,x,1;9,1\n,c,2,1/2/2026,cd,,7\n";
    let portal = Portal::of_things(&head, &columns, &rows.replace("1/2/2026", "01/02/2026"));
    let keys = "file = \"things.csv\"\nprimary_key = [\"id\"]\n[[table.foreign_key]]\ncolumns = [\"parent\"]\n\
                reference = { dataset = \"things\", table = \"things\", columns = [\"id\"] }\n";
    portal.replace("datasets/things/dataset.toml", "file = \"things.csv\"\n", keys);
    passes(
        &portal,
        "csv,datapackage-schema,datapackage,csvw,croissant,agreement,openapi,spectral,redocly,api-files,html",
    );
}

#[test]
fn json_feeds_are_of_their_schema() {
    let Some(script) = inspectors() else {
        println!("skipped: no validators here (PLAINSIGHT_INSPECT, ../shared/inspect, or their tools)");
        return;
    };
    let schemas = script.with_file_name("").join("../schemas/jsonfeed");
    let Some(python) = support::python("jsonschema", "jsonschema", &["jsonschema"]).filter(|_| schemas.is_dir()) else {
        println!("skipped: no jsonschema, or not the schema of JSON Feed");
        return;
    };
    let portal = Portal::of_site("everything-stated");
    portal.run(&["build"]).success();
    let output = Command::new(python)
        .arg(repository().join("tests/catalogue/json_feed.py"))
        .args([portal.path("public"), schemas])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "3\n", "{}", String::from_utf8_lossy(&output.stderr));
}
