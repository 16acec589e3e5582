//! Formats of dates and times: from `strptime`, as data packages write them, to the patterns of CSVW.

/// The CSVW pattern for a `strptime` format; none where there is none. `%d` and the like take one digit as well as
/// two, so the pattern does. The drafts before version 1 put `fmt:` in front.
pub(super) fn pattern(format: &str) -> Option<String> {
    let format = format.strip_prefix("fmt:").unwrap_or(format);
    let mut pattern = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            // Letters mean something in a pattern; only `T` between date and time is one that CSVW knows.
            if character.is_alphabetic() && character != 'T' {
                return None;
            }
            pattern.push(character);
            continue;
        }
        let mut directive = characters.next()?;
        if directive == '-' {
            directive = characters.next()?;
        }
        pattern.push_str(match directive {
            'Y' => "yyyy",
            'y' => "yy",
            'm' => "M",
            'd' | 'e' => "d",
            'b' | 'h' => "MMM",
            'B' => "MMMM",
            'H' => "HH",
            'M' => "mm",
            'S' => "ss",
            'f' => "SSSSSS",
            'z' => "XX",
            'F' => "yyyy-MM-dd",
            'T' => "HH:mm:ss",
            'R' => "HH:mm",
            _ => return None,
        });
    }
    // Without something between them, one digit and two cannot be told apart.
    Some(match pattern.as_str() {
        "yyyyMd" => "yyyyMMdd".to_owned(),
        "yyyy-M-d" => "yyyy-MM-dd".to_owned(),
        _ => pattern.replace("yyyy-M-d", "yyyy-MM-dd"),
    })
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn strptime_becomes_a_pattern() {
        for (format, expected) in [
            ("%d/%m/%Y", Some("d/M/yyyy")),
            ("%Y-%m-%d", Some("yyyy-MM-dd")),
            ("%Y%m%d", Some("yyyyMMdd")),
            ("fmt:%d.%m.%y", Some("d.M.yy")),
            ("%d %b %Y", Some("d MMM yyyy")),
            ("%Y-%m-%dT%H:%M:%S", Some("yyyy-MM-ddTHH:mm:ss")),
            ("%H:%M", Some("HH:mm")),
            ("%A %d", None),
            ("day %d", None),
            ("%", None),
        ] {
            assert_eq!(pattern(format).as_deref(), expected, "{format}");
        }
    }
}
