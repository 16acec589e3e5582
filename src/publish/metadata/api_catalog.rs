//! `.well-known/api-catalog` (RFC 9727): a linkset (RFC 9264) that leads from the host's name to every API and from each
//! API to its description, to pages for people and to the metadata of what it serves.

use crate::model::Edition;
use crate::publish::{PublishedFile, addresses};
use serde_json::{Value, json};

/// The profile that tells an API catalogue from other linksets (RFC 9727, section 7.2).
const PROFILE: &str = "https://www.rfc-editor.org/info/rfc9727";

/// What a host sends the OpenAPI documents as. A type of their own is proposed and not registered yet.
const OPEN_API: &str = "application/json";

/// The linkset: the portal's API, then that of each dataset whose rows are published. Each is named by the document that a
/// client asks for first, since on a static host a folder answers nothing. `status` is not linked: no document here says how
/// the host is.
#[must_use]
pub fn file(edition: &Edition) -> PublishedFile {
    let link = |path: &str| addresses::link(edition, path);
    let described: Vec<String> =
        edition.listed().filter(|entry| entry.visibility.has_rows()).map(|entry| entry.dataset.id.clone()).collect();
    let portal = "api/v1/catalogue.json";
    let items: Vec<Value> = std::iter::once(portal.to_owned())
        .chain(described.iter().map(|id| document(id)))
        .map(|path| json!({ "href": link(&path), "type": "application/json" }))
        .collect();
    let mut contexts = vec![
        json!({
            "anchor": link(".well-known/api-catalog"),
            "profile": [{ "href": PROFILE }],
            "item": items,
        }),
        json!({
            "anchor": link(portal),
            "service-desc": [{ "href": link("api/openapi.json"), "type": OPEN_API }],
            "service-doc": pages(edition, "api/"),
            "service-meta": [
                { "href": link("catalog.jsonld"), "type": "application/ld+json" },
                { "href": link("catalog.ttl"), "type": "text/turtle" },
                { "href": link("catalog.rdf"), "type": "application/rdf+xml" },
            ],
        }),
    ];
    contexts.extend(described.iter().map(|id| {
        json!({
            "anchor": link(&document(id)),
            "service-desc": [{ "href": link(&format!("api/v1/datasets/{id}/openapi.json")), "type": OPEN_API }],
            "service-doc": pages(edition, &addresses::dataset(id)),
        })
    }));
    PublishedFile::json(".well-known/api-catalog", &json!({ "linkset": contexts }))
}

fn document(id: &str) -> String {
    format!("api/v1/datasets/{id}.json")
}

/// A page in each language of the site.
fn pages(edition: &Edition, path: &str) -> Vec<Value> {
    let languages = edition.catalogue.languages.iter().enumerate();
    languages
        .map(|(position, language)| {
            let path = if position == 0 { path.to_owned() } else { format!("{language}/{path}") };
            json!({ "href": addresses::link(edition, &path), "type": "text/html", "hreflang": [language] })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    #[test]
    fn every_api_has_a_description_and_a_page_in_each_language() {
        let file = file(&edition());
        let document: Value = serde_json::from_slice(&file.bytes).unwrap();
        let contexts = document["linkset"].as_array().unwrap();
        let named: Vec<&str> =
            contexts[0]["item"].as_array().unwrap().iter().map(|item| item["href"].as_str().unwrap()).collect();
        let base = "https://data.example.org/open/api/v1";
        assert_eq!(
            named,
            [
                format!("{base}/catalogue.json"),
                format!("{base}/datasets/bus-stops.json"),
                format!("{base}/datasets/wards.json")
            ]
        );
        for (context, named) in contexts[1..].iter().zip(named) {
            assert_eq!(context["anchor"], named);
            assert!(context["service-desc"][0]["href"].as_str().unwrap().ends_with("openapi.json"));
            assert_eq!(context["service-doc"][1]["hreflang"], json!(["cy"]));
            assert_eq!(context.get("status"), None);
        }
    }
}
