//! `/v2/marketplace/app/event_subscription`: apps subscribe by REST.
//!
//! Source of the answers: the Marketplace API reference. An app's own scopes for subscribing are not checked: every app has them.

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

use super::custom_header::CustomHeader;
use super::subscribing::check;
use super::{MadeBy, NewSubscription, Problem, Subscription, Webhooks, logs};
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
pub(super) struct Refusal(pub(super) u16, pub(super) u32, pub(super) String);

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
        .route("/v2/marketplace/apps/{app}/webhook_logs", get(logs::list))
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
        custom: wanted.custom()?.unwrap_or_default(),
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
    let events = wanted.events.as_deref().unwrap_or_default();
    check(events)?;
    let app = MadeBy::App {
        client_id: client_id.clone(),
    };
    hub.check_allowed(&app, events)?;
    let custom = wanted.custom()?;
    let user_ids = match wanted.user_ids {
        Some(_) => Some(wanted.users(&hub)?),
        None => None,
    };
    let own = hub.with(&id, |s| {
        is_of(s, &client_id).then(|| (s.url.clone(), s.custom.clone()))
    });
    let (old_url, old_custom) = own.flatten().ok_or_else(|| nothing(&id))?;
    let url = wanted.url()?.filter(|url| *url != old_url);
    if url.is_some() || custom.is_some() {
        let (url, custom) = (url.unwrap_or(old_url), custom.unwrap_or(old_custom));
        hub.move_to(&id, url, custom).await?;
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

    fn custom(&self) -> Result<Option<CustomHeader>, Refusal> {
        let custom = self.custom_header.as_ref().map(CustomHeader::parse);
        let wrong = |field: &str| invalid(&format!("custom_header.{field}"));
        custom.transpose().map_err(wrong)
    }

    fn users(&self, hub: &Webhooks) -> Result<Vec<String>, Refusal> {
        let state = &hub.0.state;
        if self
            .account_id
            .as_ref()
            .is_some_and(|id| *id != state.account_id())
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
        "created_source": "openapi",
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

pub(super) fn authenticate(hub: &Webhooks, headers: &HeaderMap) -> Result<String, Refusal> {
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
            Problem::NotAllowed(_) => {
                let message = "The event is not allowed for the app.";
                Self(400, 1602, message.to_owned())
            }
            Problem::NoToken(because) => Self(
                404,
                1702,
                format!("The event webhook token url validate failed: {because}."),
            ),
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
