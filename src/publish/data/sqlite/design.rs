//! Which tables and keys the database has.

use super::Obstacle;
use super::form::{Column, columns_of};
use crate::csvw::ForeignKey;
use crate::model::{Dataset, Table};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Columns that a table of SQLite has at most, unless it was built for more (sqlite.org, "Limits In SQLite").
const COLUMNS_MAX: usize = 2000;

/// A table of the database.
#[derive(Debug)]
pub(super) struct Design {
    pub name: String,
    pub columns: Arc<[Column]>,
    /// None where a column of the key is not published.
    pub primary_key: Vec<String>,
    /// Columns that foreign keys refer to and that are no primary key.
    unique: BTreeSet<Vec<String>>,
    foreign_keys: Vec<Enforced>,
}

/// A foreign key to a table of the same database.
#[derive(Debug, PartialEq, Eq)]
struct Enforced {
    columns: Vec<String>,
    table: String,
    referenced: Vec<String>,
}

/// The tables of a dataset's database, or why there is none.
pub(super) fn of(dataset: &Dataset) -> Result<Vec<Design>, Obstacle> {
    let mut designs: Vec<Design> = dataset.tables.iter().map(of_table).collect::<Result<_, _>>()?;
    let mut names = BTreeSet::new();
    if let Some(twice) = designs.iter().find(|design| !names.insert(&design.name)) {
        // Which stops the build, and is told there.
        return Err((format!("two tables have the name `{}`", twice.name), "give one of them another name".to_owned()));
    }
    for (number, table) in dataset.tables.iter().enumerate() {
        for key in &table.schema.foreign_keys {
            let Some(enforced) = enforced(dataset, table, key) else { continue };
            if let Some(referred) = designs.iter_mut().find(|design| design.name == enforced.table)
                && !same_columns(&referred.primary_key, &enforced.referenced)
            {
                referred.unique.insert(enforced.referenced.clone());
            }
            if let Some(design) = designs.get_mut(number)
                && !design.foreign_keys.contains(&enforced)
            {
                design.foreign_keys.push(enforced);
            }
        }
    }
    Ok(designs)
}

fn of_table(table: &Table) -> Result<Design, Obstacle> {
    let (name, columns) = (&table.name, columns_of(table));
    if columns.is_empty() {
        return Err((format!("the table `{name}` has no column that is published"), String::new()));
    }
    if columns.len() > COLUMNS_MAX {
        let reason = format!("the table `{name}` has {} columns, and SQLite holds {COLUMNS_MAX}", columns.len());
        return Err((reason, "nothing has to be done; SQLite is no format for tables of so many columns".to_owned()));
    }
    if name.starts_with("sqlite_") {
        let help = "give the table another name: SQLite keeps `sqlite_` for its own tables";
        return Err((format!("SQLite has no room for a table named `{name}`"), help.to_owned()));
    }
    let mut names = BTreeSet::new();
    if let Some(twice) = columns.iter().find(|column| !names.insert(column.name.to_ascii_lowercase())) {
        let reason = format!("`{}` is the name of two columns of `{name}`, since case does not count", twice.name);
        return Err((reason, "give one of them another name".to_owned()));
    }
    let is_there = |name: &String| columns.iter().any(|column| column.name == *name);
    let primary_key = &table.schema.primary_key;
    let primary_key = if primary_key.iter().all(is_there) { primary_key.clone() } else { Vec::new() };
    Ok(Design { name: name.clone(), columns, primary_key, unique: BTreeSet::new(), foreign_keys: Vec::new() })
}

/// The foreign key, if SQLite can hold it: to a table of the dataset, between columns that are published and are lists or
/// not on both sides.
fn enforced(dataset: &Dataset, table: &Table, key: &ForeignKey) -> Option<Enforced> {
    let (id, name) = key.reference.table.split_once('/')?;
    let referred = dataset.table(name).filter(|_| id == dataset.id)?;
    let pairs = key.columns.iter().zip(&key.reference.columns);
    let fits = |(from, to): (&String, &String)| {
        let both = table.schema.column(from).zip(referred.schema.column(to));
        both.is_some_and(|(from, to)| {
            let is_published = |column: &crate::csvw::Column| !column.suppress_output && !column.is_virtual;
            is_published(from) && is_published(to) && from.separator == to.separator
        })
    };
    let is_whole = !key.columns.is_empty() && key.columns.len() == key.reference.columns.len();
    (is_whole && pairs.into_iter().all(fits)).then(|| Enforced {
        columns: key.columns.clone(),
        table: name.to_owned(),
        referenced: key.reference.columns.clone(),
    })
}

fn same_columns(one: &[String], other: &[String]) -> bool {
    let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
    one.len() == other.len() && set(one) == set(other)
}

impl Design {
    /// `CREATE TABLE` as it is while rows are inserted: without its keys.
    pub fn create_without_keys(&self) -> String {
        self.create_of(&self.columns())
    }

    /// `CREATE TABLE` with its keys.
    pub fn create(&self) -> String {
        let mut parts = self.columns();
        if !self.primary_key.is_empty() {
            parts.push(format!("PRIMARY KEY ({})", list(&self.primary_key)));
        }
        parts.extend(self.unique.iter().map(|columns| format!("UNIQUE ({})", list(columns))));
        parts.extend(self.foreign_keys.iter().map(|key| {
            let (columns, referenced) = (list(&key.columns), list(&key.referenced));
            format!("FOREIGN KEY ({columns}) REFERENCES {} ({referenced})", quoted(&key.table))
        }));
        self.create_of(&parts)
    }

    /// `CREATE INDEX` for each unique key that [`create`](Self::create) states, in their order, under the name that SQLite
    /// gives to it (sqlite.org, "Database File Format", 2.6: internal indices).
    pub fn create_keys(&self) -> impl Iterator<Item = String> {
        let primary = Some(&self.primary_key).filter(|columns| !columns.is_empty());
        primary.into_iter().chain(&self.unique).zip(1..).map(|(columns, number)| {
            let name = quoted(&format!("sqlite_autoindex_{}_{number}", self.name));
            format!("CREATE UNIQUE INDEX {name} ON {} ({})", quoted(&self.name), list(columns))
        })
    }

    fn create_of(&self, parts: &[String]) -> String {
        format!("CREATE TABLE {} (\n  {}\n)", quoted(&self.name), parts.join(",\n  "))
    }

    fn columns(&self) -> Vec<String> {
        let is_key = |column: &Column| self.primary_key.as_slice() == [column.name.as_str()];
        let column = |column: &Column| {
            let kind = column.form.declared(is_key(column));
            let not_null = if column.required { " NOT NULL" } else { "" };
            format!("{} {kind}{not_null}", quoted(&column.name))
        };
        self.columns.iter().map(column).collect()
    }

    /// `INSERT` of a row.
    pub fn insert(&self) -> String {
        let values = vec!["?"; self.columns.len()].join(", ");
        format!("INSERT INTO {} VALUES ({values})", quoted(&self.name))
    }
}

/// A name in double quotes, so that it may be a word of SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}
