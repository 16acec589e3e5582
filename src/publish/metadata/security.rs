//! `.well-known/security.txt` (RFC 9116): whom to tell of a weakness of the site. Written only where the publisher states both
//! what the standard asks for: where to write to, and until when that holds.

use crate::model::Edition;
use crate::publish::{PublishedFile, addresses};

/// The file; none unless `[site] security_contact` and `security_expires` are stated.
#[must_use]
pub fn file(edition: &Edition) -> Option<PublishedFile> {
    let security = edition.catalogue.security.as_ref()?;
    let path = ".well-known/security.txt";
    let contact = if security.contact.contains("://") {
        security.contact.clone()
    } else {
        format!("mailto:{}", security.contact)
    };
    let languages = edition.catalogue.languages.join(", ");
    let canonical = addresses::link(edition, path);
    let text = format!(
        "Contact: {contact}\nExpires: {}T00:00:00Z\nPreferred-Languages: {languages}\nCanonical: {canonical}\n",
        security.expires
    );
    Some(PublishedFile::text(path, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SecurityContact;
    use crate::publish::test_edition::edition;

    #[test]
    fn it_is_there_only_where_a_contact_and_a_day_are_stated() {
        let mut edition = edition();
        edition.catalogue.security = None;
        assert_eq!(file(&edition), None);
        let expires = jiff::civil::date(2027, 1, 31);
        edition.catalogue.security = Some(SecurityContact { contact: "security@example.org".into(), expires });
        let text = String::from_utf8(file(&edition).unwrap().bytes).unwrap();
        assert_eq!(
            text,
            "Contact: mailto:security@example.org\nExpires: 2027-01-31T00:00:00Z\nPreferred-Languages: en, cy\n\
             Canonical: https://data.example.org/open/.well-known/security.txt\n"
        );
    }
}
