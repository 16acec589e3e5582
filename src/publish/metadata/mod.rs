//! One file a standard: the model as text.

pub mod csvm;
pub mod csvw;
pub mod data_files;
pub mod datapackage;
pub mod datatypes;
pub mod dcat;
pub mod feed;
pub mod frequency;
pub mod plain_text;
pub mod robots;
pub mod schema_org;
pub mod sitemap;
mod table_schema;
mod xml;
