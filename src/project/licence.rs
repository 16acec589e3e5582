//! Licences by SPDX identifier and by address.

use super::vocabulary::{is_address, nearest};
use crate::diagnostics::Diagnostic;
use crate::model::Licence;
use crate::sources::Span;

/// Addresses of licences that open data has, without scheme, `www.` and trailing slash. Of several addresses for one
/// licence the first is the one that is published.
const ADDRESSES: &[(&str, &str)] = &[
    ("OGL-UK-1.0", "nationalarchives.gov.uk/doc/open-government-licence/version/1"),
    ("OGL-UK-2.0", "nationalarchives.gov.uk/doc/open-government-licence/version/2"),
    ("OGL-UK-3.0", "nationalarchives.gov.uk/doc/open-government-licence/version/3"),
    ("OGL-UK-3.0", "nationalarchives.gov.uk/doc/open-government-licence-cymraeg/version/3"),
    ("OGL-Canada-2.0", "open.canada.ca/en/open-government-licence-canada"),
    ("CC0-1.0", "creativecommons.org/publicdomain/zero/1.0"),
    ("CC-PDM-1.0", "creativecommons.org/publicdomain/mark/1.0"),
    ("PDDL-1.0", "opendatacommons.org/licenses/pddl/1-0"),
    ("PDDL-1.0", "opendatacommons.org/licenses/pddl/1.0"),
    ("PDDL-1.0", "opendatacommons.org/licenses/pddl"),
    ("ODbL-1.0", "opendatacommons.org/licenses/odbl/1-0"),
    ("ODbL-1.0", "opendatacommons.org/licenses/odbl/1.0"),
    ("ODbL-1.0", "opendatacommons.org/licenses/odbl"),
    ("ODC-By-1.0", "opendatacommons.org/licenses/by/1-0"),
    ("ODC-By-1.0", "opendatacommons.org/licenses/by/1.0"),
    ("ODC-By-1.0", "opendatacommons.org/licenses/by"),
];

/// Identifiers of the Open Definition and other catalogues that are not SPDX's, in lower case.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("odc-pddl-1.0", "PDDL-1.0"),
    ("odc-pddl", "PDDL-1.0"),
    ("pddl", "PDDL-1.0"),
    ("odc-odbl-1.0", "ODbL-1.0"),
    ("odc-odbl", "ODbL-1.0"),
    ("odbl", "ODbL-1.0"),
    ("odc-by", "ODC-By-1.0"),
    ("cc-zero", "CC0-1.0"),
    ("cc0", "CC0-1.0"),
    ("uk-ogl", "OGL-UK-3.0"),
    ("ogl", "OGL-UK-3.0"),
    ("ogl-uk", "OGL-UK-3.0"),
    ("ogl-3.0", "OGL-UK-3.0"),
    ("oglv3", "OGL-UK-3.0"),
];

/// A licence from what `licence` says, an SPDX identifier or an address, with a finding where it says it wrongly. An
/// identifier in other letter case is corrected; what is no identifier is no licence.
#[must_use]
pub fn stated(written: &str, at: Span) -> (Option<Licence>, Option<Diagnostic>) {
    if is_address(written) {
        return (Some(by_address(written)), None);
    }
    if let Some(licence) = by_identifier(written) {
        return (Some(licence), None);
    }
    let said = format!("`{written}` is not a licence that SPDX knows");
    let finding = Diagnostic::new("dcat/unknown-licence", said, at);
    let identifiers = || spdx::identifiers::LICENSES.iter().map(|licence| licence.name);
    let other_case = identifiers().find(|name| name.eq_ignore_ascii_case(written));
    if let Some(name) = other_case.or_else(|| by_other_name(written)) {
        return (by_identifier(name), Some(finding.help(format!("write `licence = \"{name}\"`"))));
    }
    let finding = match nearest(written, identifiers()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write an SPDX identifier, such as `OGL-UK-3.0`, or the address of the licence's text"),
    };
    (None, Some(finding))
}

/// The licence with that SPDX identifier, letter case respected.
#[must_use]
pub fn by_identifier(identifier: &str) -> Option<Licence> {
    let id = spdx::license_id(identifier).filter(|id| id.name == identifier)?;
    Some(Licence { spdx: Some(id.name.to_owned()), url: address_of(id.name), name: id.full_name.to_owned() })
}

/// The SPDX identifier for the name of a licence in another catalogue, or in other letter case.
#[must_use]
pub fn by_other_name(name: &str) -> Option<&'static str> {
    let lower = name.trim().to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, spdx)| *spdx);
    other.or_else(|| {
        spdx::identifiers::LICENSES.iter().map(|licence| licence.name).find(|id| id.eq_ignore_ascii_case(&lower))
    })
}

/// The licence at an address: a known one, whatever the scheme and the trailing slash, or one of which only the
/// address is known.
#[must_use]
pub fn by_address(address: &str) -> Licence {
    let known = identifier_at(address).and_then(|identifier| by_identifier(&identifier));
    known.unwrap_or_else(|| Licence { spdx: None, url: address.to_owned(), name: address.to_owned() })
}

fn identifier_at(address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    if let Some((id, _)) = ADDRESSES.iter().find(|(_, known)| *known == rest) {
        return Some((*id).to_owned());
    }
    let (name, version) = if let Some(path) = rest.strip_prefix("creativecommons.org/licenses/") {
        // Deeds and legal codes of the same licence are below its address.
        let mut parts = path.split('/');
        let (kind, version) = (parts.next()?, parts.next()?);
        match parts.next() {
            None => (format!("cc-{kind}"), version.to_owned()),
            Some(part) if part.starts_with("deed") || part.starts_with("legalcode") => {
                (format!("cc-{kind}"), version.to_owned())
            }
            Some(country) => (format!("cc-{kind}"), format!("{version}-{country}")),
        }
    } else {
        let name = rest
            .strip_prefix("spdx.org/licenses/")
            .or_else(|| rest.strip_prefix("opensource.org/licenses/"))
            .or_else(|| rest.strip_prefix("opensource.org/license/"))?;
        let name = name.strip_suffix(".html").or_else(|| name.strip_suffix(".json")).unwrap_or(name);
        return by_other_name(name).map(str::to_owned);
    };
    by_other_name(&format!("{name}-{version}")).map(str::to_owned)
}

fn address_of(identifier: &str) -> String {
    if let Some((_, address)) = ADDRESSES.iter().find(|(id, _)| *id == identifier) {
        let host = if address.starts_with("nationalarchives") { "www." } else { "" };
        let slash = if address.starts_with("open.canada") { "" } else { "/" };
        return format!("https://{host}{address}{slash}");
    }
    // `CC-BY-NC-SA-4.0` is at `by-nc-sa/4.0/`; ported versions (`CC-BY-3.0-DE`) have their country after it.
    let parts = identifier.strip_prefix("CC-").map(|rest| rest.split('-').collect::<Vec<_>>());
    if let Some(parts) = parts
        && let Some(at) = parts.iter().position(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        && parts.iter().take(at).all(|part| matches!(*part, "BY" | "NC" | "ND" | "SA"))
        && let (Some(kind), Some(tail)) = (parts.get(..at), parts.get(at..))
        && at > 0
    {
        return format!(
            "https://creativecommons.org/licenses/{}/{}/",
            kind.join("-").to_ascii_lowercase(),
            tail.join("/").to_ascii_lowercase()
        );
    }
    format!("https://spdx.org/licenses/{identifier}.html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::SourceId;

    fn read(written: &str) -> (Option<Licence>, Option<Diagnostic>) {
        stated(written, Span { source: SourceId(0), start: 0, end: 1 })
    }

    #[test]
    fn identifiers_have_addresses() {
        for (identifier, address) in [
            ("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
            ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
            ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
            ("CC-BY-3.0-DE", "https://creativecommons.org/licenses/by/3.0/de/"),
            ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
            ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
            ("MIT", "https://spdx.org/licenses/MIT.html"),
        ] {
            let (licence, finding) = read(identifier);
            let licence = licence.unwrap();
            assert_eq!((licence.url.as_str(), licence.spdx.as_deref()), (address, Some(identifier)));
            assert!(finding.is_none());
            assert_eq!(by_address(address).spdx.as_deref(), Some(identifier), "{address}");
        }
    }

    #[test]
    fn an_address_leads_back_to_the_identifier() {
        for address in [
            "http://nationalarchives.gov.uk/doc/open-government-licence/version/3",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence-cymraeg/version/3/",
        ] {
            assert_eq!(by_address(address).spdx.as_deref(), Some("OGL-UK-3.0"));
        }
        assert_eq!(by_address("http://creativecommons.org/licenses/by/4.0/deed.cy").spdx.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(by_address("http://opendatacommons.org/licenses/pddl/1.0/").spdx.as_deref(), Some("PDDL-1.0"));
        assert_eq!(by_address("https://example.org/our-licence").spdx, None);
        assert_eq!(by_address("https://example.org/our-licence").url, "https://example.org/our-licence");
    }

    #[test]
    fn what_is_nearly_an_identifier_is_said_so() {
        let (licence, finding) = read("ogl-uk-3.0");
        assert_eq!(licence.unwrap().spdx.as_deref(), Some("OGL-UK-3.0"));
        assert_eq!(finding.unwrap().help, ["write `licence = \"OGL-UK-3.0\"`"]);
        let (licence, finding) = read("OGL-UK-3");
        assert!(licence.is_none());
        assert_eq!(finding.unwrap().help, ["did you mean `OGL-UK-3.0`?"]);
        let (licence, finding) = read("do what you like with it");
        assert!(licence.is_none() && finding.unwrap().rule.as_str() == "dcat/unknown-licence");
    }
}
