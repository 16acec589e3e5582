//! The data files of a dataset, in one list for every standard that has one.

use crate::model::{Artefact, Distribution, Entry, Format, Table};
use crate::publish::addresses;

/// A data file, with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct DataFile<'a> {
    /// The file.
    pub artefact: &'a Artefact,
    /// The table whose rows it has; none for a file that is no table and for a source.
    pub table: Option<&'a Table>,
    /// What the publisher said of a file that is no table.
    pub distribution: Option<&'a Distribution>,
}

impl DataFile<'_> {
    /// Its name below the dataset's folder, such as `stops.csv` or `source/stops.csv`.
    #[must_use]
    pub fn name(&self, entry: &Entry) -> String {
        let folder = addresses::dataset(&entry.dataset.id);
        self.artefact.path.strip_prefix(&folder).unwrap_or(&self.artefact.path).to_owned()
    }

    /// The name of its format for people: `CSV`, or the ending of its name in capitals, or its media type.
    #[must_use]
    pub fn format_name(&self) -> String {
        if let Some(format) = self.artefact.format {
            return format.name().to_owned();
        }
        let name = self.artefact.path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            Some((_, ending)) if !ending.is_empty() && ending.len() <= 8 => ending.to_uppercase(),
            _ => self.artefact.media_type.clone(),
        }
    }
}

/// The data files of the dataset: of each table in its order, then the files that are no table. Metadata is not data.
/// None unless the dataset's rows may be published.
pub fn data_files(entry: &Entry) -> impl Iterator<Item = DataFile<'_>> {
    let tables = entry.dataset.tables.iter().flat_map(move |table| of_table(entry, table));
    let files = entry.summary.files.iter().map(|artefact| DataFile {
        artefact,
        table: None,
        distribution: distribution_of(entry, artefact),
    });
    tables.chain(files).filter(|_| entry.visibility.has_rows())
}

/// The data files of one table.
pub fn of_table<'a>(entry: &'a Entry, table: &'a Table) -> impl Iterator<Item = DataFile<'a>> {
    let artefacts = entry.summary.tables.get(&table.name).map_or(&[][..], |summary| &summary.artefacts);
    artefacts
        .iter()
        .filter(|artefact| artefact.format != Some(Format::Csvw) && entry.visibility.has_rows())
        .map(|artefact| DataFile { artefact, table: Some(table), distribution: None })
}

/// The distributions of the dataset that are elsewhere, with their addresses.
pub fn elsewhere(entry: &Entry) -> impl Iterator<Item = (&str, &Distribution)> {
    let distributions = if entry.visibility.has_rows() { &entry.dataset.distributions[..] } else { &[] };
    distributions.iter().filter_map(|distribution| Some((distribution.address.as_deref()?, distribution)))
}

fn distribution_of<'a>(entry: &'a Entry, artefact: &Artefact) -> Option<&'a Distribution> {
    let folder = addresses::dataset(&entry.dataset.id);
    let name = artefact.path.strip_prefix(&folder)?;
    entry.dataset.distributions.iter().find(|distribution| {
        distribution.file.as_ref().is_some_and(|file| file.as_str() == artefact.path || file.name() == name)
    })
}
