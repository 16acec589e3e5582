//! Which rows repeat a primary key, told with the first row that has it.

use super::locate::{LocateMaker, Locator, Search, Wanted};
use super::plan::Plan;
use super::resolve::WrongKeys;
use super::suspects::{Suspect, Suspects};
use super::unique::Repeated;
use crate::diagnostics::Report;
use crate::rows::error::Error;
use crate::rows::header::Layout;
use crate::rows::object::ObjectWriter;
use crate::rows::pass::{Pass, Taker};
use crate::rows::place::ChunkAt;
use crate::rows::sink::AnyMaker;
use crate::rows::work::{Parts, Scratch, Work};
use crate::sources::SourcePath;
use std::ops::ControlFlow;

/// The findings of a repeated primary key. Where the rows that repeat one were noted while the table was read, it is read
/// again only as far as the first rows of these keys are; else as far as there are places that a report keeps.
pub(in crate::rows) fn repeated_keys(pass: &Pass<'_>, plan: &Plan, repeated: Repeated) -> Result<Report, Error> {
    let Repeated { rows, distinct, hashes, suspects, elsewhere } = repeated;
    let want = |hashes| [Wanted::new(Search::Duplicate, plan.clone(), WrongKeys { hashes, rows: rows - distinct })];
    let wanted = want(hashes);
    let mut locator = Locator::new(pass.dataset, pass.table, &wanted);
    let makers: [Box<dyn AnyMaker + '_>; 1] = [Box::new(LocateMaker { wanted: &wanted })];
    let Some(suspects) = suspects else {
        pass.run(&makers, &mut locator, &mut Report::default())?;
        return Ok(locator.finish());
    };
    if !elsewhere.is_empty() {
        let left = elsewhere.len();
        let wanted = want(elsewhere);
        let makers: [Box<dyn AnyMaker + '_>; 1] = [Box::new(LocateMaker { wanted: &wanted })];
        pass.run(&makers, &mut Firsts { locator: &mut locator, left }, &mut Report::default())?;
    }
    replay(pass, &makers, &suspects, &mut locator)?;
    Ok(locator.finish())
}

/// Takes first rows until all are known.
struct Firsts<'l, 'a> {
    locator: &'l mut Locator<'a>,
    left: usize,
}

impl Taker for Firsts<'_, '_> {
    fn take(&mut self, parts: Parts, at: &ChunkAt<'_>, _: &mut Report) -> Result<ControlFlow<()>, Error> {
        self.left = self.left.saturating_sub(self.locator.take_firsts(parts, at));
        Ok(if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }
}

/// Reads the rows that were noted as if each were a chunk.
fn replay(
    pass: &Pass<'_>,
    makers: &[Box<dyn AnyMaker + '_>],
    suspects: &Suspects,
    locator: &mut Locator<'_>,
) -> Result<(), Error> {
    let object = ObjectWriter::new(pass.table);
    let work = Work { dialect: pass.dialect, columns: pass.columns, makers, room: pass.room, object: &object };
    let mut scratch = Scratch::default();
    let mut read = |(row, path, layout, text): (&Suspect, &SourcePath, &Layout, &[u8]),
                    take: &mut dyn FnMut(Parts, &ChunkAt<'_>)| {
        let before = (row.records_before, row.lines_before);
        let at = ChunkAt::new((path, text), (pass.table, layout, pass.dialect), before, None);
        take(work.chunk(text, layout, &mut scratch), &at);
    };
    // A key whose first row looked as if it repeated one already was noted with it.
    locator.begin_again();
    let firsts: Vec<_> = suspects.firsts().filter(|(row, ..)| !locator.knows(row.hash)).collect();
    for &first in &firsts {
        read(first, &mut |parts, at| {
            locator.take_firsts(parts, at);
        });
    }
    locator.show_first();
    let mut firsts = firsts.into_iter().map(|(row, ..)| row).peekable();
    for suspect in suspects.rows() {
        if firsts.next_if(|first| std::ptr::eq(*first, suspect.0)).is_some() {
            continue;
        }
        let mut end = Ok(ControlFlow::Continue(()));
        read(suspect, &mut |parts, at| end = locator.take(parts, at, &mut Report::default()));
        if end?.is_break() {
            break;
        }
    }
    Ok(())
}
