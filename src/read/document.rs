//! A JSON or YAML file with the place of every value.

use super::context::Context;
use super::yaml;
use crate::csvw::json::{self, Value};
use crate::diagnostics::Diagnostic;
use crate::sources::{SharedSource, SourcePath, Span};
use std::ops::Range;

/// A file that was parsed.
pub(super) struct Document {
    pub source: SharedSource,
    pub root: Value,
}

impl Document {
    /// Reads JSON, or YAML where the file's name says so. It is none where that cannot be done, which is reported.
    pub fn read(context: &mut Context<'_>, path: &SourcePath) -> Option<Self> {
        let source = context.text(path)?;
        let is_yaml = [".yaml", ".yml"].iter().any(|end| path.name().ends_with(end));
        let parsed = if is_yaml {
            yaml::parse(&source.text).map_err(|(message, range)| ("project/invalid-yaml", "YAML", message, range))
        } else {
            json::parse(&source.text).map_err(|error| ("project/invalid-json", "JSON", error.message, error.range))
        };
        match parsed {
            Ok(root) => Some(Self { source, root }),
            Err((rule, notation, message, range)) => {
                let said = format!("this is not {notation}: {message}");
                context.add(Diagnostic::new(rule, said, Span::new(source.id, range)));
                None
            }
        }
    }

    pub fn at(&self, range: &Range<usize>) -> Span {
        Span::new(self.source.id, range.clone())
    }

    pub fn span(&self, value: &Value) -> Span {
        self.at(&value.range)
    }
}

/// A string or a number as it is written: versions and codes are often numbers in YAML.
pub(super) fn written(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.as_number()).map(str::to_owned).or_else(|| value.as_bool().map(|b| b.to_string()))
}

/// The strings of a list, or one string.
pub(super) fn strings(value: Option<&Value>) -> Vec<String> {
    let Some(value) = value else { return Vec::new() };
    match value.items() {
        Some(items) => items.iter().filter_map(written).collect(),
        None => written(value).into_iter().collect(),
    }
}
