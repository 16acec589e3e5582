//! Documents by their addresses: from folders that `--map` names, and from files. Nothing is fetched from a network.

use crate::csvw::address::{percent_decode, resolve};
use crate::csvw::documents::{Documents, Retrieved};
use crate::sources::{SourcePath, Sources, TEXT_LIMIT};
use anyhow::{Context, bail};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Where documents are found.
pub struct MappedDocuments {
    /// Prefixes of addresses and their folders, resolved.
    maps: Vec<(String, PathBuf)>,
    /// Folders in which files may be opened by their path.
    folders: Vec<PathBuf>,
    current: PathBuf,
    sources: Sources,
    texts: RefCell<BTreeMap<String, Option<u32>>>,
}

impl MappedDocuments {
    /// The files below the current folder.
    pub fn new() -> anyhow::Result<Self> {
        let current = std::env::current_dir().context("there is no current folder")?;
        let current = current.canonicalize().unwrap_or(current);
        Ok(Self {
            maps: Vec::new(),
            folders: vec![current.clone()],
            current,
            sources: Sources::in_memory([]),
            texts: RefCell::default(),
        })
    }

    /// Reads addresses that begin with a prefix from a folder: `URLPREFIX=DIR`.
    pub fn map(&mut self, stated: &str) -> anyhow::Result<()> {
        let Some((prefix, folder)) =
            stated.split_once('=').filter(|(prefix, folder)| !prefix.is_empty() && !folder.is_empty())
        else {
            bail!("`--map {stated}` is not `URLPREFIX=DIR`");
        };
        let folder = Path::new(folder).canonicalize().with_context(|| format!("there is no folder `{folder}`"))?;
        self.maps.push((prefix.to_owned(), folder));
        // The longest prefix counts.
        self.maps.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Ok(())
    }

    /// The address of what was named on the command line: an address as it is, or a file.
    pub fn address(&mut self, named: &str) -> anyhow::Result<String> {
        let is_mapped = self.maps.iter().any(|(prefix, _)| named.starts_with(prefix.as_str()));
        if is_mapped || named.contains("://") {
            return Ok(named.to_owned());
        }
        let path = Path::new(named).canonicalize().with_context(|| format!("`{named}` cannot be opened"))?;
        if let Some(folder) = path.parent() {
            self.folders.push(folder.to_path_buf());
        }
        let Some(path) = path.to_str() else { bail!("the path of `{named}` is not UTF-8") };
        Ok(file_address(path))
    }

    /// The texts that places point into.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What a document is called for people: its path as they would write it, or its address.
    pub fn shown(&self, url: &str) -> String {
        let url = url.split('#').next().unwrap_or(url);
        if !url.starts_with("file:") {
            return url.to_owned();
        }
        match self.path(url) {
            Some(path) => path.strip_prefix(&self.current).unwrap_or(&path).display().to_string(),
            None => url.to_owned(),
        }
    }

    /// The path by which findings name a document.
    pub fn source_path(&self, url: &str) -> SourcePath {
        SourcePath::shown(&self.shown(url))
    }

    /// The file of an address; none where it is not mapped, leads out of its folder, or is not there.
    fn path(&self, url: &str) -> Option<PathBuf> {
        let url = url.split(['#', '?']).next().unwrap_or(url);
        let mapped = self.maps.iter().find_map(|(prefix, folder)| Some((url.strip_prefix(prefix.as_str())?, folder)));
        if let Some((rest, folder)) = mapped {
            let path = below(folder, &percent_decode(rest))?;
            return path.starts_with(folder).then_some(path);
        }
        let rest = url.strip_prefix("file://")?;
        let path = below(Path::new("/"), percent_decode(rest).trim_start_matches('/'))?;
        self.folders.iter().any(|folder| path.starts_with(folder)).then_some(path)
    }
}

/// A file below a folder, its links resolved.
fn below(folder: &Path, rest: &str) -> Option<PathBuf> {
    let rest = Path::new(rest);
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if rest.as_os_str().is_empty() || !rest.components().all(is_plain) {
        return None;
    }
    folder.join(rest).canonicalize().ok().filter(|path| path.is_file())
}

/// The address of a file.
fn file_address(path: &str) -> String {
    let mut out = String::from("file://");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    resolve(&out, "")
}

impl Documents for MappedDocuments {
    fn read(&self, url: &str) -> Option<String> {
        let path = self.path(url)?;
        if path.metadata().ok()?.len() > TEXT_LIMIT {
            return None;
        }
        let text = String::from_utf8(std::fs::read(path).ok()?).ok()?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let source = self.sources.add_text(self.source_path(url), text.clone());
        self.texts.borrow_mut().insert(url.to_owned(), Some(source.id.0));
        Some(text)
    }

    fn number(&self, url: &str) -> Option<u32> {
        self.texts.borrow().get(url).copied().flatten()
    }

    fn media_type(&self, url: &str) -> Option<String> {
        let path = self.path(url)?;
        let media_type = match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => "text/csv",
            Some("tsv") => "text/tab-separated-values",
            Some("json") => "application/csvm+json",
            Some("jsonld") => "application/ld+json",
            _ => return None,
        };
        Some(media_type.to_owned())
    }

    fn retrieve(&self, url: &str) -> Option<Retrieved> {
        let bytes = std::fs::read(self.path(url)?).ok()?;
        Some(Retrieved { bytes, media_type: self.media_type(url) })
    }
}
