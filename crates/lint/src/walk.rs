//! Sources in a tree of files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use countersign_diagnose::{Finding, Unread};
use ignore::WalkBuilder;

use crate::{Language, MAX_SOURCE_BYTES, Source, credentials::names_a_secret, lint_source};

/// How many sources are read unless told otherwise.
pub const MAX_FILES: usize = 100_000;

/// Where the variables of the environment are written down.
const ENV_FILES: [&str; 8] = [
    ".env",
    ".env.local",
    ".env.development",
    ".env.production",
    ".env.example",
    ".env.sample",
    ".env.template",
    "env.example",
];
/// In bytes; what is behind is not looked at.
const LONGEST_ENV_FILE: u64 = 64 * 1024;
/// Other people's code, even where no `.gitignore` says so.
const FOREIGN: [&str; 5] = [
    "node_modules",
    "vendor",
    "bower_components",
    "site-packages",
    "__pycache__",
];

/// What was found in a tree.
#[derive(Debug, Default)]
pub struct Linted {
    /// Files with findings, or of which a part was not read, by path.
    pub files: Vec<LintedFile>,
    /// How many sources were read.
    pub read: usize,
    /// What could not be read, and why.
    pub unreadable: Vec<(PathBuf, io::Error)>,
    /// Sources that were passed over because they are longer than [`MAX_SOURCE_BYTES`].
    pub too_long: Vec<PathBuf>,
    /// Whether the walk ended at the most files it may read, with more to come.
    pub cut_short: bool,
}

/// A file with findings, or of which a part was not read.
#[derive(Debug)]
pub struct LintedFile {
    /// Its path, as the walk came to it.
    pub path: PathBuf,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// Set when a mistake may stand in it where nobody looked.
    pub unread: Option<Unread>,
}

/// Lints files, and the sources below folders.
///
/// What Git ignores is passed over, and so are hidden files, dependencies (`node_modules`, `vendor`, …) and links; a
/// file that is named itself is read whatever it is. At most `most` sources are read ([`MAX_FILES`] is a good number).
/// `progress` is called before each with how many were read so far.
///
/// Names of variables in `.env` files next to a source or above it, up to the path that was given, tell which are set;
/// their values are not looked at.
pub fn lint_paths(
    paths: &[PathBuf],
    most: usize,
    mut progress: impl FnMut(usize, &Path),
) -> Linted {
    let mut linted = Linted::default();
    let mut environments = BTreeMap::new();
    for root in paths {
        for entry in sources_below(root) {
            let path = match entry {
                Ok(path) => path,
                Err(error) => {
                    linted.unreadable.push(error);
                    continue;
                }
            };
            if linted.read >= most {
                linted.cut_short = true;
                return linted;
            }
            progress(linted.read, &path);
            linted.read += 1;
            match read(&path) {
                Ok(Some(text)) => {
                    let env = environment(root, &path, &mut environments);
                    let env: Vec<&str> = env.iter().map(String::as_str).collect();
                    let read = lint_source(&Source {
                        text: &text,
                        name: path.file_name().and_then(|name| name.to_str()),
                        env: &env,
                        ..Source::default()
                    });
                    if !read.findings.is_empty() || read.unread.is_some() {
                        linted.files.push(LintedFile {
                            path,
                            findings: read.findings,
                            unread: read.unread,
                        });
                    }
                }
                Ok(None) => linted.too_long.push(path),
                Err(error) => linted.unreadable.push((path, error)),
            }
        }
    }
    linted
}

fn sources_below(root: &Path) -> impl Iterator<Item = Result<PathBuf, (PathBuf, io::Error)>> {
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .filter_entry(|entry| {
            let name = entry.file_name().to_str().unwrap_or("");
            entry.depth() == 0 || !(FOREIGN.contains(&name) || name.contains(".min."))
        })
        .build();
    let root = root.to_owned();
    walk.filter_map(move |entry| {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let error = error
                    .into_io_error()
                    .unwrap_or_else(|| io::Error::other("it cannot be walked through"));
                return Some(Err((root.clone(), error)));
            }
        };
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let named = entry.depth() == 0;
        (is_file && (named || Language::of_path(entry.path()).is_some()))
            .then(|| Ok(entry.into_path()))
    })
}

/// The text of a file; nothing when it is too long. Bytes that are no text stay out of the way of positions.
fn read(path: &Path) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_SOURCE_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() > MAX_SOURCE_BYTES {
        return Ok(None);
    }
    Ok(Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }))
}

/// The names of variables that `.env` files from the folder of `path` up to `root` set; none when no secret is among
/// them, for then they are set elsewhere.
fn environment(
    root: &Path,
    path: &Path,
    known: &mut BTreeMap<PathBuf, BTreeSet<String>>,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in path
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root))
    {
        let of_folder = known
            .entry(folder.to_owned())
            .or_insert_with(|| names_in(folder));
        names.extend(of_folder.iter().cloned());
    }
    if !names.iter().any(|name| names_a_secret(name)) {
        names.clear();
    }
    names
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in ENV_FILES {
        let Ok(file) = File::open(folder.join(file)) else {
            continue;
        };
        let mut text = Vec::new();
        if file.take(LONGEST_ENV_FILE).read_to_end(&mut text).is_err() {
            continue;
        }
        for line in String::from_utf8_lossy(&text).lines() {
            let line = line.trim_start().trim_start_matches("export ");
            if let Some((name, _)) = line
                .split_once('=')
                .filter(|(name, _)| !name.starts_with('#'))
            {
                names.insert(name.trim().to_owned());
            }
        }
    }
    names
}
