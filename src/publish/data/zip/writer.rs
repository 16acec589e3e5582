//! Writing a ZIP so that the same members always give the same bytes.

use super::{Content, Member};
use std::io::{self, Read, Seek, SeekFrom, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Endings of files that are compressed already: they are stored as they are.
const COMPRESSED: [&str; 14] =
    ["7z", "docx", "gz", "jpeg", "jpg", "mp3", "mp4", "ods", "parquet", "png", "pptx", "webp", "xlsx", "zip"];

/// Bytes of a file that are deflated at a time.
const BUFFER: usize = 64 * 1024;

/// Writes the members in their order. Tells whether they fit into `limit` bytes; if not, what was written is of no use.
pub(super) fn write<W: Write + Seek, R: Read>(
    file: W,
    members: &[Member],
    limit: u64,
    open: impl Fn(&str) -> io::Result<R>,
) -> io::Result<bool> {
    let mut writer = ZipWriter::new(Limited { file, position: 0, end: 0, limit, is_over: false });
    let mut buffer = Vec::with_capacity(BUFFER);
    for member in members {
        writer.start_file(&member.name, options(member)).map_err(io::Error::other)?;
        match &member.content {
            Content::Text(text) => writer.write_all(text)?,
            Content::OfSite(address) => {
                let mut source = open(address)?;
                loop {
                    // Always a whole buffer: how a file comes in pieces may show in what it is deflated to.
                    buffer.clear();
                    source.by_ref().take(BUFFER as u64).read_to_end(&mut buffer)?;
                    // What is past the limit is not worth the work of compressing it.
                    if buffer.is_empty() || writer.get_ref().is_some_and(|file| file.is_over) {
                        break;
                    }
                    writer.write_all(&buffer)?;
                }
            }
        }
    }
    // Dropped without an end it would write one, and complain where it cannot.
    let mut file = writer.finish().map_err(io::Error::other)?;
    file.flush()?;
    Ok(!file.is_over)
}

/// Whether a file is compressed already, by its name.
pub(super) fn is_compressed(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    COMPRESSED.contains(&ending.as_str())
}

/// The same for every build: no time but the format's first day, the rights of a plain file.
fn options(member: &Member) -> SimpleFileOptions {
    let method = if is_compressed(&member.name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        // Sizes of 32 bits are for less than 4 GiB; deflating may add a little.
        .large_file(member.bytes > u64::from(u32::MAX) - (1 << 20))
}

/// A file of at most so many bytes: what is written past them is dropped, and noted.
#[derive(Debug)]
struct Limited<W> {
    file: W,
    position: u64,
    /// Where the file would end if nothing had been dropped.
    end: u64,
    limit: u64,
    is_over: bool,
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_over |= self.position.saturating_add(bytes.len() as u64) > self.limit;
        let count = if self.is_over { bytes.len() } else { self.file.write(bytes)? };
        self.position += count as u64;
        self.end = self.end.max(self.position);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl<W: Seek> Seek for Limited<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = match to {
            SeekFrom::Start(position) => position,
            SeekFrom::Current(by) => self.position.saturating_add_signed(by),
            SeekFrom::End(by) => self.end.saturating_add_signed(by),
        };
        if !self.is_over {
            self.file.seek(SeekFrom::Start(self.position))?;
        }
        Ok(self.position)
    }
}
