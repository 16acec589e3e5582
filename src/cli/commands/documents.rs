//! `plainsight schema`, `completions` and `man`: made from the definitions that the program itself uses.

use crate::cli::arguments::{Arguments, SchemaOf};
use crate::cli::{Exit, terminal};
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the JSON Schema of a TOML file.
pub fn schema(which: SchemaOf) -> Exit {
    let schema = match which {
        SchemaOf::Site => crate::project::site_schema(),
        SchemaOf::Dataset => crate::project::dataset_schema(),
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
        let name = format!("plainsight-{}", subcommand.get_name());
        clap_mangen::Man::new(subcommand.clone().name(name)).render(&mut text)?;
    }
    terminal::result(&String::from_utf8_lossy(&text));
    Ok(Exit::Done)
}
