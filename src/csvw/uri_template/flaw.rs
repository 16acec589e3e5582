//! What is wrong with a template or its values, and the words for it.

use std::fmt;

use super::LIMIT;

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriTemplateError {
    /// How many characters stand before it.
    pub position: usize,
    /// What it is.
    pub flaw: UriTemplateFlaw,
}

/// The flaws that a template can have (RFC 6570 § 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UriTemplateFlaw {
    /// More than [`LIMIT`] bytes.
    TooLong,
    /// A `{` without its `}`.
    Unclosed,
    /// A `}` without its `{`.
    Unopened,
    /// A variable's name is missing, as in `{}` or `{a,}`.
    MissingName,
    /// A character that names of variables do not have.
    InvalidName(char),
    /// An operator that RFC 6570 keeps for later (`=`, `,`, `!`, `@` and `|`).
    ReservedOperator(char),
    /// `:` without a number from 1 to 9999.
    InvalidPrefix,
    /// Something other than `,` or `}` after a variable with its `*` or `:n`.
    AfterModifier(char),
    /// A character outside of an expression that must be percent-encoded.
    InvalidLiteral(char),
    /// A `%` that is not followed by two hexadecimal digits.
    InvalidPercent,
}

impl fmt::Display for UriTemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.position.saturating_add(1);
        match self.flaw {
            UriTemplateFlaw::TooLong => write!(out, "it is longer than {LIMIT} bytes"),
            UriTemplateFlaw::Unclosed => write!(out, "the `{{` at character {at} has no `}}`"),
            UriTemplateFlaw::Unopened => write!(out, "the `}}` at character {at} has no `{{`; as text it is `%7D`"),
            UriTemplateFlaw::MissingName => write!(out, "a variable has no name at character {at}"),
            UriTemplateFlaw::InvalidName(found) => write!(
                out,
                "a variable's name has {} at character {at}; it may have ASCII letters, digits, `_`, a `.` inside, \
                 and `%` with two hexadecimal digits",
                Shown(found)
            ),
            UriTemplateFlaw::ReservedOperator(found) => {
                write!(
                    out,
                    "`{found}` at character {at} is not an operator; they are `+`, `#`, `.`, `/`, `;`, `?`, `&`"
                )
            }
            UriTemplateFlaw::InvalidPrefix => {
                write!(out, "the `:` at character {at} needs a number from 1 to 9999 after it")
            }
            UriTemplateFlaw::AfterModifier(found) => write!(
                out,
                "{} at character {at} follows a complete variable; `,` or `}}` is expected there",
                Shown(found)
            ),
            UriTemplateFlaw::InvalidLiteral(found) => {
                write!(out, "{} at character {at} is to be written `", Shown(found))?;
                let mut bytes = [0; 4];
                for byte in found.encode_utf8(&mut bytes).bytes() {
                    write!(out, "%{byte:02X}")?;
                }
                out.write_str("`")
            }
            UriTemplateFlaw::InvalidPercent => {
                write!(out, "the `%` at character {at} is not followed by two hexadecimal digits; as text it is `%25`")
            }
        }
    }
}

impl std::error::Error for UriTemplateError {}

/// A character in a message: those that cannot be seen by their number.
struct Shown(char);

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' ' => out.write_str("a space"),
            '`' => out.write_str("a backtick"),
            found if found.is_control() || found.is_whitespace() => write!(out, "U+{:04X}", u32::from(found)),
            found => write!(out, "`{found}`"),
        }
    }
}

/// Why a template could not be expanded for these values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpansionError {
    /// The result would have more than [`LIMIT`] bytes.
    TooLong,
    /// `{name:n}`, with a list as the value (RFC 6570 § 2.4.1 has prefixes for texts only); with the name.
    PrefixOfList(String),
}

impl fmt::Display for ExpansionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpansionError::TooLong => write!(out, "the expanded URI template has more than {LIMIT} bytes"),
            ExpansionError::PrefixOfList(name) => {
                write!(out, "`{name}` is a list, and a list has no first characters; leave the `:` and its number out")
            }
        }
    }
}

impl std::error::Error for ExpansionError {}
