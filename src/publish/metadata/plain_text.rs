//! Markdown as plain text, for standards whose descriptions are plain.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// The words of a Markdown text, its markup and raw HTML left out; blocks are set apart by a line feed.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => text.push(' '),
            Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow,
            ) if !text.ends_with('\n') => text.push('\n'),
            _ => {}
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The text cut to at most `limit` characters, after a whole word if there is one, with an ellipsis where it was cut.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    // The ellipsis is one of the characters.
    let end = text.get(..end).and_then(|head| head.char_indices().next_back()).map_or(0, |(at, _)| at);
    let head = text.get(..end).unwrap_or_default();
    let head = head.rfind(char::is_whitespace).and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out() {
        let markdown =
            "# Stops\n\nEvery **stop** of [buses](https://example.org/)\nby `stop_id`.\n\n- one\n- two\n\n<b>x</b>";
        assert_eq!(plain_text(markdown), "Stops\nEvery stop of buses by stop_id.\none\ntwo\nx");
        assert_eq!(plain_text("<script>\nalert(1)\n</script>\n\nwords"), "words");
        assert_eq!(plain_text(""), "");
    }

    #[test]
    fn a_cut_text_keeps_whole_words() {
        assert_eq!(cut("one two three", 13), "one two three");
        assert_eq!(cut("one two three", 12), "one two…");
        assert_eq!(cut("ŷŷŷŷŷŷ", 3), "ŷŷ…");
        assert_eq!(cut("abc", 0), "…");
    }
}
