//! Who encodes: the thread that takes parts while a file is small, a thread of the file's own once it is not.

use super::group::RowGroup;
use super::writer::Writer;
use crate::rows::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Encodes row groups in their order.
#[derive(Debug)]
pub(super) enum Worker {
    /// On the thread that hands them over.
    Here(Box<Writer>),
    /// On one of their own.
    Beside(Beside),
    /// Nothing is written any more.
    Gone,
}

/// A thread that encodes and writes.
#[derive(Debug)]
pub(super) struct Beside {
    /// None once no more row groups come.
    sender: Option<SyncSender<RowGroup>>,
    thread: Option<JoinHandle<Result<Writer, Error>>>,
}

/// Row groups that wait for the thread: one, besides the one that it is at and the one that is collected.
const WAITING: usize = 1;

impl Worker {
    /// Takes the next row group. An error may be that of an earlier one.
    pub fn take(&mut self, group: RowGroup, limit: &Limit) -> Result<(), Error> {
        match self {
            // A rayon task never waits for a thread, and it may be one of those that the thread would wait for. It
            // encodes by itself; so small tables do that are read one to a core.
            Self::Here(writer) if rayon::current_thread_index().is_some() => limit.group(writer, &group, false),
            Self::Here(_) => {
                let Self::Here(writer) = std::mem::replace(self, Self::Gone) else { return Ok(()) };
                *self = Self::Beside(Beside::begin(*writer, limit.clone())?);
                self.take(group, limit)
            }
            Self::Beside(beside) => {
                let gone = beside.sender.as_ref().is_none_or(|sender| sender.send(group).is_err());
                // The thread ends early only with an error.
                if gone { self.end().map(|_| ()) } else { Ok(()) }
            }
            Self::Gone => Ok(()),
        }
    }

    /// Waits until everything is written; none if nothing is.
    pub fn end(&mut self) -> Result<Option<Writer>, Error> {
        match std::mem::replace(self, Self::Gone) {
            Self::Here(writer) => Ok(Some(*writer)),
            Self::Beside(mut beside) => beside.end(),
            Self::Gone => Ok(None),
        }
    }
}

impl Beside {
    fn begin(writer: Writer, limit: Limit) -> Result<Self, Error> {
        let path = writer.file.path().to_owned();
        let (sender, receiver) = sync_channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("parquet".to_owned())
            .spawn(move || work(writer, &receiver, &limit))
            .map_err(Error::write(&path))?;
        Ok(Self { sender: Some(sender), thread: Some(thread) })
    }

    fn end(&mut self) -> Result<Option<Writer>, Error> {
        self.sender = None;
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(None),
            Some(Ok(writer)) => writer.map(Some),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
        }
    }
}

impl Drop for Beside {
    /// The thread's files may be removed after this.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(mut writer: Writer, receiver: &Receiver<RowGroup>, limit: &Limit) -> Result<Writer, Error> {
    for group in receiver {
        limit.group(&mut writer, &group, true)?;
    }
    Ok(writer)
}

/// The largest file, shared with whoever collects rows for it.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    /// In bytes.
    pub bytes: u64,
    /// The file will surely be larger.
    is_over: Arc<AtomicBool>,
}

impl Limit {
    pub fn new(bytes: u64) -> Self {
        Self { bytes, is_over: Arc::default() }
    }

    /// Whether the file will be too large. What is written again at the end may become smaller, so that a file is known
    /// to be too large only by what stays; the rest is weighed when it is finished.
    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn group(&self, writer: &mut Writer, group: &RowGroup, spread: bool) -> Result<(), Error> {
        if self.is_over() {
            return Ok(());
        }
        writer.group(group, spread)?;
        if writer.settled > self.bytes {
            self.is_over.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}
