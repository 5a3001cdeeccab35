//! `POST /wc/profile/get`: Client View asks for the profile of the ZAK's user, once it is in.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State as Shared;
use serde_json::{Value, json};

use super::Join;
use super::form::{JoinForm, MAX_BYTES};
use super::info::refused;

/// `result` is a text of JSON, and `enableLimitExternalScreenSharing` in it another: without either the SDK throws what nobody
/// catches. It reads 25 more fields, which are not here. Observed with SDK 6.2.0.
pub(super) async fn of_the_host(Shared(join): Shared<Join>, body: Body) -> Json<Value> {
    let body = to_bytes(body, MAX_BYTES).await.unwrap_or_default();
    let zak = JoinForm::parse(&body);
    let state = &join.0.state;
    let Ok(uid) = state.resolve_zak(zak.text("zak")) else {
        return Json(refused(404, ""));
    };
    let profile = json!({
        "uid": uid,
        "aid": state.account_id(),
        "enableLimitExternalScreenSharing": "{}",
    });
    Json(
        json!({ "status": true, "errorCode": 0, "errorMessage": null, "result": profile.to_string() }),
    )
}
