//! `GET /attempts`.

use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State as Shared};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::join::Attempt;

use super::Control;

/// In seconds.
pub(super) const LONGEST_WAIT: u64 = 30;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    since: u64,
    #[serde(default)]
    wait: u64,
}

pub(super) async fn list(
    Shared(control): Shared<Control>,
    Query(wanted): Query<Wanted>,
) -> Json<Value> {
    let all = control.join.attempts();
    let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
    let _ = timeout(wait, all.wait(wanted.since)).await;
    let attempts = all.since(wanted.since);
    let attempts: Vec<&Attempt> = attempts.iter().map(AsRef::as_ref).collect();
    // The `since` that asks for what comes next.
    let next = attempts.last().map_or(wanted.since, |last| last.id);
    Json(json!({ "attempts": attempts, "next": next }))
}
