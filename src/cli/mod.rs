//! The command line: arguments, commands, progress. The only place that prints, colours and knows `anyhow`.

mod arguments;
mod commands;
mod progress;
mod terminal;

use anyhow::{Context, Result};
use arguments::{Arguments, Command};
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Done; warnings are allowed unless `--strict`.
    Done,
    /// The publisher's files are at fault.
    AtFault,
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    match dispatch(Arguments::parse()) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::AtFault) => ExitCode::from(1),
        Err(error) => {
            terminal::say(&format!("plainsight could not go on: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<Exit> {
    let directory = arguments.directory.unwrap_or_else(|| PathBuf::from("."));
    let root = || repository(&directory);
    match arguments.command {
        Command::Init { dir } => commands::init(&dir.map_or(directory.clone(), |dir| directory.join(dir))),
        Command::Add { paths, id, recursive } => commands::add(&root()?, &directory, &paths, id, recursive),
        Command::Check { ids, format, strict, timings } => commands::check(&root()?, ids, format, strict, timings),
        Command::Build { out, base_url, strict, format, timings } => {
            let root = root()?;
            // The default is beside plainsight.toml; a folder that was given is meant from where one stands.
            let out = if out == Path::new("public") { root.join(out) } else { directory.join(out) };
            commands::build(&root, out, base_url, strict, format, timings)
        }
        #[cfg(feature = "serve")]
        Command::Serve { port } => commands::serve(&root()?, port),
        Command::Csvw { command } => commands::csvw(&directory, command),
        Command::Host { kind, root: folder } => commands::host(&root()?, kind, &folder),
        Command::Explain { rule } => commands::explain(rule.as_deref()),
        Command::Verify { dir } => commands::verify(&directory.join(dir)),
        Command::Schema { which } => Ok(commands::schema(which)),
        Command::Completions { shell } => Ok(commands::completions(shell)),
        Command::Man => commands::man(),
    }
}

/// The nearest folder with a `plainsight.toml`, from `directory` upwards.
fn repository(directory: &Path) -> Result<PathBuf> {
    let start = directory.canonicalize().with_context(|| format!("there is no folder `{}`", directory.display()))?;
    crate::project::find_root(&start).with_context(|| {
        format!(
            "there is no plainsight.toml in `{}` or above it; `plainsight init` makes a new portal, -C DIR names another folder",
            start.display()
        )
    })
}
