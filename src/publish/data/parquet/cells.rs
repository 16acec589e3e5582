//! The cells of one column in a chunk, as typed values: the pure half of writing them.

use super::form::{Column, Form};
use super::grain::Grain;
use super::moment::{self, Moment};
use super::number::{Number, number, power};
use super::values::{Counted, Kept};
use crate::csvw::value::Kind;
use crate::rows::Cell;
use parquet::data_type::ByteArray;

/// The cells of a column, in order.
#[derive(Debug)]
pub(super) struct Cells {
    /// Definition levels, one for each cell or item of a list; none where every cell has a value.
    pub levels: Vec<i16>,
    /// Repetition levels of lists: 0 where a row begins.
    pub repeats: Vec<i16>,
    /// The values that are there.
    pub values: Values,
    /// Digits after the point that the values have, whole numbers or moments that they are kept as.
    pub scale: u8,
    /// What has to be known of all values.
    pub grain: Grain,
}

/// The values of a chunk.
pub(super) type Values = Kept<i128, Texts>;

/// Texts one after another.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// Where each ends.
    pub ends: Vec<usize>,
    /// The bytes once all are there: slices of them are shared, not copied.
    pub sealed: ByteArray,
}

impl Cells {
    /// No cells of a column yet.
    pub fn new(column: &Column) -> Self {
        let values = match column.form {
            Form::Text => Values::Text(Texts::default()),
            Form::Boolean => Values::Boolean(Vec::new()),
            Form::Whole { bits: 64, .. } | Form::Integer | Form::Decimal | Form::Time | Form::DateTime => {
                Values::Long(Vec::new())
            }
            Form::Whole { .. } | Form::Date => Values::Int(Vec::new()),
            Form::Double => Values::Double(Vec::new()),
            Form::Float => Values::Float(Vec::new()),
        };
        let scale = if matches!(column.form, Form::Time | Form::DateTime) { 6 } else { 0 };
        Self { levels: Vec::new(), repeats: Vec::new(), values, scale, grain: Grain::default() }
    }

    /// Adds a cell with one value or none; gives the bytes that it takes, about.
    pub fn add(&mut self, column: &Column, cell: Cell<'_>) -> usize {
        if column.required {
            // A null is not there in a site whose rows hold what they declare.
            self.grain.missing |= cell.kind == Kind::Null;
            self.value(column.form, cell);
        } else if cell.kind == Kind::Null {
            self.levels.push(0);
        } else {
            self.levels.push(1);
            self.value(column.form, cell);
        }
        CELL + cell.text.len()
    }

    /// Adds a list; gives the bytes that it takes, about.
    pub fn add_list<'r>(&mut self, column: &Column, cell: Cell<'r>, items: impl Iterator<Item = Cell<'r>>) -> usize {
        let before = self.levels.len();
        let mut bytes = CELL;
        for item in items {
            self.repeats.push(i16::from(self.levels.len() > before));
            bytes += CELL + item.text.len();
            if item.kind == Kind::Null {
                self.levels.push(column.level_of_value() - 1);
            } else {
                self.levels.push(column.level_of_value());
                self.value(column.form, item);
            }
        }
        if self.levels.len() == before {
            let is_null = cell.kind == Kind::Null;
            self.grain.flawed |= cell.kind != Kind::List && (column.required || !is_null);
            self.repeats.push(0);
            self.levels.push(if is_null { 0 } else { column.level_of_empty_list() });
        }
        bytes
    }

    /// Adds a value that is there. Of one that cannot be kept as the column's form has it the grain tells, and the file
    /// is not written; the columns stay of one length until then.
    fn value(&mut self, form: Form, cell: Cell<'_>) {
        // A flawed cell has its text for a value; the publisher may have chosen to publish it.
        self.grain.flawed |= cell.kind == Kind::String && form != Form::Text;
        let flawed = &mut self.grain.flawed;
        let text = cell.text;
        match (&mut self.values, form) {
            (Values::Text(texts), _) => texts.push(text),
            (Values::Boolean(values), _) => values.push(text == b"true"),
            (Values::Double(values), _) => values.push(floating(text, flawed)),
            (Values::Float(values), _) => values.push(floating(text, flawed)),
            (Values::Int(values), Form::Date) => values.push(days(text, &mut self.grain)),
            (Values::Int(values), Form::Whole { signed, .. }) => values.push(
                match (whole(text, flawed), signed) {
                    (whole, true) => i32::try_from(whole).ok(),
                    (whole, false) => u32::try_from(whole).ok().map(u32::cast_signed),
                }
                .unwrap_or_else(|| flaw(flawed)),
            ),
            (Values::Long(values), Form::Whole { signed, .. }) => values.push(
                match (whole(text, flawed), signed) {
                    (whole, true) => i64::try_from(whole).ok(),
                    (whole, false) => u64::try_from(whole).ok().map(u64::cast_signed),
                }
                .unwrap_or_else(|| flaw(flawed)),
            ),
            (_, Form::Time | Form::DateTime) => self.moment(form, text),
            _ => self.number(text),
        }
    }

    fn number(&mut self, text: &[u8]) {
        let number = number(text).unwrap_or_else(|| {
            self.grain.flawed = true;
            Number { mantissa: 0, scale: 0, integer: 0 }
        });
        self.grain.scale = self.grain.scale.max(number.scale);
        self.grain.integer = self.grain.integer.max(number.integer);
        if number.scale > self.scale {
            self.values.raise(number.scale - self.scale);
            self.scale = number.scale;
        }
        let raised = number.mantissa.saturating_mul(power(self.scale - number.scale));
        self.grain.beyond |= i64::try_from(number.mantissa).is_err();
        self.values.push_whole(raised);
    }

    fn moment(&mut self, form: Form, text: &[u8]) {
        let read = if form == Form::Time { moment::time(text) } else { moment::date_time(text) };
        let moment = read.unwrap_or_else(|| {
            self.grain.flawed = true;
            Moment { days: 0, seconds: 0, fraction: &[], zoned: false }
        });
        if form == Form::Time {
            self.grain.zone_of_part |= moment.zoned;
        } else if moment.zoned {
            self.grain.zoned = true;
        } else {
            self.grain.local = true;
        }
        let digits = u8::try_from(moment.fraction.len()).unwrap_or(u8::MAX);
        let scale = match digits {
            0..=6 => 6,
            7..=9 => 9,
            more => more,
        };
        self.grain.scale = self.grain.scale.max(scale);
        self.grain.far |= moment.count(9).is_none();
        if scale >= 9 && self.scale == 6 {
            self.values.raise(3);
            self.scale = 9;
        }
        let count = moment.count(self.scale);
        self.grain.out_of_range |= moment.count(6).is_none();
        self.values.push_whole(count.unwrap_or(0).into());
    }

    /// All cells are there.
    pub fn seal(&mut self) {
        if let Values::Text(texts) = &mut self.values {
            texts.sealed = ByteArray::from(std::mem::take(&mut texts.bytes));
        }
    }

    /// How many entries the cells have: a cell, or an item of a list.
    pub fn entries(&self) -> usize {
        if self.levels.is_empty() { self.values.len() } else { self.levels.len() }
    }
}

/// What a cell takes besides its text, about: so rows of empty cells have a size too.
const CELL: usize = 8;

impl Values {
    /// Gives whole numbers so many digits more.
    fn raise(&mut self, digits: u8) {
        if self.len() == 0 {
            return;
        }
        let factor = power(digits);
        match self {
            Self::Long(values) => {
                let factor = i64::try_from(factor).unwrap_or(0);
                let raised: Option<Vec<i64>> = values.iter().map(|value| value.checked_mul(factor)).collect();
                if factor > 0
                    && let Some(raised) = raised
                {
                    *values = raised;
                } else {
                    self.widen();
                    self.raise(digits);
                }
            }
            Self::Wide(values) => values.iter_mut().for_each(|value| *value = value.saturating_mul(factor)),
            _ => {}
        }
    }

    fn widen(&mut self) {
        if let Self::Long(values) = self {
            *self = Self::Wide(values.iter().map(|value| i128::from(*value)).collect());
        }
    }

    fn push_whole(&mut self, value: i128) {
        match (&mut *self, i64::try_from(value)) {
            (Self::Long(values), Ok(value)) => values.push(value),
            (Self::Long(_), Err(_)) => {
                self.widen();
                self.push_whole(value);
            }
            (Self::Wide(values), _) => values.push(value),
            _ => {}
        }
    }
}

impl Counted for Texts {
    fn count(&self) -> usize {
        self.ends.len()
    }
}

impl Texts {
    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }
}

/// The value that a flawed cell has, which is never written.
fn flaw<N: Default>(flawed: &mut bool) -> N {
    *flawed = true;
    N::default()
}

fn whole(text: &[u8], flawed: &mut bool) -> i128 {
    match number(text) {
        Some(Number { mantissa, scale: 0, integer: ..=20 }) => mantissa,
        _ => flaw(flawed),
    }
}

/// The double or float that is nearest to a text, as its type reads it.
fn floating<N: std::str::FromStr + Default>(text: &[u8], flawed: &mut bool) -> N {
    // `inf` and `-inf` are how Rust reads them whatever their case; a text that is no number is none here either.
    std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| flaw(flawed))
}

/// Days since 1970-01-01 of a canonical date.
fn days(text: &[u8], grain: &mut Grain) -> i32 {
    let Some(moment) = moment::date(text) else { return flaw(&mut grain.flawed) };
    grain.zone_of_part |= moment.zoned;
    let days = i32::try_from(moment.days);
    grain.out_of_range |= days.is_err();
    days.unwrap_or(0)
}
