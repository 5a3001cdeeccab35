//! Who registered for a meeting or webinar.

use serde_json::{Map, Value};

use super::State;
use crate::clock::UnixSeconds;

/// Zoom takes no more for one meeting.
const MAX_REGISTRANTS: usize = 4_999;

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrantStatus {
    /// The host has to approve it.
    Pending,
    /// May join with the `tk` of its link.
    Approved,
    /// May not join.
    Denied,
}

/// A registration.
#[derive(Clone, Debug)]
pub struct Registrant {
    /// 22 characters of base64url.
    pub id: String,
    /// Lower case; unique for its meeting.
    pub email: String,
    /// At most 64 characters.
    pub first_name: String,
    /// At most 64 characters.
    pub last_name: String,
    /// Where it stands.
    pub status: RegistrantStatus,
    /// What they dial in with; six digits, given by [`State::add_registrant`].
    pub pin_code: u64,
    /// When it was made.
    pub create_time: UnixSeconds,
    /// The fields of the form besides name and e-mail, as they came.
    pub answers: Map<String, Value>,
}

impl Registrant {
    /// One who has answered nothing but e-mail and first name; [`State::add_registrant`] gives the id and pin code.
    pub fn new(email: &str, first_name: &str, status: RegistrantStatus, now: UnixSeconds) -> Self {
        Self {
            id: String::new(),
            email: email.to_lowercase(),
            first_name: first_name.to_owned(),
            last_name: String::new(),
            status,
            pin_code: 0,
            create_time: now,
            answers: Map::new(),
        }
    }

    /// First and last name, as others see them.
    pub fn display_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }
}

impl State {
    /// All registrants of a meeting or webinar, oldest first.
    pub fn registrants(&self, number: u64) -> Vec<Registrant> {
        self.tables()
            .registrants
            .get(&number)
            .cloned()
            .unwrap_or_default()
    }

    /// The registrant of a meeting or webinar with this id.
    pub fn registrant(&self, number: u64, id: &str) -> Option<Registrant> {
        let tables = self.tables();
        tables
            .registrants
            .get(&number)?
            .iter()
            .find(|registrant| registrant.id == id)
            .cloned()
    }

    /// Adds a registrant under a new id, or answers the one who has this e-mail already. `None` when the meeting is full.
    pub fn add_registrant(&self, number: u64, mut new: Registrant) -> Option<Registrant> {
        let tables = &mut *self.tables();
        let list = tables.registrants.entry(number).or_default();
        if let Some(existing) = list.iter().find(|registrant| registrant.email == new.email) {
            return Some(existing.clone());
        }
        if list.len() >= MAX_REGISTRANTS {
            return None;
        }
        new.id = tables.random.id();
        new.pin_code = tables.random.pin_code();
        list.push(new.clone());
        Some(new)
    }

    /// Moves every registrant whose id or e-mail is in `who` to `status`; `None` takes them off the list.
    pub(crate) fn move_registrants(
        &self,
        number: u64,
        who: &[String],
        status: Option<RegistrantStatus>,
    ) {
        let mut tables = self.tables();
        let Some(list) = tables.registrants.get_mut(&number) else {
            return;
        };
        let named = |r: &Registrant| {
            who.iter()
                .any(|name| *name == r.id || name.eq_ignore_ascii_case(&r.email))
        };
        match status {
            Some(status) => list
                .iter_mut()
                .filter(|r| named(r))
                .for_each(|r| r.status = status),
            None => list.retain(|r| !named(r)),
        }
    }
}
