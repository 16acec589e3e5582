//! Text that is put together of many short pieces.

/// The least room that is made.
const ROOM: usize = 4 * 1024;

/// Writes pieces one after another into memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Pen {
    /// What was written, and room for more.
    bytes: Vec<u8>,
    at: usize,
}

impl Pen {
    /// A short piece is copied as a block of this size, which is a few instructions; a copy of any length is a call.
    pub(super) const BLOCK: usize = 32;

    /// How many bytes were written.
    pub(super) fn len(&self) -> usize {
        self.at
    }

    /// What was written.
    pub(super) fn written(&self) -> &[u8] {
        self.bytes.get(..self.at).unwrap_or_default()
    }

    /// Begins anew. So much memory at most is kept.
    pub(super) fn clear(&mut self, kept: usize) {
        self.at = 0;
        if self.bytes.len() > kept {
            self.bytes = Vec::new();
        }
    }

    /// Adds a piece of any length.
    pub(super) fn put(&mut self, piece: &[u8]) {
        let end = self.at + piece.len();
        if end > self.bytes.len() {
            self.grow(end);
        }
        if let Some(room) = self.bytes.get_mut(self.at..end) {
            room.copy_from_slice(piece);
            self.at = end;
        }
    }

    /// Adds one byte.
    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        match self.bytes.get_mut(self.at) {
            Some(room) => {
                *room = byte;
                self.at += 1;
            }
            None => self.put(&[byte]),
        }
    }

    /// Adds the first bytes of a text. Cheap where more bytes follow there: what is copied of them is room again.
    #[inline]
    pub(super) fn first_of(&mut self, text: &[u8], length: usize) {
        let room = self.bytes.get_mut(self.at..).and_then(<[u8]>::first_chunk_mut::<{ Self::BLOCK }>);
        match (text.first_chunk::<{ Self::BLOCK }>(), room) {
            (Some(block), Some(room)) if length <= Self::BLOCK => {
                *room = *block;
                self.at += length;
            }
            _ => self.put(text.get(..length).unwrap_or(text)),
        }
    }

    #[cold]
    fn grow(&mut self, least: usize) {
        self.bytes.resize(least.max(2 * self.bytes.len()).max(ROOM), 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_stand_one_after_another(pieces in prop::collection::vec(("[a-z]{0,80}", 0_usize..90), 0..300)) {
            let mut pen = Pen::default();
            for _ in 0..2 {
                let mut expected = Vec::new();
                for (number, (text, length)) in pieces.iter().enumerate() {
                    match number % 3 {
                        0 => pen.put(text.as_bytes()),
                        1 => pen.byte(b'.'),
                        _ => pen.first_of(text.as_bytes(), *length),
                    }
                    match number % 3 {
                        0 => expected.extend_from_slice(text.as_bytes()),
                        1 => expected.push(b'.'),
                        _ => expected.extend(text.bytes().take(*length)),
                    }
                }
                prop_assert_eq!(pen.written(), &expected);
                prop_assert_eq!(pen.len(), expected.len());
                pen.clear(ROOM);
                prop_assert!(pen.bytes.len() <= ROOM && pen.written().is_empty());
            }
        }
    }
}
