//! What is asked for: a new meeting, or a change of one.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::meeting::MeetingKind;
use super::settings::MeetingSettings;
use crate::open::{Extra, Open};
use crate::schedule::{Recurrence, TrackingField};
use crate::secret;

/// A meeting to be made. Everything is optional; a meeting without `start_time` starts now.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateMeeting {
    /// Up to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Zoom takes [`MeetingKind::Scheduled`] if it is absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<MeetingKind>>,
    /// `…Z` for UTC, without it local to `timezone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// Such as `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The passcode, up to 10 characters.
    #[serde(with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Whether Zoom makes a passcode if none is given and the user's settings want one; true unless set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_password: Option<bool>,
    /// Up to 2000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// The user to schedule it for, if the caller has that privilege.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_for: Option<String>,
    /// A meeting template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// Tracking fields of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_fields: Option<Vec<TrackingField>>,
    /// For [`MeetingKind::RecurringFixed`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// How it is run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<MeetingSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A change of a meeting: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateMeeting {
    /// Up to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The kind of meeting.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<MeetingKind>>,
    /// `…Z` for UTC, without it local to `timezone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// Such as `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The passcode, up to 10 characters.
    #[serde(with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
    /// Up to 2000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// Tracking fields of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_fields: Option<Vec<TrackingField>>,
    /// The whole recurrence of a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The settings to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<MeetingSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
