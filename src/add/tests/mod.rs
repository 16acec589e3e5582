//! What `add` makes of files.

mod corpus;
