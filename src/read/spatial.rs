//! `spatial`: a GSS code, an address, a name or a bounding box.

use super::context::Context;
use crate::diagnostics::Diagnostic;
use crate::model::Spatial;
use crate::project::toml::{Kind, Value};
use crate::project::vocabulary::is_address;
use crate::sources::Span;

/// The place that a dataset is about.
pub(super) fn read(context: &mut Context<'_>, value: &Value) -> Option<Spatial> {
    match &value.kind {
        Kind::String(text) if is_address(text) => Some(Spatial::Address(text.clone())),
        Kind::String(text) if is_gss(text) => Some(Spatial::Gss(text.clone())),
        Kind::String(text) => Some(Spatial::Name(text.clone())),
        Kind::List(items) => bounding_box(context, items, value.span),
        Kind::Table(table) => {
            if table.0.len() > 1 {
                let said = "`spatial` says more than one thing";
                let help = "keep one of `gss`, `address`, `name` and `bounding_box`";
                context.add(Diagnostic::new("project/invalid-value", said, value.span).help(help));
            }
            if let Some(code) = table.get("gss")
                && let Some(text) = code.as_str()
            {
                if !is_gss(text) {
                    let said = format!("`{text}` is not a GSS code");
                    let help = "a GSS code is a letter and eight digits, such as `E09000001`";
                    context.add(Diagnostic::new("project/invalid-value", said, code.span).help(help));
                }
                return Some(Spatial::Gss(text.to_owned()));
            }
            let corners = table.get("bounding_box");
            table
                .string("address")
                .map(Spatial::Address)
                .or_else(|| table.string("name").map(Spatial::Name))
                .or_else(|| corners.and_then(|list| bounding_box(context, list.items(), list.span)))
        }
        _ => None,
    }
}

fn is_gss(text: &str) -> bool {
    text.len() == 9
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().skip(1).all(|c| c.is_ascii_digit())
}

/// West, south, east and north. West may be larger than east: such a box crosses the antimeridian.
fn bounding_box(context: &mut Context<'_>, items: &[Value], at: Span) -> Option<Spatial> {
    let written: Vec<String> = items.iter().filter_map(Value::as_written).collect();
    let degrees: Vec<f64> = written.iter().filter_map(|text| text.parse().ok()).collect();
    let good = match degrees[..] {
        [west, south, east, north] => {
            west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0 && south <= north
        }
        _ => false,
    };
    match <[String; 4]>::try_from(written) {
        Ok(corners) if good => Some(Spatial::BoundingBox(corners)),
        _ => {
            let help = "write west, south, east and north in degrees, such as `[-0.51, 51.28, 0.33, 51.69]`";
            context.add(Diagnostic::new("project/invalid-value", "this is not a bounding box", at).help(help));
            None
        }
    }
}
