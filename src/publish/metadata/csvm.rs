//! `.well-known/csvm`: where a table's metadata is found from the table's address (CSVW, Metadata Vocabulary, 5.3).

use crate::publish::PublishedFile;

/// The two places of the standard, which are also where the metadata of every table and every dataset is. Nothing has
/// to know the site's path, since both are references relative to the table.
#[must_use]
pub fn csvm() -> PublishedFile {
    PublishedFile::text(".well-known/csvm", "{+url}-metadata.json\ncsv-metadata.json\n")
}
