//! Progress on a terminal, once a run takes more than a second.

use super::terminal;
use crate::pipeline::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A run that ends sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line at the bottom of the terminal.
pub struct Terminal {
    bar: Mutex<Option<ProgressBar>>,
    started: Instant,
    rows: AtomicU64,
    bytes: AtomicU64,
}

impl Terminal {
    /// A line that appears when it is needed, and never where nobody watches.
    pub fn new() -> Self {
        Self { bar: Mutex::new(None), started: Instant::now(), rows: AtomicU64::new(0), bytes: AtomicU64::new(0) }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }

    fn show(&self) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bar) = bar.as_ref() else { return };
        if self.started.elapsed() < PATIENCE {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        }
        let seconds = bar.elapsed().as_secs().max(1);
        let rows = self.rows.load(Ordering::Relaxed);
        if rows > 0 {
            bar.set_message(format!(
                "{} rows/s, {}/s",
                terminal::thousands(rows / seconds),
                terminal::size(self.bytes.load(Ordering::Relaxed) / seconds)
            ));
        }
        bar.tick();
    }
}

impl Progress for Terminal {
    fn begin(&self, stage: Stage, total: u64) {
        self.end();
        if !terminal::is_watched() {
            return;
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        // The template is a constant; were it wrong, the plain style would do.
        if let Ok(style) = ProgressStyle::with_template("{prefix:>8} {pos}/{len} {wide_bar} {msg}") {
            bar.set_style(style);
        }
        bar.set_prefix(stage.name());
        self.rows.store(0, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
        self.show();
    }

    fn advance(&self, done: u64) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            bar.inc(done);
        }
        self.show();
    }

    fn read(&self, rows: u64, bytes: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.show();
    }
}
