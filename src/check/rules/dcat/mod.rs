//! The catalogue: what DCAT asks of a dataset.

use crate::check::registry::Rule;

pub mod dates_out_of_order;
pub mod future_date;
pub mod missing_contact_point;
pub mod missing_date;
pub mod missing_description;
pub mod missing_licence;
pub mod missing_publisher;
pub mod missing_title;
pub mod short_description;
pub mod unknown_frequency;
pub mod unknown_licence;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[
    &dates_out_of_order::RULE,
    &future_date::RULE,
    &missing_contact_point::RULE,
    &missing_date::RULE,
    &missing_description::RULE,
    &missing_licence::RULE,
    &missing_publisher::RULE,
    &missing_title::RULE,
    &short_description::RULE,
    &unknown_frequency::RULE,
    &unknown_licence::RULE,
];
