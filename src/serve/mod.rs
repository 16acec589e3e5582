//! The preview: builds into the cache folder, serves it to this machine only, builds again when a file changes.
//!
//! The site on disk is exactly what `build` would write; the reload script is only in responses.

mod server;
mod watcher;

use crate::pipeline::{self, Outcome};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// Something the person in front of the preview wants to know.
pub enum Event<'a> {
    /// The server answers at this address.
    Listening(&'a str),
    /// A build ended; `changed` are the files that led to it, none for the first.
    Built {
        /// What came of it.
        outcome: &'a Result<Outcome, pipeline::Error>,
        /// The paths that changed.
        changed: &'a [PathBuf],
    },
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port is taken, or not allowed.
    #[error("could not listen on port {port}: {error}; give another with --port")]
    Listen {
        /// The port.
        port: u16,
        /// Why not.
        error: io::Error,
    },
    /// The folder cannot be watched.
    #[error("could not watch the folder for changes: {0}")]
    Watch(#[from] notify::Error),
    /// The runtime did not start, or the server broke off.
    #[error("the server stopped: {0}")]
    Io(#[from] io::Error),
}

/// What the server and the builder share.
struct State {
    /// The folder of the built site.
    site: PathBuf,
    /// The path of the base URL, `/` or `/open/`.
    prefix: Mutex<String>,
    /// What stops the build, as text, while it does.
    trouble: Mutex<Option<String>>,
    /// Goes up with every build that ends.
    version: watch::Sender<u64>,
}

fn set<T>(place: &Mutex<T>, value: T) {
    *place.lock().unwrap_or_else(PoisonError::into_inner) = value;
}

fn get<T: Clone>(place: &Mutex<T>) -> T {
    place.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Builds, serves and builds again until the process ends.
pub fn serve(
    root: &Path,
    port: u16,
    options: &pipeline::Options,
    progress: &dyn pipeline::Progress,
    tell: &dyn Fn(&Event<'_>),
) -> Result<(), Error> {
    let site = options.out.clone();
    let state = Arc::new(State {
        site,
        prefix: Mutex::new("/".to_owned()),
        trouble: Mutex::new(None),
        version: watch::Sender::new(0),
    });
    // Watching begins before the first build, so that a change during it is not missed.
    let changes = watcher::watch(root)?;
    let address = server::start(Arc::clone(&state), port)?;
    let build = |changed: &[PathBuf]| {
        let outcome = pipeline::build(root, options, progress);
        if let Ok(outcome) = &outcome {
            set(&state.prefix, prefix_of(&outcome.base_url));
            let trouble = outcome.placement.is_none().then(|| {
                let mut text = Vec::new();
                // Writing to memory cannot fail.
                let _ = crate::diagnostics::emit::concise(&outcome.report, &outcome.sources, &mut text);
                String::from_utf8_lossy(&text).into_owned()
            });
            set(&state.trouble, trouble);
        }
        tell(&Event::Built { outcome: &outcome, changed });
        state.version.send_modify(|version| *version += 1);
    };
    build(&[]);
    tell(&Event::Listening(&format!("http://{address}{}", get(&state.prefix))));
    for changed in changes {
        build(&changed);
    }
    Ok(())
}

/// The path of an address, with a slash at both ends.
fn prefix_of(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    if path.is_empty() { "/".to_owned() } else { format!("/{}/", path.trim_matches('/')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_the_base_url_comes_before_every_address() {
        assert_eq!(prefix_of("https://data.example.org/"), "/");
        assert_eq!(prefix_of("https://example.org/open/data/"), "/open/data/");
        assert_eq!(prefix_of(""), "/");
    }
}
