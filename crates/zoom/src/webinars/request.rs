//! What is asked for: a new webinar, or a change of one.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::settings::WebinarSettings;
use super::webinar::WebinarKind;
use crate::open::{Extra, Open};
use crate::schedule::{Recurrence, TrackingField};
use crate::secret;

/// A webinar to be made. Everything is optional.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateWebinar {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Zoom takes [`WebinarKind::Webinar`] if it is absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<WebinarKind>>,
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
    pub default_passcode: Option<bool>,
    /// Its description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// The user to schedule it for, if the caller has that privilege.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_for: Option<String>,
    /// A webinar template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template_id: Option<String>,
    /// Tracking fields of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_fields: Option<Vec<TrackingField>>,
    /// For [`WebinarKind::RecurringFixed`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// How it is run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<WebinarSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A change of a webinar: what is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateWebinar {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The kind of webinar.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<WebinarKind>>,
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
    /// Its description.
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
    pub settings: Option<WebinarSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
