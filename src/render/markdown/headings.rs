//! Levels and ids of headings, planned before anything is written, so that links within a text can be judged.

use super::Setting;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

/// Levels and ids of headings, in order.
pub(super) struct Headings {
    planned: VecDeque<(u8, String)>,
    pub(super) ids: BTreeSet<String>,
    first: Option<String>,
}

impl Headings {
    pub(super) fn plan(events: &[(Event<'_>, Range<usize>)], setting: &Setting<'_>) -> Self {
        let mut found: Vec<(u8, String)> = Vec::new();
        let mut open = false;
        for (event, _) in events {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    open = true;
                    found.push((level_number(*level), String::new()));
                }
                Event::End(TagEnd::Heading(_)) => open = false,
                Event::Text(text) | Event::Code(text) if open => {
                    if let Some((_, words)) = found.last_mut() {
                        words.push_str(text);
                    }
                }
                _ => {}
            }
        }
        let first = match events.first() {
            Some((Event::Start(Tag::Heading { .. }), _)) => found.first().map(|(_, words)| words.trim().to_owned()),
            _ => None,
        };
        // A first heading that is left out does not count for the outline.
        let left_out = usize::from(first.is_some() && first.as_deref() == setting.title.map(str::trim));
        let highest = found.iter().skip(left_out).map(|(level, _)| *level).min().unwrap_or(1);
        let mut previous = setting.top_level.saturating_sub(1);
        let mut ids = BTreeSet::new();
        let planned = found
            .into_iter()
            .enumerate()
            .map(|(at, (level, words))| {
                if at < left_out {
                    return (setting.top_level, String::new());
                }
                // An outline has no gaps: a heading is at most one level below the one before.
                let wanted = (level.saturating_sub(highest)).saturating_add(setting.top_level);
                previous = wanted.min(previous + 1).clamp(setting.top_level, 6);
                let id = unique(format!("{}{}", setting.id_prefix, slug(&words)), &ids);
                ids.insert(id.clone());
                (previous, id)
            })
            .collect();
        Self { planned, ids, first }
    }

    pub(super) fn first_is(&self, title: &str) -> bool {
        self.first.as_deref() == Some(title.trim())
    }

    pub(super) fn skip(&mut self) {
        self.planned.pop_front();
    }

    pub(super) fn next(&mut self) -> (u8, String) {
        self.planned.pop_front().unwrap_or((6, String::new()))
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Letters and digits in lower case, everything else a hyphen; never empty.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for letter in words.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

fn unique(id: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&id) {
        return id;
    }
    // One of these is free: there are more of them than ids taken.
    let numbered = (2..taken.len() + 3).map(|number| format!("{id}-{number}"));
    numbered.into_iter().find(|id| !taken.contains(id)).unwrap_or(id)
}
