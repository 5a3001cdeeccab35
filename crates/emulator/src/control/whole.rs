//! What concerns the emulator as a whole: its clock, and beginning anew.

use std::time::Duration;

use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::webhooks::MadeBy;

use super::Control;

/// What is to change; the rest stays.
#[derive(Deserialize, ToSchema)]
#[schema(as = ClockChange)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Change {
    /// Whether it stands still.
    frozen: Option<bool>,
    /// By how many seconds it goes ahead.
    #[serde(default)]
    advance_seconds: u32,
}

/// Whether it runs.
#[derive(Serialize, ToSchema)]
pub(super) struct HealthShown {
    /// `ok`.
    status: &'static str,
}

/// The emulator's clock.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClockShown {
    /// Epoch milliseconds, by the emulator's clock.
    now_ms: u64,
    /// Whether it stands still.
    frozen: bool,
}

/// Say that the emulator runs
#[utoipa::path(
    get, path = "/health", operation_id = "health", tag = "emulator", responses((status = 200, body = HealthShown, description = "It runs"))
)]
pub(super) async fn health() -> Json<HealthShown> {
    Json(HealthShown { status: "ok" })
}

/// Read the clock
#[utoipa::path(
    get, path = "/clock", operation_id = "read_clock", tag = "emulator", responses((status = 200, body = ClockShown, description = "The clock as it is now"))
)]
pub(super) async fn clock(Shared(control): Shared<Control>) -> Json<ClockShown> {
    let clock = control.state.clock();
    Json(ClockShown {
        now_ms: clock.now_ms(),
        frozen: clock.is_frozen(),
    })
}

/// Stop, start or advance the clock
#[utoipa::path(
    patch, path = "/clock", operation_id = "set_clock", tag = "emulator", responses((status = 200, body = ClockShown, description = "The clock as it is now"))
)]
pub(super) async fn set_clock(
    shared: Shared<Control>,
    Json(change): Json<Change>,
) -> Json<ClockShown> {
    let time = shared.state.clock();
    match change.frozen {
        Some(true) => time.freeze(),
        Some(false) => time.run(),
        None => {}
    }
    time.advance(Duration::from_secs(change.advance_seconds.into()));
    clock(shared).await
}

/// Forget meetings, requests, attempts, events, faults and the subscriptions made since the start
///
/// Account, apps, users and the subscriptions of the options stay; the clock is not touched. Nobody is told that running
/// meetings end.
#[utoipa::path(
    post, path = "/reset", operation_id = "reset", tag = "emulator", responses((status = 204, description = "Done"))
)]
pub(super) async fn reset(Shared(control): Shared<Control>) -> StatusCode {
    for room in control.rooms.all() {
        control.rooms.end(room.number);
    }
    let era = control.state.forget_meetings();
    control.faults.take_back(None);
    control
        .webhooks
        .unsubscribe(|s| s.made_by != MadeBy::Options);
    control.webhooks.forget_events(era);
    control.join.attempts().clear();
    control.requests.clear();
    StatusCode::NO_CONTENT
}
