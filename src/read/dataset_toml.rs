//! `dataset.toml`: what a person writes about a dataset.

use super::context::Context;
use super::{files, spatial, table_toml};
use crate::diagnostics::Diagnostic;
use crate::model::{
    AccessRights, ContactPoint, Dataset, Distribution, Frequency, PeriodOfTime, Status, Table, Text, Withdrawal,
};
use crate::project::toml::{self, Kind, Table as Toml, Value};
use crate::project::vocabulary::{self, Document};
use crate::project::{self, Levels, places, unconfirmed, words};
use crate::sources::SourcePath;

/// Reads the file. It is none where it is not TOML or not readable at all.
pub(super) fn read(context: &mut Context<'_>, path: &SourcePath) -> Option<(Dataset, Levels)> {
    let source = context.text(path)?;
    context.reporting(|report| unconfirmed::report_open_marks(&source, report));
    let mut table = match toml::parse(&source) {
        Ok(table) => table,
        Err(findings) => {
            context.add_all(findings);
            return None;
        }
    };
    let languages = &context.settings.catalogue.languages;
    context.reporting(|report| vocabulary::validate(Document::Dataset, &mut table, path.clone(), languages, report));

    let text = |key| words::text(table.get(key), context.settings.catalogue.language());
    let mut dataset = Dataset {
        id: context.folder.id.clone(),
        folder: context.folder.folder.clone(),
        title: text("title"),
        description: text("description"),
        publisher: table.string("publisher"),
        version_notes: text("version_notes"),
        contact_point: table.table("contact_point").map(contact_point),
        keyword: table.strings("keyword"),
        topic: table.strings("topic"),
        in_series: table.strings("in_series"),
        issued: table.date("issued"),
        modified: table.date("modified"),
        version: table.string("version"),
        update_frequency: table.str("update_frequency").map(Frequency::of),
        publication_scheme_class: table.string("publication_scheme_class"),
        access_rights: access_rights(&table, context.language()),
        status: status(&table, context.language()),
        available: table.date("available"),
        former_ids: table.strings("former_ids"),
        same_as: table.strings("same_as"),
        documentation: table.strings("documentation"),
        source: table.strings("source"),
        related: table.strings("related"),
        ..Dataset::default()
    };
    dataset.licence = context.reporting(|report| project::read_licence(&table, report));
    dataset.temporal = table.get("temporal").and_then(|value| temporal(context, value));
    dataset.spatial = table.get("spatial").and_then(|value| spatial::read(context, value));
    for (table, span) in table.tables("distribution") {
        dataset.distributions.extend(distribution(context, table, span));
    }
    for (table, span) in table.tables("table") {
        if let Some(table) = table_toml::read(context, table, span) {
            add_table(context, &mut dataset.tables, table);
        }
    }
    for entry in &table.0 {
        places::remember(&mut dataset.places, &entry.key, &entry.value);
    }
    let levels = project::levels(table.get("check"));
    Some((dataset, levels))
}

/// Adds a table, unless there is one of its name.
pub(super) fn add_table(context: &mut Context<'_>, tables: &mut Vec<Table>, table: Table) {
    let place = |table: &Table| table.places.get("name").or_else(|| table.places.get("file"));
    match tables.iter().find(|other| other.name == table.name) {
        Some(other) => {
            let said = format!("two tables have the name `{}`", table.name);
            let at = context.at(place(&table));
            let finding = Diagnostic::new("project/duplicate-id", said, at).of_table(&table.name);
            let finding = finding.also_at(place(other), "the first is here");
            context.add(finding.help("give one of them another `name`"));
        }
        None => tables.push(table),
    }
}

fn contact_point(table: &Toml) -> ContactPoint {
    ContactPoint { name: table.string("name"), email: table.string("email"), url: project::address(table, "url") }
}

/// What a key says by a string, or in a table under `level`; and where its `reason` and the like are: in that table, or
/// beside the key.
fn stated<'a>(table: &'a Toml, key: &str) -> (Option<&'a str>, &'a Toml) {
    match table.get(key).map(|value| &value.kind) {
        Some(Kind::String(text)) => (Some(text), table),
        Some(Kind::Table(inner)) => (inner.str("level"), inner),
        _ => (None, table),
    }
}

/// Access rights that cannot be understood are restricted: what was meant to be kept in must not get out.
fn access_rights(table: &Toml, language: &str) -> AccessRights {
    let (level, rest) = stated(table, "access_rights");
    if level == Some("public") || table.get("access_rights").is_none() {
        return AccessRights::Public;
    }
    AccessRights::Restricted {
        reason: words::text(rest.get("reason"), language),
        how_to_ask: words::text(rest.get("how_to_ask"), language),
    }
}

/// A status that cannot be understood is a draft, and so is a dataset whose `available` is no day.
fn status(table: &Toml, language: &str) -> Status {
    if table.get("available").is_some() && table.date("available").is_none() {
        return Status::Draft;
    }
    match stated(table, "status") {
        (Some("withdrawn"), rest) => {
            let reason: Text = words::text(rest.get("reason"), language);
            Status::Withdrawn(Withdrawal { on: rest.date("on"), reason })
        }
        (Some("published"), _) => Status::Published,
        _ if table.get("status").is_none() => Status::Published,
        _ => Status::Draft,
    }
}

fn temporal(context: &mut Context<'_>, value: &Value) -> Option<PeriodOfTime> {
    let table = value.as_table()?;
    let (start, end) = (table.date("start"), table.date("end"));
    if start.zip(end).is_some_and(|(start, end)| end < start) {
        let said = "the period ends before it begins";
        context.add(Diagnostic::new("dcat/dates-out-of-order", said, value.span).help("correct `start` or `end`"));
    }
    (start.is_some() || end.is_some()).then_some(PeriodOfTime { start, end })
}

fn distribution(context: &mut Context<'_>, table: &Toml, span: crate::sources::Span) -> Option<Distribution> {
    let written = table.get("file").and_then(|value| value.as_str().map(|text| (text, value.span)));
    let address = project::address(table, "address");
    if written.is_none() && table.get("address").is_none() {
        let said = "this distribution names neither a file nor an address";
        context.add(Diagnostic::new("project/missing-key", said, span).help("add `file = \"…\"` or `address = \"…\"`"));
        return None;
    }
    if written.is_some() && table.get("address").is_some() {
        let said = "this distribution names both a file and an address";
        context.add(Diagnostic::new("project/invalid-value", said, span).help("make two distributions of it"));
    }
    let file = written.and_then(|(text, at)| files::one(context, text, at));
    (file.is_some() || address.is_some()).then(|| Distribution {
        file,
        address,
        title: words::text(table.get("title"), context.language()),
        media_type: table.string("media_type"),
    })
}
