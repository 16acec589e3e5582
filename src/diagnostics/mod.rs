//! What is wrong in a publisher's files, as data. A [`Diagnostic`] names a rule, says what is, why and what to do, and
//! points at places; the emitters in [`emit`] turn a [`Report`] into text or JSON.
//!
//! `Error` types mean that plainsight cannot go on; a `Diagnostic` never does.

mod csvw;
pub mod emit;
mod location;
mod report;

pub use csvw::{advice, of_csvw, rule_of, rule_of_cell};
pub use location::{CellPlace, Excerpt, Label, Location};
pub use report::{Count, PLACES_KEPT, Report};

use crate::csvw::Place;
use crate::sources::{SourceId, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The name of a rule, `<family>/<flaw>`: its only identifier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub Cow<'static, str>);

impl RuleId {
    /// A rule that the program names.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// How much a diagnostic weighs once levels were applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published all the same, unless `--strict`.
    Warning,
    /// Good to know.
    Info,
}

/// What a publisher sets for a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported; carries a reason.
    Allow,
    /// Reported as a warning.
    Warn,
    /// Reported as an error.
    Deny,
}

/// One thing about the publisher's files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule it is about.
    pub rule: RuleId,
    /// Its weight; rules give their default, `check::levels` sets the publisher's.
    pub severity: Severity,
    /// One phrase, no full stop; the value in backticks.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places that explain it, such as where the column was declared.
    pub secondary: Vec<Label>,
    /// What to do, a sentence or a line to paste each.
    pub help: Vec<String>,
    /// The dataset it belongs to, for levels set in that dataset and for the quality page.
    pub dataset: Option<String>,
    /// The table it belongs to.
    pub table: Option<String>,
    /// The column it belongs to.
    pub column: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with that rule, message and place; an error until levels say otherwise.
    #[must_use]
    pub fn new(rule: &'static str, message: impl Into<String>, at: impl Into<Location>) -> Self {
        Self {
            rule: RuleId::new(rule),
            severity: Severity::Error,
            message: message.into(),
            primary: Label { at: at.into(), text: None },
            secondary: Vec::new(),
            help: Vec::new(),
            dataset: None,
            table: None,
            column: None,
        }
    }

    /// Says beside the primary place why.
    #[must_use]
    pub fn because(mut self, text: impl Into<String>) -> Self {
        self.primary.text = Some(text.into());
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn also(mut self, at: impl Into<Location>, text: impl Into<String>) -> Self {
        // Most have one, of a hundred thousand findings; a vector that grows by itself begins with room for four.
        self.secondary.reserve_exact(1);
        self.secondary.push(Label { at: at.into(), text: Some(text.into()) });
        self
    }

    /// Points at another place, if there is one.
    #[must_use]
    pub fn also_at(self, at: Option<Span>, text: impl Into<String>) -> Self {
        match at {
            Some(span) => self.also(span, text),
            None => self,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.reserve_exact(1);
        self.help.push(text.into());
        self
    }

    /// Says which dataset it belongs to.
    #[must_use]
    pub fn of_dataset(mut self, dataset: impl Into<String>) -> Self {
        self.dataset = Some(dataset.into());
        self
    }

    /// Says which table it belongs to.
    #[must_use]
    pub fn of_table(mut self, table: impl Into<String>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Says which column it belongs to.
    #[must_use]
    pub fn of_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

/// The span of a place that CSVW carried.
#[must_use]
pub fn span_of(place: Place) -> Span {
    Span { source: SourceId(place.document), start: place.start, end: place.end }
}

/// A span in the form that CSVW carries.
#[must_use]
pub fn place_of(span: Span) -> Place {
    Place { document: span.source.0, start: span.start, end: span.end }
}
