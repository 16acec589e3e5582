//! Real data packages, where the corpus is there: `PLAINSIGHT_CORPUS`, or a folder beside this repository.

use super::super::dataset;
use crate::project::{find_datasets, load};
use crate::sources::Sources;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let path = std::env::var_os("PLAINSIGHT_CORPUS").map_or_else(beside, PathBuf::from);
    path.is_dir().then_some(path)
}

fn files(folder: &Path, below: &str, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{below}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &name, found);
        } else {
            found.push((name, std::fs::read(entry.path()).unwrap()));
        }
    }
}

/// Reads a folder of the corpus as a dataset; gives its tables with their numbers of columns, and the rules broken.
#[allow(clippy::type_complexity, reason = "a name would say no more than the two lists")]
fn read(name: &str) -> Option<(Vec<(String, usize)>, Vec<String>)> {
    let Some(corpus) = corpus() else {
        #[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
        {
            eprintln!("skipped: there is no corpus");
        }
        return None;
    };
    let mut found = vec![("plainsight.toml".to_owned(), super::SITE.as_bytes().to_vec())];
    files(&corpus.join(name), &format!("datasets/{name}"), &mut found);
    let sources = Sources::in_memory(found.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())));
    let (settings, _) = load(&sources);
    let (folders, _) = find_datasets(&sources);
    let (read, report) = dataset(&sources, &settings, &folders[0]);
    let tables = read.unwrap().dataset.tables;
    for table in &tables {
        assert_eq!(table.schema.columns.len(), table.columns.len());
    }
    let mut rules: BTreeMap<String, u64> = BTreeMap::new();
    for count in report.counts() {
        *rules.entry(count.rule.to_string()).or_default() += count.count;
    }
    let rules = rules.iter().map(|(rule, count)| format!("{count} {rule}")).collect();
    Some((tables.iter().map(|table| (table.name.clone(), table.schema.columns.len())).collect(), rules))
}

fn expect(name: &str, tables: &[(&str, usize)], rules: &[&str]) {
    if let Some((found, broken)) = read(name) {
        let found: Vec<(&str, usize)> = found.iter().map(|(name, columns)| (name.as_str(), *columns)).collect();
        assert_eq!((&found[..], &broken.iter().map(String::as_str).collect::<Vec<_>>()[..]), (tables, rules), "{name}");
    }
}

#[test]
fn real_data_packages_are_read() {
    expect("country-codes", &[("country-codes", 56)], &["5 datapackage/unsupported", "33 project/derived-name"]);
    let tables = [("inflation-gdp", 4), ("inflation-consumer-gdp", 4)];
    expect("inflation", &tables, &["2 project/derived-name"]);
    expect("gla-spending", &[("all", 9)], &["1 project/undeclared-file"]);
    let findings = ["2 datapackage/doubtful", "1 datapackage/unsupported", "1 project/derived-name"];
    expect("units-and-prefixes", &[("units", 5), ("unit-prefixes", 4)], &findings);
    let tables = [("currencies", 3), ("countries-using-usd-and-gbp", 2)];
    expect("countries-and-currencies", &tables, &["3 datapackage/doubtful"]);
    let tables =
        [("language-codes", 2), ("language-codes-3b2", 3), ("language-codes-full", 5), ("ietf-language-tags", 7)];
    expect("language-codes", &tables, &["3 project/derived-name"]);
    let tables = [
        ("dac-members", 3),
        ("multilateral-donors", 3),
        ("non-dac-donors", 3),
        ("private-donors", 3),
        ("agencies", 7),
        ("nature-of-submission", 3),
        ("recipients", 5),
        ("channel-codes", 6),
        ("collaboration-types", 3),
        ("flow-types", 5),
        ("finance-types", 6),
        ("finance-type-categories", 3),
        ("aid-types", 6),
        ("aid-type-categories", 5),
        ("sectors", 7),
        ("sector-categories", 3),
    ];
    expect("dac-crs-code-lists", &tables, &["1 project/undeclared-file"]);
    let tables = [
        ("lookup_gss_to_registry", 2),
        ("lookup_lsoa_to_registry", 2),
        ("lookup_name_to_registry", 2),
        ("uk_local_authorities_current", 38),
    ];
    expect("uk-local-authorities", &tables, &["5 datapackage/unsupported", "30 project/derived-name"]);
    // Its schema is in another folder than the package says, and three of its files were left out.
    let tables = ["br", "ch", "de", "eu", "gb", "gr", "it", "np", "nz", "se", "us"].map(|name| (name, 0));
    expect("public-bodies", &tables, &["14 project/missing-file", "3 project/undeclared-file"]);
}

#[test]
fn real_csvw_is_read() {
    // Its foreign key names `organisations.csv`; the file is `organisation.csv`.
    let findings = ["4 csvw/unknown-datatype", "1 csvw/unknown-reference", "3 project/undeclared-file"];
    expect("uk-api-catalogue", &[("catalogue", 10), ("organisation", 4)], &findings);
    let tables = [("values", 7), ("parameters", 3), ("languages", 8), ("codes", 4)];
    expect("wacl-classifiers", &tables, &[]);
    // Its primary key names no column.
    let findings = ["1 csvw/doubtful-metadata", "1 project/undeclared-file"];
    expect("dit-uk-tariffs", &[("observations", 10)], &findings);
}
