//! OAuth: tokens for apps, and a user's consent.
//!
//! The refusals and their texts are those that Zoom documents or that people recorded; unlike the REST API's they have
//! the shape `{"reason", "error"}`.

mod consent;
mod device;
mod form;
mod page;
mod token;

use axum::Json;
use axum::Router;
use axum::extract::State as Extracted;
use axum::http::header::DATE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::rest::http_date;
use crate::state::State;

/// `/oauth/…`, the page for devices and the metadata.
pub(crate) fn router() -> Router<State> {
    Router::new()
        .route("/oauth/token", post(token::issue))
        .route("/oauth/revoke", post(token::revoke))
        .route("/oauth/devicecode", post(device::start))
        .route("/oauth_device", get(device::ask).post(device::answer))
        .route("/oauth/authorize", get(consent::ask).post(consent::answer))
        .route("/.well-known/oauth-authorization-server", get(metadata))
}

/// An OAuth refusal; always with status 400.
struct Refused {
    reason: &'static str,
    error: &'static str,
}

const fn refused(reason: &'static str, error: &'static str) -> Refused {
    Refused { reason, error }
}

/// An answer with the headers that each has.
fn respond(state: &State, outcome: Result<Value, Refused>) -> Response {
    let headers = [
        (
            HeaderName::from_static("x-zm-trackingid"),
            state.tracking_id(),
        ),
        (DATE, http_date(state.clock().now())),
    ];
    match outcome {
        Ok(granted) => (headers, Json(granted)).into_response(),
        Err(Refused { reason, error }) => {
            let body = Json(json!({"reason": reason, "error": error}));
            (StatusCode::BAD_REQUEST, headers, body).into_response()
        }
    }
}

/// RFC 8414.
async fn metadata(Extracted(state): Extracted<State>) -> Json<Value> {
    let url = |path| state.url(path);
    Json(json!({
        "issuer": url(""),
        "authorization_endpoint": url("/oauth/authorize"),
        "token_endpoint": url("/oauth/token"),
        "revocation_endpoint": url("/oauth/revoke"),
        "device_authorization_endpoint": url("/oauth/devicecode"),
        "response_types_supported": ["code"],
        "grant_types_supported": [
            "authorization_code", "refresh_token", "account_credentials", "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "code_challenge_methods_supported": ["S256", "plain"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "none"],
    }))
}
