//! What Zoom's errors become here: its words are kept, its statuses are not, because ours speak of this gateway.

use axum::http::StatusCode;
use countersign_zoom::{ApiError, Error, TransportKind};

use crate::problem::{Problem, Retry, ZoomAnswer};

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        tracing::warn!(
            endpoint = error.endpoint().map(ToString::to_string),
            status = error.status(),
            code = error.code(),
            tracking_id = error.tracking_id(),
            "zoom refused or did not answer"
        );
        let mut problem = match &error {
            Error::Api(api) => refused(api),
            Error::InvalidRequest { problem, .. } => {
                Problem::bad_request("invalid-request", problem.clone())
            }
            Error::Token(_) | Error::Config(_) => Problem::new(
                StatusCode::BAD_GATEWAY,
                "zoom-credentials",
                "Zoom gave this gateway no access token; its operator has to check the Server-to-Server OAuth app",
            ),
            Error::Transport(transport) => match transport.kind {
                TransportKind::Timeout => Problem::new(
                    StatusCode::GATEWAY_TIMEOUT,
                    "zoom-timeout",
                    "Zoom did not answer in time",
                ),
                _ => Problem::new(
                    StatusCode::BAD_GATEWAY,
                    "zoom-unreachable",
                    "Zoom cannot be reached, or its answer cannot be read",
                ),
            },
            _ => Problem::internal(),
        };
        if error.may_have_happened() {
            problem.detail += "; it may have been created all the same: list before you repeat";
        }
        if let Some(hint) = error.hint() {
            problem.detail = format!("{}; {hint}", problem.detail);
        }
        problem.retry = error.retry_at().map(Retry::At);
        problem.zoom = Some(Box::new(ZoomAnswer {
            code: error.code(),
            message: match &error {
                Error::Api(api) => api.message.clone(),
                other => other.to_string(),
            },
            tracking_id: error.tracking_id().map(str::to_owned),
        }));
        problem
    }
}

fn refused(api: &ApiError) -> Problem {
    let (status, code, detail) = match api.status {
        _ if !api.missing_scopes.is_empty() => (
            StatusCode::BAD_GATEWAY,
            "zoom-scopes",
            "the gateway's Server-to-Server OAuth app lacks a scope",
        ),
        401 => (
            StatusCode::BAD_GATEWAY,
            "zoom-credentials",
            "Zoom refuses the gateway's access token",
        ),
        404 => (
            StatusCode::NOT_FOUND,
            "zoom-not-found",
            "Zoom knows no such meeting, webinar or user in this account",
        ),
        429 => (
            StatusCode::TOO_MANY_REQUESTS,
            "zoom-rate-limit",
            "Zoom's limit for such calls is used up",
        ),
        500.. => (
            StatusCode::BAD_GATEWAY,
            "zoom-failed",
            "Zoom failed to answer",
        ),
        _ => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "zoom-refused",
            "Zoom refuses this; `zoom.message` says why",
        ),
    };
    Problem::new(status, code, detail)
}
