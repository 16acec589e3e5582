//! Random choices: numbers that a property test makes and makes simpler, and that plain code draws from.

/// Choices, one number after another. When there are no more, every choice is the first and simplest.
pub(super) struct Choices<'a>(std::slice::Iter<'a, u16>);

impl<'a> Choices<'a> {
    pub(super) fn new(numbers: &'a [u16]) -> Self {
        Self(numbers.iter())
    }

    /// A number below `limit`, which is not 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % limit
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of several, the first of them the simplest.
    pub(super) fn one_of<'t, T>(&mut self, several: &'t [T]) -> &'t T {
        &several[self.below(several.len())]
    }

    /// So many of several at most, each once, in any order.
    pub(super) fn some_of<T: Clone>(&mut self, several: &[T], most: usize) -> Vec<T> {
        let mut left = several.to_vec();
        let count = most.min(left.len());
        (0..count).map(|_| left.remove(self.below(left.len()))).collect()
    }
}
