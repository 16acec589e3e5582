//! `plainsight schema`, `completions` and `man`: made from the definitions that the program itself uses.

use crate::cli::arguments::{Arguments, SchemaOf};
use crate::cli::{Exit, terminal};
use crate::project::{Document, json_schema};
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the JSON Schema of a TOML file.
pub fn schema(which: SchemaOf) -> Exit {
    let schema = match which {
        SchemaOf::Site => json_schema(Document::Site),
        SchemaOf::Dataset => json_schema(Document::Dataset),
    };
    terminal::result(&format!("{schema:#}\n"));
    Exit::Done
}

/// Prints completions for a shell.
pub fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "plainsight", &mut text);
    terminal::result(&String::from_utf8_lossy(&text));
    Exit::Done
}

/// Prints the manual page.
pub fn man() -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone())
            .title(format!("plainsight-{}", subcommand.get_name()))
            .render(&mut text)?;
    }
    terminal::result(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}
