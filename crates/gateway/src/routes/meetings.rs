//! `/v1/meetings` and `/v1/webinars`: create, list, read, change, delete. Bodies and answers are Zoom's own, so that
//! Zoom's documentation is the reference; what is ours is who may, and that a creation can be repeated safely.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use countersign_zoom::PageRequest;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::target::{Plural, Target};
use crate::Problem;
use crate::auth::Caller;
use crate::body::JsonBody;
use crate::state::AppState;
use crate::store::Attempt;

/// The header that makes a creation safe to repeat.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Create a meeting or webinar
///
/// The body is that of Zoom's own API, and `host`: the e-mail address or id of the user who will host it, which a key
/// for one host may leave out. With an `Idempotency-Key` header a repeated request answers with the meeting of the first.
#[utoipa::path(
    post, path = "/v1/{kind}", operation_id = "create_meeting", tag = "meetings", security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("idempotency-key" = Option<String>, Header)),
    request_body(content = Object, description = "Zoom's fields and `host`"),
    responses((status = 201, body = Object, description = "Zoom's answer without `start_url`"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Plural(kind): Plural,
    headers: HeaderMap,
    JsonBody(mut fields): JsonBody<Map<String, Value>>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let zoom = state.zoom()?;
    let request = Sha256::digest(format!("{kind:?} {}", Value::Object(fields.clone()))).into();
    let host = host(&caller, fields.remove("host"))?;
    caller.must_act_for(&state, &host).await?;
    may_schedule_for(&state, &caller, &fields).await?;
    let Some(key) = attempt_key(&caller, &headers)? else {
        return Ok((
            StatusCode::CREATED,
            Json(kind.create(zoom, &host, fields).await?),
        ));
    };
    match state.store.begin(&key, &request, state.now()).await? {
        Attempt::First => {}
        Attempt::Made(number) => {
            let again = kind.get(zoom, number).await?;
            return Ok((StatusCode::CREATED, Json(again)));
        }
        Attempt::Unknown => {
            return Err(Problem::conflict(
                "attempt-unknown",
                "the first request with this Idempotency-Key is under way, or Zoom's answer to it was lost; list before you \
                 send it with a new key",
            ));
        }
        Attempt::OtherRequest => {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "this Idempotency-Key was used for another request",
            ));
        }
    }
    match kind.create(zoom, &host, fields).await {
        Ok(made) => {
            let number = made["id"].as_u64().unwrap_or_default();
            state.store.made(&key, number).await?;
            Ok((StatusCode::CREATED, Json(made)))
        }
        Err(refused) => {
            if !refused.may_have_happened {
                state.store.forget(&key).await?;
            }
            Err(refused.into())
        }
    }
}

/// Which page of which list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// E-mail address or id of the user whose meetings to list; a key for one host may leave it out.
    host: Option<String>,
    /// 1 to 300; 30 if absent.
    page_size: Option<u16>,
    /// As the page before gave it.
    next_page_token: Option<String>,
}

/// List a host's meetings or webinars
#[utoipa::path(
    get, path = "/v1/{kind}", operation_id = "list_meeting", tag = "meetings", security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), Page),
    responses((status = 200, body = Object, description = "Zoom's answer"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Plural(kind): Plural,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(page) = page.map_err(|_| {
        Problem::bad_request(
            "invalid-query",
            "the query takes host, page_size (a number) and next_page_token",
        )
    })?;
    let host = host(&caller, page.host.map(Value::String))?;
    caller.must_act_for(&state, &host).await?;
    let request = PageRequest {
        page_size: page.page_size.map(|size| size.clamp(1, 300)),
        next_page_token: page.next_page_token,
    };
    Ok(Json(kind.list(state.zoom()?, &host, &request).await?))
}

/// Read a meeting or webinar
#[utoipa::path(
    get, path = "/v1/{kind}/{number}", operation_id = "read_meeting", tag = "meetings", security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("number" = String, Path)),
    responses((status = 200, body = Object, description = "Zoom's answer without `start_url`"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn read(
    State(state): State<AppState>,
    caller: Caller,
    target: Target,
) -> Result<Json<Value>, Problem> {
    let found = target.kind.get(state.zoom()?, target.number.get()).await?;
    let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
    caller.must_act_for_any(&[&text("host_id"), &text("host_email")])?;
    Ok(Json(found))
}

/// Change a meeting or webinar
#[utoipa::path(
    patch, path = "/v1/{kind}/{number}", operation_id = "update_meeting", tag = "meetings", security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("number" = String, Path)),
    request_body(content = Object, description = "Zoom's fields to change"),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn update(
    State(state): State<AppState>,
    caller: Caller,
    target: Target,
    JsonBody(fields): JsonBody<Map<String, Value>>,
) -> Result<StatusCode, Problem> {
    caller.must_host(&state.meeting(target.kind, target.number).await?)?;
    may_schedule_for(&state, &caller, &fields).await?;
    target
        .kind
        .update(state.zoom()?, target.number.get(), fields)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a meeting or webinar
#[utoipa::path(
    delete, path = "/v1/{kind}/{number}", operation_id = "delete_meeting", tag = "meetings", security(("key" = [])),
    params(("kind" = String, Path, description = "`meetings` or `webinars`"), ("number" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Caller,
    target: Target,
) -> Result<StatusCode, Problem> {
    caller.must_host(&state.meeting(target.kind, target.number).await?)?;
    target
        .kind
        .delete(state.zoom()?, target.number.get())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The host that a request names, or the only one there can be.
fn host(caller: &Caller, named: Option<Value>) -> Result<String, Problem> {
    match named {
        Some(Value::String(host)) if host == "me" => Err(Problem::bad_request(
            "invalid-host",
            "host must be an e-mail address or a user id: for a Server-to-Server app `me` is whoever made the app",
        )),
        Some(Value::String(host)) if !host.is_empty() && host.len() <= 128 => Ok(host),
        Some(_) => Err(Problem::bad_request(
            "invalid-host",
            "host must be the e-mail address or the id of a Zoom user",
        )),
        None => caller.only_host().map(str::to_owned).ok_or_else(|| {
            Problem::bad_request(
                "host-missing",
                "host is missing: the e-mail address or the id of the Zoom user who hosts",
            )
        }),
    }
}

/// `schedule_for` gives the meeting to another host; the key must be good for that one too.
async fn may_schedule_for(
    state: &AppState,
    caller: &Caller,
    fields: &Map<String, Value>,
) -> Result<(), Problem> {
    match fields.get("schedule_for") {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(user)) => caller.must_act_for(state, user).await,
        Some(_) => Err(Problem::bad_request(
            "invalid-body",
            "schedule_for must be the e-mail address or the id of a Zoom user",
        )),
    }
}

/// Keys of different callers are different keys.
fn attempt_key(caller: &Caller, headers: &HeaderMap) -> Result<Option<[u8; 32]>, Problem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    match key.as_bytes() {
        key if (1..=255).contains(&key.len()) => {
            let digest = Sha256::new()
                .chain_update(caller.key_id())
                .chain_update([0])
                .chain_update(key);
            Ok(Some(digest.finalize().into()))
        }
        _ => Err(Problem::bad_request(
            "invalid-idempotency-key",
            "Idempotency-Key must be 1 to 255 characters",
        )),
    }
}
