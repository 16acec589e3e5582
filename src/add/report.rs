//! What was added, and why so, as data and as text for people.

use super::write::counted;
use std::fmt;
use std::path::PathBuf;

/// What `add` did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddReport {
    /// The datasets, one for each folder or description that was given, and one for all single files.
    pub datasets: Vec<AddedDataset>,
}

/// A dataset that was added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedDataset {
    /// Its id.
    pub id: String,
    /// Every file that was written, the descriptions first.
    pub written: Vec<PathBuf>,
    /// How many of them are copies.
    pub copied: usize,
    /// The `dataset.toml`, if one had to be written.
    pub toml: Option<String>,
    /// What was inferred of each table.
    pub tables: Vec<AddedTable>,
    /// What stayed out.
    pub left_out: Vec<LeftOut>,
    /// What people should know of the whole.
    pub notes: Vec<String>,
    /// Marked lines: what only the publisher can say.
    pub marks: usize,
}

/// What was inferred of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedTable {
    /// Its name.
    pub name: String,
    /// What `file` says.
    pub file: String,
    /// The files that it is in.
    pub files: Vec<String>,
    /// Its rows.
    pub rows: u64,
    /// What was found in the bytes: encoding, delimiter, rows above the header.
    pub reasons: Vec<String>,
    /// The column that tells rows apart.
    pub key: Option<String>,
    /// Its columns.
    pub columns: Vec<AddedColumn>,
    /// What `check` is going to say.
    pub warnings: Vec<String>,
}

/// What was inferred of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddedColumn {
    /// Its name.
    pub name: String,
    /// Its datatype with its format, such as `date dd/MM/yyyy`.
    pub datatype: String,
    /// Why, and what else is worth knowing.
    pub why: Vec<String>,
}

/// Something that was not added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What.
    pub path: String,
    /// Why.
    pub why: String,
}

impl LeftOut {
    pub(super) fn new(path: impl Into<String>, why: impl Into<String>) -> Self {
        Self { path: path.into(), why: why.into() }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

impl fmt::Display for AddReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, dataset) in self.datasets.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            dataset.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for AddedDataset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let copied = match self.copied {
            0 => "nothing copied".to_owned(),
            1 => "1 file copied".to_owned(),
            count => format!("{count} files copied"),
        };
        writeln!(f, "Added `{}` ({copied})", self.id)?;
        for table in &self.tables {
            writeln!(f)?;
            table.fmt(f)?;
        }
        if !self.notes.is_empty() {
            writeln!(f, "\nTo know")?;
            for note in &self.notes {
                writeln!(f, "  {note}")?;
            }
        }
        if !self.left_out.is_empty() {
            writeln!(f, "\nLeft out")?;
            for left in &self.left_out {
                writeln!(f, "  {left}")?;
            }
        }
        let command = format!("plainsight check {}", self.id);
        match (&self.toml, self.marks) {
            (None, _) => {
                writeln!(f, "\nIts own description says all that has to be said. Next: `{command}`")
            }
            (Some(path), 0) => writeln!(f, "\nRead `{path}`, and then run `{command}`"),
            (Some(path), marks) => {
                let lines = if marks == 1 { "one line is".to_owned() } else { format!("{marks} lines are") };
                writeln!(
                    f,
                    "\nIn `{path}` {lines} marked `#?`: what only you can say. `build` does not wait for them, `build --strict` \
                     does. Edit the lines, delete the marks, and run `{command}`"
                )
            }
        }
    }
}

impl fmt::Display for AddedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = match self.files.len() {
            0 | 1 => String::new(),
            count => format!(" ({count} files)"),
        };
        writeln!(
            f,
            "{}{files}: table `{}`, {}, {}",
            self.file,
            self.name,
            counted(self.rows, "row"),
            counted(self.columns.len() as u64, "column")
        )?;
        for warning in &self.warnings {
            writeln!(f, "  ! {warning}")?;
        }
        for reason in &self.reasons {
            writeln!(f, "  {reason}")?;
        }
        if let Some(key) = &self.key {
            writeln!(f, "  key `{key}`: there is a value in every row, and no two are the same")?;
        }
        let width = |of: fn(&AddedColumn) -> &str| {
            self.columns.iter().map(|column| of(column).chars().count()).max().unwrap_or(0).min(40)
        };
        let (names, datatypes) = (width(|column| &column.name), width(|column| &column.datatype));
        for column in &self.columns {
            let why = column.why.join("; ");
            let line = format!("    {:names$}  {:datatypes$}  {why}", column.name, column.datatype);
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
