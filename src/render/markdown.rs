//! Markdown that people wrote, as HTML that is safe to show: raw HTML is dropped, addresses are judged by whoever
//! calls, headings continue the page's outline, and nothing has inline styles.

mod headings;
mod plain;

pub use plain::plain;

use super::address;
use headings::Headings;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write as _;
use std::ops::Range;

/// What becomes of a link's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The `href` to write.
    To(String),
    /// There is nothing at that address of the site.
    Broken,
    /// It is not one that a page may carry.
    Refused,
}

/// What was wrong in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Raw HTML, which was dropped.
    RawHtml,
    /// A link to an address that the site does not have.
    BrokenLink(String),
    /// A link to an address that pages may not carry.
    RefusedLink(String),
    /// A picture on another host, shown as a link.
    OutsidePicture(String),
}

/// A flaw and where in the Markdown it is, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub flaw: Flaw,
    /// Where.
    pub range: Range<usize>,
}

/// How a text is put on a page.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The level that its highest heading gets, from 2.
    pub top_level: u8,
    /// What headings' ids begin with, so that they cannot be those of the page.
    pub id_prefix: &'a str,
    /// A first heading with these words is left out, because the page shows them.
    pub title: Option<&'a str>,
    /// What a screen reader says of a table that scrolls.
    pub table_label: &'a str,
    /// Judges an address that is not only a fragment.
    pub link: &'a dyn Fn(&str) -> Target,
}

/// Turns Markdown into HTML, with what was wrong in it.
#[must_use]
pub fn html(markdown: &str, setting: &Setting<'_>) -> (String, Vec<Finding>) {
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(markdown, options()).into_offset_iter().collect();
    let headings = Headings::plan(&events, setting);
    let mut writer =
        Writer { setting, headings, out: String::new(), findings: Vec::new(), ends: Vec::new(), in_head: false };
    let mut events = events.into_iter().peekable();
    if setting.title.is_some_and(|title| writer.headings.first_is(title)) {
        // The page has its title already.
        while events.next_if(|(event, _)| !matches!(event, Event::End(TagEnd::Heading(_)))).is_some() {}
        events.next();
        writer.headings.skip();
    }
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let mut text = String::new();
                while let Some((Event::Html(html) | Event::Text(html), _)) =
                    events.next_if(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)))
                {
                    text.push_str(&html);
                }
                writer.raw_html(&text, range);
            }
            // The text of a picture is its description; there is no HTML in it.
            Event::Start(Tag::Image { dest_url, .. }) => {
                let mut alternative = String::new();
                let mut depth = 1;
                for (event, _) in events.by_ref() {
                    match event {
                        Event::Start(Tag::Image { .. }) => depth += 1,
                        Event::End(TagEnd::Image) => depth -= 1,
                        Event::Text(text) | Event::Code(text) => alternative.push_str(&text),
                        Event::SoftBreak | Event::HardBreak => alternative.push(' '),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
                writer.picture(&dest_url, &alternative, range);
            }
            event => writer.event(event, range),
        }
    }
    (writer.out, writer.findings)
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

struct Writer<'a, 's> {
    setting: &'a Setting<'s>,
    headings: Headings,
    out: String,
    findings: Vec<Finding>,
    /// What closes the links and headings that are open.
    ends: Vec<String>,
    in_head: bool,
}

impl Writer<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => escape(&text, &mut self.out),
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(&code, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Not asked for in `options`.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                escape(&text, &mut self.out);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { .. } => {
                let (level, id) = self.headings.next();
                let _ = write!(self.out, "<h{level} id=\"");
                escape(&id, &mut self.out);
                self.out.push_str("\">");
                self.ends.push(format!("</h{level}>\n"));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => self.out.push_str("<pre tabindex=\"0\"><code>"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(_) => {
                self.out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
                escape(self.setting.table_label, &mut self.out);
                self.out.push_str("\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => self.out.push_str(if self.in_head { "<th scope=\"col\">" } else { "<td>" }),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } => {
                let written: CowStr<'_> = match link_type {
                    pulldown_cmark::LinkType::Email => format!("mailto:{dest_url}").into(),
                    _ => dest_url,
                };
                match self.judge(&written, range) {
                    Some(href) => {
                        self.out.push_str("<a href=\"");
                        escape(&href, &mut self.out);
                        self.out.push_str("\">");
                        self.ends.push("</a>".to_owned());
                    }
                    None => self.ends.push(String::new()),
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) | TagEnd::Link => self.out.push_str(&self.ends.pop().unwrap_or_default()),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            _ => {}
        }
    }

    /// Nothing is written. A comment is not shown anyway, so it is no finding.
    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        let trimmed = html.trim();
        if !(trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("-->").count() == 1) {
            self.findings.push(Finding { flaw: Flaw::RawHtml, range });
        }
    }

    /// A picture of the site is shown; one of another host becomes a link, because pages fetch nothing from others.
    fn picture(&mut self, address: &str, alternative: &str, range: Range<usize>) {
        let outside = address::outside(address).is_some();
        if outside {
            self.findings.push(Finding { flaw: Flaw::OutsidePicture(address.to_owned()), range: range.clone() });
        }
        let Some(href) = self.judge(address, range) else {
            escape(alternative, &mut self.out);
            return;
        };
        if outside {
            self.out.push_str("<a href=\"");
            escape(&href, &mut self.out);
            self.out.push_str("\">");
            escape(if alternative.is_empty() { address } else { alternative }, &mut self.out);
            self.out.push_str("</a>");
        } else {
            self.out.push_str("<img src=\"");
            escape(&href, &mut self.out);
            self.out.push_str("\" alt=\"");
            escape(alternative, &mut self.out);
            self.out.push_str("\">");
        }
    }

    /// The `href` for an address, or a finding.
    fn judge(&mut self, written: &str, range: Range<usize>) -> Option<String> {
        let target = match written.strip_prefix('#') {
            Some("") => Target::To("#".to_owned()),
            Some(fragment) => {
                let id = format!("{}{}", self.setting.id_prefix, address::decode(fragment));
                if self.headings.ids.contains(&id) {
                    Target::To(format!("#{}", address::encode(&id)))
                } else {
                    Target::Broken
                }
            }
            None => (self.setting.link)(written),
        };
        let flaw = match target {
            Target::To(href) => return Some(href),
            Target::Broken => Flaw::BrokenLink(written.to_owned()),
            Target::Refused => Flaw::RefusedLink(written.to_owned()),
        };
        self.findings.push(Finding { flaw, range });
        None
    }
}

/// Writes a text with the five characters of HTML escaped.
pub fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests;
