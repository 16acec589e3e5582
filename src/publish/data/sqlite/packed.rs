//! Values on their way from the cores that make them to the thread that inserts them.

/// A value of SQLite's, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Packed<'a> {
    Null,
    Integer(i64),
    Real(f64),
    /// UTF-8.
    Text(&'a [u8]),
    /// What cannot be kept, and the text of the value.
    Misfit(Misfit, &'a [u8]),
}

/// Why a value cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It is no value of its column's datatype.
    Flawed,
    /// A whole number past 64 bits.
    Large,
    /// A number whose digits a double does not give back.
    Digits,
    /// `NaN`, which SQLite makes null.
    NotANumber,
    /// A text with the character of code 0, at which SQLite's functions end.
    Nul,
}

impl Misfit {
    const ALL: [Self; 5] = [Self::Flawed, Self::Large, Self::Digits, Self::NotANumber, Self::Nul];

    fn number(self) -> u8 {
        Self::ALL.iter().position(|misfit| *misfit == self).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
    }
}

const NULL: u8 = 0;
const INTEGER: u8 = 1;
const REAL: u8 = 2;
const TEXT: u8 = 3;
const MISFIT: u8 = 4;

impl<'a> Packed<'a> {
    /// Adds the value to `out`.
    pub fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.push(NULL),
            Self::Integer(number) => {
                out.push(INTEGER);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Self::Real(number) => {
                out.push(REAL);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Self::Text(text) => {
                out.push(TEXT);
                bytes(text, out);
            }
            Self::Misfit(misfit, text) => {
                out.extend_from_slice(&[MISFIT, misfit.number()]);
                bytes(text, out);
            }
        }
    }

    /// Takes the next value off `rest`; none at its end.
    pub fn read(rest: &mut &'a [u8]) -> Option<Self> {
        match *take(rest, 1)?.first()? {
            INTEGER => Some(Self::Integer(i64::from_le_bytes(take(rest, 8)?.try_into().ok()?))),
            REAL => Some(Self::Real(f64::from_le_bytes(take(rest, 8)?.try_into().ok()?))),
            TEXT => Some(Self::Text(text(rest)?)),
            MISFIT => {
                let misfit = *Misfit::ALL.get(usize::from(*take(rest, 1)?.first()?))?;
                Some(Self::Misfit(misfit, text(rest)?))
            }
            _ => Some(Self::Null),
        }
    }
}

fn bytes(text: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&(text.len() as u64).to_le_bytes());
    out.extend_from_slice(text);
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u64::from_le_bytes(take(rest, 8)?.try_into().ok()?);
    take(rest, usize::try_from(length).ok()?)
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out() {
        let values = [
            Packed::Null,
            Packed::Integer(i64::MIN),
            Packed::Real(-0.1),
            Packed::Text(b""),
            Packed::Text("é\n".as_bytes()),
            Packed::Misfit(Misfit::Nul, b"a\0b"),
        ];
        let mut out = Vec::new();
        for value in values {
            value.write(&mut out);
        }
        let mut rest = out.as_slice();
        let read: Vec<Packed<'_>> = std::iter::from_fn(|| Packed::read(&mut rest)).collect();
        assert_eq!(read, values);
    }
}
