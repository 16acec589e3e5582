//! DCAT 3: the catalogue as one graph, written in Turtle, in JSON-LD and in RDF/XML.
//!
//! Everything that is described has an identifier below the base URL that never changes, and no node is blank:
//!
//! | what | identifier |
//! | --- | --- |
//! | the catalogue | `<base>#catalog` |
//! | its topics as a scheme | `<base>#topics` |
//! | the static API | `<base>api/#service` |
//! | a publisher, a topic | `<base>publishers/<id>/#publisher`, `<base>topics/<id>/#topic` |
//! | a series of datasets | `<base>series/<id>/#series` |
//! | a dataset | `<base>datasets/<id>/#dataset` |
//! | its distribution | `<base>datasets/<id>/#<file>`, such as `#stops.csv` |
//! | whom to write to about the API | `<base>api/#contact` |
//! | a checksum | `<base>datasets/<id>/#sha256-<digest>` |

mod catalogue;
mod dataset;
mod distribution;
mod graph;
mod serialise;
mod series;
mod vocabulary;

pub use graph::Graph;

use crate::model::Edition;
use crate::publish::PublishedFile;

/// `catalog.ttl`, `catalog.jsonld` and `catalog.rdf`.
#[must_use]
pub fn files(edition: &Edition) -> Vec<PublishedFile> {
    let graph = graph(edition);
    serialise::SYNTAXES
        .iter()
        .map(|syntax| PublishedFile { path: syntax.path().to_owned(), bytes: syntax.serialise(&graph) })
        .collect()
}

/// The catalogue with every listed dataset. What a statement cannot be written with, such as an address that is no IRI, is
/// left out of it.
#[must_use]
pub fn graph(edition: &Edition) -> Graph {
    let mut graph = Graph::default();
    catalogue::describe(&mut graph, edition);
    series::describe_all(&mut graph, edition);
    for entry in edition.listed() {
        dataset::describe(&mut graph, edition, entry);
    }
    graph
}

#[cfg(test)]
mod tests;
