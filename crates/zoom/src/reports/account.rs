//! What reports on a user or the account answer.

use serde::{Deserialize, Serialize};

use crate::open::{Extra, Open};
use crate::page::{Paged, Paging};
use crate::past::PastMeeting;

/// One page of what a user held.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReportPage {
    /// One for each instance.
    pub meetings: Vec<PastMeeting>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for ReportPage {
    type Item = PastMeeting;
    fn split(self) -> (Vec<PastMeeting>, Paging) {
        (self.meetings, self.paging)
    }
}

/// One page of hosts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HostPage {
    /// One for each user.
    pub users: Vec<HostReport>,
    /// How to go on, and the sums of all pages.
    #[serde(flatten)]
    pub paging: Paging,
}

/// What a user hosted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HostReport {
    /// The user's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The user's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The user's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// How many meetings and webinars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meetings: Option<u64>,
    /// How many came to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<u64>,
    /// Minutes of all who were there together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_minutes: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The days of a month.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Days {
    /// One for each day, the last of this month is today.
    pub dates: Vec<Day>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a day came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Day {
    /// Such as `2026-11-24`.
    pub date: String,
    /// Users who came to the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_users: Option<u64>,
    /// How many meetings and webinars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meetings: Option<u64>,
    /// How many came to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<u64>,
    /// Minutes of all who were there together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_minutes: Option<u64>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of what was held.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HistoryPage {
    /// One for each instance.
    pub history_meetings: Vec<HistoryMeeting>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for HistoryPage {
    type Item = HistoryMeeting;
    fn split(self) -> (Vec<HistoryMeeting>, Paging) {
        (self.history_meetings, self.paging)
    }
}

/// An instance of a meeting or webinar that was held.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HistoryMeeting {
    /// The number of the meeting or webinar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<Open<u64>>,
    /// Of this instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_uuid: Option<String>,
    /// `Meeting` or `Webinar`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The host's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_email: Option<String>,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// When it ended, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// How many came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<u64>,
    /// Fields that this crate does not name, such as `feature_used`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of what is planned.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UpcomingEventPage {
    /// One for each date.
    pub upcoming_events: Vec<UpcomingEvent>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for UpcomingEventPage {
    type Item = UpcomingEvent;
    fn split(self) -> (Vec<UpcomingEvent>, Paging) {
        (self.upcoming_events, self.paging)
    }
}

/// A date of a meeting or webinar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UpcomingEvent {
    /// Its UUID, not its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// The host's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_name: Option<String>,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// When it begins, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
