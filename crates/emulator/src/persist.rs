//! Keeping the state in a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
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
    written: Mutex<Vec<u8>>,
}

impl Persisted {
    /// Loads the file when there is one, and writes it.
    pub(crate) fn begin(path: PathBuf, snapshots: Snapshots) -> Result<Self, PersistError> {
        let failed = |because: String| PersistError {
            path: path.clone(),
            because,
        };
        let was_there = match File::open(&path) {
            Ok(file) => {
                let mut document = Vec::new();
                let longest = MAX_SNAPSHOT as u64 + 1;
                let read = file.take(longest).read_to_end(&mut document);
                read.map_err(|error| failed(format!("cannot be read: {error}")))?;
                snapshots.load(&document).map_err(|bad| {
                    failed(format!(
                        "{bad}; it is left as it is: mend it or move it away"
                    ))
                })?;
                true
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(format!("cannot be read: {error}"))),
        };
        let written = Mutex::new(Vec::new());
        let persisted = Self(Arc::new(Shared {
            path,
            was_there,
            snapshots,
            written,
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
        let mut written = self
            .0
            .written
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let failed = |because: String| PersistError {
            path: self.0.path.clone(),
            because: format!("cannot be written: {because}"),
        };
        let bytes = self.0.snapshots.bytes();
        let bytes = bytes.map_err(|error| failed(error.to_string()))?;
        if *written == bytes {
            return Ok(());
        }
        self.replace(&bytes)
            .map_err(|error| failed(error.to_string()))?;
        *written = bytes;
        Ok(())
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > MAX_SNAPSHOT {
            return Err(io::Error::other("the state has grown beyond 256 MiB"));
        }
        let path = &self.0.path;
        let mut beside = path.clone().into_os_string();
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
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        };
        write().inspect_err(|_| {
            let _ = fs::remove_file(&beside);
        })
    }
}
