//! Which program works things out: the bytes it is made of.
//!
//! A version stays the same while the code changes under a developer's hands, and what an older engine worked out would be
//! taken for what this one says. The bytes say it exactly. Path and time would too, but a cache that is carried from one
//! machine to the next (as those of CI are) is to be of use wherever the same program runs.

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::LazyLock;
use xxhash_rust::xxh3::Xxh3;

/// How much is read at a time.
const PIECE: usize = 1 << 18;

/// The running program: its version, then the hash of its bytes. Where they cannot be read (a program may be allowed to run
/// and not to be read) the version stands alone. Read once, when the first key is asked for.
pub(super) fn running() -> &'static str {
    static RUNNING: LazyLock<String> = LazyLock::new(|| {
        let version = env!("CARGO_PKG_VERSION");
        match open().and_then(hash) {
            Ok(hash) => format!("{version} {hash:032x}"),
            Err(_) => version.to_owned(),
        }
    });
    &RUNNING
}

/// The file of the running program. On Linux that link leads to it even after another was put in its place, as happens
/// where `cargo build` runs beside `serve`.
fn open() -> io::Result<File> {
    File::open("/proc/self/exe").or_else(|_| File::open(std::env::current_exe()?))
}

fn hash(mut file: File) -> io::Result<u128> {
    let mut hash = Xxh3::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hash.digest128()),
            Ok(read) => hash.update(piece.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_program_is_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let hash_of = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            hash(File::open(path).unwrap()).unwrap()
        };
        let mut program = vec![7; PIECE + 1];
        let first = hash_of("one", &program);
        assert_eq!(first, hash_of("a-copy", &program));
        if let Some(last) = program.last_mut() {
            *last = 8;
        }
        assert_ne!(first, hash_of("one", &program));
    }

    #[test]
    fn the_running_program_can_be_read() {
        let here = fs::read(std::env::current_exe().unwrap()).unwrap();
        let hash = xxhash_rust::xxh3::xxh3_128(&here);
        assert_eq!(running(), format!("{} {hash:032x}", env!("CARGO_PKG_VERSION")));
    }
}
