//! `GET /attempts`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State as Shared};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use crate::join::Attempt;

use super::Control;

const LONGEST_WAIT: u64 = 30;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    since: u64,
    #[serde(default)]
    wait: u64,
}

#[derive(Serialize)]
pub(super) struct Listed {
    attempts: Vec<Arc<Attempt>>,
    /// The `since` that asks for what comes next.
    next: u64,
}

pub(super) async fn list(Shared(control): Shared<Control>, Query(wanted): Query<Wanted>) -> Json<Listed> {
    let all = control.join.attempts();
    let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
    let _ = timeout(wait, all.wait(wanted.since)).await;
    let attempts = all.since(wanted.since);
    let next = attempts.last().map_or(wanted.since, |last| last.id);
    Json(Listed { attempts, next })
}
