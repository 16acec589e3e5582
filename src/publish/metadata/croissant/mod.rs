//! Croissant 1.0 of `MLCommons`: a dataset's files with their checksums, and its tables as record sets, for whoever trains and
//! tests models with them.

mod fields;

use super::absence::Absence;
use super::data_files::{DataFile, data_files};
use super::plain_text::plain_text;
use super::schema_org::{keywords, organisation};
use super::web_address::of_licence;
use crate::model::{Edition, Entry, Format};
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Value, json};

/// `datasets/<id>/croissant.json`; none for a dataset of which no table is published.
#[must_use]
pub fn file(edition: &Edition, entry: &Entry) -> Option<PublishedFile> {
    let document = document(edition, entry).ok()??;
    Some(PublishedFile::json(format!("{}croissant.json", addresses::dataset(&entry.dataset.id)), &document))
}

/// The document; none for a dataset of which no table is published, since records are what Croissant is about.
///
/// # Errors
/// What is not stated that the format asks for.
pub fn document(edition: &Edition, entry: &Entry) -> Result<Option<Value>, Absence> {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let record_sets = fields::record_sets(edition, entry);
    if record_sets.is_empty() {
        return Ok(None);
    }
    let licence = dataset.licence.as_ref();
    let licence = licence.ok_or(Absence { reason: "no licence is stated", help: "add `licence = \"…\"`" })?;
    let creator = organisation(edition, entry);
    let creator = creator.ok_or(Absence { reason: "no publisher is stated", help: "add `publisher = \"…\"`" })?;
    let published = dataset.issued.ok_or(Absence {
        reason: "no day of publication is stated",
        help: "add `issued = …`, the day of its first publication",
    })?;
    let description = plain_text(dataset.description.words(language));
    let title = dataset.title.words(language);
    if description.is_empty() || title.trim().is_empty() {
        return Err(Absence { reason: "it has no title or no description", help: "add `title` and `description`" });
    }
    let page = addresses::link(edition, &addresses::dataset(&dataset.id));
    let mut node = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| !matches!(value.as_array(), Some(list) if list.is_empty())) {
            node.insert(key.to_owned(), value);
        }
    };
    set("@context", Some(context(dataset.title.in_language(language).map_or(language, |(tag, _)| tag))));
    set("@type", Some(json!("sc:Dataset")));
    set("conformsTo", Some(json!("http://mlcommons.org/croissant/1.0")));
    set("name", Some(json!(title)));
    set("description", Some(json!(description)));
    set("url", Some(json!(page)));
    set("license", Some(json!(of_licence(licence))));
    set("creator", Some(creator.clone()));
    set("publisher", Some(creator));
    set("datePublished", Some(json!(published.to_string())));
    set("dateModified", dataset.modified.map(|day| json!(day.to_string())));
    set("version", dataset.version.clone().map(Value::from));
    set("keywords", Some(json!(keywords(edition, entry))));
    set("inLanguage", dataset.title.in_language(language).map(|(tag, _)| json!(tag)));
    set("sameAs", Some(json!(dataset.same_as)));
    set("citeAs", Some(json!(citation(edition, entry, published.year()))));
    let files: Vec<Value> = data_files(entry).map(|file| file_object(edition, entry, &file)).collect();
    set("distribution", Some(json!(files)));
    set("recordSet", Some(json!(record_sets)));
    Ok(Some(Value::Object(node)))
}

/// A file. Its id is the one it has in DCAT.
fn file_object(edition: &Edition, entry: &Entry, file: &DataFile<'_>) -> Value {
    let artefact = file.artefact;
    // Croissant's readers know Parquet by the type it went by before it was registered.
    let encoding = match artefact.format {
        Some(Format::Parquet) => json!(["application/x-parquet", artefact.media_type]),
        _ => json!(artefact.media_type),
    };
    json!({
        "@type": "cr:FileObject",
        "@id": file_identifier(edition, entry, file),
        "name": file.name(entry),
        "contentUrl": addresses::link(edition, &artefact.path),
        "contentSize": format!("{} B", artefact.bytes),
        "encodingFormat": encoding,
        "sha256": artefact.sha256,
    })
}

fn file_identifier(edition: &Edition, entry: &Entry, file: &DataFile<'_>) -> String {
    addresses::identifier(edition, &addresses::dataset(&entry.dataset.id), &file.name(entry))
}

/// The citation in BibTeX, as the format asks for.
fn citation(edition: &Edition, entry: &Entry, year: i16) -> String {
    let dataset = &entry.dataset;
    let language = edition.catalogue.language();
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let publisher = publisher.map_or("", |publisher| publisher.name.words(language));
    let year = dataset.modified.map_or(year, jiff::civil::Date::year);
    let address = edition.identifier(&addresses::dataset(&dataset.id));
    format!(
        "@misc{{{}, author = {{{{{}}}}}, title = {{{{{}}}}}, year = {year}, url = \"{address}\"}}",
        dataset.id,
        tex(publisher),
        tex(dataset.title.words(language)),
    )
}

/// A text in which TeX finds no command.
fn tex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => written.push_str("\\textbackslash{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => written.extend(['\\', character]),
            character if character.is_control() => written.push(' '),
            character => written.push(character),
        }
    }
    written
}

/// The context that the specification gives, with the language of the words.
fn context(language: &str) -> Value {
    json!({
        "@language": language,
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

#[cfg(test)]
mod tests;
