//! plainsight turns a git repository of datasets into a static open-data portal.

pub mod csvw;
pub mod diagnostics;
pub mod i18n;
pub mod model;
pub mod output;
pub mod project;
pub mod render;
pub mod sources;
