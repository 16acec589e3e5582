//! Booleans (tabular-data-model § 6.4.3).

use crate::csvw::value::shortened;

/// The two texts of `Y|N`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BooleanFormat {
    yes: String,
    no: String,
}

impl BooleanFormat {
    /// Understands a format such as `Y|N`: what is true, then what is false. The error says why it cannot be used.
    pub fn compile(format: &str) -> Result<Self, String> {
        match format.split_once('|') {
            Some((yes, no)) if !yes.is_empty() && !no.is_empty() && yes != no && !no.contains('|') => {
                Ok(Self { yes: yes.to_owned(), no: no.to_owned() })
            }
            _ => Err(format!(
                "`{}` is not a boolean format: two different texts, such as `Y|N`, are expected",
                shortened(format)
            )),
        }
    }
}

/// The canonical text of a boolean. The error says why it is none.
pub fn read(format: Option<&BooleanFormat>, text: &[u8]) -> Result<&'static str, String> {
    match format {
        None => match text {
            b"true" | b"1" => Ok("true"),
            b"false" | b"0" => Ok("false"),
            _ => Err("a boolean is `true`, `false`, `1` or `0`, unless a format such as `Y|N` is declared".to_owned()),
        },
        Some(format) if text == format.yes.as_bytes() => Ok("true"),
        Some(format) if text == format.no.as_bytes() => Ok("false"),
        Some(BooleanFormat { yes, no }) => Err(format!("`{}` or `{}` is expected", shortened(yes), shortened(no))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booleans() {
        for (format, text, expected) in [
            (None, "true", Some("true")),
            (None, "1", Some("true")),
            (None, "0", Some("false")),
            (None, "True", None),
            (Some("Y|N"), "Y", Some("true")),
            (Some("Y|N"), "N", Some("false")),
            (Some("Y|N"), "y", None),
            (Some("Y|N"), "true", None),
        ] {
            let format = format.map(|format| BooleanFormat::compile(format).unwrap());
            assert_eq!(read(format.as_ref(), text.as_bytes()).ok(), expected, "{text}");
        }
        for format in ["", "|", "YN", "Y|", "|N", "Y|Y", "a|b|c"] {
            assert!(BooleanFormat::compile(format).is_err(), "{format}");
        }
    }
}
