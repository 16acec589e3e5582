//! Which built-in datatype may be meant by a name that is none.

use super::built_in_names;

/// Names of datatypes in databases, programming languages and other vocabularies, with CSVW's.
const ELSEWHERE: [(&str, &str); 13] = [
    ("text", "string"),
    ("str", "string"),
    ("varchar", "string"),
    ("bool", "boolean"),
    ("numeric", "decimal"),
    ("money", "decimal"),
    ("bigint", "integer"),
    ("int64", "integer"),
    ("timestamp", "dateTime"),
    ("url", "anyURI"),
    ("uri", "anyURI"),
    ("year", "gYear"),
    ("yearmonth", "gYearMonth"),
];

/// Longer texts are no slips of the finger; a comparison takes as long as the product of the lengths.
const LONGEST: usize = 30;

/// The built-in datatype that may be meant: the same name in other letters or under a prefix, what it is called
/// elsewhere, or one of which a third of the letters differ at most.
#[must_use]
pub fn likely(written: &str) -> Option<&'static str> {
    let name = written.rsplit([':', '#', '/']).next().unwrap_or(written).trim();
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, ours)| *ours);
    elsewhere.or_else(|| built_in_names().find(|known| known.eq_ignore_ascii_case(name))).or_else(|| {
        let lower = name.to_ascii_lowercase();
        built_in_names()
            .map(|known| (strsim::damerau_levenshtein(&lower, &known.to_ascii_lowercase()), known))
            .filter(|(distance, known)| distance * 3 <= name.len().min(known.len()))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known)
    })
}

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn what_may_be_meant() {
        for (written, expected) in [
            ("datee", Some("date")),
            ("text", Some("string")),
            ("xsd:date", Some("date")),
            ("schema:URL", Some("anyURI")),
            ("http://www.w3.org/2001/XMLSchema#gYear", Some("gYear")),
            ("Integer", Some("integer")),
            ("TIMESTAMP", Some("dateTime")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(likely(written), expected, "{written}");
        }
        assert_eq!(likely(&"x".repeat(10_000)), None);
    }
}
