//! Real data as publishers committed it: each folder of the corpus is brought in by `add` into a fresh `init` and built with
//! no hand-work. What builds is compared cell by cell with the source, as the `csv` crate reads it; what does not is refused
//! with file, row and rule.
//!
//! The corpus is not part of the repository. It is looked for in `PLAINSIGHT_CORPUS`, else in `../shared/corpus`; without it
//! the test says that it skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says what it skipped and what it counted")]
#![allow(clippy::format_collect, reason = "the texts of a test are short")]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use support::{Portal, repository};

/// How many folders have to build with no hand-work.
const HAVE_TO_BUILD: usize = 30;

fn corpus() -> Option<PathBuf> {
    let folder =
        std::env::var_os("PLAINSIGHT_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[test]
fn real_data_builds_or_is_refused_with_its_place() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus here (PLAINSIGHT_CORPUS, ../shared/corpus)");
        return;
    };
    let mut folders: Vec<PathBuf> =
        fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let (mut built, mut wrong, mut lines) = (0, Vec::new(), Vec::new());
    for folder in &folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let (line, problems) = one(folder, name);
        built += usize::from(line.contains(" built "));
        lines.push(line);
        wrong.extend(problems.into_iter().map(|problem| format!("{name}: {problem}")));
    }
    println!("{}", lines.join("\n"));
    println!("{built} of {} folders build with no hand-work", folders.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(built >= HAVE_TO_BUILD || folders.len() < 40, "only {built} folders build");
}

/// Brings in one folder; gives a line for the list, and what is not as it has to be.
fn one(folder: &Path, id: &str) -> (String, Vec<String>) {
    let portal = Portal::empty();
    portal.run(&["init"]).success();
    let added = portal.run(&["add", folder.to_str().unwrap(), "--id", id]);
    let mut problems = Vec::new();
    let (code, said) = (added.output.status.code(), format!("{}{}", added.stdout(), added.stderr()));
    if code == Some(1) && !portal.path(&format!("datasets/{id}")).exists() {
        if said.trim().is_empty() {
            problems.push("refused by `add` without a word".to_owned());
        }
        return (format!("{id:<26} refused by add: {}", said.lines().next().unwrap_or("")), problems);
    }
    if code != Some(0) {
        return (format!("{id:<26} add ended with {code:?}"), vec![format!("add ended with {code:?}: {said}")]);
    }
    let ran = portal.run(&["build", "--format", "json"]);
    match ran.output.status.code() {
        Some(0) => {
            let (tables, rows, problems) = compare(&portal, id, folder);
            (format!("{id:<26} built {tables:>3} tables, {rows:>7} rows"), problems)
        }
        Some(1) => {
            let report: Value = serde_json::from_str(&ran.stdout()).unwrap();
            let errors: Vec<&Value> = report["diagnostics"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|diagnostic| diagnostic["severity"] == "error")
                .collect();
            let rules: std::collections::BTreeSet<&str> =
                errors.iter().filter_map(|error| error["rule"].as_str()).collect();
            if errors.is_empty() {
                problems.push(format!("refused without an error: {}", ran.stderr()));
            }
            let rules: Vec<&str> = rules.into_iter().collect();
            (format!("{id:<26} refused: {}", rules.join(", ")), problems)
        }
        code => (
            format!("{id:<26} build ended with {code:?}"),
            vec![format!("build ended with {code:?}: {}", ran.stderr())],
        ),
    }
}

/// How a table's source is read, from whatever describes it.
#[derive(Debug, Default)]
struct Source {
    files: Vec<PathBuf>,
    encoding: Option<String>,
    delimiter: Option<u8>,
    skip_rows: usize,
    header_rows: usize,
    line_terminators: Vec<String>,
    skips_blank_rows: bool,
    /// Where columns stand in the file, by name: for files without a header.
    positions: BTreeMap<String, usize>,
    /// The column made from the file's name.
    part: Option<String>,
    /// Null markers by column name.
    null: BTreeMap<String, Vec<String>>,
    /// Formats by column name: date patterns, `Y|N`.
    format: BTreeMap<String, String>,
    /// Separators of thousands by column name.
    group: BTreeMap<String, String>,
}

/// Compares every published table with its source; gives tables, rows and what differs.
fn compare(portal: &Portal, id: &str, _: &Path) -> (usize, usize, Vec<String>) {
    let folder = portal.path(&format!("public/datasets/{id}"));
    let (mut tables, mut rows, mut problems) = (0, 0, Vec::new());
    let mut published: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    published.sort();
    if published.is_empty() {
        problems.push("built without a table".to_owned());
    }
    for path in published {
        tables += 1;
        match compare_table(portal, id, &path) {
            Ok(count) => rows += count,
            Err(problem) => problems.push(format!("{}: {problem}", path.file_name().unwrap().to_str().unwrap())),
        }
    }
    (tables, rows, problems)
}

fn compare_table(portal: &Portal, id: &str, path: &Path) -> Result<usize, String> {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let source = source_of(portal, id, name).ok_or("nothing says which file it is from")?;
    let mut reader = csv::ReaderBuilder::new().from_path(path).map_err(|error| error.to_string())?;
    let header: Vec<String> = reader.headers().map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
    let published: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let metadata: Value =
        serde_json::from_slice(&fs::read(path.with_file_name(format!("{name}.csv-metadata.json"))).unwrap()).unwrap();
    let columns = metadata["tableSchema"]["columns"].as_array().ok_or("its metadata has no columns")?;
    let mut given = Vec::new();
    let mut given_headers = Vec::new();
    for file in &source.files {
        let (headers, records) = read_source(file, &source)?;
        given.extend(records);
        given_headers = headers;
    }
    if given.len() != published.len() {
        return Err(format!("{} rows, the source has {}", published.len(), given.len()));
    }
    for (position, column_name) in header.iter().enumerate() {
        let column = columns.iter().find(|column| column["name"] == **column_name).ok_or("a column has no metadata")?;
        let titles = titles_of(column);
        // Without a header columns go by position; a column made from the file's name is in no source.
        let at = if source.part.as_ref() == Some(column_name) {
            None
        } else if source.header_rows == 0 {
            source.positions.get(column_name).copied()
        } else {
            given_headers.iter().position(|header| titles.contains(header))
        };
        let Some(at) = at else { continue };
        let base = column["datatype"]["base"].as_str().or(column["datatype"].as_str()).unwrap_or("string");
        for (number, (ours, theirs)) in published.iter().zip(&given).enumerate() {
            let (ours, theirs) = (ours.get(position).unwrap_or(""), theirs.get(at).unwrap_or(""));
            let null = source
                .null
                .get(column_name)
                .is_some_and(|markers| markers.iter().any(|marker| marker == theirs.trim()));
            let same = if ours.is_empty() && (null || theirs.trim().is_empty()) {
                true
            } else if base == "string" {
                ours == theirs
            } else {
                value(theirs.trim(), base, source.format.get(column_name), source.group.get(column_name))
                    == value(ours, base, None, None)
            };
            if !same {
                return Err(format!(
                    "row {}, column `{column_name}` ({base}): `{ours}`, the source has `{theirs}`",
                    number + 1
                ));
            }
        }
    }
    agree(path, &header, &published, columns)?;
    Ok(published.len())
}

/// JSON and NDJSON hold the CSV's rows.
fn agree(path: &Path, header: &[String], published: &[csv::StringRecord], columns: &[Value]) -> Result<(), String> {
    let json = fs::read(path.with_extension("json")).ok();
    let lines = fs::read_to_string(path.with_extension("ndjson")).ok();
    let documents = [
        json.map(|text| serde_json::from_slice::<Vec<Value>>(&text).map_err(|error| error.to_string())),
        lines.map(|text| {
            text.lines().map(|line| serde_json::from_str(line).map_err(|error| error.to_string())).collect()
        }),
    ];
    if documents.iter().all(Option::is_none) {
        return Err("there is neither JSON nor NDJSON".to_owned());
    }
    for rows in documents.into_iter().flatten() {
        let rows = rows?;
        if rows.len() != published.len() {
            return Err(format!("{} rows in JSON, {} in the CSV", rows.len(), published.len()));
        }
        for (row, record) in rows.iter().zip(published) {
            let object = row.as_object().ok_or("a row is no object")?;
            if !object.keys().eq(header) {
                return Err(format!("the keys of a row are {:?}", object.keys().collect::<Vec<_>>()));
            }
            for (at, (name, cell)) in object.iter().enumerate() {
                let text = record.get(at).unwrap_or("");
                let separator = columns[at]["separator"].as_str();
                let same = match cell {
                    Value::Null => text.is_empty(),
                    Value::String(string) => string == text,
                    // `arbitrary_precision`: the digits as they stand in the file, but for the case of an exponent's `E`.
                    Value::Number(number) => number.to_string().eq_ignore_ascii_case(text),
                    Value::Bool(boolean) => boolean.to_string() == text,
                    Value::Array(items) => {
                        let items: Vec<String> = items
                            .iter()
                            .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                            .collect();
                        items.join(separator.unwrap_or("")) == text
                    }
                    Value::Object(_) => false,
                };
                if !same {
                    return Err(format!("`{name}` is {cell} in JSON and `{text}` in the CSV"));
                }
            }
        }
    }
    Ok(())
}

fn titles_of(column: &Value) -> Vec<String> {
    fn texts(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
            Value::Object(members) => members.values().for_each(|item| texts(item, into)),
            _ => {}
        }
    }
    let mut titles = Vec::new();
    texts(&column["titles"], &mut titles);
    texts(&column["name"], &mut titles);
    titles
}

/// A cell as a value that can be compared, worked out without plainsight.
fn value(cell: &str, base: &str, format: Option<&String>, group: Option<&String>) -> String {
    match base {
        "boolean" => match format.and_then(|format| format.split_once('|')) {
            Some((yes, _)) => (cell == yes).to_string(),
            None => matches!(cell, "true" | "1").to_string(),
        },
        "date" | "dateTime" | "datetime" => match format {
            Some(format) => moment(cell, format),
            None => cell.to_owned(),
        },
        "double" | "float" | "number" => cell.parse::<f64>().map_or(cell.to_owned(), |number| number.to_string()),
        _ if is_number(base) => {
            let plain = group.map_or(cell.to_owned(), |group| cell.replace(group.as_str(), ""));
            decimal(&plain)
        }
        _ => cell.to_owned(),
    }
}

fn is_number(base: &str) -> bool {
    base == "decimal" || base.to_ascii_lowercase().contains("int") || ["long", "short", "byte"].contains(&base)
}

/// A decimal without what makes no difference: sign of plus, leading and trailing zeros.
fn decimal(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let number = format!(
        "{}{}{fraction}",
        if whole.is_empty() { "0" } else { whole },
        if fraction.is_empty() { "" } else { "." }
    );
    if number == "0" { number } else { format!("{sign}{number}") }
}

/// A date or a time in ISO form, by a pattern's letters.
fn moment(cell: &str, format: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts: BTreeMap<char, String> = BTreeMap::new();
    let (mut pattern, mut rest) = (format.chars().peekable(), cell);
    while let Some(letter) = pattern.next() {
        if !letter.is_ascii_alphabetic() || letter == 'T' {
            rest = rest.strip_prefix(letter).unwrap_or(rest);
            continue;
        }
        let mut width = 1;
        while pattern.peek() == Some(&letter) {
            pattern.next();
            width += 1;
        }
        let is_name = letter == 'M' && width > 2;
        let take = rest.chars().take_while(|c| if is_name { c.is_alphabetic() } else { c.is_ascii_digit() }).count();
        let next_is_letter = pattern.peek().is_some_and(char::is_ascii_alphabetic);
        let take = if next_is_letter && !is_name { take.min(width) } else { take };
        let (taken, left) = rest.split_at(take);
        rest = left;
        let text = if is_name {
            let month =
                MONTHS.iter().position(|month| taken.to_ascii_lowercase().starts_with(month)).map_or(0, |at| at + 1);
            format!("{month:02}")
        } else if letter == 'y' && width == 2 {
            let year: u32 = taken.parse().unwrap_or(0);
            (if year < 70 { 2000 + year } else { 1900 + year }).to_string()
        } else {
            format!("{taken:0>2}")
        };
        parts.insert(letter, text);
    }
    let part = |letter| parts.get(&letter).cloned().unwrap_or_else(|| "00".to_owned());
    let date = format!("{}-{}-{}", part('y'), part('M'), part('d'));
    if parts.contains_key(&'H') { format!("{date}T{}:{}:{}{rest}", part('H'), part('m'), part('s')) } else { date }
}

/// The source of a table: `dataset.toml` if it describes tables, else the data package, else CSVW metadata.
fn source_of(portal: &Portal, id: &str, name: &str) -> Option<Source> {
    let folder = portal.path(&format!("datasets/{id}"));
    let described: toml::Table =
        fs::read_to_string(folder.join("dataset.toml")).ok().and_then(|text| text.parse().ok()).unwrap_or_default();
    if let Some(tables) = described.get("table").and_then(toml::Value::as_array) {
        return tables.iter().find_map(|table| from_toml(&folder, table, name));
    }
    let page = portal.json(&format!("public/api/v1/datasets/{id}/tables/{name}.json"));
    let stem = |path: &str| {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file);
        stem.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    };
    let wanted = name.replace('_', "-");
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).ok()? {
            let path = entry.ok()?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "csv") && stem(path.to_str()?) == wanted {
                files.push(path);
            }
        }
    }
    // A data package names its tables; where the name is not the file's, the package says which file it is.
    if files.is_empty() {
        files.extend(resource_file(&folder, &wanted));
    }
    let mut source = Source { files, header_rows: 1, ..Source::default() };
    for column in page["columns"].as_array()? {
        let column_name = column["name"].as_str()?.to_owned();
        source.null.insert(column_name, ["", "NA", "N/A", "null", "-", "..", "None"].map(str::to_owned).into());
    }
    source.encoding = package(&folder).and_then(|package| {
        let resources = package["resources"].as_array()?.clone();
        resources.iter().find_map(|resource| resource["encoding"].as_str().map(str::to_owned))
    });
    (!source.files.is_empty()).then_some(source)
}

fn package(folder: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(folder.join("datapackage.json")).ok()?).ok()
}

fn resource_file(folder: &Path, wanted: &str) -> Option<PathBuf> {
    let package = package(folder)?;
    package["resources"].as_array()?.iter().find_map(|resource| {
        let name = resource["name"].as_str()?.to_lowercase().replace(['_', ' ', '.'], "-");
        (name == wanted).then(|| folder.join(resource["path"].as_str().unwrap_or("")))
    })
}

fn from_toml(folder: &Path, table: &toml::Value, name: &str) -> Option<Source> {
    let file = table.get("file")?.as_str()?;
    let stated = table.get("name").and_then(toml::Value::as_str).map_or_else(
        || {
            let last = file.rsplit('/').next().unwrap_or(file);
            let stem = last.split(['.', '*']).next().unwrap_or(last);
            stem.to_lowercase()
                .replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "-")
                .trim_matches('-')
                .to_owned()
        },
        str::to_owned,
    );
    if stated != name {
        return None;
    }
    let mut files = matching(folder, file);
    files.sort();
    let dialect = table.get("dialect");
    let text =
        |key: &str| dialect.and_then(|dialect| dialect.get(key)).and_then(toml::Value::as_str).map(str::to_owned);
    let number = |key: &str| {
        dialect
            .and_then(|dialect| dialect.get(key))
            .and_then(toml::Value::as_integer)
            .and_then(|n| usize::try_from(n).ok())
    };
    let header = dialect.and_then(|dialect| dialect.get("header")).and_then(toml::Value::as_bool).unwrap_or(true);
    let mut source = Source {
        files,
        encoding: text("encoding"),
        delimiter: text("delimiter").map(|delimiter| delimiter.as_bytes()[0]),
        skip_rows: number("skip_rows").unwrap_or(0),
        header_rows: if header { number("header_row_count").unwrap_or(1) } else { 0 },
        skips_blank_rows: dialect
            .and_then(|dialect| dialect.get("skip_blank_rows"))
            .and_then(toml::Value::as_bool)
            .unwrap_or(false),
        part: table
            .get("part_column")
            .and_then(|part| part.get("name"))
            .and_then(toml::Value::as_str)
            .map(str::to_owned),
        ..Source::default()
    };
    if let Some(ends) = dialect.and_then(|dialect| dialect.get("line_terminators")) {
        let ends = ends.as_array().cloned().unwrap_or_else(|| vec![ends.clone()]);
        source.line_terminators = ends.iter().filter_map(|end| end.as_str().map(str::to_owned)).collect();
    }
    for column in table.get("column").and_then(toml::Value::as_array).into_iter().flatten() {
        let column_name = column.get("name")?.as_str()?.to_owned();
        if source.part.as_ref() != Some(&column_name) {
            source.positions.insert(column_name.clone(), source.positions.len());
        }
        if let Some(markers) = column.get("null").and_then(toml::Value::as_array) {
            let markers = markers.iter().filter_map(|marker| marker.as_str().map(str::to_owned)).collect();
            source.null.insert(column_name.clone(), markers);
        }
        let Some(datatype) = column.get("datatype") else { continue };
        let group = datatype.get("group_char").or_else(|| datatype.get("format")?.get("group_char"));
        if let Some(group) = group.and_then(toml::Value::as_str) {
            source.group.insert(column_name.clone(), group.to_owned());
        }
        if let Some(format) = datatype.get("format").and_then(toml::Value::as_str) {
            source.format.insert(column_name, format.to_owned());
        }
    }
    Some(source)
}

/// The files below a folder that a path or a pattern with `*` means, part by part.
fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let (first, rest) = pattern.split_once('/').map_or((pattern, None), |(first, rest)| (first, Some(rest)));
    let pieces: Vec<&str> = first.split('*').collect();
    let fits = |name: &str| {
        let [start, middle @ .., end] = pieces.as_slice() else { return name == first };
        let Some(mut left) = name.strip_prefix(start).and_then(|left| left.strip_suffix(end)) else { return false };
        middle.iter().all(|piece| match left.find(piece) {
            Some(at) => {
                left = &left[at + piece.len()..];
                true
            }
            None => false,
        })
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(&fits) {
            match rest {
                Some(rest) => found.extend(matching(&path, rest)),
                None => found.push(path),
            }
        }
    }
    found
}

/// Header and records of a source file, as the `csv` crate reads them once the bytes are decoded.
fn read_source(path: &Path, source: &Source) -> Result<(Vec<String>, Vec<csv::StringRecord>), String> {
    let mut bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).map_err(|error| error.to_string())?;
        bytes = plain;
    }
    let encoding = source.encoding.as_deref().unwrap_or("utf-8");
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).ok_or("an unknown encoding")?;
    let (text, _, malformed) = encoding.decode(&bytes);
    if malformed {
        return Err(format!("{} is not {}", path.display(), encoding.name()));
    }
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(source.delimiter.unwrap_or(b','));
    if source.line_terminators.iter().any(|end| end == "\r") {
        builder.terminator(csv::Terminator::Any(b'\r'));
    }
    let mut records = Vec::new();
    // Skipped rows are lines, and a blank one counts among them; the `csv` crate would swallow it.
    let body = skip_lines(&text, source.skip_rows);
    for record in builder.from_reader(body.as_bytes()).records() {
        let record = record.map_err(|error| error.to_string())?;
        if !(source.skips_blank_rows && record.iter().all(str::is_empty)) {
            records.push(record);
        }
    }
    let data = records.split_off(source.header_rows.min(records.len()));
    let header = records.first().map(|record| record.iter().map(str::to_owned).collect()).unwrap_or_default();
    Ok((header, data))
}

fn skip_lines(text: &str, count: usize) -> &str {
    let mut rest = text;
    for _ in 0..count {
        // Quoted line ends in title rows are beyond this reader; no file of the corpus has one.
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest = &rest[end..];
        rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
    }
    rest
}
