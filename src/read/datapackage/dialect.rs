//! CSV dialects of data packages (CSVDDF 1.2 and Table Dialect of version 2).

use crate::csvw::Dialect;
use crate::csvw::json::Value;
use crate::csvw::metadata::Trim;
use crate::diagnostics::{Diagnostic, place_of};
use crate::read::context::Context;
use crate::read::document::{Document, strings};
use std::collections::BTreeSet;

/// Properties of dialects that change what the rows are and that CSVW does not have, or that are about other files.
const NOT_CARRIED: [&str; 7] =
    ["nullSequence", "escapeChar", "itemType", "itemKeys", "sheetNumber", "sheetName", "table"];

/// The dialect of a resource; `document` is where `dialect` stands.
pub(super) fn read(context: &mut Context<'_>, resource: &Value, document: &Document) -> Dialect {
    let mut dialect = Dialect::default();
    let text = |key: &str| resource.get(key).and_then(Value::as_str);
    if let Some(encoding) = text("encoding") {
        encoding.clone_into(&mut dialect.encoding);
        dialect.encoding_stated = true;
    }
    // The format of a resource is a statement; `tsv` states the delimiter.
    if text("format").is_some_and(|format| format.eq_ignore_ascii_case("tsv"))
        || text("mediatype").is_some_and(|kind| kind.starts_with("text/tab-separated-values"))
        || text("path").is_some_and(|path| path.to_ascii_lowercase().ends_with(".tsv"))
    {
        "\t".clone_into(&mut dialect.delimiter);
    }
    match resource.get("dialect") {
        Some(value) if value.as_str().is_some() => {
            if let Some(document) = super::resource::referred(document, context, value, "dialect") {
                apply(context, &document.root, &document, &mut dialect);
            }
        }
        Some(value) => apply(context, value, document, &mut dialect),
        None => {}
    }
    dialect
}

fn apply(context: &mut Context<'_>, value: &Value, document: &Document, dialect: &mut Dialect) {
    dialect.place = Some(place_of(document.span(value)));
    let mut rows_of_comments: BTreeSet<u64> = BTreeSet::new();
    let mut rows_of_header: Option<Vec<u64>> = None;
    for member in value.members().unwrap_or_default() {
        let (value, said) = (&member.value, member.value.as_str());
        let mut unsupported = false;
        match (member.name.as_str(), said) {
            ("delimiter", Some(text)) => text.clone_into(&mut dialect.delimiter),
            // Readers of data packages take any usual line end whichever of the two is stated.
            ("lineTerminator", Some("\r\n" | "\n")) => {}
            ("lineTerminator", Some(text)) => dialect.line_terminators = vec![text.to_owned()],
            ("quoteChar", Some(text)) => dialect.quote_char = (!text.is_empty()).then(|| text.to_owned()),
            ("quoteChar", None) if value.is_null() => dialect.quote_char = None,
            ("doubleQuote", _) => dialect.double_quote = value.as_bool().unwrap_or(true),
            ("escapeChar", Some("\\")) => dialect.double_quote = false,
            ("skipInitialSpace", _) if value.as_bool() == Some(true) => dialect.trim = Trim::Start,
            ("header", _) if value.as_bool() == Some(false) => dialect.header_row_count = 0,
            ("commentChar", Some(text)) if !text.is_empty() => dialect.comment_prefix = Some(text.to_owned()),
            ("commentRows", _) => rows_of_comments = numbers(value).into_iter().collect(),
            ("headerRows", _) => rows_of_header = Some(numbers(value)),
            (name, _) => unsupported = NOT_CARRIED.contains(&name) && !value.is_null(),
        }
        if unsupported {
            let said = format!("`{}` of a dialect is not carried", member.name);
            context.add(Diagnostic::new("datapackage/unsupported", said, document.at(&member.name_range)));
        }
    }
    let header = rows_of_header.unwrap_or_else(|| {
        // Comments at the top push the header down.
        let first = (1..=u64::MAX).find(|row| !rows_of_comments.contains(row)).unwrap_or(1);
        if dialect.header_row_count == 0 { Vec::new() } else { vec![first] }
    });
    let (Some(first), Some(last)) = (header.first().copied(), header.last().copied()) else {
        if header.is_empty() {
            dialect.header_row_count = 0;
            dialect.skip_rows = u32::try_from(rows_of_comments.len()).unwrap_or(0);
        }
        return;
    };
    let consecutive = (first..=last).eq(header.iter().copied());
    let before = rows_of_comments.iter().all(|&row| row < first);
    if !consecutive || !before {
        let said = "header rows that do not follow each other, or comment rows below them, are not carried";
        context.add(Diagnostic::new("datapackage/unsupported", said, document.span(value)));
    }
    dialect.skip_rows = u32::try_from(first.saturating_sub(1)).unwrap_or(0);
    dialect.header_row_count = u32::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(1);
}

fn numbers(value: &Value) -> Vec<u64> {
    strings(Some(value)).iter().filter_map(|text| text.parse().ok()).collect()
}
