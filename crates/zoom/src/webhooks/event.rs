//! What happened.

use secrecy::SecretString;
use serde::de::{Deserializer, Error, Unexpected};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::open::Extra;
use crate::secret;

/// An event. What this crate has no type for is [`What::Other`]; the payload is whole in either case.
#[derive(Clone, Debug)]
pub struct Event {
    /// As Zoom calls it: `meeting.started`.
    pub name: String,
    /// When it happened, in epoch milliseconds. Events may come in any order: sort by this.
    pub event_ts: u64,
    /// The same for every repetition: who acts once remembers it.
    pub request_id: Option<String>,
    /// Meeting or webinar, when it is about one.
    pub subject: Option<Subject>,
    /// What happened, as far as there is a type for it.
    pub what: What,
    /// Everything that came, passcodes included; `Debug` prints names only.
    pub payload: Extra,
    /// What came beside the payload, such as the `download_token` of `recording.completed`, which lets one
    /// have the files; `Debug` prints names only.
    pub extra: Extra,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A meeting.
    Meeting,
    /// A webinar.
    Webinar,
}

/// What happened to a meeting or webinar.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum What {
    /// It was created.
    Created(MeetingInEvent),
    /// It was changed: `object` has what changed alone; what it was is in the payload's `old_object`.
    Updated(MeetingInEvent),
    /// It, or one date of it, was deleted.
    Deleted(MeetingInEvent),
    /// It was taken back after it was deleted.
    Recovered(MeetingInEvent),
    /// It began.
    Started(MeetingInEvent),
    /// It is over.
    Ended(MeetingInEvent),
    /// Somebody in it did something, or had it done to them.
    Participant(Participation, MeetingInEvent, Box<ParticipantInEvent>),
    /// A registration.
    Registration(RegistrationStep, MeetingInEvent, Box<RegistrantInEvent>),
    /// Anything else, and what could not be read as the type for it.
    Other,
}

/// What a participant did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Participation {
    /// Is in.
    Joined,
    /// Is out.
    Left,
    /// Waits to be let in.
    JoinedWaitingRoom,
    /// Was in, and has to wait.
    PutInWaitingRoom,
    /// Was let in.
    Admitted,
    /// Waits no longer, and is not in.
    LeftWaitingRoom,
    /// Is in before the host.
    JoinedBeforeHost,
    /// Has another role.
    RoleChanged,
    /// What stands after `participant_` in any other event.
    Other(String),
}

/// A step of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationStep {
    /// Somebody registered.
    Created,
    /// The host approved it.
    Approved,
    /// The host denied it.
    Denied,
    /// It was cancelled.
    Cancelled,
}

/// A meeting or webinar, as events show it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MeetingInEvent {
    /// The meeting number, which Zoom writes as a number in some events and as a string in others.
    #[serde(deserialize_with = "number")]
    pub id: u64,
    /// Of the instance; every start makes a new one.
    pub uuid: Option<String>,
    /// The user who hosts it.
    pub host_id: Option<String>,
    /// Its topic.
    pub topic: Option<String>,
    /// Zoom's `type`.
    #[serde(rename = "type")]
    pub kind: Option<u64>,
    /// When it began, or is planned to.
    pub start_time: Option<String>,
    /// When it ended.
    pub end_time: Option<String>,
    /// Planned, in minutes.
    pub duration: Option<u64>,
    /// An IANA time zone.
    pub timezone: Option<String>,
    /// The passcode, of one that was created or changed.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Everything else.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody in a meeting.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParticipantInEvent {
    /// What the SDK calls `userId`; unique in the instance.
    pub user_id: Option<String>,
    /// The name.
    pub user_name: Option<String>,
    /// The Zoom user; empty for guests.
    pub id: Option<String>,
    /// Unique for each time that somebody joins.
    pub participant_uuid: Option<String>,
    /// Empty unless they are in the host's account.
    pub email: Option<String>,
    /// Whose `tk` came along.
    pub registrant_id: Option<String>,
    /// What the page gave the SDK as `customerKey`.
    pub customer_key: Option<String>,
    /// When they joined.
    pub join_time: Option<String>,
    /// When they left.
    pub leave_time: Option<String>,
    /// Why they left.
    pub leave_reason: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody who registered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegistrantInEvent {
    /// The registrant.
    pub id: String,
    /// As given.
    pub email: String,
    /// As given.
    pub first_name: Option<String>,
    /// As given.
    pub last_name: Option<String>,
    /// `approved` or `pending`, of one who just registered.
    pub status: Option<String>,
    /// The registrant's own link, of one who is approved.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Everything else.
    #[serde(flatten)]
    pub extra: Extra,
}

#[derive(Deserialize)]
struct Envelope {
    event: String,
    event_ts: u64,
    payload: Extra,
    #[serde(flatten)]
    extra: Extra,
}

impl Event {
    pub(super) fn read(body: Value, request_id: Option<String>) -> Result<Self, serde_json::Error> {
        let Envelope {
            event,
            event_ts,
            payload,
            extra,
        } = Envelope::deserialize(body)?;
        let (subject, verb) = match event.split_once('.') {
            Some(("meeting", verb)) => (Some(Subject::Meeting), verb),
            Some(("webinar", verb)) => (Some(Subject::Webinar), verb),
            _ => (None, ""),
        };
        let object = payload.get("object").unwrap_or(&Value::Null);
        Ok(Self {
            what: What::read(verb, object).unwrap_or(What::Other),
            subject,
            name: event,
            event_ts,
            request_id,
            payload,
            extra,
        })
    }

    /// The number of the meeting or webinar that it is about.
    pub fn meeting_number(&self) -> Option<u64> {
        number(self.payload.get("object")?.get("id")?).ok()
    }
}

impl What {
    fn read(verb: &str, object: &Value) -> Option<Self> {
        let meeting = || MeetingInEvent::deserialize(object).ok();
        let participant = |step| {
            let participant = ParticipantInEvent::deserialize(&object["participant"]).ok()?;
            Some(Self::Participant(step, meeting()?, Box::new(participant)))
        };
        let registration = |step| {
            let registrant = RegistrantInEvent::deserialize(&object["registrant"]).ok()?;
            Some(Self::Registration(step, meeting()?, Box::new(registrant)))
        };
        match verb {
            "created" => meeting().map(Self::Created),
            "updated" => meeting().map(Self::Updated),
            "deleted" => meeting().map(Self::Deleted),
            "recovered" => meeting().map(Self::Recovered),
            "started" => meeting().map(Self::Started),
            "ended" => meeting().map(Self::Ended),
            "registration_created" => registration(RegistrationStep::Created),
            "registration_approved" => registration(RegistrationStep::Approved),
            "registration_denied" => registration(RegistrationStep::Denied),
            "registration_cancelled" => registration(RegistrationStep::Cancelled),
            verb => participant(Participation::read(verb.strip_prefix("participant_")?)),
        }
    }
}

impl Participation {
    fn read(verb: &str) -> Self {
        match verb {
            "joined" => Self::Joined,
            "left" => Self::Left,
            "joined_waiting_room" => Self::JoinedWaitingRoom,
            "put_in_waiting_room" => Self::PutInWaitingRoom,
            "admitted" => Self::Admitted,
            "left_waiting_room" => Self::LeftWaitingRoom,
            "jbh_joined" => Self::JoinedBeforeHost,
            "role_changed" => Self::RoleChanged,
            other => Self::Other(other.to_owned()),
        }
    }
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u64),
        Text(String),
    }
    match Either::deserialize(deserializer)? {
        Either::Number(number) => Ok(number),
        Either::Text(text) => text
            .parse()
            .map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"a meeting number")),
    }
}
