//! Where a table has the places of its rows.

use serde::{Deserialize, Serialize};

/// The columns with the place of a row, as a publisher declared them: nothing is inferred from names or values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordinates {
    /// What the numbers mean.
    pub system: ReferenceSystem,
    /// The column with the longitude or the easting.
    pub x: String,
    /// The column with the latitude or the northing.
    pub y: String,
}

/// A coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferenceSystem {
    /// Longitude and latitude in degrees (WGS 84, OGC:CRS84).
    Wgs84,
    /// Easting and northing in metres (British National Grid, EPSG:27700).
    NationalGrid,
}

/// One of the two coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Longitude or easting.
    X,
    /// Latitude or northing.
    Y,
}

impl Coordinates {
    /// The column of a coordinate.
    #[must_use]
    pub fn column(&self, axis: Axis) -> &str {
        match axis {
            Axis::X => &self.x,
            Axis::Y => &self.y,
        }
    }
}

impl ReferenceSystem {
    /// The key of `coordinates` that names the column of a coordinate.
    #[must_use]
    pub const fn key(self, axis: Axis) -> &'static str {
        match (self, axis) {
            (Self::Wgs84, Axis::X) => "longitude",
            (Self::Wgs84, Axis::Y) => "latitude",
            (Self::NationalGrid, Axis::X) => "easting",
            (Self::NationalGrid, Axis::Y) => "northing",
        }
    }

    /// The least and the greatest coordinate there is: of the globe in degrees, of the National Grid in metres.
    #[must_use]
    pub const fn range(self, axis: Axis) -> (f64, f64) {
        match (self, axis) {
            (Self::Wgs84, Axis::X) => (-180.0, 180.0),
            (Self::Wgs84, Axis::Y) => (-90.0, 90.0),
            (Self::NationalGrid, Axis::X) => (0.0, 700_000.0),
            (Self::NationalGrid, Axis::Y) => (0.0, 1_300_000.0),
        }
    }

    /// The range in words.
    #[must_use]
    pub const fn range_in_words(self, axis: Axis) -> &'static str {
        match (self, axis) {
            (Self::Wgs84, Axis::X) => "a longitude is from -180 to 180 degrees",
            (Self::Wgs84, Axis::Y) => "a latitude is from -90 to 90 degrees",
            (Self::NationalGrid, Axis::X) => "an easting of the National Grid is from 0 to 700000 metres",
            (Self::NationalGrid, Axis::Y) => "a northing of the National Grid is from 0 to 1300000 metres",
        }
    }

    /// The coordinate that a canonical number stands for; none for what is no number or out of range.
    #[must_use]
    pub fn coordinate(self, axis: Axis, text: &[u8]) -> Option<f64> {
        let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
        let (least, greatest) = self.range(axis);
        // No number is within a range that is not one: `NaN` parses.
        (least..=greatest).contains(&number).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_range_is_no_coordinate() {
        use ReferenceSystem::{NationalGrid, Wgs84};
        for (system, axis, text, expected) in [
            (Wgs84, Axis::Y, "51.5", Some(51.5)),
            (Wgs84, Axis::Y, "-90", Some(-90.0)),
            (Wgs84, Axis::Y, "90.1", None),
            (Wgs84, Axis::X, "90.1", Some(90.1)),
            (Wgs84, Axis::X, "-180.0001", None),
            (Wgs84, Axis::X, "NaN", None),
            (Wgs84, Axis::X, "INF", None),
            (Wgs84, Axis::X, "1e400", None),
            (Wgs84, Axis::X, "", None),
            (NationalGrid, Axis::X, "700000", Some(700_000.0)),
            (NationalGrid, Axis::X, "1200000", None),
            (NationalGrid, Axis::Y, "1200000", Some(1_200_000.0)),
            (NationalGrid, Axis::Y, "-1", None),
        ] {
            assert_eq!(system.coordinate(axis, text.as_bytes()), expected, "{text}");
        }
    }
}
