//! The cells of a column in all pieces of a row group, as one run of levels and values.

use super::cells::{Cells, Texts, Values};
use super::form::Column;
use super::grain::Storage;
use super::group::Slice;
use super::number::power;
use super::values::{Counted, Kept};
use parquet::data_type::{ByteArray, FixedLenByteArray};
use std::ops::Range;

/// A column of a row group, ready to be encoded.
#[derive(Debug)]
pub(super) struct Run {
    /// Definition levels, none where every cell has a value.
    pub definition: Vec<i16>,
    /// Repetition levels, none but for lists.
    pub repetition: Vec<i16>,
    /// The definition level of a value that is there.
    pub level_of_value: i16,
    pub values: Typed,
}

/// Values as they are encoded.
pub(super) type Typed = Kept<FixedLenByteArray, Vec<ByteArray>>;

impl Counted for Vec<ByteArray> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Run {
    /// Puts the slices of a column one after another; none if there are none.
    pub fn of(column: &Column, slices: &[Slice<'_>], storage: Storage) -> Option<Self> {
        let values = match &slices.first()?.cells.values {
            Values::Boolean(_) => {
                Typed::Boolean(gather(slices, |of| if let Values::Boolean(v) = of { v } else { &[] }))
            }
            Values::Int(_) => Typed::Int(gather(slices, |of| if let Values::Int(v) = of { v } else { &[] })),
            Values::Double(_) => Typed::Double(gather(slices, |of| if let Values::Double(v) = of { v } else { &[] })),
            Values::Float(_) => Typed::Float(gather(slices, |of| if let Values::Float(v) = of { v } else { &[] })),
            Values::Text(_) => Typed::Text(texts(slices)),
            Values::Long(_) | Values::Wide(_) if storage.wide => Typed::Wide(wide(slices, storage.scale)),
            Values::Long(_) | Values::Wide(_) => Typed::Long(long(slices, storage.scale)),
        };
        Some(Self {
            definition: levels(slices, |cells| &cells.levels),
            repetition: levels(slices, |cells| &cells.repeats),
            level_of_value: column.level_of_value(),
            values,
        })
    }

    /// How many entries there are: cells, or items of lists.
    pub fn entries(&self) -> usize {
        if self.definition.is_empty() { self.values.len() } else { self.definition.len() }
    }

    /// The same values in another storage, which holds all of them.
    pub fn in_storage(self, from: Storage, to: Storage) -> Self {
        let factor = power(to.scale.saturating_sub(from.scale));
        let raise = |value: i128| value.wrapping_mul(factor);
        let values = match self.values {
            Typed::Long(values) if to.wide => {
                Typed::Wide(values.into_iter().map(|value| bytes(raise(value.into()))).collect())
            }
            Typed::Long(values) => {
                Typed::Long(values.into_iter().map(|value| i64::try_from(raise(value.into())).unwrap_or(0)).collect())
            }
            Typed::Wide(values) => {
                let of = |value: FixedLenByteArray| value.data().try_into().map_or(0, i128::from_be_bytes);
                Typed::Wide(values.into_iter().map(|value| bytes(raise(of(value)))).collect())
            }
            other => other,
        };
        Self { values, ..self }
    }
}

fn levels(slices: &[Slice<'_>], of: fn(&Cells) -> &[i16]) -> Vec<i16> {
    let mut gathered = Vec::new();
    for slice in slices {
        gathered.extend_from_slice(within(of(slice.cells), &slice.entries));
    }
    gathered
}

fn count(slices: &[Slice<'_>]) -> usize {
    slices.iter().map(|slice| slice.values.len()).sum()
}

fn within<'v, V>(values: &'v [V], range: &Range<usize>) -> &'v [V] {
    values.get(range.clone()).unwrap_or_default()
}

fn gather<'g, V: Copy + 'g>(slices: &[Slice<'g>], of: impl Fn(&'g Values) -> &'g [V]) -> Vec<V> {
    let mut gathered = Vec::with_capacity(count(slices));
    for slice in slices {
        gathered.extend_from_slice(within(of(&slice.cells.values), &slice.values));
    }
    gathered
}

/// 64-bit numbers, each with the digits after the point that the column has.
fn long(slices: &[Slice<'_>], scale: u8) -> Vec<i64> {
    let mut gathered = Vec::with_capacity(count(slices));
    for slice in slices {
        let factor = i64::try_from(power(scale.saturating_sub(slice.cells.scale))).unwrap_or(0);
        if let Values::Long(values) = &slice.cells.values {
            // That the products fit is what the column's grain says.
            gathered.extend(within(values, &slice.values).iter().map(|value| value.wrapping_mul(factor)));
        }
    }
    gathered
}

/// 128-bit numbers likewise.
fn wide(slices: &[Slice<'_>], scale: u8) -> Vec<FixedLenByteArray> {
    let mut gathered = Vec::with_capacity(count(slices));
    for slice in slices {
        let factor = power(scale.saturating_sub(slice.cells.scale));
        let raised = |value: i128| bytes(value.wrapping_mul(factor));
        match &slice.cells.values {
            Values::Long(values) => {
                gathered.extend(within(values, &slice.values).iter().map(|value| raised(i128::from(*value))));
            }
            Values::Wide(values) => gathered.extend(within(values, &slice.values).iter().map(|value| raised(*value))),
            _ => {}
        }
    }
    gathered
}

/// A number as Parquet has it in 16 bytes: the two's complement, the first byte the highest.
fn bytes(value: i128) -> FixedLenByteArray {
    FixedLenByteArray::from(value.to_be_bytes().to_vec())
}

fn texts(slices: &[Slice<'_>]) -> Vec<ByteArray> {
    let mut gathered = Vec::with_capacity(count(slices));
    for slice in slices {
        let Values::Text(Texts { ends, sealed, .. }) = &slice.cells.values else { continue };
        let before = slice.values.start.checked_sub(1).and_then(|before| ends.get(before));
        let mut start = before.copied().unwrap_or(0);
        for end in within(ends, &slice.values) {
            gathered.push(sealed.slice(start, end - start));
            start = *end;
        }
    }
    gathered
}
