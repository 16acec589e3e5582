//! The finished site: files are staged beside the output folder, a journal is written, then they are renamed into place
//! (DESIGN § 7, promise 1). Only files whose bytes changed are touched.
//!
//! Beside `public/` stands `.public.plainsight/`:
//!
//! ```text
//! new/…      files of the build that runs, at their addresses
//! scratch/   temporary files of the build that runs
//! journal    there only while files are being put in place
//! seen       size, time and hash of every file put in place, so that an unchanged one is not read again
//! lock       held by the build that runs
//! ```

mod error;
mod journal;
mod lane;
mod previous;
mod seen;
mod site;
mod staging;
mod sums;
mod twin;
mod verify;

pub use error::Error;
pub use lane::{Lane, Stage};
pub use site::{Placement, Site};
pub use staging::{Aside, StagedFile, Staging, Written, hexadecimal};
pub use sums::Sums;
pub use verify::{Flaw, Verdict, verify};

use std::path::{Path, PathBuf};

/// The staging folder of an output folder: `.<name>.plainsight` beside it.
#[must_use]
pub fn staging_folder(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy());
    out.with_file_name(format!(".{name}.plainsight"))
}
