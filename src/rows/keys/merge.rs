//! The keys of a set in ascending order, wherever they are.

use super::blocks::Scratch;
use super::hash::Entry;
use super::partition::{Cursor, Partition};
use super::run::{Run, RunCursor, Runs};
use crate::rows::error::Error;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Bytes that all runs which are merged are read at a time together, and the least for one.
const READ: usize = 4 * 1024 * 1024;
const READ_LEAST: usize = 4 * 1024;

/// A partition with its runs merged as they are read, for more keys than are loaded at a time.
pub(super) struct Merge<'a> {
    memory: &'a Partition,
    cursor: Cursor,
    runs: &'a Runs<'a>,
    cursors: Vec<RunCursor>,
    /// The next hash of each source that has one, with the source's number, the memory's after the runs', and its count.
    heads: BinaryHeap<Reverse<(u128, usize, u64)>>,
}

impl<'a> Merge<'a> {
    pub(super) fn new(memory: &'a Partition, which: &[Run], runs: &'a Runs<'a>) -> Result<Self, Error> {
        let bytes = (READ / which.len().max(1)).max(READ_LEAST);
        let cursors: Vec<RunCursor> = which.iter().map(|run| RunCursor::new(run, bytes)).collect();
        let mut merge = Self { memory, cursor: Cursor::default(), runs, cursors, heads: BinaryHeap::new() };
        for number in 0..=merge.cursors.len() {
            if let Some((hash, count)) = merge.advance(number)? {
                merge.heads.push(Reverse((hash, number, count)));
            }
        }
        Ok(merge)
    }

    fn advance(&mut self, number: usize) -> Result<Option<Entry>, Error> {
        match self.cursors.get_mut(number) {
            Some(cursor) => cursor.next(self.runs),
            None => Ok(self.cursor.next(self.memory)),
        }
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

    /// The smallest head, whose source goes on.
    fn step(&mut self) -> Result<Option<Entry>, Error> {
        let Some(Reverse((hash, number, count))) = self.heads.peek().copied() else { return Ok(None) };
        let next = self.advance(number)?;
        // Replacing the smallest in place is cheaper than taking it out and putting another in.
        if let Some(mut head) = self.heads.peek_mut() {
            match next {
                Some((next, count)) => *head = Reverse((next, number, count)),
                None => {
                    PeekMut::pop(head);
                }
            }
        }
        Ok(Some((hash, count)))
    }
}

/// A partition with its runs, all in memory and counted.
pub(super) fn load(memory: &Partition, which: &[Run], runs: &Runs<'_>) -> Result<Partition, Error> {
    let rest: u64 = which.iter().map(|run| run.singles).sum();
    let mut singles = Vec::with_capacity(memory.singles.len() + usize::try_from(rest).unwrap_or(0));
    memory.singles.slices().for_each(|hashes| singles.extend_from_slice(hashes));
    let mut multiples: Vec<Entry> = memory.multiples.entries().collect();
    let mut bytes = Vec::new();
    for run in which {
        runs.load(run, &mut singles, &mut multiples, &mut bytes)?;
    }
    Ok(super::run::loaded(singles, multiples))
}

/// The same, counted.
pub(super) fn load_counted(
    memory: &Partition,
    which: &[Run],
    runs: &Runs<'_>,
    skipped: u32,
    scratch: &mut Scratch,
) -> Result<Partition, Error> {
    let mut partition = load(memory, which, runs)?;
    partition.count(skipped, scratch, &mut Vec::new());
    Ok(partition)
}
