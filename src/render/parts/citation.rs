//! How to cite a dataset.

use super::super::leaf::Leaf;
use crate::model::Dataset;

/// The citation as plain text: who, when, what, which version, where.
pub fn citation(leaf: &Leaf<'_>, dataset: &Dataset) -> String {
    let catalogue = &leaf.edition().catalogue;
    let publisher = dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    let publisher = publisher.map_or_else(|| leaf.words(&catalogue.title, ""), |has| leaf.words(&has.name, &has.id));
    let title = leaf.words(&dataset.title, &dataset.id).text;
    let year = dataset.modified.or(dataset.issued).map_or_else(|| leaf.t("no-date"), |date| date.year().to_string());
    let release = dataset.version.clone().or_else(|| dataset.modified.map(|date| date.to_string()));
    let address = leaf.edition().identifier(&super::super::plan::dataset_address(&dataset.id));
    let arguments = [
        ("publisher", (&publisher.text).into()),
        ("year", (&year).into()),
        ("title", (&title).into()),
        ("address", (&address).into()),
    ];
    match release {
        Some(release) => {
            let mut arguments = arguments.to_vec();
            arguments.push(("release", (&release).into()));
            leaf.fill("citation-release", &arguments)
        }
        None => leaf.fill("citation", &arguments),
    }
}

/// The acknowledgement that a licence asks for, where it is known here.
pub fn attribution(leaf: &Leaf<'_>, dataset: &Dataset) -> Option<String> {
    let spdx = dataset.licence.as_ref()?.spdx.as_deref()?;
    (spdx == "OGL-UK-3.0").then(|| leaf.t("attribution-ogl"))
}
