//! The rules, one file each, with the page beside it that `plainsight explain`, the portal and the documentation show.
//!
//! A rule's file declares it. What can be judged from what was read, without any row, is checked there too; the rest is
//! found where it can be seen: by the readers, by the row engine, where files are written.

pub mod api;
pub mod content;
pub mod csv;
pub mod csvw;
pub mod datapackage;
pub mod dcat;
pub mod format;
pub mod geo;
mod places;
pub mod privacy;
pub mod project;
#[cfg(test)]
mod tests;
pub mod theme;

use super::registry::Rule;
use crate::diagnostics::Report;
use crate::model::{Dataset, Page, Status, Table};
use crate::project::Settings;
use crate::sources::Sources;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Deref;

/// Every family of rules, in the order in which they are documented.
pub(super) const FAMILIES: &[&[&Rule]] = &[
    project::RULES,
    csv::RULES,
    csvw::RULES,
    dcat::RULES,
    datapackage::RULES,
    privacy::RULES,
    content::RULES,
    geo::RULES,
    format::RULES,
    api::RULES,
    theme::RULES,
];

/// What the catalogue's rules judge.
#[derive(Debug, Clone, Copy)]
pub struct CheckContext<'a> {
    /// `plainsight.toml`.
    pub settings: &'a Settings,
    /// Every dataset of the repository, drafts too, whichever were asked for.
    pub datasets: &'a [Dataset],
    /// Every page that people wrote.
    pub pages: &'a [Page],
    /// The day of the build's clock.
    pub today: Date,
    /// The texts that places point into.
    pub sources: &'a Sources,
}

/// What is judged, with its datasets by id: a portal of thousands looks each reference up once.
struct Context<'a> {
    given: CheckContext<'a>,
    by_id: BTreeMap<&'a str, &'a Dataset>,
    by_former_id: BTreeMap<&'a str, &'a Dataset>,
}

impl<'a> Deref for Context<'a> {
    type Target = CheckContext<'a>;

    fn deref(&self) -> &CheckContext<'a> {
        &self.given
    }
}

impl<'a> Context<'a> {
    fn new(given: CheckContext<'a>) -> Self {
        let ids = given.datasets.iter().map(|dataset| (dataset.id.as_str(), dataset));
        let former =
            given.datasets.iter().flat_map(|dataset| dataset.former_ids.iter().map(move |id| (id.as_str(), dataset)));
        Self { given, by_id: ids.collect(), by_former_id: former.collect() }
    }

    /// The dataset of that id.
    fn dataset(&self, id: &str) -> Option<&'a Dataset> {
        self.by_id.get(id).copied()
    }

    /// The dataset of that id, or that once had it.
    fn dataset_or_former(&self, id: &str) -> Option<&'a Dataset> {
        self.dataset(id).or_else(|| self.by_former_id.get(id).copied())
    }

    /// The table that a foreign key refers to, `<dataset id>/<table name>`.
    fn table(&self, reference: &str) -> Option<&'a Table> {
        let (id, name) = reference.split_once('/')?;
        self.dataset(id)?.table(name)
    }

    /// The datasets that are to be described: of a withdrawn one only that it was withdrawn is told.
    fn described(&self) -> impl Iterator<Item = &'a Dataset> {
        self.given.datasets.iter().filter(|dataset| !matches!(dataset.status, Status::Withdrawn(_)))
    }
}

/// Judges what datasets and the portal say of themselves and of each other, without reading a row.
///
/// The readers have said some of it where they read it (a table is refused at the line that names it);
/// [`Report::merge_unsaid`] leaves out what was said already.
#[must_use]
pub fn catalogue(context: &CheckContext<'_>) -> Report {
    let mut report = Report::default();
    let context = Context::new(*context);
    for check in CHECKS {
        check(&context, &mut report);
    }
    report
}

/// Every check of the catalogue.
const CHECKS: &[fn(&Context<'_>, &mut Report)] = &[
    project::address_collision::check,
    project::duplicate_id::check,
    project::host_root_files::check,
    project::invalid_value::check,
    project::no_datasets::check,
    project::publisher_not_on_gov_uk::check,
    project::reference_to_suppressed::check,
    project::reference_to_unpublished::check,
    project::unknown_dataset::check,
    project::unknown_publisher::check,
    project::unknown_series::check,
    project::unknown_topic::check,
    project::unpublished_table::check,
    csvw::doubtful_metadata::check,
    csvw::invalid_foreign_key::check,
    csvw::repeated_column::check,
    csvw::unknown_column::check,
    csvw::unknown_reference::check,
    dcat::dates_out_of_order::check,
    dcat::future_date::check,
    dcat::missing_contact_point::check,
    dcat::missing_date::check,
    dcat::missing_description::check,
    dcat::missing_licence::check,
    dcat::missing_publisher::check,
    dcat::missing_title::check,
    dcat::short_description::check,
    dcat::unknown_frequency::check,
    dcat::unknown_licence::check,
];
