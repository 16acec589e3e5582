//! The static API, for people: made from the same OpenAPI documents that programs read, one page for the portal and one
//! for each dataset.

mod description;
mod limits;
mod words;

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::parts::snippets::{Snippet, snippets};
use super::super::plan::{api_address, dataset_address};
use super::super::view::{Frame, Link, Phrase};
use crate::model::{Entry, Format, Visibility};
use description::{Description, Operation, Schema};
use serde::Serialize;
use serde_json::Value;
use words::Words;

/// Datasets that the portal's page links to; above it the list of datasets has them.
const DATASETS: usize = 200;

#[derive(Serialize)]
struct ApiPage {
    frame: Frame,
    title: String,
    lead: String,
    introduction: Option<String>,
    base: String,
    openapi: Option<Link>,
    version: Option<String>,
    licence: Option<Link>,
    /// The page about what the API gives.
    about: Option<Link>,
    /// The dataset that the examples read, where the page is not about it.
    example: Option<Link>,
    groups: Vec<Group>,
    datasets: Vec<Link>,
    more_datasets: Option<Link>,
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
}

/// Lines of code that read one table.
#[derive(Serialize)]
struct Group {
    title: Phrase,
    id: String,
    snippets: Vec<Snippet>,
}

/// The portal's page.
pub(super) fn render(leaf: Leaf<'_>) -> Rendered {
    let openapi = leaf.site.input.openapi;
    let title = leaf.t("api");
    let (example, groups) = example(&leaf);
    let described = Description { leaf: &leaf, openapi, words: Words::of_portal() };
    let listed = || leaf.edition().listed();
    let datasets: Vec<Link> = listed()
        .filter(|entry| leaf.site.has_page(&format!("{}{}", leaf.tongue.prefix, api_address(&entry.dataset.id))))
        .take(DATASETS)
        .map(|entry| {
            let words = leaf.words(&entry.dataset.title, &entry.dataset.id);
            Link::new(leaf.page(&api_address(&entry.dataset.id)), words)
        })
        .collect();
    let is_cut = listed().nth(DATASETS).is_some();
    let page = ApiPage {
        frame: leaf.frame(&title, &leaf.t("api-description")),
        lead: leaf.t("api-description"),
        introduction: described.introduction(),
        base: leaf.full("api/v1/"),
        openapi: openapi_link(&leaf, "api/openapi.json"),
        version: described.version(),
        licence: None,
        about: None,
        example,
        groups,
        datasets,
        more_datasets: is_cut.then(|| Link::new(leaf.page("datasets/"), Phrase::plain(leaf.t("datasets")))),
        operations: described.operations(),
        schemas: described.schemas(),
        title,
    };
    leaf.render("api.html", &page, true)
}

/// A dataset's page.
pub(super) fn of_dataset(leaf: Leaf<'_>, entry: &Entry) -> Rendered {
    let dataset = &entry.dataset;
    let openapi = leaf.site.input.dataset_openapi.get(dataset.id.as_str());
    // What we wrote ourselves is JSON.
    let openapi: Value = openapi.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
    let name = leaf.words(&dataset.title, &dataset.id);
    let title = leaf.fill("api-of", &[("dataset", (&name.text).into())]);
    let description = leaf.fill("api-of-description", &[("dataset", (&name.text).into())]);
    let described = Description { leaf: &leaf, openapi: &openapi, words: Words::of_dataset(entry) };
    let mut frame = leaf.frame(&title, &description);
    frame.trail = vec![leaf.step("api/", Phrase::plain(leaf.t("api")))];
    let groups = dataset.tables.iter().filter_map(|table| {
        let title = leaf.words(&table.title, &table.name);
        let snippets = snippets(&leaf, entry, table, &format!("{}-", table.name));
        (!snippets.is_empty()).then(|| Group { title, id: format!("code-{}", table.name), snippets })
    });
    let licence = dataset.licence.as_ref();
    let page = ApiPage {
        lead: description,
        introduction: None,
        base: leaf.full("api/v1/"),
        openapi: openapi_link(&leaf, &format!("api/v1/datasets/{}/openapi.json", dataset.id)),
        version: described.version(),
        licence: licence.map(|has| Link { text: has.name.clone(), ..Link::outside(&has.url) }),
        about: Some(Link::new(leaf.page(&dataset_address(&dataset.id)), name)),
        example: None,
        groups: groups.collect(),
        datasets: Vec::new(),
        more_datasets: None,
        operations: described.operations(),
        schemas: described.schemas(),
        frame,
        title,
    };
    leaf.render("api.html", &page, true)
}

fn openapi_link(leaf: &Leaf<'_>, path: &str) -> Option<Link> {
    Some(Link::new(leaf.known_file(path)?, Phrase::plain(leaf.full(path))))
}

/// Lines of code for the first table that can be had, with a link to its dataset.
fn example(leaf: &Leaf<'_>) -> (Option<Link>, Vec<Group>) {
    let entries = leaf.edition().entries.iter().filter(|entry| entry.visibility == Visibility::Full);
    for entry in entries {
        let has_csv =
            |name: &str| entry.summary.tables.get(name).is_some_and(|has| has.artefact(Format::Csv).is_some());
        if let Some(table) = entry.dataset.tables.iter().find(|table| has_csv(&table.name)) {
            let words = leaf.words(&entry.dataset.title, &entry.dataset.id);
            let link = Link::new(leaf.page(&dataset_address(&entry.dataset.id)), words);
            let title = leaf.words(&table.title, &table.name);
            let group = Group { title, id: "code".to_owned(), snippets: snippets(leaf, entry, table, "") };
            return (Some(link), vec![group]);
        }
    }
    (None, Vec::new())
}

/// A description in Markdown, as HTML.
fn markdown(leaf: &Leaf<'_>, text: &str, id: &str) -> String {
    leaf.markdown(text, 4, &format!("{id}-"), None, Origin::Program)
}
