//! A dataset (dcat:Dataset).

use super::catalogue::{language_address, publisher_identifier, topic_identifier};
use super::distribution;
use super::graph::Graph;
use super::vocabulary::{adms, dcat, dct, foaf, geosparql, owl, prov, rdfs, vcard};
use crate::model::{AccessRights, ContactPoint, Edition, Entry, Frequency, PeriodOfTime, Spatial};
use crate::publish::addresses;
use std::collections::BTreeSet;

/// Describes a dataset and, where its rows are published, its distributions.
pub(super) fn describe(graph: &mut Graph, edition: &Edition, entry: &Entry) {
    let dataset = &entry.dataset;
    let page = addresses::dataset(&dataset.id);
    let subject = addresses::dataset_identifier(edition, &dataset.id);
    let subject = subject.as_str();
    graph.is_a(subject, dcat::DATASET);
    graph.string(subject, dct::IDENTIFIER, subject);
    graph.words(subject, dct::TITLE, &dataset.title);
    graph.words(subject, dct::DESCRIPTION, &dataset.description);
    if let Some(publisher) = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id)) {
        graph.link(subject, dct::PUBLISHER, &publisher_identifier(edition, publisher));
    }
    if let Some(licence) = &dataset.licence {
        graph.link_to_a(subject, dct::LICENSE, &licence.url, dct::LICENSE_DOCUMENT);
    }
    if let Some(contact) = &dataset.contact_point {
        let node = addresses::identifier(edition, &page, "contact");
        graph.link(subject, dcat::CONTACT_POINT, &node);
        describe_contact(graph, &node, contact);
    }
    for keyword in &dataset.keyword {
        graph.in_language(subject, dcat::KEYWORD, edition.catalogue.language(), keyword);
    }
    for topic in dataset.topic.iter().filter_map(|id| edition.catalogue.topic(id)) {
        graph.link(subject, dcat::THEME, &topic_identifier(edition, topic));
    }
    for series in dataset.in_series.iter().filter_map(|id| edition.catalogue.series(id)) {
        graph.link(subject, dcat::IN_SERIES, &super::series::identifier(edition, series));
    }
    graph.day(subject, dct::ISSUED, dataset.issued);
    graph.day(subject, dct::MODIFIED, dataset.modified);
    let release = dataset.version.clone().or_else(|| dataset.modified.map(|day| day.to_string()));
    if let Some(release) = release {
        graph.string(subject, dcat::VERSION, &release);
    }
    graph.words(subject, adms::VERSION_NOTES, &dataset.version_notes);
    if let Some(address) = dataset.update_frequency.as_ref().and_then(Frequency::uri) {
        graph.link_to_a(subject, dct::ACCRUAL_PERIODICITY, &address, dct::FREQUENCY);
    }
    if let Some(period) = &dataset.temporal {
        let node = addresses::identifier(edition, &page, "temporal");
        graph.link(subject, dct::TEMPORAL, &node);
        describe_period(graph, &node, period);
    }
    if let Some(spatial) = &dataset.spatial {
        describe_place(graph, edition, subject, &page, spatial);
    }
    describe_access(graph, edition, subject, &page, &dataset.access_rights);
    let languages: BTreeSet<&str> =
        dataset.title.iter().chain(dataset.description.iter()).map(|(language, _)| language).collect();
    for address in languages.into_iter().filter_map(language_address) {
        graph.link_to_a(subject, dct::LANGUAGE, &address, dct::LINGUISTIC_SYSTEM);
    }
    graph.link_to_a(subject, dcat::LANDING_PAGE, &addresses::link(edition, &page), foaf::DOCUMENT);
    for address in &dataset.documentation {
        graph.link_to_a(subject, foaf::PAGE, address, foaf::DOCUMENT);
    }
    for related in &dataset.related {
        match edition.entry_or_former(related) {
            Some(entry) if entry.visibility.is_listed() => {
                graph.link(subject, dct::RELATION, &addresses::dataset_identifier(edition, &entry.dataset.id));
            }
            // Described nowhere in the graph: a notice, or a dataset that was withdrawn.
            Some(_) => {}
            None => {
                graph.link(subject, dct::RELATION, related);
            }
        }
    }
    for source in &dataset.source {
        // DCAT-AP wants the source of a dataset to be a dataset that is described; what is elsewhere need not be one.
        match edition.entry_or_former(source) {
            Some(entry) if entry.visibility.is_listed() => {
                graph.link(subject, dct::SOURCE, &addresses::dataset_identifier(edition, &entry.dataset.id));
            }
            Some(_) => {}
            None => {
                graph.link(subject, prov::WAS_DERIVED_FROM, source);
            }
        }
    }
    super::catalogue::links(graph, subject, owl::SAME_AS, &dataset.same_as);
    distribution::describe_all(graph, edition, entry, subject);
}

/// Describes whom to write to.
pub(super) fn describe_contact(graph: &mut Graph, node: &str, contact: &ContactPoint) {
    for class in [vcard::KIND, vcard::ORGANIZATION] {
        graph.is_a(node, class);
    }
    let name = contact.name.as_ref().or(contact.email.as_ref()).or(contact.url.as_ref());
    if let Some(name) = name {
        graph.string(node, vcard::FN, name);
    }
    if let Some(email) = &contact.email {
        graph.link(node, vcard::HAS_EMAIL, &format!("mailto:{email}"));
    }
    if let Some(url) = &contact.url {
        graph.link(node, vcard::HAS_URL, url);
    }
}

fn describe_period(graph: &mut Graph, node: &str, period: &PeriodOfTime) {
    graph.is_a(node, dct::PERIOD_OF_TIME);
    graph.day(node, dcat::START_DATE, period.start);
    graph.day(node, dcat::END_DATE, period.end);
}

fn describe_place(graph: &mut Graph, edition: &Edition, subject: &str, page: &str, spatial: &Spatial) {
    let own = || addresses::identifier(edition, page, "spatial");
    let node = match spatial {
        Spatial::Gss(code) => {
            format!("http://statistics.data.gov.uk/id/statistical-geography/{}", addresses::encode(code))
        }
        Spatial::Address(address) => address.clone(),
        Spatial::Name(_) | Spatial::BoundingBox(_) => own(),
    };
    if !graph.link(subject, dct::SPATIAL, &node) {
        return;
    }
    graph.is_a(&node, dct::LOCATION);
    match spatial {
        Spatial::Name(name) => graph.in_language(&node, rdfs::LABEL, edition.catalogue.language(), name),
        Spatial::Gss(code) => graph.string(&node, dct::IDENTIFIER, code),
        Spatial::Address(_) => {}
        Spatial::BoundingBox([west, south, east, north]) => {
            // In WKT without a reference system, longitude comes first (CRS84).
            let corners =
                format!("POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))");
            graph.typed(&node, dcat::BBOX, &corners, geosparql::WKT_LITERAL);
        }
    }
}

fn describe_access(graph: &mut Graph, edition: &Edition, subject: &str, page: &str, rights: &AccessRights) {
    match rights {
        AccessRights::Public => {
            graph.link_to_a(subject, dct::ACCESS_RIGHTS, &access_right("PUBLIC"), dct::RIGHTS_STATEMENT);
        }
        AccessRights::Restricted { reason, how_to_ask } => {
            graph.link_to_a(subject, dct::ACCESS_RIGHTS, &access_right("RESTRICTED"), dct::RIGHTS_STATEMENT);
            if !reason.is_empty() || !how_to_ask.is_empty() {
                let node = addresses::identifier(edition, page, "rights");
                graph.link_to_a(subject, dct::RIGHTS, &node, dct::RIGHTS_STATEMENT);
                graph.words(&node, dct::DESCRIPTION, reason);
                graph.words(&node, dct::DESCRIPTION, how_to_ask);
            }
        }
    }
}

/// An access right in the EU's authority table.
pub(super) fn access_right(code: &str) -> String {
    format!("http://publications.europa.eu/resource/authority/access-right/{code}")
}
