//! `/try`: join with a signature that the visitor made, to see what Zoom's SDK says and why.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::document;
use super::join::Host;
use super::sdk::View;
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
