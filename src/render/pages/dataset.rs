//! A dataset's page, and what is at its address when it is not there: a notice, a tombstone, a way on.

mod facts;

use super::super::json_script::json_script;
use super::super::leaf::{Leaf, Origin, Rendered, mailto};
use super::super::parts::citation;
use super::super::parts::dictionary::{Dictionary, dictionary};
use super::super::parts::files::{self, File};
use super::super::parts::preview::{Preview, preview};
use super::super::plan::{api_address, dataset_address, table_address};
use super::super::view::{Day, Frame, Link, Markup, Phrase, Related};
use super::catalogue::email_link;
use crate::model::{AccessRights, Dataset, Entry, Format, Status, Table, Visibility, Withdrawn};
use facts::{Fact, facts};
use serde::Serialize;

/// Rows in a preview.
const PREVIEW: usize = 10;

/// Codes that the dictionary lists for a column.
const CODES: usize = 12;

#[derive(Serialize)]
struct DatasetPage {
    frame: Frame,
    title: Phrase,
    description: Option<Markup>,
    facts: Vec<Fact>,
    tables: Vec<TablePart>,
    several: bool,
    files: Vec<File>,
    /// Why there is a format of the whole dataset that is not there.
    withdrawn: Vec<String>,
    elsewhere: Vec<Link>,
    metadata: Vec<File>,
    api: Option<Link>,
    citation: String,
    attribution: Option<String>,
    contact: Contact,
    version_notes: Option<Markup>,
    documentation: Vec<Link>,
    sources: Vec<Link>,
    related: Vec<Link>,
    former: Vec<Link>,
    restricted: Option<Restricted>,
}

/// A table on the dataset's page.
#[derive(Serialize)]
struct TablePart {
    /// An id for links within the page.
    id: String,
    title: Phrase,
    description: Option<Markup>,
    size: String,
    /// The way to the table's page.
    href: String,
    main: Option<File>,
    formats: Vec<File>,
    files: Vec<File>,
    withdrawn: Vec<String>,
    preview: Preview,
    dictionary: Dictionary,
    api: Vec<ApiAddress>,
}

/// An address of the API.
#[derive(Serialize)]
pub(super) struct ApiAddress {
    pub name: String,
    pub address: String,
    pub href: Option<String>,
}

#[derive(Serialize)]
struct Contact {
    name: Option<String>,
    email: Option<Link>,
    page: Option<Link>,
    /// A way to write about a problem, with the subject filled in.
    problem: Option<Link>,
}

#[derive(Serialize)]
struct Restricted {
    reason: Option<Phrase>,
    how_to_ask: Option<Markup>,
}

/// The page of an entry, by what of it may be seen.
pub(super) fn render(leaf: Leaf<'_>, entry: &Entry) -> Rendered {
    match entry.visibility {
        Visibility::Hidden => (None, Vec::new()),
        Visibility::Notice => notice(leaf, entry),
        Visibility::Tombstone => tombstone(leaf, entry),
        Visibility::DescriptionOnly | Visibility::Full => full(leaf, entry),
    }
}

fn full(leaf: Leaf<'_>, entry: &Entry) -> Rendered {
    let dataset = &entry.dataset;
    let title = leaf.words(&dataset.title, &dataset.id);
    let value = |key: &str| origin(dataset, &[key]);
    let mut frame = leaf.frame(&title.text, leaf.words(&dataset.description, &title.text).text.as_str());
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    frame.related.extend(related_files(&leaf, dataset));
    frame.json_ld = leaf.site.input.schema_org.get(&dataset.id).map(json_script);
    let restricted = match &dataset.access_rights {
        AccessRights::Restricted { reason, how_to_ask } => Some(Restricted {
            reason: leaf.optional(reason),
            how_to_ask: leaf.markup(
                how_to_ask,
                3,
                "ask-",
                origin(dataset, &["access_rights.how_to_ask", "how_to_ask", "access_rights"]),
            ),
        }),
        AccessRights::Public => None,
    };
    let template = if restricted.is_some() { "restricted.html" } else { "dataset.html" };
    let shown = entry.visibility == Visibility::Full;
    let tables: Vec<TablePart> =
        if shown { dataset.tables.iter().map(|table| part(&leaf, entry, table)).collect() } else { Vec::new() };
    let page = DatasetPage {
        frame,
        description: leaf.markup(&dataset.description, 2, "about-", value("description")),
        facts: facts(&leaf, entry),
        several: tables.len() > 1,
        tables,
        files: if shown { files::others(&leaf, entry) } else { Vec::new() },
        withdrawn: withdrawn(&leaf, &entry.summary.withdrawn),
        elsewhere: if shown { files::elsewhere(&leaf, entry) } else { Vec::new() },
        metadata: files::metadata(&leaf, &dataset.id),
        api: Some(Link::new(leaf.page(&api_address(&dataset.id)), Phrase::plain(leaf.t("api-documentation")))),
        citation: citation::citation(&leaf, dataset),
        attribution: citation::attribution(&leaf, dataset),
        contact: contact(&leaf, dataset, &title.text),
        version_notes: leaf.markup(&dataset.version_notes, 3, "version-", value("version_notes")),
        documentation: dataset.documentation.iter().map(|address| Link::outside(address)).collect(),
        sources: dataset.source.iter().map(|address| link_or_dataset(&leaf, address)).collect(),
        related: dataset.related.iter().map(|address| link_or_dataset(&leaf, address)).collect(),
        former: former_links(&leaf, dataset),
        restricted,
        title,
    };
    leaf.render(template, &page, true)
}

/// Where a text stands: at the first of these keys that was stated.
fn origin<'a>(dataset: &'a Dataset, keys: &[&str]) -> Origin<'a> {
    Origin::Value(keys.iter().find_map(|key| dataset.places.get(key)), &dataset.id)
}

/// The files that say the same as the page, for programs.
fn related_files(leaf: &Leaf<'_>, dataset: &Dataset) -> Vec<Related> {
    let folder = dataset_address(&dataset.id);
    let candidates = [
        ("alternate", "application/vnd.datapackage+json", "datapackage.json", "file-data-package"),
        ("describedby", "application/csvm+json", "csv-metadata.json", "file-group-metadata"),
        ("alternate", "application/ld+json", "croissant.json", "file-croissant"),
        ("alternate", "application/atom+xml", "feed.atom", "feed"),
        ("alternate", "application/feed+json", "feed.json", "feed-json"),
    ];
    candidates
        .into_iter()
        .filter_map(|(rel, media_type, name, key)| {
            let href = leaf.known_file(&format!("{folder}{name}"))?;
            Some(Related { rel, media_type, href, title: leaf.t(key) })
        })
        .collect()
}

fn part(leaf: &Leaf<'_>, entry: &Entry, table: &Table) -> TablePart {
    let dataset = &entry.dataset;
    let empty = crate::model::TableSummary::default();
    let summary = entry.summary.tables.get(&table.name).unwrap_or(&empty);
    let files = files::of_table(leaf, &dataset.id, &table.name, summary);
    let all = files::of_table(leaf, &dataset.id, &table.name, summary);
    let is = |file: &File, format: Format| file.format == format.name();
    let mut main = None;
    let mut formats = Vec::new();
    for file in all {
        if is(&file, Format::Csv) {
            main = Some(file);
        } else if file.size.is_some() && !is(&file, Format::Csvw) {
            formats.push(file);
        }
    }
    let columns = table.published_columns().count() as u64;
    let size =
        [leaf.locale().count("row-count", summary.rows), leaf.locale().count("column-count", columns)].join(" · ");
    let place = table.places.get("description").or_else(|| dataset.places.get("description"));
    TablePart {
        id: format!("table-{}", table.name),
        title: leaf.words(&table.title, &table.name),
        description: leaf.markup(&table.description, 3, &format!("{}-", table.name), Origin::Value(place, &dataset.id)),
        size,
        href: leaf.page(&table_address(&dataset.id, &table.name)),
        main,
        formats,
        files,
        withdrawn: withdrawn(leaf, &summary.withdrawn),
        preview: preview(leaf, table, summary, PREVIEW),
        dictionary: dictionary(leaf, table, CODES),
        api: addresses(leaf, &dataset.id, &table.name, summary),
    }
}

/// Why a format is not there, a sentence each.
pub(super) fn withdrawn(leaf: &Leaf<'_>, formats: &[Withdrawn]) -> Vec<String> {
    let each = formats.iter();
    each.map(|has| leaf.fill("format-withdrawn", &[("format", (&has.format).into()), ("reason", (&has.reason).into())]))
        .collect()
}

/// The addresses of a table in the API.
pub(super) fn addresses(
    leaf: &Leaf<'_>,
    dataset: &str,
    table: &str,
    summary: &crate::model::TableSummary,
) -> Vec<ApiAddress> {
    let base = format!("api/v1/datasets/{dataset}/tables/{table}");
    let address =
        |name: String, path: String| ApiAddress { name, href: leaf.known_file(&path), address: leaf.full(&path) };
    let mut found = vec![address(leaf.t("api-table"), format!("{base}.json"))];
    if summary.row_pages > 0 {
        found.push(address(leaf.locale().count("api-rows", summary.row_pages), format!("{base}/rows/1.json")));
    }
    for lookup in &summary.lookups {
        if let Some((value, _)) = lookup.values.first() {
            let name = leaf.fill("api-lookup", &[("column", (&lookup.column).into())]);
            found.push(address(name, format!("{base}/by/{}/{value}/1.json", lookup.column)));
        }
    }
    found
}

fn contact(leaf: &Leaf<'_>, dataset: &Dataset, title: &str) -> Contact {
    let catalogue = &leaf.edition().catalogue;
    let point = dataset.contact_point.clone().unwrap_or_default();
    let publisher = dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    let email = point
        .email
        .clone()
        .or_else(|| publisher.and_then(|has| has.email.clone()))
        .or_else(|| catalogue.foi.email.clone());
    let subject = leaf.fill("problem-subject", &[("title", title.into())]);
    let problem = email.as_deref().and_then(|email| mailto(email, Some(&subject)));
    Contact {
        name: point.name,
        email: email.as_deref().map(|email| email_link(email, None)),
        page: point.url.as_deref().map(Link::outside),
        problem: problem.map(|href| Link::new(href, Phrase::plain(leaf.t("report-problem")))),
    }
}

/// A dataset of the site by its id, else an address.
fn link_or_dataset(leaf: &Leaf<'_>, address: &str) -> Link {
    leaf.dataset_link(address).unwrap_or_else(|| Link::outside(address))
}

fn former_links(leaf: &Leaf<'_>, dataset: &Dataset) -> Vec<Link> {
    let ids = dataset.former_ids.iter();
    ids.map(|id| Link::new(leaf.page(&dataset_address(id)), Phrase::plain(id))).collect()
}

#[derive(Serialize)]
struct NoticePage {
    frame: Frame,
    title: Phrase,
    available: Option<Day>,
    former: Vec<Link>,
}

/// That a dataset will be published, and when: title and date, no more.
fn notice(leaf: Leaf<'_>, entry: &Entry) -> Rendered {
    let dataset = &entry.dataset;
    let title = leaf.words(&dataset.title, &dataset.id);
    let mut frame = leaf.frame(&title.text, &leaf.t("notice"));
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    let available = dataset.available.map(|day| Day::new(day, leaf.locale()));
    let page = NoticePage { frame, available, former: former_links(&leaf, dataset), title };
    leaf.render("notice.html", &page, true)
}

#[derive(Serialize)]
struct TombstonePage {
    frame: Frame,
    title: Phrase,
    on: Option<Day>,
    reason: Option<Markup>,
    contact: Contact,
    former: Vec<Link>,
}

/// That a dataset was withdrawn, when and why.
fn tombstone(leaf: Leaf<'_>, entry: &Entry) -> Rendered {
    let dataset = &entry.dataset;
    let title = leaf.words(&dataset.title, &dataset.id);
    let mut frame = leaf.frame(&title.text, &leaf.t("tombstone"));
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    let (on, reason) = match &dataset.status {
        Status::Withdrawn(withdrawal) => {
            let origin = origin(dataset, &["status.reason", "reason", "status"]);
            (withdrawal.on, leaf.markup(&withdrawal.reason, 2, "reason-", origin))
        }
        _ => (None, None),
    };
    let page = TombstonePage {
        frame,
        on: on.map(|day| Day::new(day, leaf.locale())),
        reason,
        contact: contact(&leaf, dataset, &title.text),
        former: former_links(&leaf, dataset),
        title,
    };
    leaf.render("tombstone.html", &page, true)
}

#[derive(Serialize)]
struct FormerPage {
    frame: Frame,
    title: Phrase,
    link: Link,
}

/// The way on from a former address.
pub(super) fn former(leaf: Leaf<'_>, entry: &Entry, _position: usize) -> Rendered {
    let dataset = &entry.dataset;
    let title = leaf.words(&dataset.title, &dataset.id);
    let address = dataset_address(&dataset.id);
    let link = Link::new(leaf.page(&address), title.clone());
    let mut frame = leaf.frame(&title.text, &leaf.t("moved"));
    let there = format!("{}{address}", leaf.tongue.prefix);
    frame.canonical = Some(leaf.edition().identifier(&there));
    frame.alternates = Vec::new();
    frame.noindex = true;
    frame.refresh.clone_from(&link.href);
    leaf.render("former.html", &FormerPage { frame, title, link }, false)
}
