//! Descriptions that a team has already: data packages and CSVW metadata. They come in as they are; only what they lack
//! is written beside them.

use super::gather::InputFile;
use super::names;
use super::report::LeftOut;
use crate::model::Dataset;
use crate::project::{self, Settings};
use crate::sources::{SourcePath, Sources};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Documents are read up to this size, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What describes a dataset already.
#[derive(Debug)]
pub(super) struct Described {
    /// The descriptions and every file they name that is there, sorted by path.
    pub files: Vec<InputFile>,
    /// The descriptions alone.
    pub documents: Vec<InputFile>,
    /// Whether one of them is a data package.
    pub has_package: bool,
    /// Tables that they give no schema, by their file.
    without_schema: BTreeSet<String>,
}

/// What a data package says that describes no file which is here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The document.
    pub by: String,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Its first licence, as an SPDX identifier or an address.
    pub licence: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
}

/// What a description does not say.
#[derive(Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a separate question to the publisher")]
pub(super) struct Lacks {
    /// A title.
    pub title: bool,
    /// A description.
    pub description: bool,
    /// A licence, which the site does not have either.
    pub licence: bool,
    /// A publisher, which the site does not have either.
    pub publisher: bool,
    /// How often it changes.
    pub update_frequency: bool,
    /// Whom to ask.
    pub contact_point: bool,
    /// Columns: these tables, by their file.
    pub columns: Vec<String>,
}

/// The CSVW metadata of a file by CSVW's rules of finding it: `<file>-metadata.json`, or a `csv-metadata.json` beside
/// it that describes it.
pub(super) fn csvw_beside(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = names::name_of(path);
    // A link that leads elsewhere is not what its publisher put beside the file.
    let is_here = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    let own = folder.join(format!("{name}-metadata.json"));
    if is_here(&own) {
        return vec![own];
    }
    let common = folder.join("csv-metadata.json");
    let describes = is_here(&common)
        && read(&common).is_some_and(|value| {
            let mut named = Vec::new();
            csvw_names(&value, &mut named);
            named.contains(&name)
        });
    if describes { vec![common] } else { Vec::new() }
}

/// A data package's `name`.
pub(super) fn package_name(path: &Path) -> Option<String> {
    read(path)?.get("name")?.as_str().map(str::to_owned)
}

/// Takes in descriptions and the files that they name, as far as they are there.
pub(super) fn gather(
    top: &Path,
    package: Option<InputFile>,
    csvw: Vec<InputFile>,
    left_out: &mut Vec<LeftOut>,
    said: &mut Option<Said>,
) -> Option<Described> {
    let mut without_schema = BTreeSet::new();
    let mut files = BTreeSet::new();
    let mut documents = Vec::new();
    for document in package.into_iter().chain(csvw) {
        let mut named = Vec::new();
        let is_package = !document.name().ends_with("-metadata.json");
        let folder = document.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let value = read(&document.path);
        if let Some(value) = &value {
            let names_of = if is_package { package_names } else { csvw_names };
            names_of(value, &mut named);
            let bare = schemaless(value, is_package);
            let files = find(top, folder, &bare).0;
            without_schema.extend(files.into_iter().map(|file| file.relative));
        }
        let (there, missing) = find(top, folder, &named);
        if let Some(value) = value.filter(|_| is_package && there.is_empty()) {
            let why = "it names no file that is here; what it says of the whole was taken over";
            left_out.push(LeftOut::new(&document.relative, why));
            *said = Some(what_is_said(&document, &value));
            continue;
        }
        if !is_package && there.is_empty() {
            let why = match missing.first() {
                Some(first) => format!("it describes no file that is here, but `{first}`"),
                None => "it names no table".to_owned(),
            };
            left_out.push(LeftOut::new(&document.relative, why));
            continue;
        }
        for path in missing {
            left_out.push(LeftOut::new(path, format!("`{}` names it, and it is not here", document.relative)));
        }
        files.extend(there);
        files.insert(document.clone());
        documents.push(document);
    }
    (!documents.is_empty()).then(|| {
        let has_package = documents.iter().any(|document| !document.name().ends_with("-metadata.json"));
        Described { files: files.into_iter().collect(), documents, has_package, without_schema }
    })
}

impl Described {
    /// Whether a file is data, and not a schema or dialect.
    fn is_table(&self, file: &InputFile) -> bool {
        !self.documents.contains(file) && Path::new(&file.relative).extension().is_none_or(|end| end != "json")
    }

    /// A provisional description: what describes which files.
    pub fn words(&self) -> String {
        const MOST: usize = 6;
        let quoted = |file: &InputFile| format!("`{}`", file.relative.replace('`', "'"));
        let documents: Vec<String> = self.documents.iter().map(quoted).collect();
        let others = || self.files.iter().filter(|file| !self.documents.contains(file));
        let mut files: Vec<String> = others().take(MOST).map(quoted).collect();
        if others().count() > MOST {
            files.push(format!("{} more", others().count() - MOST));
        }
        format!(
            "What {} describe{}, in the files {}.",
            documents.join(" and "),
            if documents.len() == 1 { "s" } else { "" },
            files.join(", ")
        )
    }
}

/// What a data package says of the whole.
fn what_is_said(document: &InputFile, package: &Value) -> Said {
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let licence = package.get("licenses").and_then(Value::as_array).and_then(|licences| licences.first());
    let licence = licence.and_then(|licence| {
        let known = |name: &String| project::licence::by_identifier(name).is_some();
        let address = text(licence, "path").filter(|path| project::vocabulary::is_address(path));
        text(licence, "name").filter(known).or(address)
    });
    let keywords = package.get("keywords").and_then(Value::as_array);
    let keywords = keywords.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Said {
        by: document.name().to_owned(),
        title: text(package, "title"),
        description: text(package, "description"),
        licence,
        keywords,
    }
}

/// The tables that a description gives no schema.
fn schemaless(description: &Value, is_package: bool) -> Vec<String> {
    let (list, path, schema) =
        if is_package { ("resources", "path", "schema") } else { ("tables", "url", "tableSchema") };
    if !is_package && description.get(schema).is_some() {
        return Vec::new();
    }
    let listed = description.get(list).and_then(Value::as_array);
    let tables = listed.into_iter().flatten().chain((!is_package).then_some(description));
    let bare = tables.filter(|table| table.get(schema).is_none());
    bare.filter_map(|table| table.get(path).and_then(Value::as_str)).map(str::to_owned).collect()
}

/// The named files that are below the folder, and the names of those that are not.
fn find(top: &Path, folder: &str, named: &[String]) -> (Vec<InputFile>, Vec<String>) {
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    let base = SourcePath::parse(folder).unwrap_or_default();
    let whole = fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
    for name in named {
        let path = base.join(name).ok().filter(|path| !name.contains("://") && !path.as_str().is_empty());
        let found = path.and_then(|path| {
            let on_disk = fs::canonicalize(top.join(path.as_str())).ok()?;
            let is_inside = on_disk.is_file() && on_disk.starts_with(&whole);
            is_inside.then(|| InputFile { relative: path.as_str().to_owned(), path: top.join(path.as_str()) })
        });
        match found {
            Some(file) if !there.contains(&file) => there.push(file),
            None if !missing.contains(name) => missing.push(name.clone()),
            _ => {}
        }
    }
    (there, missing)
}

/// A JSON or YAML document; none if it cannot be read, which `check` will say.
fn read(path: &Path) -> Option<Value> {
    let size = fs::metadata(path).ok()?.len();
    if size > LARGEST {
        return None;
    }
    let text = String::from_utf8(fs::read(path).ok()?).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    match path.extension().and_then(|end| end.to_str()) {
        Some("yaml" | "yml") => crate::read::yaml_document(text).map(|value| value.to_serde()),
        _ => serde_json::from_str(text).ok(),
    }
}

fn push_text(value: Option<&Value>, names: &mut Vec<String>) {
    names.extend(value.and_then(Value::as_str).map(str::to_owned));
}

/// The files that a data package names: data, and schemas and dialects in files of their own.
fn package_names(package: &Value, names: &mut Vec<String>) {
    for resource in package.get("resources").and_then(Value::as_array).into_iter().flatten() {
        match resource.get("path") {
            Some(Value::Array(paths)) => paths.iter().for_each(|path| push_text(Some(path), names)),
            path => push_text(path, names),
        }
        push_text(resource.get("schema"), names);
        push_text(resource.get("dialect"), names);
    }
}

/// The files that CSVW metadata names: tables, and schemas and dialects in files of their own.
fn csvw_names(metadata: &Value, names: &mut Vec<String>) {
    let tables = metadata.get("tables").and_then(Value::as_array);
    for part in std::iter::once(metadata).chain(tables.into_iter().flatten()) {
        for key in ["url", "tableSchema", "dialect"] {
            // Those at addresses elsewhere are nobody's files here.
            let local = part.get(key).and_then(Value::as_str).filter(|text| key == "url" || !text.contains("://"));
            names.extend(local.map(str::to_owned));
        }
    }
}

/// What the descriptions do not say, by the reader that `check` uses. Nothing is known to lack where they cannot be
/// read: `check` says what is wrong with them.
pub(super) fn lacks(described: &Described, id: &str, settings: &Settings) -> Lacks {
    let folder = format!("datasets/{id}");
    let files: Vec<(String, Vec<u8>)> = described
        .files
        .iter()
        .map(|file| {
            let is_document = !described.is_table(file);
            // Of a table's file, all that the reader asks is whether it is there.
            let bytes = if is_document { fs::read(&file.path).unwrap_or_default() } else { b"-".to_vec() };
            (format!("{folder}/{}", file.relative), bytes)
        })
        .collect();
    let sources = Sources::in_memory(files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let (folders, _) = project::find_datasets(&sources);
    let dataset = folders.first().and_then(|folder| crate::read::dataset(&sources, settings, folder).0);
    let Some(dataset) = dataset.map(|read| read.dataset) else { return Lacks::default() };
    let Dataset { title, description, licence, publisher, tables, contact_point, update_frequency, .. } = dataset;
    let without_columns = tables.iter().filter(|table| table.schema.columns.is_empty());
    Lacks {
        title: title.is_empty(),
        description: description.is_empty(),
        licence: licence.is_none(),
        publisher: publisher.is_none(),
        update_frequency: update_frequency.is_none(),
        contact_point: contact_point.is_none(),
        columns: without_columns
            .flat_map(|table| &table.files)
            .filter_map(|path| path.as_str().strip_prefix(&format!("{folder}/")).map(str::to_owned))
            .filter(|file| described.without_schema.contains(file))
            .collect(),
    }
}
