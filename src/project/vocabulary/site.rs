//! The keys of `plainsight.toml`.

use super::grammar::{RULE, THEME};
use super::{Choice, ID, Key, LANGUAGE, Shape};

/// The root of the file.
pub const KEYS: &[Key] = &[
    Key::required("site", Shape::Table(SITE), "The portal: its title, its address and what holds for every dataset"),
    Key::new("publishers", Shape::Map(&ID, &Shape::Table(PUBLISHER)), "Who publishes, by permanent id"),
    Key::new("topics", Shape::Map(&ID, &Shape::Table(TOPIC)), "Topics of datasets, by permanent id (dcat:theme)"),
    Key::new(
        "series",
        Shape::Map(&ID, &Shape::Table(SERIES)),
        "Series of datasets, by permanent id (dcat:DatasetSeries)",
    ),
    Key::new("foi", Shape::Table(FOI), "Where freedom of information requests are made"),
    Key::new("check", Shape::Map(&RULE, &LEVEL), "Levels of rules, by the rule's name"),
    Key::new("formats", Shape::Table(FORMATS), "The formats that tables are written in"),
    Key::new("api", Shape::Table(API), "The static API"),
    Key::new("host", Shape::Table(HOST), "What is written for the host that serves the site"),
];

const SITE: &[Key] = &[
    Key::required("title", Shape::Text, "The portal's name (dct:title)"),
    Key::new("description", Shape::Text, "What is in the portal, in Markdown (dct:description)"),
    Key::required("base_url", Shape::Address, "The address the portal will have; it may have a path"),
    Key::new(
        "languages",
        Shape::List(&Shape::Name(&LANGUAGE)),
        "Languages of the pages; the first is the default and has no prefix in addresses",
    ),
    Key::new("theme", Shape::Name(&THEME), "The design: a folder in themes/, or `default`"),
    Key::new("publisher", Shape::Name(&ID), "Publisher of every dataset that names no other"),
    Key::new(
        "licence",
        Shape::String,
        "Licence of every dataset that names no other: an SPDX identifier or an address",
    ),
    Key::new(
        "security_contact",
        Shape::String,
        "Whom to tell of a weakness of the site: an e-mail address or a page (RFC 9116)",
    ),
    Key::new("security_expires", Shape::Date, "The day from which `security_contact` may no longer hold (RFC 9116)"),
];

const PUBLISHER: &[Key] = &[
    Key::required("name", Shape::Text, "The organisation's name (foaf:name)"),
    Key::new("homepage", Shape::Address, "Its own website"),
    Key::new("email", Shape::Email, "Where to write to"),
    Key::new("same_as", Shape::OneOrMany(&Shape::Address), "Addresses of the same organisation elsewhere"),
    Key::new("gov_uk_organisation", Shape::Name(&ID), "Its name in the addresses of gov.uk/government/organisations"),
    Key::new("uk_api_catalogue_id", Shape::String, "Its id in the UK API Catalogue's list of organisations"),
    Key::new(
        "security_classification",
        Shape::Choice(&CLASSIFICATIONS),
        "`official`, or `not-applicable` where the government's classifications are not used",
    ),
];

const CLASSIFICATIONS: Choice = Choice {
    noun: "a security classification of what is published",
    values: || &["official", "not-applicable"],
    rule: "project/invalid-value",
};

const SERIES: &[Key] = &[
    Key::required("title", Shape::Text, "The series' name (dct:title)"),
    Key::required("description", Shape::Text, "What its datasets have in common, in Markdown (dct:description)"),
    Key::new("publisher", Shape::Name(&ID), "Id of its publisher; by default the site's"),
];

const TOPIC: &[Key] = &[
    Key::required("title", Shape::Text, "The topic's name (skos:prefLabel)"),
    Key::new("description", Shape::Text, "What belongs to it"),
    Key::new("same_as", Shape::OneOrMany(&Shape::Address), "The same concept elsewhere, such as an EU data theme"),
];

const FOI: &[Key] = &[
    Key::new("email", Shape::Email, "Where requests are sent"),
    Key::new("url", Shape::Address, "A page on which requests are made"),
];

/// A level, or a level with a reason; `dataset.toml` has the same table.
pub const LEVEL: Shape = Shape::Either(&[Shape::Choice(&LEVELS), Shape::Table(LEVEL_KEYS)]);

const LEVELS: Choice = Choice { noun: "a level", values: || &["allow", "warn", "deny"], rule: "project/invalid-value" };

const LEVEL_KEYS: &[Key] = &[
    Key::required("level", Shape::Choice(&LEVELS), "`allow`, `warn` or `deny`"),
    Key::new("reason", Shape::String, "Why; an `allow` has to carry it"),
];

const FORMAT_KEYS: &[Key] =
    &[Key::new("max_bytes", Shape::Count, "The largest file of this format that is written, in bytes")];

const FORMATS: &[Key] = &[
    Key::new("csv", Shape::Boolean, "RFC 4180; always written"),
    Key::new("csvw", Shape::Boolean, "CSVW metadata; always written"),
    format("json", "One array of objects"),
    format("ndjson", "An object a line"),
    format("parquet", "Apache Parquet"),
    format("xlsx", "Office Open XML spreadsheet"),
    format("ods", "OpenDocument spreadsheet"),
    format("sqlite", "The whole dataset as a database"),
    format("geojson", "Features, for a table with coordinates"),
    format("zip", "The whole dataset in one file"),
];

const fn format(name: &'static str, doc: &'static str) -> Key {
    Key::new(name, Shape::Either(&[Shape::Boolean, Shape::Table(FORMAT_KEYS)]), doc)
}

const API: &[Key] = &[
    Key::new("row_pages_max", Shape::Count, "Row pages are written for tables of up to this many rows"),
    Key::new(
        "key_pages_max",
        Shape::Count,
        "A page for each primary key is written for tables of up to this many rows",
    ),
];

const HOST: &[Key] = &[
    Key::new(
        "files",
        Shape::List(&Shape::Choice(&HOST_FILES)),
        "Files in which a host finds its settings: `_headers` (Netlify, Cloudflare Pages), `.htaccess` (Apache)",
    ),
    Key::new(
        "precompress",
        Shape::Boolean,
        "Each text has a compressed twin beside it, for a host that answers with it",
    ),
];

const HOST_FILES: Choice =
    Choice { noun: "a file of a host", values: || &["_headers", ".htaccess"], rule: "project/invalid-value" };
