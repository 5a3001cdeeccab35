//! Keeping the state in a file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::sleep;

use crate::snapshot::{MAX_SNAPSHOT, Snapshots};

/// How long after a change the state is written: what changes meanwhile is written with it.
const SOON: Duration = Duration::from_millis(500);

/// Why a file cannot be persisted in.
#[derive(Debug, thiserror::Error)]
#[error("{}: {because}", path.display())]
pub struct PersistError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub because: String,
}

/// The file, and what was written to it last. Clones share it.
#[derive(Clone)]
pub(crate) struct Persisted(Arc<Shared>);

struct Shared {
    path: PathBuf,
    was_there: bool,
    snapshots: Snapshots,
    kept: Mutex<Kept>,
}

/// The file as it is there.
struct Kept {
    /// Locked, so that no other emulator takes it; `None` when nothing is there yet, and after the end.
    file: Option<File>,
    /// What is in it.
    bytes: Vec<u8>,
}

impl Persisted {
    /// Loads the file when there is one, and writes it.
    pub(crate) fn begin(path: PathBuf, snapshots: Snapshots) -> Result<Self, PersistError> {
        let failed = |because: String| PersistError {
            path: path.clone(),
            because,
        };
        let file = open_and_lock(&path).map_err(failed)?;
        let was_there = file.is_some();
        if let Some(file) = &file {
            let mut document = Vec::new();
            let longest = MAX_SNAPSHOT as u64 + 1;
            let read = file.take(longest).read_to_end(&mut document);
            read.map_err(|error| failed(format!("cannot be read: {error}")))?;
            snapshots.load(&document).map_err(|bad| {
                failed(format!(
                    "{bad}; it is left as it is: mend it or move it away"
                ))
            })?;
        }
        let bytes = Vec::new();
        let kept = Mutex::new(Kept { file, bytes });
        let persisted = Self(Arc::new(Shared {
            path,
            was_there,
            snapshots,
            kept,
        }));
        persisted.write()?;
        Ok(persisted)
    }

    pub(crate) fn was_there(&self) -> bool {
        self.0.was_there
    }

    /// Writes after changes, for ever.
    pub(crate) async fn follow(self) {
        let Snapshots {
            state, webhooks, ..
        } = &self.0.snapshots;
        let (mut state, mut hooks) = (state.changes(), webhooks.changes());
        let mut clock = self.0.snapshots.state.clock().moves();
        loop {
            let _ = tokio::select! {
                changed = state.changed() => changed,
                changed = hooks.changed() => changed,
                changed = clock.changed() => changed,
            };
            sleep(SOON).await;
            state.mark_unchanged();
            hooks.mark_unchanged();
            clock.mark_unchanged();
            let this = self.clone();
            // The next change, or the end, tries again.
            if let Ok(Err(error)) = tokio::task::spawn_blocking(move || this.write()).await {
                tracing::error!(%error, "the state was not written");
            }
        }
    }

    /// Writes the state beside the file and puts it in the file's place, unless it is there already.
    pub(crate) fn write(&self) -> Result<(), PersistError> {
        self.write_into(&mut self.kept())
    }

    /// Writes for the last time, and lets go of the file.
    pub(crate) fn close(&self) -> Result<(), PersistError> {
        let kept = &mut *self.kept();
        let written = self.write_into(kept);
        kept.file = None;
        written
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_into(&self, kept: &mut Kept) -> Result<(), PersistError> {
        let failed = |because: String| PersistError {
            path: self.0.path.clone(),
            because: format!("cannot be written: {because}"),
        };
        let bytes = self.0.snapshots.bytes();
        let bytes = bytes.map_err(|error| failed(error.to_string()))?;
        if kept.bytes == bytes {
            return Ok(());
        }
        if let Some(file) = &kept.file {
            let same = is_at(file, &self.0.path).map_err(|error| failed(error.to_string()))?;
            if same == Some(false) {
                return Err(failed("another file was put in its place".to_owned()));
            }
        }
        let file = replace(&self.0.path, &bytes).map_err(|error| failed(error.to_string()))?;
        (kept.file, kept.bytes) = (Some(file), bytes);
        Ok(())
    }
}

/// The file, locked; `None` when there is none.
fn open_and_lock(path: &Path) -> Result<Option<File>, String> {
    loop {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("cannot be read: {error}")),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(
                    "another emulator keeps its state there; stop that one, or take another file"
                        .to_owned(),
                );
            }
            // Not every file system has locks.
            Err(TryLockError::Error(error)) => tracing::warn!(%error, "the file is not locked"),
        }
        // Who held it may have put a new one there meanwhile.
        match is_at(&file, path) {
            Ok(Some(true)) => return Ok(Some(file)),
            Ok(_) => {}
            Err(error) => return Err(format!("cannot be read: {error}")),
        }
    }
}

/// Whether an open file is the one of this path; `None` when there is none.
fn is_at(file: &File, path: &Path) -> io::Result<Option<bool>> {
    let there = match fs::metadata(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let file = file.metadata()?;
    Ok(Some((file.dev(), file.ino()) == (there.dev(), there.ino())))
}

/// Puts a new file in the place of what is there, if anything, and answers it, locked.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<File> {
    if bytes.len() > MAX_SNAPSHOT {
        return Err(io::Error::other("the state has grown beyond 256 MiB"));
    }
    let mut beside = path.to_owned().into_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = PathBuf::from(beside);
    let write = || {
        let _ = fs::remove_file(&beside);
        let mut options = OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        // Nobody else knows of it; a file system without locks has none here either.
        let _ = file.try_lock();
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        Ok(file)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
