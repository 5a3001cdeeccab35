//! Webinars: <https://developers.zoom.us/docs/api/meetings/#tag/webinars>. The host needs a licence and the webinar add-on.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::invitations::{CreateInviteLinks, InviteLinks};
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::panelists::{Panelists, TrackingSources};
use crate::registrants::Registrants;
use crate::schedule::{
    ApprovalType, Audio, AutoRecording, Occurrence, Recurrence, RegistrationType, StatusAction,
    StatusChange, TrackingField,
};
use crate::secret;

/// The webinars of an account. `user` is a user id, an e-mail address or `me`; `number` a webinar's number.
#[derive(Clone, Copy, Debug)]
pub struct Webinars<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl<'a> Webinars<'a> {
    /// Creates a webinar. The answer holds the settings in effect, which may differ from those asked for.
    ///
    /// # Errors
    /// Code 200 if the user has no webinar plan, 1001 if there is no such user, 300 for an invalid field; 429 above 100
    /// creations and changes per host and day. If [`Error::may_have_happened`], list before you repeat.
    pub async fn create(&self, user: &str, webinar: &CreateWebinar) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_WEBINAR, user).json(webinar)?)
            .await
    }

    /// Reads a webinar. Every answer has a fresh `start_url`. Whether it runs, REST does not say.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none; 300 if the number is a meeting's.
    pub async fn get(&self, number: u64) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_WEBINAR, number))
            .await
    }

    /// Reads one instance of a webinar by its UUID, which changes with every start.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn get_instance(&self, uuid: &str) -> Result<Webinar, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_WEBINAR, uuid))
            .await
    }

    /// One page of a user's webinars.
    ///
    /// # Errors
    /// 300 if the page token is older than 15 minutes or not Zoom's.
    pub async fn list(&self, user: &str, page: &PageRequest) -> Result<WebinarPage, Error> {
        self.zoom
            .fetch(&page.on(Call::new(&endpoint::LIST_WEBINARS, user)))
            .await
    }

    /// A user's webinars, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Webinars::list`].
    pub async fn list_all(&self, user: &str, limit: usize) -> Result<Vec<WebinarSummary>, Error> {
        let call = Call::new(&endpoint::LIST_WEBINARS, user).query("page_size", 300);
        self.zoom.fetch_all::<WebinarPage>(call, limit).await
    }

    /// Changes what `change` names and leaves the rest.
    ///
    /// # Errors
    /// As [`Webinars::create`] and [`Webinars::get`].
    pub async fn update(&self, number: u64, change: &UpdateWebinar) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_WEBINAR, number).json(change)?)
            .await
    }

    /// Deletes a webinar.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none, which is also what a repeat reports when the answer to the first try was lost.
    pub async fn delete(&self, number: u64) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::DELETE_WEBINAR, number))
            .await
    }

    /// Ends a running webinar for everybody.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none. What Zoom answers when it is not running is not documented.
    pub async fn end(&self, number: u64) -> Result<(), Error> {
        let change = StatusChange {
            action: StatusAction::End,
        };
        self.zoom
            .perform(&Call::new(&endpoint::PUT_WEBINAR_STATUS, number).json(&change)?)
            .await
    }

    /// Makes links that carry a name. If [`Error::may_have_happened`], making them again does no harm.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn invite_links(
        &self,
        number: u64,
        links: &CreateInviteLinks,
    ) -> Result<InviteLinks, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_WEBINAR_INVITE_LINKS, number).json(links)?)
            .await
    }

    /// Where it is announced.
    ///
    /// # Errors
    /// As [`Webinars::get`].
    pub async fn tracking_sources(&self, number: u64) -> Result<TrackingSources, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_TRACKING_SOURCES, number))
            .await
    }

    /// The panelists of a webinar.
    pub fn panelists(&self, number: u64) -> Panelists<'a> {
        Panelists {
            zoom: self.zoom,
            number,
        }
    }

    /// The registrants of a webinar.
    pub fn registrants(&self, number: u64) -> Registrants<'a> {
        Registrants::of_webinar(self.zoom, number)
    }
}

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

/// A webinar as Zoom describes it when it was created or is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Webinar {
    /// The webinar's number.
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
    /// What kind of webinar it is.
    #[serde(rename = "type")]
    pub kind: Open<WebinarKind>,
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
    /// Starts the webinar as its host, for two hours: who holds it *is* the host. Do not store it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub start_url: Option<SecretString>,
    /// Joins the webinar; it may carry the passcode in encrypted form.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Where one registers, if one must. Zoom sends it though it does not document it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_url: Option<String>,
    /// The passcode in plain, as the Meeting SDK wants it.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretString>,
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
    pub settings: Option<WebinarSettings>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A webinar as it stands in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WebinarSummary {
    /// The webinar's number.
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
    /// What kind of webinar it is.
    #[serde(rename = "type")]
    pub kind: Open<WebinarKind>,
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
    /// Joins the webinar.
    #[serde(default, with = "secret", skip_serializing_if = "Option::is_none")]
    pub join_url: Option<SecretString>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of webinars.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WebinarPage {
    /// The webinars.
    pub webinars: Vec<WebinarSummary>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for WebinarPage {
    type Item = WebinarSummary;
    fn split(self) -> (Vec<WebinarSummary>, Paging) {
        (self.webinars, self.paging)
    }
}

/// Kinds of webinar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
#[repr(u8)]
pub enum WebinarKind {
    /// At a time.
    Webinar = 5,
    /// A series without fixed time.
    Recurring = 6,
    /// A series with fixed times.
    RecurringFixed = 9,
}

numbered!(WebinarKind {
    Webinar,
    Recurring,
    RecurringFixed
});

/// How a webinar is run. What is absent in a request is taken from the host's own settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WebinarSettings {
    /// The host's camera is on at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_video: Option<bool>,
    /// The panelists' cameras are on when they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panelists_video: Option<bool>,
    /// Host and panelists meet first, before attendees are let in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice_session: Option<bool>,
    /// High-definition video.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hd_video: Option<bool>,
    /// Whether one must register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_type: Option<Open<ApprovalType>>,
    /// For which dates a registration is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_type: Option<Open<RegistrationType>>,
    /// How many may register; 0 for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_restrict_number: Option<u32>,
    /// How participants are heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<Open<Audio>>,
    /// Whether it is recorded by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recording: Option<Open<AutoRecording>>,
    /// E-mail addresses or ids of alternative hosts, separated by `,` (for meetings it is `;`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_hosts: Option<String>,
    /// Registration ends at the event's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_registration: Option<bool>,
    /// A registrant may use several devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_devices: Option<bool>,
    /// The recording is offered to registrants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand: Option<bool>,
    /// Whom registrants may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    /// Where registrants may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// Registrants get mail about approval, changes and cancelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_email_notification: Option<bool>,
    /// Registrants get a mail that confirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrants_confirmation_email: Option<bool>,
    /// Attendees must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_authentication: Option<bool>,
    /// Which of the user's authentication options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_option: Option<String>,
    /// Domains from which attendees may sign in, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_domains: Option<String>,
    /// Panelists must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panelist_authentication: Option<bool>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
