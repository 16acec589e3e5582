//! The one definition of the arguments: help, completions and the manual page come from it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Turns a git repository of datasets into a static open-data portal
#[derive(Debug, Parser)]
#[command(
    name = "plainsight",
    version,
    about,
    long_about = "Turns a git repository of datasets into a static open-data portal: checked against open standards, \
                  written as CSV with CSVW metadata, JSON, DCAT and a read-only API, with pages for people.",
    after_long_help = "Begin like this:\n\n  \
        plainsight init my-portal          a new portal with one example dataset\n  \
        cd my-portal\n  \
        plainsight add ~/bus-stops.csv     bring in a file: infers, writes datasets/bus-stops/dataset.toml\n  \
        plainsight check                   what is wrong, in which row and column, and how to mend it\n  \
        plainsight serve                   look at the portal; it reloads when a file changes\n  \
        plainsight build                   write the site to public/\n\n\
        Exit codes: 0 done, 1 something in the files has to be mended, 2 plainsight could not run.",
    propagate_version = true
)]
pub struct Arguments {
    /// Work in this folder instead of the current one
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub directory: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new portal repository with one example dataset
    #[command(
        after_long_help = "The portal builds as it is. A folder that has files already is kept as it is: nothing is \
                                 overwritten."
    )]
    Init {
        /// The folder; the current one if not given
        dir: Option<PathBuf>,
    },
    /// Bring in a CSV, a folder of them, a data package, or a CSV with CSVW metadata
    #[command(
        long_about = "Brings data in: looks at every row, infers encoding, delimiter, header, datatypes, a key and names, \
                      and writes datasets/<id>/dataset.toml for you to edit. Says what it inferred and why, and what it \
                      left out. Nothing is ever overwritten.",
        after_long_help = "Lines marked `#?` in the file it writes are for you to confirm: `plainsight check` warns of each \
                           until you delete the mark, and `plainsight build --strict` refuses them.\n\n\
                           Examples:\n  \
                           plainsight add spending.csv\n  \
                           plainsight add ~/exports/2026/ --id spending-over-500\n  \
                           plainsight add datasets/wards        describe files that are already in place"
    )]
    Add {
        /// Files and folders to bring in
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Id of the dataset: its permanent address, [a-z0-9][a-z0-9-]*
        #[arg(long)]
        id: Option<String>,
        /// Look into sub-folders as well
        #[arg(long)]
        recursive: bool,
    },
    /// Judge everything, write nothing
    #[command(
        long_about = "Judges everything: structure, datatypes, constraints, keys, foreign keys, descriptions, links. \
                      Nothing outside the cache is written.",
        after_long_help = "`plainsight explain RULE` tells what a rule is about and how to mend what it found."
    )]
    Check {
        /// Ids of the datasets to judge; all if none is given
        ids: Vec<String>,
        /// How findings are shown
        #[arg(long, value_enum, default_value_t = Format::Full)]
        format: Format,
        /// Warnings count as errors
        #[arg(long)]
        strict: bool,
        /// Say where the time went: each stage, and each kind of work on rows
        #[arg(long)]
        timings: bool,
    },
    /// Check, then write the site
    #[command(
        long_about = "Checks everything, then writes the site. If anything has to be mended, nothing is put in place and \
                      the site that is there stays as it was. Only files whose bytes changed are touched."
    )]
    Build {
        /// The folder of the site
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
        /// Where this copy is put online, if not at the base URL; identifiers stay as they are
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Warnings count as errors
        #[arg(long)]
        strict: bool,
        /// How findings are shown
        #[arg(long, value_enum, default_value_t = Format::Full)]
        format: Format,
        /// Say where the time went: each stage, and each kind of work on rows
        #[arg(long)]
        timings: bool,
    },
    /// Look at the portal on this machine; it reloads when a file changes
    #[cfg(feature = "serve")]
    #[command(
        long_about = "Builds into the cache folder and serves the site to this machine only, under the path of the base \
                      URL. Builds again when a file changes, and the browser reloads."
    )]
    Serve {
        /// The port
        #[arg(long, value_name = "N", default_value_t = 8000)]
        port: u16,
    },
    /// Validate and convert with the W3C CSVW processor alone, without a portal
    #[command(
        long_about = "The W3C processor for CSV on the Web by itself: validates tables with their metadata, or converts \
                      them to JSON or RDF, as the recommendations say. Metadata is found as they say, too. Nothing is \
                      fetched from a network: addresses are read from the folders that --map names.",
        after_long_help = "Examples:\n  \
                           plainsight csvw validate stops.csv\n  \
                           plainsight csvw validate csv-metadata.json\n  \
                           plainsight csvw json --minimal stops.csv --metadata stops.json\n  \
                           plainsight csvw rdf https://example.org/data/stops.csv --map https://example.org/data/=public/data"
    )]
    Csvw {
        /// What to do
        #[command(subcommand)]
        command: CsvwCommand,
    },
    /// Print the settings of a web server for this portal
    #[command(
        long_about = "Prints what a host has to be told, since files cannot say it: media types, links to descriptions, \
                      that pages of other sites may read the data, how long an answer may be kept, what a page may load. \
                      `plainsight serve` answers in the same way.",
        after_long_help = "Examples:\n  \
                           plainsight host nginx --root /var/www > /etc/nginx/conf.d/data.conf\n  \
                           plainsight host s3 > upload.sh\n\n\
                           `_headers` and `.htaccess` are written into the site if plainsight.toml says so:\n\n  \
                           [host]\n  files = [\"_headers\"]\n  precompress = true    # a compressed twin beside each text"
    )]
    Host {
        /// The kind of host
        #[arg(value_enum)]
        kind: HostKind,
        /// The folder on the host that is its `/`
        #[arg(long, value_name = "DIR", default_value = "/var/www")]
        root: String,
    },
    /// Tell what a rule is about, why, and how to mend what it found
    Explain {
        /// The rule, such as csvw/invalid-datatype-value; all rules are listed if none is given
        rule: Option<String>,
    },
    /// Compare a built site with its SHA256SUMS
    #[command(long_about = "Compares every file of a built site with its SHA256SUMS, and tells whether a build was \
                            interrupted while files were put in place.")]
    Verify {
        /// The folder of the site
        dir: PathBuf,
    },
    /// Print the JSON Schema of a TOML file, for editors
    Schema {
        /// Which file
        #[arg(value_enum)]
        which: SchemaOf,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What the CSVW processor does.
#[derive(Debug, Subcommand)]
pub enum CsvwCommand {
    /// Check metadata and data; exit 1 if anything is wrong
    Validate {
        /// What to read, and where.
        #[command(flatten)]
        request: CsvwRequest,
        /// How findings are shown
        #[arg(long, value_enum, default_value_t = Format::Full)]
        format: Format,
    },
    /// Write JSON to standard output (csv2json)
    Json {
        /// What to read, and where.
        #[command(flatten)]
        request: CsvwRequest,
        /// Only what the cells say
        #[arg(long)]
        minimal: bool,
    },
    /// Write Turtle to standard output (csv2rdf)
    Rdf {
        /// What to read, and where.
        #[command(flatten)]
        request: CsvwRequest,
        /// Only what the cells say
        #[arg(long)]
        minimal: bool,
    },
}

/// What the CSVW processor reads.
#[derive(Debug, Args)]
pub struct CsvwRequest {
    /// A CSV or TSV file, or a metadata document: a path or an address
    pub action: String,
    /// Read addresses that begin with a prefix from a folder
    #[arg(long, value_name = "URLPREFIX=DIR")]
    pub map: Vec<String>,
    /// Metadata that overrides whatever else describes the file: a path or an address
    #[arg(long, value_name = "URL")]
    pub metadata: Option<String>,
    /// The Link header that the file was served with
    #[arg(long, value_name = "TEXT")]
    pub link_header: Option<String>,
    /// The Content-Type that the file was served with, with its parameters
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the place in the file, why, and what to do
    Full,
    /// A line each
    Concise,
    /// For programs: everything that was found
    Json,
}

/// A TOML file that has a JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// plainsight.toml
    Site,
    /// dataset.toml
    Dataset,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}

/// A kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HostKind {
    /// A `_headers` file, for Netlify, Cloudflare Pages and others
    Headers,
    /// nginx
    Nginx,
    /// A `.htaccess` for Apache 2.4
    Apache,
    /// A Caddyfile
    Caddy,
    /// A shell script that uploads the site to Amazon S3 or its like
    S3,
}
