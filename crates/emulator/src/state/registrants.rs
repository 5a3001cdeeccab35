//! Who registered for a meeting or webinar.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Occurrence, Registration, State, What};
use crate::clock::UnixSeconds;

/// Zoom takes no more for one meeting.
pub(crate) const MAX_REGISTRANTS: usize = 4_999;

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegistrantStatus {
    /// The host has to approve it.
    Pending,
    /// May join with the `tk` of its link.
    Approved,
    /// May not join.
    Denied,
}

/// A registration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// The tracking source it came by; empty without one.
    pub source_id: String,
    /// The fields of the form besides name and e-mail, as they came.
    pub answers: Map<String, Value>,
    /// The dates of a series that it is for, by their ids; empty for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<String>,
    /// Where it stands for single dates, by their ids, where that differs from the whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, RegistrantStatus>,
}

/// What the registration form asks for besides e-mail and first name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegistrationForm {
    /// Fields that Zoom knows: objects with `field_name` and `required`.
    pub questions: Vec<Value>,
    /// The host's own: objects with `title`, `type`, `required` and `answers`.
    pub custom_questions: Vec<Value>,
}

impl RegistrationForm {
    /// The names of the required fields that `registrant` left empty; questions of the host's own are called by
    /// the whole list's name.
    pub fn left_empty(&self, registrant: &Registrant) -> Vec<String> {
        let is_required = |question: &&Value| question["required"] == true;
        let known = self.questions.iter().filter(is_required);
        let mut empty: Vec<String> = known
            .filter_map(|question| question["field_name"].as_str())
            .filter(|&name| match name {
                "last_name" => registrant.last_name.is_empty(),
                name => registrant
                    .answers
                    .get(name)
                    .is_none_or(|answer| answer == ""),
            })
            .map(str::to_owned)
            .collect();
        let answers = registrant.answers.get("custom_questions");
        let is_answered = |title: &Value| {
            let mut answers = answers.and_then(Value::as_array).into_iter().flatten();
            answers.any(|answer| answer["title"] == *title && answer["value"] != "")
        };
        let mut own = self.custom_questions.iter().filter(is_required);
        if own.any(|question| !is_answered(&question["title"])) {
            empty.push("custom_questions".to_owned());
        }
        empty
    }
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
            source_id: String::new(),
            answers: Map::new(),
            occurrences: Vec::new(),
            dates: BTreeMap::new(),
        }
    }

    /// Whether it is for this date of a series.
    pub fn is_for(&self, occurrence: &str) -> bool {
        self.occurrences.is_empty() || self.occurrences.iter().any(|id| id == occurrence)
    }

    /// Where it stands for one date of a series.
    pub fn status_on(&self, occurrence: &str) -> RegistrantStatus {
        let own = self.dates.get(occurrence);
        own.copied().unwrap_or(self.status)
    }

    /// Whether it is for this date, or for what has no dates.
    pub(crate) fn takes_room(&self, occurrence: Option<&str>) -> bool {
        occurrence.is_none_or(|occurrence| self.is_for(occurrence))
    }

    /// Whether it is approved for this date, or for what has no dates.
    pub(crate) fn is_approved_on(&self, occurrence: Option<&str>) -> bool {
        let status = occurrence.map_or(self.status, |occurrence| self.status_on(occurrence));
        self.takes_room(occurrence) && status == RegistrantStatus::Approved
    }

    /// Whether it is approved, for all dates or for some.
    pub fn is_approved(&self) -> bool {
        let mut all = self.dates.values().chain([&self.status]);
        all.any(|status| *status == RegistrantStatus::Approved)
    }

    /// First and last name, as others see them.
    pub fn display_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned()
    }
}

impl Registrant {
    /// Adds dates of a series; none are all.
    fn register_for(&mut self, dates: Vec<String>) {
        if dates.is_empty() || self.occurrences.is_empty() {
            self.occurrences.clear();
            return;
        }
        for date in dates {
            if !self.occurrences.contains(&date) {
                self.occurrences.push(date);
            }
        }
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

    /// Adds a registrant under a new id, or answers the one who has this e-mail already, with the new dates. `None` when the meeting is full.
    pub fn add_registrant(&self, number: u64, mut new: Registrant) -> Option<Registrant> {
        let tables = &mut *self.tables();
        let list = tables.registrants.entry(number).or_default();
        if let Some(existing) = list.iter_mut().find(|one| one.email == new.email) {
            existing.register_for(new.occurrences);
            return Some(existing.clone());
        }
        if list.len() >= MAX_REGISTRANTS {
            return None;
        }
        new.id = tables.random.id();
        new.pin_code = tables.random.pin_code();
        list.push(new.clone());
        if let Some(meeting) = tables.meetings.get(&number) {
            let what = What::Registration(Box::new(new.clone()), Registration::Created);
            self.tell(meeting, what);
        }
        Some(new)
    }

    /// Moves every registrant whose id or e-mail is in `who` to `status`; `None` takes them off the list.
    pub(crate) fn move_registrants(
        &self,
        number: u64,
        who: &[String],
        status: Option<RegistrantStatus>,
    ) {
        let tables = &mut *self.tables();
        let Some(list) = tables.registrants.get_mut(&number) else {
            return;
        };
        let named = |r: &Registrant| {
            who.iter()
                .any(|name| *name == r.id || name.eq_ignore_ascii_case(&r.email))
        };
        let step = match status {
            Some(RegistrantStatus::Approved) => Some(Registration::Approved),
            Some(RegistrantStatus::Denied) => Some(Registration::Denied),
            Some(RegistrantStatus::Pending) => None,
            None => Some(Registration::Cancelled),
        };
        for registrant in list.iter_mut().filter(|r| named(r)) {
            registrant.dates.clear();
            if Some(registrant.status) == status {
                continue;
            }
            registrant.status = status.unwrap_or(registrant.status);
            if let Some((step, meeting)) = step.zip(tables.meetings.get(&number)) {
                self.tell(
                    meeting,
                    What::Registration(Box::new(registrant.clone()), step),
                );
            }
        }
        if status.is_none() {
            list.retain(|r| !named(r));
        }
    }

    /// Decides about one date of a series for those whose id or e-mail is in `who`.
    pub(crate) fn decide_for_date(
        &self,
        number: u64,
        who: &[String],
        date: &str,
        status: RegistrantStatus,
    ) {
        let tables = &mut *self.tables();
        let list = tables.registrants.get_mut(&number).into_iter().flatten();
        let named = |r: &&mut Registrant| {
            who.iter()
                .any(|name| *name == r.id || name.eq_ignore_ascii_case(&r.email))
        };
        for registrant in list.filter(named) {
            if !registrant.is_for(date) || registrant.status_on(date) == status {
                continue;
            }
            registrant.dates.insert(date.to_owned(), status);
            let step = match status {
                RegistrantStatus::Approved => Registration::Approved,
                RegistrantStatus::Denied => Registration::Denied,
                RegistrantStatus::Pending => continue,
            };
            let told = Registrant {
                status,
                ..registrant.clone()
            };
            if let Some(meeting) = tables.meetings.get(&number) {
                self.tell(meeting, What::Registration(Box::new(told), step));
            }
        }
        self.0.changes.note();
    }

    /// Takes one date of a series away from those whose id or e-mail is in `who`, and tells who of them has no other.
    pub(crate) fn leave_date(&self, number: u64, who: &[String], date: &str) -> Vec<String> {
        let all: Vec<String> = match self.meeting(number) {
            Some(meeting) => meeting.occurrences.iter().map(Occurrence::id).collect(),
            None => Vec::new(),
        };
        let tables = &mut *self.tables();
        let list = tables.registrants.entry(number).or_default();
        let named = |r: &&mut Registrant| {
            who.iter()
                .any(|name| *name == r.id || name.eq_ignore_ascii_case(&r.email))
        };
        let mut left = Vec::new();
        for registrant in list.iter_mut().filter(named) {
            if registrant.occurrences.is_empty() {
                registrant.occurrences.clone_from(&all);
            }
            registrant.occurrences.retain(|id| id != date);
            if registrant.occurrences.is_empty() {
                left.push(registrant.id.clone());
            }
        }
        left
    }
}
