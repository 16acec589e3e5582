//! What is in a folder, and what kind of file a name tells of.

use super::error::Error;
use super::gather::InputFile;
use super::names;
use super::report::LeftOut;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders are looked through this deep.
const DEEPEST: usize = 12;

/// What kind of file a name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table.
    Table,
    /// A data package.
    Package,
    /// CSVW metadata.
    Csvw,
    /// A `dataset.toml`.
    Described,
    /// A hidden file.
    Hidden,
    /// Something else, and why it is left out.
    Other(&'static str),
}

/// The kind of file that a name tells of.
pub(super) fn kind_of(name: &str) -> Kind {
    let lower = name.to_ascii_lowercase();
    if lower.starts_with('.') {
        return Kind::Hidden;
    }
    match lower.as_str() {
        "dataset.toml" => return Kind::Described,
        "datapackage.json" | "datapackage.yaml" | "datapackage.yml" => return Kind::Package,
        _ if lower.ends_with("-metadata.json") => return Kind::Csvw,
        _ => {}
    }
    let unpacked = lower.strip_suffix(".gz").unwrap_or(&lower);
    match unpacked.rsplit_once('.').map_or("", |(_, end)| end) {
        "csv" | "tsv" | "tab" | "psv" => Kind::Table,
        "xlsx" | "xls" | "xlsm" | "xlsb" | "ods" => {
            Kind::Other("a spreadsheet: a later version reads them; until then, save each sheet as CSV")
        }
        "geojson" | "topojson" | "shp" | "gpkg" | "kml" | "gml" => {
            Kind::Other("geographic data: a later version reads it")
        }
        "parquet" | "arrow" | "feather" | "sqlite" | "db" => Kind::Other("a later version may read it"),
        "zip" | "7z" | "tar" | "tgz" | "xz" | "zst" => Kind::Other("an archive: unpack it and add what is in it"),
        _ => Kind::Other("not a table"),
    }
}

/// What is in a folder.
#[derive(Default)]
pub(super) struct Found {
    /// Tables.
    pub tables: Vec<InputFile>,
    /// Data packages.
    pub packages: Vec<InputFile>,
    /// CSVW metadata.
    pub csvw: Vec<InputFile>,
    /// Sub-folders that were not looked through.
    pub folders: Vec<String>,
    /// A `dataset.toml`.
    pub described: Option<PathBuf>,
    /// All else.
    pub left_out: Vec<LeftOut>,
}

/// Why a file with an odd name stays out.
pub(super) const BAD_NAME: &str = "its name has characters that no file of a dataset may have: rename it";

/// Looks through a folder, names in order. Links that lead out of `whole` are not followed.
pub(super) fn walk(
    top: &Path,
    whole: &Path,
    folder: &Path,
    recursive: bool,
    depth: usize,
    found: &mut Found,
) -> Result<(), Error> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(Error::io(folder))?
        .map(|entry| entry.map(|entry| entry.path()).map_err(Error::io(folder)))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let name = names::name_of(&path);
        if name.starts_with('.') {
            continue;
        }
        let Some(relative) = relative_to(top, &path).filter(|relative| is_good_name(relative)) else {
            found.left_out.push(LeftOut::new(path.display().to_string(), BAD_NAME));
            continue;
        };
        let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.file_type().is_symlink());
        let target = fs::canonicalize(&path);
        if is_link && !target.as_ref().is_ok_and(|target| target.starts_with(whole)) {
            found.left_out.push(LeftOut::new(relative, "a link that leads out of the folder, or nowhere"));
            continue;
        }
        if path.is_dir() {
            if !recursive {
                found.folders.push(relative);
            } else if is_link || depth >= DEEPEST {
                found.left_out.push(LeftOut::new(format!("{relative}/"), "a link to a folder, or a folder too deep"));
            } else {
                walk(top, whole, &path, recursive, depth + 1, found)?;
            }
            continue;
        }
        let is_top = folder == whole;
        let file = InputFile { relative: relative.clone(), path: path.clone() };
        match kind_of(&name) {
            Kind::Table => found.tables.push(file),
            Kind::Package if is_top => found.packages.push(file),
            Kind::Csvw => found.csvw.push(file),
            Kind::Described if is_top => found.described = Some(path),
            Kind::Package | Kind::Described => {
                found
                    .left_out
                    .push(LeftOut::new(relative, "it describes a folder of its own: add that folder by itself"));
            }
            Kind::Hidden => {}
            Kind::Other(why) => found.left_out.push(LeftOut::new(relative, why)),
        }
    }
    Ok(())
}

/// The path of a file relative to a folder, with `/`; none if it is not below it or no text.
pub(super) fn relative_to(folder: &Path, path: &Path) -> Option<String> {
    let whole = |path: &Path| {
        fs::canonicalize(path.parent()?).ok().map(|parent| parent.join(path.file_name().unwrap_or_default()))
    };
    let folder = fs::canonicalize(folder).ok()?;
    let path = whole(path)?;
    let parts: Option<Vec<&str>> =
        path.strip_prefix(folder).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Whether a path may be one of the repository.
pub(super) fn is_good_name(relative: &str) -> bool {
    crate::sources::SourcePath::parse(relative).is_ok_and(|path| path.as_str() == relative)
        && relative.split('/').all(|part| !part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_names() {
        for (name, expected) in [
            ("Spend.CSV", Kind::Table),
            ("a.tsv.gz", Kind::Table),
            ("datapackage.yml", Kind::Package),
            ("a.csv-metadata.json", Kind::Csvw),
            (".DS_Store", Kind::Hidden),
            ("README.md", Kind::Other("not a table")),
        ] {
            assert_eq!(kind_of(name), expected, "{name}");
        }
    }
}
