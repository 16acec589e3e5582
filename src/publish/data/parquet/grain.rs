//! What has to be known of all values of a column before one of them can be written: how many digits, which zone.
//!
//! It only ever grows, and joining two is the same in any order, so that what is decided by it depends on the values
//! alone and neither on where chunks end nor on how far the file was when a value came.

use super::form::Form;

/// The digits and zones of the values of a column, and what of it no Parquet type holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own; they are joined by `or`")]
pub(super) struct Grain {
    /// The most digits after the point; of a moment 6, or 9 if one has more than six that are not zero.
    pub scale: u8,
    /// The most digits before the point.
    pub integer: u8,
    /// A whole number is beyond 64 bits.
    pub beyond: bool,
    /// A moment has a zone.
    pub zoned: bool,
    /// A moment has none.
    pub local: bool,
    /// A moment cannot be counted in nanoseconds.
    pub far: bool,
    /// A value is beyond what the column's type can hold.
    pub out_of_range: bool,
    /// A date or a time of day has a zone.
    pub zone_of_part: bool,
    /// A cell has no value of the column's datatype.
    pub flawed: bool,
    /// A cell has no value, and one is required.
    pub missing: bool,
}

/// Digits that a decimal may have (Parquet's `DECIMAL` in 16 bytes).
pub(super) const DIGITS: u8 = 38;

/// Digits that surely fit in 64 bits.
const NARROW_DIGITS: u8 = 18;

/// Digits of a nanosecond, the finest that moments are kept in.
const NANOSECONDS: u8 = 9;

impl Grain {
    /// Adds another grain of the same column.
    pub fn join(&mut self, other: &Self) {
        self.scale = self.scale.max(other.scale);
        self.integer = self.integer.max(other.integer);
        self.beyond |= other.beyond;
        self.zoned |= other.zoned;
        self.local |= other.local;
        self.far |= other.far;
        self.out_of_range |= other.out_of_range;
        self.zone_of_part |= other.zone_of_part;
        self.flawed |= other.flawed;
        self.missing |= other.missing;
    }

    /// Why no column of that form holds such values, in words that follow the column's name, and what to do about it.
    pub fn misfit(&self, form: Form) -> Option<(&'static str, &'static str)> {
        const STRING: &str = "nothing has to be done; a column with the datatype `string` is written as text";
        // What stands for a null in the meantime is no value of the datatype either.
        if self.missing {
            return Some((
                "is required, and a row has no value",
                "fill in the cell, or take `required` off the column",
            ));
        }
        if self.flawed {
            return Some(("has a cell that is not as declared", "correct the cell, or declare what it is"));
        }
        match form {
            Form::Decimal | Form::Integer if self.scale.saturating_add(self.integer) > DIGITS => {
                Some(("has more digits than the 38 that a decimal of Parquet has", STRING))
            }
            Form::Date if self.zone_of_part => Some((
                "has dates with a zone, which those of Parquet have not",
                "declare the zone in the format, as `yyyy-MM-ddXXX`: such dates are written as text",
            )),
            Form::Time if self.zone_of_part => Some((
                "has times with a zone, which those of Parquet have not",
                "declare the zone in the format, as `HH:mm:ssXXX`: such times are written as text",
            )),
            Form::DateTime if self.zoned && self.local => Some((
                "has moments with and without a zone, which no type of Parquet holds together",
                "give every one a zone, and say so: `dateTimeStamp`, or a format that ends in `XXX`; or declare the datatype `string`",
            )),
            Form::DateTime | Form::Time if self.scale > NANOSECONDS => {
                Some(("has fractions of a second finer than the nanoseconds that Parquet has", STRING))
            }
            Form::DateTime if self.scale == NANOSECONDS && self.far => {
                Some(("has nanoseconds, and years that cannot be counted in them (1678 to 2261)", STRING))
            }
            _ if self.out_of_range => Some(("has values beyond those that its type has in Parquet", STRING)),
            _ => None,
        }
    }
}

/// How the values of a column are kept: what the bytes of a column chunk depend on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Storage {
    /// In 16 bytes.
    pub wide: bool,
    /// Digits after the point.
    pub scale: u8,
}

impl Storage {
    /// How values of that form and grain are kept: as narrow as all of them allow.
    pub fn of(form: Form, grain: &Grain) -> Self {
        match form {
            Form::Integer => Self { wide: grain.beyond, scale: 0 },
            Form::Decimal => {
                Self { wide: grain.integer.saturating_add(grain.scale) > NARROW_DIGITS, scale: grain.scale }
            }
            Form::Time | Form::DateTime => Self { wide: false, scale: grain.scale.max(6) },
            _ => Self { wide: false, scale: 0 },
        }
    }
}
