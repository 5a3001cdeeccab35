//! Devices without a keyboard: `/oauth/devicecode`, and the page on which their user allows them.

use axum::extract::{Request, State as Extracted};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::form::Form;
use super::{page, refused, respond};
use crate::state::{AppKind, DEVICE_INTERVAL, DEVICE_SECONDS, State, UserStatus};

pub(super) async fn start(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let started = form.app(&state).and_then(|app| {
        if app.kind != AppKind::MeetingSdk {
            return Err(refused("unsupported grant type", "unsupported_grant_type"));
        }
        let (device_code, user_code) = state.add_device(&app.client_id);
        let page = state.url("/oauth_device");
        Ok(json!({
            "device_code": device_code,
            "verification_uri_complete": format!("{page}?user_code={user_code}"),
            "user_code": user_code,
            "verification_uri": page,
            "expires_in": DEVICE_SECONDS,
            "interval": DEVICE_INTERVAL,
        }))
    });
    respond(&state, started)
}

pub(super) async fn ask(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let user_code = form.get("user_code");
    let app = state
        .waiting_device(user_code)
        .and_then(|client_id| state.app(&client_id));
    match app {
        Some(app) => {
            let hidden = [("user_code", user_code)];
            page::consent(&state, Some(&app), "oauth_device", &hidden, "", None)
        }
        None => {
            let field = "<label>Code on the device <input type=\"text\" name=\"user_code\" inputmode=\"numeric\" \
                         autocomplete=\"off\" required></label>";
            page::consent(&state, None, "oauth_device", &[], field, None)
        }
    }
}

pub(super) async fn answer(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let user_code = form.get("user_code").trim();
    if state.waiting_device(user_code).is_none() {
        let text = "No device waits with this code, or its time is over.";
        return page::message(StatusCode::BAD_REQUEST, "Unknown code", text);
    }
    let user = state.find_user(form.get("user"));
    let allowed =
        user.filter(|user| user.status == UserStatus::Active && form.get("decision") == "allow");
    let (title, text) = match allowed {
        Some(_) => ("Allowed", "The device goes on in a moment."),
        None => ("Denied", "The device gets no access."),
    };
    state.answer_device(user_code, allowed.map(|user| user.id).ok_or(()));
    page::message(StatusCode::OK, title, text)
}
