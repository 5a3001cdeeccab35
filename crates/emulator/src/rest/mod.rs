//! Zoom's REST API, version 2.

use axum::Router;

use crate::state::State;

/// `/oauth/token` and `/v2/…`.
pub fn router(state: State) -> Router {
    Router::new().with_state(state)
}
