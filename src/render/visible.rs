//! Characters that HTML has no way to write, made visible.

/// A page in which each character that an HTML document cannot have (HTML, "Preprocessing the input stream") is a sign
/// that stands for it. Data, titles and Markdown may have such characters, by way of a character reference too; so this
/// is done once, to the whole page. The data files keep them.
pub(super) fn visible(page: String) -> String {
    if !page.chars().any(is_no_html) {
        return page;
    }
    page.chars().map(|letter| if is_no_html(letter) { sign_of(letter) } else { letter }).collect()
}

/// Whether HTML forbids a character: controls that are no white space, and code points that are no characters.
pub(super) fn is_no_html(letter: char) -> bool {
    let is_white_space = matches!(letter, '\t' | '\n' | '\u{c}' | '\r');
    let code = u32::from(letter);
    (letter.is_control() && !is_white_space) || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// The picture of a control (Unicode, "Control Pictures"), where there is one.
fn sign_of(letter: char) -> char {
    match letter {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn controls_are_pictures_and_what_is_no_character_is_replaced() {
        let page = "<p>a\u{1}b\0\u{7f}\u{85}\u{fdd0}\u{ffff}\u{1fffe} tŷ 中</p>\t\r\n\u{c}";
        let expected = "<p>a\u{2401}b\u{2400}\u{2421}\u{fffd}\u{fffd}\u{fffd}\u{fffd} tŷ 中</p>\t\r\n\u{c}";
        assert_eq!(visible(page.to_owned()), expected);
        let plain = "<p>tŷ</p>\n";
        assert_eq!(visible(plain.to_owned()), plain);
    }
}
