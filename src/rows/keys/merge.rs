//! Several sorted runs read as one.

use super::run::{Entry, Run, RunReader};
use crate::rows::error::Error;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Entries of several runs in ascending order, equal hashes added up.
pub(super) struct Merge<'a> {
    readers: Vec<RunReader<'a>>,
    /// The next hash of each reader that has one, with the reader's number and its count.
    heads: BinaryHeap<Reverse<(u128, usize, u64)>>,
}

impl<'a> Merge<'a> {
    pub(super) fn new(runs: impl IntoIterator<Item = &'a Run>) -> Result<Self, Error> {
        let mut merge = Self { readers: Vec::new(), heads: BinaryHeap::new() };
        for run in runs {
            let mut reader = run.reader()?;
            if let Some((hash, count)) = reader.next()? {
                merge.heads.push(Reverse((hash, merge.readers.len(), count)));
            }
            merge.readers.push(reader);
        }
        Ok(merge)
    }

    /// The next hash, and how many rows have it.
    pub(super) fn next(&mut self) -> Result<Option<Entry>, Error> {
        let Some((hash, mut total)) = self.step()? else { return Ok(None) };
        while let Some(Reverse((same, ..))) = self.heads.peek()
            && *same == hash
        {
            total += self.step()?.map_or(0, |(_, count)| count);
        }
        Ok(Some((hash, total)))
    }

    /// The smallest head, whose reader goes on.
    fn step(&mut self) -> Result<Option<Entry>, Error> {
        let Some(mut head) = self.heads.peek_mut() else { return Ok(None) };
        let Reverse((hash, number, count)) = *head;
        let next = match self.readers.get_mut(number) {
            Some(reader) => reader.next()?,
            None => None,
        };
        // Replacing the smallest in place is cheaper than taking it out and putting another in.
        match next {
            Some((next, count)) => *head = Reverse((next, number, count)),
            None => {
                PeekMut::pop(head);
            }
        }
        Ok(Some((hash, count)))
    }
}
