//! What is known of a dataset at a glance: who, when, where, under which licence.

use super::super::super::address;
use super::super::super::leaf::Leaf;
use super::super::super::plan::{publisher_address, series_address, topic_address};
use super::super::super::view::Phrase;
use crate::model::{Dataset, Entry, Spatial};
use jiff::civil::Date;
use serde::Serialize;

/// A fact: its name and its values.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    name: String,
    values: Vec<Value>,
}

/// A value of a fact.
#[derive(Debug, Default, Serialize)]
struct Value {
    text: String,
    lang: Option<String>,
    href: Option<String>,
    /// For a date: the same for programs.
    iso: Option<String>,
    /// Whether a script may add that the date has passed.
    due: bool,
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn phrase(phrase: Phrase) -> Self {
        Self { text: phrase.text, lang: phrase.lang, ..Self::default() }
    }

    fn link(phrase: Phrase, href: Option<String>) -> Self {
        Self { href, ..Self::phrase(phrase) }
    }

    fn day(date: Date, leaf: &Leaf<'_>) -> Self {
        Self { text: leaf.locale().date(date), iso: Some(date.to_string()), ..Self::default() }
    }
}

/// The facts of a dataset, in order.
pub(super) fn facts(leaf: &Leaf<'_>, entry: &Entry) -> Vec<Fact> {
    let dataset = &entry.dataset;
    let catalogue = &leaf.edition().catalogue;
    let mut facts = Vec::new();
    let mut fact = |key: &str, values: Vec<Value>| {
        if !values.is_empty() {
            facts.push(Fact { name: leaf.t(key), values });
        }
    };
    let publisher = dataset.publisher.as_deref().and_then(|id| catalogue.publisher(id));
    fact(
        "publisher",
        publisher
            .map(|has| Value::link(leaf.words(&has.name, &has.id), Some(leaf.page(&publisher_address(&has.id)))))
            .into_iter()
            .collect(),
    );
    let licence = dataset.licence.as_ref();
    fact(
        "licence",
        licence
            .map(|has| Value::link(Phrase::plain(&has.name), address::outside(&has.url).map(str::to_owned)))
            .into_iter()
            .collect(),
    );
    fact("modified", dataset.modified.map(|date| Value::day(date, leaf)).into_iter().collect());
    fact("next-due", due(leaf, dataset).into_iter().collect());
    fact("update-frequency", frequency(leaf, dataset).into_iter().collect());
    fact("issued", dataset.issued.map(|date| Value::day(date, leaf)).into_iter().collect());
    fact("period", period(leaf, dataset).into_iter().collect());
    fact("place", dataset.spatial.as_ref().map(|place| spatial(leaf, place)).into_iter().collect());
    fact("version", dataset.version.iter().map(Value::text).collect());
    let topics = dataset.topic.iter().filter_map(|id| catalogue.topic(id));
    fact(
        "topics",
        topics
            .map(|has| Value::link(leaf.words(&has.title, &has.id), Some(leaf.page(&topic_address(&has.id)))))
            .collect(),
    );
    let series = dataset.in_series.iter().filter_map(|id| catalogue.series(id));
    fact(
        "series",
        series
            .map(|has| Value::link(leaf.words(&has.title, &has.id), Some(leaf.page(&series_address(&has.id)))))
            .collect(),
    );
    fact(
        "keywords",
        (!dataset.keyword.is_empty()).then(|| Value::text(dataset.keyword.join(", "))).into_iter().collect(),
    );
    fact(
        "same-as",
        dataset
            .same_as
            .iter()
            .map(|has| Value::link(Phrase::plain(has), address::outside(has).map(str::to_owned)))
            .collect(),
    );
    fact("identifier", vec![Value::text(leaf.edition().identifier(&super::dataset_address(&dataset.id)))]);
    facts
}

fn due(leaf: &Leaf<'_>, dataset: &Dataset) -> Option<Value> {
    let date = dataset.update_frequency.as_ref()?.due_after(dataset.modified?)?;
    Some(Value { due: true, ..Value::day(date, leaf) })
}

fn frequency(leaf: &Leaf<'_>, dataset: &Dataset) -> Option<Value> {
    let frequency = dataset.update_frequency.as_ref()?;
    Some(Value::text(match frequency.name() {
        Some(name) => leaf.t(&format!("frequency-{name}")),
        None => frequency.0.replace('-', " "),
    }))
}

fn period(leaf: &Leaf<'_>, dataset: &Dataset) -> Option<Value> {
    let period = dataset.temporal.as_ref()?;
    let words = |date: Date| leaf.locale().date(date);
    let text = match (period.start, period.end) {
        (Some(start), Some(end)) => {
            leaf.fill("period-from-to", &[("start", (&words(start)).into()), ("end", (&words(end)).into())])
        }
        (Some(start), None) => leaf.fill("period-from", &[("start", (&words(start)).into())]),
        (None, Some(end)) => leaf.fill("period-to", &[("end", (&words(end)).into())]),
        (None, None) => return None,
    };
    Some(Value::text(text))
}

fn spatial(leaf: &Leaf<'_>, place: &Spatial) -> Value {
    match place {
        Spatial::Gss(code) => Value::link(
            Phrase::plain(leaf.fill("gss-code", &[("code", code.into())])),
            Some(format!("http://statistics.data.gov.uk/id/statistical-geography/{}", address::encode(code))),
        ),
        Spatial::Address(url) => Value::link(Phrase::plain(url), address::outside(url).map(str::to_owned)),
        Spatial::Name(name) => Value::text(name),
        Spatial::BoundingBox([west, south, east, north]) => Value::text(leaf.fill(
            "bounding-box",
            &[("west", west.into()), ("south", south.into()), ("east", east.into()), ("north", north.into())],
        )),
    }
}
