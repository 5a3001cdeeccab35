//! From what happens to events, in an order that makes sense.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::state::{Happening, News, Person, Presence, Told, What};

use super::Webhooks;

/// Who is in which instance. REST ends a meeting before its room is cleared, while events tell first that everybody
/// left, then that it ended.
#[derive(Default)]
struct Present {
    inside: HashMap<String, IndexMap<String, (Person, bool)>>,
    /// Who waits for the host of a meeting: the SDK asks again and again, and is told of once.
    outside: HashMap<u64, HashSet<String>>,
}

/// As many who wait for one host are known.
const MAX_OUTSIDE: usize = 1_000;

/// Makes events of happenings until the emulator stops, and then lets go of the subscriptions.
pub(crate) async fn follow(hub: Webhooks, mut happenings: Receiver<Told>) {
    let hub = Stopping(hub);
    let (mut present, mut now) = (Present::default(), 0);
    loop {
        let state = &hub.0.0.state;
        let news = match state.next_purge() {
            Some(at) => tokio::select! {
                news = happenings.recv() => news,
                () = state.clock().until(at.saturating_mul(1000)) => {
                    state.purge();
                    continue;
                }
            },
            None => happenings.recv().await,
        };
        match news {
            Ok((era, news)) => {
                if era > now {
                    (present, now) = (Present::default(), era);
                }
                match &*news {
                    News::Meeting(happening) => {
                        for happening in present.in_order(happening) {
                            hub.0.happened(era, &News::Meeting(Box::new(happening)));
                        }
                    }
                    news => hub.0.happened(era, news),
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
    fn in_order(&mut self, happening: &Happening) -> Vec<Happening> {
        let uuid = &happening.meeting.uuid;
        match &happening.what {
            What::Participant(person, presence) => {
                let id = &person.participant_uuid;
                if *presence == Presence::WaitsForHost {
                    let outside = self.outside.entry(happening.meeting.id).or_default();
                    let news = outside.len() < MAX_OUTSIDE && outside.insert(id.clone());
                    return Vec::from_iter(news.then(|| happening.clone()));
                }
                let inside = self.inside.entry(uuid.clone()).or_default();
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
                let inside = self.inside.remove(uuid).unwrap_or_default();
                let left = inside.into_values().map(|(person, waits)| {
                    let because = "Host ended the meeting";
                    let presence = match waits {
                        true => Presence::LeftWaitingRoom,
                        false => Presence::Left { because },
                    };
                    Happening {
                        what: What::Participant(Box::new(person), presence),
                        ..happening.clone()
                    }
                });
                left.chain([happening.clone()]).collect()
            }
            What::Started | What::Deleted => {
                self.outside.remove(&happening.meeting.id);
                vec![happening.clone()]
            }
            _ => vec![happening.clone()],
        }
    }
}
