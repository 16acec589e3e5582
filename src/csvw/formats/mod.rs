//! The forms in which cells write values (tabular-data-model §§ 6.4.2 to 6.4.6), one file each.

pub(super) mod boolean;
pub(super) mod date;
pub(super) mod duration;
pub(super) mod expression;
pub(super) mod number;
pub(super) mod text;
