//! What the tables and columns mean, as tables of the database. Their names begin with `_`, which no table of a dataset's
//! can. Foreign keys to other datasets are in the CSVW metadata alone: what they refer to is not here.

use super::Broken;
use super::design::Design;
use crate::csvw::Datatype;
use crate::model::{CodeList, Dataset};
use crate::publish::metadata::promises;
use rusqlite::{Connection, Result, params};
use std::sync::Arc;

const TABLES: &str = "
CREATE TABLE \"_dataset\" (
  \"id\" TEXT PRIMARY KEY NOT NULL, \"title\" TEXT, \"description\" TEXT, \"modified\" TEXT, \"version\" TEXT,
  \"licence\" TEXT, \"licence_url\" TEXT
);
CREATE TABLE \"_tables\" (
  \"name\" TEXT PRIMARY KEY NOT NULL, \"title\" TEXT, \"description\" TEXT, \"rows\" INTEGER NOT NULL
);
CREATE TABLE \"_columns\" (
  \"table\" TEXT NOT NULL REFERENCES \"_tables\" (\"name\"), \"position\" INTEGER NOT NULL, \"name\" TEXT NOT NULL,
  \"title\" TEXT, \"description\" TEXT, \"datatype\" TEXT NOT NULL, \"format\" TEXT, \"unit\" TEXT, \"separator\" TEXT,
  \"required\" BOOLEAN NOT NULL,
  PRIMARY KEY (\"table\", \"name\")
);
CREATE TABLE \"_codes\" (
  \"table\" TEXT NOT NULL, \"column\" TEXT NOT NULL, \"code\" TEXT NOT NULL, \"label\" TEXT,
  PRIMARY KEY (\"table\", \"column\", \"code\"),
  FOREIGN KEY (\"table\", \"column\") REFERENCES \"_columns\" (\"table\", \"name\")
);
";

/// Writes the dictionary. `rows` has the number of rows of each table; of what is `broken` nothing is said.
pub(super) fn write(
    connection: &Connection,
    dataset: &Dataset,
    language: &str,
    designs: &[Arc<Design>],
    (rows, broken): (&[u64], &Broken),
) -> Result<()> {
    connection.execute_batch(TABLES)?;
    let words = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
    connection.execute(
        "INSERT INTO \"_dataset\" VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            dataset.id,
            words(dataset.title.words(language)),
            words(dataset.description.words(language)),
            dataset.modified.map(|day| day.to_string()),
            dataset.version,
            dataset.licence.as_ref().map(|licence| &licence.name),
            dataset.licence.as_ref().map(|licence| &licence.url),
        ],
    )?;
    for ((table, design), rows) in dataset.tables.iter().zip(designs).zip(rows) {
        connection.execute(
            "INSERT INTO \"_tables\" VALUES (?, ?, ?, ?)",
            params![
                table.name,
                words(table.title.words(language)),
                words(table.description.words(language)),
                i64::try_from(*rows).unwrap_or(i64::MAX),
            ],
        )?;
        let mut insert = connection.prepare("INSERT INTO \"_columns\" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for (position, column) in (1_i64..).zip(design.columns.iter()) {
            let declared = table.schema.columns.get(column.index).zip(table.columns.get(column.index));
            let Some((declared, told)) = declared else { continue };
            let profile = broken.get(&table.name).and_then(|columns| columns.get(&column.name));
            let promised = promises::borne_out(declared, profile);
            insert.execute(params![
                table.name,
                position,
                column.name,
                words(told.title.words(language)),
                words(told.description.words(language)),
                promised.datatype.base,
                pattern(&promised.datatype),
                told.unit,
                declared.separator,
                promised.required,
            ])?;
            // What codes mean, which does not say that no cell has another. A list may have a code twice by mistake, which
            // is told elsewhere.
            let mut code = connection.prepare("INSERT OR IGNORE INTO \"_codes\" VALUES (?, ?, ?, ?)")?;
            if let Some(CodeList::Codes(codes)) = &told.code_list {
                for (value, label) in codes {
                    code.execute(params![table.name, column.name, value, words(label.words(language))])?;
                }
            }
        }
    }
    Ok(())
}

/// A regular expression that texts match. The formats of numbers, dates and booleans are those of the source, and what is
/// published is in canonical form.
fn pattern(datatype: &Datatype) -> Option<&str> {
    datatype.format.as_deref().filter(|_| datatype.base == "string")
}
