//! The common properties that describe a dataset, a table or a column: Dublin Core, DCAT and schema.org.

use crate::csvw::Annotation;
use crate::diagnostics::{Diagnostic, span_of};
use crate::model::{ContactPoint, Dataset, Frequency, Text};
use crate::project::vocabulary::{is_address, is_email};
use crate::read::context::Context;
use crate::read::publisher;
use serde_json::Value;

/// Prefixes of the initial context that are used here.
const PREFIXES: [(&str, &str); 10] = [
    ("dc", "http://purl.org/dc/terms/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dc11", "http://purl.org/dc/elements/1.1/"),
    ("schema", "http://schema.org/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
];

/// Whether a property as it is written is one of these prefixed names.
fn is(written: &str, names: &[&str]) -> bool {
    let expand = |name: &str| match name.split_once(':') {
        Some((prefix, local)) => PREFIXES
            .iter()
            .find(|(known, _)| *known == prefix)
            .map_or_else(|| name.to_owned(), |(_, address)| format!("{address}{local}")),
        None => name.to_owned(),
    };
    let written = expand(written).replacen("https://schema.org/", "http://schema.org/", 1);
    names.iter().any(|name| expand(name) == written)
}

/// The annotation of the first of these names that is there.
fn first<'a>(annotations: &'a [Annotation], names: &[&str]) -> Option<&'a Annotation> {
    names.iter().find_map(|name| annotations.iter().find(|annotation| is(&annotation.property, &[name])))
}

/// A property of an object of an annotation.
fn member<'a>(value: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let members = value.as_object()?;
    members.iter().find(|(name, _)| is(name, names)).map(|(_, value)| value)
}

/// The values of an annotation: those of a list, or the one.
fn values(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// A string, the string of a value object, or the address of a thing.
fn plain(value: &Value) -> Option<&str> {
    let inner = value.get("@value").or_else(|| value.get("@id")).unwrap_or(value);
    inner.as_str().map(str::trim).filter(|text| !text.is_empty())
}

pub(super) const TITLE: &[&str] = &["dct:title", "schema:name", "rdfs:label", "dc11:title"];
pub(super) const DESCRIPTION: &[&str] = &["dct:description", "schema:description", "rdfs:comment", "dc11:description"];

/// A text from annotations. Without a language it is in that of the document, else in the site's first.
pub(super) fn text(context: &Context<'_>, annotations: &[Annotation], names: &[&str], language: Option<&str>) -> Text {
    let mut text = Text::default();
    for value in first(annotations, names).map_or(&[][..], |annotation| values(&annotation.value)) {
        let tag = value.get("@language").and_then(Value::as_str).or(language).unwrap_or("und");
        if let Some(words) = value.get("@value").unwrap_or(value).as_str() {
            add_words(context, &mut text, tag, words);
        }
    }
    text
}

/// Adds words, unless there are some in their language. A tag such as `en-GB` counts as the site's `en`.
pub(super) fn add_words(context: &Context<'_>, text: &mut Text, tag: &str, words: &str) {
    let languages = &context.settings.catalogue.languages;
    let primary = tag.split('-').next().unwrap_or(tag);
    let tag = match tag {
        "und" | "" => context.language(),
        tag if languages.iter().any(|language| language == tag) => tag,
        _ => languages.iter().find(|language| *language == primary).map_or(tag, String::as_str),
    };
    if text.iter().all(|(has, _)| has != tag) {
        text.set(tag, words);
    }
}

/// Fills in what the annotations say of the dataset.
pub(super) fn describe(
    context: &mut Context<'_>,
    annotations: &[Annotation],
    language: Option<&str>,
    dataset: &mut Dataset,
) {
    dataset.title = text(context, annotations, TITLE, language);
    dataset.description = text(context, annotations, DESCRIPTION, language);
    place(annotations, TITLE, "title", dataset);
    place(annotations, DESCRIPTION, "description", dataset);

    let strings = |names: &[&str]| -> Vec<String> {
        let found = first(annotations, names).map_or(&[][..], |annotation| values(&annotation.value));
        found.iter().filter_map(plain).map(str::to_owned).collect()
    };
    let addresses = |names: &[&str]| strings(names).into_iter().filter(|text| is_address(text)).collect::<Vec<_>>();
    dataset.keyword = strings(&["dcat:keyword"]);
    if dataset.keyword.is_empty() {
        // Keywords of schema.org are a list or words with commas between them.
        let words = strings(&["schema:keywords"]);
        let words = words.iter().flat_map(|words| words.split(',')).map(str::trim).filter(|word| !word.is_empty());
        dataset.keyword = words.map(str::to_owned).collect();
    }
    place(annotations, &["dcat:keyword", "schema:keywords"], "keyword", dataset);
    dataset.source = addresses(&["dct:source", "schema:isBasedOn"]);
    place(annotations, &["dct:source", "schema:isBasedOn"], "source", dataset);
    dataset.same_as = addresses(&["owl:sameAs", "schema:sameAs"]);
    place(annotations, &["owl:sameAs", "schema:sameAs"], "same_as", dataset);
    dataset.documentation = addresses(&["foaf:page", "dcat:landingPage"]);
    place(annotations, &["foaf:page", "dcat:landingPage"], "documentation", dataset);
    let version = ["dcat:version", "schema:version", "owl:versionInfo"];
    dataset.version = first(annotations, &version).and_then(|annotation| {
        plain(&annotation.value).map(str::to_owned).or_else(|| annotation.value.as_number().map(ToString::to_string))
    });
    place(annotations, &version, "version", dataset);
    dataset.update_frequency = strings(&["dct:accrualPeriodicity"]).first().and_then(|text| frequency(text));
    place(annotations, &["dct:accrualPeriodicity"], "update_frequency", dataset);
    let (issued, modified) = (["dct:issued", "schema:datePublished"], ["dct:modified", "schema:dateModified"]);
    dataset.issued = date(context, first(annotations, &issued));
    dataset.modified = date(context, first(annotations, &modified));
    place(annotations, &issued, "issued", dataset);
    place(annotations, &modified, "modified", dataset);
    read_licence(context, annotations, dataset);
    read_publisher(context, annotations, dataset);
    read_contact(annotations, dataset);
}

fn place(annotations: &[Annotation], names: &[&str], key: &str, dataset: &mut Dataset) {
    if let Some(place) = first(annotations, names).and_then(|annotation| annotation.place) {
        dataset.places.set(key, span_of(place));
    }
}

/// The name of an entry of the EU's list: `…/frequency/QUARTERLY` is `quarterly`.
fn frequency(written: &str) -> Option<Frequency> {
    let code = written.strip_prefix("http://publications.europa.eu/resource/authority/frequency/")?;
    Some(Frequency::parse(written).unwrap_or_else(|| Frequency(code.to_ascii_lowercase().replace('_', "-"))))
}

fn date(context: &mut Context<'_>, annotation: Option<&Annotation>) -> Option<jiff::civil::Date> {
    let annotation = annotation?;
    let written = plain(&annotation.value)?;
    let day = written.get(..10).unwrap_or(written).parse().ok();
    if day.is_none() {
        let said = format!("`{written}` in `{}` does not begin with a day such as `2024-04-01`", annotation.property);
        let at = context.at(annotation.place.map(span_of));
        context.add(Diagnostic::new("csvw/doubtful-metadata", said, at));
    }
    day
}

fn read_licence(context: &mut Context<'_>, annotations: &[Annotation], dataset: &mut Dataset) {
    let names = ["dct:license", "schema:license"];
    let Some(annotation) = first(annotations, &names) else { return };
    let Some(value) = values(&annotation.value).first() else { return };
    place(annotations, &names, "licence", dataset);
    let name = member(value, &["schema:name", "dct:title"]).and_then(plain);
    let address = plain(value).or_else(|| member(value, &["schema:url"]).and_then(plain));
    dataset.licence = publisher::licence(address.or(name), address, name);
    if dataset.licence.is_none() {
        let said = format!("`{}` is not a licence that SPDX knows", address.or(name).unwrap_or("this"));
        let at = context.at(annotation.place.map(span_of));
        let finding = Diagnostic::new("dcat/unknown-licence", said, at);
        context.add(finding.help("give the address of the licence's text"));
    }
}

fn read_publisher(context: &mut Context<'_>, annotations: &[Annotation], dataset: &mut Dataset) {
    let names = ["dct:publisher", "schema:publisher"];
    let Some(annotation) = first(annotations, &names) else { return };
    let Some(value) = values(&annotation.value).first() else { return };
    place(annotations, &names, "publisher", dataset);
    let stated = plain(value);
    let name = member(value, &["schema:name", "foaf:name", "rdfs:label", "dct:title"]).and_then(plain);
    let name = name.or(stated.filter(|text| !is_address(text)));
    let homepage = member(value, &["schema:url", "foaf:homepage"]).and_then(plain);
    let address = homepage.or(stated.filter(|text| is_address(text)));
    dataset.publisher = publisher::find(context, name, address).or_else(|| publisher::find(context, None, stated));
    if dataset.publisher.is_none() {
        let at = context.at(annotation.place.map(span_of));
        let who = name.or(address).unwrap_or("?");
        publisher::report_unknown(context, "csvw/doubtful-metadata", who, at);
    }
}

fn read_contact(annotations: &[Annotation], dataset: &mut Dataset) {
    let names = ["dcat:contactPoint", "schema:contactPoint"];
    let Some(annotation) = first(annotations, &names) else { return };
    let Some(value) = values(&annotation.value).first() else { return };
    let email = member(value, &["vcard:hasEmail", "schema:email"]).and_then(plain);
    let email = email.map(|text| text.strip_prefix("mailto:").unwrap_or(text)).filter(|text| is_email(text));
    let contact = ContactPoint {
        name: member(value, &["vcard:fn", "schema:name"]).and_then(plain).map(str::to_owned),
        email: email.map(str::to_owned),
        url: member(value, &["vcard:hasURL", "schema:url"]).and_then(plain).map(str::to_owned),
    };
    if contact != ContactPoint::default() {
        dataset.contact_point = Some(contact);
        place(annotations, &names, "contact_point", dataset);
    }
}
