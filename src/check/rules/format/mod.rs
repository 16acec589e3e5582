//! Formats that rows are written in.

use crate::check::registry::Rule;

pub mod withdrawn;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&withdrawn::RULE];
