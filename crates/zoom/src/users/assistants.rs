//! Scheduling privilege: a user's assistants, and those whom a user assists, whom Zoom calls schedulers.

use serde::{Deserialize, Serialize};

use super::Users;
use crate::client::Call;
use crate::endpoint;
use crate::error::Error;
use crate::open::{Extra, Open};

impl Users<'_> {
    /// Who may schedule for a user.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn assistants(&self, user: &str) -> Result<Vec<Assistant>, Error> {
        let call = Call::new(&endpoint::LIST_ASSISTANTS, user);
        Ok(self.zoom.fetch::<Assistants>(&call).await?.assistants)
    }

    /// Lets up to 30 users, by id or address, schedule for a user: they name the user as `schedule_for`.
    ///
    /// # Errors
    /// As [`Users::assistants`]; 200 if one of them has no licence, does not exist, is the user, or is an assistant already,
    /// which is also what a repeat reports when the answer to the first try was lost.
    pub async fn add_assistants(&self, user: &str, assistants: &[Assistant]) -> Result<(), Error> {
        let body = serde_json::json!({ "assistants": assistants });
        let call = Call::new(&endpoint::ADD_ASSISTANTS, user).json(&body)?;
        self.zoom.perform(&call).await
    }

    /// Takes that back from one, by id or address.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn remove_assistant(&self, user: &str, assistant: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::REMOVE_ASSISTANT, user).part(assistant);
        self.zoom.perform(&call).await
    }

    /// Takes that back from all.
    ///
    /// # Errors
    /// As [`Users::assistants`].
    pub async fn remove_assistants(&self, user: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::REMOVE_ASSISTANTS, user);
        self.zoom.perform(&call).await
    }

    /// For whom a user may schedule.
    ///
    /// # Errors
    /// As [`Users::assistants`].
    pub async fn schedulers(&self, user: &str) -> Result<Vec<Scheduler>, Error> {
        let call = Call::new(&endpoint::LIST_SCHEDULERS, user);
        Ok(self.zoom.fetch::<Schedulers>(&call).await?.schedulers)
    }

    /// Has a user no longer schedule for another one.
    ///
    /// # Errors
    /// As [`Users::remove_assistant`].
    pub async fn remove_scheduler(&self, user: &str, scheduler: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::REMOVE_SCHEDULER, user).part(scheduler);
        self.zoom.perform(&call).await
    }

    /// Has a user schedule for nobody else.
    ///
    /// # Errors
    /// As [`Users::assistants`].
    pub async fn remove_schedulers(&self, user: &str) -> Result<(), Error> {
        let call = Call::new(&endpoint::REMOVE_SCHEDULERS, user);
        self.zoom.perform(&call).await
    }
}

#[derive(Deserialize)]
struct Assistants {
    assistants: Vec<Assistant>,
}

#[derive(Deserialize)]
struct Schedulers {
    schedulers: Vec<Scheduler>,
}

/// Who may schedule for a user; to add one, id or address is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assistant {
    /// The assistant's user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The assistant's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether private events are theirs to manage as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_manage_host_private_event: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Somebody for whom a user may schedule.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scheduler {
    /// Their user id.
    pub id: String,
    /// Their address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their personal meeting id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmi: Option<Open<u64>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
