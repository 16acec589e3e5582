//! The catalogue itself: publishers, topics, and the static API as a data service.

use super::dataset::{access_right, describe_contact};
use super::graph::Graph;
use super::vocabulary::{dcat, dct, foaf, owl, skos};
use crate::model::{ContactPoint, Edition, Publisher, Topic};
use crate::publish::addresses;
use crate::publish::metadata::contact::{Contact, catalogue_contact};
use oxrdf::NamedNodeRef;

/// The specification that the API's description follows.
const OPEN_API: &str = "https://spec.openapis.org/oas/v3.1.1";

/// Describes the catalogue and everything that more than one dataset may refer to.
pub(super) fn describe(graph: &mut Graph, edition: &Edition) {
    let catalogue = &edition.catalogue;
    let subject = addresses::identifier(edition, "", "catalog");
    graph.is_a(&subject, dcat::CATALOG);
    graph.words(&subject, dct::TITLE, &catalogue.title);
    let description = if catalogue.description.is_empty() { &catalogue.title } else { &catalogue.description };
    graph.words(&subject, dct::DESCRIPTION, description);
    describe_who_publishes(graph, edition, &subject);
    if let Some(licence) = &catalogue.licence {
        graph.link_to_a(&subject, dct::LICENSE, &licence.url, dct::LICENSE_DOCUMENT);
    }
    for language in &catalogue.languages {
        if let Some(address) = language_address(language) {
            graph.link_to_a(&subject, dct::LANGUAGE, &address, dct::LINGUISTIC_SYSTEM);
        }
    }
    graph.day(&subject, dct::MODIFIED, edition.listed().filter_map(|entry| entry.dataset.modified).max());
    graph.link_to_a(&subject, foaf::HOMEPAGE, &addresses::link(edition, ""), foaf::DOCUMENT);
    let scheme = addresses::identifier(edition, "", "topics");
    if !catalogue.topics.is_empty() {
        graph.link(&subject, dcat::THEME_TAXONOMY, &scheme);
    }
    for entry in edition.listed() {
        graph.link(&subject, dcat::HAS_DATASET, &addresses::dataset_identifier(edition, &entry.dataset.id));
    }
    graph.link(&subject, dcat::SERVICE, &service_identifier(edition));
    for publisher in &catalogue.publishers {
        describe_publisher(graph, edition, publisher);
    }
    if !catalogue.topics.is_empty() {
        graph.is_a(&scheme, skos::CONCEPT_SCHEME);
        graph.words(&scheme, dct::TITLE, &catalogue.title);
    }
    for topic in &catalogue.topics {
        graph.link(&scheme, skos::HAS_TOP_CONCEPT, &topic_identifier(edition, topic));
    }
    for topic in &catalogue.topics {
        describe_topic(graph, &scheme, edition, topic);
    }
    describe_service(graph, edition);
}

/// The identifier of a publisher (foaf:Agent).
pub(super) fn publisher_identifier(edition: &Edition, publisher: &Publisher) -> String {
    addresses::identifier(edition, &addresses::publisher(&publisher.id), "publisher")
}

/// The identifier of a topic (skos:Concept).
pub(super) fn topic_identifier(edition: &Edition, topic: &Topic) -> String {
    addresses::identifier(edition, &addresses::topic(&topic.id), "topic")
}

/// The identifier of the static API (dcat:DataService).
pub(super) fn service_identifier(edition: &Edition) -> String {
    addresses::identifier(edition, "api/", "service")
}

/// The language in the EU's authority table, for the languages a portal of these islands or its neighbours is in.
pub(super) fn language_address(tag: &str) -> Option<String> {
    let code = match tag.split('-').next()? {
        "cy" => "CYM",
        "de" => "DEU",
        "en" => "ENG",
        "es" => "SPA",
        "fr" => "FRA",
        "ga" => "GLE",
        "gd" => "GLA",
        "gv" => "GLV",
        "it" => "ITA",
        "kw" => "COR",
        "nl" => "NLD",
        "pl" => "POL",
        "pt" => "POR",
        "sco" => "SCO",
        _ => return None,
    };
    Some(format!("http://publications.europa.eu/resource/authority/language/{code}"))
}

/// The site's publisher, else the first there is, publishes the catalogue and the API.
fn describe_who_publishes(graph: &mut Graph, edition: &Edition, subject: &str) {
    let catalogue = &edition.catalogue;
    let publisher = catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    if let Some(publisher) = publisher.or(catalogue.publishers.first()) {
        graph.link(subject, dct::PUBLISHER, &publisher_identifier(edition, publisher));
    }
}

fn describe_publisher(graph: &mut Graph, edition: &Edition, publisher: &Publisher) {
    let subject = publisher_identifier(edition, publisher);
    for class in [foaf::AGENT, foaf::ORGANIZATION] {
        graph.is_a(&subject, class);
    }
    graph.words(&subject, foaf::NAME, &publisher.name);
    if let Some(homepage) = &publisher.homepage {
        graph.link_to_a(&subject, foaf::HOMEPAGE, homepage, foaf::DOCUMENT);
    }
    if let Some(email) = &publisher.email {
        graph.link(&subject, foaf::MBOX, &format!("mailto:{email}"));
    }
    links(graph, &subject, owl::SAME_AS, &publisher.same_as);
}

fn describe_topic(graph: &mut Graph, scheme: &str, edition: &Edition, topic: &Topic) {
    let subject = topic_identifier(edition, topic);
    graph.is_a(&subject, skos::CONCEPT);
    graph.link(&subject, skos::IN_SCHEME, scheme);
    graph.words(&subject, skos::PREF_LABEL, &topic.title);
    graph.words(&subject, skos::DEFINITION, &topic.description);
    links(graph, &subject, skos::EXACT_MATCH, &topic.same_as);
}

fn describe_service(graph: &mut Graph, edition: &Edition) {
    let subject = service_identifier(edition);
    graph.is_a(&subject, dcat::DATA_SERVICE);
    graph.words(&subject, dct::TITLE, &edition.catalogue.title);
    let description = if edition.catalogue.description.is_empty() {
        &edition.catalogue.title
    } else {
        &edition.catalogue.description
    };
    graph.words(&subject, dct::DESCRIPTION, description);
    describe_who_publishes(graph, edition, &subject);
    if let Some(Contact { name, email }) = catalogue_contact(edition) {
        let node = addresses::identifier(edition, "api/", "contact");
        graph.link(&subject, dcat::CONTACT_POINT, &node);
        describe_contact(graph, &node, &ContactPoint { name: Some(name), email: Some(email), url: None });
    }
    graph.link_to_a(&subject, dct::ACCESS_RIGHTS, &access_right("PUBLIC"), dct::RIGHTS_STATEMENT);
    // The primary endpoint, since on a static host the root is no document.
    let endpoint = addresses::link(edition, "api/v1/catalogue.json");
    graph.link(&subject, dcat::ENDPOINT_URL, &endpoint);
    graph.link(&subject, dcat::ENDPOINT_DESCRIPTION, &addresses::link(edition, "api/openapi.json"));
    graph.link_to_a(&subject, dct::CONFORMS_TO, OPEN_API, dct::STANDARD);
    graph.link_to_a(&subject, foaf::PAGE, &addresses::link(edition, "api/"), foaf::DOCUMENT);
    if let Some(licence) = &edition.catalogue.licence {
        graph.link_to_a(&subject, dct::LICENSE, &licence.url, dct::LICENSE_DOCUMENT);
    }
    for entry in edition.listed().filter(|entry| entry.visibility.has_rows()) {
        graph.link(&subject, dcat::SERVES_DATASET, &addresses::dataset_identifier(edition, &entry.dataset.id));
    }
}

/// States a relation to each address.
pub(super) fn links(graph: &mut Graph, subject: &str, predicate: NamedNodeRef<'_>, addresses: &[String]) {
    for address in addresses {
        graph.link(subject, predicate, address);
    }
}
