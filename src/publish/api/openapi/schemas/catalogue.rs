//! Schemas of what is about more than one dataset.

use super::super::shapes::{
    access, address, count, day_or_null, described, list, number, object, or_null, relative, text, text_or_null,
};
use super::reference;
use serde_json::{Value, json};

/// By name.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        (
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
        ),
        (
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
        ),
        (
            "Licence",
            object(
                "A licence, by its SPDX identifier if it has one, and its address.",
                &[("spdx", text_or_null()), ("name", text()), ("url", text())],
            ),
        ),
        (
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
                    ("licence", or_null(reference("Licence"))),
                    ("publisher", text_or_null()),
                    ("publishers", list(reference("Publisher"))),
                    ("topics", list(reference("Topic"))),
                    ("dataset_count", count()),
                    ("modified", day_or_null()),
                    ("links", reference("CatalogueLinks")),
                ],
            ),
        ),
        (
            "CatalogueLinks",
            described(
                "Other descriptions of the portal.",
                json!({ "type": "object", "additionalProperties": address() }),
            ),
        ),
        (
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
        ),
        (
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
        ),
        (
            "OpenApi",
            object(
                "An OpenAPI document.",
                &[("openapi", text()), ("info", json!({ "type": "object" })), ("paths", json!({ "type": "object" }))],
            ),
        ),
    ]
}
