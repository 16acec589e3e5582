//! The place of a row as a geometry.

use super::national_grid;
use crate::csvw::value::Kind;
use crate::model::{Axis, ReferenceSystem};
use crate::rows::Cell;
use crate::rows::object::is_number;
use std::io::Write as _;

/// Digits after the point of a degree that was worked out: the fifth is a metre, and the transformation is good for five.
const DECIMALS: usize = 5;

/// Where a row is.
#[derive(Debug, PartialEq)]
pub(super) enum Place<'a> {
    /// A coordinate is null.
    Unknown,
    /// Longitude and latitude with the source's digits.
    AsWritten { longitude: &'a [u8], latitude: &'a [u8] },
    /// Longitude and latitude in degrees, worked out.
    Transformed { longitude: f64, latitude: f64 },
    /// This coordinate is none.
    Nowhere(Axis),
}

/// The place of a row with these coordinates.
pub(super) fn place<'a>(system: ReferenceSystem, x: Cell<'a>, y: Cell<'a>) -> Place<'a> {
    let coordinate = |axis, cell: Cell<'_>| {
        let is_number = matches!(cell.kind, Kind::Integer | Kind::Decimal | Kind::Double) && is_number(cell.text);
        if is_number { system.coordinate(axis, cell.text).ok_or(axis) } else { Err(axis) }
    };
    // A coordinate that is wrong is told of even where the other one is null.
    let both = [(Axis::Y, y), (Axis::X, x)];
    let wrong = both.into_iter().filter(|(_, cell)| cell.kind != Kind::Null);
    if let Some(axis) = wrong.into_iter().find_map(|(axis, cell)| coordinate(axis, cell).err()) {
        return Place::Nowhere(axis);
    }
    let (Ok(easting), Ok(northing)) = (coordinate(Axis::X, x), coordinate(Axis::Y, y)) else { return Place::Unknown };
    match system {
        ReferenceSystem::Wgs84 => Place::AsWritten { longitude: x.text, latitude: y.text },
        ReferenceSystem::NationalGrid => {
            let (longitude, latitude) = national_grid::to_wgs_84(easting, northing);
            Place::Transformed { longitude, latitude }
        }
    }
}

impl Place<'_> {
    /// Adds the geometry, longitude first (RFC 7946, section 3.1.1); `null` where there is none (section 3.2).
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Unknown | Self::Nowhere(_) => out.extend_from_slice(b"null"),
            Self::AsWritten { longitude, latitude } => {
                out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":[");
                out.extend_from_slice(longitude);
                out.push(b',');
                out.extend_from_slice(latitude);
                out.extend_from_slice(b"]}");
            }
            Self::Transformed { longitude, latitude } => {
                // Writing to a Vec cannot fail. Nothing of the grid is so near to zero that a sign would be left alone:
                // `-0.00000` is written as the zero that it is.
                let [longitude, latitude] = [*longitude, *latitude].map(|degrees| {
                    let text = format!("{degrees:.DECIMALS$}");
                    if text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.')) { "0".to_owned() } else { text }
                });
                let _ = write!(out, "{{\"type\":\"Point\",\"coordinates\":[{longitude},{latitude}]}}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(system: ReferenceSystem, x: &str, y: &str) -> String {
        fn cell(text: &str) -> Cell<'_> {
            Cell { kind: if text.is_empty() { Kind::Null } else { Kind::Decimal }, text: text.as_bytes() }
        }
        let place = place(system, cell(x), cell(y));
        if let Place::Nowhere(axis) = place {
            return format!("no {}", system.key(axis));
        }
        let mut out = Vec::new();
        place.write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn degrees_keep_their_digits_and_metres_become_degrees() {
        use ReferenceSystem::{NationalGrid, Wgs84};
        for (system, x, y, expected) in [
            (
                Wgs84,
                "-0.10",
                "51.50000000000000001",
                "{\"type\":\"Point\",\"coordinates\":[-0.10,51.50000000000000001]}",
            ),
            (Wgs84, "", "51.5", "null"),
            (Wgs84, "1", "", "null"),
            (Wgs84, "", "91", "no latitude"),
            (Wgs84, "181", "", "no longitude"),
            (Wgs84, "181", "91", "no latitude"),
            (NationalGrid, "651409.903", "313177.270", "{\"type\":\"Point\",\"coordinates\":[1.71605,52.65798]}"),
            (NationalGrid, "1.72", "52.66", "{\"type\":\"Point\",\"coordinates\":[-7.55719,49.76728]}"),
            (NationalGrid, "313177", "1651409", "no northing"),
        ] {
            assert_eq!(written(system, x, y), expected, "{x} {y}");
        }
    }

    #[test]
    fn zero_has_no_sign() {
        let mut out = Vec::new();
        Place::Transformed { longitude: -0.000_000_1, latitude: -0.00001 }.write(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "{\"type\":\"Point\",\"coordinates\":[0,-0.00001]}");
    }
}
