//! Registrants of meetings and webinars: <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (registrants).

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::questions::RegistrationForm;
use crate::schedule::Occurrence;
use crate::secret;

/// The registrants of one meeting or webinar.
#[derive(Clone, Copy, Debug)]
pub struct Registrants<'a> {
    zoom: &'a Zoom,
    number: u64,
    to: &'static Endpoints,
}

/// The endpoints of a meeting's registrants, or a webinar's.
#[derive(Debug)]
struct Endpoints {
    add: &'static Endpoint,
    batch: &'static Endpoint,
    list: &'static Endpoint,
    get: &'static Endpoint,
    delete: &'static Endpoint,
    decide: &'static Endpoint,
    questions: &'static Endpoint,
    update_questions: &'static Endpoint,
}

static OF_MEETING: Endpoints = Endpoints {
    add: &endpoint::ADD_MEETING_REGISTRANT,
    batch: &endpoint::BATCH_MEETING_REGISTRANTS,
    list: &endpoint::LIST_MEETING_REGISTRANTS,
    get: &endpoint::GET_MEETING_REGISTRANT,
    delete: &endpoint::DELETE_MEETING_REGISTRANT,
    decide: &endpoint::DECIDE_MEETING_REGISTRANTS,
    questions: &endpoint::GET_MEETING_QUESTIONS,
    update_questions: &endpoint::UPDATE_MEETING_QUESTIONS,
};

static OF_WEBINAR: Endpoints = Endpoints {
    add: &endpoint::ADD_WEBINAR_REGISTRANT,
    batch: &endpoint::BATCH_WEBINAR_REGISTRANTS,
    list: &endpoint::LIST_WEBINAR_REGISTRANTS,
    get: &endpoint::GET_WEBINAR_REGISTRANT,
    delete: &endpoint::DELETE_WEBINAR_REGISTRANT,
    decide: &endpoint::DECIDE_WEBINAR_REGISTRANTS,
    questions: &endpoint::GET_WEBINAR_QUESTIONS,
    update_questions: &endpoint::UPDATE_WEBINAR_QUESTIONS,
};

impl<'a> Registrants<'a> {
    pub(crate) fn of_meeting(zoom: &'a Zoom, number: u64) -> Self {
        Self {
            zoom,
            number,
            to: &OF_MEETING,
        }
    }

    pub(crate) fn of_webinar(zoom: &'a Zoom, number: u64) -> Self {
        Self {
            zoom,
            number,
            to: &OF_WEBINAR,
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
            .fetch(&Call::new(self.to.add, self.number).json(registrant)?)
            .await
    }

    /// Registers somebody for some dates of a series, by their ids, where each is registered for.
    ///
    /// # Errors
    /// As [`Registrants::add`]; 300 if there is no such date.
    pub async fn add_to(
        &self,
        occurrences: &[&str],
        registrant: &AddRegistrant,
    ) -> Result<Registration, Error> {
        let call = Call::new(self.to.add, self.number);
        let call = call.query("occurrence_ids", occurrences.join(","));
        self.zoom.fetch(&call.json(registrant)?).await
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

    /// Registers up to 30 people with one call; only for meetings of type 2 and webinars of type 5.
    ///
    /// # Errors
    /// As [`Registrants::add`]; 303 (meetings) or 300 (webinars) for another type.
    pub async fn add_batch(&self, batch: &BatchRegistrants) -> Result<BatchRegistrations, Error> {
        self.zoom
            .fetch(&Call::new(self.to.batch, self.number).json(batch)?)
            .await
    }

    /// Reads one.
    ///
    /// # Errors
    /// 300 or 3079 if there is no such registrant; 404 if there is no such meeting or webinar.
    pub async fn get(&self, registrant: &str) -> Result<Registrant, Error> {
        self.zoom
            .fetch(&Call::new(self.to.get, self.number).part(registrant))
            .await
    }

    /// Takes one off the list.
    ///
    /// # Errors
    /// 300 or 3000 if there is no such registrant, which is also what a repeat reports when the answer to the first try
    /// was lost.
    pub async fn remove(&self, registrant: &str) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.delete, self.number).part(registrant))
            .await
    }

    /// Approves, denies or cancels up to 30, by id or e-mail.
    ///
    /// # Errors
    /// 404 if there is no such meeting or webinar; 429 above ten decisions per registrant and day.
    pub async fn decide(
        &self,
        decision: Decision,
        registrants: &[RegistrantName],
    ) -> Result<(), Error> {
        let body = serde_json::json!({ "action": decision, "registrants": registrants });
        self.zoom
            .perform(&Call::new(self.to.decide, self.number).json(&body)?)
            .await
    }

    /// What the registration form asks for.
    ///
    /// # Errors
    /// 404 if there is no such meeting or webinar.
    pub async fn questions(&self) -> Result<RegistrationForm, Error> {
        self.zoom
            .fetch(&Call::new(self.to.questions, self.number))
            .await
    }

    /// Changes what the registration form asks for.
    ///
    /// # Errors
    /// As [`Registrants::questions`].
    pub async fn set_questions(&self, form: &RegistrationForm) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(self.to.update_questions, self.number).json(form)?)
            .await
    }

    fn listing(&self, status: RegistrantStatus) -> Call {
        Call::new(self.to.list, self.number).query("status", status.as_str())
    }
}

/// What the host decides about registrants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They may come.
    Approve,
    /// They may not come.
    Deny,
    /// They are taken off the list.
    Cancel,
}

/// Which registrant is meant; one of the two is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrantName {
    /// The registrant's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// People to register with one call.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchRegistrants {
    /// Up to 30; of each Zoom takes e-mail, first and last name alone.
    pub registrants: Vec<AddRegistrant>,
    /// Whether they are approved at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_approve: Option<bool>,
    /// Whether they get a mail that confirms (meetings).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_confirmation_email: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

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
