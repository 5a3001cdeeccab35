//! `GET /`: what this is, which of Zoom's two apps is for what, and where to go.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::document::document;
use crate::SDK_VERSION;
use crate::state::AppState;

#[derive(Template)]
#[template(path = "landing.html")]
struct Landing<'a> {
    sdk_version: &'a str,
    emulated: bool,
    origin: String,
}

pub(super) async fn show(State(state): State<AppState>) -> Response {
    let emulated = state.config.zoom.bridge.is_some();
    document(
        StatusCode::OK,
        &Landing {
            sdk_version: SDK_VERSION,
            emulated,
            origin: state.config.own_origin(),
        },
    )
}
