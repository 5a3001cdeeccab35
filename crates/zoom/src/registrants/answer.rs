//! Registrations and registrants as Zoom describes them.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::request::CustomQuestion;
use crate::open::{Extra, Open};
use crate::page::{Paged, Paging};
use crate::schedule::Occurrence;
use crate::secret;

/// What Zoom answers to a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BatchRegistrations {
    /// One each.
    pub registrants: Vec<Registration>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What Zoom answers to a registration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Registration {
    /// The number of the meeting or webinar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Open<u64>>,
    /// The registrant's id. It is *not* the `tk` of the Meeting SDK.
    pub registrant_id: String,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// When it begins, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// The registrant's own link; absent while the host has not approved.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// The dates of a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrences: Option<Vec<Occurrence>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Registration {
    /// The registrant's token for the Meeting SDK; none while the host has not approved.
    pub fn tk(&self) -> Option<SecretString> {
        tk(self.join_url.as_ref())
    }
}

/// A registrant as listed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Registrant {
    /// The registrant's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address.
    pub email: String,
    /// The first name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Whether the host approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Open<RegistrantStatus>>,
    /// When it was made, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
    /// The registrant's own link; absent while the host has not approved.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Answers to the form's own questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_questions: Option<Vec<CustomQuestion>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Registrant {
    /// The registrant's token for the Meeting SDK; none while the host has not approved.
    pub fn tk(&self) -> Option<SecretString> {
        tk(self.join_url.as_ref())
    }
}

/// The `tk` in a registrant's link; see
/// <https://developers.zoom.us/docs/meeting-sdk/web/component-view/meetings-webinars/>.
pub(crate) fn tk(join_url: Option<&SecretString>) -> Option<SecretString> {
    let url = Url::parse(join_url?.expose_secret()).ok()?;
    let (_, tk) = url
        .query_pairs()
        .find(|(name, value)| name == "tk" && !value.is_empty())?;
    Some(SecretString::from(tk.into_owned()))
}

/// Whether the host let a registrant in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegistrantStatus {
    /// Approved: has a link.
    Approved,
    /// Not decided.
    Pending,
    /// Denied.
    Denied,
}

impl RegistrantStatus {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            RegistrantStatus::Approved => "approved",
            RegistrantStatus::Pending => "pending",
            RegistrantStatus::Denied => "denied",
        }
    }
}

/// One page of registrants.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RegistrantPage {
    /// The registrants.
    pub registrants: Vec<Registrant>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for RegistrantPage {
    type Item = Registrant;
    fn split(self) -> (Vec<Registrant>, Paging) {
        (self.registrants, self.paging)
    }
}
