//! The files that a description names.

use super::context::Context;
use crate::diagnostics::{Diagnostic, Location};
use crate::project::vocabulary::nearest;
use crate::project::{faults, is_data_file};
use crate::sources::{PathFlaw, SourcePath};

/// The files of a table: the one of that name, or those that match the pattern, sorted by the bytes of their paths.
/// Those that are not there are reported and left out.
pub(super) fn of_table(context: &mut Context<'_>, written: &str, at: impl Into<Location>) -> Vec<SourcePath> {
    let at = at.into();
    if !written.contains(['*', '?']) || context.folder.files.iter().any(|path| context.folder.relative(path) == written)
    {
        return one(context, written, at).into_iter().collect();
    }
    let folder = context.folder;
    if let Err(flaw) = inside(&folder.folder, written) {
        context.add(faults::outside(written, flaw, at));
        return Vec::new();
    }
    let pattern = written.strip_prefix("./").unwrap_or(written);
    let matching: Vec<SourcePath> =
        folder.files.iter().filter(|path| matches(pattern, folder.relative(path))).cloned().collect();
    if matching.is_empty() {
        let said = format!("no file matches `{written}`");
        let help = "`*` stands for any characters but `/`, `?` for one; the path begins in the dataset's folder";
        context.add(Diagnostic::new("project/missing-file", said, at.clone()).help(help));
    }
    matching.into_iter().filter_map(|path| checked(context, path, &at)).collect()
}

/// A file of the dataset's folder.
pub(super) fn one(context: &mut Context<'_>, written: &str, at: impl Into<Location>) -> Option<SourcePath> {
    below(context, &context.folder.folder.clone(), written, at)
}

/// A file named relative to a folder of the dataset, such as that of CSVW metadata.
pub(super) fn below(
    context: &mut Context<'_>,
    base: &SourcePath,
    written: &str,
    at: impl Into<Location>,
) -> Option<SourcePath> {
    let at = at.into();
    let path = match inside(base, written) {
        Ok(path) if path.is_below(&context.folder.folder) => path,
        Ok(_) | Err(PathFlaw::LeadsOut) => {
            context.add(leads_out(written, at));
            return None;
        }
        Err(flaw) => {
            context.add(faults::outside(written, flaw, at));
            return None;
        }
    };
    checked(context, path, &at)
}

fn leads_out(written: &str, at: Location) -> Diagnostic {
    let said = format!("`{written}` leads out of the dataset's folder");
    Diagnostic::new("project/path-outside", said, at).help("copy the file into the dataset's folder")
}

/// A path without `..`: what a dataset names is in its own folder.
fn inside(base: &SourcePath, written: &str) -> Result<SourcePath, PathFlaw> {
    let path = base.join(written)?;
    if written.split('/').any(|part| part == "..") { Err(PathFlaw::LeadsOut) } else { Ok(path) }
}

/// The file, if it is there, is a file and holds its content.
fn checked(context: &mut Context<'_>, path: SourcePath, at: &Location) -> Option<SourcePath> {
    context.named.insert(path.clone());
    if let Err(error) = context.sources.size_and_time(&path) {
        let mut finding = faults::unreadable(&error, at.clone());
        let folder = context.folder;
        let there = folder.files.iter().map(|path| folder.relative(path));
        if finding.rule.as_str() == "project/missing-file" {
            finding = match nearest(folder.relative(&path), there) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("add the file to the dataset's folder, or correct its name"),
            };
        }
        context.add(finding);
        return None;
    }
    if !context.sources.is_file(&path) {
        let said = format!("`{path}` is not a file");
        context.add(Diagnostic::new("project/unreadable", said, at.clone()).help("name a file"));
        return None;
    }
    if faults::is_git_lfs_pointer(context.sources, &path) {
        let said = format!("`{path}` is a Git LFS pointer, not the data");
        let help = format!("run `git lfs pull --include=\"{path}\"`");
        context.add(Diagnostic::new("project/git-lfs-pointer", said, at.clone()).help(help));
        return None;
    }
    Some(path)
}

/// Reports every data file of the folder that nothing names.
pub(super) fn report_undeclared(context: &mut Context<'_>) {
    let folder = context.folder;
    for path in &folder.files {
        let name = path.name();
        let is_licence = name
            .split('.')
            .next()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("licence") || stem.eq_ignore_ascii_case("license"));
        if is_data_file(path) && !is_licence && !context.named.contains(path) {
            let said = format!("nothing names `{}`, so it is not published", folder.relative(path));
            let kind = if is_csv(name) { "table" } else { "distribution" };
            let help = format!(
                "add `[[{kind}]]` with `file = \"{}\"` to `dataset.toml`, or move the file away",
                folder.relative(path)
            );
            context.add(Diagnostic::new("project/undeclared-file", said, path.clone()).help(help));
        }
    }
}

/// Whether a file is one that this version reads as a table.
fn is_csv(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".csv", ".tsv", ".tab", ".psv"].iter().any(|end| name.ends_with(end))
}

/// Whether a path matches a pattern: `*` is any number of characters but `/`, `?` is one of them.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) = (pattern.chars().collect(), path.chars().collect());
    // After a mismatch only the last `*` can be at fault: let it take one character more and go on from there.
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(&character) = path.get(t) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some('?') if character != '/' => (p, t) = (p + 1, t + 1),
            Some(&wanted) if wanted == character && wanted != '?' => (p, t) = (p + 1, t + 1),
            _ => match star {
                Some((at, taken)) if path.get(taken).is_some_and(|&taken| taken != '/') => {
                    star = Some((at, taken + 1));
                    (p, t) = (at + 1, taken + 1);
                }
                _ => return false,
            },
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|&character| character == '*'))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_within_a_folder() {
        for (pattern, path, expected) in [
            ("spend-*.csv", "spend-2024-01.csv", true),
            ("spend-*.csv", "spend-.csv", true),
            ("spend-*.csv", "spend.csv", false),
            ("*-*.csv", "a-b-c.csv", true),
            ("*.csv", "data/a.csv", false),
            ("data/*.csv", "data/a.csv", true),
            ("data/*", "data/a/b", false),
            ("*/*/a.csv", "x/y/a.csv", true),
            ("20??.csv", "2024.csv", true),
            ("20??.csv", "202.csv", false),
            ("a?b", "a/b", false),
            ("*a*a*a*a*a*a*b", &"a".repeat(2000), false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
