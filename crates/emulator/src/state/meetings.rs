//! All meetings and webinars: finding, starting, ending and deleting them.

use std::sync::atomic::Ordering;

use super::quotas::Quotas;
use super::{Attendance, Event, Kind, Links, Meeting, State, Status, Tables, User, What};
use crate::clock::UnixSeconds;

/// How long a deleted meeting can be recovered: 30 days, after Zoom's support article on recovering meetings.
const TRASH_SECONDS: u64 = 30 * 86_400;

impl State {
    /// The meeting or webinar with this number.
    pub fn meeting(&self, number: u64) -> Option<Meeting> {
        self.tables().meetings.get(&number).cloned()
    }

    /// The meeting or webinar that has, or had, an instance with this UUID.
    pub fn meeting_by_uuid(&self, uuid: &str) -> Option<Meeting> {
        let tables = self.tables();
        let has = |m: &&Meeting| m.uuid == uuid || m.past.iter().any(|past| past.uuid == uuid);
        tables.meetings.values().find(has).cloned()
    }

    /// All meetings or webinars of a host, oldest first.
    pub fn meetings_of(&self, host_id: &str, kind: Kind) -> Vec<Meeting> {
        let tables = self.tables();
        let of_host = |m: &&Meeting| m.host_id == host_id && m.kind == kind;
        tables.meetings.values().filter(of_host).cloned().collect()
    }

    /// What `pick` takes of each meeting or webinar of a host, oldest first, without a copy of them all. It is called
    /// while nobody else gets at the state, and must not ask it for anything.
    pub(crate) fn pick_of<T>(
        &self,
        host_id: &str,
        kind: Kind,
        pick: impl FnMut(&Meeting) -> Vec<T>,
    ) -> Vec<T> {
        let tables = self.tables();
        let of_host = |m: &&Meeting| m.host_id == host_id && m.kind == kind;
        let meetings = tables.meetings.values().filter(of_host);
        meetings.flat_map(pick).collect()
    }

    /// The same of each meeting and webinar there is.
    pub(crate) fn pick_of_all<T>(&self, pick: impl FnMut(&Meeting) -> Vec<T>) -> Vec<T> {
        self.tables().meetings.values().flat_map(pick).collect()
    }

    /// All meetings and webinars, oldest first.
    pub fn meetings(&self) -> Vec<Meeting> {
        self.tables().meetings.values().cloned().collect()
    }

    /// Starts it, whoever may; answers the UUID of the new instance, or of the one that is live already.
    pub fn start_meeting(&self, number: u64) -> Option<String> {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let meeting = tables.meetings.get_mut(&number)?;
        if meeting.status == Status::Waiting {
            meeting.status = Status::Started;
            meeting.uuid = tables.random.uuid();
            meeting.started_at = Some(now);
            meeting.practice =
                meeting.kind == Kind::Webinar && meeting.settings.flag("practice_session");
            self.tell(meeting, What::Started);
        }
        Some(meeting.uuid.clone())
    }

    /// Ends a webinar's practice session and lets its attendees in; answers whether there was one.
    pub fn broadcast(&self, number: u64) -> bool {
        let tables = &mut *self.tables();
        let webinar = tables.meetings.get_mut(&number);
        let practiced = webinar.is_some_and(|webinar| std::mem::take(&mut webinar.practice));
        self.0.changes.note();
        practiced
    }

    /// Ends it and tells [`State::events`]; answers whether it was live.
    pub fn end_meeting(&self, number: u64) -> bool {
        let ended = self
            .tables()
            .meetings
            .get_mut(&number)
            .is_some_and(|meeting| self.end_one(meeting));
        if ended {
            self.announce(Event::Ended { number });
        }
        ended
    }

    /// Deletes it, ends it if it is live, and tells [`State::events`]; answers whether there was one. A personal room is empty
    /// again when it is next asked for.
    pub fn delete_meeting(&self, number: u64) -> bool {
        let now = self.clock().now();
        let deleted = {
            let tables = &mut *self.tables();
            tables.meetings.shift_remove(&number).map(|mut meeting| {
                self.end_one(&mut meeting);
                if meeting.is_room() {
                    return;
                }
                self.tell(&meeting, What::Deleted);
                meeting.deleted_at = Some(now);
                tables.deleted.insert(number, meeting);
            })
        };
        if deleted.is_some() {
            self.announce(Event::Deleted { number });
        }
        deleted.is_some()
    }

    /// Keeps who was in an instance that ended.
    pub fn record_attendance(&self, uuid: &str, attendance: Vec<Attendance>) {
        let tables = &mut *self.tables();
        let mut all = tables
            .meetings
            .values_mut()
            .chain(tables.deleted.values_mut());
        let instance = all.find_map(|m| m.past.iter_mut().find(|past| past.uuid == uuid));
        if let Some(instance) = instance {
            instance.attendance = attendance;
        }
    }

    /// When the next deleted one can no longer be recovered.
    pub(crate) fn next_purge(&self) -> Option<UnixSeconds> {
        let tables = self.tables();
        let oldest = tables.deleted.values().next()?;
        oldest.deleted_at.map(|at| at + TRASH_SECONDS)
    }

    /// Forgets those that were deleted too long ago to be recovered.
    pub(crate) fn purge(&self) {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        while let Some((&number, oldest)) = tables.deleted.first()
            && oldest.deleted_at.is_none_or(|at| at + TRASH_SECONDS <= now)
        {
            self.tell(oldest, What::PermanentlyDeleted);
            tables.deleted.shift_remove(&number);
            tables.registrants.remove(&number);
            tables.panelists.remove(&number);
            tables.tracking.remove(&number);
        }
    }

    /// A deleted one that can still be recovered.
    pub(crate) fn deleted_meeting(&self, number: u64) -> Option<Meeting> {
        self.purge();
        self.tables().deleted.get(&number).cloned()
    }

    /// Takes a deleted one back; answers whether there was one.
    pub(crate) fn recover_meeting(&self, number: u64) -> bool {
        let tables = &mut *self.tables();
        let recovered = tables.deleted.shift_remove(&number).map(|mut meeting| {
            meeting.deleted_at = None;
            self.tell(&meeting, What::Recovered);
            tables.meetings.insert(number, meeting);
        });
        recovered.is_some()
    }

    /// Keeps a new meeting under a number and UUID of its own.
    pub fn add_meeting(&self, mut meeting: Meeting) -> Meeting {
        let tables = &mut *self.tables();
        let random = &mut tables.random;
        meeting.id = loop {
            let number = random.meeting_number();
            if !tables.meetings.contains_key(&number) && !tables.deleted.contains_key(&number) {
                break number;
            }
        };
        meeting.uuid = random.uuid();
        meeting.links = tables.random_links();
        tables.meetings.insert(meeting.id, meeting.clone());
        self.tell(&meeting, What::Created);
        meeting
    }

    /// Keeps the personal room of a user under its number, unless there is one. `None` when it is the user's no more.
    pub(crate) fn add_room(&self, mut room: Meeting, user: &User) -> Option<Meeting> {
        let tables = &mut *self.tables();
        let number = tables.users.get(&user.id)?.pmi;
        if number != user.pmi {
            return None;
        }
        room.id = number;
        room.uuid = tables.random.uuid();
        room.links = tables.random_links();
        self.0.changes.note();
        let room = tables.meetings.entry(number).or_insert(room);
        Some(room.clone())
    }

    /// Gives a personal room another number, and ends it if it is live; answers whether it was. Part of a change of the user,
    /// so that nobody sees the one without the other.
    pub(super) fn move_room(&self, tables: &mut Tables, from: u64, to: u64) -> bool {
        let Some(mut room) = tables.meetings.shift_remove(&from) else {
            return false;
        };
        let ended = self.end_one(&mut room);
        room.id = to;
        tables.meetings.insert(to, room);
        ended
    }

    /// Replaces what is planned, and leaves alone what a start or end changes meanwhile.
    pub fn update_meeting(&self, planned: Meeting) {
        if let Some(meeting) = self.tables().meetings.get_mut(&planned.id) {
            let before = Box::new(meeting.clone());
            *meeting = Meeting {
                uuid: meeting.uuid.clone(),
                status: meeting.status,
                started_at: meeting.started_at,
                practice: meeting.practice,
                past: std::mem::take(&mut meeting.past),
                polls: std::mem::take(&mut meeting.polls),
                survey: meeting.survey.take(),
                stream: std::mem::take(&mut meeting.stream),
                name_tags: std::mem::take(&mut meeting.name_tags),
                ..planned
            };
            self.tell(meeting, What::Updated(before));
        }
    }

    /// Makes somebody else its host.
    pub(super) fn give_meeting(&self, number: u64, heir: &User) {
        if let Some(meeting) = self.tables().meetings.get_mut(&number) {
            meeting.host_id.clone_from(&heir.id);
            meeting.host_email.clone_from(&heir.email);
        }
    }

    /// Ends the current instance; answers whether there was one.
    fn end_one(&self, meeting: &mut Meeting) -> bool {
        let streamed = meeting.stream.on;
        let live = meeting.end(self.clock().now());
        if live {
            if streamed {
                self.tell(meeting, What::Streaming);
            }
            self.tell(meeting, What::Ended);
            meeting.practice = false;
        }
        live
    }

    /// Forgets all meetings and webinars with everything that belongs to them, tracking fields, and what counts for limits. Answers the
    /// era that begins: followers who hear of an earlier one hear of what is forgotten.
    pub(crate) fn forget_meetings(&self) -> u64 {
        let tables = &mut *self.tables();
        tables.meetings.clear();
        tables.deleted.clear();
        tables.registrants.clear();
        tables.panelists.clear();
        tables.tracking.clear();
        tables.tracking_fields.clear();
        tables.quotas = Quotas::default();
        tables.rates.pools.clear();
        self.0.era.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// So many digits.
    pub(crate) fn new_digits(&self, length: u64) -> String {
        let length = usize::try_from(length).unwrap_or(6);
        self.tables().random.digits(length)
    }
}

impl Tables {
    fn random_links(&mut self) -> Links {
        let random = &mut self.random;
        Links {
            pwd: format!("{}.1", random.id()).into(),
            register: random.id(),
            h323_password: random.digits(6).into(),
        }
    }
}
