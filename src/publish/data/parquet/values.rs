//! Values of a column, of whichever type they are kept as.

/// Values of one type. While they are gathered, and once they are ready to be encoded, whole numbers past 64 bits (`W`) and
/// texts (`T`) are kept differently.
#[derive(Debug)]
pub(super) enum Kept<W, T> {
    Boolean(Vec<bool>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    /// Whole numbers of which one is past 64 bits.
    Wide(Vec<W>),
    Double(Vec<f64>),
    Float(Vec<f32>),
    Text(T),
}

/// What has a number of texts.
pub(super) trait Counted {
    fn count(&self) -> usize;
}

impl<W, T: Counted> Kept<W, T> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Int(values) => values.len(),
            Self::Long(values) => values.len(),
            Self::Wide(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Text(texts) => texts.count(),
        }
    }
}
