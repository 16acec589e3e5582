//! Inherited properties: what columns take from their schema, table and group (tabular-metadata § 5.7).

use crate::csvw::finding::FindingKind;
use crate::csvw::formats::text::is_language_tag;
use crate::csvw::json::{Kind, Member};
use crate::csvw::metadata::{Column, Datatype, Place, TextDirection};

use super::{Reader, shown};

/// The inherited properties that one description states.
#[derive(Debug, Clone, Default)]
pub(super) struct Inherited {
    about_url: Option<String>,
    datatype: Option<(Datatype, Option<Place>)>,
    default: Option<String>,
    lang: Option<String>,
    null: Option<Vec<String>>,
    ordered: Option<bool>,
    property_url: Option<String>,
    required: Option<bool>,
    /// The empty string is `null`: stated to be none.
    separator: Option<String>,
    text_direction: Option<TextDirection>,
    value_url: Option<String>,
}

impl Inherited {
    /// About how many bytes a copy takes beyond its fixed size.
    pub(super) fn weight(&self) -> usize {
        let texts = [&self.about_url, &self.default, &self.lang, &self.property_url, &self.separator, &self.value_url];
        let lengths = texts.into_iter().flatten().map(String::len).sum::<usize>();
        let null = self.null.iter().flatten().map(|marker| marker.len() + size_of::<String>()).sum::<usize>();
        let datatype = self.datatype.as_ref().map_or(0, |(datatype, _)| {
            let texts = [
                &datatype.id,
                &datatype.format,
                &datatype.decimal_char,
                &datatype.group_char,
                &datatype.minimum,
                &datatype.maximum,
                &datatype.min_exclusive,
                &datatype.max_exclusive,
            ];
            texts.into_iter().flatten().map(String::len).sum::<usize>()
        });
        lengths + null + datatype
    }

    /// These, and those of the description around it where it states none.
    pub(super) fn or(self, above: &Self) -> Self {
        Self {
            about_url: self.about_url.or_else(|| above.about_url.clone()),
            datatype: self.datatype.or_else(|| above.datatype.clone()),
            default: self.default.or_else(|| above.default.clone()),
            lang: self.lang.or_else(|| above.lang.clone()),
            null: self.null.or_else(|| above.null.clone()),
            ordered: self.ordered.or(above.ordered),
            property_url: self.property_url.or_else(|| above.property_url.clone()),
            required: self.required.or(above.required),
            separator: self.separator.or_else(|| above.separator.clone()),
            text_direction: self.text_direction.or(above.text_direction),
            value_url: self.value_url.or_else(|| above.value_url.clone()),
        }
    }

    /// Gives a column what is stated; the rest stays at the standard's defaults.
    pub(super) fn give(self, column: &mut Column) {
        if let Some((datatype, place)) = self.datatype {
            column.datatype = datatype;
            column.datatype_place = place;
        }
        if let Some(null) = self.null {
            column.null = null;
        }
        column.about_url = self.about_url;
        column.property_url = self.property_url;
        column.value_url = self.value_url;
        column.default = self.default.unwrap_or_default();
        column.lang = self.lang.unwrap_or_else(|| "und".to_owned());
        column.ordered = self.ordered.unwrap_or(false);
        column.required = self.required.unwrap_or(false);
        column.separator = self.separator.filter(|separator| !separator.is_empty());
        column.text_direction = self.text_direction.unwrap_or_default();
    }
}

impl Reader<'_> {
    /// Reads a property if it is an inherited one, and tells whether it is. A value that it may not have leaves it
    /// unstated, so that it is inherited all the same.
    pub(super) fn inherited(&mut self, member: &Member, to: &mut Inherited) -> bool {
        let value = &member.value;
        match member.name.as_str() {
            "aboutUrl" => to.about_url = Some(self.template(member)),
            "propertyUrl" => to.property_url = Some(self.template(member)),
            "valueUrl" => to.value_url = Some(self.template(member)),
            "default" => to.default = self.text(member),
            "lang" => match value.as_str() {
                Some(tag) if is_language_tag(tag.as_bytes()) => to.lang = Some(tag.to_owned()),
                Some(tag) => {
                    let message = format!("`{}` is not a language tag; `lang` is not used", shown(tag));
                    self.warn(FindingKind::InvalidLanguage, message, &value.range);
                }
                None => self.wrong(member, "a language tag"),
            },
            "null" => to.null = self.several(member),
            "ordered" => to.ordered = self.truth(member),
            "required" => to.required = self.truth(member),
            "separator" => match &value.kind {
                Kind::String(text) if !text.is_empty() => to.separator = Some(text.clone()),
                Kind::Null => to.separator = Some(String::new()),
                _ => self.wrong(member, "null or a string that is not empty"),
            },
            "textDirection" => {
                to.text_direction = value.as_str().and_then(TextDirection::named);
                if to.text_direction.is_none() {
                    self.wrong(member, "`ltr`, `rtl`, `auto` or `inherit`");
                }
            }
            "datatype" => {
                let place = self.place(&value.range);
                to.datatype = self.datatype(member).map(|datatype| (datatype, place));
            }
            _ => return false,
        }
        true
    }
}
