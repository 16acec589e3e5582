//! plainsight turns a git repository of datasets into a static open-data portal.

pub mod add;
pub mod csvw;
pub mod diagnostics;
pub mod init;
pub mod model;
pub mod output;
pub mod project;
pub mod read;
pub mod sources;
