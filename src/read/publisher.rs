//! Publishers and licences as other descriptions name them.

use super::context::Context;
use crate::diagnostics::{Diagnostic, Location};
use crate::model::Licence;
use crate::project::licence;
use crate::project::vocabulary::is_address;

/// The site's publisher that a name or an address means.
pub(super) fn find(context: &Context<'_>, name: Option<&str>, address: Option<&str>) -> Option<String> {
    let same = |a: &str, b: &str| a.trim().trim_end_matches('/').eq_ignore_ascii_case(b.trim().trim_end_matches('/'));
    let publishers = &context.settings.catalogue.publishers;
    let found = publishers.iter().find(|publisher| {
        let named =
            name.is_some_and(|name| publisher.id == name || publisher.name.iter().any(|(_, words)| same(words, name)));
        let addressed = address.is_some_and(|address| {
            let known = publisher.homepage.iter().chain(&publisher.same_as);
            let own = format!("{}publishers/{}", context.settings.catalogue.base_url, publisher.id);
            same(&own, address) || known.into_iter().any(|known| same(known, address))
        });
        named || addressed
    });
    found.map(|publisher| publisher.id.clone())
}

/// Says that a publisher is not one of the site's, with the lines to add.
pub(super) fn report_unknown(context: &mut Context<'_>, rule: &'static str, who: &str, at: Location) {
    let said = format!("the publisher `{who}` is not in `plainsight.toml`");
    let help = match &context.settings.catalogue.publisher {
        Some(site) => format!(
            "the site's own, `{site}`, stands in for it; to change that add `[publishers.<id>]` with `name = \"{who}\"`"
        ),
        None => format!("add `[publishers.<id>]` with `name = \"{who}\"` to `plainsight.toml`"),
    };
    context.add(Diagnostic::new(rule, said, at).help(help));
}

/// A licence as data packages and CSVW give it: any of an identifier, an address and a title.
pub(super) fn licence(name: Option<&str>, address: Option<&str>, title: Option<&str>) -> Option<Licence> {
    let by_name = name.and_then(licence::by_other_name).and_then(licence::by_identifier);
    if by_name.is_some() {
        return by_name;
    }
    let address = address.filter(|address| is_address(address)).or(name.filter(|name| is_address(name)))?;
    let mut licence = licence::by_address(address);
    if licence.spdx.is_none()
        && let Some(title) = title.or(name.filter(|name| !is_address(name)))
    {
        title.clone_into(&mut licence.name);
    }
    Some(licence)
}
