//! `aboutUrl`, `propertyUrl` and `valueUrl` of the cells of a row (tabular-metadata § 5.1.3).

use super::row::AnnotatedRow;
use super::table::TableColumn;
use crate::csvw::address::{percent_decode, resolve};
use crate::csvw::canonical;
use crate::csvw::finding::{Finding, FindingKind};
use crate::csvw::json_ld;
use crate::csvw::uri_template::{TemplateValue, UriTemplate};
use std::collections::BTreeMap;

/// Variables that differ from cell to cell of a row.
const OF_COLUMN: [&str; 3] = ["_column", "_sourceColumn", "_name"];

/// The templates of a table, each compiled once whichever columns have it.
#[derive(Debug, Default)]
pub(super) struct Templates {
    templates: Vec<Template>,
    by_text: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Template {
    compiled: UriTemplate,
    /// Whether every cell of a row gets the same.
    is_of_row: bool,
}

impl Templates {
    /// Compiles a template; none where it is not one, with a finding.
    pub(super) fn add(&mut self, text: &str, column: &crate::csvw::Column, found: &mut Vec<Finding>) -> Option<usize> {
        if let Some(known) = self.by_text.get(text) {
            return Some(*known);
        }
        match UriTemplate::compile(text) {
            Ok(compiled) => {
                let is_of_row = !compiled.variables().any(|name| OF_COLUMN.contains(&name));
                let index = self.templates.len();
                self.templates.push(Template { compiled, is_of_row });
                self.by_text.insert(text.to_owned(), index);
                Some(index)
            }
            Err(error) => {
                let message = format!("`{text}` is not a URI template: {error}; it is passed over");
                found.push(Finding::warning(FindingKind::InvalidPropertyValue, message, column.place));
                None
            }
        }
    }
}

/// The addresses of one row, each template that is the same for all its cells expanded once.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    of_row: BTreeMap<usize, Option<String>>,
}

impl Addresses {
    /// The address that a template gives for a cell: expanded, its prefix too, and resolved against the table's.
    pub(super) fn address(&mut self, template: usize, row: &AnnotatedRow<'_>, column: usize) -> Option<String> {
        let known = row.table.templates.templates.get(template)?;
        if known.is_of_row {
            if let Some(address) = self.of_row.get(&template) {
                return address.clone();
            }
            let address = expand(&known.compiled, row, column);
            self.of_row.insert(template, address.clone());
            return address;
        }
        expand(&known.compiled, row, column)
    }
}

fn expand(template: &UriTemplate, row: &AnnotatedRow<'_>, column: usize) -> Option<String> {
    let mut out = String::new();
    let mut value = |name: &str| variable(name, row, column);
    template.expand(&mut value, &mut out).ok()?;
    let expanded = json_ld::expand_prefix(&out).unwrap_or(out);
    Some(resolve(&row.table.url, &expanded))
}

fn variable(name: &str, row: &AnnotatedRow<'_>, column: usize) -> Option<TemplateValue> {
    let described = row.table.columns.get(column)?;
    let text = match name {
        "_row" => row.number.to_string(),
        "_sourceRow" => row.source_number.to_string(),
        "_column" => (column + 1).to_string(),
        "_sourceColumn" => described.source.map(|field| (field + 1).to_string())?,
        "_name" => decoded_name(described),
        name => {
            let at = *row.table.by_name.get(name)?;
            let cell = row.cells.get(at)?;
            if cell.value.is_null() {
                return None;
            }
            if let Some(items) = row.items(at) {
                let texts = items.iter().filter(|item| !item.is_null());
                let texts = texts.map(|item| canonical::text(item.kind, row.text_of(at, *item)).into_owned());
                return Some(TemplateValue::List(texts.collect()));
            }
            canonical::text(cell.value.kind, row.text_of(at, cell.value)).into_owned()
        }
    };
    Some(TemplateValue::Text(text))
}

/// A column's name without percent-encoding, which is there if the name came from a title.
pub(in crate::csvw) fn decoded_name(column: &TableColumn) -> String {
    percent_decode(&column.column.name).into_owned()
}
