//! Resources: tables where they are CSV in the repository, distributions otherwise.

use super::{Package, dialect, field};
use crate::csvw::json::Value;
use crate::csvw::{self, ForeignKey, Reference};
use crate::diagnostics::{Diagnostic, Location, place_of};
use crate::model::{Dataset, Distribution, Table};
use crate::project::vocabulary::is_address;
use crate::read::context::Context;
use crate::read::dataset_toml::add_table;
use crate::read::document::{Document, strings};
use crate::read::{files, names};
use crate::sources::SourcePath;

/// Names of resources with the names of their tables.
type Tables = Vec<(String, String)>;

/// Reads every resource, each in the document that holds it, into the dataset.
pub(super) fn read_all<'d>(
    package: &Package,
    context: &mut Context<'_>,
    resources: impl Iterator<Item = (&'d Document, &'d Value)>,
    dataset: &mut Dataset,
) {
    let mut tables: Tables = Vec::new();
    let mut keys = Vec::new();
    for (document, resource) in resources {
        // A resource may be a file of its own.
        let file = resource.get("$ref").or_else(|| resource.as_str().map(|_| resource));
        let read = file.and_then(|value| referred(document, context, value, "resource"));
        if file.is_some() && read.is_none() {
            continue;
        }
        let (document, resource) = read.as_ref().map_or((document, resource), |read| (read, &read.root));
        if resource.members().is_none() {
            let said = format!("a resource is an object, not {}", resource.noun());
            context.add(Diagnostic::new("datapackage/invalid", said, document.span(resource)));
            continue;
        }
        let mut reader = Reader { package, context, document, tables: &mut tables };
        reader.resource(resource, dataset, &mut keys);
    }
    resolve_foreign_keys(context, &tables, keys, dataset);
}

/// A foreign key as it is read, before all tables are known.
struct Key {
    table: String,
    columns: Vec<String>,
    resource: String,
    referred: Vec<String>,
    at: crate::sources::Span,
}

struct Reader<'r, 'a> {
    package: &'r Package,
    context: &'r mut Context<'a>,
    document: &'r Document,
    tables: &'r mut Tables,
}

impl Reader<'_, '_> {
    fn add(&mut self, rule: &'static str, said: impl Into<String>, at: &Value) {
        self.context.add(Diagnostic::new(rule, said, self.document.span(at)));
    }

    fn resource(&mut self, resource: &Value, dataset: &mut Dataset, keys: &mut Vec<Key>) {
        let text = |key: &str| resource.get(key).and_then(Value::as_str);
        let Some(path) = resource.get("path").or_else(|| resource.get("file")).or_else(|| resource.get("url")) else {
            let (rule, said) = match resource.get("data") {
                Some(_) => ("datapackage/unsupported", "rows inside a data package are not read"),
                None => ("datapackage/invalid", "this resource has no `path`"),
            };
            self.add(rule, said, resource);
            return;
        };
        let paths = strings(Some(path));
        let title = self.package.text(self.context, resource, "title");
        if let Some(address) = paths.iter().find(|path| is_address(path)) {
            let said = "this resource is not in the repository; it is linked to and its rows are not read";
            self.add("datapackage/unsupported", said, path);
            dataset.distributions.push(Distribution {
                file: None,
                address: Some(address.clone()),
                title,
                media_type: text("mediatype").map(str::to_owned),
            });
            return;
        }
        let at: Location = self.document.span(path).into();
        let mut found = Vec::new();
        for (index, written) in paths.iter().enumerate() {
            let place = path.items().and_then(|items| items.get(index)).unwrap_or(path);
            found.extend(files::one(self.context, written, self.document.span(place)));
        }
        if !is_csv(resource, paths.first().map_or("", String::as_str)) {
            if let Some(schema) = resource.get("schema") {
                let said = "only CSV is read as a table by this version; the file is published as it is";
                self.add("datapackage/unsupported", said, schema);
            }
            dataset.distributions.extend(found.into_iter().map(|file| Distribution {
                file: Some(file),
                address: None,
                title: title.clone(),
                media_type: text("mediatype").map(str::to_owned),
            }));
            return;
        }
        let file = paths.first().cloned().unwrap_or_default();
        let name = names::derive_table(self.context, text("name"), &file, &at);
        if let Some(stated) = text("name") {
            self.tables.push((stated.to_owned(), name.clone()));
        }
        let mut table = Table {
            files: found,
            file,
            title,
            description: self.package.text(self.context, resource, "description"),
            schema: csvw::Table {
                url: format!("{name}.csv"),
                dialect: dialect::read(self.context, resource, self.document),
                place: Some(place_of(self.document.span(resource))),
                ..csvw::Table::default()
            },
            name,
            ..Table::default()
        };
        table.files.sort();
        for (key, model) in [
            ("path", "file"),
            ("name", "name"),
            ("title", "title"),
            ("description", "description"),
            ("dialect", "dialect"),
            ("encoding", "dialect.encoding"),
        ] {
            if let Some(value) = resource.get(key) {
                table.places.set(model, self.document.span(value));
            }
        }
        for misplaced in ["primaryKey", "primaryKeys", "foreignKeys", "fields"] {
            if let Some(member) = resource.member(misplaced) {
                let said = format!("`{misplaced}` has no meaning here and is passed over");
                let finding = Diagnostic::new("datapackage/doubtful", said, self.document.at(&member.name_range));
                self.context.add(finding.help("move it into `schema`"));
            }
        }
        match resource.get("schema") {
            Some(value) if value.as_str().is_some() => {
                if let Some(document) = referred(self.document, self.context, value, "schema") {
                    let mut reader = Reader {
                        package: self.package,
                        context: self.context,
                        document: &document,
                        tables: self.tables,
                    };
                    reader.schema(&document.root, &mut table, keys);
                }
            }
            Some(value) => self.schema(value, &mut table, keys),
            None => {}
        }
        add_table(self.context, &mut dataset.tables, table);
    }

    fn schema(&mut self, schema: &Value, table: &mut Table, keys: &mut Vec<Key>) {
        let Some(fields) = schema.get("fields").and_then(Value::items) else {
            self.add("datapackage/invalid", "this schema has no list of `fields`", schema);
            return;
        };
        let missing = schema.get("missingValues").map(field::missing_values);
        let mut unique = Vec::new();
        let mut primary = Vec::new();
        for value in fields {
            if let Some(read) = field::read(self.package, self.context, self.document, value, missing.as_deref()) {
                let name = &read.column.name;
                table.places.set(format!("column.{name}"), self.document.span(value));
                for (key, model) in [("title", "title"), ("description", "description"), ("type", "datatype")] {
                    if let Some(value) = value.get(key) {
                        table.places.set(format!("column.{name}.{model}"), self.document.span(value));
                    }
                }
                unique.extend(read.unique.map(|at| (name.clone(), at, read.column.required)));
                if read.primary {
                    primary.push(name.clone());
                }
                table.schema.columns.push(read.column);
                table.columns.push(read.words);
            }
        }
        if let Some(value) = schema.get("primaryKey") {
            primary = strings(Some(value));
            table.schema.primary_key_place = Some(place_of(self.document.span(value)));
            table.places.set("primary_key", self.document.span(value));
        } else if let [(name, at, true)] = &unique[..]
            && primary.is_empty()
        {
            // Required and unique is what a primary key is.
            primary.push(name.clone());
            table.schema.primary_key_place = Some(place_of(*at));
            unique.clear();
        }
        for (name, at, _) in unique {
            if primary != [name.clone()] {
                let said = format!("that `{name}` is unique is not checked: only the primary key is");
                self.context.add(Diagnostic::new("datapackage/unsupported", said, at));
            }
        }
        self.others(schema);
        let renamed = names::derive_columns(self.context, &table.name, &mut table.schema.columns);
        let new_name = |name: &String| {
            renamed.iter().find(|(original, _)| original == name).map_or_else(|| name.clone(), |(_, name)| name.clone())
        };
        for (original, name) in &renamed {
            for key in ["", ".title", ".description", ".datatype"] {
                if let Some(place) = table.places.get(&format!("column.{original}{key}")) {
                    table.places.set(format!("column.{name}{key}"), place);
                }
            }
        }
        table.schema.primary_key = primary.iter().map(new_name).collect();
        for key in schema.get("foreignKeys").and_then(Value::items).unwrap_or_default() {
            let reference = key.get("reference");
            let columns: Vec<String> = strings(key.get("fields")).iter().map(new_name).collect();
            let referred = strings(reference.and_then(|reference| reference.get("fields")));
            if columns.is_empty() || columns.len() != referred.len() {
                let said = "this foreign key names no columns, or not as many on both sides";
                self.add("datapackage/invalid", said, key);
                continue;
            }
            let resource = reference.and_then(|reference| reference.get("resource")).and_then(Value::as_str);
            keys.push(Key {
                table: table.name.clone(),
                columns,
                resource: resource.unwrap_or("").to_owned(),
                referred,
                at: self.document.span(key),
            });
        }
    }

    /// What else a schema may say.
    fn others(&mut self, schema: &Value) {
        if let Some(member) = schema.member("primaryKeys") {
            let said = "`primaryKeys` has no meaning and is passed over";
            let finding = Diagnostic::new("datapackage/doubtful", said, self.document.at(&member.name_range));
            self.context.add(finding.help("did you mean `primaryKey`?"));
        }
        for (name, default) in [("uniqueKeys", ""), ("fieldsMatch", "exact")] {
            if let Some(value) = schema.get(name)
                && !strings(Some(value)).iter().all(|text| text == default && !default.is_empty())
            {
                self.add("datapackage/unsupported", format!("`{name}` is not carried"), value);
            }
        }
    }
}

/// Puts foreign keys into their tables once every table and every derived name is known.
fn resolve_foreign_keys(context: &mut Context<'_>, tables: &Tables, keys: Vec<Key>, dataset: &mut Dataset) {
    for key in keys {
        let target = match key.resource.as_str() {
            "" | "self" => Some(key.table.clone()),
            name => tables.iter().find(|(stated, _)| stated == name).map(|(_, table)| table.clone()),
        };
        let Some(target) = target else {
            let said = format!("there is no resource `{}` with rows", key.resource);
            context.add(Diagnostic::new("csvw/unknown-reference", said, key.at).of_table(&key.table));
            continue;
        };
        // The columns referred to are given by their original names too.
        let referred = key.referred.iter().map(|name| {
            let columns = dataset.table(&target).map_or(&[][..], |table| &table.schema.columns);
            let same =
                |column: &&csvw::Column| column.name == *name || column.titles.iter().any(|(_, title)| title == name);
            columns.iter().find(same).map_or_else(|| name.clone(), |column| column.name.clone())
        });
        let reference = Reference { table: format!("{}/{target}", dataset.id), columns: referred.collect() };
        let key_of = ForeignKey { columns: key.columns, reference, place: Some(place_of(key.at)) };
        if let Some(table) = dataset.tables.iter_mut().find(|table| table.name == key.table) {
            table.schema.foreign_keys.push(key_of);
        }
    }
}

/// A schema, dialect or resource that is a file of its own.
pub(super) fn referred(document: &Document, context: &mut Context<'_>, value: &Value, what: &str) -> Option<Document> {
    let (at, written) = (document.span(value), value.as_str()?);
    if is_address(written) {
        let said = format!("the {what} is not in the repository, and nothing is fetched");
        let finding = Diagnostic::new("datapackage/unsupported", said, at);
        context.add(finding.help("copy the file into the dataset's folder and name it by its path"));
        return None;
    }
    let path: SourcePath = files::one(context, written, at)?;
    Document::read(context, &path)
}

/// Whether the rows of a resource are CSV, by what it says of itself or by its file's name.
fn is_csv(resource: &Value, path: &str) -> bool {
    let text = |key: &str| resource.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    if let Some(format) = text("format") {
        return matches!(format.as_str(), "csv" | "tsv");
    }
    if let Some(kind) = text("mediatype") {
        return kind.starts_with("text/csv") || kind.starts_with("text/tab-separated-values");
    }
    let path = path.to_ascii_lowercase();
    let path = path.strip_suffix(".gz").unwrap_or(&path);
    [".csv", ".tsv", ".tab"].iter().any(|end| path.ends_with(end))
        || text("profile").is_some_and(|profile| profile == "tabular-data-resource")
}
