//! `plainsight init`.

use crate::cli::{Exit, terminal};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// Makes a new portal in `folder`.
pub fn init(folder: &Path) -> anyhow::Result<Exit> {
    let written = match crate::init::init(folder) {
        Ok(written) => written,
        Err(error) if error.is_about_input() => {
            terminal::say(&error.to_string());
            return Ok(Exit::AtFault);
        }
        Err(error) => return Err(error.into()),
    };
    // Writing to a String cannot fail.
    let mut text = String::new();
    for path in &written {
        // `./` and the like say nothing.
        let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let _ = writeln!(text, "wrote {}", path.display());
    }
    text += "\nNext:\n";
    if folder.components().any(|part| part != Component::CurDir) {
        let _ = writeln!(text, "  cd {}", folder.display());
    }
    text += "  plainsight serve             look at it\n  plainsight add FILE.csv      bring in your first dataset\n";
    terminal::result(&text);
    Ok(Exit::Done)
}
