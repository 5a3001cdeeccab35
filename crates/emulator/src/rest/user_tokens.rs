//! Tokens with which one joins as a user, or on a user's behalf.

use serde_json::json;

use super::call::{Call, Reply};
use super::refusal::Refusal;

/// A year.
const MAX_TTL: u64 = 31_536_000;
/// What `/users/me/zak` gives.
const OWN_ZAK_TTL: u64 = 300;

/// `GET /users/{userId}/token`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    let ttl = call
        .query("ttl")
        .and_then(|ttl| ttl.parse().ok())
        .unwrap_or(user.zak_seconds())
        .clamp(1, MAX_TTL);
    let token = match call.query("type") {
        Some("zak") => call.state.issue_zak(&user, None, ttl),
        Some("onbehalf") => call.state.issue_obf(&user, meeting_number(call)?, ttl),
        _ => {
            let message = "Token is no longer supported. Please use ZAK token instead.";
            return Ok(Reply::ok(json!({"message": message})));
        }
    };
    Ok(Reply::ok(json!({"token": token})))
}

/// `DELETE /users/{userId}/token`: the user is signed out everywhere.
pub(super) fn revoke(call: &Call) -> Result<Reply, Refusal> {
    let user = call.user()?;
    call.state.sign_out(&user.id);
    Ok(Reply::no_content())
}

/// `GET /users/me/zak`.
pub(super) fn own_zak(call: &Call) -> Result<Reply, Refusal> {
    Ok(Reply::ok(
        json!({"token": call.state.issue_zak(&call.me, None, OWN_ZAK_TTL)}),
    ))
}

/// The meeting that an OBF token is to be bound to. It may be another account's, so it need not exist here.
fn meeting_number(call: &Call) -> Result<Option<u64>, Refusal> {
    let Some(text) = call.query("meeting_id") else {
        return Ok(None);
    };
    let number = text.replace([' ', '-'], "").parse();
    number
        .map(Some)
        .map_err(|_| Refusal::invalid_fields(vec!["meeting_id".to_owned()]))
}
