//! Whether a dictionary pays: a column of names that come again and again is best kept as numbers of names; one of
//! identifiers or amounts costs time and space that way.

use super::gather::Typed;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// The level of zstd. Level 3 takes a quarter more processor time to encode a column for files that are 3 % smaller.
const ZSTD_LEVEL: i32 = 1;

/// Values that are looked at to judge a column by.
const SAMPLE: usize = 4096;

/// How column chunks are encoded; shared by all of a file.
#[derive(Debug, Clone)]
pub(super) struct Encodings {
    whole: Pair,
    text: Pair,
    other: Pair,
}

/// Encodings with a dictionary and without one.
#[derive(Debug, Clone)]
struct Pair {
    dictionary: WriterPropertiesPtr,
    direct: WriterPropertiesPtr,
    /// Without one, and not compressed.
    small: WriterPropertiesPtr,
}

/// Values of fewer bytes are not compressed: to make zstd ready takes longer than all else, and a portal may have
/// thousands of small tables.
const SMALL: usize = 1024;

impl Encodings {
    pub fn new() -> Result<Self, ParquetError> {
        let compression = Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?);
        let properties = |encoding: Encoding, dictionary: bool, compression: Compression| {
            let properties = WriterProperties::builder()
                .set_compression(compression)
                .set_dictionary_enabled(dictionary)
                // Where a dictionary has grown too large as well.
                .set_encoding(encoding)
                // Statistics of column chunks let a reader pass over row groups; these are small enough that statistics
                // of pages would add bytes and little else.
                .set_statistics_enabled(EnabledStatistics::Chunk)
                .set_offset_index_disabled(true)
                // A page ends with its bytes: one or two make a column chunk.
                .set_data_page_row_count_limit(usize::MAX);
            Arc::new(properties.build())
        };
        let pair = |encoding| Pair {
            dictionary: properties(encoding, true, compression),
            direct: properties(encoding, false, compression),
            small: properties(encoding, false, Compression::UNCOMPRESSED),
        };
        Ok(Self {
            whole: pair(Encoding::DELTA_BINARY_PACKED),
            text: pair(Encoding::DELTA_LENGTH_BYTE_ARRAY),
            other: pair(Encoding::PLAIN),
        })
    }

    /// How these values are encoded; it depends on nothing but them.
    pub fn of(&self, values: &Typed) -> &WriterPropertiesPtr {
        // In how many cells a value has to be for a dictionary to pay. Differences of whole numbers are short already;
        // a text is mostly longer than its number.
        let (pair, repeated) = match values {
            Typed::Int(_) | Typed::Long(_) => (&self.whole, 8),
            Typed::Text(_) => (&self.text, 2),
            Typed::Boolean(_) | Typed::Wide(_) | Typed::Double(_) | Typed::Float(_) => (&self.other, 2),
        };
        if is_small(values) {
            return &pair.small;
        }
        if distinct(values).saturating_mul(repeated) <= values.len() { &pair.dictionary } else { &pair.direct }
    }
}

/// Whether all values together are of so few bytes that they are not compressed.
fn is_small(values: &Typed) -> bool {
    let bytes = match values {
        Typed::Text(values) if values.len() < SMALL => values.iter().map(|value| value.len() + 4).sum(),
        Typed::Boolean(values) => values.len() / 8,
        Typed::Wide(values) => values.len() * 16,
        other => other.len() * 4,
    };
    bytes < SMALL
}

/// How many different values there are: exact for few values, else an estimate by how often two of a sample are one.
fn distinct(values: &Typed) -> usize {
    let count = values.len();
    let step = count.div_ceil(SAMPLE).max(1);
    let sample = (0..count).step_by(step);
    let hash = |bytes: &[u8]| xxh3_64(bytes);
    let mut hashes: Vec<u64> = match values {
        // One bit is less than any number of a value.
        Typed::Boolean(_) => return count,
        Typed::Int(values) => sample.filter_map(|at| values.get(at).map(|value| hash(&value.to_le_bytes()))).collect(),
        Typed::Long(values) => sample.filter_map(|at| values.get(at).map(|value| hash(&value.to_le_bytes()))).collect(),
        Typed::Double(values) => {
            sample.filter_map(|at| values.get(at).map(|value| hash(&value.to_le_bytes()))).collect()
        }
        Typed::Float(values) => {
            sample.filter_map(|at| values.get(at).map(|value| hash(&value.to_le_bytes()))).collect()
        }
        Typed::Wide(values) => sample.filter_map(|at| values.get(at).map(|value| hash(value.data()))).collect(),
        Typed::Text(values) => sample.filter_map(|at| values.get(at).map(|value| hash(value.data()))).collect(),
    };
    let looked_at = hashes.len();
    hashes.sort_unstable();
    hashes.dedup();
    let found = hashes.len();
    if step == 1 {
        return found;
    }
    // Of n values drawn from D equally common ones, about n²/2D were drawn before.
    match looked_at - found {
        0 => count,
        again => (looked_at * looked_at / (2 * again)).clamp(found, count),
    }
}
