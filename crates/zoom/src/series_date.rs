//! One date of a series, of a meeting or a webinar.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::{Call, Zoom};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::meetings::{Meeting, UpdateMeeting};
use crate::webinars::{UpdateWebinar, Webinar};

/// One date of a series: `R` is what it is a date of, `C` how that is changed.
#[derive(Clone)]
pub struct SeriesDate<'a, R, C> {
    zoom: &'a Zoom,
    number: u64,
    id: String,
    to: &'static Endpoints,
    of: PhantomData<fn(C) -> R>,
}

/// The endpoints of meetings, or webinars.
#[derive(Debug)]
struct Endpoints {
    get: &'static Endpoint,
    update: &'static Endpoint,
    delete: &'static Endpoint,
}

static OF_MEETING: Endpoints = Endpoints {
    get: &endpoint::GET_MEETING,
    update: &endpoint::UPDATE_MEETING,
    delete: &endpoint::DELETE_MEETING,
};

static OF_WEBINAR: Endpoints = Endpoints {
    get: &endpoint::GET_WEBINAR,
    update: &endpoint::UPDATE_WEBINAR,
    delete: &endpoint::DELETE_WEBINAR,
};

impl<'a> SeriesDate<'a, Meeting, UpdateMeeting> {
    pub(crate) fn of_meeting(zoom: &'a Zoom, number: u64, id: &str) -> Self {
        Self::new(zoom, number, id, &OF_MEETING)
    }
}

impl<'a> SeriesDate<'a, Webinar, UpdateWebinar> {
    pub(crate) fn of_webinar(zoom: &'a Zoom, number: u64, id: &str) -> Self {
        Self::new(zoom, number, id, &OF_WEBINAR)
    }
}

impl<'a, R: DeserializeOwned, C: Serialize> SeriesDate<'a, R, C> {
    fn new(zoom: &'a Zoom, number: u64, id: &str, to: &'static Endpoints) -> Self {
        Self {
            zoom,
            number,
            id: id.to_owned(),
            to,
            of: PhantomData,
        }
    }

    /// Reads it: its own time, length, agenda and settings.
    ///
    /// # Errors
    /// As reading the series; 300 (meetings) or 3000 (webinars) if there is no such date.
    pub async fn get(&self) -> Result<R, Error> {
        self.zoom.fetch(&self.call(self.to.get)).await
    }

    /// Changes its `start_time`, `duration`, `agenda`, and a few settings. It keeps its id.
    ///
    /// # Errors
    /// As changing the series, and as [`SeriesDate::get`].
    pub async fn update(&self, change: &C) -> Result<(), Error> {
        let call = self.call(self.to.update).json(change)?;
        self.zoom.perform(&call).await
    }

    /// Cancels it, and no other date.
    ///
    /// # Errors
    /// As deleting the series, and as [`SeriesDate::get`], which is also what a repeat reports when the answer to the first try
    /// was lost.
    pub async fn delete(&self) -> Result<(), Error> {
        self.zoom.perform(&self.call(self.to.delete)).await
    }

    fn call(&self, endpoint: &'static Endpoint) -> Call {
        Call::new(endpoint, self.number).query("occurrence_id", &self.id)
    }
}

impl<R, C> fmt::Debug for SeriesDate<'_, R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeriesDate")
            .field("number", &self.number)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
