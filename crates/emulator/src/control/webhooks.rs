//! Webhooks: who hears of what, what was sent, and events made by hand.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::timeout;
use url::Url;
use utoipa::{IntoParams, ToSchema};

use crate::webhooks::{
    CustomHeader, Delivery, Event, MadeBy, NewSubscription, Problem as HookProblem, Standing,
    Subscription,
};

use super::attempts::LONGEST_WAIT;
use super::{Control, Mistake, Problem, redact};

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

/// Who hears of events.
#[derive(Serialize, ToSchema)]
pub(super) struct SubscriptionList {
    /// In the order in which they were made.
    subscriptions: Vec<SubscriptionShown>,
}

/// Somebody who hears of events.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SubscriptionShown {
    /// Never used twice.
    id: String,
    /// For people; may be empty.
    name: String,
    /// Without the parts that may hold a secret.
    url: String,
    /// `null`: all.
    #[schema(required = true)]
    events: Option<Vec<String>>,
    /// The hosts whose events are wanted; none stands for the whole account.
    user_ids: Vec<String>,
    /// `options` at start, `control` for this API, `app` by REST.
    made_by: &'static str,
    /// The app's that made it, when `madeBy` is `app`.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// `unproved` until the endpoint has proved that it knows the secret; `enabled`; `disabled` when it failed too often.
    standing: &'static str,
    /// Why it is not enabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
}

/// A new subscription.
#[derive(Serialize, ToSchema)]
pub(super) struct Subscribed {
    /// The subscription's.
    id: String,
}

/// Events with their deliveries.
#[derive(Serialize, ToSchema)]
pub(super) struct EventList {
    /// Oldest first.
    events: Vec<EventShown>,
    /// The `since` that asks for what comes next.
    next: u64,
}

/// An event that was told.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EventShown {
    /// From 1; never used twice.
    id: u64,
    /// Epoch milliseconds, by the emulator's clock.
    at_ms: u64,
    /// Its name: `meeting.started`.
    event: String,
    /// What is sent, with secrets blacked out.
    #[schema(value_type = Object)]
    body: Value,
    /// One for each subscription that wanted it.
    deliveries: Vec<Delivery>,
}

/// An event that was made by hand.
#[derive(Serialize, ToSchema)]
pub(super) struct Triggered {
    /// The event's.
    id: u64,
    /// To how many subscriptions it goes.
    deliveries: usize,
}

/// An event that is sent once more.
#[derive(Serialize, ToSchema)]
pub(super) struct Resent {
    /// To how many subscriptions it goes.
    deliveries: usize,
}

/// List who hears of events
#[utoipa::path(
    get, path = "/webhooks/subscriptions", operation_id = "list_subscriptions", tag = "webhooks",
    responses((status = 200, body = SubscriptionList, description = "All subscriptions"))
)]
pub(super) async fn subscriptions(Shared(control): Shared<Control>) -> Json<SubscriptionList> {
    Json(SubscriptionList {
        subscriptions: control.webhooks.subscriptions(SubscriptionShown::of),
    })
}

/// Subscribe an endpoint
///
/// It first has to prove, by `endpoint.url_validation`, that it knows the secret token. 20 subscriptions at most.
#[utoipa::path(
    post, path = "/webhooks/subscriptions", operation_id = "subscribe", tag = "webhooks",
    responses((status = 201, body = Subscribed, description = "The subscription that was made"), (status = 422, body = Mistake, description = "No such event or URL, the endpoint did not prove itself, or there are 20 already"))
)]
pub(super) async fn subscribe(
    Shared(control): Shared<Control>,
    Json(wanted): Json<Wanted>,
) -> Result<(StatusCode, Json<Subscribed>), Problem> {
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
    Ok((StatusCode::CREATED, Json(Subscribed { id })))
}

/// End a subscription
#[utoipa::path(
    delete, path = "/webhooks/subscriptions/{id}", operation_id = "unsubscribe", tag = "webhooks",
    params(("id" = String, Path, description = "The id that subscribing answered")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "There is no such subscription"))
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
    responses((status = 200, body = EventList, description = "Those after `since`"))
)]
pub(super) async fn events(
    Shared(control): Shared<Control>,
    Query(Since { since, wait }): Query<Since>,
) -> Json<EventList> {
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
    let events = events.into_iter().map(EventShown::from).collect();
    Json(EventList { events, next })
}

/// Make an event
#[utoipa::path(
    post, path = "/webhooks/events", operation_id = "trigger_event", tag = "webhooks",
    responses((status = 201, body = Triggered, description = "The event that was made"), (status = 422, body = Mistake, description = "Zoom has no such event"))
)]
pub(super) async fn trigger(
    Shared(control): Shared<Control>,
    Json(wanted): Json<Trigger>,
) -> Result<(StatusCode, Json<Triggered>), Problem> {
    let id = control
        .webhooks
        .trigger(&wanted.event, &wanted.data.into())?;
    let event = control.webhooks.events(id - 1);
    let deliveries = event.first().map_or(0, |event| event.deliveries.len());
    Ok((StatusCode::CREATED, Json(Triggered { id, deliveries })))
}

/// Send an event once more to those it went to
///
/// With the same request id.
#[utoipa::path(
    post, path = "/webhooks/events/{id}/resend", operation_id = "resend_event", tag = "webhooks",
    params(("id" = u64, Path, description = "The event's id")),
    responses((status = 200, body = Resent, description = "To how many it goes"), (status = 404, body = Mistake, description = "No event of this id is kept"))
)]
pub(super) async fn resend(
    Shared(control): Shared<Control>,
    Path(id): Path<u64>,
) -> Result<Json<Resent>, Problem> {
    let sent = control.webhooks.resend(id);
    let deliveries = sent.ok_or(Problem::not_found("no event of this id is kept"))?;
    Ok(Json(Resent { deliveries }))
}

impl SubscriptionShown {
    fn of(subscription: &Subscription) -> Self {
        let (made_by, client_id) = match &subscription.made_by {
            MadeBy::Options => ("options", None),
            MadeBy::Control => ("control", None),
            MadeBy::App { client_id } => ("app", Some(client_id.clone())),
        };
        let (standing, because) = match &subscription.standing {
            Standing::Unproved { because } => ("unproved", because.clone()),
            Standing::Enabled => ("enabled", None),
            Standing::Disabled { because } => ("disabled", Some(because.clone())),
        };
        Self {
            id: subscription.id.clone(),
            name: subscription.name.clone(),
            url: subscription.shown_url(),
            events: subscription.events.clone(),
            user_ids: subscription.user_ids.clone(),
            made_by,
            client_id,
            standing,
            because,
        }
    }
}

impl From<Event> for EventShown {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            at_ms: event.at_ms,
            event: event.name,
            body: redact::json(serde_json::from_str(&event.body).unwrap_or_default()),
            deliveries: event.deliveries,
        }
    }
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
