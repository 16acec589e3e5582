//! The repository: what its files say of themselves and of each other.

use crate::check::registry::Rule;

pub mod address_collision;
pub mod allow_without_reason;
pub mod conflicting_facts;
pub mod derived_name;
pub mod duplicate_id;
pub mod git_lfs_pointer;
pub mod host_root_files;
pub mod invalid_id;
pub mod invalid_json;
pub mod invalid_toml;
pub mod invalid_value;
pub mod invalid_yaml;
pub mod missing_file;
pub mod missing_key;
pub mod no_datasets;
pub mod not_utf_8;
pub mod path_outside;
pub mod publisher_not_on_gov_uk;
pub mod reference_to_suppressed;
pub mod reference_to_unpublished;
pub mod unconfirmed;
pub mod undeclared_file;
pub mod undescribed_folder;
pub mod unknown_dataset;
pub mod unknown_key;
pub mod unknown_publisher;
pub mod unknown_rule;
pub mod unknown_series;
pub mod unknown_topic;
pub mod unpublished_table;
pub mod unreadable;
pub mod unused_allow;
pub mod wrong_type;

/// Every rule of the family.
pub(in crate::check) const RULES: &[&Rule] = &[
    &address_collision::RULE,
    &allow_without_reason::RULE,
    &conflicting_facts::RULE,
    &derived_name::RULE,
    &duplicate_id::RULE,
    &git_lfs_pointer::RULE,
    &host_root_files::RULE,
    &invalid_id::RULE,
    &invalid_json::RULE,
    &invalid_toml::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &missing_file::RULE,
    &missing_key::RULE,
    &no_datasets::RULE,
    &not_utf_8::RULE,
    &path_outside::RULE,
    &publisher_not_on_gov_uk::RULE,
    &reference_to_suppressed::RULE,
    &reference_to_unpublished::RULE,
    &unconfirmed::RULE,
    &undeclared_file::RULE,
    &undescribed_folder::RULE,
    &unknown_dataset::RULE,
    &unknown_key::RULE,
    &unknown_publisher::RULE,
    &unknown_rule::RULE,
    &unknown_series::RULE,
    &unknown_topic::RULE,
    &unpublished_table::RULE,
    &unreadable::RULE,
    &unused_allow::RULE,
    &wrong_type::RULE,
];
