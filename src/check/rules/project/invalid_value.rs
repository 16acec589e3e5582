#![doc = include_str!("invalid_value.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::check::text::{is_email_address, is_web_address};
use crate::csvw::datatype::built_in;
use crate::csvw::value::Kind;
use crate::diagnostics::{Diagnostic, Location, Report, Severity, span_of};
use crate::model::{Axis, Dataset, Publisher, Spatial, Table};

/// `project/invalid-value`.
pub const RULE: Rule = Rule {
    id: "project/invalid-value",
    summary: "a value that its key cannot have",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("invalid_value.md"),
    since: "0.1.0",
};

/// E-mail addresses and links that are published are such, whichever file they come from; no look-up is by a column that
/// is kept back, and no place is made of what is kept back or no number.
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    for publisher in &catalogue.publishers {
        of_publisher(context, publisher, report);
    }
    let foi = &catalogue.foi;
    email(foi.email.as_deref(), || places::of_site(catalogue, &["foi.email"]), report);
    link(foi.url.as_deref(), || places::of_site(catalogue, &["foi.url"]), report);
    for topic in &catalogue.topics {
        for (index, address) in topic.same_as.iter().enumerate() {
            let keys = [format!("topics.{}.same_as[{index}]", topic.id), format!("topics.{}.same_as", topic.id)];
            let at = || topic.span.map_or_else(|| Location::Site, Location::Text);
            link(Some(address), || places::span(&catalogue.places, &keys).map_or_else(at, Location::Text), report);
        }
    }
    for dataset in context.datasets {
        let mut own = Report::default();
        of_dataset(dataset, &mut own);
        of_tables(dataset, &mut own);
        own.for_each_mut(|finding| finding.dataset = Some(dataset.id.clone()));
        report.extend(own.diagnostics().iter().cloned());
    }
}

fn of_publisher(context: &Context<'_>, publisher: &Publisher, report: &mut Report) {
    let catalogue = &context.settings.catalogue;
    let at = |key: &str| {
        let place = places::span(&catalogue.places, &[&format!("publishers.{}.{key}", publisher.id)]);
        place.or(publisher.span).map_or(Location::Site, Location::Text)
    };
    email(publisher.email.as_deref(), || at("email"), report);
    link(publisher.homepage.as_deref(), || at("homepage"), report);
    for (index, address) in publisher.same_as.iter().enumerate() {
        link(Some(address), || at(&format!("same_as[{index}]")), report);
    }
}

fn of_dataset(dataset: &Dataset, report: &mut Report) {
    if let Some(contact) = &dataset.contact_point {
        email(contact.email.as_deref(), || places::of(dataset, &["contact_point.email", "contact_point"]), report);
        link(contact.url.as_deref(), || places::of(dataset, &["contact_point.url", "contact_point"]), report);
    }
    let lists = [("same_as", &dataset.same_as), ("documentation", &dataset.documentation)];
    for (key, addresses) in lists {
        for (index, address) in addresses.iter().enumerate() {
            link(Some(address), || places::of(dataset, &[&format!("{key}[{index}]"), key]), report);
        }
    }
    if let Some(Spatial::Address(address)) = &dataset.spatial {
        link(Some(address), || places::of(dataset, &["spatial.address", "spatial"]), report);
    }
    for (index, distribution) in dataset.distributions.iter().enumerate() {
        let at =
            || places::of(dataset, &[&format!("distribution[{index}].address"), &format!("distribution[{index}]")]);
        link(distribution.address.as_deref(), at, report);
        let own = |key: &str| {
            places::of(dataset, &[&format!("distribution[{index}].{key}"), &format!("distribution[{index}]")])
        };
        if let Some(media_type) = distribution.media_type.as_deref().filter(|text| !is_media_type(text)) {
            let finding = Diagnostic::new(RULE.id, format!("`{media_type}` is not a media type"), own("media_type"));
            let help = "write type and subtype, such as `application/pdf`; left out, it goes by the file's name";
            report.add(finding.help(help));
        }
        let table = dataset.tables.iter().find(|table| {
            let keeps_back = table.schema.columns.iter().any(|column| column.suppress_output);
            keeps_back && distribution.file.as_ref().is_some_and(|file| table.files.contains(file))
        });
        if let Some(table) = table {
            let said = format!("the file is that of the table `{}`, which keeps a column back", table.name);
            let finding = Diagnostic::new(RULE.id, said, own("file")).because("it would be published as it is");
            report.add(finding.help("delete the distribution: the table is published without the column"));
        }
    }
}

/// Type and subtype as RFC 6838, section 4.2, has them, without parameters.
fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        let may_begin = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        may_begin && name.len() <= 127 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

/// Look-ups are by columns that are published: their addresses are made of values.
fn of_tables(dataset: &Dataset, report: &mut Report) {
    for table in &dataset.tables {
        coordinates(dataset, table, report);
        for (index, name) in table.index.iter().enumerate() {
            let Some(column) = table.schema.column(name).filter(|column| column.suppress_output) else { continue };
            let said = format!("`index` names `{name}`, which is kept out of what is published");
            let at = places::span(&table.places, &[format!("index[{index}]").as_str(), "index"]);
            let finding = Diagnostic::new(RULE.id, said, places::of_table(dataset, table, at)).of_table(&table.name);
            report.add(
                finding
                    .also_at(column.place.map(span_of), "the column with `suppress_output` is declared here")
                    .help("take it out of `index`: the addresses of look-ups would tell its values"),
            );
        }
    }
}

/// Coordinates are numbers that are published: every feature shows them.
fn coordinates(dataset: &Dataset, table: &Table, report: &mut Report) {
    let Some(coordinates) = &table.coordinates else { return };
    for axis in [Axis::Y, Axis::X] {
        let name = coordinates.column(axis);
        let Some(column) = table.schema.column(name) else { continue };
        let kind = built_in(&column.datatype.base).map(|base| base.kind);
        let is_number =
            matches!(kind, Some(Kind::Integer | Kind::Decimal | Kind::Double)) && column.separator.is_none();
        let (said, help) = if column.suppress_output || column.is_virtual {
            ("which is kept out of what is published", "take `coordinates` out: a place would tell its values")
        } else if !is_number {
            ("which is no number", "give the column `datatype = \"decimal\"`")
        } else {
            continue;
        };
        let key = format!("coordinates.{}", coordinates.system.key(axis));
        let at = places::of_table(dataset, table, places::span(&table.places, &[key.as_str(), "coordinates"]));
        let finding = Diagnostic::new(RULE.id, format!("`coordinates` names `{name}`, {said}"), at);
        let declared = column.datatype_place.or(column.place).map(span_of);
        report.add(finding.of_table(&table.name).also_at(declared, "the column is declared here").help(help));
    }
}

fn email(address: Option<&str>, at: impl FnOnce() -> Location, report: &mut Report) {
    if let Some(address) = address.filter(|address| !is_email_address(address)) {
        let finding = Diagnostic::new(RULE.id, format!("`{address}` is not an e-mail address"), at());
        report.add(finding.help("write one address, such as `data@example.org`"));
    }
}

fn link(address: Option<&str>, at: impl FnOnce() -> Location, report: &mut Report) {
    if let Some(address) = address.filter(|address| !is_web_address(address)) {
        let finding = Diagnostic::new(RULE.id, format!("`{address}` is not the address of a page"), at());
        report.add(finding.help("write a whole address, beginning with `https://` or `http://`"));
    }
}
