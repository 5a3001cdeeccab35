//! Zoom has the same calls for meetings and for webinars; here they are one, with Zoom's JSON in and out.

use countersign_zoom::{MeetingList, PageRequest, Zoom};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Problem;
use crate::body::without_values;
use crate::link::Kind;

impl Kind {
    pub(super) async fn create(
        self,
        zoom: &Zoom,
        host: &str,
        fields: Map<String, Value>,
    ) -> Result<Value, NotMade> {
        match self {
            Kind::Meeting => shown(zoom.meetings().create(host, &typed(fields)?).await?),
            Kind::Webinar => shown(zoom.webinars().create(host, &typed(fields)?).await?),
        }
        .map_err(NotMade::from)
    }

    pub(super) async fn get(self, zoom: &Zoom, number: u64) -> Result<Value, Problem> {
        match self {
            Kind::Meeting => shown(zoom.meetings().get(number).await?),
            Kind::Webinar => shown(zoom.webinars().get(number).await?),
        }
    }

    pub(super) async fn list(
        self,
        zoom: &Zoom,
        host: &str,
        page: &PageRequest,
    ) -> Result<Value, Problem> {
        match self {
            Kind::Meeting => shown(
                zoom.meetings()
                    .list(host, MeetingList::default(), page)
                    .await?,
            ),
            Kind::Webinar => shown(zoom.webinars().list(host, page).await?),
        }
    }

    pub(super) async fn update(
        self,
        zoom: &Zoom,
        number: u64,
        fields: Map<String, Value>,
    ) -> Result<(), Problem> {
        match self {
            Kind::Meeting => zoom.meetings().update(number, &typed(fields)?).await?,
            Kind::Webinar => zoom.webinars().update(number, &typed(fields)?).await?,
        }
        Ok(())
    }

    pub(super) async fn delete(self, zoom: &Zoom, number: u64) -> Result<(), Problem> {
        match self {
            Kind::Meeting => zoom.meetings().delete(number).await?,
            Kind::Webinar => zoom.webinars().delete(number).await?,
        }
        Ok(())
    }
}

/// Zoom's answer without `start_url`: it holds a ZAK, and an address is no place for one. `…/start` gives a way in.
fn shown(answer: impl Serialize) -> Result<Value, Problem> {
    let mut value = serde_json::to_value(answer).map_err(|_| Problem::internal())?;
    if let Value::Object(fields) = &mut value {
        fields.remove("start_url");
    }
    Ok(value)
}

fn typed<T: DeserializeOwned>(fields: Map<String, Value>) -> Result<T, Problem> {
    serde_json::from_value(Value::Object(fields))
        .map_err(|error| Problem::bad_request("invalid-body", without_values(&error)))
}

/// A creation that failed.
pub(super) struct NotMade {
    problem: Problem,
    pub(super) may_have_happened: bool,
}

impl From<NotMade> for Problem {
    fn from(not_made: NotMade) -> Problem {
        not_made.problem
    }
}

impl From<countersign_zoom::Error> for NotMade {
    fn from(error: countersign_zoom::Error) -> NotMade {
        NotMade {
            may_have_happened: error.may_have_happened(),
            problem: error.into(),
        }
    }
}

impl From<Problem> for NotMade {
    fn from(problem: Problem) -> NotMade {
        NotMade {
            problem,
            may_have_happened: false,
        }
    }
}
