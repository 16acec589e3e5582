//! Sizes that a test changes.

/// How a table is read. None of it changes what comes out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tuning {
    /// Bytes of a chunk, about.
    pub(crate) chunk_size: usize,
    /// Files over so many bytes have all cores.
    pub(crate) large: u64,
    /// The largest record, if it is not the standard's.
    pub(crate) record_limit: Option<u64>,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { chunk_size: 1024 * 1024, large: 8 * 1024 * 1024, record_limit: None }
    }
}

impl Tuning {
    /// How much is read at a time.
    pub(crate) fn block(self) -> usize {
        self.chunk_size.clamp(1, super::input::BLOCK)
    }
}
