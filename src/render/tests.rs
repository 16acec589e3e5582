//! A made-up edition, and what its pages say.

mod edition;
mod facts;
