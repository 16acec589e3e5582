//! A few lines of code that read a table, in the languages people use.

use serde::Serialize;

/// A few lines of code.
#[derive(Debug, Serialize)]
pub struct Snippet {
    /// The language or the tool.
    pub name: &'static str,
    /// What it is, in lower case, for an id.
    pub id: &'static str,
    /// The code.
    pub code: String,
}

/// Lines that read a CSV and the first page of rows of the same table. Addresses are percent-encoded, so they have no
/// quotes.
pub fn snippets(csv: &str, rows: Option<&str>) -> Vec<Snippet> {
    let json = rows.unwrap_or(csv);
    let curl = match rows {
        Some(rows) => format!("curl --remote-name {csv}\ncurl {rows}"),
        None => format!("curl --remote-name {csv}"),
    };
    let script = match rows {
        Some(rows) => format!(
            "let address = \"{rows}\";\nwhile (address) {{\n  const page = await (await fetch(address)).json();\n  console.log(page.rows);\n  address = page.next && new URL(page.next, address).href;\n}}"
        ),
        None => format!("const text = await (await fetch(\"{json}\")).text();\nconsole.log(text);"),
    };
    vec![
        Snippet { name: "curl", id: "curl", code: curl },
        Snippet {
            name: "Python",
            id: "python",
            code: format!("import pandas as pd\n\ntable = pd.read_csv(\"{csv}\")\nprint(table.head())"),
        },
        Snippet { name: "R", id: "r", code: format!("table <- read.csv(\"{csv}\")\nhead(table)") },
        Snippet { name: "DuckDB", id: "duckdb", code: format!("SELECT *\nFROM read_csv('{csv}')\nLIMIT 10;") },
        Snippet { name: "JavaScript", id: "javascript", code: script },
    ]
}
