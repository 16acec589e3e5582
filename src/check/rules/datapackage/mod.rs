//! Data packages as teams have them.

use crate::check::registry::Rule;

pub mod doubtful;
pub mod invalid;
pub mod unsupported;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[&doubtful::RULE, &invalid::RULE, &unsupported::RULE];
