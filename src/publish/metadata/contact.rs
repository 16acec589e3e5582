//! Whom to write to about a dataset, for formats that want a name and an e-mail address.

use super::web_address::is_plain_email;
use crate::model::{Edition, Entry, Publisher};

/// A name and an e-mail address, both stated by the publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// The dataset's contact point; where it has no e-mail address, the publisher. None where neither has one that is plain.
#[must_use]
pub fn contact(edition: &Edition, entry: &Entry) -> Option<Contact> {
    let dataset = &entry.dataset;
    let publisher = dataset.publisher.as_deref().and_then(|id| edition.catalogue.publisher(id));
    let organisation = publisher.map(|publisher| publisher.name.words(edition.catalogue.language()));
    let own = dataset.contact_point.as_ref().and_then(|point| {
        let name = point.name.as_deref().or(organisation)?;
        Some(Contact { name: name.to_owned(), email: point.email.clone()? })
    });
    let of_publisher = || Some(Contact { name: organisation?.to_owned(), email: publisher?.email.clone()? });
    own.into_iter()
        .chain(of_publisher())
        .find(|contact| !contact.name.trim().is_empty() && is_plain_email(&contact.email))
}

/// Whom to write to about the portal: its publisher, if that has an e-mail address.
#[must_use]
pub fn catalogue_contact(edition: &Edition) -> Option<Contact> {
    let catalogue = &edition.catalogue;
    let publisher =
        catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id)).or(catalogue.publishers.first())?;
    publisher_contact(edition, publisher)
}

/// A publisher with its e-mail address, if it has one that is plain.
#[must_use]
pub fn publisher_contact(edition: &Edition, publisher: &Publisher) -> Option<Contact> {
    let name = publisher.name.words(edition.catalogue.language()).to_owned();
    let email = publisher.email.clone().filter(|email| is_plain_email(email))?;
    (!name.trim().is_empty()).then_some(Contact { name, email })
}
