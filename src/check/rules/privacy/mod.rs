//! Columns that look like personal data.

use crate::check::registry::Rule;

pub mod email_address;
pub mod national_insurance_number;
pub mod telephone_number;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] =
    &[&email_address::RULE, &national_insurance_number::RULE, &telephone_number::RULE];
