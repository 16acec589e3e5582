//! The clock of a build (DESIGN § 5): `SOURCE_DATE_EPOCH`, else the commit's time, else the latest `modified`. Never the
//! time at which it runs: the same commit builds the same bytes on any day.

use crate::model::Dataset;
use crate::sources::Sources;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The clock of a build.
pub(super) fn clock(source_date_epoch: Option<i64>, sources: &Sources, datasets: &[Dataset]) -> Timestamp {
    let seconds = source_date_epoch.or_else(|| sources.commit_time());
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(|| latest(datasets))
}

/// The latest day on which a dataset was modified, or issued; 1970 where there is none.
fn latest(datasets: &[Dataset]) -> Timestamp {
    let days = datasets.iter().flat_map(|dataset| [dataset.modified, dataset.issued]).flatten();
    let latest: Option<Date> = days.max();
    latest.and_then(|day| day.to_zoned(TimeZone::UTC).ok()).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// The day of a time in UTC.
pub(super) fn day(clock: Timestamp) -> Date {
    clock.to_zoned(TimeZone::UTC).date()
}
