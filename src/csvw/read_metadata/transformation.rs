//! Transformation definitions, which are kept and not carried out (tabular-metadata § 5.10).

use crate::csvw::address::resolve;
use crate::csvw::finding::FindingKind;
use crate::csvw::json::{Member, Value};
use crate::csvw::metadata::Transformation;

use super::unknown::Description;
use super::{Reader, beginning};

impl Reader<'_> {
    /// `transformations` of a group or a table.
    pub(super) fn transformations(&mut self, member: &Member) -> Vec<Transformation> {
        let mut transformations = Vec::new();
        for value in self.objects(member, "a transformation") {
            transformations.extend(self.transformation(value));
        }
        transformations
    }

    fn transformation(&mut self, value: &Value) -> Option<Transformation> {
        let mut transformation = Transformation { place: self.place(&value.range), ..Transformation::default() };
        let (mut url, mut target_format, mut script_format) = (None, None, None);
        for member in self.members(value) {
            match member.name.as_str() {
                "@id" => transformation.id = self.id(member),
                "@type" => self.object_type(member, "Template"),
                "url" => url = Some(self.address(member)),
                "targetFormat" => target_format = Some(self.address(member)),
                "scriptFormat" => script_format = Some(self.address(member)),
                "source" => match member.value.as_str() {
                    Some(source @ ("json" | "rdf")) => transformation.source = Some(source.to_owned()),
                    _ if member.value.is_null() => {}
                    _ => self.wrong(member, "`json`, `rdf` or null"),
                },
                "titles" => transformation.titles = self.natural_language(member),
                _ => self.other(member, &mut transformation.annotations, Description::Transformation),
            }
        }
        let needed = [("url", &url), ("targetFormat", &target_format), ("scriptFormat", &script_format)];
        for (name, _) in needed.into_iter().filter(|(_, address)| address.is_none()) {
            let message = format!("the transformation has no `{name}`, which it must have");
            self.error(FindingKind::MissingProperty, message, &beginning(&value.range));
        }
        transformation.url = url?;
        transformation.target_format = target_format?;
        transformation.script_format = script_format?;
        Some(transformation)
    }

    fn address(&mut self, member: &Member) -> String {
        let written = self.link(member);
        resolve(&self.base, &written)
    }
}
