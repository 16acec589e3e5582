//! The places of rows.

use crate::check::registry::Rule;

pub mod coordinate_out_of_range;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&coordinate_out_of_range::RULE];
