//! Reports on meetings and webinars that ended: <https://developers.zoom.us/docs/api/meetings/#tag/reports>. They need the Pro plan or a
//! higher one, and scopes that only administrators give. `id` is a number, for the last instance, or an instance's UUID.

mod account;
mod one;
mod survey;

use std::fmt;

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::page::PageRequest;

pub use self::account::{
    Day, Days, HistoryMeeting, HistoryPage, HostPage, HostReport, ReportPage, UpcomingEvent,
    UpcomingEventPage,
};
pub use self::one::Report;
pub use self::survey::{SurveyAnswer, SurveyAnswers, SurveyReport};

/// The reports of an account.
#[derive(Clone, Copy, Debug)]
pub struct Reports<'a> {
    pub(crate) zoom: &'a Zoom,
}

impl<'a> Reports<'a> {
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
        let call = between(&endpoint::REPORT_USER_MEETINGS, user, from, to);
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
        let call = between(&endpoint::REPORT_HOSTS, "", from, to)
            .query("type", if active { "active" } else { "inactive" });
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

    /// One page of all meetings and webinars of the account that were held between two days, at most a month apart.
    ///
    /// # Errors
    /// 300 if the page token is older than 15 minutes or not Zoom's.
    pub async fn history(
        &self,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<HistoryPage, Error> {
        let call = between(&endpoint::REPORT_HISTORY, "", from, to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// One page of all meetings and webinars of the account that are planned between two days, at most a month apart.
    ///
    /// # Errors
    /// As [`Reports::history`]; 200 for an account that is not paid for.
    pub async fn upcoming(
        &self,
        from: &str,
        to: &str,
        page: &PageRequest,
    ) -> Result<UpcomingEventPage, Error> {
        let call = between(&endpoint::REPORT_UPCOMING, "", from, to);
        self.zoom.fetch(&page.on(call)).await
    }

    /// The reports on one meeting.
    pub fn meeting(&self, id: impl fmt::Display) -> Report<'a> {
        Report::of_meeting(self.zoom, id.to_string())
    }

    /// The reports on one webinar.
    pub fn webinar(&self, id: impl fmt::Display) -> Report<'a> {
        Report::of_webinar(self.zoom, id.to_string())
    }
}

fn between(endpoint: &'static Endpoint, id: &str, from: &str, to: &str) -> Call {
    Call::new(endpoint, id).query("from", from).query("to", to)
}
