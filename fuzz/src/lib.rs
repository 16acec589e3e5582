//! What the fuzz targets share: the module under test, how an input is taken apart, and how long it may take.
//!
//! The module `csvw` imports nothing of the rest of plainsight, so it is compiled here as if it were a crate of its own.
//! The targets are built in a minute that way, and a run does not look at the counters of the whole program.

#[path = "../../src/csvw/mod.rs"]
pub mod csvw;
pub mod reading;

use std::time::{Duration, Instant};

/// What any input may take. Inputs are a few kilobytes, so linear time is far below it.
pub const LIMIT: Duration = Duration::from_millis(100);

/// Runs a target on an input.
///
/// # Panics
///
/// When it takes longer than it may, three times in a row: on a busy machine once says nothing.
pub fn in_time(limit: Duration, mut run: impl FnMut()) {
    let mut shortest = Duration::MAX;
    for _ in 0..3 {
        let start = (Instant::now(), spent());
        run();
        let waited = start.0.elapsed();
        shortest = shortest.min(start.1.zip(spent()).map_or(waited, |(before, after)| after.saturating_sub(before)));
        if shortest <= limit {
            return;
        }
    }
    panic!("it took {} ms, three times", shortest.as_millis());
}

/// What the processor has spent on this thread, where the system tells (Linux). All targets run side by side, and an
/// input is not to blame for the others.
fn spent() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// An input's first `N` lines as texts, and the rest of it as it is. Nothing where a line is not UTF-8 or missing.
#[must_use]
pub fn lines<const N: usize>(input: &[u8]) -> Option<([&str; N], &[u8])> {
    let mut found = [""; N];
    let mut rest = input;
    for line in &mut found {
        let end = memchr::memchr(b'\n', rest)?;
        *line = std::str::from_utf8(&rest[..end]).ok()?;
        rest = &rest[end + 1..];
    }
    Some((found, rest))
}

/// The text, or nothing where there is none.
#[must_use]
pub fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The datatype of a list that a text names, or else any of them: most inputs should get past their first line.
///
/// # Panics
///
/// When the list is empty.
#[must_use]
pub fn datatype_among(names: &[&'static str], text: &str) -> &'static str {
    let any = text.bytes().fold(0_usize, |sum, byte| sum + usize::from(byte)) % names.len();
    names.iter().find(|name| **name == text).unwrap_or(&names[any])
}
