//! The reports on one meeting or webinar.

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::page::PageRequest;
use crate::past::{Participant, ParticipantPage, PastMeeting, PastQuestions};

use super::SurveyReport;

/// The reports on one meeting or webinar that ended.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    zoom: &'a Zoom,
    id: String,
    to: &'static Endpoints,
}

/// The endpoints of a meeting's reports, or a webinar's.
#[derive(Debug)]
struct Endpoints {
    get: &'static Endpoint,
    participants: &'static Endpoint,
    polls: &'static Endpoint,
    questions: &'static Endpoint,
    survey: &'static Endpoint,
}

static OF_MEETING: Endpoints = Endpoints {
    get: &endpoint::REPORT_MEETING,
    participants: &endpoint::REPORT_MEETING_PARTICIPANTS,
    polls: &endpoint::REPORT_MEETING_POLLS,
    questions: &endpoint::REPORT_MEETING_QA,
    survey: &endpoint::REPORT_MEETING_SURVEY,
};

static OF_WEBINAR: Endpoints = Endpoints {
    get: &endpoint::REPORT_WEBINAR,
    participants: &endpoint::REPORT_WEBINAR_PARTICIPANTS,
    polls: &endpoint::REPORT_WEBINAR_POLLS,
    questions: &endpoint::REPORT_WEBINAR_QA,
    survey: &endpoint::REPORT_WEBINAR_SURVEY,
};

impl<'a> Report<'a> {
    pub(super) fn of_meeting(zoom: &'a Zoom, id: String) -> Self {
        let to = &OF_MEETING;
        Self { zoom, id, to }
    }

    pub(super) fn of_webinar(zoom: &'a Zoom, id: String) -> Self {
        let to = &OF_WEBINAR;
        Self { zoom, id, to }
    }

    /// When it was, and how many came.
    ///
    /// # Errors
    /// 404 with code 3001 if it did not end yet; 12702 after a year; 200 for an account that is not paid for.
    pub async fn get(&self) -> Result<PastMeeting, Error> {
        self.zoom.fetch(&self.call(self.to.get)).await
    }

    /// One page of those who were there, with their registrations and the `customerKey` that their pages gave. It needs two
    /// participants.
    ///
    /// # Errors
    /// As [`Report::get`].
    pub async fn participants(&self, page: &PageRequest) -> Result<ParticipantPage, Error> {
        self.zoom.fetch(&page.on(self.with_registrants())).await
    }

    /// Those who were there, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Report::participants`].
    pub async fn all_participants(&self, limit: usize) -> Result<Vec<Participant>, Error> {
        let call = self.with_registrants().query("page_size", 300);
        self.zoom.fetch_all::<ParticipantPage>(call, limit).await
    }

    /// What was answered in its polls.
    ///
    /// # Errors
    /// As [`Report::get`].
    pub async fn polls(&self) -> Result<PastQuestions, Error> {
        self.zoom.fetch(&self.call(self.to.polls)).await
    }

    /// What participants asked, and were answered.
    ///
    /// # Errors
    /// As [`Report::get`].
    pub async fn questions(&self) -> Result<PastQuestions, Error> {
        self.zoom.fetch(&self.call(self.to.questions)).await
    }

    /// What was answered in the survey at its end.
    ///
    /// # Errors
    /// As [`Report::get`].
    pub async fn survey(&self) -> Result<SurveyReport, Error> {
        self.zoom.fetch(&self.call(self.to.survey)).await
    }

    fn call(&self, endpoint: &'static Endpoint) -> Call {
        Call::new(endpoint, &self.id)
    }

    fn with_registrants(&self) -> Call {
        self.call(self.to.participants)
            .query("include_fields", "registrant_id")
    }
}
