//! Running meetings and who is in them.

use clap::Args;
use reqwest::Method;
use serde::Serialize;

use super::Ask;

#[derive(Args, Debug)]
pub(super) struct Meeting {
    /// The number of the meeting or webinar
    number: u64,
}

impl Meeting {
    pub(super) fn ask(&self, what: &str) -> Ask {
        Ask::post(&["meetings", &self.number.to_string(), what])
    }
}

#[derive(Args, Debug)]
pub(super) struct Seat {
    /// The number of the meeting or webinar
    number: u64,
    /// The participant's id, as `meetings` and `join` tell it
    id: u32,
}

impl Seat {
    pub(super) fn ask(&self, what: &[&str]) -> Ask {
        let (number, id) = (self.number.to_string(), self.id.to_string());
        let path = [&["meetings", &number, "participants", &id][..], what].concat();
        Ask::delete(&path)
    }
}

#[derive(Args, Debug, Serialize)]
pub(super) struct Join {
    /// The number of the meeting or webinar
    #[serde(skip)]
    number: u64,
    /// What others read
    name: String,
    /// host, co-host or attendee, who they are without it
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

impl Join {
    pub(super) fn ask(self) -> Ask {
        Ask::post(&["meetings", &self.number.to_string(), "participants"]).body(&self)
    }
}

#[derive(Args, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Participant {
    /// The number of the meeting or webinar
    #[serde(skip)]
    number: u64,
    /// The participant's id, as `meetings` and `join` tell it
    #[serde(skip)]
    id: u32,
    /// What others read
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Whether they are muted
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    muted: Option<bool>,
    /// Whether they are in the waiting room
    #[arg(long, value_name = "BOOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    on_hold: Option<bool>,
    /// host, co-host or attendee
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

impl Participant {
    pub(super) fn ask(self) -> Ask {
        let (number, id) = (self.number.to_string(), self.id.to_string());
        let path = ["meetings", &number, "participants", &id];
        Ask::new(Method::PATCH, &path).body(&self)
    }
}
