//! The compressed twin of a file: `stops.csv.gz` beside `stops.csv`, for a host that answers with it where a browser says that
//! it can read it (RFC 9110, section 12.5.3).

use super::{Error, Site, Written};
use flate2::{Compression, GzBuilder};
use std::fs::File;
use std::io;

/// Files of fewer bytes fit into a packet or two as they are.
const WORTH_IT: u64 = 1024;

impl Site {
    /// Adds the twin of a file that was added before; nothing if it would hardly be smaller. A twin that the previous
    /// site has of the same bytes is kept.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn add_twin(&self, path: &str, written: &Written, is_staged: bool) -> Result<(), Error> {
        if written.bytes < WORTH_IT {
            return Ok(());
        }
        let twin = format!("{path}.gz");
        if !is_staged && let Some(kept) = self.previous(&twin) {
            self.keep(&twin, &kept);
            return Ok(());
        }
        let from = if is_staged { self.staging().path(path) } else { self.folder().join(path) };
        let to = self.staging().path(&twin);
        let file = self.staging().create(&twin).map_err(Error::io("write", &to))?;
        // Neither name nor time are in it: the same bytes give the same twin.
        let mut compressed = GzBuilder::new().write(file, Compression::default());
        let mut source = File::open(&from).map_err(Error::io("read", &from))?;
        io::copy(&mut source, &mut compressed).map_err(Error::io("write", &to))?;
        let file = compressed.finish().map_err(Error::io("write", &to))?;
        if file.bytes() >= written.bytes / 10 * 9 {
            return file.discard().map_err(Error::io("remove", &to));
        }
        let compressed = file.finish().map_err(Error::io("write", &to))?;
        self.add_staged(&twin, &compressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::fs;
    use std::io::Read;

    #[test]
    fn a_text_has_a_twin_and_noise_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let text = "a,b\r\n1,2\r\n".repeat(500);
        let mut state = 1_u64;
        let mut byte = || {
            // Xorshift, as a source of bytes without pattern.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        };
        let noise: Vec<u8> = (0..5000).map(|_| byte()).collect();
        let build = |text: &str| {
            let site = Site::open(&out).unwrap();
            site.add("a.csv", text.as_bytes()).unwrap();
            site.add("noise.csv", &noise).unwrap();
            site.add("index.html", b"<p>").unwrap();
            site.add(".nojekyll", b"").unwrap();
            for (path, written, is_staged) in site.files_so_far() {
                site.add_twin(&path, &written, is_staged).unwrap();
            }
            site.place().unwrap()
        };
        build(&text);
        let unpacked = || {
            let mut unpacked = String::new();
            GzDecoder::new(File::open(out.join("a.csv.gz")).unwrap()).read_to_string(&mut unpacked).unwrap();
            unpacked
        };
        assert_eq!(unpacked(), text);
        assert!(!out.join("noise.csv.gz").exists() && !out.join("index.html.gz").exists());
        assert_eq!(build(&text).written, 0, "the same again touches nothing");
        let other = text.replace('2', "3");
        build(&other);
        assert_eq!(unpacked(), other);
        fs::remove_file(out.join("a.csv.gz")).unwrap();
        assert_eq!(build(&other).written, 1, "a twin that is gone is made again");
    }
}
