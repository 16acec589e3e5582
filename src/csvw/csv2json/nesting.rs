//! Generating nested objects (csv2json § 4.4): where a cell refers to another subject of its row, that is put there.

use super::single_or_array;
use super::subjects::{MemberValue, Subject};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Nests the objects of a row and gives back those that are in no other.
pub(super) fn nest(subjects: Vec<Subject>) -> Vec<Value> {
    let parents = parents(&subjects);
    let mut objects: Vec<Option<Subject>> = subjects.into_iter().map(Some).collect();
    let by_id: BTreeMap<String, usize> = objects
        .iter()
        .enumerate()
        .filter_map(|(index, subject)| Some((subject.as_ref()?.id.clone()?, index)))
        .collect();
    (0..objects.len())
        .filter(|index| parents[*index].is_none())
        .filter_map(|index| object(index, &parents, &by_id, &mut objects))
        .collect()
}

/// Which object each is nested in. Only addresses that occur once in the row are followed, so that nothing is nested
/// twice; and none that would lead into a circle.
fn parents(subjects: &[Subject]) -> Vec<Option<usize>> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let references = || {
        subjects.iter().enumerate().flat_map(|(index, subject)| {
            subject.members.iter().flat_map(|member| &member.values).filter_map(move |value| match value {
                MemberValue::Reference { url, .. } => Some((index, url.as_str())),
                _ => None,
            })
        })
    };
    for (_, url) in references() {
        *times.entry(url).or_default() += 1;
    }
    let by_id: BTreeMap<&str, usize> =
        subjects.iter().enumerate().filter_map(|(index, subject)| Some((subject.id.as_deref()?, index))).collect();
    let mut parents: Vec<Option<usize>> = vec![None; subjects.len()];
    // How many levels are nested in each.
    let mut heights = vec![0; subjects.len()];
    for (index, url) in references() {
        let Some(&other) = by_id.get(url) else { continue };
        if times.get(url) != Some(&1) {
            continue;
        }
        let above: Vec<usize> = std::iter::successors(Some(index), |at| parents[*at]).collect();
        if above.last() == Some(&other) || above.len() + heights[other] >= DEEPEST {
            continue;
        }
        parents[other] = Some(index);
        for (levels, at) in above.into_iter().enumerate() {
            heights[at] = heights[at].max(heights[other] + levels + 1);
        }
    }
    parents
}

/// The deepest nesting that is written as such. Of a row with a longer chain the rest stands beside it.
const DEEPEST: usize = 100;

fn object(
    index: usize,
    parents: &[Option<usize>],
    by_id: &BTreeMap<String, usize>,
    objects: &mut [Option<Subject>],
) -> Option<Value> {
    let subject = objects[index].take()?;
    let mut object_members = Map::new();
    if let Some(id) = subject.id {
        object_members.insert("@id".to_owned(), Value::String(id));
    }
    for member in subject.members {
        let mut values = Vec::new();
        let mut is_list = false;
        for value in member.values {
            match value {
                MemberValue::Literal(value) => values.push(value),
                MemberValue::List(items) => {
                    is_list = true;
                    values.extend(items);
                }
                MemberValue::Reference { url, shown } => {
                    let child = by_id.get(&url).copied().filter(|child| parents[*child] == Some(index));
                    let nested = child.and_then(|child| object(child, parents, by_id, objects));
                    values.push(nested.unwrap_or(Value::String(shown)));
                }
            }
        }
        let value = if is_list { Some(Value::Array(values)) } else { single_or_array(values) };
        if let Some(value) = value {
            object_members.insert(member.name, value);
        }
    }
    Some(Value::Object(object_members))
}
