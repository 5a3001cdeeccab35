//! `POST /oauth/token`: how a Server-to-Server OAuth app gets its access tokens, and a General app one for itself.
//!
//! The refusals and their texts are those that Zoom documents or that people recorded; unlike the REST API's they have
//! the shape `{"reason", "error"}`.

use std::collections::HashMap;

use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State as Extracted};
use axum::http::header::{AUTHORIZATION, DATE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::rest::http_date;
use crate::state::{ACCESS_SECONDS, App, AppKind, State};

/// What a General app may do for itself; its token opens nothing that is emulated here.
const APP_SCOPE: &str = "marketplace:update:client_secret";

/// A longer form is refused.
const MAX_BODY_BYTES: usize = 16 * 1024;

pub(crate) async fn token(Extracted(state): Extracted<State>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.unwrap_or_default();
    let form = |text: &[u8]| -> HashMap<String, String> {
        url::form_urlencoded::parse(text).into_owned().collect()
    };
    // Both are documented or were; the body wins.
    let mut parameters = form(parts.uri.query().unwrap_or_default().as_bytes());
    parameters.extend(form(&body));
    let headers = [
        (
            HeaderName::from_static("x-zm-trackingid"),
            state.tracking_id(),
        ),
        (DATE, http_date(state.clock().now())),
    ];
    match answer(&state, &parts.headers, &parameters) {
        Ok(granted) => (headers, Json(granted)).into_response(),
        Err(Refused { reason, error }) => {
            let body = Json(json!({"reason": reason, "error": error}));
            (StatusCode::BAD_REQUEST, headers, body).into_response()
        }
    }
}

/// An OAuth refusal; always with status 400.
struct Refused {
    reason: &'static str,
    error: &'static str,
}

const fn refused(reason: &'static str, error: &'static str) -> Refused {
    Refused { reason, error }
}

/// Who asks is looked at before what is asked for.
fn answer(
    state: &State,
    headers: &HeaderMap,
    parameters: &HashMap<String, String>,
) -> Result<Value, Refused> {
    let app = authenticate(state, headers)?;
    let parameter = |name| parameters.get(name).map_or("", String::as_str);
    match (parameter("grant_type"), app.kind) {
        ("", _) => return Err(refused("Bad Request", "invalid_request")),
        ("account_credentials", AppKind::ServerToServer) => {}
        ("client_credentials", AppKind::MeetingSdk) => return granted(state, &app, APP_SCOPE),
        _ => return Err(refused("unsupported grant type", "unsupported_grant_type")),
    }
    check_account(parameter("account_id"), &app)?;
    let scope = app.scopes().join(" ");
    granted(state, &app, &scope)
}

fn granted(state: &State, app: &App, scope: &str) -> Result<Value, Refused> {
    let unknown = refused("Invalid client_id or client_secret", "invalid_client");
    let access_token = state.issue_access_token(&app.client_id).ok_or(unknown)?;
    Ok(json!({
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": ACCESS_SECONDS,
        "scope": scope,
        "api_url": state.url(""),
    }))
}

fn authenticate(state: &State, headers: &HeaderMap) -> Result<App, Refused> {
    let known = basic(headers).and_then(|(client_id, secret)| {
        let app = state.app(&client_id)?;
        app.has_secret(&secret).then_some(app)
    });
    match known {
        None => Err(refused(
            "Invalid client_id or client_secret",
            "invalid_client",
        )),
        Some(app) if !app.enabled => Err(refused(
            "The app has been disabled by the developer",
            "invalid_client",
        )),
        Some(app) => Ok(app),
    }
}

/// Client id and secret of the `Authorization` header.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let decoded = STANDARD
        .decode(encoded.trim())
        .ok()
        .filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn check_account(account_id: &str, app: &App) -> Result<(), Refused> {
    let well_formed = account_id.len() == 22
        && account_id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    match well_formed {
        false => Err(refused("Bad Request", "invalid_request")),
        true if account_id != app.account_id => {
            Err(refused("Account does not exist", "invalid_request"))
        }
        true => Ok(()),
    }
}
