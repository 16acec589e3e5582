//! Where the time of the rows goes, by the kind of work.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A kind of work on rows. The kinds never overlap on one thread, so that their times can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Files are hashed, to know whether they changed since the last run.
    Fingerprint,
    /// Bytes are read from files, decoded and cut into chunks of whole records.
    Read,
    /// Chunks are worked on, on all cores: cells are found and judged, and each sink makes its part.
    Work,
    /// Parts are taken in the order of the chunks.
    Take,
    /// Files of the site are written and hashed.
    Write,
    /// Keys are sorted and held against each other.
    Keys,
    /// A table is read again, to tell where the rows with wrong keys are.
    Locate,
    /// The thread that takes parts has nothing to do until one is ready.
    Wait,
}

impl Phase {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] =
        [Self::Fingerprint, Self::Read, Self::Work, Self::Take, Self::Write, Self::Keys, Self::Locate, Self::Wait];

    /// What is done, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fingerprint => "fingerprinting",
            Self::Read => "reading",
            Self::Work => "working",
            Self::Take => "taking",
            Self::Write => "writing",
            Self::Keys => "keys",
            Self::Locate => "locating",
            Self::Wait => "waiting",
        }
    }

    /// Whether a thread is busy meanwhile.
    #[must_use]
    pub const fn is_busy(self) -> bool {
        !matches!(self, Self::Wait)
    }
}

/// Collects how long each kind of work took, summed over all threads; nothing, and at no cost, unless it is on. A copy
/// adds to the same sums.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    nanoseconds: Option<Arc<[AtomicU64; Phase::ALL.len()]>>,
}

impl Timings {
    /// Collects nothing.
    #[must_use]
    pub const fn off() -> Self {
        Self { nanoseconds: None }
    }

    /// Collects.
    #[must_use]
    pub fn on() -> Self {
        Self { nanoseconds: Some(Arc::default()) }
    }

    /// Whether it collects.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.nanoseconds.is_some()
    }

    /// Adds time to a phase.
    pub fn add(&self, phase: Phase, time: Duration) {
        if let Some(sum) = self.sum(phase) {
            // 2^64 nanoseconds are 584 years.
            sum.fetch_add(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        }
    }

    /// Does something and adds the time that it took to a phase.
    pub fn time<T>(&self, phase: Phase, work: impl FnOnce() -> T) -> T {
        let _timer = self.timer(phase);
        work()
    }

    /// Adds the time until it is dropped to a phase. Where a clock is not wanted, none is asked.
    #[must_use = "the time ends when the timer is dropped"]
    pub fn timer(&self, phase: Phase) -> Timer<'_> {
        Timer { running: self.is_on().then(|| (self, phase, Instant::now())) }
    }

    /// What was added to a phase so far; zero where nothing is collected.
    #[must_use]
    pub fn total(&self, phase: Phase) -> Duration {
        self.sum(phase).map_or(Duration::ZERO, |sum| Duration::from_nanos(sum.load(Ordering::Relaxed)))
    }

    fn sum(&self, phase: Phase) -> Option<&AtomicU64> {
        self.nanoseconds.as_ref()?.get(phase as usize)
    }
}

/// A phase that goes on until this is dropped.
#[derive(Debug)]
pub struct Timer<'a> {
    running: Option<(&'a Timings, Phase, Instant)>,
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        if let Some((timings, phase, began)) = self.running.take() {
            timings.add(phase, began.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_add_to_the_same_sums() {
        let timings = Timings::on();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                let copy = timings.clone();
                scope.spawn(move || (0..100).for_each(|_| copy.add(Phase::Work, Duration::from_micros(5))));
            }
        });
        timings.add(Phase::Wait, Duration::from_secs(3));
        assert_eq!(timings.total(Phase::Work), Duration::from_millis(2));
        assert_eq!(timings.total(Phase::Wait), Duration::from_secs(3));
        assert_eq!(timings.total(Phase::Read), Duration::ZERO);
    }

    #[test]
    fn each_phase_has_a_sum_of_its_own() {
        let timings = Timings::on();
        for (index, phase) in Phase::ALL.into_iter().enumerate() {
            timings.add(phase, Duration::from_nanos(index as u64 + 1));
        }
        for (index, phase) in Phase::ALL.into_iter().enumerate() {
            assert_eq!(timings.total(phase), Duration::from_nanos(index as u64 + 1), "{phase:?}");
        }
    }

    #[test]
    fn what_is_off_collects_nothing() {
        let timings = Timings::off();
        timings.add(Phase::Work, Duration::from_secs(1));
        assert_eq!(timings.time(Phase::Work, || 7), 7);
        assert_eq!(timings.total(Phase::Work), Duration::ZERO);
        assert!(!timings.is_on());
    }

    #[test]
    fn a_timer_adds_when_it_is_dropped() {
        let timings = Timings::on();
        timings.time(Phase::Take, || std::thread::sleep(Duration::from_millis(2)));
        assert!(timings.total(Phase::Take) >= Duration::from_millis(2));
    }
}
