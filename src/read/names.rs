//! Names that are derived.
