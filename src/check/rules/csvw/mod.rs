//! The meaning of tables: what CSV on the Web asks of metadata and of values.

use crate::check::registry::Rule;

pub mod ambiguous_foreign_key;
pub mod broken_foreign_key;
pub mod constraint_not_applicable;
pub mod contradictory_bounds;
pub mod doubtful_metadata;
pub mod duplicate_column_name;
pub mod duplicate_key;
pub mod duplicate_property;
pub mod incompatible_columns;
pub mod invalid_address;
pub mod invalid_annotation;
pub mod invalid_bound;
pub mod invalid_column_name;
pub mod invalid_context;
pub mod invalid_datatype;
pub mod invalid_datatype_value;
pub mod invalid_dialect;
pub mod invalid_foreign_key;
pub mod invalid_format;
pub mod invalid_id;
pub mod invalid_language;
pub mod invalid_metadata;
pub mod invalid_property_value;
pub mod invalid_type;
pub mod metadata_passed_over;
pub mod metadata_too_large;
pub mod missing_column;
pub mod missing_document;
pub mod missing_key_value;
pub mod missing_property;
pub mod missing_required_value;
pub mod mixed_null_markers;
pub mod not_a_table_description;
pub mod null_reference;
pub mod out_of_range;
pub mod pattern_mismatch;
pub mod repeated_column;
pub mod separator_in_value;
pub mod undeclared_column;
pub mod unknown_column;
pub mod unknown_datatype;
pub mod unknown_property;
pub mod unknown_reference;
pub mod value_not_in_code_list;
pub mod virtual_column_order;
pub mod wrong_length;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[
    &ambiguous_foreign_key::RULE,
    &broken_foreign_key::RULE,
    &constraint_not_applicable::RULE,
    &contradictory_bounds::RULE,
    &doubtful_metadata::RULE,
    &duplicate_column_name::RULE,
    &duplicate_key::RULE,
    &duplicate_property::RULE,
    &incompatible_columns::RULE,
    &invalid_address::RULE,
    &invalid_annotation::RULE,
    &invalid_bound::RULE,
    &invalid_column_name::RULE,
    &invalid_context::RULE,
    &invalid_datatype::RULE,
    &invalid_datatype_value::RULE,
    &invalid_dialect::RULE,
    &invalid_foreign_key::RULE,
    &invalid_format::RULE,
    &invalid_id::RULE,
    &invalid_language::RULE,
    &invalid_metadata::RULE,
    &invalid_property_value::RULE,
    &invalid_type::RULE,
    &metadata_passed_over::RULE,
    &metadata_too_large::RULE,
    &missing_column::RULE,
    &missing_document::RULE,
    &missing_key_value::RULE,
    &missing_property::RULE,
    &missing_required_value::RULE,
    &mixed_null_markers::RULE,
    &not_a_table_description::RULE,
    &null_reference::RULE,
    &out_of_range::RULE,
    &pattern_mismatch::RULE,
    &repeated_column::RULE,
    &separator_in_value::RULE,
    &undeclared_column::RULE,
    &unknown_column::RULE,
    &unknown_datatype::RULE,
    &unknown_property::RULE,
    &unknown_reference::RULE,
    &value_not_in_code_list::RULE,
    &virtual_column_order::RULE,
    &wrong_length::RULE,
];
