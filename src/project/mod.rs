//! The repository a data team keeps: what `plainsight.toml` says, and what folder is what.

mod settings;

pub use settings::{FormatSettings, LevelSetting, Levels, Settings};
