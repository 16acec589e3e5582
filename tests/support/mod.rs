//! What the tests share: a portal in a folder of its own, and the binary run in it.
#![allow(
    dead_code,
    clippy::format_push_string,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::wrong_self_convention,
    reason = "each test file uses its part"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The top of this repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A Python that has a module: the one that an environment variable names, the one of `target/{name}-venv`, or the
/// system's; if none has it, the package is installed into `target/{name}-venv`. None without Python or the network.
pub fn python(name: &str, module: &str, packages: &[&str]) -> Option<PathBuf> {
    let has_it = |python: &Path| {
        let output = Command::new(python).args(["-c", &format!("import {module}")]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let environment = repository().join("target").join(format!("{name}-venv"));
    let stated = std::env::var_os(format!("PLAINSIGHT_{}_PYTHON", name.to_uppercase())).map(PathBuf::from);
    let python = environment.join("bin/python");
    let known = stated.into_iter().chain([python.clone(), PathBuf::from("python3")]);
    if let Some(python) = known.into_iter().find(|python| has_it(python)) {
        return Some(python);
    }
    Command::new("python3").args(["-m", "venv"]).arg(&environment).output().ok()?;
    Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages).output().ok()?;
    Some(python).filter(|python| has_it(python))
}

/// A Python that has DuckDB with its extensions for HTTP and SQLite (`tests/duckdb/extensions.py`, on its path). The
/// extensions fit the version of DuckDB that they were made for, and no other. None, and a word of it, without.
pub fn duckdb() -> Option<Command> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let modules = "duckdb, duckdb_extension_httpfs, duckdb_extension_sqlite_scanner, pytz";
    let packages =
        ["duckdb==1.5.5", "duckdb-extension-httpfs==1.5.5", "duckdb-extension-sqlite-scanner==1.5.5", "pytz"];
    let Some(python) = PYTHON.get_or_init(|| python("duckdb", modules, &packages)) else {
        println!("skipped: no DuckDB here (PLAINSIGHT_DUCKDB_PYTHON, pip install {})", packages.join(" "));
        return None;
    };
    let mut command = Command::new(python);
    command.env("PYTHONPATH", repository().join("tests/duckdb"));
    Some(command)
}

/// A portal in a temporary folder, which goes when it is dropped.
pub struct Portal {
    folder: TempDir,
}

impl Portal {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A copy of the example portal at the top of this repository.
    pub fn example() -> Self {
        let portal = Self::empty();
        for name in ["plainsight.toml", "datasets", "content"] {
            copy(&repository().join(name), &portal.path(name));
        }
        portal
    }

    /// A copy of a folder in `tests/sites`.
    pub fn of_site(name: &str) -> Self {
        let portal = Self::empty();
        copy(&repository().join("tests/sites").join(name).join("input"), portal.folder.path());
        portal
    }

    /// A portal with site settings that are enough, and these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let portal = Self::empty();
        portal.write(
            "plainsight.toml",
            "[site]\ntitle = \"Open data\"\nbase_url = \"https://data.example.org/\"\npublisher = \"borough\"\nlicence = \"OGL-UK-3.0\"\n\n[publishers.borough]\nname = \"Borough of Example\"\nhomepage = \"https://example.org/\"\ngov_uk_organisation = \"borough-of-example\"\nemail = \"data@example.org\"\n",
        );
        for (path, text) in files {
            portal.write(path, text);
        }
        portal
    }

    /// A portal with a dataset `things` of one table `things`: `head` is what is said of the dataset; each column is its
    /// name and the lines of TOML after it, between them `; `; then the rows, without their header.
    pub fn of_things(head: &str, columns: &[(&str, &str)], rows: &str) -> Self {
        let mut toml = format!("{head}\n[[table]]\nfile = \"things.csv\"\n");
        for (name, rest) in columns {
            toml += &format!("\n[[table.column]]\nname = \"{name}\"\n{}\n", rest.replace("; ", "\n"));
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        Self::with(&[
            ("datasets/things/dataset.toml", &toml),
            ("datasets/things/things.csv", &format!("{}\n{rows}", names.join(","))),
        ])
    }

    /// A path in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Replaces text in a file; the text has to be there.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, text.replace(from, to))
    }

    /// A file's text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A file's JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs plainsight in the folder. The clock is fixed, so that nothing depends on the day of the test.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran { output: self.command(arguments).output().unwrap() }
    }

    /// The command that [`Portal::run`] runs.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plainsight"));
        command
            .current_dir(self.folder.path())
            .args(arguments)
            .env("SOURCE_DATE_EPOCH", "1790000000")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "120");
        command
    }

    /// Every file below a folder with its bytes, sorted.
    pub fn files(&self, below: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(below);
        let mut files = Vec::new();
        list(&root, &mut files);
        let mut files: Vec<(String, Vec<u8>)> = files
            .into_iter()
            .map(|path| (path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

/// What a run came to.
pub struct Ran {
    pub output: Output,
}

impl Ran {
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    /// The run ended with this exit code.
    #[track_caller]
    pub fn exit(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "{}\n{}", self.stdout(), self.stderr());
        self
    }

    #[track_caller]
    pub fn success(self) -> Self {
        self.exit(0)
    }

    /// The publisher's files are at fault.
    #[track_caller]
    pub fn at_fault(self) -> Self {
        self.exit(1)
    }

    /// What was said names this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        let said = format!("{}{}", self.stdout(), self.stderr());
        assert!(said.contains(text), "`{text}` is not in:\n{said}");
        self
    }

    /// What was said does not name this.
    #[track_caller]
    pub fn is_silent_on(self, text: &str) -> Self {
        let said = format!("{}{}", self.stdout(), self.stderr());
        assert!(!said.contains(text), "`{text}` is in:\n{said}");
        self
    }
}

/// Copies a file or a folder.
pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}
