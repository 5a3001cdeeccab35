//! Meetings and webinars that ended. `id` is a number, for the last instance, or an instance's UUID.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::client::{Call, Zoom};
use crate::endpoint;
use crate::error::Error;
use crate::meetings::MeetingKind;
use crate::open::{Extra, Open};
use crate::page::{PageRequest, Paged, Paging};
use crate::registrants::RegistrantPage;
use crate::schedule::TrackingField;

mod questions;

pub use questions::{PastAnswer, PastQuestioner, PastQuestions};

/// Meetings that ended. Zoom fills in who was there some time after the end.
#[derive(Clone, Copy, Debug)]
pub struct PastMeetings<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl PastMeetings<'_> {
    /// When it was, and how many came.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet; 12702 after a year; 200 for an account that is not paid for.
    pub async fn get(&self, id: impl fmt::Display) -> Result<PastMeeting, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::GET_PAST_MEETING, id))
            .await
    }

    /// All its instances.
    ///
    /// # Errors
    /// 404 with code 3001 if there is no such meeting.
    pub async fn instances(&self, number: u64) -> Result<Vec<PastInstance>, Error> {
        let call = Call::new(&endpoint::LIST_PAST_MEETING_INSTANCES, number);
        let answer: PastInstances = self.zoom.fetch(&call).await?;
        Ok(answer.instances)
    }

    /// One page of those who were there.
    ///
    /// # Errors
    /// As [`PastMeetings::get`].
    pub async fn participants(
        &self,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<ParticipantPage, Error> {
        let call = Call::new(&endpoint::LIST_PAST_MEETING_PARTICIPANTS, id);
        self.zoom.fetch(&page.on(call)).await
    }

    /// Those who were there, at most `limit` of them.
    ///
    /// # Errors
    /// As [`PastMeetings::get`].
    pub async fn all_participants(
        &self,
        id: impl fmt::Display,
        limit: usize,
    ) -> Result<Vec<Participant>, Error> {
        let call = Call::new(&endpoint::LIST_PAST_MEETING_PARTICIPANTS, id).query("page_size", 300);
        self.zoom.fetch_all::<ParticipantPage>(call, limit).await
    }

    /// The answers that were given in polls. Instant meetings have no polls.
    ///
    /// # Errors
    /// 12702 after a year; what Zoom answers before the end is not documented.
    pub async fn polls(&self, id: impl fmt::Display) -> Result<PastQuestions, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_PAST_MEETING_POLLS, id))
            .await
    }

    /// The questions that were asked, and how they were answered.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet. Zoom keeps them for 15 months.
    pub async fn qa(&self, id: impl fmt::Display) -> Result<PastQuestions, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_PAST_MEETING_QA, id))
            .await
    }
}

/// Webinars that ended.
#[derive(Clone, Copy, Debug)]
pub struct PastWebinars<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl PastWebinars<'_> {
    /// All its instances.
    ///
    /// # Errors
    /// 404 if there is no such webinar; 300 if the number is a meeting's.
    pub async fn instances(&self, number: u64) -> Result<Vec<PastInstance>, Error> {
        let call = Call::new(&endpoint::LIST_PAST_WEBINAR_INSTANCES, number);
        let answer: PastInstances = self.zoom.fetch(&call).await?;
        Ok(answer.instances)
    }

    /// One page of those who were there.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet.
    pub async fn participants(
        &self,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<ParticipantPage, Error> {
        let call = Call::new(&endpoint::LIST_PAST_WEBINAR_PARTICIPANTS, id);
        self.zoom.fetch(&page.on(call)).await
    }

    /// One page of those who registered and stayed away.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet; 3000 if it has no registration.
    pub async fn absentees(
        &self,
        id: impl fmt::Display,
        page: &PageRequest,
    ) -> Result<RegistrantPage, Error> {
        let call = Call::new(&endpoint::LIST_ABSENTEES, id);
        self.zoom.fetch(&page.on(call)).await
    }

    /// The answers that were given in polls.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet; 200 without a webinar licence.
    pub async fn polls(&self, id: impl fmt::Display) -> Result<PastQuestions, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_PAST_WEBINAR_POLLS, id))
            .await
    }

    /// The questions that were asked, and how they were answered.
    ///
    /// # Errors
    /// As [`PastWebinars::polls`].
    pub async fn qa(&self, id: impl fmt::Display) -> Result<PastQuestions, Error> {
        self.zoom
            .fetch(&Call::new(&endpoint::LIST_PAST_WEBINAR_QA, id))
            .await
    }
}

/// A meeting that ended, and in reports a webinar as well.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastMeeting {
    /// The meeting number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Open<u64>>,
    /// Of this instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uuid: Option<String>,
    /// The kind of meeting; a webinar's 5, 6 or 9 is [`Open::Other`].
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<Open<MeetingKind>>,
    /// The host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_id: Option<String>,
    /// The topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The host's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// The host's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_email: Option<String>,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// When it ended, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// Minutes of all who were there together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_minutes: Option<u64>,
    /// How many came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants_count: Option<u64>,
    /// What it was labelled with; in the report on it alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracking_fields: Vec<TrackingField>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The instances of a meeting or webinar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastInstances {
    /// All of them.
    #[serde(rename = "meetings", alias = "webinars")]
    pub instances: Vec<PastInstance>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One instance.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PastInstance {
    /// Its own.
    pub uuid: String,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One page of those who were there.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ParticipantPage {
    /// One row for each stay.
    pub participants: Vec<Participant>,
    /// How to go on.
    #[serde(flatten)]
    pub paging: Paging,
}

impl Paged for ParticipantPage {
    type Item = Participant;
    fn split(self) -> (Vec<Participant>, Paging) {
        (self.participants, self.paging)
    }
}

/// One stay of somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Participant {
    /// The user's id; empty for one who did not sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Of this stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address; Zoom leaves it empty for outsiders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_email: Option<String>,
    /// Whose registration it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registrant_id: Option<String>,
    /// What their page gave the SDK as `customerKey`; in reports alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_key: Option<String>,
    /// When it began, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_time: Option<String>,
    /// When it ended, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave_time: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u64>,
    /// `in_meeting` or `in_waiting_room`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Fields that this crate does not name.
    #[serde(flatten)]
    pub extra: Extra,
}
