//! British National Grid (EPSG:27700) to longitude and latitude (WGS 84), as Ordnance Survey publishes it in *A guide to
//! coordinate systems in Great Britain*: the inverse projection, then the seven-parameter transformation. Ordnance Survey
//! gives it as accurate to about five metres, since the network that the grid comes from has distortions which no seven
//! numbers can follow. OSTN15, which follows them to centimetres, is a table of 877,000 shifts, and its crate is under a
//! licence that is none of ours (`deny.toml`).

/// Metres that a place may be off.
#[cfg(test)]
const ACCURACY: f64 = 5.0;

/// An ellipsoid by its semi-axes in metres.
#[derive(Debug, Clone, Copy)]
struct Ellipsoid {
    a: f64,
    b: f64,
}

impl Ellipsoid {
    const AIRY_1830: Self = Self { a: 6_377_563.396, b: 6_356_256.909 };
    const WGS_84: Self = Self { a: 6_378_137.0, b: 6_356_752.314_2 };

    /// The square of its eccentricity.
    fn e2(self) -> f64 {
        1.0 - (self.b * self.b) / (self.a * self.a)
    }
}

/// A position on an ellipsoid, in radians.
#[derive(Debug, Clone, Copy)]
struct Position {
    latitude: f64,
    longitude: f64,
}

/// The scale on the central meridian, the true origin in degrees, and the false origin in metres.
const F0: f64 = 0.999_601_271_7;
const LATITUDE_0: f64 = 49.0;
const LONGITUDE_0: f64 = -2.0;
const EASTING_0: f64 = 400_000.0;
const NORTHING_0: f64 = -100_000.0;

/// Longitude and latitude in degrees of an easting and a northing in metres, to about five metres.
///
/// Sines and the like come from the crate `libm`: those of the operating system differ in the last digit from one to the
/// next, and the same bytes are promised on all of them.
pub(super) fn to_wgs_84(easting: f64, northing: f64) -> (f64, f64) {
    let position = transformed(unprojected(easting, northing));
    (position.longitude.to_degrees(), position.latitude.to_degrees())
}

/// The position on Airy's ellipsoid.
fn unprojected(easting: f64, northing: f64) -> Position {
    let airy = Ellipsoid::AIRY_1830;
    let (af0, bf0) = (airy.a * F0, airy.b * F0);
    let origin = LATITUDE_0.to_radians();
    let mut latitude = origin;
    let mut arc = 0.0;
    // Each turn leaves under a thousandth of what was left; on the grid three are enough.
    for _ in 0..20 {
        latitude += (northing - NORTHING_0 - arc) / af0;
        arc = meridional_arc(bf0, origin, latitude);
        if (northing - NORTHING_0 - arc).abs() < 1e-5 {
            break;
        }
    }
    let (sine, tangent) = (libm::sin(latitude), libm::tan(latitude));
    let secant = 1.0 / libm::cos(latitude);
    let curve = 1.0 - airy.e2() * sine * sine;
    // The radii of curvature across and along the meridian.
    let nu = af0 / curve.sqrt();
    let rho = nu * (1.0 - airy.e2()) / curve;
    let eta2 = nu / rho - 1.0;
    let (t2, nu3) = (tangent * tangent, nu * nu * nu);
    let (t4, nu5) = (t2 * t2, nu3 * nu * nu);
    let (t6, nu7) = (t4 * t2, nu5 * nu * nu);
    let vii = tangent / (2.0 * rho * nu);
    let viii = tangent / (24.0 * rho * nu3) * (5.0 + 3.0 * t2 + eta2 - 9.0 * t2 * eta2);
    let ix = tangent / (720.0 * rho * nu5) * (61.0 + 90.0 * t2 + 45.0 * t4);
    let x = secant / nu;
    let xi = secant / (6.0 * nu3) * (nu / rho + 2.0 * t2);
    let xii = secant / (120.0 * nu5) * (5.0 + 28.0 * t2 + 24.0 * t4);
    let xiia = secant / (5040.0 * nu7) * (61.0 + 662.0 * t2 + 1320.0 * t4 + 720.0 * t6);
    let d = easting - EASTING_0;
    let d2 = d * d;
    Position {
        latitude: latitude - d2 * (vii - d2 * (viii - d2 * ix)),
        longitude: LONGITUDE_0.to_radians() + d * (x - d2 * (xi - d2 * (xii - d2 * xiia))),
    }
}

/// The length of the meridian between two latitudes, scaled.
fn meridional_arc(bf0: f64, from: f64, to: f64) -> f64 {
    let airy = Ellipsoid::AIRY_1830;
    let n = (airy.a - airy.b) / (airy.a + airy.b);
    let (n2, n3) = (n * n, n * n * n);
    let (difference, sum) = (to - from, to + from);
    let first = (1.0 + n + 1.25 * n2 + 1.25 * n3) * difference;
    let second = (3.0 * n + 3.0 * n2 + 2.625 * n3) * libm::sin(difference) * libm::cos(sum);
    let third = (1.875 * n2 + 1.875 * n3) * libm::sin(2.0 * difference) * libm::cos(2.0 * sum);
    let fourth = 35.0 / 24.0 * n3 * libm::sin(3.0 * difference) * libm::cos(3.0 * sum);
    bf0 * (first - second + third - fourth)
}

/// From Airy's ellipsoid to that of WGS 84. The published parameters lead the other way; their signs are turned, which
/// the guide says to do.
fn transformed(position: Position) -> Position {
    const TRANSLATION: [f64; 3] = [446.448, -125.157, 542.060];
    /// In parts of a million.
    const SCALE: f64 = -20.4894;
    /// In seconds of arc.
    const ROTATION: [f64; 3] = [0.1502, 0.2470, 0.8421];
    let [x, y, z] = cartesian(Ellipsoid::AIRY_1830, position);
    let [tx, ty, tz] = TRANSLATION;
    let [rx, ry, rz] = ROTATION.map(|seconds| (seconds / 3600.0).to_radians());
    let scale = 1.0 + SCALE * 1e-6;
    geographic(
        Ellipsoid::WGS_84,
        [tx + scale * x - rz * y + ry * z, ty + rz * x + scale * y - rx * z, tz - ry * x + rx * y + scale * z],
    )
}

/// Cartesian coordinates of a position at no height.
fn cartesian(ellipsoid: Ellipsoid, position: Position) -> [f64; 3] {
    let Position { latitude, longitude } = position;
    let (sine, cosine) = (libm::sin(latitude), libm::cos(latitude));
    let nu = ellipsoid.a / (1.0 - ellipsoid.e2() * sine * sine).sqrt();
    [nu * cosine * libm::cos(longitude), nu * cosine * libm::sin(longitude), nu * (1.0 - ellipsoid.e2()) * sine]
}

/// The position of Cartesian coordinates.
fn geographic(ellipsoid: Ellipsoid, [x, y, z]: [f64; 3]) -> Position {
    let p = (x * x + y * y).sqrt();
    let mut latitude = libm::atan2(z, p * (1.0 - ellipsoid.e2()));
    for _ in 0..20 {
        let sine = libm::sin(latitude);
        let nu = ellipsoid.a / (1.0 - ellipsoid.e2() * sine * sine).sqrt();
        let next = libm::atan2(z + ellipsoid.e2() * nu * sine, p);
        let is_near = (next - latitude).abs() < 1e-13;
        latitude = next;
        if is_near {
            break;
        }
    }
    Position { latitude, longitude: libm::atan2(y, x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(degrees: f64, minutes: f64, seconds: f64) -> f64 {
        degrees + minutes / 60.0 + seconds / 3600.0
    }

    fn is_near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() < tolerance, "{found} is not {expected}");
    }

    /// The worked example of the guide: Caister water tower.
    #[test]
    fn the_guides_worked_example_comes_out() {
        let position = unprojected(651_409.903, 313_177.270);
        is_near(position.latitude.to_degrees(), degrees(52.0, 39.0, 27.2531), 1e-8);
        is_near(position.longitude.to_degrees(), degrees(1.0, 43.0, 4.5177), 1e-8);
        let again = geographic(Ellipsoid::AIRY_1830, cartesian(Ellipsoid::AIRY_1830, position));
        is_near(again.latitude, position.latitude, 1e-12);
        is_near(again.longitude, position.longitude, 1e-12);
        // What others that implement the guide give for it: 52°39′28.723″N, 001°42′57.787″E.
        let (longitude, latitude) = to_wgs_84(651_409.903, 313_177.270);
        is_near(latitude, degrees(52.0, 39.0, 28.723), 1e-6);
        is_near(longitude, degrees(1.0, 42.0, 57.787), 1e-6);
    }

    /// Points of Ordnance Survey's own test of OSTN15 from Scilly to Shetland: latitude and longitude (ETRS89), easting
    /// and northing. Contains OS data © Crown copyright and database rights 2016.
    const POINTS: [(f64, f64, f64, f64); 20] = [
        (49.922_263_937_30, -6.299_777_520_14, 91_492.146, 11_318.804),
        (49.960_061_378_20, -5.203_046_099_98, 170_370.718, 11_572.405),
        (50.438_858_256_10, -4.108_645_635_61, 250_359.811, 62_016.569),
        (50.575_636_650_00, -1.297_822_772_40, 449_816.371, 75_335.861),
        (50.931_279_379_10, -1.450_514_337_00, 438_710.920, 114_792.250),
        (51.400_782_201_40, -3.551_283_492_40, 292_184.870, 168_003.465),
        (51.374_470_255_50, 1.444_547_304_09, 639_821.835, 169_565.858),
        (51.427_547_430_20, -2.544_076_183_49, 362_269.991, 169_978.690),
        (51.489_365_649_50, -0.119_925_571_80, 530_624.974, 178_388.464),
        (51.858_908_964_00, -4.308_524_769_60, 241_124.584, 220_332.641),
        (51.894_366_373_50, 0.897_243_270_12, 599_445.590, 225_722.826),
        (52.255_293_816_30, -2.154_586_143_87, 389_544.190, 261_912.153),
        (52.251_609_512_30, -0.912_489_569_70, 474_335.969, 262_047.755),
        (52.751_366_871_70, 0.401_535_470_65, 562_180.547, 319_784.995),
        (52.962_191_094_10, -1.197_476_559_22, 454_002.834, 340_834.943),
        (53.344_802_801_90, -2.640_493_208_10, 357_455.843, 383_290.436),
        (53.416_285_160_40, -4.289_180_697_56, 247_958.971, 393_492.909),
        (53.800_215_196_3, -1.663_791_682_42, 422_242.186, 433_818.701),
        (57.486_250_007_2, -4.219_263_985_55, 267_056.768, 846_176.972),
        (60.133_080_916_6, -2.073_828_227_98, 395_999.668, 1_138_728.951),
    ];

    #[test]
    fn no_test_point_of_the_survey_is_further_off_than_is_said() {
        let mut furthest: f64 = 0.0;
        for (latitude, longitude, easting, northing) in POINTS {
            let (x, y) = to_wgs_84(easting, northing);
            // Metres of a degree: near enough to measure a few metres.
            let north = (y - latitude) * 111_200.0;
            let east = (x - longitude) * 111_300.0 * latitude.to_radians().cos();
            furthest = furthest.max(north.hypot(east));
        }
        assert!(furthest < ACCURACY, "{furthest} m");
        assert!(furthest > 0.5, "{furthest} m: better than the transformation can be");
    }

    /// PROJ 9 with the same parameters: the corners of the grid, and points at its ends.
    #[test]
    fn places_are_those_of_proj() {
        for (easting, northing, longitude, latitude) in [
            (0.0, 0.0, -7.557_159_844, 49.766_807_228),
            (700_000.0, 0.0, 2.170_078_616, 49.825_184_596),
            (0.0, 1_300_000.0, -9.497_138_225, 61.374_250_162),
            (700_000.0, 1_300_000.0, 3.632_020_519, 61.464_590_229),
            (395_999.668, 1_138_728.951, -2.073_810_861, 60.133_074_410),
            (91_492.146, 11_318.804, -6.299_712_297, 49.922_269_968),
        ] {
            let (x, y) = to_wgs_84(easting, northing);
            is_near(x, longitude, 2e-7);
            is_near(y, latitude, 2e-7);
        }
    }
}
