//! How to ask for what is not published: a page for portals whose publisher wrote none, made from what the settings say.
//!
//! What it says of the law holds for every public authority of the United Kingdom, and is in the theme's words, so that a
//! publisher can change it. `content/foi/index.md` takes its place.

use super::super::address;
use super::super::leaf::{Leaf, Rendered, mailto};
use super::super::plan::{REQUESTS, publisher_address};
use super::super::view::{Frame, Link, Phrase};
use serde::Serialize;

#[derive(Serialize)]
struct RequestsPage {
    frame: Frame,
    title: String,
    datasets: Link,
    /// Where requests are made, as `[foi]` says.
    stated: Vec<Link>,
    /// Else the publisher, and how it can be reached.
    publisher: Vec<Link>,
    licence: Option<Link>,
    /// Pages that people wrote below this one: the disclosure log.
    disclosed: Vec<Link>,
}

pub(super) fn render(leaf: Leaf<'_>) -> Rendered {
    let title = leaf.t("freedom-of-information");
    let listed = leaf.edition().listed().count() as u64;
    let disclosed = leaf.written_pages(|page| page.path.starts_with(REQUESTS));
    let disclosed = disclosed
        .into_iter()
        .map(|page| Link::new(leaf.page(&page.path), Phrase::new(&page.title, &page.language, leaf.locale())));
    let stated = stated(&leaf);
    let licence = leaf.edition().catalogue.licence.as_ref();
    let page = RequestsPage {
        frame: leaf.frame(&title, &leaf.t("foi-lead")),
        datasets: Link::new(leaf.page("datasets/"), Phrase::plain(leaf.locale().count("all-datasets", listed))),
        publisher: if stated.is_empty() { publisher(&leaf) } else { Vec::new() },
        stated,
        licence: licence.map(|has| Link {
            href: address::outside(&has.url).map(str::to_owned),
            text: has.name.clone(),
            lang: None,
        }),
        disclosed: disclosed.collect(),
        title,
    };
    leaf.render("requests.html", &page, true)
}

/// Where `[foi]` says that requests are made.
fn stated(leaf: &Leaf<'_>) -> Vec<Link> {
    let foi = &leaf.edition().catalogue.foi;
    let url = foi.url.as_deref().and_then(address::outside);
    let page = url.map(|url| Link::new(url, Phrase::plain(leaf.t("foi-request"))));
    page.into_iter().chain(foi.email.as_deref().and_then(email)).collect()
}

/// The site's publisher, else the first there is: its page here, its e-mail address, its own site.
fn publisher(leaf: &Leaf<'_>) -> Vec<Link> {
    let catalogue = &leaf.edition().catalogue;
    let own = catalogue.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    let Some(publisher) = own.or(catalogue.publishers.first()) else { return Vec::new() };
    let page = Link::new(leaf.page(&publisher_address(&publisher.id)), leaf.words(&publisher.name, &publisher.id));
    let homepage = publisher.homepage.as_deref().map(Link::outside);
    std::iter::once(page).chain(publisher.email.as_deref().and_then(email)).chain(homepage).collect()
}

fn email(address: &str) -> Option<Link> {
    mailto(address, None).map(|href| Link::new(href, Phrase::plain(address)))
}
