//! `/try`: join with a signature that the visitor made, to see what Zoom's SDK says and why.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use countersign_diagnose::{Case, diagnose};

use super::document;
use super::join::Host;
use super::sdk::View;
use crate::Problem;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "try.html")]
struct OwnSignature<'a> {
    sdk: Host<'a>,
}

pub(super) async fn component(State(state): State<AppState>) -> Response {
    document::meeting(
        &state.config.zoom,
        &OwnSignature {
            sdk: Host::new(&state.config.zoom, View::Component),
        },
    )
}

pub(super) async fn client(State(state): State<AppState>) -> Response {
    document::meeting(
        &state.config.zoom,
        &OwnSignature {
            sdk: Host::new(&state.config.zoom, View::Client),
        },
    )
}

/// `POST /try/explain`: a case as the page's scripts know it, to a report. Nothing is kept.
pub(super) async fn explain(
    State(state): State<AppState>,
    case: Result<Json<Case>, JsonRejection>,
) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    match case {
        Ok(Json(case)) => (no_store, Json(diagnose(&case, state.now()))).into_response(),
        // The rejection's own words may repeat a value.
        Err(_) => Problem::bad_request("not-a-case", "this is not a case that can be explained")
            .into_response(),
    }
}
