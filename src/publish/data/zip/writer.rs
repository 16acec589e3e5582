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
    let mut writer = ZipWriter::new(Limited { file, position: 0, end: 0, limit, is_over: false, error: None });
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
                    if buffer.is_empty() || writer.get_ref().is_some_and(Limited::is_of_no_use) {
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
    match file.error {
        Some(error) => Err(error),
        None => Ok(!file.is_over),
    }
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

/// A file of at most so many bytes: what is written past them is dropped, and noted. So is what comes after the first
/// error, which is kept: a writer that was told of it would tell the terminal.
#[derive(Debug)]
struct Limited<W> {
    file: W,
    position: u64,
    /// Where the file would end if nothing had been dropped.
    end: u64,
    limit: u64,
    is_over: bool,
    error: Option<io::Error>,
}

impl<W> Limited<W> {
    /// Whether nothing that is still to come will be written.
    fn is_of_no_use(&self) -> bool {
        self.is_over || self.error.is_some()
    }
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_over |= self.position.saturating_add(bytes.len() as u64) > self.limit;
        if !self.is_of_no_use() {
            self.error = self.file.write_all(bytes).err();
        }
        self.position += bytes.len() as u64;
        self.end = self.end.max(self.position);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.is_of_no_use() {
            self.error = self.file.flush().err();
        }
        Ok(())
    }
}

impl<W: Seek> Seek for Limited<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = match to {
            SeekFrom::Start(position) => position,
            SeekFrom::Current(by) => self.position.saturating_add_signed(by),
            SeekFrom::End(by) => self.end.saturating_add_signed(by),
        };
        if !self.is_of_no_use() {
            self.error = self.file.seek(SeekFrom::Start(self.position)).err();
        }
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk with so much room.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Full {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Ok(0)
        }
    }

    #[test]
    fn a_full_disk_is_told_to_the_caller_and_to_nobody_else() {
        let mut file = Limited { file: Full(3), position: 0, end: 0, limit: 100, is_over: false, error: None };
        for _ in 0..2 {
            // What `ZipWriter` is not told it cannot print when it is dropped.
            file.write_all(b"ab").unwrap();
        }
        file.flush().unwrap();
        assert_eq!((file.position, file.error.as_ref().map(io::Error::kind)), (4, Some(io::ErrorKind::StorageFull)));
        let members = [Member::text("a.txt".to_owned(), vec![b'x'; 10_000])];
        for room in [0, 40, 200] {
            let open = |_: &str| Ok(io::empty());
            let error = write(Full(room), &members, u64::MAX, open).err().map(|error| error.kind());
            assert_eq!(error, (room < 200).then_some(io::ErrorKind::StorageFull), "{room}");
        }
    }
}
