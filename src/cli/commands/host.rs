//! `plainsight host`.

use crate::check::levels;
use crate::cli::arguments::{Format, HostKind};
use crate::cli::{Exit, terminal};
use crate::project;
use crate::publish::host::{Host, Kind};
use crate::sources::Sources;
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// Prints the settings of a kind of host for the portal; `folder` is the host's `/`.
pub fn host(root: &Path, kind: HostKind, folder: &str) -> anyhow::Result<Exit> {
    let sources = Sources::on_disk(root).with_context(|| format!("could not read `{}`", root.display()))?;
    let (settings, mut report) = project::load(&sources);
    // What a build lets pass is no reason to print nothing.
    levels::apply(&mut report, &settings, &BTreeMap::new(), false);
    if report.has_errors() {
        terminal::findings(&report, &sources, Format::Full);
        return Ok(Exit::AtFault);
    }
    let host = Host::of(&settings.catalogue.base_url, settings.host.precompress);
    let kind = match kind {
        HostKind::Headers => Kind::Headers,
        HostKind::Nginx => Kind::Nginx,
        HostKind::Apache => Kind::Apache,
        HostKind::Caddy => Kind::Caddy,
        HostKind::S3 => Kind::S3,
    };
    terminal::result(&host.settings(kind, folder.trim_end_matches('/')));
    Ok(Exit::Done)
}
