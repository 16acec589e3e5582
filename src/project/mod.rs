//! The repository a data team keeps: what `plainsight.toml` says, and what folder is what.
//!
//! [`load`] reads the settings, [`find_datasets`] finds the datasets; [`vocabulary`] is the one definition of the keys
//! that a publisher may write.

mod derived_names;
pub mod faults;
mod folders;
pub mod licence;
mod load;
#[cfg(test)]
mod load_tests;
pub mod places;
mod settings;
pub mod toml;
pub mod unconfirmed;
pub mod vocabulary;
pub mod words;

pub use derived_names::{derived_names, percent_decoded};
pub use folders::{DatasetFolder, find_datasets, is_data_file};
pub(crate) use load::{address, levels, read_licence};
pub use load::{find_root, load};
pub use settings::{FormatSettings, HostSettings, LevelSetting, Levels, Settings};
pub use vocabulary::{Document, json_schema, nearest};
