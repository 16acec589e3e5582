//! A few lines of code that read a table, in the languages people use.
//!
//! A reader of CSV that guesses takes `007` for a number, so a column of texts that may look like one is named.

use super::super::leaf::Leaf;
use crate::csvw::column::CompiledColumn;
use crate::csvw::value::Kind;
use crate::model::{Entry, Format, Table, TableSummary};
use serde::Serialize;

/// With more columns to name than this, all are read as texts.
const NAMED: usize = 8;

/// A few lines of code.
#[derive(Debug, Serialize)]
pub struct Snippet {
    /// The language or the tool.
    pub name: &'static str,
    /// What it is called where several tables are on the page.
    pub label: String,
    /// What it is, in lower case and after what sets it apart on the page, for an id.
    pub id: String,
    /// The code.
    pub code: String,
}

/// Where a table can be read. Addresses are percent-encoded, so they have no quotes.
#[derive(Debug, Default)]
struct Readable {
    csv: String,
    parquet: Option<String>,
    rows: Option<String>,
    look_up: Option<String>,
    /// Columns of texts that a reader may take for numbers; names are letters, digits and `_`.
    texts: Vec<String>,
}

/// Lines that read a table; none if its rows are not published. `prefix` begins each id.
pub fn snippets(leaf: &Leaf<'_>, entry: &Entry, table: &Table, prefix: &str) -> Vec<Snippet> {
    let Some(summary) = entry.summary.tables.get(&table.name).filter(|_| entry.visibility.has_rows()) else {
        return Vec::new();
    };
    let Some(csv) = summary.artefact(Format::Csv) else { return Vec::new() };
    let folder = format!("api/v1/datasets/{}/tables/{}", entry.dataset.id, table.name);
    let look_up = summary.lookups.iter().find_map(|lookup| {
        let (value, _) = lookup.values.first()?;
        Some(leaf.full(&format!("{folder}/by/{}/{value}/1.json", lookup.column)))
    });
    let readable = Readable {
        csv: leaf.full(&csv.path),
        parquet: summary.artefact(Format::Parquet).map(|artefact| leaf.full(&artefact.path)),
        rows: (summary.row_pages > 0).then(|| leaf.full(&format!("{folder}/rows/1.json"))),
        look_up,
        texts: number_like_texts(table, summary),
    };
    let title = leaf.words(&table.title, &table.name).text;
    all(&readable, prefix, &title)
}

/// Columns of texts whose first value begins as a number does: those before it in the order of bytes have no letter.
fn number_like_texts(table: &Table, summary: &TableSummary) -> Vec<String> {
    let is_like_a_number = |name: &str| {
        let profile = summary.columns.iter().find(|profile| profile.name == name);
        let smallest = profile.and_then(|profile| profile.smallest.as_deref()).unwrap_or_default();
        smallest.starts_with(|first: char| first.is_ascii_digit() || "+-. ".contains(first))
    };
    table
        .published_columns()
        .filter(|(column, _)| {
            let kind = CompiledColumn::compile(column).0.kind();
            kind == Kind::List || (kind == Kind::String && is_like_a_number(&column.name))
        })
        .map(|(column, _)| column.name.clone())
        .collect()
}

fn all(table: &Readable, prefix: &str, title: &str) -> Vec<Snippet> {
    let mut found = vec![("curl", "curl", curl(table))];
    found.extend(table.rows.as_deref().map(|rows| ("Python, requests", "requests", requests(rows))));
    found.extend([("Python, pandas", "pandas", pandas(table)), ("R", "r", r(table))]);
    found.push(("JavaScript", "javascript", javascript(table)));
    found.push(("DuckDB", "duckdb", duckdb(table)));
    let snippet = |(name, id, code)| Snippet {
        name,
        label: if prefix.is_empty() { String::from(name) } else { format!("{name}: {title}") },
        id: format!("{prefix}{id}"),
        code,
    };
    found.into_iter().map(snippet).collect()
}

fn curl(table: &Readable) -> String {
    let mut lines = vec![format!("curl --fail --remote-name {}", table.csv)];
    let pages = [&table.rows, &table.look_up];
    lines.extend(pages.into_iter().flatten().map(|page| format!("curl --fail {page}")));
    lines.join("\n")
}

fn requests(rows: &str) -> String {
    format!(
        r#"from decimal import Decimal
from urllib.parse import urljoin
import requests

address = "{rows}"
while address:
    answer = requests.get(address, timeout=60)
    answer.raise_for_status()
    page = answer.json(parse_float=Decimal)
    for row in page["rows"]:
        print(row)
    address = page["next"] and urljoin(address, page["next"])"#
    )
}

fn pandas(table: &Readable) -> String {
    let types = named(&table.texts, |names| match names {
        Some(names) => {
            let each: Vec<String> = names.iter().map(|name| format!("\"{name}\": \"string\"")).collect();
            format!(", dtype={{{}}}", each.join(", "))
        }
        None => ", dtype=\"string\"".to_owned(),
    });
    format!("import pandas as pd\n\ntable = pd.read_csv(\"{}\"{types})\nprint(table.head())", table.csv)
}

fn r(table: &Readable) -> String {
    let types = named(&table.texts, |names| match names {
        Some(names) => {
            let each: Vec<String> = names.iter().map(|name| format!("{name} = \"character\"")).collect();
            format!(", colClasses = c({})", each.join(", "))
        }
        None => ", colClasses = \"character\"".to_owned(),
    });
    format!("table <- read.csv(\"{}\"{types})\nprint(head(table))", table.csv)
}

fn javascript(table: &Readable) -> String {
    match &table.rows {
        Some(rows) => format!(
            r#"let address = "{rows}";
while (address) {{
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  const page = await answer.json();
  console.log(page.rows);
  address = page.next && new URL(page.next, address).href;
}}"#
        ),
        None => format!("const answer = await fetch(\"{}\");\nconsole.log(await answer.text());", table.csv),
    }
}

fn duckdb(table: &Readable) -> String {
    let from = match &table.parquet {
        // Its columns have types.
        Some(parquet) => format!("'{parquet}'"),
        None => {
            let types = named(&table.texts, |names| match names {
                Some(names) => {
                    let each: Vec<String> = names.iter().map(|name| format!("'{name}': 'VARCHAR'")).collect();
                    format!(", types = {{{}}}", each.join(", "))
                }
                None => ", all_varchar = true".to_owned(),
            });
            format!("read_csv('{}'{types})", table.csv)
        }
    };
    format!("SELECT *\nFROM {from}\nLIMIT 10;")
}

/// What is said of columns that have to be named, of all if there are many, nothing if there is none.
fn named(texts: &[String], say: impl Fn(Option<&[String]>) -> String) -> String {
    match texts.len() {
        0 => String::new(),
        1..=NAMED => say(Some(texts)),
        _ => say(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_like_numbers_are_read_as_texts() {
        let mut table =
            Readable { csv: "https://e.org/a.csv".into(), texts: vec!["code".into()], ..Readable::default() };
        assert!(pandas(&table).contains(r#"read_csv("https://e.org/a.csv", dtype={"code": "string"})"#));
        assert!(r(&table).contains(r#"colClasses = c(code = "character")"#));
        assert!(duckdb(&table).contains("read_csv('https://e.org/a.csv', types = {'code': 'VARCHAR'})"));
        table.texts = (0..20).map(|number| format!("code{number}")).collect();
        assert!(pandas(&table).contains(r#", dtype="string")"#));
        table.parquet = Some("https://e.org/a.parquet".into());
        assert!(duckdb(&table).contains("FROM 'https://e.org/a.parquet'"));
    }
}
