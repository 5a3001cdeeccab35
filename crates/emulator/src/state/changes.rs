//! Knowing when something changed, for those who write it down.

use std::ops::{Deref, DerefMut};
use std::sync::MutexGuard;

use tokio::sync::watch;

use super::{State, Tables};

/// Counts the changes.
pub(super) struct Changes(watch::Sender<u64>);

impl Default for Changes {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Changes {
    pub(super) fn note(&self) {
        self.0.send_modify(|count| *count += 1);
    }
}

/// The tables, held by one; to write to them counts as a change.
pub(super) struct Held<'a> {
    tables: MutexGuard<'a, Tables>,
    changes: &'a Changes,
    written: bool,
}

impl<'a> Held<'a> {
    pub(super) fn new(tables: MutexGuard<'a, Tables>, changes: &'a Changes) -> Self {
        Self {
            tables,
            changes,
            written: false,
        }
    }
}

impl Deref for Held<'_> {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl DerefMut for Held<'_> {
    fn deref_mut(&mut self) -> &mut Tables {
        self.written = true;
        &mut self.tables
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if self.written {
            self.changes.note();
        }
    }
}

impl State {
    /// Counts what happens to the memory and, by [`State::tell`], in running meetings.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.0.subscribe()
    }
}
