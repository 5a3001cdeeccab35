//! The control port: JSON for tests and inspectors, apart from what emulates Zoom.
//!
//! | request | what it does |
//! |---|---|
//! | `GET /health` | says `ok` |
//! | `GET /attempts?since=ID&wait=SECONDS` | attempts to join after that id; waits up to 30 s for the first |
//! | `GET /meetings` | running meetings with their participants |
//! | `POST /meetings/{n}/participants` | somebody joins: `{"name", "role"?}`; a `host` starts the meeting |
//! | `PATCH /meetings/{n}/participants/{id}` | any of `{"name", "muted", "onHold", "role"}` |
//! | `DELETE /meetings/{n}/participants/{id}` | the participant is removed |
//! | `DELETE /meetings/{n}/participants/{id}/connection` | the socket is cut; the SDK comes back |
//! | `POST /meetings/{n}/admit` | everybody in the waiting room is let in |
//! | `POST /meetings/{n}/end` | the meeting ends for all |
//!
//! Roles are `host`, `co-host` and `attendee`. There is no authentication, so it listens on the loopback address
//! unless told otherwise, and it never tells credentials: those are for the one who started the process.

mod attempts;
mod meetings;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post};
use axum::{Json, Router};
use serde_json::json;

use crate::join::Join;
use crate::live::Rooms;
use crate::state::State;

#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) state: State,
    pub(crate) rooms: Rooms,
    pub(crate) join: Join,
}

pub(crate) fn router(control: Control) -> Router {
    Router::new()
        .route("/health", get(async || Json(json!({ "status": "ok" }))))
        .route("/attempts", get(attempts::list))
        .route("/meetings", get(meetings::list))
        .route("/meetings/{number}/participants", post(meetings::add))
        .route(
            "/meetings/{number}/participants/{id}",
            patch(meetings::change).delete(meetings::remove),
        )
        .route(
            "/meetings/{number}/participants/{id}/connection",
            delete(meetings::cut),
        )
        .route("/meetings/{number}/admit", post(meetings::admit))
        .route("/meetings/{number}/end", post(meetings::end))
        .layer(DefaultBodyLimit::max(16 * 1024))
        .with_state(control)
}

/// `{"error": "what was wrong"}`.
struct Problem(StatusCode, &'static str);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl Problem {
    const NOT_LIVE: Self = Self(
        StatusCode::NOT_FOUND,
        "no such meeting is running; a host has to join first",
    );
    const NOBODY: Self = Self(
        StatusCode::NOT_FOUND,
        "no participant of the meeting has this id; see GET /meetings",
    );
}
