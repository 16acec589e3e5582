//! The parts of the package (ECMA-376, part 2), and what is around the rows of a sheet.

use super::super::package::Package;
use super::super::part::widths_of;
use super::super::shorthand;
use super::super::{Book, Sheet};
use super::cell::{PHRASES, ROW_BEGINS, ROW_ENDS, escape, letters, write_text};
use super::styles;
use std::fmt::Write as _;
use std::io;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const SPREADSHEETML: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Writes the parts that come before the sheets.
pub(super) fn before(book: &Book, package: &mut Package) -> io::Result<()> {
    package.part("[Content_Types].xml", content_types().as_bytes())?;
    let main = [("officeDocument", "xl/workbook.xml")].map(|(kind, target)| (format!("{OFFICE}/{kind}"), target));
    let core = (CORE.to_owned(), "docProps/core.xml");
    package.part("_rels/.rels", relations(main.into_iter().chain([core])).as_bytes())?;
    package.part("docProps/core.xml", &core_properties(book))?;
    package.part("xl/workbook.xml", &workbook(book))?;
    let sheets = ["worksheets/sheet1.xml", "worksheets/sheet2.xml", "worksheets/sheet3.xml"];
    let sheets = sheets.map(|target| (format!("{OFFICE}/worksheet"), target));
    let styles = (format!("{OFFICE}/styles"), "styles.xml");
    package.part("xl/_rels/workbook.xml.rels", relations(sheets.into_iter().chain([styles])).as_bytes())?;
    package.part("xl/styles.xml", styles::part().as_bytes())
}

fn content_types() -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SPREADSHEETML}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{SPREADSHEETML}.styles+xml\"/>"
    );
    for number in 1..=3 {
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SPREADSHEETML}.worksheet+xml\"/>"
        );
    }
    out + "</Types>"
}

fn relations(targets: impl Iterator<Item = (String, &'static str)>) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">");
    for (number, (kind, target)) in targets.enumerate() {
        let _ = write!(out, "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", number + 1);
    }
    out + "</Relationships>"
}

fn workbook(book: &Book) -> Vec<u8> {
    let mut out = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>"
    )
    .into_bytes();
    for (number, name) in (1..).zip(&book.sheets) {
        out.extend_from_slice(b"<sheet name=\"");
        attribute(name, &mut out);
        out.extend_from_slice(format!("\" sheetId=\"{number}\" r:id=\"rId{number}\"/>").as_bytes());
    }
    out.extend_from_slice(b"</sheets></workbook>");
    out
}

/// Title, publisher, language and the day of the dataset; none of the day on which the file was made.
fn core_properties(book: &Book) -> Vec<u8> {
    let mut out = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    )
    .into_bytes();
    let about = &book.about;
    for (name, words) in
        [("title", about.title.as_str()), ("creator", &about.publisher), ("language", about.language())]
    {
        out.extend_from_slice(format!("<dc:{name}>").as_bytes());
        escape(words.as_bytes(), &mut out);
        out.extend_from_slice(format!("</dc:{name}>").as_bytes());
    }
    if let Some(day) = about.modified {
        let modified = format!("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified>");
        out.extend_from_slice(modified.as_bytes());
    }
    out.extend_from_slice(b"</cp:coreProperties>");
    out
}

/// A name of a sheet in an attribute.
fn attribute(text: &str, out: &mut Vec<u8>) {
    let mut escaped = Vec::new();
    escape(text.as_bytes(), &mut escaped);
    for byte in escaped {
        if byte == b'"' { out.extend_from_slice(b"&quot;") } else { out.push(byte) }
    }
}

/// All of a sheet before its rows: the first row stays where it is, if it is a header; columns of so many characters.
pub(super) fn head(widths: &[u32], has_header: bool) -> Vec<u8> {
    let mut out = format!("{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">");
    if has_header {
        out.push_str(
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>",
        );
    }
    out.push_str("</sheetView></sheetViews><cols>");
    for (number, width) in (1..).zip(widths) {
        let _ = write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out.push_str("</cols><sheetData>");
    out.into_bytes()
}

/// A row of words in shorthand. What is too long for a cell is cut before.
pub(super) fn row(words: &[impl AsRef<str>], style: impl Fn(usize) -> u32) -> Vec<u8> {
    let mut out = ROW_BEGINS.to_vec();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| !words.as_ref().is_empty()) {
        let _ = write_text(&letters(number), style(number), words.as_ref(), &mut out);
    }
    out.push(ROW_ENDS);
    out
}

/// All of the sheet of rows after them: buttons to filter by, and no green corners at numbers that are codes.
pub(super) fn tail_of_rows(columns: usize, rows: u64) -> String {
    let range = format!("A1:{}{rows}", letters(columns.saturating_sub(1)));
    format!(
        "</sheetData><autoFilter ref=\"{range}\"/>\
         <ignoredErrors><ignoredError sqref=\"{range}\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
    )
}

/// Writes a sheet of words.
pub(super) fn note(sheet: &Sheet, package: &mut Package) -> io::Result<()> {
    package.write(&head(&widths_of(&sheet.rows), sheet.has_header))?;
    for (number, words) in (0..).zip(&sheet.rows) {
        let is_header = |column| if sheet.has_header { number == 0 } else { column == 0 };
        let style = |column| if is_header(column) { styles::HEADER } else { styles::WORDS };
        shorthand::write(&row(words, style), &PHRASES, number, package)?;
    }
    package.write(b"</sheetData></worksheet>")
}
