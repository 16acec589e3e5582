//! Markdown in plain words, for lists and for search engines.

use super::options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The words of a text without its marks, on one line, cut after a word at about `limit` characters.
#[must_use]
pub fn plain(markdown: &str, limit: usize) -> String {
    let mut text = String::new();
    let mut skipped = 0;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Table(_) | Tag::CodeBlock(_)) => skipped += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Table | TagEnd::CodeBlock) => skipped -= 1,
            Event::Text(words) | Event::Code(words) if skipped == 0 => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => text.push(' '),
            _ => {}
        }
        // Enough to know that it has to be cut.
        if text.len() > limit * 8 {
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shorten(&text, limit)
}

/// A text cut after a word, with `…`, where it has more than `limit` characters.
#[must_use]
fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let cut = head.rfind(' ').filter(|&at| at * 2 > end).unwrap_or(end);
    format!("{}…", head.get(..cut).unwrap_or(head).trim_end_matches([' ', ',', ';', ':']))
}
