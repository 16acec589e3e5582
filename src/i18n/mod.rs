//! The words of pages in each language, and numbers, sizes and dates as people write them there.
//!
//! Words are Fluent messages, one file a language. A message that a language lacks is taken from English, and a
//! language without a file has English words; see [`Locale::words_language`].

mod format;
mod languages;
mod locale;

pub use languages::own_name;
pub use locale::{Argument, Flaw, Locale, Messages};
