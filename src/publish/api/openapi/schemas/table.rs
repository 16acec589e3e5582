//! Schemas of a table's document.

use super::super::shapes::{
    address, address_or_null, count, count_or_null, described, list, object, or_null, text, text_or_null,
};
use super::reference;
use crate::model::StepUnit;
use serde_json::{Value, json};

/// By name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let mut schemas = vec![("Table", table()), ("Column", column()), ("Profile", profile())];
    schemas.extend(of_rows());
    schemas.extend(of_columns());
    schemas
}

fn table() -> Value {
    object(
        "A table: its columns, and where its rows are.",
        &[
            ("dataset", text()),
            ("name", text()),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("translations", reference("Translations")),
            ("url", address()),
            ("row_count", count_or_null()),
            ("primary_key", list(text())),
            ("foreign_keys", list(reference("ForeignKey"))),
            ("columns", list(reference("Column"))),
            ("formats", list(reference("Format"))),
            ("withdrawn", list(reference("WithdrawnFormat"))),
            ("coordinates", or_null(reference("Coordinates"))),
            ("csvw", address_or_null()),
            ("row_pages", reference("RowPages")),
            ("key_pages", reference("KeyPages")),
            ("lookups", list(reference("Lookup"))),
        ],
    )
}

/// What says where the rows are.
fn of_rows() -> Vec<(&'static str, Value)> {
    vec![
        (
            "ForeignKey",
            object(
                "Columns whose values are found in another table.",
                &[
                    ("columns", list(text())),
                    ("dataset", text()),
                    ("table", text()),
                    ("referenced_columns", list(text())),
                    ("document", address()),
                ],
            ),
        ),
        (
            "Format",
            object(
                "A file with all rows of a table.",
                &[
                    ("format", text()),
                    ("media_type", text()),
                    ("bytes", count()),
                    ("sha256", described("In lower-case hexadecimal.", text())),
                    ("url", address()),
                ],
            ),
        ),
        ("WithdrawnFormat", object("A format that was not written.", &[("format", text()), ("reason", text())])),
        (
            "Coordinates",
            object(
                "The columns with the place of a row, and what GeoJSON makes of them.",
                &[
                    ("reference_system", described("What the numbers mean.", address())),
                    ("x", described("The column with the longitude or the easting.", text())),
                    ("y", described("The column with the latitude or the northing.", text())),
                    (
                        "geojson_accuracy",
                        described(
                            "How far a place in GeoJSON may be off, where it was worked out from the National Grid.",
                            text_or_null(),
                        ),
                    ),
                ],
            ),
        ),
        (
            "RowPages",
            object(
                "The row pages, or why there are none and which file has the rows instead.",
                &[
                    ("count", count()),
                    ("size", described("Rows a page.", count())),
                    ("first", address_or_null()),
                    ("reason", text_or_null()),
                    ("instead", address_or_null()),
                ],
            ),
        ),
        (
            "KeyPages",
            object(
                "The pages by primary key, which are look-ups by its column, or why there are none.",
                &[("column", text_or_null()), ("example", address_or_null()), ("reason", text_or_null())],
            ),
        ),
        (
            "Lookup",
            object(
                "A column that rows are looked up by.",
                &[
                    ("column", text()),
                    ("values", described("How many values have an address.", count())),
                    ("left_out", described("How many could have none.", count())),
                    ("example", address_or_null()),
                ],
            ),
        ),
    ]
}

fn column() -> Value {
    object(
        "A column.",
        &[
            ("name", described("The header in CSV and the key in JSON.", text())),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("translations", reference("Translations")),
            ("datatype", described("A built-in datatype of CSV on the Web.", text())),
            ("constraints", reference("Constraints")),
            ("required", json!({ "type": "boolean" })),
            ("separator", described("What separates the items of a list in CSV.", text_or_null())),
            ("language", text_or_null()),
            ("unit", text_or_null()),
            ("code_list", or_null(reference("CodeList"))),
            ("profile", or_null(reference("Profile"))),
        ],
    )
}

/// What a column is made of.
fn of_columns() -> Vec<(&'static str, Value)> {
    vec![
        (
            "Constraints",
            json!({
                "type": "object",
                "description": "What narrows the datatype; only what was stated.",
                "properties": {
                    "minimum": text(), "maximum": text(), "exclusive_minimum": text(), "exclusive_maximum": text(),
                    "length": count(), "minimum_length": count(), "maximum_length": count(), "pattern": text(),
                },
            }),
        ),
        (
            "CodeList",
            object(
                "The values a column may have: codes, or a column of `<dataset>/<table>`.",
                &[
                    ("codes", json!({ "type": ["array", "null"], "items": reference("Code") })),
                    ("table", text_or_null()),
                    ("column", text_or_null()),
                ],
            ),
        ),
        (
            "Code",
            object(
                "A code.",
                &[("code", text()), ("label", text_or_null()), ("translations", reference("Translations"))],
            ),
        ),
        ("CommonValue", object("A value and how often it is there.", &[("value", text()), ("count", count())])),
        (
            "Histogram",
            object(
                "How numbers, dates and times are spread; null for other values, where there are fewer than ten, and where one bin would hold them all.",
                &[
                    ("step", reference("HistogramStep")),
                    ("bins", list(reference("HistogramBin"))),
                    ("outside", described("Values that are in no bin: `NaN`, infinities, very long numbers.", count())),
                ],
            ),
        ),
        (
            "HistogramStep",
            object(
                "The width of a bin.",
                &[
                    ("unit", json!({ "type": "string", "enum": StepUnit::ALL.map(StepUnit::name) })),
                    ("length", described("How many of the unit, as a decimal number.", text())),
                ],
            ),
        ),
        (
            "HistogramBin",
            object(
                "The values from one edge to below the next.",
                &[("from", text()), ("below", text()), ("count", count())],
            ),
        ),
    ]
}

fn profile() -> Value {
    object(
        "What is in a column, in canonical text.",
        &[
            ("missing", count()),
            (
                "distinct",
                described(
                    "How many different values there are, null not among them; null in a table of so many columns that they are not counted.",
                    count_or_null(),
                ),
            ),
            ("distinct_is_exact", json!({ "type": "boolean" })),
            (
                "distinct_error",
                described(
                    "The standard error of `distinct` as a part of it; null where it is exact.",
                    json!({ "type": ["number", "null"] }),
                ),
            ),
            ("smallest", text_or_null()),
            ("largest", text_or_null()),
            ("shortest", described("Length of the shortest value in characters.", count())),
            ("longest", described("Length of the longest value in characters.", count())),
            ("commonest", list(reference("CommonValue"))),
            ("histogram", or_null(reference("Histogram"))),
        ],
    )
}
