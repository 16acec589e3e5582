//! The meaning of tables: what CSV on the Web asks of metadata and of values.

use crate::check::registry::Rule;

pub mod ambiguous_foreign_key;
pub mod broken_foreign_key;
pub mod doubtful_metadata;
pub mod duplicate_key;
pub mod invalid_datatype;
pub mod invalid_datatype_value;
pub mod invalid_metadata;
pub mod missing_column;
pub mod missing_key_value;
pub mod missing_required_value;
pub mod mixed_null_markers;
pub mod null_reference;
pub mod out_of_range;
pub mod pattern_mismatch;
pub mod separator_in_value;
pub mod undeclared_column;
pub mod unknown_column;
pub mod unknown_reference;
pub mod value_not_in_code_list;
pub mod wrong_length;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[
    &ambiguous_foreign_key::RULE,
    &broken_foreign_key::RULE,
    &doubtful_metadata::RULE,
    &duplicate_key::RULE,
    &invalid_datatype::RULE,
    &invalid_datatype_value::RULE,
    &invalid_metadata::RULE,
    &missing_column::RULE,
    &missing_key_value::RULE,
    &missing_required_value::RULE,
    &mixed_null_markers::RULE,
    &null_reference::RULE,
    &out_of_range::RULE,
    &pattern_mismatch::RULE,
    &separator_in_value::RULE,
    &undeclared_column::RULE,
    &unknown_column::RULE,
    &unknown_reference::RULE,
    &value_not_in_code_list::RULE,
    &wrong_length::RULE,
];
