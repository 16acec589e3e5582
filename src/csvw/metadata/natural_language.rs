//! Strings in several languages.

use serde::{Deserialize, Serialize};

/// Strings by language tag, in the order they were written; `und` where no language is known.
/// (Natural language properties, tabular-metadata § 5.1.6.)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NaturalLanguage(pub Vec<(String, Vec<String>)>);

impl NaturalLanguage {
    /// One string in no stated language.
    #[must_use]
    pub fn undetermined(text: impl Into<String>) -> Self {
        Self(vec![("und".to_owned(), vec![text.into()])])
    }

    /// Every string with its language tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(language, texts)| texts.iter().map(move |text| (language.as_str(), text.as_str())))
    }

    /// The first string, whatever its language.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.iter().next().map(|(_, text)| text)
    }

    /// Whether there is no string at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}
