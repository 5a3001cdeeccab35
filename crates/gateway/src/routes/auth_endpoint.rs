//! `POST /`: stands in for Zoom's sample auth endpoint
//! (<https://github.com/zoom/meetingsdk-auth-endpoint-sample>) with the same request and answer, and refuses what that
//! signs without looking.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use countersign_token::{Claims, MeetingNumber, NativeClaims, Role, Ttl, WebClaims};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::problem::PropertyError;
use crate::state::AppState;
use crate::{Problem, body, routes};

/// What Zoom's sample answers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SampleAnswer)]
pub(super) struct Signed {
    signature: String,
    sdk_key: String,
}

/// What may be asked, once it is known to make sense.
#[derive(Debug, PartialEq)]
pub(super) struct Ask {
    pub(super) claims: Claims,
    pub(super) ttl: Ttl,
}

/// Sign, as Zoom's sample auth endpoint does
///
/// `role` 1 and `"platform": "native"` need an API key that may act for the meeting's host; everything else is open to
/// the allowed origins.
#[utoipa::path(
    post, path = "/", operation_id = "sign_like_the_sample", tag = "signatures",
    request_body(content = Object, description = "`meetingNumber`, `role`, `expirationSeconds`?, `videoWebRtcMode`?, `platform`?"),
    responses((status = 200, body = Signed), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn sign(
    State(state): State<AppState>,
    caller: Option<Caller>,
    request: Request,
) -> Result<Json<Signed>, Problem> {
    known_origin(&state, request.headers())?;
    let bytes = body::read(request, &state).await?;
    let ask = read(&bytes).map_err(refuse)?;
    routes::signatures::authorise(&state, caller.as_ref(), &ask.claims).await?;
    let signature = state.signer.sign(&ask.claims, state.now(), ask.ttl);
    Ok(Json(Signed {
        signature: signature.into_string(),
        sdk_key: state.signer.client_id().to_string(),
    }))
}

/// What a preflight gets: the headers are the CORS layer's.
pub(super) async fn preflight() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// A browser says where the asking page is from; a server says nothing.
fn known_origin(state: &AppState, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let own = state.config.own_origin();
    let mut known = state.config.allowed_origins.iter().chain([&own]);
    match known.any(|known| known.as_bytes() == origin.as_bytes()) {
        true => Ok(()),
        false => Err(Problem::forbidden(
            "origin-not-allowed",
            "pages of this origin may not ask for signatures; its operator adds it to allowed_origins",
        )),
    }
}

fn refuse(errors: Vec<PropertyError>) -> Problem {
    let mut problem = Problem::bad_request(
        "invalid-body",
        "the request cannot be signed; `errors` says why",
    );
    problem.errors = errors;
    problem
}

/// Reads the sample's request strictly: a number is digits, a role is 0 or 1, and nothing is cut off to fit. Properties
/// that the sample does not know are ignored, as it does.
pub(super) fn read(bytes: &[u8]) -> Result<Ask, Vec<PropertyError>> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| vec![wrong("$schema", body::without_values(&error))])?;
    let Value::Object(fields) = value else {
        return Err(vec![wrong("$schema", "the body must be a JSON object")]);
    };
    let mut errors = Vec::new();
    let mut keep = |error| errors.push(error);
    let ttl = ttl(&fields).map_err(&mut keep).ok();
    let claims = match fields.get("platform").and_then(Value::as_str) {
        Some("native") => Some(Claims::Native(NativeClaims {})),
        None | Some("web") if matches!(fields.get("platform"), None | Some(Value::String(_))) => {
            web(&fields)
                .map_err(|wrong| wrong.into_iter().for_each(&mut keep))
                .ok()
        }
        _ => {
            keep(wrong("platform", "must be web or native"));
            None
        }
    };
    match (claims, ttl) {
        (Some(claims), Some(ttl)) => Ok(Ask { claims, ttl }),
        _ => Err(errors),
    }
}

fn web(fields: &Map<String, Value>) -> Result<Claims, Vec<PropertyError>> {
    let given = |name| present(fields, name);
    match (given("meetingNumber"), given("role")) {
        (None, None) => Err(vec![wrong(
            "$schema",
            "meetingNumber and role are missing; a token for a native SDK is made for {\"platform\": \"native\"} with an API \
             key",
        )]),
        (None, Some(_)) | (Some(_), None) => Err(vec![wrong(
            "$schema",
            "If one of the following properties is present, all or none must be present: meetingNumber, role",
        )]),
        (Some(number), Some(role)) => {
            match (meeting_number(number), self::role(role), webrtc(fields)) {
                (Ok(number), Ok(role), Ok(mode)) => {
                    let mut claims = WebClaims::new(number, role);
                    claims.video_webrtc_mode = mode;
                    Ok(Claims::Web(claims))
                }
                (number, role, mode) => Err([number.err(), role.err(), mode.err()]
                    .into_iter()
                    .flatten()
                    .collect()),
            }
        }
    }
}

fn meeting_number(value: &Value) -> Result<MeetingNumber, PropertyError> {
    let refuse = |reason: String| wrong("meetingNumber", reason);
    match value {
        Value::String(text) => text.parse().map_err(|error| refuse(format!("{error}"))),
        Value::Number(number) => number
            .as_u64()
            .ok_or_else(|| refuse("must be a whole number".to_owned()))
            .and_then(|number| {
                MeetingNumber::try_from(number).map_err(|error| refuse(format!("{error}")))
            }),
        _ => Err(refuse("must be a string of digits".to_owned())),
    }
}

fn role(value: &Value) -> Result<Role, PropertyError> {
    let role = match whole(value) {
        Some(number) => Role::try_from(number).ok(),
        None => None,
    };
    role.ok_or_else(|| wrong("role", "Value is not valid, expected 0,1"))
}

fn webrtc(fields: &Map<String, Value>) -> Result<Option<bool>, PropertyError> {
    match present(fields, "videoWebRtcMode").map(whole) {
        None => Ok(None),
        Some(Some(0)) => Ok(Some(false)),
        Some(Some(1)) => Ok(Some(true)),
        Some(_) => Err(wrong("videoWebRtcMode", "Value is not valid, expected 0,1")),
    }
}

/// The sample takes 1800 to 172800. Zoom was seen to refuse both ends, so those two are moved inside by one second
/// rather than refused: callers that follow the sample's documentation go on working, with a token that Zoom takes.
fn ttl(fields: &Map<String, Value>) -> Result<Ttl, PropertyError> {
    let Some(value) = present(fields, "expirationSeconds") else {
        return Ok(Ttl::DEFAULT);
    };
    match whole(value) {
        Some(1_800) => Ok(Ttl::MIN),
        Some(172_800) => Ok(Ttl::MAX),
        Some(seconds) => {
            Ttl::from_secs(seconds).map_err(|error| wrong("expirationSeconds", error.to_string()))
        }
        None => Err(wrong(
            "expirationSeconds",
            "must be a whole number of seconds",
        )),
    }
}

/// JavaScript callers write `undefined` as a missing property, and some write null.
fn present<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.get(name).filter(|value| !value.is_null())
}

/// A whole number, also as a string of digits, which the sample allows.
fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn wrong(property: &'static str, reason: impl Into<String>) -> PropertyError {
    PropertyError {
        property,
        reason: reason.into(),
    }
}
