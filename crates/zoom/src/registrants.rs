//! Registrants of meetings and webinars: <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (add and list).

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::schedule::Occurrence;
use crate::secret;

/// The registrants of one meeting or webinar.
#[derive(Clone, Copy, Debug)]
pub struct Registrants<'a> {
    zoom: &'a Zoom,
    number: u64,
    add: &'static Endpoint,
    list: &'static Endpoint,
}

impl<'a> Registrants<'a> {
    pub(crate) fn of_meeting(zoom: &'a Zoom, number: u64) -> Self {
        Self {
            zoom,
            number,
            add: &endpoint::ADD_MEETING_REGISTRANT,
            list: &endpoint::LIST_MEETING_REGISTRANTS,
        }
    }

    pub(crate) fn of_webinar(zoom: &'a Zoom, number: u64) -> Self {
        Self {
            zoom,
            number,
            add: &endpoint::ADD_WEBINAR_REGISTRANT,
            list: &endpoint::LIST_WEBINAR_REGISTRANTS,
        }
    }

    /// Registers somebody. [`Registration::tk`] is what the Meeting SDK wants.
    ///
    /// # Errors
    /// 404 if there is no such meeting or webinar, 3000 if registration is off, 3027 for the host, 3038 when it is over,
    /// 3043 when it is full; 429 above three registrations per address and day. If [`Error::may_have_happened`], list
    /// before you repeat.
    pub async fn add(&self, registrant: &AddRegistrant) -> Result<Registration, Error> {
        self.zoom
            .fetch(&Call::new(self.add, self.number).json(registrant)?)
            .await
    }

    /// One page of those with a status.
    ///
    /// # Errors
    /// 404 if there is no such meeting or webinar.
    pub async fn list(
        &self,
        status: RegistrantStatus,
        page: &PageRequest,
    ) -> Result<RegistrantPage, Error> {
        self.zoom.fetch(&page.on(self.listing(status))).await
    }

    /// Those with a status, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Registrants::list`].
    pub async fn list_all(
        &self,
        status: RegistrantStatus,
        limit: usize,
    ) -> Result<Vec<Registrant>, Error> {
        self.zoom
            .fetch_all::<RegistrantPage>(self.listing(status).query("page_size", 300), limit)
            .await
    }

    fn listing(&self, status: RegistrantStatus) -> Call {
        Call::new(self.list, self.number).query("status", status.as_str())
    }
}

/// Somebody to register.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddRegistrant {
    /// Up to 128 characters; required.
    pub email: String,
    /// Up to 64 characters; required.
    pub first_name: String,
    /// Up to 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// For meetings: approve at once whatever the meeting's setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_approve: Option<bool>,
    /// The language of the mail, such as `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Answers to the form's own questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_questions: Option<Vec<CustomQuestion>>,
    /// Fields that this crate does not name, such as `org` or `job_title`.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answer to a question of the registration form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomQuestion {
    /// The question.
    pub title: String,
    /// The answer, up to 128 characters.
    pub value: String,
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
fn tk(join_url: Option<&SecretString>) -> Option<SecretString> {
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
    fn as_str(self) -> &'static str {
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
