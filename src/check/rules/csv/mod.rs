//! The bytes of tables: what RFC 4180 and good practice ask of a CSV file.

use crate::check::registry::Rule;

pub mod binary_file;
pub mod blank_column;
pub mod blank_row;
pub mod drifting_header;
pub mod duplicate_header;
pub mod empty_file;
pub mod empty_header;
pub mod expansion_limit;
pub mod formula_like_cell;
pub mod header_only;
pub mod invalid_gzip;
pub mod not_utf_8;
pub mod ragged_row;
pub mod stray_quote;
pub mod unclosed_quote;
pub mod unknown_encoding;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[
    &binary_file::RULE,
    &blank_column::RULE,
    &blank_row::RULE,
    &drifting_header::RULE,
    &duplicate_header::RULE,
    &empty_file::RULE,
    &empty_header::RULE,
    &expansion_limit::RULE,
    &formula_like_cell::RULE,
    &header_only::RULE,
    &invalid_gzip::RULE,
    &not_utf_8::RULE,
    &ragged_row::RULE,
    &stray_quote::RULE,
    &unclosed_quote::RULE,
    &unknown_encoding::RULE,
];
