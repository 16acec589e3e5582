//! Lists of datasets: all of them, a publisher's, a topic's.

use super::super::address;
use super::super::leaf::{Leaf, Origin, Rendered, mailto};
use super::super::parts::card::{Card, by_title};
use super::super::plan::{dataset_address, publisher_address, topic_address};
use super::super::view::{Day, Frame, Link, Markup, Phrase};
use crate::model::{Entry, Publisher, Status, Topic, Visibility};
use serde::Serialize;

/// A publisher or a topic in a list, with the number of its datasets.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// The way to its page.
    link: Link,
    /// "3 datasets".
    count: String,
    /// Whether it is the page's own.
    current: bool,
}

/// All publishers with their datasets counted, those with most first.
pub(super) fn publishers(leaf: &Leaf<'_>, current: Option<&str>) -> Vec<Group> {
    let all = leaf.edition().catalogue.publishers.iter().map(|publisher| {
        let of = |entry: &&Entry| entry.dataset.publisher.as_deref() == Some(publisher.id.as_str());
        let count = leaf.edition().listed().filter(of).count() as u64;
        (
            publisher_address(&publisher.id),
            leaf.words(&publisher.name, &publisher.id),
            count,
            current == Some(&publisher.id),
        )
    });
    groups(leaf, all.collect())
}

/// All topics with their datasets counted, those with most first.
pub(super) fn topics(leaf: &Leaf<'_>, current: Option<&str>) -> Vec<Group> {
    let all = leaf.edition().catalogue.topics.iter().map(|topic| {
        let count = leaf.edition().listed().filter(|entry| entry.dataset.topic.contains(&topic.id)).count() as u64;
        (topic_address(&topic.id), leaf.words(&topic.title, &topic.id), count, current == Some(&topic.id))
    });
    groups(leaf, all.collect())
}

fn groups(leaf: &Leaf<'_>, mut all: Vec<(String, Phrase, u64, bool)>) -> Vec<Group> {
    all.sort_by_cached_key(|(_, words, count, _)| (std::cmp::Reverse(*count), words.text.to_lowercase()));
    all.into_iter()
        .map(|(address, words, count, current)| Group {
            link: Link::new(leaf.page(&address), words),
            count: leaf.locale().count("dataset-count", count),
            current,
        })
        .collect()
}

#[derive(Serialize)]
struct AllPage {
    frame: Frame,
    title: String,
    count: String,
    datasets: Vec<Card>,
    topics: Vec<Group>,
    publishers: Vec<Group>,
    coming: Vec<Coming>,
    withdrawn: Vec<Coming>,
}

/// A dataset that is not there yet, or no longer.
#[derive(Serialize)]
struct Coming {
    link: Link,
    day: Option<Day>,
}

pub(super) fn datasets(leaf: Leaf<'_>) -> Rendered {
    let edition = leaf.edition();
    let of = |visibility: Visibility| {
        let entries = edition.entries.iter().filter(|entry| entry.visibility == visibility);
        entries
            .map(|entry| {
                let dataset = &entry.dataset;
                let day = match &dataset.status {
                    Status::Withdrawn(withdrawal) => withdrawal.on,
                    _ => dataset.available,
                };
                let words = leaf.words(&dataset.title, &dataset.id);
                Coming {
                    link: Link::new(leaf.page(&dataset_address(&dataset.id)), words),
                    day: day.map(|day| Day::new(day, leaf.locale())),
                }
            })
            .collect()
    };
    let title = leaf.t("datasets");
    let datasets = by_title(&leaf, edition.listed());
    let count = leaf.locale().count("dataset-count", datasets.len() as u64);
    let site = leaf.words(&edition.catalogue.title, "").text;
    let page = AllPage {
        frame: leaf.frame(&title, &leaf.fill("datasets-description", &[("site", (&site).into())])),
        count,
        datasets,
        topics: topics(&leaf, None),
        publishers: publishers(&leaf, None),
        coming: of(Visibility::Notice),
        withdrawn: of(Visibility::Tombstone),
        title,
    };
    leaf.render("datasets.html", &page, true)
}

#[derive(Serialize)]
struct PublisherPage {
    frame: Frame,
    title: Phrase,
    homepage: Option<Link>,
    email: Option<Link>,
    same_as: Vec<Link>,
    count: String,
    datasets: Vec<Card>,
    publishers: Vec<Group>,
}

pub(super) fn publisher(leaf: Leaf<'_>, publisher: &Publisher) -> Rendered {
    let title = leaf.words(&publisher.name, &publisher.id);
    let of = |entry: &&Entry| entry.dataset.publisher.as_deref() == Some(publisher.id.as_str());
    let datasets = by_title(&leaf, leaf.edition().listed().filter(of));
    let mut frame = leaf.frame(&title.text, &leaf.fill("publisher-description", &[("name", (&title.text).into())]));
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    let page = PublisherPage {
        frame,
        homepage: publisher.homepage.as_deref().map(Link::outside),
        email: publisher.email.as_deref().map(|email| email_link(email, None)),
        same_as: publisher.same_as.iter().map(|address| Link::outside(address)).collect(),
        count: leaf.locale().count("dataset-count", datasets.len() as u64),
        datasets,
        publishers: publishers(&leaf, Some(&publisher.id)),
        title,
    };
    leaf.render("publisher.html", &page, true)
}

/// An e-mail address as a link, or as text where it is none.
pub(super) fn email_link(email: &str, subject: Option<&str>) -> Link {
    Link { href: mailto(email, subject), text: email.to_owned(), lang: None }
}

#[derive(Serialize)]
struct TopicPage {
    frame: Frame,
    title: Phrase,
    description: Option<Markup>,
    same_as: Vec<Link>,
    count: String,
    datasets: Vec<Card>,
    topics: Vec<Group>,
}

pub(super) fn topic(leaf: Leaf<'_>, topic: &Topic) -> Rendered {
    let title = leaf.words(&topic.title, &topic.id);
    let datasets = by_title(&leaf, leaf.edition().listed().filter(|entry| entry.dataset.topic.contains(&topic.id)));
    let described = leaf.summary(&topic.description, 160).map(|words| words.text);
    let described = described.unwrap_or_else(|| leaf.fill("topic-description", &[("name", (&title.text).into())]));
    let mut frame = leaf.frame(&title.text, &described);
    frame.trail = vec![leaf.step("datasets/", Phrase::plain(leaf.t("datasets")))];
    let page = TopicPage {
        frame,
        description: leaf.markup(&topic.description, 2, "about-", Origin::Site(topic.span)),
        same_as: topic
            .same_as
            .iter()
            .filter(|address| address::outside(address).is_some())
            .map(|address| Link::outside(address))
            .collect(),
        count: leaf.locale().count("dataset-count", datasets.len() as u64),
        datasets,
        topics: topics(&leaf, Some(&topic.id)),
        title,
    };
    leaf.render("topic.html", &page, true)
}
