//! OpenAPI 3.1 descriptions of the static API: one of everything, and one for each dataset with its columns' types.

mod codes;
mod examples;
pub(super) mod general;
mod names;
pub(super) mod of_dataset;
mod parts;
mod pattern;
mod row;
mod schemas;
mod shapes;

#[cfg(test)]
mod tests;
