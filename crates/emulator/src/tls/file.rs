//! Files that several processes may make at the same time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::TlsError;

/// A folder, unless it is there already.
pub(super) fn make_dir(path: &Path) -> Result<(), TlsError> {
    fs::create_dir_all(path).map_err(|source| failed(path, source))
}

/// The text of a file, if there is one.
pub(super) fn read(path: &Path) -> Result<Option<String>, TlsError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failed(path, source)),
    }
}

/// Removes a file, if there is one.
pub(super) fn remove(path: &Path) -> Result<(), TlsError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path, error)),
        _ => Ok(()),
    }
}

/// Puts `text` there, whole and with these rights from the first byte on, unless another process was faster. Answers what is there
/// now.
pub(super) fn keep(path: &Path, text: &str, mode: u32) -> Result<String, TlsError> {
    let draft = draft_of(path);
    remove(&draft)?;
    let kept = write(&draft, text, mode)
        .and_then(|()| match fs::hard_link(&draft, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            // Some shared folders have no links.
            Err(_) => fs::rename(&draft, path),
            Ok(()) => Ok(()),
        })
        .map_err(|source| failed(path, source));
    remove(&draft)?;
    kept?;
    let lost = || failed(path, io::ErrorKind::NotFound.into());
    read(path)?.ok_or_else(lost)
}

/// A name that nobody else uses.
fn draft_of(path: &Path) -> PathBuf {
    static DRAFTS: AtomicU32 = AtomicU32::new(0);
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}-{number}", std::process::id()));
    name.into()
}

fn write(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)?.write_all(text.as_bytes())
}

fn failed(path: &Path, source: io::Error) -> TlsError {
    TlsError::File {
        path: path.to_owned(),
        source,
    }
}
