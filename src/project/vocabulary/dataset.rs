//! The keys of `dataset.toml`.

use super::grammar::RULE;
use super::site::LEVEL;
use super::{COLUMN_NAME, Choice, ID, Key, LANGUAGE, Shape, TABLE_NAME};
use crate::model::Frequency;

/// The root of the file. Title, description, licence and publisher must be stated, but may be in CSVW metadata, in a
/// data package or in `plainsight.toml` instead, so no key here is required.
pub const KEYS: &[Key] = &[
    Key::new("title", Shape::Text, "The dataset's name (dct:title)"),
    Key::new("description", Shape::Text, "What is in it, in Markdown (dct:description)"),
    Key::new("publisher", Shape::Name(&ID), "Id of a publisher of plainsight.toml (dct:publisher)"),
    Key::new("licence", Shape::String, "An SPDX identifier or an address (dct:license)"),
    Key::new("contact_point", Shape::Table(CONTACT_POINT), "Whom to ask (dcat:contactPoint)"),
    Key::new("keyword", Shape::OneOrMany(&Shape::String), "Words to find it by (dcat:keyword)"),
    Key::new("topic", Shape::OneOrMany(&Shape::Name(&ID)), "Ids of topics of plainsight.toml (dcat:theme)"),
    Key::new("in_series", Shape::OneOrMany(&Shape::Name(&ID)), "Ids of series of plainsight.toml (dcat:inSeries)"),
    Key::new("issued", Shape::Date, "The day of its first publication (dct:issued)"),
    Key::new("modified", Shape::Date, "The day it was last changed (dct:modified)"),
    Key::new("version", Shape::String, "The name of the release (dcat:version)"),
    Key::new("version_notes", Shape::Text, "What is new in the release (adms:versionNotes)"),
    Key::new("update_frequency", Shape::Choice(&FREQUENCIES), "How often it is brought up to date"),
    Key::new("temporal", Shape::Table(TEMPORAL), "The period it is about (dct:temporal)"),
    Key::new(
        "spatial",
        SPATIAL,
        "The place it is about (dct:spatial): a GSS code, an address, a name or a bounding box",
    ),
    Key::new("publication_scheme_class", Shape::Name(&ID), "Id of a class of the publication scheme"),
    Key::new("access_rights", ACCESS_RIGHTS, "`public`, or `restricted` with `reason` and `how_to_ask`"),
    Key::new("how_to_ask", Shape::Text, "How to ask for a restricted dataset, where `access_rights` is a string"),
    Key::new("status", STATUS, "`draft`, `published`, or `withdrawn` with `on` and `reason`"),
    Key::new("on", Shape::Date, "The day of its withdrawal, where `status` is a string"),
    Key::new("reason", Shape::Text, "Why it is restricted or withdrawn, where that is said by a string"),
    Key::new("available", Shape::Date, "Before that day there is nothing but a notice (dct:available)"),
    Key::new("former_ids", Shape::OneOrMany(&Shape::Name(&ID)), "Ids it had before; their addresses lead here"),
    Key::new("same_as", Shape::OneOrMany(&Shape::Address), "The same dataset elsewhere (owl:sameAs)"),
    Key::new("documentation", Shape::OneOrMany(&Shape::String), "Pages about it (foaf:page)"),
    Key::new("source", Shape::OneOrMany(&Shape::String), "Ids or addresses of what it was derived from (dct:source)"),
    Key::new("related", Shape::OneOrMany(&Shape::String), "Ids or addresses of related things (dct:relation)"),
    Key::new("check", Shape::Map(&RULE, &LEVEL), "Levels of rules for this dataset"),
    Key::new("table", Shape::List(&Shape::Table(TABLE)), "A table (csvw:Table)"),
    Key::new("distribution", Shape::List(&Shape::Table(DISTRIBUTION)), "A file that is no table (dcat:Distribution)"),
    Key::new("chart", Shape::Reserved, "Reserved for a later version"),
    Key::new("service", Shape::Reserved, "Reserved for a later version"),
];

const CONTACT_POINT: &[Key] = &[
    Key::new("name", Shape::String, "A team or a role"),
    Key::new("email", Shape::Email, "Its e-mail address"),
    Key::new("url", Shape::Address, "A page with a form"),
];

const FREQUENCIES: Choice =
    Choice { noun: "a frequency of the EU list", values: Frequency::accepted, rule: "dcat/unknown-frequency" };

const TEMPORAL: &[Key] =
    &[Key::new("start", Shape::Date, "The first day"), Key::new("end", Shape::Date, "The last day")];

const SPATIAL: Shape = Shape::Either(&[Shape::String, Shape::List(&Shape::Bound), Shape::Table(SPATIAL_KEYS)]);

const SPATIAL_KEYS: &[Key] = &[
    Key::new("gss", Shape::String, "A GSS code, such as `E09000001`"),
    Key::new("address", Shape::Address, "The address of a place"),
    Key::new("name", Shape::String, "A name"),
    Key::new("bounding_box", Shape::List(&Shape::Bound), "West, south, east, north in degrees (WGS 84)"),
];

const ACCESS_RIGHTS: Shape = Shape::Either(&[Shape::Choice(&RIGHTS), Shape::Table(RIGHTS_KEYS)]);

const RIGHTS: Choice =
    Choice { noun: "an access right", values: || &["public", "restricted"], rule: "project/invalid-value" };

const RIGHTS_KEYS: &[Key] = &[
    Key::required("level", Shape::Choice(&RIGHTS), "`public` or `restricted`").or(&["value", "access_rights"]),
    Key::new("reason", Shape::Text, "Why it is restricted"),
    Key::new("how_to_ask", Shape::Text, "How to ask for it"),
];

const STATUS: Shape = Shape::Either(&[Shape::Choice(&STATUSES), Shape::Table(STATUS_KEYS)]);

const STATUSES: Choice =
    Choice { noun: "a status", values: || &["draft", "published", "withdrawn"], rule: "project/invalid-value" };

const STATUS_KEYS: &[Key] = &[
    Key::required("level", Shape::Choice(&STATUSES), "`draft`, `published` or `withdrawn`").or(&["value", "status"]),
    Key::new("on", Shape::Date, "The day of its withdrawal"),
    Key::new("reason", Shape::Text, "Why it was withdrawn"),
];

const DISTRIBUTION: &[Key] = &[
    Key::new("file", Shape::String, "A file in the dataset's folder"),
    Key::new("address", Shape::Address, "Or an address elsewhere"),
    Key::new("title", Shape::Text, "What it is"),
    Key::new("media_type", Shape::String, "Its media type, such as `application/pdf`"),
];

const TABLE: &[Key] = &[
    Key::required("file", Shape::String, "The file, or a pattern with `*` and `?` for a table of many files"),
    Key::new("name", Shape::Name(&TABLE_NAME), "The name it is published under; by default from its file"),
    Key::new("title", Shape::Text, "The table's title"),
    Key::new("description", Shape::Text, "What is in it, in Markdown"),
    Key::new("primary_key", Shape::OneOrMany(&Shape::String), "The columns that tell rows apart").or(&["primaryKey"]),
    Key::new("dialect", Shape::Table(DIALECT), "How the file is read (csvw:Dialect)"),
    Key::new("part_column", Shape::Table(PART_COLUMN), "A column made from the names of the files"),
    Key::new("publish_source", Shape::Boolean, "Whether the file is published as given as well"),
    Key::new(
        "coordinates",
        Shape::Table(COORDINATES),
        "The columns with the place of a row; with them there is GeoJSON",
    ),
    Key::new("index", INDEX, "Columns that the static API has look-ups by"),
    Key::new("column", Shape::List(&Shape::Table(COLUMN)), "A column (csvw:Column)"),
    Key::new("foreign_key", Shape::List(&Shape::Table(FOREIGN_KEY)), "A foreign key (csvw:ForeignKey)"),
];

const INDEX: Shape = Shape::Either(&[Shape::OneOrMany(&Shape::String), Shape::List(&Shape::Table(INDEX_KEYS))]);

const INDEX_KEYS: &[Key] = &[Key::required("column", Shape::String, "The column")];

const COORDINATES: &[Key] = &[
    Key::new("latitude", Shape::String, "The column with the latitude, in degrees (WGS 84)").or(&["lat"]),
    Key::new("longitude", Shape::String, "The column with the longitude, in degrees (WGS 84)").or(&["lon", "long"]),
    Key::new("easting", Shape::String, "Or the column with the easting, in metres (British National Grid)"),
    Key::new("northing", Shape::String, "The column with the northing, in metres (British National Grid)"),
];

const PART_COLUMN: &[Key] = &[
    Key::required("name", Shape::Name(&COLUMN_NAME), "The column's name"),
    Key::required(
        "pattern",
        Shape::String,
        "A regular expression with a group of that name, matched against file names",
    ),
];

const DIALECT: &[Key] = &[
    Key::new("encoding", Shape::String, "The character encoding, such as `windows-1252`"),
    Key::new("delimiter", Shape::String, "What separates cells; `,` by default"),
    Key::new("quote_char", Shape::Either(&[Shape::String, Shape::Boolean]), "What quotes cells; `false` for nothing")
        .or(&["quoteChar"]),
    Key::new("double_quote", Shape::Boolean, "A quote inside quotes is doubled").or(&["doubleQuote"]),
    Key::new("line_terminators", Shape::OneOrMany(&Shape::String), "What ends a row").or(&["lineTerminators"]),
    Key::new("comment_prefix", Shape::String, "What a comment begins with").or(&["commentPrefix"]),
    Key::new("skip_rows", Shape::Count, "Rows before the header that are not data").or(&["skipRows"]),
    Key::new("skip_columns", Shape::Count, "Columns before the first that is data").or(&["skipColumns"]),
    Key::new("header", Shape::Boolean, "Whether there is a header row"),
    Key::new("header_row_count", Shape::Count, "How many header rows there are").or(&["headerRowCount"]),
    Key::new("skip_blank_rows", Shape::Boolean, "Whether blank rows are passed over").or(&["skipBlankRows"]),
    Key::new("skip_initial_space", Shape::Boolean, "Whether blanks before a value are passed over")
        .or(&["skipInitialSpace"]),
    Key::new(
        "trim",
        Shape::Either(&[Shape::Boolean, Shape::Choice(&TRIM)]),
        "Whether blanks around a value are dropped",
    ),
];

const TRIM: Choice =
    Choice { noun: "a way to trim", values: || &["true", "false", "start", "end"], rule: "project/invalid-value" };

const COLUMN: &[Key] = &[
    Key::required("name", Shape::Name(&COLUMN_NAME), "The published header, and the field's name in every format"),
    Key::new("title", Shape::Text, "The column's title for people"),
    Key::new("titles", Shape::OneOrMany(&Shape::String), "What the header of the source file says"),
    Key::new("description", Shape::Text, "What the column means"),
    Key::new("datatype", DATATYPE, "A CSVW datatype, or a table with `base` and what narrows it"),
    Key::new("required", Shape::Boolean, "Whether a cell may be null"),
    Key::new("null", Shape::OneOrMany(&Shape::String), "The strings that mean null; the empty string by default"),
    Key::new("default", Shape::String, "What an empty cell means"),
    Key::new("separator", Shape::String, "Cells are lists, with this between the items"),
    Key::new("lang", Shape::Name(&LANGUAGE), "The language of the values"),
    Key::new("ordered", Shape::Boolean, "Whether the order of a list's items matters"),
    Key::new("property_url", Shape::String, "The property a column stands for, a URI template").or(&["propertyUrl"]),
    Key::new("value_url", Shape::String, "The thing a value stands for, a URI template").or(&["valueUrl"]),
    Key::new("code_list", CODE_LIST, "The values there may be: codes, codes with labels, or a column of a table"),
    Key::new("unit", Shape::String, "The unit of the values, such as `µg/m³`"),
    Key::new("suppress_output", Shape::Boolean, "Keeps the column out of every published byte").or(&["suppressOutput"]),
];

const DATATYPE: Shape = Shape::Either(&[Shape::String, Shape::Table(DATATYPE_KEYS)]);

const DATATYPE_KEYS: &[Key] = &[
    Key::new("base", Shape::String, "A built-in datatype of CSVW; `string` by default"),
    Key::new("format", Shape::Either(&[Shape::String, Shape::Table(NUMBER_FORMAT)]), "How values are written"),
    Key::new("decimal_char", Shape::String, "What stands before decimals").or(&["decimalChar"]),
    Key::new("group_char", Shape::String, "What groups digits").or(&["groupChar"]),
    Key::new("length", Shape::Count, "The exact length in characters"),
    Key::new("min_length", Shape::Count, "The smallest length").or(&["minLength"]),
    Key::new("max_length", Shape::Count, "The largest length").or(&["maxLength"]),
    Key::new("minimum", Shape::Bound, "The smallest value").or(&["minInclusive", "min_inclusive"]),
    Key::new("maximum", Shape::Bound, "The largest value").or(&["maxInclusive", "max_inclusive"]),
    Key::new("min_exclusive", Shape::Bound, "Values are larger than this").or(&["minExclusive"]),
    Key::new("max_exclusive", Shape::Bound, "Values are smaller than this").or(&["maxExclusive"]),
];

const NUMBER_FORMAT: &[Key] = &[
    Key::new("pattern", Shape::String, "A number pattern, such as `#,##0.00`"),
    Key::new("decimal_char", Shape::String, "What stands before decimals").or(&["decimalChar"]),
    Key::new("group_char", Shape::String, "What groups digits").or(&["groupChar"]),
];

const CODE_LIST: Shape =
    Shape::Either(&[Shape::List(&Shape::String), Shape::List(&Shape::Table(CODE)), Shape::Table(CODE_REFERENCE)]);

const CODE: &[Key] =
    &[Key::required("code", Shape::String, "The code"), Key::new("label", Shape::Text, "What it means")];

const CODE_REFERENCE: &[Key] = &[
    Key::new("dataset", Shape::Name(&ID), "The dataset with the codes; this one by default"),
    Key::new("table", Shape::Name(&TABLE_NAME), "Its table; the one named like the dataset by default"),
    Key::required("column", Shape::String, "The column with the codes"),
];

const FOREIGN_KEY: &[Key] = &[
    Key::required("columns", Shape::OneOrMany(&Shape::String), "The columns of this table").or(&["column"]),
    Key::required("reference", Shape::Table(REFERENCE), "What they refer to"),
];

const REFERENCE: &[Key] = &[
    Key::new("dataset", Shape::Name(&ID), "The dataset referred to; this one by default"),
    Key::new("table", Shape::Name(&TABLE_NAME), "Its table; the one named like the dataset by default"),
    Key::required("columns", Shape::OneOrMany(&Shape::String), "Its columns, in the order of the referring ones")
        .or(&["column"]),
];
