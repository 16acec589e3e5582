//! The parts of the package (OpenDocument 1.3, part 2), and what is around the rows of a sheet.

use super::super::package::Package;
use super::super::part::widths_of;
use super::super::shorthand::ROW;
use super::super::xlsx::letters;
use super::super::{Book, Sheet};
use super::{cell, styles};
use std::io;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

/// The beginning of `content.xml`.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.3\">";

/// Writes the parts that come before the sheets; `mimetype` is the first, and not compressed (part 2, § 3.3).
pub(super) fn before(book: &Book, package: &mut Package) -> io::Result<()> {
    package.stored("mimetype", MEDIA_TYPE.as_bytes())?;
    package.part("META-INF/manifest.xml", manifest().as_bytes())?;
    package.part("meta.xml", &meta(book))?;
    package.part("settings.xml", &settings(book))?;
    package.part("styles.xml", style_sheet().as_bytes())
}

fn manifest() -> String {
    let part =
        |path: &str| format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"text/xml\"/>");
    format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
         manifest:media-type=\"{MEDIA_TYPE}\"/>{}</manifest:manifest>",
        ["content.xml", "styles.xml", "meta.xml", "settings.xml"].map(part).concat()
    )
}

/// Title, publisher, language and the day of the dataset; none of the day on which the file was made.
fn meta(book: &Book) -> Vec<u8> {
    let about = &book.about;
    let mut out = format!(
        "{DECLARATION}<office:document-meta xmlns:office=\"{OFFICE}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"><office:meta>\
         <meta:generator>plainsight</meta:generator>"
    )
    .into_bytes();
    let modified = about.modified.map(|day| format!("{day}T00:00:00")).unwrap_or_default();
    let facts = [("title", about.title.as_str()), ("creator", &about.publisher), ("date", &modified)];
    for (name, words) in
        facts.into_iter().chain([("language", about.language())]).filter(|(_, words)| !words.is_empty())
    {
        out.extend_from_slice(format!("<dc:{name}>").as_bytes());
        cell::escape(&allowed(words), &mut out);
        out.extend_from_slice(format!("</dc:{name}>").as_bytes());
    }
    out.extend_from_slice(b"</office:meta></office:document-meta>");
    out
}

fn style_sheet() -> String {
    format!(
        "{DECLARATION}<office:document-styles xmlns:office=\"{OFFICE}\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" office:version=\"1.3\"><office:styles>\
         <style:style style:name=\"Default\" style:family=\"table-cell\"/></office:styles></office:document-styles>"
    )
}

/// The first row of the first two sheets stays where it is. It is LibreOffice that has these settings; others pass over them.
fn settings(book: &Book) -> Vec<u8> {
    let mut out = format!(
        "{DECLARATION}<office:document-settings xmlns:office=\"{OFFICE}\" xmlns:ooo=\"http://openoffice.org/2004/office\" \
         xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" office:version=\"1.3\"><office:settings>\
         <config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\">\
         <config:config-item-map-entry><config:config-item config:name=\"ViewId\" config:type=\"string\">view1</config:config-item>\
         <config:config-item-map-named config:name=\"Tables\">"
    )
    .into_bytes();
    for name in book.sheets.iter().take(2) {
        out.extend_from_slice(b"<config:config-item-map-entry config:name=\"");
        cell::escape(&allowed(name), &mut out);
        out.extend_from_slice(b"\">");
        for (name, kind, value) in [
            ("HorizontalSplitMode", "short", 0),
            ("VerticalSplitMode", "short", 2),
            ("HorizontalSplitPosition", "int", 0),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionTop", "int", 0),
            ("PositionBottom", "int", 1),
        ] {
            let item = format!(
                "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
            );
            out.extend_from_slice(item.as_bytes());
        }
        out.extend_from_slice(b"</config:config-item-map-entry>");
    }
    let [first, ..] = &book.sheets;
    out.extend_from_slice(
        b"</config:config-item-map-named><config:config-item config:name=\"ActiveTable\" config:type=\"string\">",
    );
    cell::escape(&allowed(first), &mut out);
    out.extend_from_slice(
        b"</config:config-item></config:config-item-map-entry></config:config-item-map-indexed>\
          </config:config-item-set></office:settings></office:document-settings>",
    );
    out
}

/// All of a sheet before its rows: its name, and for each column how many characters wide it is and the style of its cells.
pub(super) fn head<'s>(name: &str, columns: impl Iterator<Item = (u32, &'s str)>) -> Vec<u8> {
    let mut out = b"<table:table table:name=\"".to_vec();
    cell::escape(&allowed(name), &mut out);
    out.extend_from_slice(b"\">");
    for (width, style) in columns {
        let column = format!(
            "<table:table-column table:style-name=\"{}{width}\" table:default-cell-style-name=\"{style}\"/>",
            styles::WIDTH
        );
        out.extend_from_slice(column.as_bytes());
    }
    out
}

/// A row that is repeated on every printed page, in shorthand.
pub(super) fn header(names: &[impl AsRef<str>]) -> Vec<u8> {
    let mut out = b"<table:table-header-rows>".to_vec();
    out.extend_from_slice(&row(names, |_| styles::HEADER));
    out.extend_from_slice(b"</table:table-header-rows>");
    out
}

/// A row of words in shorthand.
fn row(words: &[impl AsRef<str>], style: impl Fn(usize) -> &'static str) -> Vec<u8> {
    let mut out = vec![ROW];
    for (number, words) in words.iter().enumerate() {
        // Every character of allowed words can be written.
        let _ = cell::write_text(Some(style(number)), &allowed(words.as_ref()), &mut out);
    }
    out.push(cell::ROW_ENDS);
    out
}

/// A sheet of words in shorthand.
pub(super) fn note(sheet: &Sheet) -> Vec<u8> {
    let widths = widths_of(&sheet.rows);
    let mut out = head(&sheet.name, widths.into_iter().map(|width| (width, styles::WORDS)));
    let mut rows = sheet.rows.as_slice();
    if sheet.has_header
        && let Some((names, others)) = rows.split_first()
    {
        out.extend_from_slice(&header(names));
        rows = others;
    }
    for words in rows {
        let style = |column| if !sheet.has_header && column == 0 { styles::HEADER } else { styles::WORDS };
        out.extend_from_slice(&row(words, style));
    }
    out.extend_from_slice(b"</table:table>");
    out
}

/// Buttons to filter the rows by (part 3, § 9.4.15).
pub(super) fn filter(name: &str, columns: usize, rows: u64) -> Vec<u8> {
    // A name is in apostrophes, and one in it is doubled.
    let sheet = format!("'{}'", allowed(name).replace('\'', "''"));
    let range = format!("{sheet}.A1:{sheet}.{}{rows}", letters(columns.saturating_sub(1)));
    let mut out = b"<table:database-ranges><table:database-range table:name=\"rows\" \
                    table:display-filter-buttons=\"true\" table:target-range-address=\""
        .to_vec();
    cell::escape(&range, &mut out);
    out.extend_from_slice(b"\"/></table:database-ranges>");
    out
}

/// Words without the characters that XML has no way to write.
fn allowed(words: &str) -> String {
    words.chars().filter(|c| !cell::is_no_character(*c)).collect()
}
