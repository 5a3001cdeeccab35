//! Every request that was answered as Zoom, without its secrets.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;
use utoipa::ToSchema;

use crate::clock::Clock;
use crate::control::redact;
use crate::faults::Faults;

/// As many are kept; the oldest go first.
const MAX_REQUESTS: usize = 1_000;
/// A longer body is not kept; it is answered all the same.
const MAX_BODY: u64 = 16 * 1024;
/// A longer query is cut.
const MAX_QUERY: usize = 2 * 1024;

/// A request and its answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Request)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Logged {
    /// From 1; never used twice.
    pub(crate) id: u64,
    /// Epoch milliseconds, by the emulator's clock.
    pub(crate) at_ms: u64,
    pub(crate) kind: Kind,
    /// In capitals.
    pub(crate) method: String,
    /// Cut after 2 KiB.
    pub(crate) path: String,
    /// With secrets blacked out; cut after 2 KiB.
    pub(crate) query: String,
    /// What was answered.
    pub(crate) status: u16,
    /// In milliseconds.
    pub(crate) took_ms: u64,
    /// `x-zm-trackingid`.
    pub(crate) tracking_id: Option<String>,
    /// JSON or a form; `null` when there was none, when it was something else, or long.
    pub(crate) body: Value,
    /// The same of the answer.
    pub(crate) answer: Value,
    /// The id of the fault that it met.
    pub(crate) fault: Option<u64>,
}

/// What of Zoom was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = RequestKind)]
pub(crate) enum Kind {
    Oauth,
    Rest,
    /// What the Web SDK calls.
    Join,
    Other,
}

/// Marks an answer that a fault made.
#[derive(Clone, Copy)]
pub(crate) struct MadeByFault(pub(crate) u64);

/// The last [`MAX_REQUESTS`]. Cheap to clone; clones share them.
#[derive(Clone)]
pub(crate) struct Requests(Arc<Inside>);

struct Inside {
    clock: Clock,
    last: watch::Sender<u64>,
    kept: Mutex<VecDeque<Arc<Logged>>>,
}

impl Requests {
    pub(crate) fn new(clock: Clock) -> Self {
        Self(Arc::new(Inside {
            clock,
            last: watch::Sender::new(0),
            kept: Mutex::default(),
        }))
    }

    /// Those after the one with the id `since`, oldest first.
    pub(crate) fn since(&self, since: u64) -> Vec<Arc<Logged>> {
        let kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().filter(|one| one.id > since).cloned().collect()
    }

    /// The id of the newest.
    pub(crate) fn last(&self) -> u64 {
        *self.0.last.borrow()
    }

    /// Returns when there is one after `since`.
    pub(crate) async fn wait(&self, since: u64) {
        let _ = self.0.last.subscribe().wait_for(|last| *last > since).await;
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clear();
    }

    fn keep(&self, mut one: Logged) {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MAX_REQUESTS {
            kept.pop_front();
        }
        self.0.last.send_modify(|last| {
            *last += 1;
            one.id = *last;
        });
        kept.push_back(Arc::new(one));
    }
}

/// Keeps a request and its answer, and lets a fault answer in the place of the emulator.
pub(crate) async fn watch(
    Shared((requests, faults)): Shared<(Requests, Faults)>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let at_ms = requests.0.clock.now_ms();
    let (parts, body) = request.into_parts();
    let (body, shown_body) = look_into(&parts.headers, body).await;
    let path = parts.uri.path().to_owned();
    let query: String = parts
        .uri
        .query()
        .unwrap_or_default()
        .chars()
        .take(MAX_QUERY)
        .collect();
    let method = parts.method.to_string();
    let request = Request::from_parts(parts, body);
    let met = faults.meet(&request);
    let answer = match met.await {
        Some(fault) => fault,
        None => next.run(request).await,
    };
    let (parts, body) = answer.into_parts();
    let (body, shown_answer) = look_into(&parts.headers, body).await;
    let tracking_id = parts.headers.get("x-zm-trackingid");
    requests.keep(Logged {
        id: 0,
        at_ms,
        kind: kind(&path),
        method,
        path: path.chars().take(MAX_QUERY).collect(),
        query: redact::form(&query),
        status: parts.status.as_u16(),
        took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        tracking_id: tracking_id.and_then(|id| Some(id.to_str().ok()?.to_owned())),
        body: shown_body,
        answer: shown_answer,
        fault: parts.extensions.get::<MadeByFault>().map(|fault| fault.0),
    });
    Response::from_parts(parts, body)
}

fn kind(path: &str) -> Kind {
    match path.split('/').nth(1) {
        Some("oauth") => Kind::Oauth,
        Some("v2") => Kind::Rest,
        Some("wc" | "api") => Kind::Join,
        _ => Kind::Other,
    }
}

/// The body, and what may be shown of it.
async fn look_into(headers: &HeaderMap, body: Body) -> (Body, Value) {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let (is_json, is_form) = kind.map_or((false, false), |kind| {
        (
            kind.contains("json"),
            kind.contains("x-www-form-urlencoded"),
        )
    });
    let short = body
        .size_hint()
        .upper()
        .is_some_and(|most| most <= MAX_BODY);
    if !short || !(is_json || is_form) {
        return (body, Value::Null);
    }
    let Ok(bytes) = to_bytes(body, MAX_BODY as usize).await else {
        // It broke off: nobody can read it any more.
        return (Body::empty(), Value::Null);
    };
    let shown = match is_json {
        true => serde_json::from_slice(&bytes)
            .map(redact::json)
            .unwrap_or_default(),
        false => redact::form(&String::from_utf8_lossy(&bytes)).into(),
    };
    (Body::from(bytes), shown)
}
