//! The account's users.

use serde::{Deserialize, Serialize};

use super::{
    Assistant, Concurrency, Event, HostKey, Kind, NewUser, Plan, Settings, State, Tables, Template,
    UserStatus, UserStep,
};
use crate::clock::UnixSeconds;

/// 22 characters of base64url.
pub type UserId = String;

/// The smallest webinar add-on.
const WEBINAR_CAPACITY: u32 = 500;

/// A user of the account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// 22 characters of base64url.
    pub id: UserId,
    /// Lower case; unique in the account.
    pub email: String,
    /// May be empty.
    pub first_name: String,
    /// May be empty.
    pub last_name: String,
    /// What the user may host.
    pub plan: Plan,
    /// Whether the user has the webinar add-on.
    pub webinar: bool,
    /// How many may be in the user's meetings, the host included.
    pub meeting_capacity: u32,
    /// How many may be in the user's webinars, while there is the add-on.
    pub webinar_capacity: u32,
    /// How many meetings the user may host at once.
    #[serde(default, skip_serializing_if = "Concurrency::is_none")]
    pub concurrency: Concurrency,
    /// Whether the user's role lets an app act on the account's other users.
    pub admin: bool,
    /// Whether the user can sign in.
    pub status: UserStatus,
    /// The personal meeting id.
    pub pmi: u64,
    /// Six to ten digits that make one the host in the client; the last six of the personal meeting id until it is set.
    #[serde(skip)] // apart from the rest in a snapshot
    pub host_key: Option<HostKey>,
    /// An IANA time zone.
    pub timezone: String,
    /// When the user was added.
    pub created_at: UnixSeconds,
    /// Whether an app made the user for itself (`custCreate`): nobody signs in as them.
    #[serde(default)]
    pub api_user: bool,
    /// What they set otherwise than a new user has it, part by part under Zoom's names.
    #[serde(default)]
    pub settings: Settings,
    /// Who may schedule for them; at most 30.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assistants: Vec<Assistant>,
    /// What they made templates of; at most 40 of meetings and 40 of webinars.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
    /// How often they were signed out everywhere: ZAKs and OBF tokens of before are no longer good.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sign_outs: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// Which user: the two names that the REST API takes for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSummary {
    /// 22 characters of base64url.
    pub id: UserId,
    /// Lower case.
    pub email: String,
}

/// How a user leaves the account.
pub(crate) struct Departure {
    /// Whether they are deleted, not only unlinked.
    pub(crate) deleted: bool,
    /// Who gets what is transferred.
    pub(crate) heir: Option<User>,
    /// Whether meetings are transferred.
    pub(crate) meetings: bool,
    /// Whether webinars are transferred.
    pub(crate) webinars: bool,
}

impl User {
    /// Seconds that ZAKs and start links of this user are good for: two hours, or 90 days of API users.
    pub fn zak_seconds(&self) -> u64 {
        match self.api_user {
            true => 7_776_000,
            false => 7_200,
        }
    }

    /// Id and e-mail.
    pub fn summary(&self) -> UserSummary {
        UserSummary {
            id: self.id.clone(),
            email: self.email.clone(),
        }
    }

    /// First and last name, as others see them.
    pub fn display_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }

    /// What makes one the host in the client.
    pub fn host_key(&self) -> HostKey {
        let last = || HostKey::from(format!("{:06}", self.pmi % 1_000_000));
        self.host_key.clone().unwrap_or_else(last)
    }

    /// How many may be in what the user hosts, the host included.
    pub fn capacity(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Meeting => self.meeting_capacity,
            Kind::Webinar => self.webinar_capacity,
        }
    }

    /// Gives the user another plan, and its capacity with it, unless another one was bought.
    pub fn set_plan(&mut self, plan: Plan) {
        if self.meeting_capacity == self.plan.meeting_capacity() {
            self.meeting_capacity = plan.meeting_capacity();
        }
        self.plan = plan;
    }
}

impl State {
    /// Adds a user, or answers the one who has this e-mail already.
    pub fn add_user(&self, new: NewUser) -> User {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let known = tables.users.len();
        let user = tables.add_user(new, now);
        if tables.users.len() > known {
            self.tell_user(&user, UserStep::Created("create"));
        }
        user
    }

    /// The user with this id.
    pub fn user(&self, id: &str) -> Option<User> {
        self.tables().users.get(id).cloned()
    }

    /// The user with this id or e-mail.
    pub fn find_user(&self, id_or_email: &str) -> Option<User> {
        let tables = self.tables();
        let by_email = || {
            tables
                .users
                .values()
                .find(|user| user.email.eq_ignore_ascii_case(id_or_email))
        };
        tables.users.get(id_or_email).or_else(by_email).cloned()
    }

    /// The user with this personal meeting id.
    pub(crate) fn user_by_pmi(&self, pmi: u64) -> Option<User> {
        let tables = self.tables();
        tables.users.values().find(|user| user.pmi == pmi).cloned()
    }

    /// Changes a user: licence, add-on, status. Answers whether there is one with this id; a change that gives the personal
    /// room a number that is taken is none either.
    pub fn change_user(&self, id: &str, change: impl FnOnce(&mut User)) -> bool {
        let mut guard = self.tables();
        let tables = &mut *guard;
        let Some(before) = tables.users.get(id).cloned() else {
            return false;
        };
        let mut after = before.clone();
        change(&mut after);
        if after.pmi != before.pmi && tables.has_number(after.pmi) {
            return false;
        }
        let Some(user) = tables.users.get_mut(id) else {
            return false;
        };
        *user = after;
        match (before.status, user.status) {
            (old, new) if old == new => {}
            (_, UserStatus::Inactive) => self.tell_user(user, UserStep::Deactivated),
            (_, _) => self.tell_user(user, UserStep::Activated),
        }
        let moved = (before.pmi != user.pmi).then_some((before.pmi, user.pmi));
        self.tell_user(user, UserStep::Updated(Box::new(before)));
        let ended = moved.filter(|&(from, to)| self.move_room(tables, from, to));
        drop(guard);
        if let Some((number, _)) = ended {
            self.announce(Event::Ended { number });
        }
        true
    }

    /// Gives a user another address, which is that of the host of all they host as well.
    pub(crate) fn change_email(&self, id: &str, email: &str) {
        self.change_user(id, |user| email.clone_into(&mut user.email));
        let tables = &mut *self.tables();
        let all = tables
            .meetings
            .values_mut()
            .chain(tables.deleted.values_mut());
        for meeting in all.filter(|meeting| meeting.host_id == id) {
            email.clone_into(&mut meeting.host_email);
        }
        if tables.ready_made.host.id == id {
            email.clone_into(&mut tables.ready_made.host.email);
        }
    }

    /// Makes every ZAK and OBF token of a user invalid. Answers whether there is one with this id.
    pub fn sign_out(&self, id: &str) -> bool {
        self.0.changes.note();
        let tables = &mut *self.tables();
        let user = tables.users.get_mut(id);
        user.map(|user| user.sign_outs += 1).is_some()
    }

    /// Adds a user in one of the ways that Zoom calls `creation_type`, as `complete` makes them.
    pub(crate) fn add_user_by(
        &self,
        new: NewUser,
        way: &'static str,
        complete: impl FnOnce(&mut User),
    ) -> User {
        let now = self.clock().now();
        let tables = &mut *self.tables();
        let mut user = tables.add_user(new, now);
        complete(&mut user);
        tables.users.insert(user.id.clone(), user.clone());
        self.tell_user(&user, UserStep::Created(way));
        user
    }

    /// Removes a user with what they host, or gives that to somebody else. Answers whether there was one.
    pub(crate) fn remove_user(&self, id: &str, departure: &Departure) -> bool {
        let hosted = [
            (Kind::Meeting, departure.meetings),
            (Kind::Webinar, departure.webinars),
        ];
        for (kind, transfer) in hosted {
            let heir = departure.heir.as_ref().filter(|_| transfer);
            for meeting in self.meetings_of(id, kind) {
                match heir.filter(|_| !meeting.is_room()) {
                    Some(heir) => self.give_meeting(meeting.id, heir),
                    None => {
                        self.delete_meeting(meeting.id);
                    }
                }
            }
        }
        let tables = &mut *self.tables();
        tables.grants.retain(|(_, user), _| user != id);
        let Some(user) = tables.users.shift_remove(id) else {
            return false;
        };
        for other in tables.users.values_mut() {
            other.assistants.retain(|assistant| assistant.id != id);
        }
        let step = match departure.deleted {
            true => UserStep::Deleted,
            false => UserStep::Disassociated,
        };
        self.tell_user(&user, step);
        true
    }

    /// All users, in the order they were added.
    pub fn users(&self) -> Vec<User> {
        self.tables().users.values().cloned().collect()
    }
}

impl Tables {
    pub(super) fn add_user(&mut self, new: NewUser, now: UnixSeconds) -> User {
        if let Some(user) = self.users.values().find(|user| user.email == new.email) {
            return user.clone();
        }
        let name = new.email.split('@').next().unwrap_or_default();
        let user = User {
            id: self.random.id(),
            first_name: capitalised(name),
            last_name: "Example".to_owned(),
            email: new.email,
            plan: new.plan,
            webinar: new.webinar,
            meeting_capacity: new
                .meeting_capacity
                .unwrap_or_else(|| new.plan.meeting_capacity()),
            webinar_capacity: new.webinar_capacity.unwrap_or(WEBINAR_CAPACITY),
            concurrency: Concurrency::None,
            admin: new.admin,
            status: UserStatus::Active,
            pmi: self.random.personal_number(),
            host_key: None,
            timezone: "UTC".to_owned(),
            created_at: now,
            api_user: false,
            settings: Settings::default(),
            assistants: Vec::new(),
            templates: Vec::new(),
            sign_outs: 0,
        };
        self.users.insert(user.id.clone(), user.clone());
        user
    }

    /// Whether a number is some user's, or that of a meeting or webinar, also of a deleted one, which may come back.
    fn has_number(&self, number: u64) -> bool {
        self.meetings.contains_key(&number)
            || self.deleted.contains_key(&number)
            || self.users.values().any(|user| user.pmi == number)
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::state::{Meeting, StateOptions};

    #[test]
    fn nobody_sees_half_of_a_personal_rooms_move() {
        let state = State::new(StateOptions::new("http://localhost".parse().unwrap()));
        let host = state.credentials().host.id;
        let user = state.user(&host).unwrap();
        let mut room = Meeting::new(Kind::Meeting, &user, 0);
        room.type_code = Meeting::ROOM;
        state.add_room(room, &user).unwrap();
        let mover = state.clone();
        let moves = std::thread::spawn(move || {
            for step in 1..=200 {
                mover.change_user(&host, |user| user.pmi = 5_000_000_000 + step);
            }
        });
        while !moves.is_finished() {
            let (saved, _) = state.save(HashMap::new(), false);
            let saved = serde_json::to_value(saved).unwrap();
            assert_eq!(
                saved["users"][0]["pmi"],
                saved["meetings"][0]["meeting"]["id"]
            );
        }
        moves.join().unwrap();
    }

    #[test]
    fn a_live_room_that_moves_is_ended_under_its_old_number() {
        let state = State::new(StateOptions::new("http://localhost".parse().unwrap()));
        let user = state.user(&state.credentials().host.id).unwrap();
        let mut room = Meeting::new(Kind::Meeting, &user, 0);
        room.type_code = Meeting::ROOM;
        state.add_room(room, &user).unwrap();
        state.start_meeting(user.pmi).unwrap();
        let mut events = state.events();
        assert!(state.change_user(&user.id, |user| user.pmi = 5_000_000_001));
        let number = user.pmi;
        assert_eq!(events.try_recv().unwrap(), Event::Ended { number });
        assert_eq!(state.meeting(5_000_000_001).unwrap().past.len(), 1);
        assert!(state.meeting(number).is_none());
    }

    #[test]
    fn a_room_moves_to_no_number_that_is_taken_and_none_is_made_for_who_has_moved() {
        let state = State::new(StateOptions::new("http://localhost".parse().unwrap()));
        let user = state.user(&state.credentials().host.id).unwrap();
        let other = state.add_user(NewUser::licensed("ada@example.com"));
        let meeting = state.add_meeting(Meeting::new(Kind::Meeting, &user, 0)).id;
        let deleted = state.add_meeting(Meeting::new(Kind::Meeting, &user, 0)).id;
        state.delete_meeting(deleted);
        for taken in [meeting, deleted, other.pmi] {
            assert!(
                !state.change_user(&user.id, |user| user.pmi = taken),
                "{taken}"
            );
        }
        assert_eq!(state.user(&user.id).unwrap().pmi, user.pmi);
        assert!(state.change_user(&user.id, |user| user.pmi = 5_000_000_001));
        let mut room = Meeting::new(Kind::Meeting, &user, 0);
        room.type_code = Meeting::ROOM;
        assert!(state.add_room(room, &user).is_none());
    }
}
