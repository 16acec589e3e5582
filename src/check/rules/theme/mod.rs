//! Templates.

use crate::check::registry::Rule;

pub mod invalid_template;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&invalid_template::RULE];
