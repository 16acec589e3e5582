//! Paths inside the repository.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A path relative to the repository: parts joined with `/`, no `.`, no `..`, not absolute.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourcePath(String);

/// Why a path was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathFlaw {
    /// `/etc/passwd`, `C:\…`
    #[error("the path is absolute")]
    Absolute,
    /// `..` leads above the repository.
    #[error("the path leads out of the repository")]
    LeadsOut,
    /// A NUL byte, a backslash or another control character.
    #[error("the path has a character that no file name here may have")]
    Character,
    /// Nothing is left of it.
    #[error("the path is empty")]
    Empty,
}

impl SourcePath {
    /// The repository itself.
    #[must_use]
    pub fn root() -> Self {
        Self(String::new())
    }

    /// A path from text that a publisher wrote.
    ///
    /// # Errors
    /// When it is absolute, empty, leads out, or has a character that no path here may have.
    pub fn parse(text: &str) -> Result<Self, PathFlaw> {
        Self::root().join(text)
    }

    /// A path written relative to the folder `self`; `..` may climb, but not above the repository.
    ///
    /// # Errors
    /// As for [`SourcePath::parse`].
    pub fn join(&self, relative: &str) -> Result<Self, PathFlaw> {
        if relative.contains(|c: char| c.is_control() || c == '\\') {
            return Err(PathFlaw::Character);
        }
        if relative.starts_with('/') || relative.get(1..2) == Some(":") {
            return Err(PathFlaw::Absolute);
        }
        let mut parts: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or(PathFlaw::LeadsOut)?;
                }
                _ => parts.push(part),
            }
        }
        if relative.is_empty() { Err(PathFlaw::Empty) } else { Ok(Self(parts.join("/"))) }
    }

    /// A name for something that is not a file of the repository, such as an address: it is shown and never opened.
    #[must_use]
    pub fn shown(name: &str) -> Self {
        Self(name.replace(|c: char| c.is_control(), "\u{fffd}"))
    }

    /// The text of the path; empty for the repository itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The folder it is in.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()))
    }

    /// Whether it is `folder` or below it.
    #[must_use]
    pub fn is_below(&self, folder: &Self) -> bool {
        folder.0.is_empty()
            || self == folder
            || self.0.strip_prefix(&folder.0).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_the_repository() {
        let folder = SourcePath::parse("datasets/wards").unwrap();
        assert_eq!(folder.join("wards.csv").unwrap().as_str(), "datasets/wards/wards.csv");
        assert_eq!(folder.join("../areas/a.csv").unwrap().as_str(), "datasets/areas/a.csv");
        assert_eq!(folder.join("../../../a.csv"), Err(PathFlaw::LeadsOut));
        assert_eq!(folder.join("/etc/passwd"), Err(PathFlaw::Absolute));
        assert_eq!(folder.join("C:/a.csv"), Err(PathFlaw::Absolute));
        assert_eq!(folder.join("a\0b"), Err(PathFlaw::Character));
        assert_eq!(folder.join(""), Err(PathFlaw::Empty));
        assert!(SourcePath::parse("a/b/c").unwrap().is_below(&SourcePath::parse("a/b").unwrap()));
        assert!(!SourcePath::parse("a/bc").unwrap().is_below(&SourcePath::parse("a/b").unwrap()));
    }
}
