//! The ZIP of each dataset: made of what is in the site already, and before anything that lists it.

use super::outcome::{Error, Options, Run};
use super::repository::Repository;
use crate::cache::Store;
use crate::model::{Edition, Format};
use crate::output::Site;
use crate::publish::data::{Outcome, WholeFile, ZipFile};
use crate::render::Theme;
use rayon::prelude::*;

/// Makes the ZIP of each dataset and puts it into what is known of it. One of which nothing changed is not made again.
pub(super) fn bundle(
    edition: &mut Edition,
    repository: &Repository,
    options: &Options,
    site: &Site,
    run: &mut Run<'_>,
) -> Result<(), Error> {
    let Some(limit) = repository.settings.formats.zip else { return Ok(()) };
    let catalogue = &edition.catalogue;
    let theme = if catalogue.theme.is_empty() { "default" } else { &catalogue.theme };
    // What is wrong in a theme is told where pages are made of it.
    let words = Theme::load(theme, None, &repository.sources).0.locale(catalogue.language());
    let store = Store::new(options.cache.join("bundles"));
    let whole: &Edition = edition;
    let files: Vec<Option<WholeFile>> = whole
        .entries
        .par_iter()
        .map(|entry| match ZipFile::of(whole, entry, &words, limit) {
            Some(zip) => make(zip, &entry.dataset.id, &store, site).map(Some),
            None => Ok(None),
        })
        .collect::<Result<_, Error>>()?;
    for (entry, file) in edition.entries.iter_mut().zip(files) {
        let Some(file) = file else { continue };
        // The files of the summary are told to the site where they are made; this one was just now.
        let _ = file.settle(&entry.dataset.id, &mut entry.summary, &mut run.findings);
    }
    Ok(())
}

/// The ZIP as it is in the site already, else a new one.
fn make(zip: ZipFile, dataset: &str, store: &Store, site: &Site) -> Result<WholeFile, Error> {
    let (path, key) = (zip.path().to_owned(), zip.key());
    let known = store.get::<Outcome>(dataset, key);
    if let Some(Outcome::Written(written)) = &known {
        if site.has(&path, written) {
            site.keep(&path, written);
            return Ok(WholeFile { format: Format::Zip, path, outcome: Outcome::Written(written.clone()) });
        }
    } else if let Some(outcome) = known {
        return Ok(WholeFile { format: Format::Zip, path, outcome });
    }
    let file = zip.write(site.staging(), |address| site.open_file(address))?;
    if let Outcome::Written(written) = &file.outcome {
        site.add_staged(&path, written)?;
    }
    store.put(dataset, key, &file.outcome);
    Ok(file)
}
