use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use countersign_token::MeetingNumber;

use crate::Problem;
use crate::link::Kind;

/// `meetings` or `webinars` in a path.
pub(crate) struct Plural(pub(crate) Kind);

/// `meetings/{number}` or `webinars/{number}` in a path.
pub(crate) struct Target {
    pub(crate) kind: Kind,
    pub(crate) number: MeetingNumber,
}

impl<S: Send + Sync> FromRequestParts<S> for Plural {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Plural, Problem> {
        let Path(word) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| no_such_thing())?;
        kind(&word).map(Plural)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Target {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Target, Problem> {
        let Path((word, number)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| no_such_thing())?;
        Ok(Target {
            kind: kind(&word)?,
            number: number.parse().map_err(|error| {
                Problem::bad_request("invalid-number", format!("the meeting number: {error}"))
            })?,
        })
    }
}

fn kind(word: &str) -> Result<Kind, Problem> {
    match word {
        "meetings" => Ok(Kind::Meeting),
        "webinars" => Ok(Kind::Webinar),
        _ => Err(no_such_thing()),
    }
}

fn no_such_thing() -> Problem {
    Problem::not_found("there is nothing at this address; perhaps /v1/meetings or /v1/webinars")
}
