//! Meetings in lists.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::meeting::MeetingKind;
use crate::open::{Extra, Open};
use crate::page::{Paged, Paging};
use crate::secret;

/// Meetings that run or begin soon.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UpcomingMeetings {
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_records: Option<u64>,
    /// All of them.
    pub meetings: Vec<MeetingSummary>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A meeting as it stands in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MeetingSummary {
    /// The meeting number.
    pub id: u64,
    /// Its current instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The host's user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What kind of meeting it is.
    #[serde(rename = "type")]
    pub kind: Open<MeetingKind>,
    /// In UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// The zone in which it was planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Its description, cut to 250 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// When it was made, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// Joins the meeting.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of meetings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MeetingPage {
    /// The meetings.
    pub meetings: Vec<MeetingSummary>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for MeetingPage {
    type Item = MeetingSummary;
    fn split(self) -> (Vec<MeetingSummary>, Paging) {
        (self.meetings, self.paging)
    }
}

/// Which meetings to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeetingList {
    /// All that have not expired, running ones included.
    #[default]
    Scheduled,
    /// Those that run now.
    Live,
    /// Those to come.
    Upcoming,
    /// Those that were.
    Previous,
}

impl MeetingList {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            MeetingList::Scheduled => "scheduled",
            MeetingList::Live => "live",
            MeetingList::Upcoming => "upcoming",
            MeetingList::Previous => "previous_meetings",
        }
    }
}
