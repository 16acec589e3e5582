//! A table's file as text, block by block: opened, unpacked, decoded, and looked at for what is no text at all.

use super::hints;
use crate::csvw::decode::Decoder;
use crate::csvw::dialect::CompiledDialect;
use crate::diagnostics::Diagnostic;
use crate::model::Table;
use crate::sources::{ReadError, SourcePath, Sources};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

/// How much is read at a time, in bytes. Chunks do not depend on how much the operating system gives at a time.
pub(super) const BLOCK: usize = 64 * 1024;

const GIBIBYTE: u64 = 1024 * 1024 * 1024;
/// A packed file may unpack to this much, whatever its size.
const EXPANSION_UNCHECKED: u64 = GIBIBYTE;
/// Beyond it, to so many times its size.
const EXPANSION_RATIO: u64 = 200;
/// And to this much at most.
const EXPANSION_MAXIMUM: u64 = 100 * GIBIBYTE;

/// Why a file's text ends before the file does.
#[derive(Debug)]
pub(super) enum Stop {
    /// Bytes that are not of the encoding: the offset in the (unpacked) file, the first wrong byte, and what the file
    /// probably is in.
    NotInEncoding { encoding: &'static str, offset: u64, byte: u8, guess: &'static str },
    /// A NUL character.
    Nul,
    /// The packed data is broken.
    Gzip(String),
    /// It unpacks to more than is reasonable.
    Expansion(u64),
    /// The operating system said no.
    Unreadable(String),
}

/// What a read came to.
pub(super) enum Progress {
    /// There may be more.
    More,
    /// The file is over.
    End,
    /// The text is good up to there, as an index in what was read into.
    Stopped(Stop, usize),
}

/// An open file.
pub(super) struct Input<'s> {
    bytes: Box<dyn Read + 's>,
    /// The size of the packed file.
    packed: Option<u64>,
    decoder: Decoder,
    encoding: &'static Encoding,
    block: Vec<u8>,
    decoded: Vec<u8>,
    /// The beginning of the file, which was read to look at it.
    ahead: Vec<u8>,
    /// Bytes of the unpacked file before the next block.
    offset: u64,
    block_size: usize,
    ended: bool,
}

impl<'s> Input<'s> {
    /// Opens a file and looks at its beginning.
    ///
    /// # Errors
    /// A finding where the file is not there, empty, or plainly no text.
    pub(super) fn open(
        sources: &'s Sources,
        path: &SourcePath,
        table: &Table,
        dialect: &CompiledDialect,
        block_size: usize,
    ) -> Result<Self, Box<Diagnostic>> {
        let place = || super::header::table_place(table);
        let flaw = |rule, message: String| Box::new(Diagnostic::new(rule, message, place()));
        let unreadable =
            |error: &dyn std::fmt::Display| flaw("project/unreadable", format!("`{path}` cannot be read: {error}"));
        let file = sources.open_hashed(path).map_err(|error| match error {
            ReadError::Missing(_) => flaw("project/missing-file", format!("there is no file `{path}`")),
            ReadError::Path(_, why) => flaw("project/path-outside", format!("`{path}`: {why}")),
            error => Box::new(*unreadable(&error)),
        })?;
        let size = sources.size_and_time(path).map_or(0, |(size, _)| size);
        if size == 0 {
            return Err(Box::new(
                flaw("csv/empty-file", format!("`{path}` is empty")).help("a table has a header row at least"),
            ));
        }
        let packed = is_packed(path).then_some(size);
        let bytes: Box<dyn Read + 's> = if packed.is_some() {
            Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(BLOCK, file)))
        } else {
            Box::new(file)
        };
        let mut input = Self {
            bytes,
            packed,
            decoder: Decoder::new(UTF_8),
            encoding: UTF_8,
            block: Vec::new(),
            decoded: Vec::new(),
            ahead: Vec::new(),
            offset: 0,
            block_size,
            ended: false,
        };
        let mut ahead = Vec::new();
        input.fill(&mut ahead, block_size.max(4096)).map_err(|stop| Box::new(stop.diagnostic(path, place())))?;
        if ahead.is_empty() {
            return Err(flaw("csv/empty-file", format!("`{path}` is empty when it is unpacked")));
        }
        let mut encoding = dialect.encoding();
        let stated = table.schema.dialect.encoding_stated;
        match look(&ahead) {
            Look::Lfs => {
                return Err(Box::new(
                    flaw("project/git-lfs-pointer", format!("`{path}` is a Git LFS pointer, not the file"))
                        .help("fetch the file: git lfs pull"),
                ));
            }
            Look::Is(what) => {
                return Err(Box::new(
                    flaw("csv/binary-file", format!("`{path}` is {what}, not a text of rows"))
                        .help("export the table as CSV and name that file"),
                ));
            }
            Look::Mark(found) if !stated => encoding = found,
            Look::Zeros(found) if encoding != UTF_16LE && encoding != UTF_16BE => {
                let name = found.name().to_lowercase();
                return Err(Box::new(
                    flaw("csv/not-utf-8", format!("`{path}` is not UTF-8: every other byte is zero"))
                        .help(format!("it seems to be UTF-16:\ndialect = {{ encoding = \"{name}\" }}")),
                ));
            }
            Look::Mark(_) | Look::Zeros(_) | Look::Text => {}
        }
        input.decoder = Decoder::new(encoding);
        input.encoding = encoding;
        input.ahead = ahead;
        Ok(input)
    }

    /// Reads a block and adds its text to `text`.
    pub(super) fn read(&mut self, text: &mut Vec<u8>) -> Progress {
        let mut block = std::mem::take(&mut self.ahead);
        let mut stop = None;
        if block.is_empty() {
            block = std::mem::take(&mut self.block);
            block.clear();
            stop = if self.ended { None } else { self.fill(&mut block, self.block_size).err() };
        }
        let last = self.ended;
        let before = text.len();
        let decoded = self.decoder.decode(&block, last && stop.is_none(), &mut self.decoded);
        text.extend_from_slice(decoded);
        let malformed = self.decoder.malformed().map(|offset| {
            let at = if self.encoding == UTF_8 {
                // What was decoded is the block without a mark at its beginning, or with bytes held back before it. The
                // character may have begun in the block before.
                let length = |bytes: &[u8]| i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                let ahead = i64::try_from(self.offset.abs_diff(offset)).unwrap_or(i64::MAX);
                let from_block = if offset < self.offset { -ahead } else { ahead };
                let at = from_block + length(decoded) - length(&block);
                before.saturating_add_signed(isize::try_from(at).unwrap_or(0))
            } else {
                before + memchr::memmem::find(decoded, "\u{fffd}".as_bytes()).unwrap_or(0)
            };
            let byte = offset.checked_sub(self.offset).and_then(|at| block.get(usize::try_from(at).ok()?)).copied();
            let guess = guess(&block);
            (
                Stop::NotInEncoding { encoding: self.encoding.name(), offset, byte: byte.unwrap_or(0), guess },
                at.min(text.len()),
            )
        });
        let nul = memchr::memchr(0, decoded).map(|at| (Stop::Nul, before + at));
        self.offset += block.len() as u64;
        self.block = block;
        let flaw = match (nul, malformed) {
            (Some(nul), Some(malformed)) => Some(if nul.1 < malformed.1 { nul } else { malformed }),
            (nul, malformed) => nul.or(malformed),
        };
        match (flaw, stop) {
            (Some((stop, at)), _) => Progress::Stopped(stop, at),
            (None, Some(stop)) => Progress::Stopped(stop, text.len()),
            (None, None) if last => Progress::End,
            (None, None) => Progress::More,
        }
    }

    /// Fills a block whole, but at the end of the file.
    fn fill(&mut self, block: &mut Vec<u8>, wanted: usize) -> Result<(), Stop> {
        let result = (&mut self.bytes).take(wanted as u64).read_to_end(block);
        self.ended = block.len() < wanted;
        let unpacked = self.offset + block.len() as u64;
        match (result, self.packed) {
            (Ok(_), Some(packed))
                if unpacked > EXPANSION_MAXIMUM
                    || (unpacked > EXPANSION_UNCHECKED && unpacked / EXPANSION_RATIO > packed) =>
            {
                Err(Stop::Expansion(unpacked))
            }
            (Ok(_), _) => Ok(()),
            (Err(error), Some(_))
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
                ) =>
            {
                Err(Stop::Gzip(error.to_string()))
            }
            (Err(error), _) => Err(Stop::Unreadable(error.to_string())),
        }
    }
}

impl Stop {
    /// The finding, at a place.
    pub(super) fn diagnostic(&self, path: &SourcePath, at: impl Into<crate::diagnostics::Location>) -> Diagnostic {
        match self {
            Self::NotInEncoding { encoding, offset, byte, guess } => Diagnostic::new(
                "csv/not-utf-8",
                format!("`{path}` is not {encoding}: the byte {byte:#04x} at offset {offset}"),
                at,
            )
            .because("the first character that cannot be read")
            .help(format!(
                "if the file is in another encoding, say which:\ndialect = {{ encoding = {} }}",
                hints::toml_string(guess)
            )),
            Self::Nul => {
                Diagnostic::new("csv/binary-file", format!("`{path}` has a NUL character, so it is not a text"), at)
                    .because("a NUL character")
                    .help("export the table as CSV again; a text has no NUL characters")
            }
            Self::Gzip(why) => Diagnostic::new("csv/invalid-gzip", format!("`{path}` cannot be unpacked: {why}"), at)
                .help("pack the file again: gzip FILE.csv"),
            Self::Expansion(bytes) => {
                Diagnostic::new("csv/expansion-limit", format!("`{path}` unpacks to more than {bytes} bytes"), at)
                    .because("more than 1 GiB and 200 times its size, or more than 100 GiB")
                    .help("name the unpacked file if it really is as large")
            }
            Self::Unreadable(why) => {
                Diagnostic::new("project/unreadable", format!("`{path}` cannot be read: {why}"), at)
            }
        }
    }
}

/// Whether a file is packed, by its name.
pub(super) fn is_packed(path: &SourcePath) -> bool {
    let name = path.name();
    name.len() > 3 && name.is_char_boundary(name.len() - 3) && name[name.len() - 3..].eq_ignore_ascii_case(".gz")
}

enum Look {
    Text,
    Lfs,
    Is(&'static str),
    /// A byte order mark.
    Mark(&'static Encoding),
    /// UTF-16 without a mark.
    Zeros(&'static Encoding),
}

/// What the beginning of a file says of it.
fn look(bytes: &[u8]) -> Look {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"PK\x03\x04", "a ZIP archive or a spreadsheet (XLSX, ODS)"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"\x1f\x8b", "packed with gzip (its name does not end in `.gz`)"),
        (b"%PDF-", "a PDF document"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"BZh", "packed with bzip2"),
        (b"\xfd7zXZ", "packed with xz"),
    ];
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Look::Lfs;
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, what)| {
        // A text may well begin with these letters; packed data is not text further on.
        bytes.starts_with(magic) && (!what.ends_with("bzip2") || bytes.iter().take(64).any(|byte| *byte >= 0x80))
    }) {
        return Look::Is(what);
    }
    match bytes {
        [0xff, 0xfe, ..] => return Look::Mark(UTF_16LE),
        [0xfe, 0xff, ..] => return Look::Mark(UTF_16BE),
        [0xef, 0xbb, 0xbf, ..] => return Look::Mark(UTF_8),
        _ => {}
    }
    let pairs = bytes.len().min(4096) / 2;
    let zeros = |at: usize| bytes.chunks_exact(2).take(pairs).filter(|pair| pair[at] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs >= 4 && odd * 10 > pairs * 8 && even == 0 {
        Look::Zeros(UTF_16LE)
    } else if pairs >= 4 && even * 10 > pairs * 8 && odd == 0 {
        Look::Zeros(UTF_16BE)
    } else {
        Look::Text
    }
}

/// The encoding that a file probably is in which is not UTF-8.
fn guess(block: &[u8]) -> &'static str {
    match block {
        [0xff, 0xfe, ..] => "utf-16le",
        [0xfe, 0xff, ..] => "utf-16be",
        // Windows-1252 is what spreadsheets in the west of Europe write; every byte but five is a character in it.
        _ if std::str::from_utf8(block).is_ok_and(|text| !text.is_ascii()) => "utf-8",
        _ => "windows-1252",
    }
}
