//! What a person may have meant.

/// Spellings of other places and standards that no measure of distance finds.
const KNOWN: &[(&str, &str)] = &[
    ("access", "access_rights"),
    ("accrual_periodicity", "update_frequency"),
    ("author", "publisher"),
    ("baseurl", "base_url"),
    ("code", "code_list"),
    ("contact", "contact_point"),
    ("created", "issued"),
    ("email", "contact_point"),
    ("enum", "code_list"),
    ("fields", "column"),
    ("frequency", "update_frequency"),
    ("id", "name"),
    ("label", "title"),
    ("licenses", "licence"),
    ("maintainer", "contact_point"),
    ("missing_values", "null"),
    ("notes", "description"),
    ("organisation", "publisher"),
    ("organization", "publisher"),
    ("path", "file"),
    ("published", "issued"),
    ("rights", "access_rights"),
    ("sep", "delimiter"),
    ("tags", "keyword"),
    ("theme", "topic"),
    ("themes", "topics"),
    ("type", "datatype"),
    ("updated", "modified"),
    ("url", "address"),
];

/// The candidate that is nearest to what was written, if one is near enough to be meant: the same but for case, `-`,
/// `_`, an American spelling or a plural; a known other name for it; or a few letters away.
#[must_use]
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let plain = plain(written);
    if let Some(same) = candidates.iter().find(|candidate| self::plain(candidate) == plain) {
        return Some(same);
    }
    let snake = snake(written);
    let known = KNOWN.iter().filter(|(other, _)| *other == snake).map(|(_, meant)| *meant);
    for meant in known {
        if let Some(candidate) = candidates.iter().find(|candidate| **candidate == meant) {
            return Some(candidate);
        }
    }
    // A third of the letters may be wrong: enough for slips of the finger, too little for another word.
    let limit = (plain.chars().count() / 3).max(1);
    candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&plain, &self::plain(candidate)), *candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Lower case, without `-`, `_` and blanks, British, singular.
fn plain(text: &str) -> String {
    let mut plain: String =
        text.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
    if plain.len() > 3 && plain.ends_with('s') {
        plain.pop();
    }
    plain.replace("license", "licence").replace("color", "colour").replace("catalog", "catalogue")
}

/// `primaryKey` and `primary-key` as `primary_key`.
fn snake(text: &str) -> String {
    let mut snake = String::new();
    for character in text.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(if character == '-' { '_' } else { character }.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_people_write_leads_to_what_they_mean() {
        let keys = ["licence", "keyword", "topic", "title", "update_frequency", "contact_point", "primary_key"];
        for (written, meant) in [
            ("license", "licence"),
            ("licenses", "licence"),
            ("keywords", "keyword"),
            ("theme", "topic"),
            ("titel", "title"),
            ("primaryKey", "primary_key"),
            ("frequency", "update_frequency"),
            ("contact", "contact_point"),
        ] {
            assert_eq!(nearest(written, keys), Some(meant), "{written}");
        }
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("OGL-UK-3", ["OGL-UK-3.0", "MIT"]), Some("OGL-UK-3.0"));
    }
}
