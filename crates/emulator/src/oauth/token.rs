//! `POST /oauth/token` and `/oauth/revoke`.

use axum::extract::{Request, State as Extracted};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::form::Form;
use super::{Refused, refused, respond};
use crate::state::{ACCESS_SECONDS, Access, App, AppKind, Code, DeviceProblem, State, UserTokens};

/// What an app may do for itself; its token opens no meeting.
const APP_SCOPE: &str = "marketplace:update:client_secret";

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

pub(super) async fn issue(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    respond(&state, answer(&state, &form))
}

pub(super) async fn revoke(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let revoked = form.app(&state).map(|app| {
        // As RFC 7009 has it, a token that is none is revoked already.
        state.revoke(&app.client_id, form.get("token"));
        json!({"status": "success"})
    });
    respond(&state, revoked)
}

/// Who asks is looked at before what is asked for.
fn answer(state: &State, form: &Form) -> Result<Value, Refused> {
    let public = !form.has_credentials() && !form.get("client_id").is_empty();
    let app = match public {
        true => form.public_app(state),
        false => form.app(state),
    }?;
    match (form.get("grant_type"), app.kind, public) {
        ("", _, _) => Err(refused("Bad Request", "invalid_request")),
        ("account_credentials", AppKind::ServerToServer, false) => {
            check_account(form.get("account_id"), &app)?;
            granted(state, &app, &Access::Account, scope(state, &app))
        }
        ("client_credentials", _, false) => {
            granted(state, &app, &Access::App, Some(APP_SCOPE.to_owned()))
        }
        ("authorization_code", AppKind::MeetingSdk, _) => by_code(state, form, &app, public),
        ("refresh_token", AppKind::MeetingSdk, _) => {
            let tokens = state.refresh(&app.client_id, form.get("refresh_token"), public);
            let tokens = tokens.ok_or(refused("Invalid Token!", "invalid_grant"))?;
            Ok(of_user(state, &app, tokens))
        }
        (DEVICE_CODE, AppKind::MeetingSdk, false) => by_device(state, form, &app),
        ("account_credentials" | "client_credentials" | DEVICE_CODE, _, true) => Err(refused(
            "Invalid client_id or client_secret",
            "invalid_client",
        )),
        _ => Err(refused("unsupported grant type", "unsupported_grant_type")),
    }
}

/// What a token of now may do. An app that is so new that its scopes are not known has none, and the answer no such field.
fn scope(state: &State, app: &App) -> Option<String> {
    let scopes = app.scopes_at(state.clock().now());
    scopes.map(|scopes| scopes.join(" "))
}

fn granted(
    state: &State,
    app: &App,
    access: &Access,
    scope: Option<String>,
) -> Result<Value, Refused> {
    let unknown = refused("Invalid client_id or client_secret", "invalid_client");
    let access_token = state
        .issue_access_token(&app.client_id, access)
        .ok_or(unknown)?;
    let mut granted = json!({
        "access_token": access_token,
        "token_type": "bearer",
        "expires_in": ACCESS_SECONDS,
        "api_url": state.url(""),
    });
    if let Some(scope) = scope {
        granted["scope"] = scope.into();
    }
    Ok(granted)
}

fn of_user(state: &State, app: &App, tokens: UserTokens) -> Value {
    let mut granted = json!({
        "access_token": tokens.access,
        "token_type": "bearer",
        "refresh_token": tokens.refresh,
        "expires_in": ACCESS_SECONDS,
        "api_url": state.url(""),
    });
    if let Some(scope) = scope(state, app) {
        granted["scope"] = scope.into();
    }
    granted
}

/// Any try uses the code up.
fn by_code(state: &State, form: &Form, app: &App, public: bool) -> Result<Value, Refused> {
    let invalid = || refused("Invalid authorization code", "invalid_request");
    let (code, good) = state.redeem_code(form.get("code")).ok_or_else(invalid)?;
    if code.client_id != app.client_id {
        return Err(invalid());
    }
    if !good {
        return Err(refused("Code is expired", "invalid_request"));
    }
    if code.redirect_uri != form.get("redirect_uri") {
        return Err(refused("Redirect URI mismatch.", "invalid_request"));
    }
    let proved = match &code.challenge {
        Some(_) => fits(&code, form.get("code_verifier")),
        None => !public,
    };
    if !proved {
        return Err(refused("Invalid code verifier", "invalid_request"));
    }
    let tokens = state.grant(&app.client_id, &code.user_id, public);
    Ok(of_user(state, app, tokens.ok_or_else(invalid)?))
}

/// Whether the verifier is the one that the challenge was made of.
fn fits(code: &Code, verifier: &str) -> bool {
    code.challenge.as_ref().is_none_or(|(challenge, hashed)| {
        let length = (43..=128).contains(&verifier.len());
        length
            && match hashed {
                true => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == *challenge,
                false => verifier == challenge,
            }
    })
}

fn by_device(state: &State, form: &Form, app: &App) -> Result<Value, Refused> {
    let user_id = state.poll_device(&app.client_id, form.get("device_code"));
    let user_id = user_id.map_err(|problem| match problem {
        DeviceProblem::Pending => refused("Authorization pending", "authorization_pending"),
        DeviceProblem::TooFast => refused("Slow down", "slow_down"),
        DeviceProblem::Expired => refused("Device code is expired", "expired_token"),
        DeviceProblem::Denied => refused("Access denied", "access_denied"),
    })?;
    let tokens = state.grant(&app.client_id, &user_id, false);
    let tokens = tokens.ok_or(refused("Access denied", "access_denied"))?;
    Ok(of_user(state, app, tokens))
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
