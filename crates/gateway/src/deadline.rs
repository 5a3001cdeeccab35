use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

/// The longest a request may take, a slow body and Zoom's answers included.
const DEADLINE: Duration = Duration::from_secs(45);

/// Gives up on a request that takes too long.
pub(crate) async fn keep(request: Request, next: Next) -> Response {
    match tokio::time::timeout(DEADLINE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::GATEWAY_TIMEOUT,
            "too-slow",
            "this took too long; whether Zoom did it is unknown, look before you repeat",
        )
        .into_response(),
    }
}
