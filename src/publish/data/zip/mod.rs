//! ZIP: the whole dataset in one file, with its metadata and its licence (APPNOTE.TXT 6.3).
//!
//! It has metadata in it, so it is made once rows and metadata are there, and before anything that lists it. It does not
//! list itself, and depends on nothing but what is in it.

mod estimate;
mod texts;
mod writer;

use super::whole::{Outcome, WholeFile, too_large};
use crate::cache::Key;
use crate::i18n::Locale;
use crate::model::{Edition, Entry, Format};
use crate::output::{Staging, hexadecimal};
use crate::publish::PublishedFile;
use crate::publish::metadata::{csvw, data_files, datapackage};
use crate::rows::Error;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek};
use texts::Names;

/// The ZIP of a dataset before it is written.
#[derive(Debug)]
pub struct ZipFile {
    path: String,
    members: Vec<Member>,
    limit: u64,
}

/// A file in the ZIP.
#[derive(Debug)]
struct Member {
    name: String,
    bytes: u64,
    sha256: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Text(Vec<u8>),
    /// A file of the site, by its address.
    OfSite(String),
}

impl Member {
    fn text(name: String, text: Vec<u8>) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(&text));
        Self { name, bytes: text.len() as u64, sha256, content: Content::Text(text) }
    }
}

impl ZipFile {
    /// The ZIP of a dataset: who made it and how it may be used, its metadata, each table as CSV, and its files that are
    /// no table. None where no rows or files are published.
    #[must_use]
    pub fn of(edition: &Edition, entry: &Entry, words: &Locale, limit: u64) -> Option<Self> {
        let data: Vec<Member> = data_files::data_files(entry)
            .filter(|file| match file.artefact.format {
                Some(format) => format == Format::Csv,
                // The source of a table has the same rows again, and is not typed.
                None => file.distribution.is_some(),
            })
            .map(|file| Member {
                name: file.name(entry),
                bytes: file.artefact.bytes,
                sha256: file.artefact.sha256.clone(),
                content: Content::OfSite(file.artefact.path.clone()),
            })
            .collect();
        if data.is_empty() {
            return None;
        }
        let metadata = datapackage::file(edition, entry).into_iter().chain(csvw::files(edition, entry));
        let metadata = metadata.map(|PublishedFile { path, bytes }| {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            Member::text(name, bytes)
        });
        let mut members: Vec<Member> = metadata.chain(data).collect();
        let names = Names::beside(members.iter().map(|member| member.name.as_str()));
        let licence =
            texts::licence(edition, entry, words).map(|text| Member::text(names.licence.clone(), text.into()));
        let readme = texts::readme(edition, entry, words, licence.is_some().then_some(names.licence.as_str()));
        let mut all = vec![Member::text(names.readme, readme.into())];
        all.extend(licence);
        all.append(&mut members);
        Some(Self { path: super::dataset_address(&entry.dataset.id, Format::Zip), members: all, limit })
    }

    /// Its address below the site.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Everything that its bytes depend on.
    #[must_use]
    pub fn key(&self) -> Key {
        let begin = Key::begin().with("zip").with(self.limit.to_le_bytes());
        self.members.iter().fold(begin, |key, member| key.with(&member.name).with(&member.sha256)).end()
    }

    /// Writes it; `open` opens a file of the site.
    ///
    /// # Errors
    /// When a file of the site cannot be read, or the ZIP cannot be written.
    pub fn write<R: Read + Seek>(
        self,
        staging: &Staging,
        open: impl Fn(&str) -> io::Result<R>,
    ) -> Result<WholeFile, Error> {
        let outcome = self.outcome(staging, open).map_err(Error::write(&self.path))?;
        Ok(WholeFile { format: Format::Zip, path: self.path, outcome })
    }

    fn outcome<R: Read + Seek>(&self, staging: &Staging, open: impl Fn(&str) -> io::Result<R>) -> io::Result<Outcome> {
        if estimate::is_far_over(&self.members, self.limit, &open)? {
            return Ok(Outcome::Withdrawn(too_large(Format::Zip, self.limit)));
        }
        if writer::write(staging.create_seekable(&self.path)?, &self.members, self.limit, open)? {
            return Ok(Outcome::Written(staging.written(&self.path)?));
        }
        staging.remove(&self.path)?;
        Ok(Outcome::Withdrawn(too_large(Format::Zip, self.limit)))
    }
}
