//! The theme: templates, styles, scripts and words. A file of `themes/<name>/` in the repository replaces the built-in
//! file of the same name; further templates, assets and locales there are added.

use super::fault;
use crate::diagnostics::{Diagnostic, Location};
use crate::i18n::{Locale, Messages};
use crate::sources::{ReadError, SharedSource, SourcePath, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

/// The folder that built-in files are shown under in diagnostics.
const BUILT_IN: &str = "built-in theme";

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../themes/default/", $path)))),*]
    };
}

/// Every file of the built-in theme.
const FILES: &[(&str, &[u8])] = built_in![
    "assets/icon.svg",
    "assets/site.js",
    "assets/style.css",
    "locales/cy.ftl",
    "locales/en.ftl",
    "templates/404.html",
    "templates/api.html",
    "templates/base.html",
    "templates/components.html",
    "templates/content.html",
    "templates/dataset.html",
    "templates/datasets.html",
    "templates/former.html",
    "templates/home.html",
    "templates/notice.html",
    "templates/publisher.html",
    "templates/quality.html",
    "templates/requests.html",
    "templates/restricted.html",
    "templates/table.html",
    "templates/tombstone.html",
    "templates/series.html",
    "templates/topic.html",
];

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    templates: Vec<(String, SharedSource)>,
    assets: Vec<(String, Vec<u8>)>,
    locales: BTreeMap<String, Arc<Messages>>,
    english: Arc<Messages>,
}

impl Theme {
    /// Reads the theme of that name, which `stated` is the place of; what cannot be read or parsed is told, and the built-in file stands in.
    #[must_use]
    pub fn load(name: &str, stated: Option<Span>, sources: &Sources) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let mut files: BTreeMap<String, File> =
            FILES.iter().map(|(path, bytes)| ((*path).to_owned(), File::BuiltIn(bytes))).collect();
        let folder = SourcePath::parse("themes").and_then(|folder| folder.join(name));
        if let Ok(folder) = &folder {
            collect(folder, folder, sources, &mut files, &mut BTreeSet::new(), &mut findings);
        }
        let is_there = files.values().any(|file| matches!(file, File::Repository(_)));
        if name != "default" && !is_there {
            let place = stated.map_or(Location::Site, Location::Text);
            findings.push(
                Diagnostic::new(fault::RULE, format!("there is no theme `{name}`"), place)
                    .help(format!("put its files into `themes/{name}/`, or write `theme = \"default\"`")),
            );
        }
        let mut theme = Self {
            templates: Vec::new(),
            assets: Vec::new(),
            locales: BTreeMap::new(),
            english: Arc::new(Messages::parse("en", "").0),
        };
        for (path, file) in files {
            if let Some(template) = path.strip_prefix("templates/").map(str::to_owned) {
                theme.templates.extend(file.text(&path, sources, &mut findings).map(|text| (template, text)));
            } else if let Some(language) = path.strip_prefix("locales/").and_then(|name| name.strip_suffix(".ftl")) {
                let Some(text) = file.text(&path, sources, &mut findings) else { continue };
                let (messages, flaws) = Messages::parse(language, &text.text);
                for flaw in flaws {
                    let message = format!("the messages cannot be read: {}", flaw.message);
                    findings.push(Diagnostic::new(fault::RULE, message, Span::new(text.id, flaw.range)));
                }
                theme.locales.insert(language.to_owned(), Arc::new(messages));
            } else if path.starts_with("assets/") {
                theme.assets.extend(file.bytes(sources, &mut findings).map(|bytes| (path, bytes)));
            }
        }
        // A theme may replace the English messages in part: what it leaves out is in the built-in ones.
        if let Some((_, built_in)) = FILES.iter().find(|(path, _)| *path == "locales/en.ftl") {
            theme.english = Arc::new(Messages::parse("en", &String::from_utf8_lossy(built_in)).0);
        }
        (theme, findings)
    }

    /// Files that are copied as they are, with their addresses.
    #[must_use]
    pub fn assets(&self) -> &[(String, Vec<u8>)] {
        &self.assets
    }

    /// The words for a language.
    #[must_use]
    pub fn locale(&self, language: &str) -> Locale {
        let short = language.split('-').next().unwrap_or(language);
        let own = self.locales.get(language).or_else(|| self.locales.get(short));
        Locale::new(language, own.cloned(), Arc::clone(&self.english))
    }

    /// The templates, with `t` for the words of that locale.
    ///
    /// # Errors
    /// What is wrong in a template, at its place.
    pub fn engine(&self, locale: &Locale) -> Result<Tera, Vec<Diagnostic>> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        let words = locale.clone();
        tera.register_filter("t", move |key: &str, arguments: Kwargs, _: &State<'_>| {
            translate(&words, key, &arguments)
        });
        let templates = self.templates.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        tera.add_raw_templates(templates).map_err(|error| fault::diagnose(&error, |name| self.source(name)))?;
        Ok(tera)
    }

    /// The text of a template.
    #[must_use]
    pub fn source(&self, template: &str) -> Option<&SharedSource> {
        self.templates.iter().find(|(name, _)| name == template).map(|(_, source)| source)
    }
}

/// `{{ "row-count" | t(count=5) }}`.
fn translate(locale: &Locale, key: &str, arguments: &Kwargs) -> tera::TeraResult<String> {
    if !locale.has(key) {
        return Err(tera::Error::message(format!("no locale has the message `{key}`")));
    }
    let values: Vec<(String, Filled)> =
        arguments.iter().filter_map(|(name, value)| Some((name.to_string(), Filled::from(value)?))).collect();
    let arguments: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.argument())).collect();
    Ok(locale.fill(key, &arguments))
}

enum Filled {
    Count(u64),
    Text(String),
}

impl Filled {
    fn from(value: &Value) -> Option<Self> {
        if let Some(count) = value.as_i128().and_then(|count| u64::try_from(count).ok()) {
            return Some(Self::Count(count));
        }
        (!value.is_none() && !value.is_undefined()).then(|| Self::Text(value.to_string()))
    }

    fn argument(&self) -> crate::i18n::Argument<'_> {
        match self {
            Self::Count(count) => (*count).into(),
            Self::Text(text) => text.into(),
        }
    }
}

/// A file of the theme that is not read yet.
enum File {
    BuiltIn(&'static [u8]),
    Repository(SourcePath),
}

impl File {
    fn text(&self, path: &str, sources: &Sources, findings: &mut Vec<Diagnostic>) -> Option<SharedSource> {
        match self {
            Self::BuiltIn(bytes) => {
                let shown = SourcePath::parse(&format!("{BUILT_IN}/{path}")).ok()?;
                Some(sources.add_text(shown, String::from_utf8_lossy(bytes).into_owned()))
            }
            Self::Repository(file) => sources.text(file).map_err(|error| findings.push(unreadable(file, &error))).ok(),
        }
    }

    fn bytes(&self, sources: &Sources, findings: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
        match self {
            Self::BuiltIn(bytes) => Some(bytes.to_vec()),
            Self::Repository(file) => sources.read(file).map_err(|error| findings.push(unreadable(file, &error))).ok(),
        }
    }
}

fn unreadable(file: &SourcePath, error: &ReadError) -> Diagnostic {
    let rule = if matches!(error, ReadError::NotUtf8 { .. }) { "project/not-utf-8" } else { "project/unreadable" };
    Diagnostic::new(rule, error.to_string(), file.clone())
}

/// Adds the files of the repository's theme, folder by folder.
fn collect(
    root: &SourcePath,
    folder: &SourcePath,
    sources: &Sources,
    files: &mut BTreeMap<String, File>,
    seen: &mut BTreeSet<PathBuf>,
    findings: &mut Vec<Diagnostic>,
) {
    // Links to folders could lead round in a ring: none is read twice.
    if sources.resolved(folder).is_some_and(|resolved| !seen.insert(resolved)) {
        return;
    }
    let entries = match sources.list(folder) {
        Ok(entries) => entries,
        Err(error) => {
            findings.push(unreadable(folder, &error));
            return;
        }
    };
    for entry in entries {
        // Editors and systems leave their own files beside ours.
        let hidden = entry.path.name().starts_with('.');
        let depth = entry.path.as_str().split('/').count();
        if hidden || depth > 12 {
            continue;
        }
        if entry.is_folder {
            collect(root, &entry.path, sources, files, seen, findings);
        } else if let Some(path) = entry.path.as_str().strip_prefix(root.as_str()) {
            files.insert(path.trim_start_matches('/').to_owned(), File::Repository(entry.path.clone()));
        }
    }
}
