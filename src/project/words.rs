//! Texts by language, as they are written in TOML.

use super::toml::{Kind, Value};
use crate::model::Text;

/// A text: a plain string is in the site's first language.
#[must_use]
pub fn text(value: Option<&Value>, language: &str) -> Text {
    match value.map(|value| &value.kind) {
        Some(Kind::String(words)) => Text::new(language, words),
        Some(Kind::Table(table)) => {
            let mut text = Text::default();
            for entry in &table.0 {
                if let Some(words) = entry.value.as_str() {
                    text.set(&entry.key, words);
                }
            }
            text
        }
        _ => Text::default(),
    }
}
