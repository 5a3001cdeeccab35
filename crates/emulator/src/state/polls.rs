//! What a host prepared to ask: polls, and the survey at the end.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::State;

/// One meeting or webinar has no more.
pub(crate) const MAX_POLLS: usize = 50;

/// A poll that was prepared; nobody starts one here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Poll {
    /// 22 characters of base64url, given by [`State::add_poll`].
    pub id: String,
    /// At most 64 characters.
    pub title: String,
    /// 1 poll, 2 advanced poll, 3 quiz.
    pub poll_type: u64,
    /// Whether nobody learns who answered what.
    pub anonymous: bool,
    /// As they were asked for.
    pub questions: Vec<Value>,
}

impl State {
    /// Adds a poll under a new id; `None` when there are enough, or no such meeting or webinar.
    pub fn add_poll(&self, number: u64, poll: Poll) -> Option<Poll> {
        self.add_polls(number, vec![poll])?.pop()
    }

    /// Adds all of them, each under a new id; none when they are too many, or there is no such meeting or webinar.
    pub(crate) fn add_polls(&self, number: u64, mut new: Vec<Poll>) -> Option<Vec<Poll>> {
        let tables = &mut *self.tables();
        let polls = &mut tables.meetings.get_mut(&number)?.polls;
        if polls.len() + new.len() > MAX_POLLS {
            return None;
        }
        for poll in &mut new {
            poll.id = tables.random.id();
        }
        polls.extend(new.iter().cloned());
        Some(new)
    }

    /// Puts `poll` in the place of the one with its id; answers whether there is one.
    pub(crate) fn replace_poll(&self, number: u64, poll: Poll) -> bool {
        let tables = &mut *self.tables();
        let meeting = tables.meetings.get_mut(&number);
        let mut polls = meeting.into_iter().flat_map(|one| one.polls.iter_mut());
        let old = polls.find(|old| old.id == poll.id);
        old.map(|old| *old = poll).is_some()
    }

    /// Takes a poll away; answers whether there was one.
    pub(crate) fn remove_poll(&self, number: u64, id: &str) -> bool {
        let tables = &mut *self.tables();
        let Some(meeting) = tables.meetings.get_mut(&number) else {
            return false;
        };
        let before = meeting.polls.len();
        meeting.polls.retain(|poll| poll.id != id);
        meeting.polls.len() < before
    }

    /// Sets what is asked at the end, or takes it away; answers whether there is such a meeting or webinar.
    pub(crate) fn set_survey(&self, number: u64, survey: Option<Value>) -> bool {
        let tables = &mut *self.tables();
        let meeting = tables.meetings.get_mut(&number);
        meeting.map(|meeting| meeting.survey = survey).is_some()
    }
}
