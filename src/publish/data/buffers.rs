//! Memory for the parts of a file, used again and again: fresh memory for every chunk costs as much as filling it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many buffers are kept for one file. There are never more of them than there are chunks in flight.
const KEPT: usize = 32;
/// Larger buffers are not kept: a record of many megabytes is rare, and its memory would stay for ever.
const KEPT_BYTES: usize = 8 * 1024 * 1024;

/// Buffers of one file, shared by whoever fills and whoever writes them.
#[derive(Debug, Clone, Default)]
pub(super) struct Buffers(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    free: Mutex<Vec<Vec<u8>>>,
    is_over: AtomicBool,
}

impl Buffers {
    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        // Nothing under the lock can panic.
        self.0.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An empty buffer; none once nothing more is wanted.
    pub fn take(&self) -> Option<Vec<u8>> {
        if self.0.is_over.load(Ordering::Relaxed) {
            return None;
        }
        Some(self.free().pop().unwrap_or_default())
    }

    /// Gives a buffer back.
    pub fn give(&self, mut buffer: Vec<u8>) {
        if !(1..=KEPT_BYTES).contains(&buffer.capacity()) {
            return;
        }
        buffer.clear();
        let mut free = self.free();
        if free.len() < KEPT {
            free.push(buffer);
        }
    }

    /// Nothing more is wanted: the file was taken back.
    pub fn end(&self) {
        self.0.is_over.store(true, Ordering::Relaxed);
        self.free().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_are_used_again_until_nothing_is_wanted() {
        let buffers = Buffers::default();
        let mut buffer = buffers.take().unwrap();
        buffer.extend_from_slice(&[7; 1000]);
        buffers.clone().give(buffer);
        let buffer = buffers.take().unwrap();
        assert!(buffer.is_empty() && buffer.capacity() >= 1000);
        buffers.give(Vec::with_capacity(KEPT_BYTES + 1));
        assert_eq!(buffers.take().unwrap().capacity(), 0, "too large to be kept");
        for _ in 0..2 * KEPT {
            buffers.give(vec![0]);
        }
        assert_eq!(buffers.free().len(), KEPT);
        buffers.end();
        assert!(buffers.take().is_none());
    }
}
