use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Class, address};
use crate::state::AppState;
use crate::{Problem, pages};

/// Counts a request for its client's address, unless it brings an API key to a route where those are counted.
pub(crate) async fn by_address(
    State((state, class)): State<(AppState, Class)>,
    request: Request,
    next: Next,
) -> Response {
    if class.takes_keys() && request.headers().contains_key(header::AUTHORIZATION) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let who = address::client(address::of(&parts, &state.config.trusted_proxies));
    match state.quotas.take(class, &who).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(seconds) => Problem::too_many(seconds).into_response(),
    }
}

/// Like [`by_address`] for forms among pages that cost nothing to read. Who sent one is told on a page.
pub(crate) async fn forms_by_address(
    state: State<(AppState, Class)>,
    request: Request,
    next: Next,
) -> Response {
    match *request.method() {
        Method::POST => {
            let answer = by_address(state, request, next).await;
            match answer.status() {
                StatusCode::TOO_MANY_REQUESTS => pages::missing::too_many(answer.headers()),
                _ => answer,
            }
        }
        _ => next.run(request).await,
    }
}
