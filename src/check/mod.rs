//! Judging: every rule by its name, the levels that publishers set, and the checks of the catalogue.
//!
//! A rule is one file in [`rules`] with its page beside it. Rules about rows are found by the row engine and rules about
//! the grammar of files by their readers; rules about what datasets say of themselves and of each other are checked
//! here, by [`rules::catalogue`]. Whoever finds something gives it the rule's name; [`levels::apply`] gives it its
//! weight.

pub mod cells;
pub mod explain;
pub mod levels;
pub mod registry;
pub mod rules;
mod text;

pub use explain::{explain, list_rules};
pub use levels::{Allowed, apply as apply_levels};
pub use registry::Rule;
pub use rules::{CheckContext, catalogue};
pub use text::nearest;
