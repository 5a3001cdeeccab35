//! From template to response.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use super::csp;
use crate::ZoomHosts;

/// A page without the SDK.
pub(super) fn document(status: StatusCode, page: &impl Template) -> Response {
    respond(status, csp::document_headers(), page)
}

/// A page that hosts the SDK.
pub(super) fn meeting(zoom: &ZoomHosts, page: &impl Template) -> Response {
    respond(StatusCode::OK, csp::meeting_headers(zoom), page)
}

fn respond(status: StatusCode, headers: HeaderMap, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, headers, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "the page could not be rendered",
            )
                .into_response()
        }
    }
}
