//! `GET /attempts`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State as Shared};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use utoipa::{IntoParams, ToSchema};

use crate::join::Attempt;

use super::Control;

/// In seconds.
pub(super) const LONGEST_WAIT: u64 = 30;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The id of the last attempt that is known; 0 for all that are kept.
    #[serde(default)]
    since: u64,
    /// The most seconds to wait for the first; more than 30 are 30.
    #[serde(default)]
    wait: u64,
}

/// Attempts to join.
#[derive(Serialize, ToSchema)]
pub(super) struct AttemptList {
    /// Oldest first.
    #[schema(value_type = Vec<Attempt>)]
    attempts: Vec<Arc<Attempt>>,
    /// The `since` that asks for what comes next.
    next: u64,
}

/// List attempts to join
///
/// Oldest first. Answers at once when there is one after `since`, else after `wait` at the latest.
#[utoipa::path(
    get, path = "/attempts", operation_id = "list_attempts", tag = "attempts", params(Wanted),
    responses((status = 200, body = AttemptList, description = "Those after `since`"))
)]
pub(super) async fn list(
    Shared(control): Shared<Control>,
    Query(wanted): Query<Wanted>,
) -> Json<AttemptList> {
    let all = control.join.attempts();
    let wait = Duration::from_secs(wanted.wait.min(LONGEST_WAIT));
    let _ = timeout(wait, all.wait(wanted.since)).await;
    let attempts = all.since(wanted.since);
    let next = attempts.last().map_or(wanted.since, |last| last.id);
    Json(AttemptList { attempts, next })
}
