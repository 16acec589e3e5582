//! Pages that people write, and the page that is shown where there is nothing.

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::view::{Frame, Link, Markup, Phrase, foreign};
use crate::model;
use serde::Serialize;

#[derive(Serialize)]
struct Content {
    frame: Frame,
    title: Phrase,
    lead: Option<Phrase>,
    body: Markup,
}

pub(super) fn render(leaf: Leaf<'_>, page: &model::Page) -> Rendered {
    let title = Phrase::new(&page.title, &page.language, leaf.locale());
    let origin = Origin::File(page.source, page.offset);
    let html = leaf.markdown(&page.markdown, 2, "", Some(&page.title), origin);
    let body = Markup { html, lang: foreign(&page.language, leaf.locale()) };
    let description = if page.description.trim().is_empty() { &page.markdown } else { &page.description };
    let mut frame = leaf.frame(&page.title, description);
    frame.trail = parents(&leaf, &page.path);
    let opening =
        (!page.description.trim().is_empty()).then(|| Phrase::new(&page.description, &page.language, leaf.locale()));
    leaf.render("content.html", &Content { frame, title, lead: opening, body }, true)
}

/// The written pages above a path: `foi/` for `foi/2026/`.
fn parents(leaf: &Leaf<'_>, path: &str) -> Vec<Link> {
    let trimmed = path.trim_end_matches('/');
    let above = trimmed.match_indices('/').filter_map(|(at, _)| {
        let address = trimmed.get(..=at)?;
        let position = super::super::plan::best(leaf.site, address, leaf.locale().language())?;
        let page = leaf.edition().pages.get(position)?;
        Some(leaf.step(address, Phrase::new(&page.title, &page.language, leaf.locale())))
    });
    above.collect()
}

#[derive(Serialize)]
struct NotFound {
    frame: Frame,
    title: String,
    datasets_href: String,
}

pub(super) fn not_found(leaf: Leaf<'_>) -> Rendered {
    let title = leaf.t("not-found");
    let page = NotFound { frame: leaf.frame(&title, &title), datasets_href: leaf.page("datasets/"), title };
    leaf.render("404.html", &page, false)
}
