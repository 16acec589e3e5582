//! One file a standard: the model as text.

pub mod absence;
pub mod api_catalog;
pub mod contact;
pub mod croissant;
pub mod csvm;
pub mod csvw;
pub mod data_files;
pub mod datapackage;
pub mod datatypes;
pub mod dcat;
pub mod dcat_us;
pub mod feed;
pub mod json_feed;
pub mod metadata_exchange;
pub mod plain_text;
pub mod promises;
pub mod robots;
pub mod schema_org;
pub mod security;
pub mod sitemap;
mod table_schema;
pub mod uk_api_catalogue;
pub mod web_address;
mod xml;
