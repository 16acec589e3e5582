//! Styles of cells, which name the form that numbers, dates and times are shown in (OpenDocument 1.3, part 3, § 16.29).

use super::super::content::{DECIMALS, FRACTION};
use super::super::part::{NARROWEST, WIDEST};
use std::fmt::Write as _;

/// Headers: bold, text.
pub(super) const HEADER: &str = "b";
/// Text that stays text when it is edited.
pub(super) const TEXT: &str = "t";
/// The same, wrapped, for words.
pub(super) const WORDS: &str = "w";
/// Days.
pub(super) const DATE: &str = "d";
/// True and false.
pub(super) const BOOLEAN: &str = "l";
/// With the number of digits after the point: numbers.
pub(super) const NUMBER: &str = "n";
/// With the number of digits of a second's fraction: a day and a time.
pub(super) const DATE_TIME: &str = "m";
/// The same for times of day.
pub(super) const TIME: &str = "h";
/// With the number of characters: the width of a column.
pub(super) const WIDTH: char = 'c';

const DAY: &str = "<number:year number:style=\"long\"/><number:text>-</number:text>\
                   <number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/>";

/// `office:automatic-styles`.
pub(super) fn automatic() -> String {
    let mut out = String::from("<office:automatic-styles>");
    // Writing to a String cannot fail.
    for width in NARROWEST..=WIDEST {
        let millimetres = width * 2 + 4;
        let _ = write!(
            out,
            "<style:style style:name=\"{WIDTH}{width}\" style:family=\"table-column\">\
             <style:table-column-properties style:column-width=\"{millimetres}mm\"/></style:style>"
        );
    }
    out.push_str("<number:text-style style:name=\"Nt\"><number:text-content/></number:text-style>");
    cell(TEXT, "Nt", "", &mut out);
    cell(HEADER, "Nt", "<style:text-properties fo:font-weight=\"bold\"/>", &mut out);
    cell(WORDS, "Nt", "<style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/>", &mut out);
    out.push_str("<number:boolean-style style:name=\"Nl\"><number:boolean/></number:boolean-style>");
    cell(BOOLEAN, "Nl", "", &mut out);
    let _ = write!(out, "<number:date-style style:name=\"Nd\">{DAY}</number:date-style>");
    cell(DATE, "Nd", "", &mut out);
    for digits in 0..=FRACTION {
        let time = time(digits);
        let _ = write!(
            out,
            "<number:date-style style:name=\"Nm{digits}\">{DAY}<number:text>T</number:text>{time}</number:date-style>\
             <number:time-style style:name=\"Nh{digits}\">{time}</number:time-style>"
        );
        cell(&format!("{DATE_TIME}{digits}"), &format!("Nm{digits}"), "", &mut out);
        cell(&format!("{TIME}{digits}"), &format!("Nh{digits}"), "", &mut out);
    }
    for digits in 0..=DECIMALS {
        let _ = write!(
            out,
            "<number:number-style style:name=\"Nn{digits}\"><number:number number:decimal-places=\"{digits}\" \
             number:min-decimal-places=\"{digits}\" number:min-integer-digits=\"1\"/></number:number-style>"
        );
        cell(&format!("{NUMBER}{digits}"), &format!("Nn{digits}"), "", &mut out);
    }
    out + "</office:automatic-styles>"
}

/// Hours, minutes and seconds with so many digits of a fraction.
fn time(digits: u8) -> String {
    format!(
        "<number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes number:style=\"long\"/>\
         <number:text>:</number:text><number:seconds number:style=\"long\" number:decimal-places=\"{digits}\"/>"
    )
}

/// A style of cells that shows values by a data style.
fn cell(name: &str, data: &str, properties: &str, out: &mut String) {
    let _ = write!(
        out,
        "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
         style:data-style-name=\"{data}\">{properties}</style:style>"
    );
}
