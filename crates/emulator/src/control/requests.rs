//! `GET /requests`: what was asked of the emulator, and waiting for it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State as Shared};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use utoipa::{IntoParams, ToSchema};

use crate::faults;
use crate::requests::{Kind, Logged};

use super::Control;
use super::attempts::LONGEST_WAIT;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The id of the last request that is known; 0 for all that are kept, which are 1,000.
    #[serde(default)]
    since: u64,
    /// The most seconds to wait for the first that fits; more than 30 are 30.
    #[serde(default)]
    wait: u64,
    /// A method or none, and a path, as a fault has it: `POST /v2/users/*/meetings`.
    route: Option<String>,
    /// The status that was answered.
    status: Option<u16>,
    /// What of Zoom was asked.
    #[param(inline)]
    kind: Option<Kind>,
    /// Anywhere in path, query, body or answer.
    contains: Option<String>,
}

/// Requests with their answers.
#[derive(Serialize, ToSchema)]
pub(super) struct RequestList {
    /// Oldest first.
    #[schema(value_type = Vec<Logged>)]
    requests: Vec<Arc<Logged>>,
    /// The `since` that asks for what comes next.
    next: u64,
}

/// List requests that were answered as Zoom
///
/// Oldest first, without their secrets. Answers at once when one after `since` fits, else after `wait` at the latest.
#[utoipa::path(
    get, path = "/requests", operation_id = "list_requests", tag = "requests", params(Wanted),
    responses((status = 200, body = RequestList, description = "Those after `since` that fit"))
)]
pub(super) async fn list(
    Shared(control): Shared<Control>,
    Query(wanted): Query<Wanted>,
) -> Json<RequestList> {
    let first = async {
        loop {
            let last = control.requests.last();
            if control
                .requests
                .since(wanted.since)
                .iter()
                .any(|one| wanted.fits(one))
            {
                return;
            }
            control.requests.wait(last).await;
        }
    };
    let _ = timeout(Duration::from_secs(wanted.wait.min(LONGEST_WAIT)), first).await;
    let all = control.requests.since(wanted.since);
    let next = all.last().map_or(wanted.since, |last| last.id);
    let mut requests = all;
    requests.retain(|one| wanted.fits(one));
    Json(RequestList { requests, next })
}

impl Wanted {
    fn fits(&self, one: &Logged) -> bool {
        let contains = |text: &String| {
            let whole = [
                &one.path,
                &one.query,
                &one.body.to_string(),
                &one.answer.to_string(),
            ];
            whole.iter().any(|part| part.contains(text.as_str()))
        };
        let route = |route: &String| faults::fits(route, &one.method, &one.path);
        self.route.as_ref().is_none_or(route)
            && self.status.is_none_or(|status| status == one.status)
            && self.kind.is_none_or(|kind| kind == one.kind)
            && self.contains.as_ref().is_none_or(contains)
    }
}
