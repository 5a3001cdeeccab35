//! Scheduling privilege: who may schedule for whom.

use serde::{Deserialize, Serialize};

use super::{State, User, UserId};

/// A user has no more assistants.
pub(crate) const MAX_ASSISTANTS: usize = 30;

/// Somebody who may schedule for a user, and start what that user hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assistant {
    /// The assistant.
    pub id: UserId,
    /// Whether private events are theirs to manage as well.
    pub private_events: bool,
}

impl User {
    /// Whether this user lets somebody schedule for them.
    pub fn is_assisted_by(&self, id: &str) -> bool {
        self.assistants.iter().any(|one| one.id == id)
    }
}

impl State {
    /// Lets users schedule for another one; who does already stays as they are.
    pub(crate) fn add_assistants(&self, of: &str, new: Vec<Assistant>) {
        self.change_user(of, |user| {
            for assistant in new {
                if !user.is_assisted_by(&assistant.id) {
                    user.assistants.push(assistant);
                }
            }
        });
    }

    /// Takes that back from one, or from all.
    pub(crate) fn remove_assistants(&self, of: &str, one: Option<&str>) {
        self.change_user(of, |user| {
            let stays = |assistant: &super::Assistant| one.is_some_and(|id| assistant.id != id);
            user.assistants.retain(stays);
        });
    }

    /// For whom a user may schedule.
    pub(crate) fn schedulers_of(&self, id: &str) -> Vec<User> {
        let mut users = self.users();
        users.retain(|user| user.is_assisted_by(id));
        users
    }
}
