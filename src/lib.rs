//! plainsight turns a git repository of datasets into a static open-data portal.
//!
//! # The pipeline
//!
//! 1. **Read.** [`sources`] opens files; [`project`] finds `plainsight.toml` and the dataset folders; [`read`] turns each
//!    folder into a [`model::Dataset`], whether a `dataset.toml`, CSVW metadata or a data package describes it.
//! 2. **Check.** [`check`] judges what people wrote. [`rows`] reads every table once: bytes become records, records become
//!    values by [`csvw`]'s compiled columns, and whatever does not fit becomes a [`diagnostics::Diagnostic`].
//! 3. **Publish.** [`publish`] writes the rows in every format while they are read, then what is made of the model:
//!    CSVW metadata, DCAT, the static API and its description.
//! 4. **Render.** [`render`] makes the pages, with the words of [`i18n`].
//! 5. **Write.** [`output`] puts the finished tree in place, all of it or nothing.
//!
//! [`pipeline`] is the story in code; [`cli`] and [`serve`] are its two callers.

pub mod add;
pub mod cache;
pub mod check;
pub mod cli;
pub mod csvw;
pub mod diagnostics;
pub mod i18n;
pub mod init;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod project;
pub mod publish;
pub mod read;
pub mod render;
pub mod rows;
#[cfg(feature = "serve")]
pub mod serve;
pub mod sources;
