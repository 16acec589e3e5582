//! Reading `plainsight.toml`.

use super::toml::{Kind, Table, Value};
use super::vocabulary::{self, Document, is_address};
use super::{
    FormatSettings, HostSettings, LevelSetting, Levels, Settings, faults, licence, places, toml, unconfirmed, words,
};
use crate::diagnostics::{Diagnostic, Level, Report};
use crate::model::{
    Catalogue, FreedomOfInformation, Licence, Publisher, SecurityClassification, SecurityContact, Series, Topic,
};
use crate::sources::{Source, SourcePath, Sources, Span};
use std::path::{Path, PathBuf};

/// Row pages are written for tables of up to this many rows, unless `[api] row_pages_max` says otherwise.
const ROW_PAGES_MAX: u64 = 100_000;

/// A page for each primary key is written for tables of up to this many rows, unless `[api] key_pages_max` says otherwise.
/// Each is a file, and there are hosts that take no more than 20,000: forty tables of this size.
const KEY_PAGES_MAX: u64 = 500;

/// The folder of the nearest `plainsight.toml`, from `start` upwards; none if there is none.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let file = Document::Site.file_name();
    start.ancestors().find(|folder| folder.join(file).is_file()).map(Path::to_path_buf)
}

/// Reads `plainsight.toml`. What is missing or wrong is reported and has its default, so that the rest of the
/// repository can be judged as well.
#[must_use]
pub fn load(sources: &Sources) -> (Settings, Report) {
    let mut report = Report::default();
    let mut settings = Settings {
        catalogue: Catalogue { languages: vec!["en".to_owned()], theme: "default".to_owned(), ..Catalogue::default() },
        row_pages_max: ROW_PAGES_MAX,
        key_pages_max: KEY_PAGES_MAX,
        ..Settings::default()
    };
    let Ok(path) = SourcePath::parse(Document::Site.file_name()) else { return (settings, report) };
    let source = match sources.text(&path) {
        Ok(source) => source,
        Err(error) => {
            report.add(faults::unreadable(&error, path).help("run `plainsight init` to begin a portal"));
            return (settings, report);
        }
    };
    match toml::parse(&source) {
        Ok(table) => Reader { source: &source, report: &mut report }.read(table, &mut settings),
        Err(findings) => report.extend(findings),
    }
    unconfirmed::report_open_marks(&source, &mut report);
    (settings, report)
}

struct Reader<'a> {
    source: &'a Source,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn read(&mut self, mut table: Table, settings: &mut Settings) {
        let catalogue = &mut settings.catalogue;
        let languages = table.table("site").map(|site| site.strings("languages")).unwrap_or_default();
        if !languages.is_empty() {
            catalogue.languages = languages;
        }
        let file = self.source.path.clone();
        vocabulary::validate(Document::Site, &mut table, file, &catalogue.languages, self.report);

        let language = catalogue.language().to_owned();
        if let Some(site) = table.table("site") {
            self.site(site, &language, catalogue);
        }
        for (id, publisher, span) in entries(&table, "publishers") {
            catalogue.publishers.push(Publisher {
                id: id.to_owned(),
                name: words::text(publisher.get("name"), &language),
                homepage: address(publisher, "homepage"),
                email: publisher.string("email"),
                same_as: publisher.strings("same_as"),
                gov_uk_organisation: publisher.string("gov_uk_organisation"),
                uk_api_catalogue_id: publisher.string("uk_api_catalogue_id"),
                security_classification: match publisher.str("security_classification") {
                    Some("official") => Some(SecurityClassification::Official),
                    Some("not-applicable") => Some(SecurityClassification::NotApplicable),
                    _ => None,
                },
                span: Some(span),
            });
        }
        for (id, topic, span) in entries(&table, "topics") {
            catalogue.topics.push(Topic {
                id: id.to_owned(),
                title: words::text(topic.get("title"), &language),
                description: words::text(topic.get("description"), &language),
                same_as: topic.strings("same_as"),
                span: Some(span),
            });
        }
        for (id, series, span) in entries(&table, "series") {
            catalogue.series.push(Series {
                id: id.to_owned(),
                title: words::text(series.get("title"), &language),
                description: words::text(series.get("description"), &language),
                publisher: series.string("publisher").or_else(|| catalogue.publisher.clone()),
                span: Some(span),
            });
        }
        if let Some(foi) = table.table("foi") {
            catalogue.foi = FreedomOfInformation { email: foi.string("email"), url: address(foi, "url") };
        }
        settings.levels = levels(table.get("check"));
        if let Some(formats) = table.table("formats") {
            self.formats(formats, &mut settings.formats);
        }
        if let Some(host) = table.table("host") {
            let files = host.strings("files");
            let has = |name: &str| files.iter().any(|file| file == name);
            settings.host = HostSettings {
                headers_file: has("_headers"),
                htaccess: has(".htaccess"),
                precompress: host.get("precompress").is_some_and(|value| value.kind == Kind::Boolean(true)),
            };
        }
        let api = |key: &str| table.table("api").and_then(|api| api.get(key)).and_then(Value::as_count);
        settings.row_pages_max = api("row_pages_max").unwrap_or(settings.row_pages_max);
        settings.key_pages_max = api("key_pages_max").unwrap_or(settings.key_pages_max);
        for entry in &table.0 {
            places::remember(&mut settings.catalogue.places, &entry.key, &entry.value);
        }
    }

    fn site(&mut self, site: &Table, language: &str, catalogue: &mut Catalogue) {
        catalogue.title = words::text(site.get("title"), language);
        catalogue.description = words::text(site.get("description"), language);
        if let Some(theme) = site.string("theme") {
            catalogue.theme = theme;
        }
        catalogue.publisher = site.string("publisher");
        catalogue.licence = read_licence(site, self.report);
        catalogue.security = self.security(site);
        if let Some(value) = site.get("base_url")
            && let Some(written) = value.as_str()
        {
            catalogue.base_url = self.base_url(written, value.span);
        }
        let stated = std::mem::take(&mut catalogue.languages);
        for (index, tag) in stated.into_iter().enumerate() {
            if catalogue.languages.contains(&tag) {
                let at =
                    site.get("languages").and_then(|list| list.items().get(index)).map_or(self.whole(), |tag| tag.span);
                let said = format!("the language `{tag}` is listed twice");
                self.report.add(Diagnostic::new("project/duplicate-id", said, at).help("delete one of the two"));
            } else {
                catalogue.languages.push(tag);
            }
        }
    }

    /// The contact for weaknesses. One of its two keys without the other says nothing that can be published.
    fn security(&mut self, site: &Table) -> Option<SecurityContact> {
        let contact = site.get("security_contact").and_then(|value| Some((value.as_str()?, value.span)));
        let expires = site.date("security_expires");
        let at = site.get("security_contact").or_else(|| site.get("security_expires"))?.span;
        let mut refuse = |said: &str, help: &str| {
            self.report.add(Diagnostic::new("project/invalid-value", said, at).help(help));
            None
        };
        match (contact, expires) {
            (Some((contact, _)), Some(expires)) if contact.starts_with("https://") || vocabulary::is_email(contact) => {
                Some(SecurityContact { contact: contact.to_owned(), expires })
            }
            (Some(_), Some(_)) => refuse(
                "`security_contact` is neither an e-mail address nor a page",
                "write `security@example.org`, or an address that begins with `https://`",
            ),
            _ => refuse(
                "`security_contact` and `security_expires` belong together",
                "RFC 9116 asks for both: state the other one too, at most a year ahead",
            ),
        }
    }

    fn whole(&self) -> Span {
        Span::new(self.source.id, 0..0)
    }

    /// The base URL with its slash at the end; empty if it is none.
    fn base_url(&mut self, written: &str, at: Span) -> String {
        if !is_address(written) {
            return String::new();
        }
        if let Some(index) = written.find(['?', '#']) {
            let said = format!("the base URL `{written}` has a query or a fragment");
            let help = format!("write `base_url = \"{}\"`", written.get(..index).unwrap_or(written));
            self.report.add(Diagnostic::new("project/invalid-value", said, at).help(help));
            return String::new();
        }
        let path = written.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        let is_odd = |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"/._~-".contains(*c);
        if let Some(odd) = path.unwrap_or_default().chars().find(is_odd) {
            let said = format!("the path of the base URL `{written}` has `{odd}` in it");
            let finding = Diagnostic::new("project/invalid-value", said, at)
                .because("the settings of web servers take it for their own")
                .help("make the path of letters, digits, `.`, `_`, `~` and `-`");
            self.report.add(finding);
            return String::new();
        }
        // Host and scheme compare without letter case; identifiers are compared byte for byte.
        let host_end = written
            .find("://")
            .map_or(0, |scheme| written[scheme + 3..].find('/').map_or(written.len(), |end| scheme + 3 + end));
        let (host, path) = written.split_at(host_end);
        let slash = if path.ends_with('/') { "" } else { "/" };
        format!("{}{path}{slash}", host.to_ascii_lowercase())
    }

    fn formats(&mut self, table: &Table, formats: &mut FormatSettings) {
        for entry in &table.0 {
            // Of a setting that is none a finding tells, and stops publication: until then, making the format would cost
            // time for nothing.
            let (limit, stated) = match &entry.value.kind {
                // The limit that the format has by itself holds where none is stated.
                Kind::Boolean(true) => (None, false),
                Kind::Table(limits) => match limits.get("max_bytes") {
                    Some(limit) => (limit.as_count(), true),
                    None => (None, false),
                },
                _ => (None, true),
            };
            match entry.key.as_str() {
                "json" if stated => formats.json = limit,
                "ndjson" if stated => formats.ndjson = limit,
                "parquet" if stated => formats.parquet = limit,
                "xlsx" if stated => formats.xlsx = limit,
                "ods" if stated => formats.ods = limit,
                "geojson" if stated => formats.geojson = limit,
                "sqlite" if stated => formats.sqlite = limit,
                "zip" if stated => formats.zip = limit,
                "csv" | "csvw" if entry.value.kind == Kind::Boolean(false) => {
                    let said = format!("`{}` cannot be switched off", entry.key);
                    let help = "every page and catalogue file refers to it; delete the line";
                    self.report.add(Diagnostic::new("project/invalid-value", said, entry.value.span).help(help));
                }
                _ => {}
            }
        }
    }
}

/// The tables of a table by id, each with the place of its id.
fn entries<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = (&'a str, &'a Table, Span)> {
    let entries = table.table(key).map_or(&[][..], |table| &table.0);
    entries.iter().filter_map(|entry| entry.value.as_table().map(|table| (entry.key.as_str(), table, entry.key_span)))
}

/// The address under a key; what is none was reported.
pub(crate) fn address(table: &Table, key: &str) -> Option<String> {
    table.string(key).filter(|text| is_address(text))
}

/// The licence under `licence`, with a finding where it is none.
pub(crate) fn read_licence(table: &Table, report: &mut Report) -> Option<Licence> {
    let value = table.get("licence")?;
    let (licence, finding) = licence::stated(value.as_str()?, value.span);
    report.extend(finding);
    licence
}

/// The levels of a `[check]` table.
pub(crate) fn levels(check: Option<&Value>) -> Levels {
    let mut levels = Levels::new();
    for entry in check.and_then(Value::as_table).map_or(&[][..], |table| &table.0) {
        let (level, reason) = match &entry.value.kind {
            Kind::String(level) => (Some(level.as_str()), None),
            Kind::Table(table) => (table.str("level"), table.string("reason")),
            _ => (None, None),
        };
        let level = match level {
            Some("allow") => Level::Allow,
            Some("warn") => Level::Warn,
            Some("deny") => Level::Deny,
            _ => continue,
        };
        levels.insert(entry.key.clone(), LevelSetting { level, reason, span: Some(entry.key_span) });
    }
    levels
}
