//! One emitter a file, all over the same [`Report`](super::Report).
