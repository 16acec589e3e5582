//! Documents by their addresses: from folders that `--map` names, and from files. Nothing is fetched from a network.

use crate::csvw::address::percent_decode;
use crate::csvw::documents::{Documents, Retrieved};
use crate::sources::{SourcePath, Sources};
use anyhow::{Context, bail};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A folder in which documents are, and how their addresses begin.
struct Folder {
    prefix: String,
    files: Sources,
}

/// Where documents are found.
pub struct MappedDocuments {
    /// The longest prefix first.
    folders: Vec<Folder>,
    /// Where paths are meant from, and how the addresses of files below it begin.
    folder: PathBuf,
    current: String,
    /// The texts that places point into.
    sources: Sources,
    texts: RefCell<BTreeMap<String, u32>>,
}

impl MappedDocuments {
    /// The files below a folder, from which paths are meant.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        let current = folder.canonicalize().with_context(|| format!("there is no folder `{}`", folder.display()))?;
        let mut documents = Self {
            folders: Vec::new(),
            current: folder_address(&current)?,
            folder: folder.to_path_buf(),
            sources: Sources::in_memory([]),
            texts: RefCell::default(),
        };
        documents.add(documents.current.clone(), &current)?;
        Ok(documents)
    }

    fn add(&mut self, prefix: String, folder: &Path) -> anyhow::Result<()> {
        let files = Sources::on_disk(folder).with_context(|| format!("there is no folder `{}`", folder.display()))?;
        self.folders.push(Folder { prefix, files });
        self.folders.sort_by_key(|folder| std::cmp::Reverse(folder.prefix.len()));
        Ok(())
    }

    /// Reads addresses that begin with a prefix from a folder: `URLPREFIX=DIR`.
    pub fn map(&mut self, stated: &str) -> anyhow::Result<()> {
        match stated.split_once('=') {
            Some((prefix, folder)) if !prefix.is_empty() && !folder.is_empty() => {
                self.add(prefix.to_owned(), &self.folder.join(folder))
            }
            _ => bail!("`--map {stated}` is not `URLPREFIX=DIR`"),
        }
    }

    /// The address of what was named on the command line: an address as it is, or a file. The folder of a file that
    /// was named may be read from, too.
    pub fn address(&mut self, named: &str) -> anyhow::Result<String> {
        if named.contains("://") || self.folders.iter().any(|folder| named.starts_with(&folder.prefix)) {
            return Ok(named.to_owned());
        }
        let path: PathBuf =
            self.folder.join(named).canonicalize().with_context(|| format!("`{named}` cannot be opened"))?;
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            bail!("`{named}` is not a file whose name is in UTF-8");
        };
        let prefix = folder_address(folder)?;
        self.add(prefix.clone(), folder)?;
        Ok(format!("{prefix}{}", encoded(name)))
    }

    /// The texts that places point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What a document is called for people: its path as they would write it, or its address.
    pub fn shown(&self, url: &str) -> String {
        let url = url.split('#').next().unwrap_or(url);
        match url.strip_prefix(&self.current).or_else(|| url.strip_prefix("file://")) {
            Some(path) => percent_decode(path).into_owned(),
            None => url.to_owned(),
        }
    }

    /// A message with the addresses of files, which stand between backticks, as paths.
    pub fn with_paths(&self, message: &str) -> String {
        let part = |part: &str| if part.starts_with("file://") { self.shown(part) } else { part.to_owned() };
        message.split('`').map(part).collect::<Vec<_>>().join("`")
    }

    /// The path by which findings name a document.
    pub fn source_path(&self, url: &str) -> SourcePath {
        SourcePath::shown(&self.shown(url))
    }

    /// The folder and the file of an address; none where it is not mapped, leads out of its folder, or is not there.
    fn find(&self, url: &str) -> Option<(&Sources, SourcePath)> {
        let url = url.split(['#', '?']).next().unwrap_or(url);
        let candidates = self.folders.iter().filter_map(|folder| {
            let path = SourcePath::parse(&percent_decode(url.strip_prefix(&folder.prefix)?)).ok()?;
            Some((&folder.files, path))
        });
        let mut found = candidates.filter(|(files, path)| files.is_file(path));
        found.next()
    }
}

/// How the addresses of the files in a folder begin.
fn folder_address(folder: &Path) -> anyhow::Result<String> {
    let Some(path) = folder.to_str() else { bail!("the path `{}` is not in UTF-8", folder.display()) };
    Ok(format!("file://{}/", encoded(path.trim_end_matches('/'))))
}

/// A path as a part of an address (RFC 3986 § 3.3).
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl Documents for MappedDocuments {
    fn read(&self, url: &str) -> Option<String> {
        let (files, path) = self.find(url)?;
        let text = files.text(&path).ok()?.text.clone();
        let source = self.sources.add_text(self.source_path(url), text.clone());
        self.texts.borrow_mut().insert(url.to_owned(), source.id.0);
        Some(text)
    }

    fn number(&self, url: &str) -> Option<u32> {
        self.texts.borrow().get(url).copied()
    }

    fn media_type(&self, url: &str) -> Option<String> {
        let (_, path) = self.find(url)?;
        let media_type = match path.name().rsplit_once('.').map(|(_, extension)| extension) {
            Some("csv") => "text/csv",
            Some("tsv") => "text/tab-separated-values",
            Some("json") => "application/csvm+json",
            Some("jsonld") => "application/ld+json",
            _ => return None,
        };
        Some(media_type.to_owned())
    }

    fn retrieve(&self, url: &str) -> Option<Retrieved> {
        let (files, path) = self.find(url)?;
        let mut bytes = Vec::new();
        files.open(&path).ok()?.read_to_end(&mut bytes).ok()?;
        Some(Retrieved { bytes, media_type: self.media_type(url) })
    }
}
