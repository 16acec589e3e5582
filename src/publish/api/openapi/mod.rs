//! OpenAPI 3.1 descriptions of the static API: one of everything, and one for each dataset with its columns' types.

pub(super) mod general;
pub(super) mod of_dataset;
mod parts;
mod schemas;
mod shapes;

#[cfg(test)]
mod tests;
