//! One command a file.

mod add;
mod build;
mod check;
mod csvw;
mod documents;
mod explain;
mod host;
mod init;
#[cfg(feature = "serve")]
mod serve;
mod verify;

pub(super) use add::add;
pub(super) use build::build;
pub(super) use check::check;
pub(super) use csvw::csvw;
pub(super) use documents::{completions, man, schema};
pub(super) use explain::explain;
pub(super) use host::host;
pub(super) use init::init;
#[cfg(feature = "serve")]
pub(super) use serve::serve;
pub(super) use verify::verify;

/// The clock that the environment states, in seconds since 1970 (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn source_date_epoch() -> anyhow::Result<Option<i64>> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => match text.trim().parse() {
            Ok(seconds) => Ok(Some(seconds)),
            Err(_) => anyhow::bail!("SOURCE_DATE_EPOCH is `{text}`; it has to be a number of seconds since 1970"),
        },
        Err(_) => Ok(None),
    }
}
