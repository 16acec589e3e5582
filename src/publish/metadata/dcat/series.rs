//! Series of datasets (dcat:DatasetSeries).

use super::catalogue::publisher_identifier;
use super::dataset::describe_contact;
use super::graph::Graph;
use super::vocabulary::{dcat, dct, foaf};
use crate::model::{ContactPoint, Edition, Entry, Series};
use crate::publish::addresses;
use crate::publish::metadata::contact::{Contact, publisher_contact};

/// The identifier of a series.
pub(super) fn identifier(edition: &Edition, series: &Series) -> String {
    addresses::identifier(edition, &addresses::series(&series.id), "series")
}

/// Describes each series that a listed dataset is in: DCAT-AP wants none without a member.
pub(super) fn describe_all(graph: &mut Graph, edition: &Edition) {
    for series in &edition.catalogue.series {
        let members: Vec<&Entry> = members(edition, series).collect();
        if !members.is_empty() {
            describe(graph, edition, series, &members);
        }
    }
}

/// The listed datasets of a series.
fn members<'a>(edition: &'a Edition, series: &'a Series) -> impl Iterator<Item = &'a Entry> {
    edition.listed().filter(|entry| entry.dataset.in_series.contains(&series.id))
}

fn describe(graph: &mut Graph, edition: &Edition, series: &Series, members: &[&Entry]) {
    let subject = identifier(edition, series);
    graph.is_a(&subject, dcat::DATASET_SERIES);
    graph.string(&subject, dct::IDENTIFIER, &subject);
    graph.words(&subject, dct::TITLE, &series.title);
    graph.words(&subject, dct::DESCRIPTION, &series.description);
    let publisher = series.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    if let Some(publisher) = publisher {
        graph.link(&subject, dct::PUBLISHER, &publisher_identifier(edition, publisher));
    }
    if let Some(Contact { name, email }) = publisher.and_then(|publisher| publisher_contact(edition, publisher)) {
        let node = addresses::identifier(edition, &addresses::series(&series.id), "contact");
        graph.link(&subject, dcat::CONTACT_POINT, &node);
        describe_contact(graph, &node, &ContactPoint { name: Some(name), email: Some(email), url: None });
    }
    // The series changed when the last of its datasets did, and began with the first of them, if all say when that was.
    let issued: Option<Vec<_>> = members.iter().map(|entry| entry.dataset.issued).collect();
    graph.day(&subject, dct::ISSUED, issued.and_then(|days| days.into_iter().min()));
    let modified: Option<Vec<_>> = members.iter().map(|entry| entry.dataset.modified).collect();
    graph.day(&subject, dct::MODIFIED, modified.and_then(|days| days.into_iter().max()));
    let page = addresses::link(edition, &addresses::series(&series.id));
    graph.link_to_a(&subject, dcat::LANDING_PAGE, &page, foaf::DOCUMENT);
}
