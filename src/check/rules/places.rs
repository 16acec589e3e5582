//! Where facts were stated, and what to paste where none was.

use crate::csvw::ForeignKey;
use crate::diagnostics::{Location, span_of};
use crate::model::{Catalogue, Dataset, Places, Table};
use crate::sources::{SourcePath, Span};

/// The place of the first key that was stated.
pub(super) fn span(places: &Places, keys: &[impl AsRef<str>]) -> Option<Span> {
    keys.iter().find_map(|key| places.get(key.as_ref()))
}

/// The place of the first key that was stated of a dataset, else the dataset as a whole.
pub(super) fn of(dataset: &Dataset, keys: &[&str]) -> Location {
    span(&dataset.places, keys).map_or_else(|| Location::Dataset(dataset.id.clone()), Location::Text)
}

/// The place of the first key that was stated of the site, else its settings as a whole.
pub(super) fn of_site(catalogue: &Catalogue, keys: &[&str]) -> Location {
    let settings = || SourcePath::parse("plainsight.toml").map_or(Location::Site, Location::File);
    span(&catalogue.places, keys).map_or_else(settings, Location::Text)
}

/// A place in a table's description, else the table as a whole, else its dataset.
pub(super) fn of_table(dataset: &Dataset, table: &Table, at: Option<Span>) -> Location {
    let whole = || span(&table.places, &["name", "file"]).or(table.schema.place.map(span_of));
    at.or_else(whole).map_or_else(|| Location::Dataset(dataset.id.clone()), Location::Text)
}

/// The place of the first of `keys` that was stated of a table's foreign key, else of the foreign key.
pub(super) fn of_foreign_key(
    dataset: &Dataset,
    table: &Table,
    index: usize,
    key: &ForeignKey,
    keys: &[&str],
) -> Location {
    let own = keys.iter().find_map(|part| table.places.get(&format!("foreign_key[{index}].{part}")));
    of_table(dataset, table, own.or(key.place.map(span_of)))
}

/// What to paste into the dataset's `dataset.toml`.
pub(super) fn add(dataset: &Dataset, line: &str) -> String {
    let folder = if dataset.folder.as_str().is_empty() {
        format!("datasets/{}", dataset.id)
    } else {
        dataset.folder.to_string()
    };
    format!("add to `{folder}/dataset.toml`:\n{line}")
}
