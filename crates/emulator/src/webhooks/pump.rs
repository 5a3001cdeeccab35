//! From what happens to events, in an order that makes sense.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::state::{Happening, Person, Presence, What};

use super::Webhooks;

/// Who is in which instance. REST ends a meeting before its room is cleared, while events tell first that everybody
/// left, then that it ended.
#[derive(Default)]
struct Present(HashMap<String, IndexMap<String, (Person, bool)>>);

/// Makes events of happenings until the emulator stops, and then lets go of the subscriptions.
pub(crate) async fn follow(hub: Webhooks, mut happenings: Receiver<Arc<Happening>>) {
    let hub = Stopping(hub);
    let mut present = Present::default();
    loop {
        match happenings.recv().await {
            Ok(happening) => {
                for happening in present.in_order(&happening) {
                    hub.0.happened(&happening);
                }
            }
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(missed, "webhooks did not hear of everything");
            }
            Err(RecvError::Closed) => return,
        }
    }
}

struct Stopping(Webhooks);

impl Drop for Stopping {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Present {
    fn in_order(&mut self, happening: &Arc<Happening>) -> Vec<Arc<Happening>> {
        let uuid = &happening.meeting.uuid;
        match &happening.what {
            What::Participant(person, presence) => {
                let inside = self.0.entry(uuid.clone()).or_default();
                let id = &person.participant_uuid;
                let waits = match presence {
                    Presence::Left { .. } | Presence::LeftWaitingRoom => {
                        // Who is not in any more left already, when the meeting ended.
                        return match inside.shift_remove(id) {
                            Some(_) => vec![happening.clone()],
                            None => Vec::new(),
                        };
                    }
                    Presence::JoinedWaitingRoom | Presence::PutInWaitingRoom => true,
                    Presence::Joined => false,
                    _ => return vec![happening.clone()],
                };
                inside.insert(id.clone(), ((**person).clone(), waits));
                vec![happening.clone()]
            }
            What::Ended => {
                let inside = self.0.remove(uuid).unwrap_or_default();
                let left = inside.into_values().map(|(person, waits)| {
                    let because = "Host ended the meeting";
                    let presence = match waits {
                        true => Presence::LeftWaitingRoom,
                        false => Presence::Left { because },
                    };
                    Arc::new(Happening {
                        what: What::Participant(Box::new(person), presence),
                        ..(**happening).clone()
                    })
                });
                left.chain([happening.clone()]).collect()
            }
            _ => vec![happening.clone()],
        }
    }
}
