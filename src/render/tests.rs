//! A made-up edition, and what its pages say.

mod edition;
mod pages;
mod rendered;
mod requests;
mod theme;
mod whole_site;
