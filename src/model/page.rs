//! Pages that people write in Markdown.

use crate::sources::SourceId;

/// A page of `content/`, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its address below the site without the language, ending in `/`; empty for the home page's introduction.
    /// `content/foi/index.md` is `foi/`, `content/about.cy.md` is `about/`.
    pub path: String,
    /// Its language.
    pub language: String,
    /// `title` of the front matter.
    pub title: String,
    /// `description` of the front matter.
    pub description: String,
    /// Whether it is in the site's navigation.
    pub navigation: bool,
    /// Its place there; smaller first.
    pub order: i64,
    /// The Markdown after the front matter.
    pub markdown: String,
    /// The file, for diagnostics.
    pub source: SourceId,
    /// Offset of `markdown` in the file, in bytes.
    pub offset: usize,
}
