//! The story on one screen: **read → check → publish → render → write**. The only place that knows all stages, spreads
//! datasets and pages over cores, and asks the cache.

mod bundles;
mod clock;
mod datasets;
mod outcome;
mod process;
mod progress;
mod repository;
mod timings;

pub use outcome::{Error, Options, Outcome};
pub use progress::{Progress, Silent, Stage};
pub use timings::{Breakdown, StageTime};

use crate::diagnostics::{Diagnostic, Location};
use crate::model::{Edition, Entry, Visibility};
use crate::output::Site;
use crate::publish::host::{self, Host, Kind};
use crate::publish::{self, PublishedFile};
use crate::render::{self, RenderedFile};
use outcome::Run;
use rayon::prelude::*;
use repository::Repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Judges the repository and writes nothing outside the cache.
///
/// # Errors
/// When plainsight cannot go on; what is wrong in the publisher's files is in the outcome's report.
pub fn check(root: &Path, options: &Options, progress: &dyn Progress) -> Result<Outcome, Error> {
    let mut run = Run::begin(progress, options);
    let repository = Repository::read(root, options, &mut run)?;
    repository.judge(&mut run);
    let mut summaries = datasets::read_rows(&repository, options, None, &mut run)?;
    if run.is_whole() {
        // Links between pages and datasets show once the pages are made; nothing of it is written.
        datasets::foresee(&mut summaries, &repository);
        datasets::note_exceptions(&mut summaries, &run.findings);
        let edition = edition(&repository, options, summaries);
        let published = publish::all(&edition);
        let mut known = datasets::addresses(&edition);
        known.extend(published.iter().map(|file| file.path.clone()));
        render(&edition, &repository, &published, &known, &mut run);
    }
    run.settle(&repository, true);
    Ok(run.end(&repository, None))
}

/// Judges the repository and, if nothing stops it, writes the site.
///
/// # Errors
/// When plainsight cannot go on; what is wrong in the publisher's files is in the outcome's report.
pub fn build(root: &Path, options: &Options, progress: &dyn Progress) -> Result<Outcome, Error> {
    let mut run = Run::begin(progress, options);
    let repository = Repository::read(root, options, &mut run)?;
    repository.judge(&mut run);
    let site = Site::open(&options.out)?;
    let mut summaries = datasets::read_rows(&repository, options, Some(&site), &mut run)?;
    run.settle(&repository, false);
    if run.is_stopped(options) {
        site.abandon();
        return Ok(run.end(&repository, None));
    }
    datasets::note_exceptions(&mut summaries, &run.findings);
    let mut edition = edition(&repository, options, summaries);
    bundles::bundle(&mut edition, &repository, options, &site, &mut run)?;
    write(&edition, &repository, &site, &mut run)?;
    run.settle(&repository, true);
    if run.is_stopped(options) {
        site.abandon();
        return Ok(run.end(&repository, None));
    }
    run.stage(Stage::Place, 0);
    let placement = site.place()?;
    Ok(run.end(&repository, Some(placement)))
}

/// What is to be published, with what the rows told.
fn edition(
    repository: &Repository,
    options: &Options,
    mut summaries: BTreeMap<String, crate::model::DatasetSummary>,
) -> Edition {
    let today = repository.today();
    let entries = repository
        .datasets
        .iter()
        .map(|dataset| (dataset, dataset.visibility(today)))
        .filter(|(_, visibility)| *visibility != Visibility::Hidden)
        .map(|(dataset, visibility)| {
            // Rows that are not published are read and judged all the same; nothing of them is told, not how many there are.
            let mut summary = summaries.remove(&dataset.id).filter(|_| visibility.has_rows()).unwrap_or_default();
            let dataset = dataset.with_published_tables().into_owned();
            summary.tables.retain(|name, _| dataset.table(name).is_some());
            Entry { dataset, summary, visibility }
        })
        .collect();
    let base_url = &repository.settings.catalogue.base_url;
    let link_base = options
        .link_base
        .as_ref()
        .map_or_else(|| base_url.clone(), |url| if url.ends_with('/') { url.clone() } else { format!("{url}/") });
    Edition {
        catalogue: repository.settings.catalogue.clone(),
        entries,
        pages: repository.pages.clone(),
        clock: repository.clock,
        today,
        link_base,
        row_pages_max: repository.settings.row_pages_max,
        key_pages_max: repository.settings.key_pages_max,
    }
}

/// Publishes and renders: every file of the site that is made of the model alone.
fn write(edition: &Edition, repository: &Repository, site: &Site, run: &mut Run<'_>) -> Result<(), Error> {
    run.stage(Stage::Publish, 0);
    let published = publish::all(edition);
    run.findings.extend(publish::findings(edition));
    published.par_iter().try_for_each(|file| site.add(&file.path, &file.bytes))?;

    let pages = render(edition, repository, &published, &site.addresses(), run);
    pages.par_iter().try_for_each(|page| site.add(&page.path, &page.bytes))?;
    let listed: Vec<_> = pages
        .iter()
        .filter(|page| page.indexed)
        .map(|page| (address_of(&page.path), modified(edition, &page.path)))
        .collect();
    for file in publish::metadata::sitemap::sitemap(edition, &listed) {
        site.add(&file.path, &file.bytes)?;
    }
    site.add(".nojekyll", b"")?;
    write_for_host(edition, repository, site)?;
    for (one, other) in site.collisions() {
        run.findings.add(collision(&one, &other));
    }
    Ok(())
}

/// Adds what is for the host alone: its settings, and a compressed twin of each text.
fn write_for_host(edition: &Edition, repository: &Repository, site: &Site) -> Result<(), Error> {
    let settings = &repository.settings.host;
    let host = Host::of(&edition.link_base, settings.precompress);
    for (kind, is_wanted) in [(Kind::Headers, settings.headers_file), (Kind::Apache, settings.htaccess)] {
        if let Some(file) = host.file(kind).filter(|_| is_wanted) {
            site.add(&file.path, &file.bytes)?;
        }
    }
    if settings.precompress {
        let files = site.files_so_far();
        let texts = files.par_iter().filter(|(path, ..)| host::may_have_twin(path));
        texts.try_for_each(|(path, written, is_staged)| site.add_twin(path, written, *is_staged))?;
    }
    Ok(())
}

/// Makes the pages; `known` are the addresses of all other files, so that no link leads to nothing.
fn render(
    edition: &Edition,
    repository: &Repository,
    published: &[PublishedFile],
    known: &BTreeSet<String>,
    run: &mut Run<'_>,
) -> Vec<RenderedFile> {
    run.stage(Stage::Render, 0);
    let schema_org: BTreeMap<String, serde_json::Value> = edition
        .listed()
        .map(|entry| (entry.dataset.id.clone(), publish::metadata::schema_org::dataset(edition, entry)))
        .collect();
    let openapi = published.iter().find(|file| file.path == "api/openapi.json");
    let openapi = openapi.and_then(|file| serde_json::from_slice(&file.bytes).ok()).unwrap_or_default();
    let dataset_openapi: BTreeMap<&str, &[u8]> = published
        .iter()
        .filter_map(|file| {
            let id = file.path.strip_prefix("api/v1/datasets/")?.strip_suffix("/openapi.json")?;
            Some((id, file.bytes.as_slice()))
        })
        .collect();
    let mut known = known.clone();
    known.extend(["sitemap.xml".to_owned(), "SHA256SUMS".to_owned()]);
    let allowed = run.allowances();
    let (site, mut findings) = render::Site::new(render::Input {
        edition,
        report: &run.report,
        allowed: &allowed,
        schema_org: &schema_org,
        openapi: &openapi,
        dataset_openapi: &dataset_openapi,
        sources: &repository.sources,
        known: &known,
    });
    let rendered: Vec<_> = site.pages().par_iter().map(|page| site.render(page)).collect();
    let mut files = Vec::with_capacity(rendered.len());
    for (file, found) in rendered {
        files.extend(file);
        findings.extend(found);
    }
    drop(site);
    run.findings.merge(render::collect(findings));
    files
}

/// The address of a page: a folder where the file is its index.
fn address_of(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ => path.to_owned(),
    }
}

/// The day on which what a page of a dataset shows was modified.
fn modified(edition: &Edition, path: &str) -> Option<jiff::civil::Date> {
    let (_, rest) = path.split_once("datasets/")?;
    let (id, _) = rest.split_once('/')?;
    edition.entry(id).and_then(|entry| entry.dataset.modified)
}

fn collision(one: &str, other: &str) -> Diagnostic {
    let what = if one == other {
        format!("two things have the address `{one}`")
    } else {
        format!("`{one}` and `{other}` are one address where case does not count")
    };
    Diagnostic::new("project/address-collision", what, Location::Site)
        .help("give one of the two datasets, tables or pages another name")
}
