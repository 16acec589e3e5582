//! Properties that a description does not have (tabular-metadata § 4): common ones are kept, others passed over with a
//! word about what may be meant.

use crate::csvw::finding::FindingKind;
use crate::csvw::json::Member;
use crate::csvw::metadata::Annotation;

use super::{Reader, shown};

/// The descriptions of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Description {
    TableGroup,
    Table,
    Schema,
    Column,
    Dialect,
    Transformation,
    Datatype,
}

use Description::{Column, Datatype, Dialect, Schema, Table, TableGroup, Transformation};

impl Description {
    const ALL: [Self; 7] = [TableGroup, Table, Schema, Column, Dialect, Transformation, Datatype];

    fn noun(self) -> &'static str {
        match self {
            TableGroup => "a table group",
            Table => "a table",
            Schema => "a schema",
            Column => "a column",
            Dialect => "a dialect",
            Transformation => "a transformation",
            Datatype => "a datatype",
        }
    }

    /// Its own properties.
    fn properties(self) -> &'static [&'static str] {
        match self {
            TableGroup => &["tables", "dialect", "notes", "tableDirection", "tableSchema", "transformations"],
            Table => &["url", "dialect", "notes", "suppressOutput", "tableDirection", "tableSchema", "transformations"],
            Schema => &["columns", "foreignKeys", "primaryKey", "rowTitles"],
            Column => &["name", "suppressOutput", "titles", "virtual"],
            Dialect => &[
                "commentPrefix",
                "delimiter",
                "doubleQuote",
                "encoding",
                "header",
                "headerRowCount",
                "lineTerminators",
                "quoteChar",
                "skipBlankRows",
                "skipColumns",
                "skipInitialSpace",
                "skipRows",
                "trim",
            ],
            Transformation => &["url", "scriptFormat", "targetFormat", "source", "titles"],
            Datatype => &[
                "base",
                "format",
                "length",
                "minLength",
                "maxLength",
                "minimum",
                "maximum",
                "minInclusive",
                "maxInclusive",
                "minExclusive",
                "maxExclusive",
            ],
        }
    }

    fn inherits(self) -> bool {
        matches!(self, TableGroup | Table | Schema | Column)
    }
}

const INHERITED: [&str; 11] = [
    "aboutUrl",
    "datatype",
    "default",
    "lang",
    "null",
    "ordered",
    "propertyUrl",
    "required",
    "separator",
    "textDirection",
    "valueUrl",
];

/// Names of drafts and of other vocabularies, and what the standard calls them.
const FORMER: [(&str, &str); 10] = [
    ("title", "titles"),
    ("label", "titles"),
    ("resources", "tables"),
    ("schema", "tableSchema"),
    ("fields", "columns"),
    ("templates", "transformations"),
    ("urlTemplate", "aboutUrl"),
    ("language", "lang"),
    ("type", "datatype"),
    ("pattern", "format"),
];

impl Reader<'_> {
    /// A property that is none of the description's own: a common one is kept.
    pub(super) fn other(&mut self, member: &Member, to: &mut Vec<Annotation>, of: Description) {
        if member.name == "@context" {
            let message = "`@context` is only at the top of a document; nothing within it has its own";
            self.error(FindingKind::InvalidContext, message, &member.name_range);
        } else if member.name.contains(':') {
            self.common(member, to, of.noun());
        } else {
            let hint = hint(&member.name, of).unwrap_or_else(|| "it is passed over".to_owned());
            let message = format!("`{}` is not a property of {}; {hint}", shown(&member.name), of.noun());
            self.warn(FindingKind::UnknownProperty, message, &member.name_range);
        }
    }
}

/// What a publisher may have meant.
fn hint(name: &str, of: Description) -> Option<String> {
    let own = || of.properties().iter().chain(INHERITED.iter().filter(|_| of.inherits())).copied();
    let former = FORMER.iter().filter(|(former, _)| *former == name).map(|(_, now)| *now);
    if let Some(meant) = former.clone().find(|now| own().any(|known| known == *now)) {
        return Some(format!("`{meant}` may be meant"));
    }
    if INHERITED.contains(&name) {
        return Some("it belongs to a column, or what is around it".to_owned());
    }
    if let Some(owner) = Description::ALL.into_iter().find(|owner| owner.properties().contains(&name)) {
        return Some(format!("it belongs to {}", owner.noun()));
    }
    // A comparison takes as long as the product of the lengths, and nothing long is near to any of these.
    if name.len() > 30 {
        return None;
    }
    let plain = |name: &str| name.replace(['-', '_', '@'], "").to_ascii_lowercase();
    let written = plain(name);
    own()
        .map(|known| (strsim::damerau_levenshtein(&written, &plain(known)), known))
        .filter(|(distance, known)| *distance * 4 <= known.len())
        .min()
        .map(|(_, known)| format!("`{known}` may be meant"))
}

#[cfg(test)]
mod tests {
    use super::{Description, hint};

    #[test]
    fn what_may_be_meant() {
        use Description::{Column, Datatype, Dialect, Schema, Table, TableGroup};
        for (name, of, expected) in [
            ("title", Column, Some("`titles` may be meant")),
            ("title", Table, None),
            ("resources", TableGroup, Some("`tables` may be meant")),
            ("primarykey", Schema, Some("`primaryKey` may be meant")),
            ("primary-key", Schema, Some("`primaryKey` may be meant")),
            ("reqired", Column, Some("`required` may be meant")),
            ("titles", Table, Some("it belongs to a column")),
            ("url", Column, Some("it belongs to a table")),
            ("columns", Table, Some("it belongs to a schema")),
            ("delimiter", Table, Some("it belongs to a dialect")),
            ("lang", Dialect, Some("it belongs to a column, or what is around it")),
            ("pattern", Datatype, Some("`format` may be meant")),
            ("foo", Column, None),
        ] {
            assert_eq!(hint(name, of).as_deref(), expected, "{name} of {of:?}");
        }
    }
}
