//! The bins that are there as a range of whole numbers, so that most numbers are counted with two multiplications.

use super::bins::{Bins, Level};
use super::number::Number;

/// Where numbers fall that are given in units of ten to the power of minus `scale`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Window {
    pub(super) scale: u32,
    /// The first bin's lower edge.
    origin: i64,
    /// A bin's width.
    width: u64,
    /// The width of all bins; 0 where bins have no whole edges in these units.
    span: u64,
    /// 2⁶⁴ divided by the width, rounded down.
    reciprocal: u64,
}

/// Powers of ten that a number may be multiplied with.
const TENS: [i64; 19] = {
    let mut tens = [1; 19];
    let mut power = 1;
    while power < tens.len() {
        tens[power] = tens[power - 1] * 10;
        power += 1;
    }
    tens
};

impl Window {
    pub(super) fn new(bins: &Bins, scale: u32) -> Self {
        Self::of(bins, scale).unwrap_or(Self { scale, ..Self::default() })
    }

    fn of(bins: &Bins, scale: u32) -> Option<Self> {
        let Level::Number(power) = bins.level else { return None };
        let width = *TENS.get(usize::try_from(power.checked_add_unsigned(scale)?).ok()?)?;
        let origin = i64::try_from(bins.first.checked_mul(i128::from(width))?).ok()?;
        let width = u64::try_from(width).ok()?;
        let span = width.checked_mul(bins.counts.len() as u64)?;
        Some(Self { scale, origin, width, span, reciprocal: u64::MAX / width })
    }

    /// The number in the window's units.
    #[inline]
    pub(super) fn units(&self, number: Number) -> Option<i64> {
        if number.scale == self.scale {
            return Some(number.units);
        }
        let ten = *TENS.get(self.scale.checked_sub(number.scale)? as usize)?;
        number.units.checked_mul(ten)
    }

    /// The bin of a number that is in the window's units; none where it is in no bin that is there.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the upper half of the product; a bin's number is small")]
    pub(super) fn bin(&self, units: i64) -> Option<usize> {
        // Where it is not below the first edge, the difference has its place among numbers without a sign.
        let above = units.wrapping_sub(self.origin).cast_unsigned();
        if units < self.origin || above >= self.span {
            return None;
        }
        // Never more than the quotient, and less by one at the most.
        let bin = ((u128::from(above) * u128::from(self.reciprocal)) >> 64) as u64;
        let bin = bin + u64::from(above - bin * self.width >= self.width);
        Some(bin as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_window_shows_the_bins(
            power in -6_i32..18,
            first in prop_oneof![-1_000_000_000_i64..1_000_000_000, -50_i64..50],
            bins in 1_usize..256,
            units in prop_oneof![any::<i64>(), -100_000_i64..100_000],
            scale in 0_u32..8,
            // Somewhere in the bins.
            at in 0_u64..1 << 20,
        ) {
            let bins = Bins { level: Level::Number(power), first: first.into(), counts: vec![1; bins] };
            let window = Window::new(&bins, scale);
            let wide = 10_i128.checked_pow(u32::try_from(power + scale.cast_signed()).unwrap_or(0)).unwrap();
            #[allow(clippy::cast_possible_truncation, reason = "any number will do")]
            let within = (bins.first * wide + wide * bins.counts.len() as i128 * i128::from(at) / (1 << 20)) as i64;
            for units in [units, within, within - 1] {
                let expected = usize::try_from(bins.level.of_number(Number { units, scale }) - bins.first).ok();
                let expected = expected.filter(|bin| *bin < bins.counts.len());
                let found = window.bin(units);
                prop_assert!(found == expected || found.is_none() && window.span == 0, "{units}: {found:?} {expected:?}");
            }
        }
    }
}
