//! Meetings: <https://developers.zoom.us/docs/api/meetings/#tag/meetings>.

mod list;
mod meeting;
mod request;
mod settings;

use serde::{Deserialize, Serialize};

use secrecy::SecretString;

use crate::ai_summaries::{AiSummary, AiSummaryPage};
use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::invitations::{CaptionToken, CreateInviteLinks, Invitation, InviteLinks};
use crate::media::Media;
use crate::open::Extra;
use crate::page::PageRequest;
use crate::polls::Polls;
use crate::registrants::Registrants;
use crate::schedule::{StatusAction, StatusChange};
use crate::series_date::SeriesDate;
use crate::templates::{CreateTemplate, Template, TemplateOf, Templates};

pub use self::list::{MeetingList, MeetingPage, MeetingSummary, UpcomingMeetings};
pub use self::meeting::{Meeting, MeetingKind, MeetingStatus};
pub use self::request::{CreateMeeting, UpdateMeeting};
pub use self::settings::{EncryptionType, MeetingSettings};

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

    /// The URL to which another service sends captions while the meeting runs; Zoom calls it a token.
    ///
    /// # Errors
    /// As [`Meetings::get`]; 3000 where captions from elsewhere are off.
    pub async fn caption_url(&self, number: u64) -> Result<SecretString, Error> {
        let call = Call::new(&endpoint::GET_MEETING_CAPTION_TOKEN, number);
        self.zoom
            .fetch::<CaptionToken>(&call.query("type", "closed_caption_token"))
            .await
            .map(|answer| answer.token.into())
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

    /// One date of a series, by its id.
    pub fn occurrence(&self, number: u64, id: &str) -> SeriesDate<'a, Meeting, UpdateMeeting> {
        SeriesDate::of_meeting(self.zoom, number, id)
    }

    /// The templates that a user can name.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user.
    pub async fn templates(&self, user: &str) -> Result<Templates, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_MEETING_TEMPLATES, user))
            .await
    }

    /// Makes a template of a meeting; a user has up to 40.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user, 3001 if there is no such meeting; 3000 if the name is taken, 300 if there
    /// are enough. If [`Error::may_have_happened`], list before you repeat.
    pub async fn create_template(
        &self,
        user: &str,
        template: &CreateTemplate,
    ) -> Result<Template, Error> {
        let body = TemplateOf {
            meeting_id: Some(template.of),
            webinar_id: None,
            template,
        };
        self.zoom
            .fetch(&Call::new(&endpoint::CREATE_MEETING_TEMPLATE, user).json(&body)?)
            .await
    }

    /// Reads a template of a user, of which Zoom shows some settings.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 400 if there is no such template.
    pub async fn template(&self, user: &str, template: &str) -> Result<Template, Error> {
        let call = Call::new(&endpoint::GET_MEETING_TEMPLATE, user).part(template);
        self.zoom.fetch(&call).await
    }

    /// What the AI Companion wrote of an instance, named by its UUID.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such meeting; 200 for an account that is not paid for; 2305 where summaries are not
    /// given.
    pub async fn ai_summary(&self, uuid: &str) -> Result<AiSummary, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_SUMMARY, uuid))
            .await
    }

    /// One page of the AI Companion's summaries in the account, made between two days.
    ///
    /// # Errors
    /// As [`Meetings::ai_summary`]; 3000 where summaries are off.
    pub async fn ai_summaries(
        &self,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<AiSummaryPage, Error> {
        let call = Call::new(&endpoint::LIST_SUMMARIES, "")
            .query("from", from)
            .query("to", to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// Where a meeting is streamed to, and tokens to record it.
    pub fn media(&self, number: u64) -> Media<'a> {
        Media::of_meeting(self.zoom, number)
    }

    /// The polls and the survey of a meeting.
    pub fn polls(&self, number: u64) -> Polls<'a> {
        Polls::of_meeting(self.zoom, number)
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
