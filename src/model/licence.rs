//! Licences (dct:license).

use serde::{Deserialize, Serialize};

/// A licence, known to SPDX or given by its address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// The SPDX identifier, such as `OGL-UK-3.0`, if it has one.
    pub spdx: Option<String>,
    /// The address of its text.
    pub url: String,
    /// Its name for people.
    pub name: String,
}
