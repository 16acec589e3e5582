#![doc = include_str!("unknown_licence.md")]

use crate::check::nearest;
use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::check::text::is_web_address;
use crate::diagnostics::{Diagnostic, Report, Severity};
use crate::model::Licence;

/// `dcat/unknown-licence`.
pub const RULE: Rule = Rule {
    id: "dcat/unknown-licence",
    summary: "a licence that is neither known nor an address",
    default: Severity::Error,
    fixed: false,
    standard: "SPDX License List",
    clause: "https://spdx.org/licenses/",
    page: include_str!("unknown_licence.md"),
    since: "0.1.0",
};

/// Every licence is one that SPDX knows, or has the address of its text. The site's is judged once, where it is stated.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    if let Some(said) = catalogue.licence.as_ref().and_then(unknown) {
        report.add(with_help(
            Diagnostic::new(RULE.id, said, places::of_site(catalogue, &["site.licence"])),
            catalogue.licence.as_ref(),
        ));
    }
    for dataset in context.datasets {
        let inherited = dataset.places.get("licence").is_none() && dataset.licence == catalogue.licence;
        if let Some(said) = dataset.licence.as_ref().filter(|_| !inherited).and_then(unknown) {
            let finding = Diagnostic::new(RULE.id, said, places::of(dataset, &["licence"])).of_dataset(&dataset.id);
            report.add(with_help(finding, dataset.licence.as_ref()));
        }
    }
}

fn unknown(licence: &Licence) -> Option<String> {
    match &licence.spdx {
        Some(id) if spdx::license_id(id).is_some_and(|known| known.name == id) => None,
        Some(id) => Some(format!("`{id}` is not a licence that SPDX knows")),
        None if is_web_address(&licence.url) => None,
        None => Some(format!("the licence `{}` has no address", licence.name)),
    }
}

fn with_help(finding: Diagnostic, licence: Option<&Licence>) -> Diagnostic {
    let written = licence.map_or("", |licence| licence.spdx.as_deref().unwrap_or(&licence.name));
    match nearest(written, spdx::identifiers::LICENSES.iter().map(|licence| licence.name)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write an SPDX identifier, such as `OGL-UK-3.0`, or the address of the licence's text"),
    }
}
