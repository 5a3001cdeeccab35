//! `/v2/marketplace/app/event_subscription`: apps subscribe by REST.
//!
//! Source of the answers: the Marketplace API reference. Scopes are not checked. The shape of the list is a guess.

use axum::Json;
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::{MadeBy, NewSubscription, Problem, Subscription, Webhooks, check};
use crate::state::AccessProblem;

/// Longer bodies are refused.
const MAX_BODY_BYTES: usize = 64 * 1024;
/// Zoom takes no more.
const MAX_USERS: usize = 10;

#[derive(Deserialize)]
struct Wanted {
    events: Option<Vec<String>>,
    event_webhook_url: Option<String>,
    subscription_scope: Option<String>,
    event_subscription_name: Option<String>,
    user_ids: Option<Vec<String>>,
    account_id: Option<String>,
    custom_header: Option<Value>,
}

/// A status, Zoom's code and its message.
struct Refusal(u16, u32, String);

pub(crate) fn router(webhooks: Webhooks) -> Router {
    Router::new()
        .route(
            "/v2/marketplace/app/event_subscription",
            get(list).post(create).delete(unsubscribe),
        )
        .route(
            "/v2/marketplace/app/event_subscription/{id}",
            patch(change).delete(delete),
        )
        .with_state(webhooks)
}

async fn list(Shared(hub): Shared<Webhooks>, headers: HeaderMap) -> Result<Json<Value>, Refusal> {
    let client_id = authenticate(&hub, &headers)?;
    let own = hub.subscriptions(|s| is_of(s, &client_id).then(|| shown(s)));
    let own: Vec<Value> = own.into_iter().flatten().collect();
    Ok(Json(json!({ "event_subscriptions": own })))
}

async fn create(Shared(hub): Shared<Webhooks>, request: Request) -> Result<Response, Refusal> {
    let (client_id, body) = read(&hub, request).await?;
    let wanted = parse(&body)?;
    let events = wanted.events.clone().filter(|events| !events.is_empty());
    let scope = wanted.subscription_scope.as_deref().unwrap_or_default();
    if !["user", "account", "master_account"].contains(&scope) {
        return Err(invalid("subscription_scope"));
    }
    let new = NewSubscription {
        name: wanted.event_subscription_name.clone().unwrap_or_default(),
        url: wanted.url()?.ok_or_else(|| invalid("event_webhook_url"))?,
        events: Some(events.ok_or_else(|| invalid("events"))?),
        user_ids: wanted.users(&hub)?,
        made_by: MadeBy::App { client_id },
    };
    let id = hub.subscribe(new).await?;
    let body = Json(json!({ "event_subscription_id": id }));
    Ok((StatusCode::CREATED, body).into_response())
}

async fn change(
    Shared(hub): Shared<Webhooks>,
    Path(id): Path<String>,
    request: Request,
) -> Result<StatusCode, Refusal> {
    let (client_id, body) = read(&hub, request).await?;
    let wanted = parse(&body)?;
    check(wanted.events.as_deref().unwrap_or_default())?;
    let user_ids = match wanted.user_ids {
        Some(_) => Some(wanted.users(&hub)?),
        None => None,
    };
    let own = hub.with(&id, |s| is_of(s, &client_id).then(|| s.url.clone()));
    let old_url = own.flatten().ok_or_else(|| nothing(&id))?;
    let url = wanted.url()?.filter(|url| *url != old_url);
    if let Some(url) = url {
        hub.move_to(&id, url).await?;
    }
    hub.with(&id, |subscription| {
        subscription.events = wanted.events.or(subscription.events.take());
        if let Some(name) = wanted.event_subscription_name {
            subscription.name = name;
        }
        if let Some(user_ids) = user_ids {
            subscription.user_ids = user_ids;
        }
    });
    Ok(StatusCode::NO_CONTENT)
}

async fn delete(
    Shared(hub): Shared<Webhooks>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let client_id = authenticate(&hub, &headers)?;
    match hub.unsubscribe(|s| s.id == id && is_of(s, &client_id)) {
        0 => Err(nothing(&id)),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

/// Takes all of the app's own.
async fn unsubscribe(
    Shared(hub): Shared<Webhooks>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let client_id = authenticate(&hub, &headers)?;
    hub.unsubscribe(|s| is_of(s, &client_id));
    Ok(StatusCode::NO_CONTENT)
}

impl Wanted {
    fn url(&self) -> Result<Option<Url>, Refusal> {
        let Some(text) = &self.event_webhook_url else {
            return Ok(None);
        };
        let url = Url::parse(text).ok().filter(|url| {
            text.len() <= 2_048 && url.has_host() && matches!(url.scheme(), "http" | "https")
        });
        url.map(Some).ok_or_else(|| invalid("event_webhook_url"))
    }

    fn users(&self, hub: &Webhooks) -> Result<Vec<String>, Refusal> {
        if self
            .custom_header
            .as_ref()
            .is_some_and(|header| header["custom_header_type"] != 0)
        {
            return Err(invalid("custom_header"));
        }
        let state = &hub.0.state;
        if self
            .account_id
            .as_ref()
            .is_some_and(|id| id != state.account_id())
        {
            return Err(invalid("account_id"));
        }
        let named = self.user_ids.as_deref().unwrap_or_default();
        if named.len() > MAX_USERS {
            return Err(invalid("user_ids"));
        }
        let id = |name: &String| Some(state.find_user(name)?.id);
        named
            .iter()
            .map(|name| {
                id(name).ok_or_else(|| Refusal(404, 1001, format!("User does not exist: {name}.")))
            })
            .collect()
    }
}

fn shown(subscription: &Subscription) -> Value {
    json!({
        "event_subscription_id": subscription.id,
        "event_subscription_name": subscription.name,
        "event_webhook_url": subscription.url,
        "events": subscription.events,
        "subscription_scope": if subscription.user_ids.is_empty() { "account" } else { "user" },
        "user_ids": subscription.user_ids,
    })
}

fn is_of(subscription: &Subscription, client_id: &str) -> bool {
    matches!(&subscription.made_by, MadeBy::App { client_id: app } if app == client_id)
}

async fn read(hub: &Webhooks, request: Request) -> Result<(String, Bytes), Refusal> {
    let (parts, body) = request.into_parts();
    let client_id = authenticate(hub, &parts.headers)?;
    let body = to_bytes(body, MAX_BODY_BYTES)
        .await
        .map_err(|_| not_json())?;
    Ok((client_id, body))
}

fn parse(body: &[u8]) -> Result<Wanted, Refusal> {
    let object: Value = serde_json::from_slice(body).map_err(|_| not_json())?;
    serde_json::from_value(object).map_err(|_| Refusal(400, 1500, "Validation Failed.".to_owned()))
}

fn authenticate(hub: &Webhooks, headers: &HeaderMap) -> Result<String, Refusal> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let (scheme, token) = header
        .and_then(|header| header.split_once(' '))
        .unwrap_or_default();
    let refused = |message: &str| Refusal(401, 124, message.to_owned());
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(refused("Invalid access token."));
    }
    match hub.0.state.caller(token.trim()) {
        Ok(caller) => Ok(caller.client_id),
        Err(AccessProblem::Invalid) => Err(refused("Invalid access token.")),
        Err(AccessProblem::Expired) => Err(refused("Access token is expired.")),
    }
}

fn invalid(field: &str) -> Refusal {
    Refusal(
        400,
        1500,
        format!("Validation Failed. Invalid field: {field}."),
    )
}

fn not_json() -> Refusal {
    let message = "Request Body should be a valid JSON object.";
    Refusal(400, 300, message.to_owned())
}

fn nothing(id: &str) -> Refusal {
    Refusal(404, 1601, format!("No such event subscription: {id}."))
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::UnknownEvent(event) => Self(400, 1601, format!("No such event: {event}.")),
            Problem::NotProved(because) => Self(
                404,
                1701,
                format!("The event webhook url validate failed: {because}."),
            ),
            Problem::TooMany => Self(400, 1500, "An app has at most 20 subscriptions.".to_owned()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(status, code, message) = self;
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Json(json!({ "code": code, "message": message }))).into_response()
    }
}
