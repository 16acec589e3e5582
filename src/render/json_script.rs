//! JSON inside a page.

/// JSON that can stand in a `<script>`: `<`, `>`, `&`, U+2028 and U+2029 are written as `\u` escapes, so nothing in it
/// can end the script or begin a comment.
#[must_use]
pub fn json_script(value: &serde_json::Value) -> String {
    let text = value.to_string();
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, letter| {
        match letter {
            '<' => escaped.push_str("\\u003c"),
            '>' => escaped.push_str("\\u003e"),
            '&' => escaped.push_str("\\u0026"),
            '\u{2028}' => escaped.push_str("\\u2028"),
            '\u{2029}' => escaped.push_str("\\u2029"),
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::json_script;

    #[test]
    fn nothing_ends_the_script() {
        let value = serde_json::json!({ "name": "</script><!-- & \u{2028}\u{2029}" });
        let text = json_script(&value);
        assert_eq!(text, r#"{"name":"\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029"}"#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
