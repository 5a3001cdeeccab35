//! What was wrong with a request, as every route says it.

use std::borrow::Cow;

use axum::Json;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{Content, OpenApi, Ref, ResponseBuilder};

/// What axum says of a body, a query or a path has a line.
const MAX_TEXT: usize = 16 * 1024;

/// What was wrong.
#[derive(Serialize, ToSchema)]
pub(super) struct Mistake {
    /// In words, and what to do.
    error: Cow<'static, str>,
}

/// [`Mistake`] with a status.
pub(super) struct Problem(pub(super) StatusCode, pub(super) Cow<'static, str>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(Mistake { error: self.1 })).into_response()
    }
}

impl Problem {
    pub(super) const NOT_LIVE: Self =
        Self::not_found("no such meeting is running; a host has to join first");
    pub(super) const NOBODY: Self =
        Self::not_found("no participant of the meeting has this id; see GET /meetings");

    pub(super) const fn not_found(what: &'static str) -> Self {
        Self(StatusCode::NOT_FOUND, Cow::Borrowed(what))
    }
}

/// Says as a [`Mistake`] what axum refuses in a plain text: a body, a query or a path that cannot be read.
pub(super) async fn in_one_shape(request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let plain = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !plain || !answer.status().is_client_error() {
        return answer;
    }
    let status = answer.status();
    let text = to_bytes(answer.into_body(), MAX_TEXT).await;
    let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
    Problem(status, text.into()).into_response()
}

/// Adds to every operation that it may answer a [`Mistake`].
pub(super) fn describe(document: &mut OpenApi) {
    let mistake = ResponseBuilder::new()
        .description("Something was wrong: a body, query or path that cannot be read, among others")
        .content(
            "application/json",
            Content::new(Some(Ref::from_schema_name("Mistake"))),
        )
        .build();
    for path in document.paths.paths.values_mut() {
        let all = [
            &mut path.get,
            &mut path.put,
            &mut path.post,
            &mut path.patch,
            &mut path.delete,
        ];
        for operation in all.into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            responses.insert("default".to_owned(), mistake.clone().into());
        }
    }
}
