//! Where the lines of a text begin.

/// Byte offsets of line starts; lines end with LF, CRLF or a lone CR.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Indexes a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if !(bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { starts, length: bytes.len() }
    }

    /// Line and column of a byte, both from 1; the column counts characters of `text`.
    #[must_use]
    pub fn line_column(&self, text: &str, at: usize) -> (usize, usize) {
        let at = at.min(self.length);
        let line = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        let start = self.starts[line];
        let column = text.get(start..at).map_or(at - start, |before| before.chars().count());
        (line + 1, column + 1)
    }

    /// The bytes of a line, from 1, with its line end.
    #[must_use]
    pub fn line(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.length);
        start..self.starts.get(line).copied().unwrap_or(self.length)
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty text has one line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let text = "a\r\nbé\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        assert_eq!(index.line_column(text, 0), (1, 1));
        assert_eq!(index.line_column(text, 6), (2, 3));
        assert_eq!(index.line_column(text, text.len()), (4, 2));
        assert_eq!(&text[index.line(2)], "bé\n");
    }
}
