//! About how many different values there are, in a few kilobytes: `HyperLogLog` (Flajolet, Fusy, Gandouet, Meunier 2007)
//! with Ertl's estimate (2017), which needs no correction for small numbers. Two sketches merge to the one of all their
//! values, whatever the order.

/// For each part of all hashes the longest row of zeros that a hash of it begins with, and one more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sketch {
    registers: Vec<u8>,
    bits: u32,
}

impl Sketch {
    /// A sketch with two to the power of `bits` counters.
    pub(super) fn new(bits: u32) -> Self {
        let bits = bits.clamp(4, 16);
        Self { registers: vec![0; 1 << bits], bits }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the upper bits of a hash; at most 64")]
    pub(super) fn add(&mut self, hash: u64) {
        let register = (hash >> (64 - self.bits)) as usize;
        // A bit below the last one that counts ends the row at the latest.
        let zeros = (hash << self.bits | 1 << (self.bits - 1)).leading_zeros() as u8 + 1;
        if let Some(known) = self.registers.get_mut(register) {
            *known = (*known).max(zeros);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (known, other) in self.registers.iter_mut().zip(&other.registers) {
            *known = (*known).max(*other);
        }
    }

    /// The standard error of the estimate, in thousandths of the number: 1.04 / √counters.
    pub(super) fn error(bits: u32) -> u32 {
        1040_u32.div_ceil((1_u32 << bits).isqrt())
    }

    /// How many different hashes there were, about, to three digits. Only operations whose results IEEE 754 lays down
    /// to the last bit are used, so that it is the same everywhere.
    #[allow(clippy::cast_precision_loss, reason = "no more counters than 65,536")]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive; `as` saturates")]
    pub(super) fn estimate(&self) -> u64 {
        let most = (64 - self.bits + 1) as usize;
        let mut with = [0_u32; 66];
        for register in &self.registers {
            if let Some(count) = with.get_mut(usize::from(*register)) {
                *count += 1;
            }
        }
        let counters = self.registers.len() as f64;
        let count = |zeros: usize| f64::from(with.get(zeros).copied().unwrap_or(0));
        let mut sum = counters * tau(1.0 - count(most) / counters);
        for zeros in (1..most).rev() {
            sum = 0.5 * (sum + count(zeros));
        }
        sum += counters * sigma(count(0) / counters);
        // 1 / (2 ln 2)
        let estimate = 0.721_347_520_444_481_7 * counters * counters / sum;
        rounded((estimate + 0.5) as u64)
    }
}

/// Three digits and zeros: more than these would say what is not known.
fn rounded(number: u64) -> u64 {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(2));
    (number.saturating_add(unit / 2)) / unit * unit
}

fn sigma(share: f64) -> f64 {
    if share >= 1.0 {
        return f64::INFINITY;
    }
    let (mut x, mut factor, mut sum) = (share, 1.0, share);
    loop {
        x *= x;
        let next = sum + x * factor;
        factor += factor;
        if next <= sum {
            return sum;
        }
        sum = next;
    }
}

fn tau(share: f64) -> f64 {
    if share <= 0.0 || share >= 1.0 {
        return 0.0;
    }
    let (mut x, mut factor, mut sum) = (share, 1.0, 1.0 - share);
    loop {
        x = x.sqrt();
        factor *= 0.5;
        let next = sum - (1.0 - x) * (1.0 - x) * factor;
        if next >= sum {
            return sum / 3.0;
        }
        sum = next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::hash;
    use super::*;
    use proptest::prelude::*;

    fn of(values: impl IntoIterator<Item = u64>) -> Sketch {
        let mut sketch = Sketch::new(12);
        for value in values {
            sketch.add(hash(value.to_string().as_bytes()));
        }
        sketch
    }

    #[test]
    fn an_estimate_is_near() {
        assert_eq!(Sketch::error(12), 17);
        assert_eq!(of([]).estimate(), 0);
        for distinct in [1, 10, 300, 3_000, 10_000, 20_000, 100_000, 1_000_000] {
            let estimate = of((0..distinct).chain(0..distinct.min(1000))).estimate();
            assert!(estimate.abs_diff(distinct) * 1000 <= distinct * 3 * 17, "{estimate} for {distinct}");
        }
    }

    #[test]
    fn an_estimate_has_three_digits() {
        for (number, shown) in [(0, 0), (7, 7), (999, 999), (1_234, 1_230), (1_235, 1_240), (9_999, 10_000)] {
            assert_eq!(rounded(number), shown);
        }
    }

    proptest! {
        #[test]
        fn parts_merge_to_the_whole(values in prop::collection::vec(0_u64..5_000, 0..400), at in 0_usize..400) {
            let (one, other) = values.split_at(at.min(values.len()));
            let mut merged = of(other.iter().copied());
            merged.merge(&of(one.iter().copied()));
            prop_assert_eq!(merged, of(values));
        }
    }
}
