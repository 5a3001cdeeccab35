//! What is posted to the doctor: a case in JSON, or a text as somebody would paste it.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use countersign_diagnose::pasted::{Pasted, Unreadable};
use countersign_diagnose::{Case, CaseError};

use crate::Problem;
use crate::body::{JsonBody, is_json, read};

/// A case, of which a text was taken apart by the recogniser of the Doctor page.
pub(super) struct Posted(pub(super) Case);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Posted, Problem> {
        if is_json(request.headers()) {
            let JsonBody(case) = JsonBody::from_request(request, state).await?;
            return Ok(Posted(case));
        }
        let is_text = is_plain_text(request.headers());
        let bytes = read(request, state).await?;
        if !is_text {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json-or-text",
                "the body must be a case with the header Content-Type: application/json, or a text in UTF-8 with Content-Type: text/plain",
            ));
        }
        let text = String::from_utf8(bytes.into()).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Problem::bad_request(
                "not-utf-8",
                format!("the text is not UTF-8 from byte {at} on; send it as UTF-8"),
            )
        })?;
        let recognised = tokio::task::spawn_blocking(move || Pasted::recognise(&text)).await;
        let pasted = recognised
            .map_err(|_| Problem::internal())?
            .map_err(unreadable)?;
        match pasted.taken.is_empty() {
            true => Err(Problem::bad_request(
                "empty-text",
                "there is nothing in the text; paste a signature, code, an error, or a whole post",
            )),
            false => Ok(Posted(pasted.case)),
        }
    }
}

/// `text/plain`, in UTF-8 where it says in what.
fn is_plain_text(headers: &HeaderMap) -> bool {
    let Some(kind) = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut parts = kind.split(';').map(str::trim);
    let is_plain = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("text/plain"));
    let charset = parts
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("charset"))
        .map(|(_, charset)| charset.trim_matches('"'));
    let is_utf_8 = charset.is_none_or(|charset| {
        ["utf-8", "utf8", "us-ascii"]
            .iter()
            .any(|name| charset.eq_ignore_ascii_case(name))
    });
    is_plain && is_utf_8
}

fn unreadable(error: Unreadable) -> Problem {
    match error {
        Unreadable::Case(CaseError::TooLong { .. }) => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "the body is longer than this address takes",
        ),
        other => Problem::bad_request("invalid-body", other.to_string()),
    }
}
