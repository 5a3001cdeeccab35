//! A meeting or webinar: one record for both, since they are joined alike.

use countersign_token::{ExposeSecret, Secret};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{LiveStream, NameTag, Poll, RegistrationForm, Settings, User, UserId};
use crate::clock::UnixSeconds;

/// How many ended instances of a meeting are remembered.
pub(super) const PAST_INSTANCES: usize = 100;

/// Meeting or webinar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Made by `/users/{userId}/meetings`.
    Meeting,
    /// Made by `/users/{userId}/webinars`.
    Webinar,
}

/// Whether it is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has started it, or it ended.
    Waiting,
    /// It is live.
    Started,
}

/// A meeting or webinar.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Meeting or webinar.
    pub kind: Kind,
    /// The meeting number.
    pub id: u64,
    /// Of the current instance, or the one that comes; every start makes a new one.
    pub uuid: String,
    /// Who hosts it.
    pub host_id: UserId,
    /// Who hosts it.
    pub host_email: String,
    /// At most 200 characters.
    pub topic: String,
    /// At most 2,000 characters.
    pub agenda: String,
    /// Zoom's `type`: 1 instant, 2 scheduled, 3 and 8 recurring meetings, 4 a personal room; 5, 6 and 9 webinars.
    pub type_code: u64,
    /// Whether it is going on.
    pub status: Status,
    /// When it is planned to begin; none for instant ones and those without a fixed time.
    pub start_time: Option<UnixSeconds>,
    /// Minutes.
    pub duration: u64,
    /// An IANA time zone.
    pub timezone: String,
    /// When it was created.
    pub created_at: UnixSeconds,
    /// The passcode; empty when there is none.
    pub password: Secret,
    /// Effective settings.
    pub settings: Settings,
    /// As requested, completed with defaults.
    pub recurrence: Option<Value>,
    /// Of a recurring one with fixed times.
    pub occurrences: Vec<Occurrence>,
    /// What registrants are asked for.
    pub form: RegistrationForm,
    /// What may be asked while it runs; at most 50.
    pub polls: Vec<Poll>,
    /// What is asked at its end, as Zoom answers it.
    pub survey: Option<Value>,
    /// Where it is streamed to.
    pub stream: LiveStream,
    /// A webinar's; at most 20.
    pub name_tags: Vec<NameTag>,
    /// Other fields of the request that are answered as they came, `tracking_fields` for example.
    pub extra: Map<String, Value>,
    /// What its links carry.
    pub links: Links,
    /// Ended instances, oldest first; at most 100.
    pub past: Vec<PastInstance>,
    /// When the current instance was started.
    pub started_at: Option<UnixSeconds>,
    /// Whether what is going on is a webinar's practice session, which attendees are not let into.
    pub practice: bool,
    /// When it was deleted, while it can be recovered.
    pub deleted_at: Option<UnixSeconds>,
}

/// One date of a recurring meeting or webinar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Occurrence {
    /// When.
    pub start_time: UnixSeconds,
    /// Minutes.
    pub duration: u64,
    /// Whether this date was cancelled.
    pub deleted: bool,
    /// When it was to be at first, if it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<UnixSeconds>,
    /// Its own agenda, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// Settings that differ on this date.
    #[serde(default)]
    pub settings: Settings,
}

impl Occurrence {
    /// One as the series has it.
    pub fn new(start_time: UnixSeconds, duration: u64) -> Self {
        Self {
            start_time,
            duration,
            deleted: false,
            moved_from: None,
            agenda: None,
            settings: Settings::default(),
        }
    }

    /// Its name: milliseconds since 1970 of when it was to be at first. One that was moved keeps it, as recorded from
    /// Zoom in <https://github.com/move-coop/parsons/pull/1500>.
    pub fn id(&self) -> String {
        (self.moved_from.unwrap_or(self.start_time) * 1000).to_string()
    }

    /// Puts it at another time.
    pub fn move_to(&mut self, start_time: UnixSeconds) {
        if start_time != self.start_time {
            self.moved_from.get_or_insert(self.start_time);
            self.start_time = start_time;
        }
    }
}

/// Random parts of a meeting's links; none of them is the passcode.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The `pwd` of `join_url`.
    pub pwd: Secret,
    /// The last part of `registration_url`.
    pub register: String,
    /// The passcode for telephones and room systems: digits.
    pub h323_password: Secret,
}

/// An instance that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PastInstance {
    /// Its own.
    pub uuid: String,
    /// When it was started.
    pub start_time: UnixSeconds,
    /// When it ended.
    pub end_time: UnixSeconds,
    /// Who was there; one that comes twice is there twice. It is known a moment after the end.
    pub attendance: Vec<Attendance>,
}

/// One stay of somebody in a meeting or its waiting room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attendance {
    /// Of the participant in this instance, `userId` in the SDK.
    pub session_id: u32,
    /// The user of the account, if one signed in.
    pub user_id: Option<UserId>,
    /// As others saw it at first.
    pub name: String,
    /// May be empty.
    pub email: String,
    /// The registrant whose link was used.
    pub registrant_id: Option<String>,
    /// What the page gave as `customerKey`; may be empty.
    #[serde(default)]
    pub customer_key: String,
    /// When it began.
    pub join_time: UnixSeconds,
    /// When it ended.
    pub leave_time: UnixSeconds,
    /// Whether it was in the waiting room.
    pub in_waiting_room: bool,
}

impl Meeting {
    /// The `type` of a personal room.
    pub const ROOM: u64 = 4;

    /// Whether it is a user's personal room, whose number is the personal meeting id.
    pub fn is_room(&self) -> bool {
        self.type_code == Self::ROOM
    }

    /// One that begins now, without a passcode and with no setting on; [`super::State::add_meeting`] gives it its number.
    pub fn new(kind: Kind, host: &User, now: UnixSeconds) -> Self {
        Self {
            kind,
            id: 0,
            uuid: String::new(),
            host_id: host.id.clone(),
            host_email: host.email.clone(),
            topic: "Zoom Meeting".to_owned(),
            agenda: String::new(),
            type_code: if kind == Kind::Meeting { 1 } else { 5 },
            status: Status::Waiting,
            start_time: None,
            duration: 60,
            timezone: host.timezone.clone(),
            created_at: now,
            password: String::new().into(),
            settings: Settings::default(),
            recurrence: None,
            occurrences: Vec::new(),
            form: RegistrationForm::default(),
            polls: Vec::new(),
            survey: None,
            stream: LiveStream::default(),
            name_tags: Vec::new(),
            extra: Map::new(),
            links: Links::default(),
            past: Vec::new(),
            started_at: None,
            practice: false,
            deleted_at: None,
        }
    }

    /// Whether `passcode` is the one, or none is wanted.
    pub fn admits(&self, passcode: &str) -> bool {
        !self.has_passcode() || self.password.expose_secret() == passcode
    }

    /// Whether a passcode is wanted.
    pub fn has_passcode(&self) -> bool {
        !self.password.expose_secret().is_empty()
    }

    /// Whether `user`, by id or e-mail, is the host or an alternative host.
    pub fn may_be_started_by(&self, id: &str, email: &str) -> bool {
        let named = |host: &str| host == id || host.eq_ignore_ascii_case(email);
        named(&self.host_id) || self.settings.alternative_hosts().any(named)
    }

    /// Whether people may come in before the host at this time: from `jbh_time` minutes before a planned date on, or at
    /// any time when that is 0. A webinar lets nobody in.
    ///
    /// Until when Zoom lets them in is not documented; here it is until the planned end of a series' date, and for
    /// ever after a single one.
    pub fn open_before_host(&self, now: UnixSeconds) -> bool {
        let lead = self.settings.number("jbh_time") * 60;
        let begins = |start: UnixSeconds| now + lead >= start;
        let mut dates = self.occurrences.iter().filter(|date| !date.deleted);
        self.kind == Kind::Meeting
            && self.settings.join_before_host()
            && (lead == 0
                || match self.start_time {
                    Some(start) if self.occurrences.is_empty() => begins(start),
                    None if self.occurrences.is_empty() => true,
                    _ => dates.any(|date| {
                        begins(date.start_time) && now < date.start_time + date.duration * 60
                    }),
                })
    }

    /// Whether nobody is expected any more: 30 days after the last date, or 365 for a recurring one. Personal rooms stay.
    ///
    /// Source: Zoom's support article on meeting ids, not the API reference.
    pub fn expired(&self, now: UnixSeconds) -> bool {
        const DAY: u64 = 86_400;
        let last_date = self
            .occurrences
            .last()
            .map(|last| last.start_time)
            .or(self.start_time);
        let last_use = self
            .past
            .last()
            .map(|past| past.end_time)
            .max(last_date)
            .unwrap_or(self.created_at);
        let days = if matches!(self.type_code, 3 | 6 | 8 | 9) {
            365
        } else {
            30
        };
        self.status == Status::Waiting && !self.is_room() && last_use + days * DAY < now
    }

    /// Ends the current instance; answers whether there was one.
    pub(super) fn end(&mut self, now: UnixSeconds) -> bool {
        let live = self.status == Status::Started;
        if live {
            self.status = Status::Waiting;
            self.stream.on = false;
            if self.past.len() == PAST_INSTANCES {
                self.past.remove(0);
            }
            self.past.push(PastInstance {
                uuid: self.uuid.clone(),
                start_time: self.started_at.take().unwrap_or(now),
                end_time: now,
                attendance: Vec::new(),
            });
        }
        live
    }
}
