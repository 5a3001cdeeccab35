//! What happens to meetings and webinars, told to whoever follows: the webhooks do.

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::broadcast;

use super::{Meeting, Registrant, State};

/// Happenings that wait for a follower; one who falls further behind misses the oldest.
pub(super) const UNHEARD: usize = 4_096;

/// Something that happened, when, and to which meeting as it was then.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    pub(crate) at_ms: u64,
    pub(crate) meeting: Meeting,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Created,
    /// With the meeting as it was.
    Updated(Box<Meeting>),
    Deleted,
    Recovered,
    Started,
    Ended,
    Registration(Box<Registrant>, Registration),
    Participant(Box<Person>, Presence),
}

/// A step of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Registration {
    Created,
    Approved,
    Denied,
    Cancelled,
}

/// Somebody in a meeting, as events show them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Person {
    /// The number that the SDK calls `userId`, as text.
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    /// The Zoom user, or empty.
    pub(crate) id: String,
    pub(crate) participant_uuid: String,
    pub(crate) email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) registrant_id: Option<String>,
    /// The Zoom user, or empty.
    pub(crate) participant_user_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) customer_key: String,
}

/// What somebody in a meeting did, or had done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Joined,
    JoinedBeforeHost,
    Left {
        because: &'static str,
    },
    JoinedWaitingRoom,
    PutInWaitingRoom,
    Admitted,
    LeftWaitingRoom,
    RoleChanged {
        from: &'static str,
        to: &'static str,
    },
}

impl State {
    /// What happens from now on.
    pub(crate) fn happenings(&self) -> broadcast::Receiver<Arc<Happening>> {
        self.0.happenings.subscribe()
    }

    /// Tells the followers. Nobody may be listening; that is no error.
    pub(crate) fn tell(&self, meeting: &Meeting, what: What) {
        if self.0.happenings.receiver_count() > 0 {
            let _ = self.0.happenings.send(Arc::new(Happening {
                at_ms: self.clock().now_ms(),
                meeting: meeting.clone(),
                what,
            }));
        }
    }
}
