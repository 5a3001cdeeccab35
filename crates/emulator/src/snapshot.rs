//! The whole state as one JSON document, version 1:
//! `{"format": "countersign-emulator", "version": 1, "clock", "state", "subscriptions", "secrets"?}`.
//!
//! What belongs to the process is not in it: participants, faults, and the lists of requests, attempts and events.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Hands;
use crate::live::Rooms;
use crate::state::{SavedSecrets, SavedState, State, Wrong};
use crate::webhooks::{SavedHookSecrets, SavedSubscription, Webhooks};

/// Longer snapshots are neither read nor written, in bytes.
///
/// A snapshot has the fields `format` (`countersign-emulator`), `version` (1), `clock` (`aheadMs`, `stillMs`), `state`
/// (`account`, `apps`, `users`, `meetings` and `deleted` with their registrants, panelists, tracking sources and past,
/// `grants`, `counts`, `rates`), `subscriptions`, and `secrets`, which may be left out: then those of the emulator that
/// loads it stay.
pub const MAX_SNAPSHOT: usize = 256 * 1024 * 1024;

const FORMAT: &str = "countersign-emulator";
const VERSION: u32 = 1;

/// Why a snapshot was not loaded: where in it, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no snapshot to load: {0}")]
pub struct BadSnapshot(String);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document {
    format: String,
    version: u32,
    clock: Hands,
    state: SavedState,
    subscriptions: Vec<SavedSubscription>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secrets: Option<Secrets>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Secrets {
    state: SavedSecrets,
    webhooks: SavedHookSecrets,
}

/// What is looked at first.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

/// Takes snapshots and loads them. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Snapshots {
    pub(crate) state: State,
    pub(crate) webhooks: Webhooks,
    rooms: Rooms,
}

impl Snapshots {
    pub(crate) fn new(state: State, rooms: Rooms, webhooks: Webhooks) -> Self {
        Self {
            state,
            webhooks,
            rooms,
        }
    }

    fn document(&self, with_secrets: bool) -> Document {
        let (state, state_secrets) = self
            .rooms
            .stays(|live| self.state.save(live, self.webhooks.secret_was_given()));
        let (subscriptions, webhooks) = self.webhooks.save();
        Document {
            format: FORMAT.to_owned(),
            version: VERSION,
            clock: self.state.clock().hands(),
            state,
            subscriptions,
            secrets: with_secrets.then_some(Secrets {
                state: state_secrets,
                webhooks,
            }),
        }
    }

    pub(crate) fn value(&self, with_secrets: bool) -> Value {
        serde_json::to_value(self.document(with_secrets)).unwrap_or_default()
    }

    pub(crate) fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&self.document(true))
    }

    /// Everybody is sent out of the running meetings, and the state becomes that of the document.
    pub(crate) fn load(&self, document: &[u8]) -> Result<(), BadSnapshot> {
        let Document {
            clock,
            state,
            subscriptions,
            secrets,
            ..
        } = read(document)?;
        let (ours, hooks) = match &secrets {
            Some(secrets) => (Some(&secrets.state), Some(&secrets.webhooks)),
            None => (None, None),
        };
        let bad = |wrong: Wrong| BadSnapshot(wrong.to_string());
        let urls = self.webhooks.check(&subscriptions, hooks).map_err(bad)?;
        self.state.check_saved(&state, ours).map_err(bad)?;
        // Before the state is replaced, or they would write their ends into what was loaded.
        for room in self.rooms.all() {
            self.rooms.end(room.number);
        }
        self.state.restore(state, ours).map_err(bad)?;
        self.state.clock().set(clock);
        self.webhooks.restore(subscriptions, urls, hooks);
        Ok(())
    }
}

fn read(document: &[u8]) -> Result<Document, BadSnapshot> {
    let no_json = |error: serde_json::Error| BadSnapshot(format!("it is no JSON: {error}"));
    let head: Head = serde_json::from_slice(document).map_err(no_json)?;
    if head.format.as_deref() != Some(FORMAT) {
        return Err(BadSnapshot(format!("format: it is not {FORMAT:?}")));
    }
    if head.version != Some(VERSION) {
        return Err(BadSnapshot(format!(
            "version: this program reads version {VERSION}"
        )));
    }
    let from = &mut serde_json::Deserializer::from_slice(document);
    serde_path_to_error::deserialize(from)
        .map_err(|error| BadSnapshot(format!("{}: {}", error.path(), error.inner())))
}
