//! What `plainsight.toml` says, read and resolved.

use crate::diagnostics::Level;
use crate::model::Catalogue;
use crate::sources::Span;
use std::collections::BTreeMap;

/// All of `plainsight.toml`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The portal.
    pub catalogue: Catalogue,
    /// `[check]`.
    pub levels: Levels,
    /// `[formats]`.
    pub formats: FormatSettings,
    /// `[api] row_pages_max`.
    pub row_pages_max: u64,
    /// `[api] key_pages_max`.
    pub key_pages_max: u64,
    /// `[host]`.
    pub host: HostSettings,
}

/// `[host]`: what is written for the host that serves the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostSettings {
    /// `_headers` is in the site.
    pub headers_file: bool,
    /// `.htaccess` is in the site.
    pub htaccess: bool,
    /// Each text has a compressed twin beside it.
    pub precompress: bool,
}

/// `[check]` of the site or of a dataset: what a publisher set for a rule.
pub type Levels = BTreeMap<String, LevelSetting>;

/// The level a publisher set for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSetting {
    /// The level.
    pub level: Level,
    /// Why; an `allow` has to carry it.
    pub reason: Option<String>,
    /// Where it was set.
    pub span: Option<Span>,
}

/// `[formats]`: which formats are written, and up to which size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatSettings {
    /// The largest `<table>.json`, in bytes; none if the format is switched off.
    pub json: Option<u64>,
    /// The largest `<table>.ndjson`, in bytes; none if the format is switched off.
    pub ndjson: Option<u64>,
    /// The largest `<table>.parquet`, in bytes; none if the format is switched off.
    pub parquet: Option<u64>,
    /// The largest `<table>.xlsx`, in bytes; none if the format is switched off.
    pub xlsx: Option<u64>,
    /// The largest `<table>.ods`, in bytes; none if the format is switched off.
    pub ods: Option<u64>,
    /// The largest `<table>.geojson`, in bytes; none if the format is switched off.
    pub geojson: Option<u64>,
    /// The largest `<dataset>.sqlite`, in bytes; none if the format is switched off.
    pub sqlite: Option<u64>,
    /// The largest `<dataset>.zip`, in bytes; none if the format is switched off.
    pub zip: Option<u64>,
}

impl Default for FormatSettings {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            // A browser or a notebook parses a JSON document whole; past this NDJSON is what a program can still read.
            json: Some(100 * MIB),
            ndjson: Some(u64::MAX),
            parquet: Some(u64::MAX),
            // A spreadsheet program holds a sheet in memory, several times as large as the file.
            xlsx: Some(20 * MIB),
            ods: Some(20 * MIB),
            geojson: Some(100 * MIB),
            sqlite: Some(200 * MIB),
            zip: Some(200 * MIB),
        }
    }
}
