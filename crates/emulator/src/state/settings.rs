//! The settings of one meeting or webinar.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Effective settings under Zoom's names, in the order they are answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(pub Map<String, Value>);

impl Settings {
    /// A setting that is on or off; off when it does not exist.
    pub fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A setting that is text; empty when it does not exist.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or("")
    }

    /// A setting that is a number; 0 when it does not exist.
    pub fn number(&self, name: &str) -> u64 {
        self.0.get(name).and_then(Value::as_u64).unwrap_or(0)
    }

    /// Whether people may come in before the host. Zoom turns it off where there is a waiting room.
    pub fn join_before_host(&self) -> bool {
        self.flag("join_before_host") && !self.waiting_room()
    }

    /// Whether people wait to be let in.
    pub fn waiting_room(&self) -> bool {
        self.flag("waiting_room")
    }

    /// Whether only signed-in users may join.
    pub fn meeting_authentication(&self) -> bool {
        self.flag("meeting_authentication")
    }

    /// 0 registration approved at once, 1 approved by hand, 2 no registration.
    pub fn approval_type(&self) -> u64 {
        self.0
            .get("approval_type")
            .and_then(Value::as_u64)
            .unwrap_or(2)
    }

    /// Whether one has to register.
    pub fn registration(&self) -> bool {
        self.approval_type() < 2
    }

    /// User ids or e-mails of those who may start in the host's place. Meetings separate them by `;`, webinars by `,`;
    /// both are taken for both.
    pub fn alternative_hosts(&self) -> impl Iterator<Item = &str> {
        self.text("alternative_hosts")
            .split([';', ','])
            .map(str::trim)
            .filter(|host| !host.is_empty())
    }
}
