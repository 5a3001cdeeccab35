use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::Problem;

/// The largest body that a route reads, unless it says otherwise: 64 KiB.
pub(crate) const MAX_BODY: usize = 64 << 10;

/// A JSON body. What is wrong with one is said without repeating its values: some of them are secrets.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<JsonBody<T>, Problem> {
        let is_json = is_json(request.headers());
        let bytes = read(request, state).await?;
        if !is_json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "the body must be JSON, with the header Content-Type: application/json",
            ));
        }
        serde_json::from_slice(&bytes)
            .map(JsonBody)
            .map_err(|error| Problem::bad_request("invalid-body", without_values(&error)))
    }
}

/// A body that may be left out altogether; then it is all defaults.
pub(crate) struct OptionalJsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalJsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<OptionalJsonBody<T>, Problem> {
        let is_empty = request.headers().get(header::CONTENT_LENGTH).map_or(
            !request.headers().contains_key(header::TRANSFER_ENCODING),
            |length| length == "0",
        );
        match is_empty {
            true => Ok(OptionalJsonBody(T::default())),
            false => JsonBody::from_request(request, state)
                .await
                .map(|JsonBody(body)| OptionalJsonBody(body)),
        }
    }
}

/// The bytes of a body, up to the limit.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "the body is longer than this address takes",
            ),
            _ => Problem::bad_request("broken-body", "the body could not be read to its end"),
        })
}

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
}

/// Serde's words without the values it quotes.
pub(crate) fn without_values(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let names_only = [
        "unknown field",
        "missing field",
        "duplicate field",
        "unknown variant",
    ];
    match names_only.iter().any(|start| words.starts_with(start)) {
        true => bounded(&words),
        false => {
            let place = format!("at line {} column {}", error.line(), error.column());
            match words.split_once(", expected ") {
                Some((_, expected)) if error.is_data() => {
                    format!("a value is not {}", bounded(expected))
                }
                _ if error.is_data() => format!("a value is not what is expected {place}"),
                _ => format!("this is not JSON {place}"),
            }
        }
    }
}

fn bounded(words: &str) -> String {
    words.chars().take(400).collect()
}
