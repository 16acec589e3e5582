//! Pages that people write.

use crate::check::registry::Rule;

pub mod broken_link;
pub mod invalid_front_matter;
pub mod raw_html;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&broken_link::RULE, &invalid_front_matter::RULE, &raw_html::RULE];
