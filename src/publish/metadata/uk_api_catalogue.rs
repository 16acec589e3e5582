//! What the UK API Catalogue (api.gov.uk) takes: a row for its `catalogue.csv`, and the answer of a federated catalogue
//! (`v1alpha`) as a static file. Neither is sent anywhere; a publisher hands in the row, or the address.

use super::contact::catalogue_contact;
use super::plain_text::plain_text;
use super::web_address::uri;
use crate::model::{Edition, Publisher};
use crate::publish::{PublishedFile, addresses};
use serde_json::json;

/// The header of the catalogue's file.
const COLUMNS: &str =
    "dateAdded,dateUpdated,url,name,description,documentation,license,maintainer,areaServed,startDate,endDate,provider";

/// The version of the federated model.
const VERSION: &str = "api.gov.uk/v1alpha";

/// The base of the federated catalogue below the site: a client asks for `apis` in it.
pub const BASE: &str = "api/uk-api-catalogue/";

/// The row, and the static `apis` where everything that it must say is stated.
#[must_use]
pub fn files(edition: &Edition) -> Vec<PublishedFile> {
    let mut files = vec![row(edition)];
    files.extend(federated(edition));
    files
}

fn publisher(edition: &Edition) -> Option<&Publisher> {
    let catalogue = &edition.catalogue;
    catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id)).or(catalogue.publishers.first())
}

/// The name of the API: the site's title, which is all that it has.
fn words(edition: &Edition) -> (String, String) {
    let catalogue = &edition.catalogue;
    let language = catalogue.language();
    let title = catalogue.title.words(language).to_owned();
    let description = plain_text(catalogue.description.words(language)).replace('\n', " ");
    let description = if description.is_empty() { title.clone() } else { description };
    (title, description)
}

/// `api/uk-api-catalogue.csv`: the header and one row, with line feeds as the catalogue's own file has. Cells that only the
/// catalogue's keepers or the publisher can fill are empty.
fn row(edition: &Edition) -> PublishedFile {
    let (name, description) = words(edition);
    let provider = publisher(edition).and_then(|publisher| publisher.uk_api_catalogue_id.clone());
    let licence = edition.catalogue.licence.as_ref().map(|licence| licence.url.clone());
    let maintainer = catalogue_contact(edition).map(|contact| contact.email);
    let cells = [
        String::new(),
        String::new(),
        addresses::link(edition, "api/v1/catalogue.json"),
        name,
        description,
        addresses::link(edition, "api/"),
        licence.unwrap_or_default(),
        maintainer.unwrap_or_default(),
        String::new(),
        String::new(),
        String::new(),
        provider.unwrap_or_default(),
    ];
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    PublishedFile::text("api/uk-api-catalogue.csv", format!("{COLUMNS}\n{}\n", cells.join(",")))
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// `api/uk-api-catalogue/apis`. Every member is required and addresses begin with `https`, so without a publisher, an e-mail
/// address or an encrypted host there is none.
fn federated(edition: &Edition) -> Option<PublishedFile> {
    let (name, description) = words(edition);
    let publisher = publisher(edition)?;
    let organisation = publisher.name.words(edition.catalogue.language());
    let secure = |path: &str| uri(&addresses::link(edition, path)).filter(|address| address.starts_with("https://"));
    let contact = catalogue_contact(edition)?.email;
    if name.trim().is_empty() || organisation.trim().is_empty() {
        return None;
    }
    let document = json!({
        "api-version": VERSION,
        "apis": [{
            "api-version": VERSION,
            "data": {
                "name": name,
                "description": description,
                "url": secure("api/v1/catalogue.json")?,
                "contact": contact,
                "organisation": organisation,
                "documentation-url": secure("api/")?,
            },
        }],
    });
    Some(PublishedFile::json(format!("{BASE}apis"), &document))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::test_edition::edition;

    #[test]
    fn the_row_has_what_is_known_and_no_more() {
        let text = String::from_utf8(row(&edition()).bytes).unwrap();
        let (header, row) = text.split_once('\n').unwrap();
        assert_eq!(header, COLUMNS);
        assert_eq!(
            row,
            ",,https://data.example.org/open/api/v1/catalogue.json,Open data of Example,\
             \"Data of the borough, free to use.\",https://data.example.org/open/api/,\
             https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/,data@example.org,,,,\n"
        );
    }

    #[test]
    fn there_is_a_federated_catalogue_only_where_all_of_it_is_known() {
        let mut edition = edition();
        let document: serde_json::Value = serde_json::from_slice(&federated(&edition).unwrap().bytes).unwrap();
        assert_eq!(document["apis"][0]["data"]["organisation"], "Borough of Example");
        edition.link_base = "http://data.example.org/open/".into();
        assert_eq!(federated(&edition), None);
        edition.link_base = "https://data.example.org/open/".into();
        edition.catalogue.publishers[0].email = None;
        assert_eq!(federated(&edition), None);
    }
}
