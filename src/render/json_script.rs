//! JSON inside a page.

use super::visible::is_no_html;
use std::fmt::Write as _;

/// JSON that can stand in a `<script>`: `<`, `>`, `&`, U+2028 and U+2029 are written as `\u` escapes, so nothing in it
/// can end the script or begin a comment; and so is what HTML has no way to write.
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
            other if is_no_html(other) => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
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
        let value = serde_json::json!("\u{1}\u{7f}\u{85}\u{1ffff}");
        let text = json_script(&value);
        assert_eq!(text, r#""\u0001\u007f\u0085\ud83f\udfff""#);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
