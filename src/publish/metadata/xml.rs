//! What the XML files share.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// An XML document in UTF-8, indented, its root written by `content`.
pub(super) fn document(content: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // A vector takes whatever is written to it, so there is no error to hand on.
    let _ =
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None))).and_then(|()| content(&mut writer));
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

/// An element with nothing but text.
pub(super) fn text(writer: &mut Writer<Vec<u8>>, name: &str, words: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&allowed(words)))?;
    Ok(())
}

/// The text without the characters that XML 1.0 has no way to write (section 2.2).
pub(super) fn allowed(words: &str) -> String {
    words
        .chars()
        .filter(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}'))
        .collect()
}
