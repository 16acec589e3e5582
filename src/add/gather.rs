//! What the paths hold: which files make which dataset, and what is left out.

use super::AddOptions;
use super::described::{self, Described, Said};
use super::error::Error;
use super::folder::{BAD_NAME, Found, Kind, is_good_name, kind_of, relative_to, walk};
use super::names;
use super::report::LeftOut;
use crate::project::vocabulary::ID;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that comes in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InputFile {
    /// Its path in the dataset's folder, with `/`.
    pub relative: String,
    /// Where it is now.
    pub path: PathBuf,
}

impl InputFile {
    /// Its name.
    pub fn name(&self) -> &str {
        self.relative.rsplit('/').next().unwrap_or(&self.relative)
    }
}

/// A dataset to be.
#[derive(Debug)]
pub(super) struct Request {
    /// Its id.
    pub id: String,
    /// What its title is made from, and what that is: `the file's name`.
    pub name: (String, &'static str),
    /// The path that was given, for messages.
    pub given: PathBuf,
    /// The dataset's folder, if the files are in it already.
    pub home: Option<PathBuf>,
    /// Files that may be tables.
    pub tables: Vec<InputFile>,
    /// What describes it already.
    pub described: Option<Described>,
    /// What a description says that is not taken in.
    pub said: Option<Said>,
    /// What stays out.
    pub left_out: Vec<LeftOut>,
    /// What people should know.
    pub notes: Vec<String>,
}

/// The datasets that the paths make: folders and descriptions one each, single files one together.
pub(super) fn requests(repository: &Path, paths: &[PathBuf], options: &AddOptions) -> Result<Vec<Request>, Error> {
    if let Some(id) = options.id.as_ref().filter(|id| !(ID.holds)(id)) {
        return Err(Error::InvalidId(id.clone()));
    }
    let mut files = Vec::new();
    let mut requests = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(Error::io(path))?;
        if metadata.is_dir() {
            requests.push(of_folder(repository, path, options.recursive)?);
        } else {
            match kind_of(&names::name_of(path)) {
                Kind::Package | Kind::Csvw => requests.push(of_description(repository, path)?),
                _ => files.push(path.clone()),
            }
        }
    }
    if !files.is_empty() {
        requests.insert(0, of_files(repository, files)?);
    }
    if let Some(id) = &options.id {
        if requests.len() > 1 {
            return Err(Error::OneIdForMany(requests.into_iter().map(|request| request.id).collect()));
        }
        for request in &mut requests {
            if let Some(home) = request.home.as_ref().filter(|_| request.id != *id) {
                return Err(Error::OtherId { asked: id.clone(), folder: home.clone() });
            }
            request.id.clone_from(id);
        }
    }
    for request in &requests {
        if !(ID.holds)(&request.id) {
            return Err(Error::NoId(request.given.clone()));
        }
    }
    Ok(requests)
}

/// The dataset's folder that a path is in, if it is below `datasets/`.
fn home_of(repository: &Path, path: &Path) -> Result<Option<PathBuf>, Error> {
    let path = fs::canonicalize(path).map_err(Error::io(path))?;
    let datasets = repository.join("datasets");
    let Ok(datasets) = fs::canonicalize(&datasets) else { return Ok(None) };
    let Ok(below) = path.strip_prefix(&datasets) else { return Ok(None) };
    let mut parts = below.components();
    let Some(first) = parts.next() else {
        return Err(Error::NothingToAdd {
            path: datasets,
            left_out: vec![LeftOut::new("datasets", "name a folder or a file in it: each is a dataset of its own")],
        });
    };
    let home = datasets.join(first);
    // A file that is in `datasets/` itself is in no dataset's folder yet.
    Ok(home.is_dir().then_some(home))
}

fn request(id: String, name: (String, &'static str), given: &Path, home: Option<PathBuf>) -> Request {
    Request {
        id,
        name,
        given: given.to_owned(),
        home,
        tables: Vec::new(),
        described: None,
        said: None,
        left_out: Vec::new(),
        notes: Vec::new(),
    }
}

/// The id of a dataset: its folder's name if it has one, else from a name.
fn id_for(home: Option<&Path>, name: &str) -> String {
    home.map_or_else(|| names::id_of(name).unwrap_or_default(), names::name_of)
}

fn of_files(repository: &Path, paths: Vec<PathBuf>) -> Result<Request, Error> {
    let given = paths.first().cloned().unwrap_or_default();
    let home = home_of(repository, &given)?;
    for path in &paths {
        if home_of(repository, path)? != home {
            return Err(Error::OneIdForMany(paths.iter().map(|path| names::name_of(path)).collect()));
        }
    }
    let stems: Vec<String> = paths.iter().map(|path| names::stem(&names::name_of(path)).to_owned()).collect();
    let common = super::parts::common_stem(&stems);
    let name = if common.is_empty() { stems.first().cloned().unwrap_or_default() } else { common };
    let from = if paths.len() == 1 { "the file's name" } else { "the files' names" };
    let mut request = request(id_for(home.as_deref(), &name), (name, from), &given, home);
    let mut taken = BTreeSet::new();
    let mut beside = BTreeSet::new();
    for path in paths {
        let relative = match &request.home {
            Some(home) => relative_to(home, &path),
            None => Some(names::name_of(&path)),
        };
        let Some(relative) = relative.filter(|relative| is_good_name(relative)) else {
            request.left_out.push(LeftOut::new(path.display().to_string(), BAD_NAME));
            continue;
        };
        if !taken.insert(relative.clone()) {
            request
                .left_out
                .push(LeftOut::new(path.display().to_string(), "another file of this name is added already"));
            continue;
        }
        // A file that was named is looked at whatever its name ends with; only what surely is no text is left out.
        match kind_of(&relative) {
            Kind::Other(why) if why != "not a table" => {
                request.left_out.push(LeftOut::new(path.display().to_string(), why));
            }
            _ => request.tables.push(InputFile { relative, path: path.clone() }),
        }
        beside.extend(described::csvw_beside(&path));
    }
    request.tables.sort();
    if request.home.is_none() || !beside.is_empty() {
        describe(&mut request, beside.into_iter().collect(), Vec::new());
    }
    Ok(request)
}

fn of_description(repository: &Path, path: &Path) -> Result<Request, Error> {
    let home = home_of(repository, path)?;
    let folder = match &home {
        Some(home) => home.clone(),
        None => path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(),
    };
    let file_name = names::name_of(path);
    let is_package = kind_of(&file_name) == Kind::Package;
    let folder_name = names::name_of(&fs::canonicalize(&folder).map_err(Error::io(&folder))?);
    let name = match described::package_name(path).filter(|_| is_package) {
        Some(name) => name,
        None if is_package || file_name == "csv-metadata.json" => folder_name,
        None => names::stem(names::stem(&file_name)).to_owned(),
    };
    let mut request = request(id_for(home.as_deref(), &name), (name, "the description's name"), path, home);
    let relative = relative_to(&folder, path).unwrap_or(file_name);
    let document = InputFile { relative, path: path.to_owned() };
    let (packages, csvw) = if is_package { (vec![document], Vec::new()) } else { (Vec::new(), vec![document]) };
    describe_in(&mut request, &folder, csvw, packages);
    Ok(request)
}

fn of_folder(repository: &Path, folder: &Path, recursive: bool) -> Result<Request, Error> {
    let home = home_of(repository, folder)?;
    let whole = fs::canonicalize(folder).map_err(Error::io(folder))?;
    let top = home.clone().unwrap_or_else(|| whole.clone());
    let name = names::name_of(&whole);
    let mut request = request(id_for(home.as_deref(), &name), (name, "the folder's name"), folder, home);
    let mut found = Found::default();
    walk(&top, &whole, &whole, recursive, 0, &mut found)?;
    if found.tables.is_empty() && found.packages.is_empty() && found.csvw.is_empty() && !found.folders.is_empty() {
        // A folder of folders: what is in them is what was meant.
        found = Found::default();
        walk(&top, &whole, &whole, true, 0, &mut found)?;
        if !found.tables.is_empty() {
            request.notes.push("no table is in the folder itself, so its sub-folders were looked through".to_owned());
        }
    }
    if let Some(path) = found.described {
        return Err(Error::Exists { path, help: "nothing is inferred for what a `dataset.toml` describes".to_owned() });
    }
    request.left_out = found.left_out;
    request.tables = found.tables;
    for folder in found.folders {
        request
            .left_out
            .push(LeftOut::new(format!("{folder}/"), "a sub-folder: add it with `--recursive`, or by itself"));
    }
    describe_in(&mut request, &top, found.csvw, found.packages);
    Ok(request)
}

/// Takes in what describes single files that were given.
fn describe(request: &mut Request, csvw: Vec<PathBuf>, packages: Vec<InputFile>) {
    let Some(folder) = request.given.parent().map(Path::to_owned) else { return };
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let documents =
        csvw.into_iter().filter_map(|path| Some(InputFile { relative: relative_to(&folder, &path)?, path })).collect();
    let top = request.home.clone().unwrap_or(folder);
    describe_in(request, &top, documents, packages);
}

/// Takes in descriptions, the files that they name, and only these from a data package.
fn describe_in(request: &mut Request, top: &Path, csvw: Vec<InputFile>, mut packages: Vec<InputFile>) {
    packages.sort();
    for second in packages.split_off(packages.len().min(1)) {
        request.left_out.push(LeftOut::new(second.relative, "a second data package"));
    }
    let described = described::gather(top, packages.pop(), csvw, &mut request.left_out, &mut request.said);
    let Some(described) = described else { return };
    let named: BTreeSet<&str> = described.files.iter().map(|file| file.relative.as_str()).collect();
    let has_package = described.has_package;
    let mut stays = Vec::new();
    for table in std::mem::take(&mut request.tables) {
        if named.contains(table.relative.as_str()) {
            continue;
        }
        if has_package {
            request.left_out.push(LeftOut::new(table.relative, "the data package does not name it"));
        } else {
            stays.push(table);
        }
    }
    request.tables = stays;
    // What a description brings in is not left out; of a folder that it names files in, the other tables are.
    for left in std::mem::take(&mut request.left_out) {
        let is_folder = left.path.ends_with('/') && named.iter().any(|file| file.starts_with(left.path.as_str()));
        if is_folder {
            request.left_out.extend(unnamed(top, &left.path, &named));
        } else if !named.contains(left.path.as_str()) {
            request.left_out.push(left);
        }
    }
    request.described = Some(described);
}

/// The tables of a folder that nothing names.
fn unnamed(top: &Path, folder: &str, named: &BTreeSet<&str>) -> Vec<LeftOut> {
    let entries = fs::read_dir(top.join(folder)).into_iter().flatten().flatten();
    let paths = entries.map(|entry| format!("{folder}{}", entry.file_name().to_string_lossy()));
    paths
        .filter(|path| kind_of(path.rsplit('/').next().unwrap_or("")) == Kind::Table && !named.contains(path.as_str()))
        .map(|path| LeftOut::new(path, "the description does not name it"))
        .collect()
}
