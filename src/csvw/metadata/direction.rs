//! On which side tables and texts begin.

use serde::{Deserialize, Serialize};

/// `tableDirection`: on which side the first column is displayed (tabular-metadata § 5.3.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TableDirection {
    /// As the first character that has a direction tells.
    #[default]
    Auto,
    /// On the left.
    LeftToRight,
    /// On the right.
    RightToLeft,
}

impl TableDirection {
    /// The direction of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Auto, Self::LeftToRight, Self::RightToLeft].into_iter().find(|direction| direction.name() == name)
    }

    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// `textDirection`: how the text of a cell is displayed (tabular-metadata § 5.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextDirection {
    /// As the table's direction says.
    #[default]
    Inherit,
    /// As the first character that has a direction tells.
    Auto,
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl TextDirection {
    /// The direction of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Inherit, Self::Auto, Self::LeftToRight, Self::RightToLeft];
        all.into_iter().find(|direction| direction.name() == name)
    }

    /// Its name in the standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Inherit => "inherit",
            Self::Auto => "auto",
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}
