//! Webhooks: who hears of what, what was sent, and events made by hand.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::timeout;
use url::Url;
use utoipa::{IntoParams, ToSchema};

use crate::webhooks::{
    CustomHeader, Event, MadeBy, NewSubscription, Problem as HookProblem, Subscription,
};

use super::answers::{EventList, Mistake, Resent, Subscribed, SubscriptionList, Triggered};
use super::attempts::LONGEST_WAIT;
use super::{Control, Problem, redact};

/// An endpoint that is to hear of events.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewSubscription)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `http` or `https`.
    #[schema(value_type = String)]
    url: Url,
    /// The names of events; all, when it is left out.
    events: Option<Vec<String>>,
    /// For people.
    #[serde(default)]
    name: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Since {
    /// The id of the last event that is known; 0 for all that are kept, which are 1,000.
    #[serde(default)]
    since: u64,
    /// The most seconds to wait for the first; more than 30 are 30.
    #[serde(default)]
    wait: u64,
}

/// An event that is to be made.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewEvent)]
#[serde(deny_unknown_fields)]
pub(super) struct Trigger {
    /// Its name: `meeting.started`.
    event: String,
    /// Laid over the body that would be sent.
    #[schema(value_type = Object)]
    #[serde(default)]
    data: serde_json::Map<String, Value>,
}

/// List who hears of events
#[utoipa::path(
    get, path = "/webhooks/subscriptions", operation_id = "list_subscriptions", tag = "webhooks",
    responses((status = 200, body = SubscriptionList))
)]
pub(super) async fn subscriptions(Shared(control): Shared<Control>) -> Json<Value> {
    Json(json!({ "subscriptions": control.webhooks.subscriptions(shown) }))
}

/// Subscribe an endpoint
///
/// It first has to prove, by `endpoint.url_validation`, that it knows the secret token. 20 subscriptions at most.
#[utoipa::path(
    post, path = "/webhooks/subscriptions", operation_id = "subscribe", tag = "webhooks",
    responses((status = 201, body = Subscribed), (status = 422, body = Mistake, description = "No such event or URL, the endpoint did not prove itself, or there are 20 already"))
)]
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

/// End a subscription
#[utoipa::path(
    delete, path = "/webhooks/subscriptions/{id}", operation_id = "unsubscribe", tag = "webhooks",
    params(("id" = String, Path, description = "The id that subscribing answered")),
    responses((status = 204), (status = 404, body = Mistake, description = "There is no such subscription"))
)]
pub(super) async fn unsubscribe(
    Shared(control): Shared<Control>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    match control.webhooks.unsubscribe(|s| s.id == id) {
        0 => Err(Problem::not_found("there is no subscription of this id")),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

/// List events with their deliveries
///
/// Oldest first; secrets are blacked out. Answers at once when there is one after `since`, else after `wait` at the latest.
#[utoipa::path(
    get, path = "/webhooks/events", operation_id = "list_events", tag = "webhooks", params(Since),
    responses((status = 200, body = EventList))
)]
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

/// Make an event
#[utoipa::path(
    post, path = "/webhooks/events", operation_id = "trigger_event", tag = "webhooks",
    responses((status = 201, body = Triggered), (status = 422, body = Mistake, description = "Zoom has no such event"))
)]
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

/// Send an event once more to those it went to
///
/// With the same request id.
#[utoipa::path(
    post, path = "/webhooks/events/{id}/resend", operation_id = "resend_event", tag = "webhooks",
    params(("id" = u64, Path, description = "The event's id")),
    responses((status = 200, body = Resent), (status = 404, body = Mistake, description = "No event of this id is kept"))
)]
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
