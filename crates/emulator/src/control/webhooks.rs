//! Webhooks: who hears of what, what was sent, and events made by hand.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::timeout;
use url::Url;

use crate::webhooks::{
    CustomHeader, Event, MadeBy, NewSubscription, Problem as HookProblem, Subscription,
};

use super::attempts::LONGEST_WAIT;
use super::{Control, Problem, redact};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    url: Url,
    events: Option<Vec<String>>,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    since: u64,
    #[serde(default)]
    wait: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trigger {
    event: String,
    #[serde(default)]
    data: serde_json::Map<String, Value>,
}

pub(super) async fn subscriptions(Shared(control): Shared<Control>) -> Json<Value> {
    Json(json!({ "subscriptions": control.webhooks.subscriptions(shown) }))
}

pub(super) async fn subscribe(
    Shared(control): Shared<Control>,
    Json(wanted): Json<Wanted>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    if !wanted.url.has_host() || !matches!(wanted.url.scheme(), "http" | "https") {
        let what = "the url of an endpoint begins with http:// or https://";
        return Err(Problem(StatusCode::UNPROCESSABLE_ENTITY, what.into()));
    }
    let new = NewSubscription {
        name: wanted.name,
        url: wanted.url,
        events: wanted.events,
        user_ids: Vec::new(),
        custom: CustomHeader::None,
        made_by: MadeBy::Control,
    };
    let id = control.webhooks.subscribe(new).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

pub(super) async fn unsubscribe(
    Shared(control): Shared<Control>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    match control.webhooks.unsubscribe(|s| s.id == id) {
        0 => Err(Problem::not_found("there is no subscription of this id")),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

pub(super) async fn events(
    Shared(control): Shared<Control>,
    Query(Since { since, wait }): Query<Since>,
) -> Json<Value> {
    let first = async {
        loop {
            let version = control.webhooks.version();
            if !control.webhooks.events(since).is_empty() {
                return;
            }
            control.webhooks.wait(version).await;
        }
    };
    let _ = timeout(Duration::from_secs(wait.min(LONGEST_WAIT)), first).await;
    let events = control.webhooks.events(since);
    let next = events.last().map_or(since, |last| last.id);
    let events: Vec<Value> = events.iter().map(event).collect();
    Json(json!({ "events": events, "next": next }))
}

pub(super) async fn trigger(
    Shared(control): Shared<Control>,
    Json(wanted): Json<Trigger>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let id = control
        .webhooks
        .trigger(&wanted.event, &wanted.data.into())?;
    let event = control.webhooks.events(id - 1);
    let deliveries = event.first().map_or(0, |event| event.deliveries.len());
    Ok((
        StatusCode::CREATED,
        Json(json!({ "id": id, "deliveries": deliveries })),
    ))
}

pub(super) async fn resend(
    Shared(control): Shared<Control>,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Problem> {
    let sent = control.webhooks.resend(id);
    let sent = sent.ok_or(Problem::not_found("no event of this id is kept"))?;
    Ok(Json(json!({ "deliveries": sent })))
}

pub(super) fn shown(subscription: &Subscription) -> Value {
    let mut shown = json!({
        "id": subscription.id,
        "name": subscription.name,
        "url": subscription.shown_url(),
        "events": subscription.events,
        "userIds": subscription.user_ids,
    });
    let parts = [json!(subscription.made_by), json!(subscription.standing)];
    for part in parts {
        if let (Some(shown), Value::Object(part)) = (shown.as_object_mut(), part) {
            shown.extend(part);
        }
    }
    shown
}

pub(super) fn event(event: &Event) -> Value {
    let body = serde_json::from_str(&event.body).unwrap_or_default();
    json!({
        "id": event.id,
        "atMs": event.at_ms,
        "event": event.name,
        "body": redact::json(body),
        "deliveries": event.deliveries,
    })
}

impl From<HookProblem> for Problem {
    fn from(problem: HookProblem) -> Self {
        let what = match problem {
            HookProblem::UnknownEvent(event) => format!("Zoom has no event {event}").into(),
            HookProblem::NotAllowed(event) => format!("the app has no scope for {event}").into(),
            HookProblem::NoToken(because) => because.into(),
            HookProblem::NotProved(because) => {
                format!("the endpoint did not answer endpoint.url_validation: {because}").into()
            }
            HookProblem::TooMany => "there are 20 subscriptions already".into(),
        };
        Self(StatusCode::UNPROCESSABLE_ENTITY, what)
    }
}
