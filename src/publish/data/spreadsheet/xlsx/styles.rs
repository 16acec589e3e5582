//! Number formats, and the styles that cells name them by (ECMA-376, part 1, § 18.8).

use super::super::content::{DECIMALS, FRACTION};
use std::fmt::Write as _;

/// Headers: bold, text.
pub(super) const HEADER: u32 = 1;
/// Text that stays text when it is edited.
pub(super) const TEXT: u32 = 2;
/// The same, wrapped, for words.
pub(super) const WORDS: u32 = 3;
/// Days.
pub(super) const DATE: u32 = 4;

/// A day and a time with so many digits of a second's fraction.
pub(super) fn date_time(fraction: u8) -> u32 {
    DATE + 1 + u32::from(fraction)
}

/// A time of day.
pub(super) fn time(fraction: u8) -> u32 {
    date_time(FRACTION) + 1 + u32::from(fraction)
}

/// A number with so many digits after the point.
pub(super) fn number(decimals: u8) -> u32 {
    time(FRACTION) + 1 + u32::from(decimals)
}

/// Number formats of one's own begin here; those before are the standard's (§ 18.8.30).
const FIRST_OWN: u32 = 164;

/// `xl/styles.xml`.
pub(super) fn part() -> String {
    let mut codes = vec![r"yyyy\-mm\-dd".to_owned()];
    let fractions = || (0..=FRACTION).map(after_point);
    codes.extend(fractions().map(|digits| format!(r#"yyyy\-mm\-dd"T"hh:mm:ss{digits}"#)));
    codes.extend(fractions().map(|digits| format!("hh:mm:ss{digits}")));
    codes.extend((0..=DECIMALS).map(|digits| format!("0{}", after_point(digits))));
    let mut out = format!(
        "{}<styleSheet xmlns=\"{}\"><numFmts count=\"{}\">",
        super::parts::DECLARATION,
        super::parts::MAIN,
        codes.len()
    );
    for (id, code) in (FIRST_OWN..).zip(&codes) {
        // Writing to a String cannot fail.
        let _ = write!(out, "<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code.replace('"', "&quot;"));
    }
    out.push_str(
        "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    );
    let _ = write!(out, "<cellXfs count=\"{}\">", 4 + codes.len());
    // 49 is `@`: text.
    out.push_str(
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
         <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
         <alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    );
    for (id, _) in (FIRST_OWN..).zip(&codes) {
        let _ = write!(
            out,
            "<xf numFmtId=\"{id}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        );
    }
    out.push_str(
        "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
    );
    out
}

/// A point and so many digits; nothing without digits.
fn after_point(digits: u8) -> String {
    if digits == 0 { String::new() } else { format!(".{}", "0".repeat(usize::from(digits))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_place() {
        let styles = part();
        let code = |style: u32| {
            let id = FIRST_OWN + style - DATE;
            let (_, rest) = styles.split_once(&format!("numFmtId=\"{id}\" formatCode=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        assert_eq!(code(DATE), r"yyyy\-mm\-dd");
        assert_eq!(code(date_time(0)), r"yyyy\-mm\-dd&quot;T&quot;hh:mm:ss");
        assert_eq!(code(date_time(3)), r"yyyy\-mm\-dd&quot;T&quot;hh:mm:ss.000");
        assert_eq!(code(time(0)), "hh:mm:ss");
        assert_eq!(code(time(1)), "hh:mm:ss.0");
        assert_eq!(code(number(0)), "0");
        assert_eq!(code(number(2)), "0.00");
        assert_eq!(code(number(15)), "0.000000000000000");
        assert_eq!(styles.matches("<xf ").count(), 1 + 4 + 1 + 4 + 4 + 16);
    }
}
