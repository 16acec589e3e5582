//! A data file that is hashed and written beside whoever makes its bytes.

use super::buffers::Buffers;
use super::file::FormatFile;
use crate::model::Format;
use crate::output::{Lane, Stage, Staging};
use crate::rows::{Error, Finished, Phase};
use std::io;

/// One file of one format, which is taken back when it grows over its limit. It is hashed and written in a [`Lane`].
#[derive(Debug)]
pub(super) struct FormatStream {
    path: String,
    limit: u64,
    /// Bytes given so far, whether they are written yet or not.
    bytes: u64,
    buffers: Buffers,
    lane: Option<Lane<Writing>>,
    /// The file that was taken back.
    withdrawn: Option<FormatFile>,
}

/// The file at the other end of the lane.
#[derive(Debug)]
struct Writing {
    file: FormatFile,
    buffers: Buffers,
}

impl Stage for Writing {
    type Item = Vec<u8>;

    fn take(&mut self, bytes: Vec<u8>) -> io::Result<()> {
        self.file.write(&bytes)?;
        self.buffers.give(bytes);
        Ok(())
    }
}

impl FormatStream {
    /// Begins the file of a table in a format; `limit` is in bytes.
    pub fn begin(staging: &Staging, dataset: &str, table: &str, format: Format, limit: u64) -> Result<Self, Error> {
        let file = FormatFile::begin(staging, dataset, table, format)?;
        let (path, buffers) = (file.path().to_owned(), Buffers::default());
        let lane = Some(Lane::new(Writing { file, buffers: buffers.clone() }));
        Ok(Self { path, limit, bytes: 0, buffers, lane, withdrawn: None })
    }

    /// Where the parts of the file may be made: what is written is given back there.
    pub fn buffers(&self) -> Buffers {
        self.buffers.clone()
    }

    /// Adds bytes; nothing once the file was taken back. An error may be that of bytes given before.
    pub fn write(&mut self, bytes: Vec<u8>) -> Result<(), Error> {
        let Some(lane) = &mut self.lane else { return Ok(()) };
        let length = bytes.len();
        self.bytes = self.bytes.saturating_add(length as u64);
        if self.bytes > self.limit {
            self.withdrawn = self.stop();
            return self.withdrawn.as_mut().map_or(Ok(()), |file| file.withdraw_as_too_large(self.limit));
        }
        if length == 0 {
            self.buffers.give(bytes);
            return Ok(());
        }
        let held = bytes.capacity();
        lane.give(bytes, held).map_err(Error::write(&self.path))
    }

    /// Takes the file back because of what would be in it; `reason` is a phrase, `help` says what to do.
    pub fn withdraw(&mut self, reason: String, help: String) -> Result<(), Error> {
        if let Some(file) = self.stop() {
            self.withdrawn = Some(file);
        }
        self.withdrawn.as_mut().map_or(Ok(()), |file| file.withdraw(reason, help))
    }

    /// Takes the file back.
    pub fn abandon(&mut self) -> Result<(), Error> {
        self.stop().map_or(Ok(()), |mut file| file.abandon())
    }

    /// Ends the lane, whatever still waits in it. Gives the file, unless it was taken back before.
    fn stop(&mut self) -> Option<FormatFile> {
        self.buffers.end();
        self.lane.take().and_then(Lane::stop).map(|writing| writing.file)
    }

    /// Ends the file and says what it came to.
    pub fn finish(mut self, outcome: &mut Finished<'_>) -> Result<(), Error> {
        let file = match self.lane.take() {
            Some(lane) => {
                let (writing, busy) = lane.end().map_err(Error::write(&self.path))?;
                outcome.timings.add(Phase::Write, busy);
                Some(writing.file)
            }
            None => self.withdrawn,
        };
        file.map_or(Ok(()), |file| file.finish(outcome))
    }
}
