//! A series of datasets.

use super::super::leaf::{Leaf, Origin, Rendered};
use super::super::parts::card::{Card, by_title};
use super::super::plan::publisher_address;
use super::super::view::{Frame, Link, Markup, Phrase};
use crate::model::Series;
use serde::Serialize;

#[derive(Serialize)]
struct SeriesPage {
    frame: Frame,
    title: Phrase,
    description: Option<Markup>,
    publisher: Option<Link>,
    count: String,
    datasets: Vec<Card>,
}

pub(super) fn render(leaf: Leaf<'_>, series: &Series) -> Rendered {
    let title = leaf.words(&series.title, &series.id);
    let datasets =
        by_title(&leaf, leaf.edition().listed().filter(|entry| entry.dataset.in_series.contains(&series.id)));
    let described = leaf.summary(&series.description, 160).map(|words| words.text);
    let mut frame = leaf.frame(&title.text, &described.unwrap_or_else(|| title.text.clone()));
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    let publisher = series.publisher.as_deref().and_then(|id| leaf.edition().catalogue.publisher(id));
    let page = SeriesPage {
        frame,
        description: leaf.markup(&series.description, 2, "about-", Origin::Site(series.span)),
        publisher: publisher
            .map(|has| Link::new(leaf.page(&publisher_address(&has.id)), leaf.words(&has.name, &has.id))),
        count: leaf.locale().count("dataset-count", datasets.len() as u64),
        datasets,
        title,
    };
    leaf.render("series.html", &page, true)
}
