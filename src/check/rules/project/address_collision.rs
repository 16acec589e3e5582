#![doc = include_str!("address_collision.md")]

use crate::check::registry::Rule;
use crate::check::rules::{Context, places};
use crate::diagnostics::{Diagnostic, Location, Report, Severity};
use crate::model::{Dataset, Format, Page};
use std::collections::BTreeMap;

/// `project/address-collision`.
pub const RULE: Rule = Rule {
    id: "project/address-collision",
    summary: "two things at one address",
    default: Severity::Error,
    fixed: true,
    standard: "plainsight's own promise",
    clause: "ARCHITECTURE.md#promises",
    page: include_str!("address_collision.md"),
    since: "0.1.0",
};

/// No two pages that people wrote have one address, and no file that is published as it is has that of another file of
/// its dataset. (All addresses are compared once more where files are written.)
pub(in crate::check::rules) fn check(context: &Context<'_>, report: &mut Report) {
    let file = |page: &Page| Location::File(context.sources.source(page.source).path.clone());
    let mut known: BTreeMap<(&str, &str), &Page> = BTreeMap::new();
    for page in context.pages {
        let Some(first) = known.insert((&page.path, &page.language), page) else { continue };
        let said = format!("two pages have the address `{}` in the language `{}`", page.path, page.language);
        report.add(
            Diagnostic::new(RULE.id, said, file(page))
                .also(file(first), "the other page")
                .help("rename one of the two files"),
        );
    }
    context.datasets.iter().for_each(|dataset| distributions(dataset, report));
}

/// Files published as they are stand beside the tables, under their own names, and case does not count on many systems.
fn distributions(dataset: &Dataset, report: &mut Report) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut take = |name: String, what: String| taken.insert(name.to_lowercase(), what);
    for name in ["csv-metadata.json", "croissant.json", "datapackage.json", "feed.atom", "feed.json", "index.html"] {
        take(name.to_owned(), "a file that plainsight writes has that address".to_owned());
    }
    for name in ["releases", "source"] {
        take(name.to_owned(), "a folder that plainsight writes has that address".to_owned());
    }
    for format in [Format::Sqlite, Format::Zip] {
        let name = format!("{}{}", dataset.id, format.suffix());
        take(name, format!("the whole dataset as {} has that address", format.name()));
    }
    for table in &dataset.tables {
        take(table.name.clone(), format!("the page of the table `{}` has that address", table.name));
        for format in OF_TABLES {
            let name = format!("{}{}", table.name, format.suffix());
            take(name, format!("the table `{}` as {} has that address", table.name, format.name()));
        }
    }
    for (index, distribution) in dataset.distributions.iter().enumerate() {
        let Some(file) = &distribution.file else { continue };
        let name = file.name();
        let what = format!("the file of another distribution, `{file}`, has that address");
        let Some(other) = taken.insert(name.to_lowercase(), what) else { continue };
        let key = format!("distribution[{index}]");
        let at = places::of(dataset, &[&format!("{key}.file"), &key]);
        let said = format!("`{name}` cannot be published as `datasets/{}/{name}`", dataset.id);
        let help = "rename the file; names that differ in case only, or by their folder only, are the same here";
        report.add(Diagnostic::new(RULE.id, said, at).because(other).help(help).of_dataset(&dataset.id));
    }
}

/// The formats that a table is written in.
const OF_TABLES: [Format; 8] = [
    Format::Csv,
    Format::Csvw,
    Format::Json,
    Format::Ndjson,
    Format::Parquet,
    Format::Xlsx,
    Format::Ods,
    Format::Geojson,
];
