//! The static API.

use crate::check::registry::Rule;

pub mod lookup_value_left_out;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&lookup_value_left_out::RULE];
