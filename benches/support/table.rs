//! A table of invented works orders, the same bytes every time.

use std::fmt::Write;

/// The columns, each with its datatype as `dataset.toml` has it; all but the last are required.
const COLUMNS: [(&str, &str); 12] = [
    ("id", r#"{ base = "string", format = "T[0-9A-F]{9}" }"#),
    ("date", r#"{ base = "date", format = "yyyy-MM-dd", minimum = "2015-01-01", maximum = "2024-12-31" }"#),
    ("amount", r#"{ base = "decimal", minimum = "-20000000", maximum = "20000000" }"#),
    ("quantity", r#"{ base = "integer", minimum = "1", maximum = "100000" }"#),
    ("vat_reclaimed", r#"{ base = "boolean", format = "true|false" }"#),
    ("category", r#"{ base = "string", format = "C(00[1-9]|0[1-9][0-9]|[12][0-9]{2}|300)" }"#),
    ("postcode", r#"{ base = "string", format = "[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}" }"#),
    ("description", r#"{ base = "string", maxLength = "200" }"#),
    ("lat", r#"{ base = "decimal", minimum = "49", maximum = "61" }"#),
    ("lon", r#"{ base = "decimal", minimum = "-9", maximum = "3" }"#),
    ("updated", r#"{ base = "dateTime", format = "yyyy-MM-ddTHH:mm:ssX" }"#),
    ("supplier_ref", r#"{ base = "string", format = "S[0-9]{5}" }"#),
];

/// Settings of a site that are enough.
pub const SITE: &str = r#"
[site]
title = "Measured portal"
base_url = "https://data.example.org/"
publisher = "borough"
licence = "OGL-UK-3.0"

[publishers.borough]
name = "Borough of Example"
homepage = "https://example.org/"
email = "data@example.org"
"#;

/// The description of the table `orders.csv`, with a primary key or without.
pub fn description(with_key: bool) -> String {
    let mut text = "title = \"Works orders\"\n\n[[table]]\nfile = \"orders.csv\"\n".to_owned();
    if with_key {
        text.push_str("primary_key = [\"id\"]\n");
    }
    for (name, datatype) in COLUMNS {
        let required = name != "supplier_ref";
        // Writing to a string cannot fail.
        let _ = write!(text, "\n[[table.column]]\nname = \"{name}\"\ndatatype = {datatype}\nrequired = {required}\n");
    }
    text
}

/// The header and rows until there are so many bytes.
pub fn orders(bytes: usize) -> Vec<u8> {
    let mut text = COLUMNS.map(|(name, _)| name).join(",") + "\n";
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let mut number = 0_u64;
    while text.len() < bytes {
        row(&mut text, &mut draw, number);
        number += 1;
    }
    text.into_bytes()
}

fn row(text: &mut String, draw: &mut Draw, number: u64) {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUWY";
    const THINGS: [&str; 8] = ["kerb", "drain", "bollard", "gully", "lamp column", "verge", "depot", "pavilion"];
    const WORKS: [&str; 8] = ["survey", "lease", "repainting", "hire", "clearance", "signing", "draining", "gritting"];
    let mut letter = || char::from(LETTERS[draw.below(LETTERS.len())]);
    let outward = (letter(), letter(), letter(), letter());
    let id = number.wrapping_mul(0x5_DEEC_E66D) & 0xF_FFFF_FFFF;
    let sign = if draw.below(32) == 0 { "-" } else { "" };
    let _ = write!(text, "T{id:09X},{},{sign}{}.{:02}", day(draw), draw.below(60_000), draw.below(100));
    let _ = write!(text, ",{},{},C{:03}", 1 + draw.below(300), draw.below(4) > 0, 1 + draw.below(300));
    let (a, b, c, d) = outward;
    let _ = write!(text, ",{a}{b}{} {}{c}{d},", 1 + draw.below(40), draw.below(10));
    let (thing, works) = (THINGS[draw.below(8)], WORKS[draw.below(8)]);
    let _ = match draw.below(50) {
        0 => write!(text, "\"{thing} {works}, called \"\"the Cut\"\"\nsee note\""),
        1..15 => write!(text, "{thing} {works}"),
        _ => write!(text, "{thing} {works} {}", THINGS[draw.below(8)]),
    };
    let _ =
        write!(text, ",{}.{:04},-{}.{:04}", 50 + draw.below(10), draw.below(10_000), draw.below(8), draw.below(10_000));
    let (hour, minute, second) = (draw.below(24), draw.below(60), draw.below(60));
    let _ = write!(text, ",{}T{hour:02}:{minute:02}:{second:02}Z,", day(draw));
    if draw.below(10) > 2 {
        let _ = write!(text, "S{:05}", draw.below(100_000));
    }
    text.push('\n');
}

fn day(draw: &mut Draw) -> String {
    format!("{}-{:02}-{:02}", 2015 + draw.below(10), 1 + draw.below(12), 1 + draw.below(28))
}

/// Numbers that look random (xorshift64*).
struct Draw(u64);

impl Draw {
    /// A number below `end`, as even as this needs.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        usize::try_from(high).unwrap_or(0) % end
    }
}
