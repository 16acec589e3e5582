//! Frictionless Data Packages as they are: version 1 and 2 of the standard, and the dialect of 2013.
//!
//! What the model and CSVW cannot carry is said (`datapackage/unsupported`); properties that the standard does not know
//! are its authors' own business and are passed over.

mod dialect;
mod field;
mod moment;
mod resource;

use super::context::Context;
use super::document::{Document, strings, written};
use super::publisher;
use crate::csvw::json::Value;
use crate::diagnostics::Diagnostic;
use crate::model::{ContactPoint, Dataset, Licence, Text};
use crate::project::vocabulary::{is_address, is_email};
use crate::sources::SourcePath;
use jiff::civil::Date;

/// Reads a data package. It is none where it cannot be read at all, which is reported.
pub(super) fn read(context: &mut Context<'_>, path: &SourcePath) -> Option<Dataset> {
    let document = Document::read(context, path)?;
    if document.root.members().is_none() {
        let said = format!("a data package is an object, not {}", document.root.noun());
        context.add(Diagnostic::new("datapackage/invalid", said, document.span(&document.root)));
        return None;
    }
    context.named.insert(path.clone());
    let package = Package { document };
    Some(package.dataset(context))
}

/// A data package being read.
struct Package {
    document: Document,
}

impl Package {
    fn dataset(&self, context: &mut Context<'_>) -> Dataset {
        let root = &self.document.root;
        let mut dataset =
            Dataset { id: context.folder.id.clone(), folder: context.folder.folder.clone(), ..Dataset::default() };
        dataset.title = self.text(context, root, "title");
        dataset.description = self.text(context, root, "description");
        dataset.keyword = strings(root.get("keywords"));
        dataset.version = root.get("version").and_then(written);
        dataset.issued = self.date(context, "created");
        dataset.modified = ["modified", "last_modified", "last_updated"].iter().find_map(|key| self.date(context, key));
        dataset.documentation = strings(root.get("homepage")).into_iter().filter(|text| is_address(text)).collect();
        dataset.licence = self.licence(context, &mut dataset.places);
        dataset.source = root
            .get("sources")
            .and_then(Value::items)
            .unwrap_or_default()
            .iter()
            .filter_map(|source| {
                let addresses = ["path", "web", "url", "uri"].iter().find_map(|key| source.get(key)?.as_str());
                addresses.or_else(|| source.as_str()).filter(|text| is_address(text)).map(str::to_owned)
            })
            .collect();
        self.contributors(context, &mut dataset);
        for (key, model) in [
            ("title", "title"),
            ("description", "description"),
            ("keywords", "keyword"),
            ("version", "version"),
            ("created", "issued"),
            ("modified", "modified"),
            ("last_modified", "modified"),
            ("last_updated", "modified"),
            ("homepage", "documentation"),
            ("sources", "source"),
        ] {
            if let Some(value) = root.get(key) {
                dataset.places.set(model, self.document.span(value));
            }
        }
        self.resources(context, &mut dataset);
        dataset
    }

    /// A text: in version 2, and in the drafts before it, it may be given by language.
    fn text(&self, context: &mut Context<'_>, of: &Value, key: &str) -> Text {
        let Some(value) = of.get(key) else { return Text::default() };
        if let Some(words) = value.as_str() {
            return Text::new(context.language(), words);
        }
        let languages = &context.settings.catalogue.languages;
        let mut text = Text::default();
        for member in value.members().unwrap_or_default() {
            let tag = if member.name.is_empty() { context.language() } else { &member.name };
            if let Some(words) = member.value.as_str()
                && languages.iter().any(|language| language == tag)
            {
                text.set(tag, words);
            }
        }
        if text.is_empty() && !value.is_null() {
            let said = format!("`{key}` is {}, where a string is due", value.noun());
            context.add(Diagnostic::new("datapackage/invalid", said, self.document.span(value)));
        }
        text
    }

    /// The day of a date or a time.
    fn date(&self, context: &mut Context<'_>, key: &str) -> Option<Date> {
        let value = self.document.root.get(key)?;
        let text = value.as_str()?;
        let day = text.get(..10).unwrap_or(text).parse().ok();
        if day.is_none() {
            let said = format!("`{text}` in `{key}` does not begin with a day such as `2024-04-01`");
            context.add(Diagnostic::new("datapackage/doubtful", said, self.document.span(value)));
        }
        day
    }

    fn licence(&self, context: &mut Context<'_>, places: &mut crate::model::Places) -> Option<Licence> {
        let root = &self.document.root;
        let stated = root.get("licenses").or_else(|| root.get("license")).or_else(|| root.get("licence"))?;
        let first = match stated.items() {
            Some(items) => items.first()?,
            None => stated,
        };
        if let Some(second) = stated.items().and_then(|items| items.get(1)) {
            let said = "a dataset has one licence here; this one is left out";
            context.add(Diagnostic::new("datapackage/unsupported", said, self.document.span(second)));
        }
        places.set("licence", self.document.span(first));
        let text = |keys: &[&str]| keys.iter().find_map(|key| first.get(key)?.as_str());
        let name = first.as_str().or_else(|| text(&["name", "type", "id"]));
        let address = text(&["path", "url", "uri", "web"]);
        let licence = publisher::licence(name, address, text(&["title"]));
        if licence.is_none() {
            let said = format!("`{}` is not a licence that SPDX knows", name.or(text(&["title"])).unwrap_or("this"));
            let help = "give the licence's `path`, the address of its text";
            context.add(Diagnostic::new("dcat/unknown-licence", said, self.document.span(first)).help(help));
        }
        licence
    }

    /// Of those who contributed, the publisher and whom to write to are carried.
    fn contributors(&self, context: &mut Context<'_>, dataset: &mut Dataset) {
        let root = &self.document.root;
        let mut left_out: Option<&Value> = None;
        for key in ["publisher", "contributors", "maintainers", "maintainer", "author"] {
            let Some(value) = root.get(key) else { continue };
            let people = value.items().unwrap_or(std::slice::from_ref(value));
            for person in people {
                let text = |key| person.get(key).and_then(Value::as_str);
                let name = text("title").or_else(|| text("name")).or_else(|| person.as_str()).map(str::trim);
                let address = text("path").or_else(|| text("web"));
                let mut roles = strings(person.get("roles"));
                roles.extend(text("role").map(str::to_owned));
                if roles.is_empty() && key != "contributors" {
                    roles.push(key.trim_end_matches('s').to_owned());
                }
                let is = |role: &str| roles.iter().any(|has| has.eq_ignore_ascii_case(role));
                let email = text("email").filter(|email| is_email(email));
                if is("publisher") && dataset.publisher.is_none() {
                    dataset.publisher = publisher::find(context, name, address);
                    dataset.places.set("publisher", self.document.span(person));
                    if dataset.publisher.is_none() {
                        let at = self.document.span(person).into();
                        publisher::report_unknown(context, "datapackage/doubtful", name.unwrap_or("?"), at);
                    }
                } else if let Some(email) = email
                    && dataset.contact_point.is_none()
                    && (is("contact") || is("contactPoint") || is("maintainer"))
                {
                    dataset.contact_point = Some(ContactPoint {
                        name: name.map(str::to_owned),
                        email: Some(email.to_owned()),
                        url: address.filter(|text| is_address(text)).map(str::to_owned),
                    });
                    dataset.places.set("contact_point", self.document.span(person));
                } else {
                    left_out = left_out.or(Some(person));
                }
            }
        }
        if let Some(person) = left_out {
            let said = "people who are neither publisher nor contact are not carried";
            context.add(Diagnostic::new("datapackage/unsupported", said, self.document.span(person)));
        }
    }

    fn resources(&self, context: &mut Context<'_>, dataset: &mut Dataset) {
        let root = &self.document.root;
        let stated = root.get("resources").and_then(Value::items).unwrap_or_default();
        // A package may keep each resource in a file beside it (`wards.resource.yaml`).
        let beside: Vec<SourcePath> = match stated {
            [] => context.folder.files.iter().filter(|path| is_resource_file(path)).cloned().collect(),
            _ => Vec::new(),
        };
        if stated.is_empty() && beside.is_empty() {
            let said = "this data package has no `resources`";
            let at = self.document.span(root.get("resources").unwrap_or(root));
            context.add(Diagnostic::new("datapackage/invalid", said, at).help("list its files under `resources`"));
            return;
        }
        let mut documents = Vec::new();
        for path in &beside {
            context.named.insert(path.clone());
            documents.extend(Document::read(context, path));
        }
        let resources = stated.iter().map(|resource| (&self.document, resource));
        let beside = documents.iter().map(|document| (document, &document.root));
        resource::read_all(self, context, resources.chain(beside), dataset);
    }
}

fn is_resource_file(path: &SourcePath) -> bool {
    [".resource.json", ".resource.yaml", ".resource.yml"].iter().any(|end| path.name().ends_with(end))
}
