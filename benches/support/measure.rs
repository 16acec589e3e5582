//! Medians of repeated work, a line each.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long one measurement goes on at least, but for work that is slower than that.
const LONG_ENOUGH: Duration = Duration::from_millis(700);
/// Repetitions of one measurement, at least and at most.
const REPETITIONS: std::ops::Range<usize> = 5..301;

/// Runs what is asked for by parts of names on the command line, or all.
pub struct Bench {
    wanted: Vec<String>,
}

impl Bench {
    /// What `cargo bench -- NAME…` asks for; cargo itself adds `--bench`.
    pub fn from_arguments() -> Self {
        let wanted = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
        println!("{:<44}{:>12}{:>12}{:>12}{:>10}", "", "median", "fastest", "a unit", "MB/s");
        Self { wanted }
    }

    /// Does `work` again and again and prints the median time, the least, what one of its `units` took, and how many of its
    /// `bytes` went through in a second. What it gives is used, so that the compiler cannot leave it out.
    pub fn measure<T>(&self, name: &str, units: usize, bytes: usize, mut work: impl FnMut() -> T) {
        if !self.wanted.is_empty() && !self.wanted.iter().any(|word| name.contains(word.as_str())) {
            return;
        }
        // The first time fills caches and buffers.
        black_box(work());
        let (mut times, began) = (Vec::new(), Instant::now());
        while times.len() < REPETITIONS.start || (began.elapsed() < LONG_ENOUGH && times.len() + 1 < REPETITIONS.end) {
            let began = Instant::now();
            black_box(work());
            times.push(began.elapsed());
        }
        times.sort_unstable();
        let median = times[times.len() / 2];
        #[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
        let (units, bytes) = (units as f64, bytes as f64);
        let unit = format!("{:.1} ns", median.as_secs_f64() * 1e9 / units);
        let rate = bytes / median.as_secs_f64() / 1e6;
        println!("{name:<44}{:>12}{:>12}{unit:>12}{rate:>10.0}", milliseconds(median), milliseconds(times[0]));
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}
