//! What was worked out before: fingerprints of files, and the outcome of every dataset whose files did not change.
//!
//! The cache is a folder (`.plainsight/`) that may be deleted at any time: from the cache or clean, a build writes the same
//! bytes. What is in it is never trusted further than its key goes, and an entry that cannot be read is worked out again.

mod fingerprints;
mod key;
mod program;
mod scratch;
mod store;

pub use fingerprints::{Fingerprint, Fingerprints};
pub use key::{Key, KeyBuilder};
pub use scratch::Scratch;
pub use store::Store;
