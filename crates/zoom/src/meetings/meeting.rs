//! A meeting as Zoom describes it.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::settings::MeetingSettings;
use crate::open::{Extra, Open};
use crate::schedule::{Occurrence, Recurrence, TrackingField};
use crate::secret;

/// A meeting as Zoom describes it when it was created or is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Meeting {
    /// The meeting number.
    pub id: u64,
    /// Its current instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The host's user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// The host's e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_email: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What kind of meeting it is.
    #[serde(rename = "type")]
    pub kind: Open<MeetingKind>,
    /// Whether it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Open<MeetingStatus>>,
    /// In UTC; absent without a fixed time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// The zone in which it was planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// When it was made, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// Starts the meeting as its host, for two hours: who holds it *is* the host. Do not store it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub start_url: Option<SecretString>,
    /// Joins the meeting; it may carry the passcode in encrypted form.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Where one registers, if one must.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_url: Option<String>,
    /// The passcode in plain, as the Meeting SDK wants it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// The personal meeting id, if it uses that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmi: Option<Open<String>>,
    /// Tracking fields of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_fields: Option<Vec<TrackingField>>,
    /// How a series repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The dates of a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrences: Option<Vec<Occurrence>>,
    /// The settings in effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<MeetingSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Kinds of meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum MeetingKind {
    /// Now.
    Instant = 1,
    /// At a time.
    Scheduled = 2,
    /// A series without fixed time: the number can be used again and again.
    Recurring = 3,
    /// A user's personal meeting room.
    Personal = 4,
    /// A series with fixed times.
    RecurringFixed = 8,
    /// Screen sharing only.
    ScreenShare = 10,
}

numbered!(MeetingKind {
    Instant,
    Scheduled,
    Recurring,
    Personal,
    RecurringFixed,
    ScreenShare
});

/// Whether a meeting runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeetingStatus {
    /// Not started.
    Waiting,
    /// Running.
    Started,
}
