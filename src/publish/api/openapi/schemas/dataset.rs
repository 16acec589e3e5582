//! Schemas of a dataset's document.

use super::super::shapes::{
    access, address, address_or_null, count_or_null, day_or_null, described, list, object, or_null, text, text_or_null,
};
use super::reference;
use serde_json::{Value, json};

/// By name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("Dataset", dataset()),
        (
            "ContactPoint",
            object("Whom to ask.", &[("name", text_or_null()), ("email", text_or_null()), ("url", text_or_null())]),
        ),
        ("Period", object("A period; either end may be open.", &[("start", day_or_null()), ("end", day_or_null())])),
        (
            "Place",
            json!({
                "type": "object",
                "description": "A place: one of a GSS code, an address, a name, or a bounding box in degrees (WGS 84).",
                "properties": {
                    "gss": text(), "address": text(), "name": text(), "bounding_box": reference("BoundingBox"),
                },
            }),
        ),
        (
            "BoundingBox",
            object(
                "Degrees as the publisher wrote them.",
                &[("west", text()), ("south", text()), ("east", text()), ("north", text())],
            ),
        ),
        (
            "TableInDataset",
            object(
                "A table of the dataset.",
                &[
                    ("name", text()),
                    ("title", text_or_null()),
                    ("description", text_or_null()),
                    ("rows", described("How many; null where they are not published.", count_or_null())),
                    ("document", address()),
                ],
            ),
        ),
        (
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
        ),
        (
            "DatasetLinks",
            object(
                "Other descriptions of the dataset.",
                &[
                    ("openapi", address()),
                    ("feed", address()),
                    ("data_package", address_or_null()),
                    ("csvw", address_or_null()),
                ],
            ),
        ),
    ]
}

fn dataset() -> Value {
    object(
        "All that is said of a dataset. Descriptions are in Markdown.",
        &[
            ("id", text()),
            ("identifier", address()),
            ("url", address()),
            ("title", text_or_null()),
            ("description", text_or_null()),
            ("translations", reference("Translations")),
            ("publisher", or_null(reference("Publisher"))),
            ("licence", or_null(reference("Licence"))),
            ("contact_point", or_null(reference("ContactPoint"))),
            ("keywords", list(text())),
            ("topics", list(reference("Topic"))),
            ("issued", day_or_null()),
            ("modified", day_or_null()),
            ("version", text_or_null()),
            ("version_notes", text_or_null()),
            ("update_frequency", text_or_null()),
            ("temporal", or_null(reference("Period"))),
            ("spatial", or_null(reference("Place"))),
            ("publication_scheme_class", text_or_null()),
            ("access_rights", access()),
            ("access_reason", text_or_null()),
            ("how_to_ask", text_or_null()),
            ("same_as", list(text())),
            ("documentation", list(text())),
            ("source", list(text())),
            ("related", list(text())),
            ("tables", list(reference("TableInDataset"))),
            ("files", list(reference("File"))),
            (
                "withdrawn",
                described("Formats of the whole dataset that were not written.", list(reference("WithdrawnFormat"))),
            ),
            ("links", reference("DatasetLinks")),
        ],
    )
}
