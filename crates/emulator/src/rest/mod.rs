//! Zoom's REST API, version 2: users, meetings, webinars and registrants, as far as an embedded meeting needs them.
//!
//! Written after Zoom's published OpenAPI descriptions and error texts, and after answers that people recorded;
//! it shares no type with the client, so that a mistake in one is not hidden by the same mistake in the other.
//!
//! # Order of checks
//!
//! Bearer token (401/124) → rate limit (429) → endpoint known (404/2300) → scope (400/4711) → role (400/200) → body (400/300) → object
//! (404/3001, 404/1001) → plan and everything else. Only the first failure is answered.
//!
//! # Limitations
//!
//! Guessed, because no published source says:
//! * a method that a path does not have, and a path below `/users/{userId}` that is not emulated, answer 404/2300;
//! * a slash at the end of a path changes nothing: a client in use with Zoom sends one;
//! * a meeting's id on a webinar endpoint answers 400/300 "Invalid webinar ID.";
//! * a value of the wrong type, an unknown time zone or a malformed `start_time` is an invalid field (400/300);
//!   digits and `true`/`false` in quotation marks are taken;
//! * the status of a body that is too large (400/300, as for one that is no JSON);
//! * ending what is not live answers 204 and changes nothing (documents of 2018 list 3007 "already ended");
//! * deleting what is live ends it (documents of 2018 list 3002);
//! * `type=token` of the user token endpoint answers the documented sentence as `message`;
//! * `account_id`, if it is not well-formed, answers "Bad Request", otherwise "Account does not exist": both texts
//!   were seen, not what makes the difference;
//! * registering an e-mail again answers the existing registrant; `cancel` takes it off the list, so that it may
//!   register anew;
//! * a recurring series is listed with one row per date; a month without the wanted day is skipped;
//! * at most 60 dates of a series are kept (references disagree: 50 or 60);
//! * a webinar's default topic, and the passcode (six digits) where none is given;
//! * the `error` of a refused code or redirect (`invalid_request`), the text for a wrong `code_verifier`, that any try
//!   uses a code up, what a refusing user is sent back with (OAuth's `access_denied`), that revoking what is no token
//!   succeeds;
//! * an app that lists no redirect URL may send its users to `localhost`; at Zoom it has to list one, and has a client
//!   ID of its own for PKCE without a secret;
//! * a token whose scopes lack `:admin` reaches its own user, and what that user hosts, and is refused the rest as one
//!   that lacks the `:admin` scope (400/4711);
//! * a meeting's registrant that does not exist answers 400/300, as when deleting; removing a panelist that does not
//!   exist answers 204; a webinar takes 100 panelists;
//! * a date that is none answers 400/300 "Invalid parameter: `occurrence_ids`."; without dates one registers for all;
//! * batches count as registrations; ten decisions about a registrant a day, in the words for registrations;
//! * a registration form asks for nothing at first; the text of the invitation; what a link of `invite_links` looks like;
//! * an instance's `occurrence_id` is that of the nearest date; `total_minutes` are begun minutes of all together;
//! * that the owner cannot be removed (400/200 "No permission."), and that `activate` takes one who is pending;
//! * a webinar's poll that does not exist answers 400/4400 "Invalid poll IDs.", as when deleting; what the survey says where
//!   none was made; a survey asked elsewhere takes the place of one asked here, and the other way round; a poll has 50
//!   questions, an answer 200 characters;
//! * a caption token is good for two hours;
//! * a stream that was not set has empty texts; the text for starting that of a meeting; a stream ends with its meeting, which is told;
//! * one template is read with the granular scope for all, as its description names a classic one alone; one that does not exist answers 400/300; a meeting without a summary answers as if there were none (404/3001), and a
//!   recording's settings as the recording (404/3301);
//! * a tracking field's name has 200 characters; `search_key` is a part of the topic, whatever its case, or the number;
//! * a template has topic, agenda, length and settings, and is called by the topic where it has no name; one that does not
//!   exist makes what none would; revoking a user's SSO token ends their ZAKs and OBF tokens as well;
//! * a personal room has `use_pmi`, no time and no registration, and is listed while it is live; what is scheduled into it
//!   takes its passcode and changes its security; a host key is the end of the personal meeting id until another is set;
//! * the report on the participants of what had a single one is refused as if it had not ended, and reports reach back six
//!   months without a word; `pastOne` are those with a single participant, as older descriptions have it; a day may be a moment;
//! * a passcode that is not what the host's settings want is an invalid field (400/300), also in an update;
//! * failed calls do not count for the hundred creates and updates per host and day.
//!
//! Simpler than Zoom:
//! * one account, no groups; a user's settings are those that meetings are made with, and a few more; nothing is locked; what
//!   else is set is taken and forgotten;
//! * rate limits per second and day are off unless they are turned on (`State::set_rate_limits`); those per host and
//!   per registrant are always on; a second's calls may come all at once;
//! * alternative hosts are not checked; assistants do nothing but schedule for others and start what these host;
//! * a registrant's link is good on every date once it is approved for one;
//! * a user's name, type, time zone, address, personal meeting id and host key can be changed, the rest is taken and forgotten; webinars come by
//!   the control port; one who was invited is pending until the control port or `activate` makes them active;
//! * clocking in and out changes nothing;
//! * the address that a caption token is accepts nothing; it is given whatever the settings;
//! * a stream goes nowhere, whatever `settings` it is started with; tokens for recording, streaming and archiving are taken by nothing
//!   here, and given whatever the settings; name tags show nowhere, and there are no pictures in a webinar's branding;
//! * a meeting's tracking fields need not be those of the account, and required ones need not be given;
//! * there are no summaries; reports on all that was held do not know which features were used, nor who watched a webinar; a survey
//!   has no id in reports; of a template Zoom's settings within the meeting are left out;
//! * simulive, tracking fields and the like are echoed and have no effect; mail is never sent;
//! * an expired meeting disappears from lists, but can still be read by its number;
//! * nobody signs in: the page of consent lets one choose any active user, and a General app gets all its scopes;
//! * the token of `client_credentials` opens no meeting, webinar or user;
//! * polls and surveys are kept and never asked: their results, and recordings, summaries and questions, are empty lists, and `live_meetings` events are accepted and do
//!   nothing; visits of a tracking source are not counted;
//! * reports are those of hosts, meetings, participants, answers and days: none of chats, telephones, billing or activities;
//! * a form's questions are not checked against the answers to choose from.

mod account_reports;
mod assistants;
mod batch;
mod body;
mod branding;
mod call;
mod captions;
mod draft;
mod endpoints;
mod invitations;
mod lists;
mod live_events;
mod livestream;
mod media_tokens;
mod meetings;
mod paging;
mod panelists;
mod passcode;
mod past;
mod path;
mod polls;
mod question;
mod questions;
mod recordings;
mod recurrence;
mod refusal;
mod registrants;
mod registration;
mod report_answers;
mod reports;
mod requested;
mod room;
mod settings;
mod shapes;
mod shown;
mod status;
mod summaries;
mod survey;
mod templates;
mod time;
mod tracking;
mod tracking_fields;
mod usage;
mod user_changes;
mod user_settings;
mod user_tokens;
mod users;
mod words;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::any;
use serde_json::{Map, Value};

use self::call::{Call, Reply};
use self::endpoints::{Endpoint, Reach};
use self::path::Variables;
use self::refusal::Refusal;
pub(crate) use self::room::{find as find_meeting, of as room_of};
pub(crate) use self::shown::{join_url, occurrence, pwd, registration_url};
pub(crate) use self::time::{http_date, utc};
pub(crate) use self::user_changes::address;
use crate::oauth;
use crate::state::{AccessProblem, AppKind, Caller, DEFAULT_SCOPES, Label, State, TooMany};

/// Longer bodies are refused.
const MAX_BODY_BYTES: usize = 256 * 1024;

/// OAuth and `/v2/…`.
pub fn router(state: State) -> Router {
    Router::new()
        .merge(oauth::router())
        .route("/v2/", any(v2))
        .route("/v2/{*path}", any(v2))
        .with_state(state)
}

/// Every endpoint: its method, and its path below `/v2`, where a part in braces stands for any one part.
pub fn endpoints() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = endpoints::ENDPOINTS.iter();
    table.map(|endpoint| (endpoint.method.as_str(), endpoint.path))
}

async fn v2(
    axum::extract::State(state): axum::extract::State<State>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.ok();
    let path = parts.uri.path().strip_prefix("/v2").unwrap_or_default();
    let found = endpoints::find(&parts.method, path);
    let label = found
        .as_ref()
        .map_or(Label::Light, |(endpoint, _)| endpoint.label);
    let outcome = answer(&state, &parts, path, found, body.as_deref());
    respond(&state, label, outcome)
}

/// The checks in Zoom's order, then the endpoint itself.
fn answer(
    state: &State,
    parts: &Parts,
    path: &str,
    found: Option<(&'static Endpoint, Variables)>,
    body: Option<&[u8]>,
) -> Result<Reply, Refusal> {
    let caller = match parts.extensions.get::<ForTheAccount>() {
        Some(ForTheAccount) => the_account(state),
        None => admit(state, parts, found.as_ref().map(|(endpoint, _)| *endpoint))?,
    };
    let (endpoint, [named, part]) = found.ok_or_else(Refusal::unknown_endpoint)?;
    let reach = endpoint
        .reach(&caller.scopes)
        .ok_or_else(|| Refusal::missing_scopes(&endpoint.granular_scopes()))?;
    let me = state
        .user(&caller.user_id)
        .ok_or_else(Refusal::invalid_token)?;
    let own = endpoint.concerns(state, &me, &named);
    if !own && reach == Reach::Own {
        return Err(Refusal::missing_scopes(&endpoint.admin_scope()));
    }
    if !own && !me.admin {
        return Err(Refusal::missing_permission(endpoint.permission()));
    }
    let body = if endpoint.has_body() {
        object(body)?
    } else {
        Map::new()
    };
    let query = parts.uri.query().unwrap_or_default();
    (endpoint.run)(&Call {
        state,
        now: state.clock().now(),
        me,
        kind: endpoint.kind,
        method: parts.method.clone(),
        pattern: endpoint.path,
        path,
        named,
        part,
        query: url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect(),
        body,
    })
}

/// Marks a request as the emulator's own, for a seed: it needs no token, and is held to no limit or scope.
#[derive(Clone, Copy)]
pub(crate) struct ForTheAccount;

fn the_account(state: &State) -> Caller {
    let credentials = state.credentials();
    Caller {
        client_id: credentials.s2s.client_id,
        user_id: credentials.host.id,
        scopes: DEFAULT_SCOPES.iter().map(ToString::to_string).collect(),
        for_itself: false,
    }
}

/// Who calls, once the call is counted.
fn admit(state: &State, parts: &Parts, endpoint: Option<&Endpoint>) -> Result<Caller, Refusal> {
    let caller = authenticate(state, &parts.headers)?;
    if caller.for_itself {
        return Err(for_itself(state, &caller));
    }
    let label = endpoint.map_or(Label::Light, |endpoint| endpoint.label);
    state.take_call(label).map_err(too_many)?;
    Ok(caller)
}

fn authenticate(state: &State, headers: &HeaderMap) -> Result<Caller, Refusal> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (scheme, token) = header.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::invalid_token());
    }
    state.caller(token.trim()).map_err(|problem| match problem {
        AccessProblem::Invalid => Refusal::invalid_token(),
        AccessProblem::Expired => Refusal::expired_token(),
    })
}

fn too_many(problem: TooMany) -> Refusal {
    match problem {
        TooMany::Second { limit } => Refusal::too_many_a_second(limit),
        TooMany::Day { limit, until } => Refusal::too_many_a_day(limit, utc(until)),
    }
}

/// A token that is of no user opens nothing here. For Server-to-Server OAuth apps the text was reported; for others
/// none is known.
fn for_itself(state: &State, caller: &Caller) -> Refusal {
    match state.app_kind(&caller.client_id) {
        Some(AppKind::ServerToServer) => Refusal::new(400, 200, "Invalid api key or secret."),
        _ => Refusal::invalid_token(),
    }
}

/// `None` is a body that was too long or broke off.
fn object(body: Option<&[u8]>) -> Result<Map<String, Value>, Refusal> {
    body.and_then(|bytes| serde_json::from_slice(bytes).ok())
        .ok_or_else(Refusal::not_json)
}

fn respond(state: &State, label: Label, outcome: Result<Reply, Refusal>) -> Response {
    let (status, body, limited) = match outcome {
        Ok(Reply(status, body)) => (status, body, None),
        Err(refusal) => (refusal.status, Some(refusal.body()), refusal.limited),
    };
    let mut response = Response::new(
        body.as_ref()
            .map_or_else(Body::empty, |body| Body::from(body.to_string())),
    );
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(
        HeaderName::from_static("x-zm-trackingid"),
        state.tracking_id(),
    );
    set(DATE, http_date(state.clock().now()));
    set(
        HeaderName::from_static("x-ratelimit-category"),
        format!("{label:?}"),
    );
    if body.is_some() {
        set(CONTENT_TYPE, "application/json;charset=UTF-8".to_owned());
    }
    if let Some(limited) = limited {
        let name = HeaderName::from_static;
        set(name("x-ratelimit-limit"), limited.limit.to_string());
        set(name("x-ratelimit-remaining"), "0".to_owned());
        if let Some(kind) = limited.kind {
            set(name("x-ratelimit-type"), kind.to_owned());
        }
        if let Some(until) = limited.until {
            set(RETRY_AFTER, until);
        }
    }
    response
}
