//! `GET /v2/marketplace/apps/{appId}/webhook_logs`: what was sent to an app.
//!
//! Source: the Marketplace API reference, as `@zoom/rivet` 0.4.0 has it. An app's id is its client ID here.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::Webhooks;
use super::record::{Event, Try};
use super::rest::{Refusal, authenticate};
use super::subscription::MadeBy;
use crate::rest;

const DEFAULT_SIZE: usize = 30;
const MAX_SIZE: usize = 300;
/// Zoom's names for `type`.
const FAILED: &str = "2";
const SUCCEEDED: &str = "3";

pub(super) async fn list(
    Shared(hub): Shared<Webhooks>,
    Path(app): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let client_id = authenticate(&hub, &headers)?;
    if client_id != app {
        let message = format!("App does not exist: {app}.");
        return Err(Refusal(404, 1601, message));
    }
    let asked = |name: &str| {
        query
            .get(name)
            .map(String::as_str)
            .filter(|v| !v.is_empty())
    };
    let of_app = |s: &super::Subscription| {
        let own = s.made_by
            == MadeBy::App {
                client_id: app.clone(),
            };
        own.then(|| (s.id.clone(), s.shown_url()))
    };
    let endpoints: HashMap<_, _> = hub.subscriptions(of_app).into_iter().flatten().collect();
    let mut rows = Vec::new();
    for event in hub.events(0).iter().rev() {
        if asked("event").is_some_and(|name| name != event.name) {
            continue;
        }
        for delivery in &event.deliveries {
            let Some(endpoint) = endpoints.get(&delivery.subscription) else {
                continue;
            };
            for one in delivery
                .tries
                .iter()
                .rev()
                .filter(|one| is_asked(one, asked))
            {
                let mut row = row(event, one, endpoint);
                row["subscription_id"] = delivery.subscription.clone().into();
                row["request_id"] = delivery.request_id.clone().into();
                rows.push(row);
            }
        }
    }
    page(&hub, &app, asked, rows)
}

fn is_asked<'a>(one: &Try, asked: impl Fn(&str) -> Option<&'a str>) -> bool {
    let good = one
        .status
        .is_some_and(|status| (200..300).contains(&status));
    let date = rest::utc(one.at_ms / 1000);
    let day = date.get(..10).unwrap_or_default();
    let kind = match asked("type") {
        Some(FAILED) => !good,
        Some(SUCCEEDED) => good,
        _ => true,
    };
    kind && asked("retry_num").is_none_or(|retry| retry == one.retry.to_string())
        && asked("from").is_none_or(|from| from <= day)
        && asked("to").is_none_or(|to| day <= to)
}

/// `status` is 0 where there was no answer.
fn row(event: &Event, one: &Try, endpoint: &str) -> Value {
    json!({
        "event": event.name,
        "status": one.status.unwrap_or(0),
        "endpoint": endpoint,
        "request_body": &*event.body,
        "date_time": rest::utc(one.at_ms / 1000),
        "retry_num": one.retry,
    })
}

fn page<'a>(
    hub: &Webhooks,
    app: &str,
    asked: impl Fn(&str) -> Option<&'a str>,
    rows: Vec<Value>,
) -> Result<Json<Value>, Refusal> {
    let state = &hub.0.state;
    let size = asked("page_size").and_then(|size| size.parse().ok());
    let size = size.unwrap_or(DEFAULT_SIZE).clamp(1, MAX_SIZE);
    let filter = |name| asked(name).unwrap_or_default();
    let list = format!(
        "webhook_logs/{app}?{}&{}&{}",
        filter("event"),
        filter("type"),
        filter("retry_num")
    );
    let start = match asked("next_page_token") {
        Some(token) => state.resolve_page_token(token, &list).ok_or_else(|| {
            Refusal(
                400,
                300,
                "The next page token is invalid or expired.".to_owned(),
            )
        })?,
        None => 0,
    };
    let end = start.saturating_add(size).min(rows.len());
    let next = match end < rows.len() {
        true => state.issue_page_token(end, &list),
        false => String::new(),
    };
    let rows: Vec<Value> = rows.into_iter().skip(start).take(size).collect();
    Ok(Json(
        json!({ "next_page_token": next, "page_size": size, "webhook_logs": rows }),
    ))
}
