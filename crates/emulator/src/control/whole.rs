//! What concerns the emulator as a whole: its clock, and beginning anew.

use std::time::Duration;

use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::webhooks::MadeBy;

use super::Control;

/// What is to change; the rest stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Change {
    frozen: Option<bool>,
    #[serde(default)]
    advance_seconds: u32,
}

pub(super) async fn clock(Shared(control): Shared<Control>) -> Json<Value> {
    let clock = control.state.clock();
    Json(json!({ "nowMs": clock.now_ms(), "frozen": clock.is_frozen() }))
}

pub(super) async fn set_clock(shared: Shared<Control>, Json(change): Json<Change>) -> Json<Value> {
    let time = shared.state.clock();
    match change.frozen {
        Some(true) => time.freeze(),
        Some(false) => time.run(),
        None => {}
    }
    time.advance(Duration::from_secs(change.advance_seconds.into()));
    clock(shared).await
}

/// Accounts, apps, users and the subscriptions of the options stay; the clock is not touched.
pub(super) async fn reset(Shared(control): Shared<Control>) -> StatusCode {
    for room in control.rooms.all() {
        control.rooms.end(room.number);
    }
    control.state.forget_meetings();
    control.faults.take_back(None);
    control
        .webhooks
        .unsubscribe(|s| s.made_by != MadeBy::Options);
    control.webhooks.forget_events();
    control.join.attempts().clear();
    control.requests.clear();
    StatusCode::NO_CONTENT
}
