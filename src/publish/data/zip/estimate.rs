//! Whether a ZIP is worth beginning: compressing a gigabyte only to throw it away takes longer than all else of a build.

use super::{Content, Member, writer};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// How many samples are taken of a file, spread over it, and the bytes of each.
const SAMPLES: u64 = 8;
const SAMPLE: u64 = 256 * 1024;

/// Whether the members would by samples be more than half as large again as `limit` once they are compressed. What is
/// nearer to the limit is compressed to see: rows are seldom so unlike that samples are wrong by that much.
///
/// # Errors
/// When a file of the site cannot be read.
pub(super) fn is_far_over<R: Read + Seek>(
    members: &[Member],
    limit: u64,
    open: impl Fn(&str) -> io::Result<R>,
) -> io::Result<bool> {
    let mut whole = 0_u64;
    for member in members {
        whole = whole.saturating_add(match &member.content {
            Content::OfSite(_) if writer::is_compressed(&member.name) => member.bytes,
            Content::OfSite(address) if member.bytes > SAMPLES * SAMPLE => by_samples(open(address)?, member.bytes)?,
            // Too small to matter.
            Content::OfSite(_) | Content::Text(_) => 0,
        });
    }
    Ok(whole / 3 * 2 > limit)
}

/// About how many bytes a file of so many bytes is deflated to.
fn by_samples(mut file: impl Read + Seek, bytes: u64) -> io::Result<u64> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    let mut sample = Vec::new();
    for number in 0..SAMPLES {
        file.seek(SeekFrom::Start(bytes / SAMPLES * number))?;
        sample.clear();
        file.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
        encoder.write_all(&sample)?;
    }
    let read = encoder.total_in().max(1);
    let deflated = encoder.finish()?.len() as u64;
    Ok(u64::try_from(u128::from(bytes) * u128::from(deflated) / u128::from(read)).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn member(bytes: usize) -> Member {
        let content = Content::OfSite("a.csv".to_owned());
        Member { name: "a.csv".to_owned(), bytes: bytes as u64, sha256: String::new(), content }
    }

    fn is_over(data: &[u8], limit: u64) -> bool {
        is_far_over(&[member(data.len())], limit, |_| Ok(Cursor::new(data))).unwrap()
    }

    #[test]
    fn what_is_far_over_the_limit_is_not_begun_and_what_may_fit_is() {
        let rows: Vec<u8> = (0_u64..400_000)
            .flat_map(|row| format!("{:x},{row}\n", row.wrapping_mul(0x9e37_79b9_7f4a_7c15)).into_bytes())
            .collect();
        let mut whole = DeflateEncoder::new(Vec::new(), Compression::default());
        whole.write_all(&rows).unwrap();
        let deflated = whole.finish().unwrap().len() as u64;
        assert!(is_over(&rows, deflated / 2), "twice the limit is far over it");
        assert!(!is_over(&rows, deflated), "what fits is begun");
        assert!(!is_over(&rows, deflated / 10 * 9), "what is a little over is tried");
    }

    #[test]
    fn small_files_are_always_tried() {
        assert!(!is_over(&[b'x'; 1000], 0));
    }
}
