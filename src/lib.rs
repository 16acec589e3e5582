//! plainsight turns a git repository of datasets into a static open-data portal.

pub mod csvw;
pub mod sources;
