//! Tables of CSVW metadata: the files they are in, names that can be published, and foreign keys between them.

use super::annotations::{DESCRIPTION, TITLE, add_words, text};
use super::{Finding, FindingKind, Read};
use crate::csvw::{Column, NaturalLanguage, Reference};
use crate::diagnostics::{Diagnostic, Location, span_of};
use crate::model::{ColumnWords, Dataset, Table, Text};
use crate::project::percent_decoded;
use crate::project::vocabulary::{is_address, table_name_from};
use crate::read::context::Context;
use crate::read::dataset_toml::add_table;
use crate::read::{files, names};
use crate::sources::SourcePath;

/// What every document's `url`s turned out to be.
#[derive(Default)]
pub(super) struct Found(Vec<Target>);

/// What a `url` is.
struct Target {
    /// The file that it means, relative to the repository, or its address.
    file: String,
    /// The table's reference, `<dataset>/<table>`; none where the table is not in the repository.
    table: Option<String>,
    /// Columns whose names were derived.
    renamed: Vec<(String, String)>,
}

impl Found {
    fn target(&self, file: &str) -> Option<&Target> {
        self.0.iter().find(|target| target.file == file)
    }
}

/// The file that a `url` of a document means, relative to the repository; an address stays what it is.
fn file_of(document: &SourcePath, url: &str) -> String {
    if is_address(url) {
        return url.to_owned();
    }
    document.parent().join(&percent_decoded(url)).map_or_else(|_| url.to_owned(), |path| path.as_str().to_owned())
}

/// Adds the tables of a document to the dataset.
pub(super) fn add(context: &mut Context<'_>, read: &Read, found: &mut Found, dataset: &mut Dataset) {
    let document = &read.source.path;
    let tables = &read.metadata.group.tables;
    for schema in tables {
        let at = context.at(schema.place.map(span_of));
        let mut file = file_of(document, &schema.url);
        let mut written = percent_decoded(&schema.url);
        if is_address(&schema.url) {
            // Metadata of one table may give the address that its file is published at.
            if let Some(name) = only_file(context, document).filter(|_| tables.len() == 1) {
                written = name;
            } else {
                if !schema.suppress_output {
                    let said = format!("`{}` is not in the repository, so the table is not published", schema.url);
                    let finding = Diagnostic::new("csvw/doubtful-metadata", said, at);
                    context.add(finding.help("copy the file beside its metadata and give its name as the `url`"));
                }
                found.0.push(Target { file, table: None, renamed: Vec::new() });
                continue;
            }
            file = file_of(document, &written);
        }
        if let Some(reference) = other_dataset(context, &file) {
            // A table of another dataset is there to be referred to.
            found.0.push(Target { file, table: Some(reference), renamed: Vec::new() });
            continue;
        }
        let files: Vec<SourcePath> =
            files::below(context, &document.parent(), &written, at.clone()).into_iter().collect();
        let mut table = of_schema(context, read, schema, &written, files, &at);
        let renamed = names::derive_columns(context, &table.name, &mut table.schema.columns);
        rename(&mut table, &renamed);
        remember_places(&mut table);
        found.0.push(Target { file, table: Some(format!("{}/{}", dataset.id, table.name)), renamed });
        // Foreign keys name their tables by `url` for now; which document that is relative to is known here only.
        for key in &mut table.schema.foreign_keys {
            key.reference.table = file_of(document, &key.reference.table);
        }
        add_table(context, &mut dataset.tables, table);
    }
}

/// The file beside metadata that is named after it: `stops.csv` of `stops.csv-metadata.json`.
fn only_file(context: &Context<'_>, document: &SourcePath) -> Option<String> {
    let name = document.name().strip_suffix("-metadata.json")?;
    let path = document.parent().join(name).ok()?;
    context.folder.files.contains(&path).then(|| name.to_owned())
}

/// The reference to a table of another dataset, if the file is in that dataset's folder.
fn other_dataset(context: &Context<'_>, file: &str) -> Option<String> {
    let (dataset, rest) = file.strip_prefix("datasets/")?.split_once('/')?;
    (dataset != context.folder.id && !rest.is_empty()).then(|| format!("{dataset}/{}", table_name_from(rest)))
}

fn of_schema(
    context: &mut Context<'_>,
    read: &Read,
    schema: &crate::csvw::Table,
    written: &str,
    files: Vec<SourcePath>,
    at: &Location,
) -> Table {
    let language = read.metadata.language.as_deref();
    let name = names::derive_table(context, None, written, at);
    let mut table = Table { name, files, file: written.to_owned(), schema: schema.clone(), ..Table::default() };
    table.schema.url = format!("{}.csv", table.name);
    // What a document says of its only table it says of the dataset.
    if !read.metadata.single_table {
        table.title = text(context, &schema.annotations, TITLE, language);
        table.description = text(context, &schema.annotations, DESCRIPTION, language);
    }
    table.columns = schema.columns.iter().map(|column| words(context, column, language)).collect();
    table
}

fn words(context: &Context<'_>, column: &Column, language: Option<&str>) -> ColumnWords {
    let mut title = Text::default();
    for (tag, words) in column.titles.iter() {
        add_words(context, &mut title, tag, words);
    }
    let description = text(context, &column.annotations, DESCRIPTION, language);
    ColumnWords { title, description, ..ColumnWords::default() }
}

/// Uses the derived names wherever the table's own description uses the original ones.
fn rename(table: &mut Table, renamed: &[(String, String)]) {
    if renamed.is_empty() {
        return;
    }
    let new = |name: &mut String| {
        if let Some((_, derived)) = renamed.iter().find(|(original, _)| original == name) {
            name.clone_from(derived);
        }
    };
    table.schema.primary_key.iter_mut().for_each(new);
    table.schema.row_titles.iter_mut().for_each(new);
    table.schema.foreign_keys.iter_mut().flat_map(|key| &mut key.columns).for_each(new);
    for column in &mut table.schema.columns {
        for template in [&mut column.about_url, &mut column.property_url, &mut column.value_url].into_iter().flatten() {
            *template = renamed_template(template, renamed);
        }
        // A name that came from a title says nothing that the title does not.
        let titles: Vec<String> = column.titles.iter().map(|(_, title)| title.to_owned()).collect();
        let repeated = |title: &String| title.contains('%') && titles.contains(&percent_decoded(title));
        let NaturalLanguage(languages) = &mut column.titles;
        for (_, texts) in languages {
            texts.retain(|title| !repeated(title));
        }
    }
}

/// A URI template (RFC 6570) with other names of variables.
fn renamed_template(template: &str, renamed: &[(String, String)]) -> String {
    let mut result = String::new();
    let mut rest = template;
    while let Some((before, expression)) = rest.split_once('{') {
        let Some((inner, after)) = expression.split_once('}') else { break };
        let operator = inner.find(|c: char| !"+#./;?&".contains(c)).unwrap_or(inner.len());
        let (operator, variables) = inner.split_at(operator);
        let variables: Vec<String> = variables
            .split(',')
            .map(|variable| {
                let end = variable.find([':', '*']).unwrap_or(variable.len());
                let (name, modifier) = variable.split_at(end);
                let derived = renamed.iter().find(|(original, _)| original == name).map_or(name, |(_, new)| new);
                format!("{derived}{modifier}")
            })
            .collect();
        let variables = variables.join(",");
        result.extend([before, "{", operator, &variables, "}"]);
        rest = after;
    }
    result + rest
}

fn remember_places(table: &mut Table) {
    if let Some(place) = table.schema.place {
        table.places.set("file", span_of(place));
    }
    if let Some(place) = table.schema.primary_key_place {
        table.places.set("primary_key", span_of(place));
    }
    for column in &table.schema.columns {
        if let Some(place) = column.place {
            // The titles of CSVW are headers that may be met; none of them is stated as the title for people.
            for key in ["", ".description"] {
                table.places.set(format!("column.{}{key}", column.name), span_of(place));
            }
        }
        if let Some(place) = column.datatype_place {
            table.places.set(format!("column.{}.datatype", column.name), span_of(place));
        }
    }
}

/// Gives every foreign key its table as `<dataset>/<table>`. A document by itself knows only its own tables; where
/// another document of the dataset has the table, it is known after all.
pub(super) fn resolve_foreign_keys(
    context: &mut Context<'_>,
    found: &Found,
    dataset: &mut Dataset,
    findings: &mut Vec<Finding>,
) {
    for table in &mut dataset.tables {
        let name = table.name.clone();
        table.schema.foreign_keys.retain_mut(|key| {
            let unknown = |finding: &Finding| finding.kind == FindingKind::UnknownTable && finding.place == key.place;
            let Some(target) = found.target(&key.reference.table) else {
                // The finding says it; a table of another dataset is known by its place alone.
                return match other_dataset(context, &key.reference.table) {
                    Some(reference) => {
                        findings.retain(|finding| !unknown(finding));
                        key.reference.table = reference;
                        true
                    }
                    None => false,
                };
            };
            let Some(reference) = &target.table else {
                let said = "this foreign key refers to a table that is not in the repository; it is not checked";
                let at = context.at(key.place.map(span_of));
                context.add(Diagnostic::new("csvw/doubtful-metadata", said, at).of_table(&name));
                return false;
            };
            findings.retain(|finding| !unknown(finding));
            let columns = key.reference.columns.iter().map(|column| {
                let renamed = target.renamed.iter().find(|(original, _)| original == column);
                renamed.map_or_else(|| column.clone(), |(_, derived)| derived.clone())
            });
            key.reference = Reference { table: reference.clone(), columns: columns.collect() };
            true
        });
    }
}

#[cfg(test)]
mod tests {
    use super::renamed_template;

    #[test]
    fn templates_follow_the_names() {
        let renamed = [("a.b".to_owned(), "a_b".to_owned())];
        for (template, expected) in [
            ("http://x/{a.b}", "http://x/{a_b}"),
            ("{+a.b,c}#{a.b:3}/{?c,a.b*}", "{+a_b,c}#{a_b:3}/{?c,a_b*}"),
            ("{a.b", "{a.b"),
            ("a.b", "a.b"),
        ] {
            assert_eq!(renamed_template(template, &renamed), expected);
        }
    }
}
