//! Registrants of meetings and webinars: <https://developers.zoom.us/docs/api/meetings/#tag/meetings> (registrants).

mod answer;
mod request;

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::page::PageRequest;
use crate::questions::RegistrationForm;

pub(crate) use self::answer::tk;
pub use self::answer::{
    BatchRegistrations, Registrant, RegistrantPage, RegistrantStatus, Registration,
};
pub use self::request::{
    AddRegistrant, BatchRegistrants, CustomQuestion, Decision, RegistrantName,
};

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

    /// The same for one date of a series, by its id: those who are registered for it, with where they stand for it.
    ///
    /// # Errors
    /// As [`Registrants::list`].
    pub async fn list_on(
        &self,
        occurrence: &str,
        status: RegistrantStatus,
        page: &PageRequest,
    ) -> Result<RegistrantPage, Error> {
        let call = self.listing(status).query("occurrence_id", occurrence);
        self.zoom.fetch(&page.on(call)).await
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
        self.zoom
            .perform(&self.decision(decision, registrants)?)
            .await
    }

    /// The same for one date of a series, by its id.
    ///
    /// # Errors
    /// As [`Registrants::decide`]; 300 (meetings) or 3000 (webinars) if there is no such date.
    pub async fn decide_on(
        &self,
        occurrence: &str,
        decision: Decision,
        registrants: &[RegistrantName],
    ) -> Result<(), Error> {
        let call = self.decision(decision, registrants)?;
        self.zoom
            .perform(&call.query("occurrence_id", occurrence))
            .await
    }

    fn decision(&self, decision: Decision, registrants: &[RegistrantName]) -> Result<Call, Error> {
        let body = serde_json::json!({ "action": decision, "registrants": registrants });
        Call::new(self.to.decide, self.number).json(&body)
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
