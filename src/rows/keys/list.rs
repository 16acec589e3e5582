//! Hashes in the order in which they came, in memory as far as there is room and then in a file.

use super::filter::Probe;
use super::run::{Run, Spill};
use crate::rows::budget::{Budget, KeyBytes};
use crate::rows::error::Error;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Hashes of a block, at least: a mebibyte of them.
const BLOCK: usize = 64 * 1024;
/// How many more there is room for, so that a chunk's keys seldom make a block longer.
const MORE: usize = 16 * 1024;

/// A list that only grows.
#[derive(Debug)]
pub(super) struct List {
    folder: PathBuf,
    held: KeyBytes,
    blocks: Vec<Vec<u128>>,
    pending: Vec<u128>,
    spill: Option<Spill>,
    spilled: u64,
}

impl List {
    pub(super) fn new(budget: &Budget, folder: &Path) -> Self {
        let (blocks, pending) = (Vec::new(), Vec::with_capacity(BLOCK + MORE));
        Self { folder: folder.to_owned(), held: budget.nothing(), blocks, pending, spill: None, spilled: 0 }
    }

    pub(super) fn len(&self) -> u64 {
        self.spilled + (self.blocks.iter().map(Vec::len).sum::<usize>() + self.pending.len()) as u64
    }

    /// Where hashes are added; [`Self::settle`] is called from time to time.
    pub(super) fn pending(&mut self) -> &mut Vec<u128> {
        &mut self.pending
    }

    /// Puts what was added where it stays, once it is enough.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        if self.pending.len() < BLOCK {
            return Ok(());
        }
        if self.spill.is_none() && self.held.grow(self.pending.len() * size_of::<u128>()) {
            self.blocks.push(std::mem::replace(&mut self.pending, Vec::with_capacity(BLOCK + MORE)));
        } else {
            Spill::begun(&mut self.spill, &self.folder)?.writer.singles(&self.pending)?;
            self.spilled += self.pending.len() as u64;
            self.pending.clear();
        }
        Ok(())
    }

    /// The indices of the hashes of `probe` that are in the list, in any order.
    pub(super) fn find(&mut self, probe: &Probe) -> Result<Vec<usize>, Error> {
        let find = |hashes: &[u128]| -> Vec<usize> { hashes.iter().filter_map(|hash| probe.find(*hash)).collect() };
        let mut found = find(&self.pending);
        if rayon::current_thread_index().is_none() {
            found.par_extend(self.blocks.par_iter().flat_map_iter(|hashes| find(hashes)));
        } else {
            found.extend(self.blocks.iter().flat_map(|hashes| find(hashes)));
        }
        self.each_spilled(|hashes| {
            found.extend(find(hashes));
            Ok(())
        })?;
        Ok(found)
    }

    /// Gives all hashes to `each`, some at a time; what is in memory is given back on the way.
    pub(super) fn each(mut self, mut each: impl FnMut(&[u128]) -> Result<(), Error>) -> Result<(), Error> {
        each(&self.pending)?;
        for block in std::mem::take(&mut self.blocks) {
            self.held.shrink_to(self.held.bytes().saturating_sub(block.len() * size_of::<u128>()));
            each(&block)?;
        }
        self.each_spilled(each)
    }

    fn each_spilled(&mut self, each: impl FnMut(&[u128]) -> Result<(), Error>) -> Result<(), Error> {
        let Some(spill) = self.spill.take() else { return Ok(()) };
        let file = spill.end()?;
        file.open()?.each_single(&Run { start: 0, singles: self.spilled, multiples: 0 }, each)
    }
}
