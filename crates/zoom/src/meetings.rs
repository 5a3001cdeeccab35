//! Meetings: <https://developers.zoom.us/docs/api/meetings/#tag/meetings>.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::invitations::{CreateInviteLinks, Invitation, InviteLinks};
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::registrants::Registrants;
use crate::schedule::{
    ApprovalType, Audio, AutoRecording, Occurrence, Recurrence, RegistrationType, StatusAction,
    StatusChange, TrackingField,
};
use crate::secret;

/// The meetings of an account. `user` is a user id, an e-mail address or `me`; `number` a meeting number.
#[derive(Clone, Copy, Debug)]
pub struct Meetings<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl<'a> Meetings<'a> {
    /// Creates a meeting. The answer holds the settings in effect, which may differ from those asked for.
    ///
    /// # Errors
    /// Code 3161 if the user may not host, 1001 if there is no such user, 300 for an invalid field; 429 above 100
    /// creations and changes per host and day. If [`Error::may_have_happened`], list before you repeat.
    pub async fn create(&self, user: &str, meeting: &CreateMeeting) -> Result<Meeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_MEETING, user).json(meeting)?)
            .await
    }

    /// Reads a meeting. Every answer has a fresh `start_url`.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none; 3000 if the number is a webinar's.
    pub async fn get(&self, number: u64) -> Result<Meeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_MEETING, number))
            .await
    }

    /// Reads one instance of a meeting by its UUID, which changes with every start.
    ///
    /// # Errors
    /// As [`Meetings::get`].
    pub async fn get_instance(&self, uuid: &str) -> Result<Meeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_MEETING, uuid))
            .await
    }

    /// One page of a user's meetings. Instant meetings are never listed.
    ///
    /// # Errors
    /// 300 if the page token is older than 15 minutes or not Zoom's.
    pub async fn list(
        &self,
        user: &str,
        which: MeetingList,
        page: &PageRequest,
    ) -> Result<MeetingPage, Error> {
        self.zoom.fetch(&page.on(self.listing(user, which))).await
    }

    /// A user's meetings, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Meetings::list`].
    pub async fn list_all(
        &self,
        user: &str,
        which: MeetingList,
        limit: usize,
    ) -> Result<Vec<MeetingSummary>, Error> {
        self.zoom
            .fetch_all::<MeetingPage>(self.listing(user, which).query("page_size", 300), limit)
            .await
    }

    fn listing(&self, user: &str, which: MeetingList) -> Call {
        Call::new(&endpoint::LIST_MEETINGS, user).query("type", which.as_str())
    }

    /// Changes what `change` names and leaves the rest.
    ///
    /// # Errors
    /// As [`Meetings::create`] and [`Meetings::get`].
    pub async fn update(&self, number: u64, change: &UpdateMeeting) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::UPDATE_MEETING, number).json(change)?)
            .await
    }

    /// Deletes a meeting.
    ///
    /// # Errors
    /// 404 with code 3001 if there is none, which is also what a repeat reports when the answer to the first try was lost;
    /// 3018 for a personal meeting; 3002 while it runs.
    pub async fn delete(&self, number: u64) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::DELETE_MEETING, number))
            .await
    }

    /// Ends a running meeting for everybody. (There is no call to start one: a host starts it by joining.)
    ///
    /// # Errors
    /// 404 with code 3001 if there is none. What Zoom answers when it is not running is not documented.
    pub async fn end(&self, number: u64) -> Result<(), Error> {
        self.status(number, StatusAction::End).await
    }

    /// Brings back a deleted meeting.
    ///
    /// # Errors
    /// 404 with code 3001 if it cannot be recovered.
    pub async fn recover(&self, number: u64) -> Result<(), Error> {
        self.status(number, StatusAction::Recover).await
    }

    async fn status(&self, number: u64, action: StatusAction) -> Result<(), Error> {
        self.zoom
            .perform(
                &Call::new(&endpoint::PUT_MEETING_STATUS, number).json(&StatusChange { action })?,
            )
            .await
    }

    /// A user's meetings that run or begin within 24 hours.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such user.
    pub async fn upcoming(&self, user: &str) -> Result<UpcomingMeetings, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_UPCOMING_MEETINGS, user))
            .await
    }

    /// The text with which one invites.
    ///
    /// # Errors
    /// As [`Meetings::get`].
    pub async fn invitation(&self, number: u64) -> Result<Invitation, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_INVITATION, number))
            .await
    }

    /// Makes links that carry a name. If [`Error::may_have_happened`], making them again does no harm.
    ///
    /// # Errors
    /// As [`Meetings::get`].
    pub async fn invite_links(
        &self,
        number: u64,
        links: &CreateInviteLinks,
    ) -> Result<InviteLinks, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_MEETING_INVITE_LINKS, number).json(links)?)
            .await
    }

    /// Steers a running meeting. Zoom has accepted it when this returns, not done it.
    ///
    /// # Errors
    /// 404 with code 3001 if it is not running; 3309 if there is no room for a recording.
    pub async fn send_event(&self, number: u64, event: &LiveEvent) -> Result<(), Error> {
        self.zoom
            .perform(&Call::new(&endpoint::SEND_LIVE_EVENT, number).json(event)?)
            .await
    }

    /// The registrants of a meeting.
    pub fn registrants(&self, number: u64) -> Registrants<'a> {
        Registrants::of_meeting(self.zoom, number)
    }
}

/// What a running meeting is to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LiveEvent {
    /// Such as `recording.start` or `participant.invite`.
    pub method: String,
    /// What the method wants, such as `contacts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<Extra>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

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
    fn as_str(self) -> &'static str {
        match self {
            MeetingList::Scheduled => "scheduled",
            MeetingList::Live => "live",
            MeetingList::Upcoming => "upcoming",
            MeetingList::Previous => "previous_meetings",
        }
    }
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

/// How a meeting is run. What is absent in a request is taken from the host's own settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingSettings {
    /// The host's camera is on at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_video: Option<bool>,
    /// The participants' cameras are on when they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant_video: Option<bool>,
    /// Others may come before the host; off with a waiting room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_before_host: Option<bool>,
    /// How early, in minutes: 5, 10, 15, or 0 for any time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jbh_time: Option<u32>,
    /// Participants come muted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mute_upon_entry: Option<bool>,
    /// Shared screens are watermarked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watermark: Option<bool>,
    /// It uses the host's personal meeting id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_pmi: Option<bool>,
    /// Participants wait until the host admits them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_room: Option<bool>,
    /// Whether one must register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_type: Option<Open<ApprovalType>>,
    /// For which dates a registration is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_type: Option<Open<RegistrationType>>,
    /// How participants are heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<Open<Audio>>,
    /// Whether it is recorded by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recording: Option<Open<AutoRecording>>,
    /// E-mail addresses or ids of alternative hosts, separated by `;`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_hosts: Option<String>,
    /// Registration ends at the event's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_registration: Option<bool>,
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
    /// A registrant may use several devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_multiple_devices: Option<bool>,
    /// Hosts get mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_notification: Option<bool>,
    /// Participants must sign in to Zoom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_authentication: Option<bool>,
    /// Which of the user's authentication options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_option: Option<String>,
    /// Domains from which participants may sign in, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_domains: Option<String>,
    /// The Web Meeting SDK cannot join end-to-end encrypted meetings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_type: Option<Open<EncryptionType>>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a meeting is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EncryptionType {
    /// With keys that Zoom's servers hold.
    EnhancedEncryption,
    /// End to end.
    E2ee,
}
