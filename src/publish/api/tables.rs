//! `datasets/<id>/tables/<table>.json`: a table's columns, how many rows it has, and where they are.

use super::ROWS_A_PAGE;
use super::words::{api, text, translations};
use crate::csvw::Column;
use crate::model::{
    CodeList, ColumnProfile, ColumnWords, Coordinates, Edition, Entry, Format, Histogram, Lookup, ReferenceSystem,
    Table, TableSummary,
};
use crate::publish::metadata::csvw::published_foreign_keys;
use crate::publish::metadata::data_files::of_table;
use crate::publish::metadata::promises;
use crate::publish::{PublishedFile, addresses};
use serde_json::{Map, Number, Value, json};

/// The document.
pub(super) fn document(edition: &Edition, entry: &Entry, table: &Table) -> PublishedFile {
    let id = &entry.dataset.id;
    let published = entry.visibility.has_rows();
    let summary = entry.summary.tables.get(&table.name).filter(|_| published);
    let folder = addresses::dataset(id);
    let columns: Vec<Value> = table
        .published_columns()
        .map(|(column, words)| {
            let profile = summary.and_then(|summary| summary.column(&column.name));
            column_document(edition, column, words, profile, published)
        })
        .collect();
    let withdrawn = summary.map_or(&[][..], |summary| &summary.withdrawn);
    let document = json!({
        "dataset": id,
        "name": table.name,
        "title": text(edition, &table.title),
        "description": text(edition, &table.description),
        "translations": translations(edition, &[("title", &table.title), ("description", &table.description)]),
        "url": addresses::link(edition, &if published { format!("{folder}{}/", table.name) } else { folder.clone() }),
        "row_count": summary.map(|summary| summary.rows),
        "primary_key": promises::primary_key(table, summary),
        "foreign_keys": foreign_keys(edition, entry, table),
        "columns": columns,
        "formats": formats(edition, entry, table),
        "withdrawn": withdrawn.iter().map(|item| json!({ "format": item.format, "reason": item.reason })).collect::<Vec<_>>(),
        "coordinates": table.coordinates.as_ref().map(coordinates),
        "csvw": published.then(|| addresses::link(edition, &format!("{folder}{}.csv-metadata.json", table.name))),
        "row_pages": row_pages(edition, entry, table, summary),
        "key_pages": key_pages(edition, entry, table, summary),
        "lookups": summary.map_or(&[][..], |summary| &summary.lookups).iter()
            .map(|lookup| look_up(edition, id, &table.name, lookup)).collect::<Vec<_>>(),
    });
    PublishedFile::json(format!("api/v1/datasets/{id}/tables/{}.json", table.name), &document)
}

fn foreign_keys(edition: &Edition, entry: &Entry, table: &Table) -> Vec<Value> {
    published_foreign_keys(edition, entry, table)
        .filter_map(|key| {
            let (dataset, name) = key.reference.table.split_once('/')?;
            Some(json!({
                "columns": key.columns,
                "dataset": dataset,
                "table": name,
                "referenced_columns": key.reference.columns,
                "document": api(edition, &format!("datasets/{dataset}/tables/{name}.json")),
            }))
        })
        .collect()
}

/// A column. The codes of a list are left out where the dataset's rows are not published: they may say what is in them.
fn column_document(
    edition: &Edition,
    column: &Column,
    words: &ColumnWords,
    profile: Option<&ColumnProfile>,
    published: bool,
) -> Value {
    let Column { datatype, required, .. } = promises::borne_out(column, profile);
    let mut constraints = Map::new();
    let stated = [
        ("minimum", datatype.minimum.map(Value::from)),
        ("maximum", datatype.maximum.map(Value::from)),
        ("exclusive_minimum", datatype.min_exclusive.map(Value::from)),
        ("exclusive_maximum", datatype.max_exclusive.map(Value::from)),
        ("length", datatype.length.map(Value::from)),
        ("minimum_length", datatype.min_length.map(Value::from)),
        ("maximum_length", datatype.max_length.map(Value::from)),
        ("pattern", datatype.format.map(Value::from)),
    ];
    for (name, value) in stated {
        if let Some(value) = value {
            constraints.insert(name.to_owned(), value);
        }
    }
    json!({
        "name": column.name,
        "title": text(edition, &words.title),
        "description": text(edition, &words.description),
        "translations": translations(edition, &[("title", &words.title), ("description", &words.description)]),
        "datatype": datatype.base,
        "constraints": constraints,
        "required": required,
        "separator": column.separator,
        "language": (column.lang != "und").then_some(&column.lang),
        "unit": words.unit,
        "code_list": words.code_list.as_ref().filter(|_| published).and_then(|list| code_list(edition, list)),
        "profile": profile.map(profile_document),
    })
}

/// The codes, or where they are, if the column that has them is published.
fn code_list(edition: &Edition, list: &CodeList) -> Option<Value> {
    Some(match list {
        CodeList::Codes(codes) => json!({
            "codes": codes.iter().map(|(code, label)| json!({
                "code": code,
                "label": text(edition, label),
                "translations": translations(edition, &[("label", label)]),
            })).collect::<Vec<_>>(),
            "table": null,
            "column": null,
        }),
        CodeList::Table { table, column } => {
            let (id, name) = table.split_once('/')?;
            let has = edition.entry(id).filter(|entry| entry.visibility.has_rows())?.dataset.table(name)?;
            has.published_columns().find(|(published, _)| published.name == *column)?;
            json!({ "codes": null, "table": table, "column": column })
        }
    })
}

fn profile_document(profile: &ColumnProfile) -> Value {
    json!({
        "missing": profile.missing,
        "distinct": profile.distinct,
        "distinct_is_exact": profile.distinct_is_exact(),
        "distinct_error": profile.distinct_error.and_then(thousandths),
        "smallest": profile.smallest,
        "largest": profile.largest,
        "shortest": profile.shortest,
        "longest": profile.longest,
        "commonest": profile.commonest.iter()
            .map(|common| json!({ "value": common.value, "count": common.count })).collect::<Vec<_>>(),
        "histogram": profile.histogram.as_ref().map(histogram_document),
    })
}

fn histogram_document(histogram: &Histogram) -> Value {
    let edges = histogram.edges.iter().zip(histogram.edges.iter().skip(1));
    json!({
        "step": { "unit": histogram.step.unit.name(), "length": histogram.step.length },
        "bins": edges.zip(&histogram.counts)
            .map(|((from, below), count)| json!({ "from": from, "below": below, "count": count })).collect::<Vec<_>>(),
        "outside": histogram.outside,
    })
}

/// A number of thousandths as a JSON number, written out.
fn thousandths(number: u32) -> Option<Number> {
    format!("{}.{:03}", number / 1000, number % 1000).parse().ok()
}

/// Which columns have the places of rows. What GeoJSON has for a place of the National Grid is not exact, and says so.
fn coordinates(coordinates: &Coordinates) -> Value {
    let (system, accuracy) = match coordinates.system {
        ReferenceSystem::Wgs84 => ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", None),
        ReferenceSystem::NationalGrid => {
            ("http://www.opengis.net/def/crs/EPSG/0/27700", Some("about 5 metres: seven-parameter transformation"))
        }
    };
    json!({ "reference_system": system, "x": coordinates.x, "y": coordinates.y, "geojson_accuracy": accuracy })
}

fn formats(edition: &Edition, entry: &Entry, table: &Table) -> Vec<Value> {
    of_table(entry, table)
        .map(|file| {
            json!({
                "format": file.format_name(),
                "media_type": file.artefact.media_type,
                "bytes": file.artefact.bytes,
                "sha256": file.artefact.sha256,
                "url": addresses::link(edition, &file.artefact.path),
            })
        })
        .collect()
}

/// The row pages, or why there are none and what has the rows instead.
fn row_pages(edition: &Edition, entry: &Entry, table: &Table, summary: Option<&TableSummary>) -> Value {
    let id = &entry.dataset.id;
    let count = summary.map_or(0, |summary| summary.row_pages);
    let rows = summary.map_or(0, |summary| summary.rows);
    let reason = match summary {
        _ if count > 0 => None,
        None => Some("The rows of this dataset are not published".to_owned()),
        Some(_) if rows == 0 => Some("The table has no rows".to_owned()),
        Some(_) if rows > edition.row_pages_max => {
            let most = edition.row_pages_max;
            Some(format!("The table has {rows} rows; row pages are written for tables of up to {most}"))
        }
        Some(_) => Some("Row pages were not written for this table".to_owned()),
    };
    let of_format = |format| of_table(entry, table).find(|file| file.artefact.format == Some(format));
    let instead = of_format(Format::Ndjson).or_else(|| of_format(Format::Csv)).filter(|_| count == 0);
    json!({
        "count": count,
        "size": ROWS_A_PAGE,
        "first": (count > 0).then(|| api(edition, &format!("datasets/{id}/tables/{}/rows/1.json", table.name))),
        "reason": reason,
        "instead": instead.map(|file| addresses::link(edition, &file.artefact.path)),
    })
}

/// The pages by primary key, or why there are none.
fn key_pages(edition: &Edition, entry: &Entry, table: &Table, summary: Option<&TableSummary>) -> Value {
    let key = match table.schema.primary_key.as_slice() {
        [column] => table.published_columns().map(|(column, _)| &column.name).find(|name| *name == column),
        _ => None,
    };
    let rows = summary.map_or(0, |summary| summary.rows);
    let lookup = key.and_then(|key| summary?.lookups.iter().find(|lookup| lookup.column == *key));
    let example = lookup.and_then(|lookup| lookup.values.first()).map(|(value, _)| value);
    let reason = match (key, summary) {
        _ if example.is_some() => None,
        (_, None) => Some("The rows of this dataset are not published".to_owned()),
        (None, _) => Some("The table has no primary key of one column".to_owned()),
        _ if rows == 0 => Some("The table has no rows".to_owned()),
        _ if rows > edition.key_pages_max => {
            let most = edition.key_pages_max;
            Some(format!("The table has {rows} rows; pages by key are written for tables of up to {most}"))
        }
        _ => Some("A key cannot be part of an address".to_owned()),
    };
    let (id, table) = (&entry.dataset.id, &table.name);
    json!({
        "column": key.filter(|_| example.is_some()),
        "example": key.zip(example).map(|(key, value)| {
            api(edition, &format!("datasets/{id}/tables/{table}/by/{key}/{value}/1.json"))
        }),
        "reason": reason,
    })
}

fn look_up(edition: &Edition, id: &str, table: &str, lookup: &Lookup) -> Value {
    let column = &lookup.column;
    let first = lookup.values.first();
    json!({
        "column": column,
        "values": lookup.values.len(),
        "left_out": lookup.left_out,
        "example": first.map(|(value, _)| api(edition, &format!("datasets/{id}/tables/{table}/by/{column}/{value}/1.json"))),
    })
}
