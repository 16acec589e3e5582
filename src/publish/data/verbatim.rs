//! Files published as they are: distributions that are no tables, and sources of tables where the publisher asks for it.

use crate::model::{Artefact, Dataset, media_type};
use crate::output::Staging;
use crate::rows::Error;
use crate::sources::{ReadError, SourcePath, Sources};
use std::io::{Read, Write};

/// Why a file was not copied: the publisher's side or ours.
#[derive(Debug, thiserror::Error)]
pub enum Uncopied {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] Error),
}

/// The files of a dataset that are published as they are: the file, its address and the media type that was stated.
pub fn verbatim_files(dataset: &Dataset) -> impl Iterator<Item = (&SourcePath, String, Option<&str>)> {
    let sources = dataset.tables.iter().filter(|table| table.publish_source).flat_map(|table| &table.files);
    let sources = sources.map(|file| (file, format!("datasets/{}/source/{}", dataset.id, file.name()), None));
    let others = dataset.distributions.iter().filter_map(|distribution| {
        let file = distribution.file.as_ref()?;
        Some((file, format!("datasets/{}/{}", dataset.id, file.name()), distribution.media_type.as_deref()))
    });
    sources.chain(others)
}

/// Copies a file of the repository to an address of the site, byte for byte. Its media type is the stated one, else goes by
/// its name.
///
/// # Errors
/// When it cannot be read or written.
pub fn copy(
    sources: &Sources,
    staging: &Staging,
    from: &SourcePath,
    to: &str,
    stated_media_type: Option<&str>,
) -> Result<Artefact, Uncopied> {
    let mut source = sources.open(from)?;
    let mut file = staging.create(to).map_err(Error::write(to))?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let count = source.read(&mut buffer).map_err(|error| ReadError::Io { path: from.clone(), error })?;
        if count == 0 {
            break;
        }
        file.write_all(&buffer[..count]).map_err(Error::write(to))?;
    }
    let written = file.finish().map_err(Error::write(to))?;
    let by_name = media_type(to).split(';').next().unwrap_or_default();
    Ok(Artefact {
        path: to.to_owned(),
        format: None,
        media_type: stated_media_type.unwrap_or(by_name).to_owned(),
        bytes: written.bytes,
        sha256: written.sha256,
    })
}
