//! One budget for all tables that are read at the same time: chunks in flight, and memory for keys.
//!
//! A file that is written takes memory besides: what is made of a chunk in flight is in a buffer of the file's, and up to
//! 8 MiB of them wait in the file's [lane](crate::output::Lane), or one that is larger. Buffers are used again, so that
//! there are never more than there were in flight at one time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Memory for keys before they are spilled into the cache folder, in bytes.
pub const KEY_BYTES: usize = 128 * 1024 * 1024;

/// What tables share. Cloning gives the same budget.
///
/// Nothing waits for it: whoever asks for more than is left gets less, and does with it (a smaller window, a spilled
/// key set). So no rayon task ever blocks on another.
#[derive(Debug, Clone)]
pub struct Budget(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    chunks: AtomicUsize,
    key_bytes: AtomicUsize,
}

/// Temporary files so far, of all budgets: no two of a process have one name.
static SPILLED: AtomicU64 = AtomicU64::new(0);

impl Budget {
    /// A budget of so many chunks in flight and so many bytes for keys.
    #[must_use]
    pub fn new(chunks: usize, key_bytes: usize) -> Self {
        Self(Arc::new(Shared { chunks: AtomicUsize::new(chunks), key_bytes: AtomicUsize::new(key_bytes) }))
    }

    /// The budget for so many cores: a chunk being read, worked on and written for each of them, and as many waiting.
    #[must_use]
    pub fn for_cores(cores: usize) -> Self {
        Self::new(cores.clamp(1, 16) * 6, KEY_BYTES)
    }

    /// Up to `wanted` chunks in flight, at least one; given back when dropped.
    #[must_use]
    pub fn lease(&self, wanted: usize) -> ChunkLease {
        let taken = take(&self.0.chunks, |left| wanted.min(left));
        ChunkLease { budget: self.clone(), taken }
    }

    /// Memory for keys, if so much is left; given back when dropped.
    pub(super) fn reserve(&self, bytes: usize) -> Option<KeyBytes> {
        let taken = take(&self.0.key_bytes, |left| if bytes <= left { bytes } else { 0 });
        (taken == bytes).then(|| KeyBytes { budget: self.clone(), bytes })
    }

    /// Memory for keys that is yet to be taken, with [`KeyBytes::grow`].
    pub(super) fn nothing(&self) -> KeyBytes {
        KeyBytes { budget: self.clone(), bytes: 0 }
    }

    /// A new name for a temporary file in that folder.
    pub(super) fn spill_path(folder: &Path) -> PathBuf {
        folder.join(format!("{}-{}.spill", std::process::id(), SPILLED.fetch_add(1, Ordering::Relaxed)))
    }
}

fn take(counter: &AtomicUsize, how_much: impl Fn(usize) -> usize) -> usize {
    let mut left = counter.load(Ordering::Relaxed);
    loop {
        let taken = how_much(left);
        match counter.compare_exchange_weak(left, left - taken, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return taken,
            Err(now) => left = now,
        }
    }
}

/// Chunks that may be in flight.
#[derive(Debug)]
pub struct ChunkLease {
    budget: Budget,
    taken: usize,
}

impl ChunkLease {
    /// How many; always one at least, so that every table gets on.
    #[must_use]
    pub fn chunks(&self) -> usize {
        self.taken.max(1)
    }
}

impl Drop for ChunkLease {
    fn drop(&mut self) {
        self.budget.0.chunks.fetch_add(self.taken, Ordering::Relaxed);
    }
}

/// Memory that keys hold.
#[derive(Debug)]
pub(super) struct KeyBytes {
    budget: Budget,
    bytes: usize,
}

impl KeyBytes {
    /// Takes more, if so much is left, and tells whether it did.
    pub(super) fn grow(&mut self, bytes: usize) -> bool {
        let more = self.budget.reserve(bytes);
        // The part that was taken is this one's from now on.
        let taken = more.map_or(0, |mut more| std::mem::take(&mut more.bytes));
        self.bytes += taken;
        taken == bytes
    }

    /// Gives back all that is over so many bytes.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        let over = self.bytes.saturating_sub(bytes);
        self.bytes -= over;
        self.budget.0.key_bytes.fetch_add(over, Ordering::Relaxed);
    }

    /// How much is held.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for KeyBytes {
    fn drop(&mut self) {
        self.budget.0.key_bytes.fetch_add(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_last_gets_less_and_nobody_nothing() {
        let budget = Budget::new(4, 10);
        let first = budget.lease(3);
        let second = budget.lease(3);
        let third = budget.lease(3);
        assert_eq!([first.chunks(), second.chunks(), third.chunks()], [3, 1, 1]);
        drop(first);
        assert_eq!(budget.lease(9).chunks(), 3);
        let held = budget.reserve(8).unwrap();
        assert!(budget.reserve(3).is_none());
        drop(held);
        let mut growing = budget.nothing();
        assert!(growing.grow(6) && growing.grow(4) && !growing.grow(1));
        growing.shrink_to(3);
        assert_eq!(growing.bytes(), 3);
        assert!(budget.reserve(8).is_none() && budget.reserve(7).is_some());
        drop(growing);
        assert!(budget.reserve(10).is_some());
    }
}
