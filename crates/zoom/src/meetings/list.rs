//! Meetings in lists.

use serde::{Deserialize, Serialize};

use super::meeting::MeetingKind;
use crate::open::Extra;
use crate::page::{Paged, Paging};
use crate::summary::Summary;

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
pub type MeetingSummary = Summary<MeetingKind>;

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
