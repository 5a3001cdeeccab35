//! What happens to meetings and webinars, told to whoever follows: the webhooks do.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Serialize;
use tokio::sync::broadcast;

use super::{Meeting, Registrant, State, User, UserId};

/// Happenings that wait for a follower; one who falls further behind misses the oldest.
pub(super) const UNHEARD: usize = 4_096;

/// What followers are told of.
#[derive(Clone, Debug)]
pub(crate) enum News {
    /// Something happened to a meeting or webinar.
    Meeting(Box<Happening>),
    /// Something happened to a user, who is shown as they are now, or were last.
    User {
        at_ms: u64,
        user: Box<User>,
        step: UserStep,
    },
    /// A user took back what they had allowed an app.
    Deauthorized {
        at_ms: u64,
        client_id: String,
        user_id: UserId,
    },
}

/// News, and in which era: every reset begins another one, see [`State::forget_meetings`].
pub(crate) type Told = (u64, Arc<News>);

/// What happened to a user.
#[derive(Clone, Debug)]
pub(crate) enum UserStep {
    /// Added, in the way that Zoom calls `creation_type`.
    Created(&'static str),
    /// With the user as they were.
    Updated(Box<User>),
    Deleted,
    Disassociated,
    Activated,
    Deactivated,
}

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
    /// It was in the trash for as long as Zoom keeps it there.
    PermanentlyDeleted,
    Recovered,
    Started,
    Ended,
    Registration(Box<Registrant>, Registration),
    Participant(Box<Person>, Presence),
    Said(Box<Message>),
    /// Its stream began, or stopped.
    Streaming,
}

/// What somebody in a meeting said in its chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) by: Speaker,
    /// Nobody when all may read it.
    pub(crate) to: Option<Speaker>,
}

/// One who takes part in the chat.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) person: Person,
    pub(crate) is_host: bool,
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
    /// Wants in, and is told that the host has not come.
    WaitsForHost,
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
    pub(crate) fn happenings(&self) -> broadcast::Receiver<Told> {
        self.0.happenings.subscribe()
    }

    /// Tells the followers. Nobody may be listening; that is no error.
    pub(crate) fn tell(&self, meeting: &Meeting, what: What) {
        self.0.changes.note();
        if self.is_followed() {
            self.send(News::Meeting(Box::new(Happening {
                at_ms: self.clock().now_ms(),
                meeting: meeting.clone(),
                what,
            })));
        }
    }

    /// Tells the followers what happened to a user.
    pub(super) fn tell_user(&self, user: &User, step: UserStep) {
        if self.is_followed() {
            self.send(News::User {
                at_ms: self.clock().now_ms(),
                user: Box::new(user.clone()),
                step,
            });
        }
    }

    /// Tells the followers that a user took an authorization back.
    pub(super) fn tell_deauthorized(&self, client_id: &str, user_id: &str) {
        self.send(News::Deauthorized {
            at_ms: self.clock().now_ms(),
            client_id: client_id.to_owned(),
            user_id: user_id.to_owned(),
        });
    }

    fn is_followed(&self) -> bool {
        self.0.happenings.receiver_count() > 0
    }

    fn send(&self, news: News) {
        let era = self.0.era.load(Ordering::SeqCst);
        let _ = self.0.happenings.send((era, Arc::new(news)));
    }
}
