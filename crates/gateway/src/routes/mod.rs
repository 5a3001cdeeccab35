//! The HTTP surface: one table, one file per noun.

mod health;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;
use crate::{Problem, pages};

/// All routes.
pub(crate) fn router(state: AppState) -> Router {
    Router::new()
        .route("/healthz", get(health::healthz))
        .merge(pages::router())
        .fallback(no_such_page)
        .method_not_allowed_fallback(no_such_method)
        .with_state(state)
}

async fn no_such_page() -> Problem {
    Problem::not_found("there is nothing at this address")
}

async fn no_such_method() -> Problem {
    Problem::new(
        axum::http::StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "this address does not take that method; the Allow header lists those it takes",
    )
}
