//! Reports on meetings and webinars that ended: <https://developers.zoom.us/docs/api/meetings/#tag/reports>. They need the Pro plan or a
//! higher one, and scopes that only administrators give. `id` is a number, for the last instance, or an instance's UUID.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::open::Extra;
use crate::page::{PageRequest, Paged, Paging};
use crate::past::{Participant, ParticipantPage, PastMeeting};

/// The reports of an account.
#[derive(Clone, Copy, Debug)]
pub struct Reports<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl Reports<'_> {
    /// One page of the meetings and webinars that a user held between two days such as `2026-11-24`, at most a month
    /// apart and in the last six months. Zoom leaves out those with a single participant.
    ///
    /// # Errors
    /// 404 with code 1001 if there is no such user; 200 for an account that is not paid for.
    pub async fn of_user(
        &self,
        user: &str,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<ReportPage, Error> {
        let call = Call::new(&endpoint::REPORT_USER_MEETINGS, user)
            .query("from", from)
            .query("to", to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// One page of those who hosted between two days, at most a month apart and in the last six months, or, when `active`
    /// is false, of those who did not.
    ///
    /// # Errors
    /// 200 for an account that is not paid for.
    pub async fn hosts(
        &self,
        active: bool,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<HostPage, Error> {
        let call = Call::new(&endpoint::REPORT_HOSTS, "")
            .query("type", if active { "active" } else { "inactive" })
            .query("from", from)
            .query("to", to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// What each day of a month, of the last six, came to. Zoom gives this to the classic scope alone.
    ///
    /// # Errors
    /// 300 for another month; 200 for an account that is not paid for.
    pub async fn days(&self, year: u16, month: u8) -> Result<Days, Error> {
        let call = Call::new(&endpoint::REPORT_DAYS, "")
            .query("year", year)
            .query("month", month);
        self.zoom.fetch(&call).await
    }

    /// When a meeting was, and how many came.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet; 12702 after a year; 200 for an account that is not paid for.
    pub async fn of_meeting(&self, id: impl fmt::Display) -> Result<PastMeeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::REPORT_MEETING, id))
            .await
    }

    /// The same of a webinar.
    ///
    /// # Errors
    /// As [`Reports::of_meeting`].
    pub async fn of_webinar(&self, id: impl fmt::Display) -> Result<PastMeeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::REPORT_WEBINAR, id))
            .await
    }

    /// One page of those who were in a meeting, with their registrations and the `customerKey` that their pages gave. It
    /// needs two participants.
    ///
    /// # Errors
    /// As [`Reports::of_meeting`].
    pub async fn meeting_participants(
        &self,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<ParticipantPage, Error> {
        self.participants(&endpoint::REPORT_MEETING_PARTICIPANTS, id, page)
            .await
    }

    /// Those who were in a meeting, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Reports::meeting_participants`].
    pub async fn all_meeting_participants(
        &self,
        id: impl fmt::Display,
        limit: usize,
    ) -> Result<Vec<Participant>, Error> {
        self.all_participants(&endpoint::REPORT_MEETING_PARTICIPANTS, id, limit)
            .await
    }

    /// One page of those who were in a webinar.
    ///
    /// # Errors
    /// As [`Reports::meeting_participants`].
    pub async fn webinar_participants(
        &self,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<ParticipantPage, Error> {
        self.participants(&endpoint::REPORT_WEBINAR_PARTICIPANTS, id, page)
            .await
    }

    /// Those who were in a webinar, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Reports::meeting_participants`].
    pub async fn all_webinar_participants(
        &self,
        id: impl fmt::Display,
        limit: usize,
    ) -> Result<Vec<Participant>, Error> {
        self.all_participants(&endpoint::REPORT_WEBINAR_PARTICIPANTS, id, limit)
            .await
    }

    async fn participants(
        &self,
        endpoint: &'static Endpoint,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<ParticipantPage, Error> {
        let call = with_registrants(Call::new(endpoint, id));
        self.zoom.fetch(&page.on(call)).await
    }

    async fn all_participants(
        &self,
        endpoint: &'static Endpoint,
        id: impl fmt::Display,
        limit: usize,
    ) -> Result<Vec<Participant>, Error> {
        let call = with_registrants(Call::new(endpoint, id)).query("page_size", 300);
        self.zoom.fetch_all::<ParticipantPage>(call, limit).await
    }
}

fn with_registrants(call: Call) -> Call {
    call.query("include_fields", "registrant_id")
}

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
