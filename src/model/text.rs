//! Words for people, in one language or several.

use serde::{Deserialize, Serialize};

/// Words by language. A text given without a language is in the site's first language; whoever reads the repository
/// fills that in, so every entry here has its tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(Vec<(String, String)>);

impl Text {
    /// Words in one language.
    #[must_use]
    pub fn new(language: impl Into<String>, words: impl Into<String>) -> Self {
        Self(vec![(language.into(), words.into())])
    }

    /// Adds, or replaces, the words of a language.
    pub fn set(&mut self, language: impl Into<String>, words: impl Into<String>) {
        let (language, words) = (language.into(), words.into());
        match self.0.iter_mut().find(|(has, _)| *has == language) {
            Some(entry) => entry.1 = words,
            None => self.0.push((language, words)),
        }
    }

    /// The words in that language, else the first there are, with the language they are in.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Option<(&str, &str)> {
        self.0
            .iter()
            .find(|(has, _)| has == language)
            .or_else(|| self.0.first())
            .map(|(language, words)| (language.as_str(), words.as_str()))
    }

    /// The words in that language, else the first there are, else nothing.
    #[must_use]
    pub fn words(&self, language: &str) -> &str {
        self.in_language(language).map_or("", |(_, words)| words)
    }

    /// All words with their languages, in the order they were written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, words)| (language.as_str(), words.as_str()))
    }

    /// Whether there are no words, or only blank ones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, words)| words.trim().is_empty())
    }
}
