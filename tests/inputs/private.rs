//! Nothing is published by accident.

use super::{DATASET, described, things};
use crate::contents::contents;
use crate::support::Portal;

const TOML: &str = "datasets/things/dataset.toml";

/// No file of the site has one of these in its name or its bytes, nor has what is packed in it.
#[track_caller]
fn is_nowhere(portal: &Portal, secrets: &[&str]) {
    for (path, text) in contents(portal, "public") {
        for secret in secrets {
            assert!(!path.contains(secret), "{path}");
            assert!(!text.contains(secret), "{path} has `{secret}`");
        }
    }
}

#[test]
fn a_file_that_nothing_names_is_warned_of_and_absent() {
    let portal = things("id,n\na,1\n");
    portal.write("datasets/things/tenants.csv", "name\nQuixote\n").write("datasets/things/notes.xlsx", "Quixote");
    portal.write("datasets/loose.csv", "name\nQuixote\n");
    portal
        .run(&["build"])
        .success()
        .says("project/undeclared-file")
        .says("`tenants.csv`")
        .says("`notes.xlsx`")
        .says("loose.csv");
    is_nowhere(&portal, &["tenants", "Quixote", "notes.xlsx"]);
    portal.run(&["build", "--strict"]).at_fault().says("--strict");
}

#[test]
fn a_column_that_nothing_declares_stops_the_build() {
    let portal = things("id,n\na,1\n");
    portal.run(&["build"]).success();
    portal.write("datasets/things/things.csv", "id,n,tenant\na,1,Quixote\n");
    portal.run(&["build"]).at_fault().says("csvw/undeclared-column");
    is_nowhere(&portal, &["tenant", "Quixote"]);
}

#[test]
fn a_column_whose_output_is_suppressed_is_in_no_published_byte() {
    let portal = things("id,n,wraith\na,1,Quixote\nb,2,=Quixote@example.org\nc,3,Quixote\n");
    let column = "\n[[table.column]]\nname = \"wraith\"\ntitle = \"Wraith\"\ndescription = \"The Wraith of Quixote.\"\nsuppress_output = true\n";
    portal.write(TOML, format!("{DATASET}{column}"));
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["wraith", "Wraith", "Quixote"]);
    assert_eq!(portal.read("public/datasets/things/things.csv"), "id,n\r\na,1\r\nb,2\r\nc,3\r\n");
    // Not even when it is what a finding is about.
    portal.write(TOML, format!("{DATASET}{column}datatype = {{ base = \"string\", max_length = 3 }}\n"));
    portal.run(&["build"]).at_fault().says("wraith");
    is_nowhere(&portal, &["wraith", "Wraith", "Quixote"]);
}

#[test]
fn a_suppressed_column_may_be_a_key_but_not_a_look_up_or_the_source() {
    let portal = things("id,n,wraith\na,1,Quixote\n");
    let column = "\n[[table.column]]\nname = \"wraith\"\nsuppress_output = true\n";
    for line in ["index = [\"wraith\"]", "publish_source = true"] {
        portal.write(TOML, format!("{DATASET}{column}").replace("primary_key = [\"id\"]", line));
        portal.run(&["build"]).at_fault().says("dataset.toml");
        assert!(!portal.path("public").exists());
    }
    portal.write(TOML, format!("{DATASET}{column}").replace("primary_key = [\"id\"]", "primary_key = [\"wraith\"]"));
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["wraith", "Quixote"]);
}

#[test]
fn a_published_column_that_refers_to_a_suppressed_one_is_told() {
    let portal = secret("");
    let toml = portal.read("datasets/ledger/dataset.toml");
    let reference = "\n[[table.foreign_key]]\ncolumns = [\"who\"]\nreference = { dataset = \"things\", table = \"things\", columns = [\"wraith\"] }\n";
    portal.write("datasets/ledger/dataset.toml", format!("{toml}{reference}"));
    portal.write("datasets/things/things.csv", "id,n,wraith\na,1,Quixote\nb,2,Panza\n");
    portal.write(TOML, format!("{DATASET}\n[[table.column]]\nname = \"wraith\"\nsuppress_output = true\n"));
    portal
        .run(&["check"])
        .success()
        .says("warning[project/reference-to-suppressed]")
        .says("`who` of `ledger/ledger.csv` is published and refers to `wraith` of `things/things.csv`")
        .says("ledger/dataset.toml:")
        .says("things/dataset.toml:")
        .says("suppress `who` as well");
    portal.run(&["build", "--strict"]).at_fault();
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["wraith"]);
    let allow = "[check]\n\"project/reference-to-suppressed\" = { level = \"allow\", reason = \"no secrets\" }\n";
    portal.write("datasets/ledger/dataset.toml", format!("{toml}{reference}{allow}"));
    portal.run(&["build", "--strict", "--out", "allowed"]).success().is_silent_on("reference-to-suppressed");
    // A code list in a table is a reference too.
    let code_list = "code_list = { dataset = \"things\", table = \"things\", column = \"wraith\" }\n";
    portal.write("datasets/ledger/dataset.toml", format!("{toml}{code_list}"));
    portal.run(&["check"]).success().says("project/reference-to-suppressed");
    portal.write("datasets/ledger/dataset.toml", format!("{toml}suppress_output = true\n{code_list}"));
    portal.run(&["check"]).is_silent_on("project/reference-to-suppressed");
}

/// A published table and `wraiths.csv`, a register that is checked and never published.
fn with_a_register(reference: &str, site: &str) -> Portal {
    let portal = things("id,n\na,1\nb,2\n");
    let settings = portal.read("plainsight.toml");
    portal.write("plainsight.toml", format!("{settings}{site}"));
    let register = "\n[[table]]\nfile = \"wraiths.csv\"\ntitle = \"Wraiths\"\nprimary_key = [\"wraith\"]\n[[table.column]]\nname = \"wraith\"\ntitle = \"Wraith\"\nsuppress_output = true\n[[table.column]]\nname = \"sheet\"\ntitle = \"Wraith's sheet\"\nsuppress_output = true\n";
    portal.write(TOML, format!("{DATASET}{reference}{register}"));
    portal.write("datasets/things/wraiths.csv", "wraith,sheet\na,Quixote\nb,Panza\n");
    portal
}

const ALL_FORMATS: &str = "\n[formats]\nparquet = true\nxlsx = true\nods = true\nsqlite = true\nzip = true\n";

#[test]
fn a_table_that_is_suppressed_as_a_whole_is_checked_and_in_no_published_byte() {
    let reference = "\n[[table.foreign_key]]\ncolumns = [\"id\"]\nreference = { dataset = \"things\", table = \"wraiths\", columns = [\"wraith\"] }\n";
    let code_list = "code_list = { dataset = \"things\", table = \"wraiths\", column = \"wraith\" }\n";
    for refers in [reference, code_list] {
        let portal = with_a_register(&refers.replace("code_list", "datatype = \"string\"\ncode_list"), ALL_FORMATS);
        if refers == code_list {
            // The last column of the published table is an integer.
            portal.replace(TOML, "name = \"n\"\ndatatype = \"integer\"\n", "name = \"n\"\n");
            portal.write("datasets/things/things.csv", "id,n\na,a\nb,b\n");
        }
        portal.run(&["build"]).success().is_silent_on("project/unpublished-table").says("2 tables");
        is_nowhere(&portal, &["wraith", "Wraith", "Quixote", "Panza"]);
        assert!(portal.path("public/datasets/things/things.xlsx").exists());
        // From the cache too, and `check` foresees the same site.
        portal.run(&["build"]).success().says("0 written");
        portal.run(&["check"]).success().is_silent_on("content/broken-link");
        // It is checked: as a table, and as what others refer to.
        portal.write("datasets/things/wraiths.csv", "wraith,sheet\na,Quixote\na,Panza\n");
        portal.run(&["check"]).at_fault().says("csvw/duplicate-key").says("csvw/broken-foreign-key");
        is_nowhere(&portal, &["wraith", "Quixote"]);
    }
}

#[test]
fn a_suppressed_table_that_nothing_refers_to_is_told() {
    let portal = with_a_register("", ALL_FORMATS);
    portal
        .run(&["check"])
        .success()
        .says("warning[project/unpublished-table]")
        .says("all columns of the table `wraiths` are suppressed")
        .says("dataset.toml:20");
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["wraith", "Wraith", "Quixote", "Panza"]);
    portal.run(&["build", "--strict"]).at_fault();
    // One column is enough.
    portal.replace(TOML, "title = \"Wraith's sheet\"\nsuppress_output = true\n", "");
    portal.run(&["build"]).success().is_silent_on("project/unpublished-table");
    assert_eq!(portal.read("public/datasets/things/wraiths.csv"), "sheet\r\nQuixote\r\nPanza\r\n");
}

#[test]
fn a_table_whose_output_csvw_suppresses_is_not_published() {
    let portal = things("id,n\na,1\n");
    portal.write(TOML, DATASET.split("\n[[table]]").next().unwrap());
    portal.write(
        "datasets/things/csv-metadata.json",
        r#"{"@context": "http://www.w3.org/ns/csvw", "tables": [
            {"url": "things.csv", "tableSchema": {"columns": [{"name": "id", "titles": "id"}, {"name": "n", "titles": "n"}]}},
            {"url": "wraiths.csv", "suppressOutput": true, "tableSchema": {"columns": [{"name": "wraith", "titles": "wraith"}]}}
        ]}"#,
    );
    portal.write("datasets/things/wraiths.csv", "wraith\nQuixote\n");
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["wraith", "Quixote"]);
    assert!(portal.path("public/datasets/things/things.csv").exists());
}

fn secret(extra: &str) -> Portal {
    let portal = things("id,n\na,1\n");
    portal.write(
        "datasets/ledger/dataset.toml",
        described("Ledger", "[[table]]\nfile = \"ledger.csv\"\n[[table.column]]\nname = \"who\"\n").replacen(
            "title",
            &format!("{extra}\ntitle"),
            1,
        ),
    );
    portal.write("datasets/ledger/ledger.csv", "who\nQuixote\nPanza\n");
    portal
}

#[test]
fn rows_of_a_restricted_dataset_are_in_no_published_byte() {
    let rights =
        "access_rights = { level = \"restricted\", reason = \"It names people.\", how_to_ask = \"Write to us.\" }";
    let portal = secret(rights);
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["Quixote", "Panza", "ledger.csv"]);
    let page = portal.read("public/datasets/ledger/index.html");
    assert!(page.contains("It names people.") && page.contains("Write to us."), "{page}");
}

#[test]
fn before_its_day_a_dataset_is_a_notice_only() {
    let portal = secret("available = 2026-12-24");
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["Quixote", "Panza", "ledger.csv"]);
    assert!(portal.path("public/datasets/ledger/index.html").exists());
    let output = portal.command(&["build"]).env("SOURCE_DATE_EPOCH", "1800000000").output().unwrap();
    assert!(output.status.success());
    assert!(portal.read("public/datasets/ledger/ledger.csv").contains("Quixote"));
}

#[test]
fn a_draft_refers_and_is_not_referred_to() {
    let reference = |dataset: &str, column: &str, theirs: &str| {
        format!(
            "\n[[table.foreign_key]]\ncolumns = [\"{column}\"]\nreference = {{ dataset = \"{dataset}\", table = \"{dataset}\", columns = [\"{theirs}\"] }}\n"
        )
    };
    // A draft may refer to what is published, and is checked.
    let portal = secret("status = \"draft\"");
    let toml = portal.read("datasets/ledger/dataset.toml");
    portal.write("datasets/ledger/dataset.toml", format!("{toml}{}", reference("things", "who", "id")));
    portal.run(&["build"]).at_fault().says("`Quixote` is not in");
    portal.write("datasets/ledger/ledger.csv", "who\na\n");
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["ledger", "Ledger"]);
    // What is published may not refer to a draft, nor to what nobody may see yet.
    for extra in ["status = \"draft\"", "available = 2026-12-24"] {
        let portal = secret(extra);
        portal.write("datasets/ledger/ledger.csv", "who\na\n");
        portal.write(TOML, format!("{DATASET}{}", reference("ledger", "id", "who")));
        portal.run(&["build"]).at_fault().says("project/reference-to-unpublished");
        assert!(!portal.path("public").exists());
    }
}

#[test]
fn what_turns_into_a_draft_leaves_the_site() {
    let portal = secret("version = \"1\"");
    portal.run(&["build"]).success();
    assert!(portal.read("public/datasets/ledger/ledger.csv").contains("Quixote"));
    portal.replace("datasets/ledger/dataset.toml", "version = \"1\"", "status = \"draft\"");
    portal.run(&["build"]).success();
    is_nowhere(&portal, &["ledger", "Quixote"]);
    portal.run(&["verify", "public"]).success();
}

#[test]
fn a_page_that_links_to_a_draft_is_told() {
    let portal = secret("status = \"draft\"");
    portal.write("content/about.md", "+++\ntitle = \"About\"\n+++\nSee the [book](datasets/ledger/).\n");
    portal.run(&["build"]).at_fault().says("content/broken-link").says("about.md:4");
}

#[test]
fn an_allow_needs_a_reason_and_a_use() {
    let portal = things("id,n\n=1,1\n");
    portal.run(&["check"]).success().says("csv/formula-like-cell");
    portal.write(TOML, format!("{DATASET}\n[check]\n\"csv/formula-like-cell\" = \"allow\"\n"));
    portal.run(&["check"]).at_fault().says("project/allow-without-reason").says("dataset.toml:20");
    let allow = "{ level = \"allow\", reason = \"they are codes\" }";
    portal.write(TOML, format!("{DATASET}\n[check]\n\"csv/formula-like-cell\" = {allow}\n"));
    portal.run(&["check", "--strict"]).success().is_silent_on("formula-like");
    portal.write("datasets/things/things.csv", "id,n\na,1\n");
    portal.run(&["check"]).success().says("project/unused-allow");
    portal.write(TOML, format!("{DATASET}\n[check]\n\"csv/formula-like-sell\" = {allow}\n"));
    portal.run(&["check"]).at_fault().says("project/unknown-rule").says("did you mean `csv/formula-like-cell`?");
    portal.write(TOML, format!("{DATASET}\n[check]\n\"csv/formula-like-cell\" = \"deny\"\n"));
    portal.write("datasets/things/things.csv", "id,n\n=1,1\n");
    portal.run(&["build"]).at_fault().says("error[csv/formula-like-cell]");
}

#[test]
fn what_cannot_be_allowed_stays() {
    let portal = things("id,n,email\na,1,x\n");
    portal.write(
        TOML,
        format!("{DATASET}\n[check]\n\"csvw/undeclared-column\" = {{ level = \"allow\", reason = \"we know\" }}\n"),
    );
    portal.run(&["build"]).at_fault().says("cannot be allowed").says("csvw/undeclared-column");
    assert!(!portal.path("public").exists());
}

#[test]
fn an_open_mark_warns_and_strict_refuses_it() {
    let portal = things("id,n\na,1\n");
    portal.replace(TOML, "title = \"Things\"", "title = \"Things\" #? say what they are");
    portal.run(&["check"]).success().says("project/unconfirmed").says("dataset.toml:1");
    portal.run(&["build"]).success();
    portal.run(&["check", "--strict"]).at_fault();
    portal.run(&["build", "--strict", "--out", "strict"]).at_fault().says("--strict refuses warnings");
    assert!(!portal.path("strict").exists());
    portal.replace(TOML, " #? say what they are", "");
    portal.run(&["build", "--strict", "--out", "strict"]).success();
}

#[test]
fn personal_data_is_warned_of_without_being_shown() {
    let portal = things("id,n\njane.doe@example.org,1\nQQ123456C,2\n07700 900123,3\n");
    portal.run(&["build"]).success().says("privacy/");
    let quality = portal.read("public/quality.json") + &portal.read("public/quality/index.html");
    for value in ["jane.doe", "QQ123456C", "900123"] {
        assert!(!quality.contains(value), "{value}");
    }
}
