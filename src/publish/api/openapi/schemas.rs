//! JSON Schemas of the API's documents. Every key is always there; more may be added without a new version.

use super::parts::reference;
use super::shapes::{
    access, address, address_or_null, count, count_or_null, day_or_null, described, list, nullable, number, object,
    relative, text, text_or_null,
};
use crate::model::StepUnit;
use serde_json::{Map, Value, json};

/// The schemas that every description of the API has. Names of components, with what they describe.
pub(super) fn shared() -> Map<String, Value> {
    let mut schemas = Map::new();
    let mut add = |name: &str, schema: Value| schemas.insert(name.to_owned(), schema);
    add(
        "Translations",
        described(
            "Words in the site's other languages: by language tag, then by the key they are in above.",
            json!({ "type": "object", "additionalProperties": { "type": "object", "additionalProperties": text() } }),
        ),
    );
    add(
        "Publisher",
        object(
            "An organisation that publishes datasets.",
            &[
                ("id", text()),
                ("name", text_or_null()),
                ("translations", reference("Translations")),
                ("identifier", address()),
                ("url", address()),
                ("homepage", text_or_null()),
                ("email", text_or_null()),
                ("same_as", list(text())),
            ],
        ),
    );
    add(
        "Topic",
        object(
            "A theme of the catalogue.",
            &[
                ("id", text()),
                ("title", text_or_null()),
                ("description", text_or_null()),
                ("translations", reference("Translations")),
                ("identifier", address()),
                ("url", address()),
                ("same_as", list(text())),
            ],
        ),
    );
    add(
        "Licence",
        nullable(object(
            "A licence, by its SPDX identifier if it has one, and its address.",
            &[("spdx", text_or_null()), ("name", text()), ("url", text())],
        )),
    );
    add("Dataset", dataset());
    add(
        "File",
        object(
            "A file that is no table, of the dataset or elsewhere.",
            &[
                ("name", text_or_null()),
                ("title", text_or_null()),
                ("media_type", text_or_null()),
                ("bytes", count_or_null()),
                ("sha256", text_or_null()),
                ("url", text()),
            ],
        ),
    );
    add("Table", table());
    add("Column", column());
    add(
        "Profile",
        nullable(object(
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
                (
                    "commonest",
                    list(object("A value and how often it is there.", &[("value", text()), ("count", count())])),
                ),
                ("histogram", histogram()),
            ],
        )),
    );
    add(
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
    );
    schemas
}

fn histogram() -> Value {
    let step = object(
        "The width of a bin.",
        &[
            ("unit", json!({ "type": "string", "enum": StepUnit::ALL.map(StepUnit::name) })),
            ("length", described("How many of the unit, as a decimal number.", text())),
        ],
    );
    let bin = object(
        "The values from one edge to below the next.",
        &[("from", text()), ("below", text()), ("count", count())],
    );
    nullable(object(
        "How numbers, dates and times are spread; null for other values, where there are fewer than ten, and where one bin would hold them all.",
        &[
            ("step", step),
            ("bins", list(bin)),
            ("outside", described("Values that are in no bin: `NaN`, infinities, very long numbers.", count())),
        ],
    ))
}

/// The schemas of documents that are about more than one dataset.
pub(super) fn of_catalogue() -> Map<String, Value> {
    let mut schemas = Map::new();
    let mut add = |name: &str, schema: Value| schemas.insert(name.to_owned(), schema);
    add(
        "Catalogue",
        object(
            "The portal.",
            &[
                ("title", text_or_null()),
                ("description", text_or_null()),
                ("translations", reference("Translations")),
                ("language", described("The language of every text but the translations.", text())),
                ("languages", list(text())),
                ("identifier", address()),
                ("url", address()),
                ("licence", reference("Licence")),
                ("publisher", text_or_null()),
                ("publishers", list(reference("Publisher"))),
                ("topics", list(reference("Topic"))),
                ("dataset_count", count()),
                ("modified", day_or_null()),
                ("links", json!({ "type": "object", "additionalProperties": address() })),
            ],
        ),
    );
    add(
        "DatasetList",
        object(
            "A page of the list of datasets.",
            &[
                ("page", number()),
                ("pages", number()),
                ("total", count()),
                ("first", relative(false)),
                ("prev", relative(true)),
                ("next", relative(true)),
                ("datasets", list(reference("DatasetInList"))),
            ],
        ),
    );
    add(
        "DatasetInList",
        object(
            "The main facts of a dataset.",
            &[
                ("id", text()),
                ("title", text_or_null()),
                ("summary", text()),
                ("translations", reference("Translations")),
                ("publisher", text_or_null()),
                ("topics", list(text())),
                ("keywords", list(text())),
                ("licence", text_or_null()),
                ("issued", day_or_null()),
                ("modified", day_or_null()),
                ("version", text_or_null()),
                ("access_rights", access()),
                ("tables", list(text())),
                ("url", address()),
                ("document", address()),
            ],
        ),
    );
    schemas
}

/// A page of rows; a look-up page has `column` and `value` as well.
pub(super) fn row_page(row: &Value, is_look_up: bool) -> Value {
    let mut keys = vec![("dataset", text()), ("table", text())];
    if is_look_up {
        keys.extend([("column", text()), ("value", text())]);
    }
    keys.extend([
        ("page", number()),
        ("first", relative(false)),
        ("prev", relative(true)),
        ("next", relative(true)),
        ("rows", list(row.clone())),
    ]);
    let words = if is_look_up { "A page of the rows with one value." } else { "A page of rows." };
    object(words, &keys)
}

fn dataset() -> Value {
    let contact =
        object("Whom to ask.", &[("name", text_or_null()), ("email", text_or_null()), ("url", text_or_null())]);
    let period = object("A period; either end may be open.", &[("start", day_or_null()), ("end", day_or_null())]);
    let place = json!({
        "type": ["object", "null"],
        "description": "A place: one of a GSS code, an address, a name, or a bounding box in degrees (WGS 84).",
        "properties": {
            "gss": text(), "address": text(), "name": text(),
            "bounding_box": object("Degrees as the publisher wrote them.", &[
                ("west", text()), ("south", text()), ("east", text()), ("north", text()),
            ]),
        },
    });
    let tables = object(
        "A table of the dataset.",
        &[
            ("name", text()),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("rows", described("How many; null where they are not published.", count_or_null())),
            ("document", address()),
        ],
    );
    let links = object(
        "Other descriptions of the dataset.",
        &[
            ("openapi", address()),
            ("feed", address()),
            ("data_package", address_or_null()),
            ("csvw", address_or_null()),
        ],
    );
    object(
        "All that is said of a dataset. Descriptions are in Markdown.",
        &[
            ("id", text()),
            ("identifier", address()),
            ("url", address()),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("translations", reference("Translations")),
            ("publisher", json!({ "anyOf": [reference("Publisher"), { "type": "null" }] })),
            ("licence", reference("Licence")),
            ("contact_point", nullable(contact)),
            ("keywords", list(text())),
            ("topics", list(reference("Topic"))),
            ("issued", day_or_null()),
            ("modified", day_or_null()),
            ("version", text_or_null()),
            ("version_notes", text_or_null()),
            ("update_frequency", text_or_null()),
            ("temporal", nullable(period)),
            ("spatial", place),
            ("publication_scheme_class", text_or_null()),
            ("access_rights", access()),
            ("access_reason", text_or_null()),
            ("how_to_ask", text_or_null()),
            ("same_as", list(text())),
            ("documentation", list(text())),
            ("source", list(text())),
            ("related", list(text())),
            ("tables", list(tables)),
            ("files", list(reference("File"))),
            (
                "withdrawn",
                list(object(
                    "A format of the whole dataset that was not written.",
                    &[("format", text()), ("reason", text())],
                )),
            ),
            ("links", links),
        ],
    )
}

fn table() -> Value {
    let foreign_key = object(
        "Columns whose values are found in another table.",
        &[
            ("columns", list(text())),
            ("dataset", text()),
            ("table", text()),
            ("referenced_columns", list(text())),
            ("document", address()),
        ],
    );
    let row_pages = object(
        "The row pages, or why there are none and which file has the rows instead.",
        &[
            ("count", count()),
            ("size", described("Rows a page.", count())),
            ("first", address_or_null()),
            ("reason", text_or_null()),
            ("instead", address_or_null()),
        ],
    );
    let look_up = object(
        "A column that rows are looked up by.",
        &[
            ("column", text()),
            ("values", described("How many values have an address.", count())),
            ("left_out", described("How many could have none.", count())),
            ("example", address_or_null()),
        ],
    );
    let coordinates = object(
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
    );
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
            ("foreign_keys", list(foreign_key)),
            ("columns", list(reference("Column"))),
            ("formats", list(reference("Format"))),
            ("withdrawn", list(object("A format that was not written.", &[("format", text()), ("reason", text())]))),
            ("coordinates", nullable(coordinates)),
            ("csvw", address_or_null()),
            ("row_pages", row_pages),
            ("lookups", list(look_up)),
        ],
    )
}

fn column() -> Value {
    let constraints = json!({
        "type": "object",
        "description": "What narrows the datatype; only what was stated.",
        "properties": {
            "minimum": text(), "maximum": text(), "exclusive_minimum": text(), "exclusive_maximum": text(),
            "length": count(), "minimum_length": count(), "maximum_length": count(), "pattern": text(),
        },
    });
    let code =
        object("A code.", &[("code", text()), ("label", text_or_null()), ("translations", reference("Translations"))]);
    let code_list = object(
        "The values a column may have: codes, or a column of `<dataset>/<table>`.",
        &[
            ("codes", json!({ "type": ["array", "null"], "items": code })),
            ("table", text_or_null()),
            ("column", text_or_null()),
        ],
    );
    object(
        "A column.",
        &[
            ("name", described("The header in CSV and the key in JSON.", text())),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("translations", reference("Translations")),
            ("datatype", described("A built-in datatype of CSV on the Web.", text())),
            ("constraints", constraints),
            ("required", json!({ "type": "boolean" })),
            ("separator", described("What separates the items of a list in CSV.", text_or_null())),
            ("language", text_or_null()),
            ("unit", text_or_null()),
            ("code_list", nullable(code_list)),
            ("profile", reference("Profile")),
        ],
    )
}
