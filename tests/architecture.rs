//! The direction of dependencies that ARCHITECTURE.md promises, read from the source text.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("csvw", &[]),
    ("sources", &[]),
    ("diagnostics", &["csvw", "sources"]),
    ("model", &["diagnostics", "csvw", "sources"]),
    ("i18n", &["model", "diagnostics", "sources"]),
    ("output", &["diagnostics", "sources"]),
    ("cache", &["diagnostics", "sources"]),
    ("project", &["model", "diagnostics", "csvw", "sources"]),
    ("rows", &["project", "cache", "output", "model", "diagnostics", "csvw", "sources"]),
    ("read", &["project", "cache", "model", "i18n", "diagnostics", "csvw", "sources"]),
    ("check", &["project", "rows", "cache", "model", "i18n", "output", "diagnostics", "csvw", "sources"]),
    ("publish", &["project", "rows", "cache", "model", "i18n", "output", "diagnostics", "csvw", "sources"]),
    ("render", &["project", "rows", "cache", "model", "i18n", "output", "diagnostics", "csvw", "sources"]),
    (
        "pipeline",
        &[
            "read",
            "check",
            "publish",
            "render",
            "project",
            "rows",
            "cache",
            "model",
            "i18n",
            "output",
            "diagnostics",
            "csvw",
            "sources",
        ],
    ),
    ("add", &["project", "read", "model", "diagnostics", "csvw", "sources"]),
    ("init", &["project", "sources"]),
    ("serve", &["pipeline", "publish", "model", "diagnostics", "sources"]),
    // `plainsight csvw` is the CSVW module behind a command line, with the words of the row engine; `plainsight host` prints
    // what `publish` makes of the settings.
    (
        "cli",
        &[
            "serve",
            "pipeline",
            "add",
            "init",
            "check",
            "publish",
            "project",
            "output",
            "rows",
            "diagnostics",
            "csvw",
            "sources",
        ],
    ),
];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The files of `src/` by module, with their text; unit tests left out.
fn modules() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut modules: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in files {
        let first = path.strip_prefix(&source).unwrap().components().next().unwrap().as_os_str().to_str().unwrap();
        let module = first.trim_end_matches(".rs").to_owned();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.components().any(|part| part.as_os_str() == "tests") || name == "tests" || name.ends_with("_tests") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        modules.entry(module).or_default().push((path, text));
    }
    modules
}

/// Lines of code: without comments, and without the unit tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).map(|line| line.split("//").next().unwrap_or(""))
}

/// The modules that a line names after `crate::`, also in `use crate::{a, b::c}`.
fn named(line: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for after in line.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            let mut depth = 0;
            let mut start = 0;
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        names.insert(word(group[start..at].trim()));
                        break;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        names.insert(word(group[start..at].trim()));
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        } else {
            names.insert(word(after));
        }
    }
    names.remove("");
    names
}

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, files) in modules() {
        if module == "lib" || module == "main" {
            continue;
        }
        let may = allowed.get(module.as_str()).unwrap_or_else(|| panic!("src/{module} is not in the list above"));
        for (path, text) in files {
            for line in code(&text) {
                for name in named(line) {
                    // A macro of the crate root is no module.
                    if name != module && allowed.contains_key(name.as_str()) && !may.contains(&name.as_str()) {
                        wrong.push(format!("{}: `{module}` may not use `{name}`: {line}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_read_and_written_through_their_doors_only() {
    let doors = ["sources", "output", "cache", "add", "init", "main"];
    let mut wrong = Vec::new();
    for (module, files) in modules() {
        if doors.contains(&module.as_str()) {
            continue;
        }
        for (path, text) in files {
            // The preview hands out finished files; the row engine spills keys into the cache folder; what the system tells
            // of this process is in files that are no publisher's.
            let relative = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().replace('\\', "/");
            if ["src/serve/server.rs", "src/rows/keys/", "src/rows/sorter.rs", "src/pipeline/process.rs"]
                .iter()
                .any(|door| relative.starts_with(door))
            {
                continue;
            }
            for line in code(&text) {
                if ["std::fs", "fs::read", "fs::write", "File::open", "File::create", "OpenOptions"]
                    .iter()
                    .any(|call| line.contains(call))
                {
                    wrong.push(format!("{relative}: {line}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let mut wrong = Vec::new();
    for (module, files) in modules() {
        for (path, text) in files.iter().filter(|_| module != "cli") {
            for line in code(text) {
                if ["println!", "eprintln!", "print!(", "eprint!(", "io::stdout", "io::stderr", "anyhow"]
                    .iter()
                    .any(|call| line.contains(call))
                {
                    wrong.push(format!("{}: {line}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_architecture_page() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for (module, _) in modules() {
        let listed = page.contains(&format!("`{module}/`")) || page.contains(&format!("`{module}.rs`"));
        assert!(listed, "ARCHITECTURE.md does not tell what src/{module} is");
    }
}
