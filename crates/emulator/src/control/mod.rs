//! The control port: JSON for tests and inspectors, apart from what emulates Zoom.
//!
//! | request | what it does |
//! |---|---|
//! | `GET /` | the inspector, a page for people |
//! | `GET /openapi.json` | the description of this API, see [`openapi`] |
//! | `GET /health` | says `ok` |
//! | `POST /reset` | forgets meetings, requests, attempts, events, faults and the subscriptions made since the start |
//! | `POST /load` | a seed: `{"account"?, "apps"?, "users"?, "meetings"?, "webinars"?}`; see [`crate::Seed`] |
//! | `GET /snapshot?secrets=true` | the whole state as one document, see [`crate::MAX_SNAPSHOT`]; client secrets, signing keys and hidden parts of endpoints are in it only when they are asked for, passcodes always |
//! | `PUT /snapshot` | such a document takes the place of the state; a bad one is refused and changes nothing |
//! | `GET /account`, `PATCH /account` | rate limits and tokens; `{"plan"?, "rateLimits"?, "limits"?, "newestTokenOnly"?, "scopeLagSeconds"?}`; a plan is `free`, `pro` or `business`, limits are `{"light"?, "medium"?, "heavy"?}` with `{"perSecond", "perDay"?}` each |
//! | `GET /apps`, `POST /apps` | the apps; `{"kind", "scopes"?, "redirectUris"?, "published"?, "accountId"?}` makes one; a kind is `serverToServer` or `meetingSdk` |
//! | `PATCH /apps/{client id}` | `{"scopes"?, "redirectUris"?, "enabled"?, "published"?}`; `serverToServer` and `meetingSdk` stand for the apps that are there at the start |
//! | `POST /apps/{client id}/revoke` | makes the access tokens that the app was given invalid |
//! | `GET /users`, `PATCH /users/{id or e-mail}` | users, their licences and whether they can sign in; `{"plan"?, "webinar"?, "meetingCapacity"?, "webinarCapacity"?, "admin"?, "status"?}`; a plan is `basic`, `licensed` or `none`, a status `active` or `inactive` |
//! | `GET /clock`, `PATCH /clock` | the time; `{"frozen"?, "advanceSeconds"?}` |
//! | `GET /requests?since=ID&wait=SECONDS` | requests after that id, without their secrets; narrowed by `route`, `status`, `kind` (`oauth`, `rest`, `join`, `other`) and `contains`; waits up to 30 s for the first that fits |
//! | `GET /faults`, `POST /faults` | `{"route", "count"?, "probability"?, "delayMs"?, "status"?, "body"?, "headers"?, "connection"?, "revokeTokens"?}`; `connection` is `reset` or `partial` |
//! | `DELETE /faults`, `DELETE /faults/{id}` | takes them back |
//! | `GET /attempts?since=ID&wait=SECONDS` | attempts to join after that id; waits up to 30 s for the first |
//! | `GET /meetings` | running meetings with their participants |
//! | `POST /meetings/{n}/participants` | somebody joins: `{"name", "role"?}`; a `host` starts the meeting |
//! | `PATCH /meetings/{n}/participants/{id}` | any of `{"name", "muted", "onHold", "role"}` |
//! | `DELETE /meetings/{n}/participants/{id}` | the participant is removed |
//! | `DELETE /meetings/{n}/participants/{id}/connection` | the socket is cut; the SDK comes back |
//! | `POST /meetings/{n}/admit` | everybody in the waiting room is let in |
//! | `POST /meetings/{n}/broadcast` | a webinar's practice session is over, and its attendees may come |
//! | `POST /meetings/{n}/end` | the meeting ends for all |
//! | `GET /webhooks/subscriptions` | who hears of events |
//! | `POST /webhooks/subscriptions` | `{"url", "events"?, "name"?}`; the endpoint proves that it knows the secret token |
//! | `DELETE /webhooks/subscriptions/{id}` | the subscription ends |
//! | `GET /webhooks/events?since=ID&wait=SECONDS` | events after that id with their deliveries; secrets are blacked out |
//! | `POST /webhooks/events` | `{"event", "data"?}`: makes an event; `data` is laid over what would be sent |
//! | `POST /webhooks/events/{id}/resend` | the event goes once more to those it went to, with the same request id |
//!
//! Roles are `host`, `co-host` and `attendee`. There is no authentication, so it listens on the loopback address
//! unless told otherwise, answers to no public name, and tells credentials to nobody but who makes an app, or asks for a
//! snapshot with its secrets.

mod account;
mod apps;
mod attempts;
mod faults;
mod meetings;
mod mistake;
pub(crate) mod redact;
mod requests;
mod snapshot;
mod users;
mod webhooks;
mod whole;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use url::Url;
use utoipa::openapi::{Info, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::faults::Faults;
use crate::inspector;
use crate::join::Join;
use crate::live::Rooms;
use crate::requests::Requests;
use crate::snapshot::{MAX_SNAPSHOT, Snapshots};
use crate::state::State;
use crate::webhooks::Webhooks;

use mistake::{Mistake, Problem};

/// A longer body is refused, but for a snapshot.
const MAX_BODY: usize = 64 * 1024;

/// What concerns all routes.
const ABOUT: &str = "The control port of `countersign emulate`, for tests and inspectors. It has no authentication; pages \
                     of other origins, and whoever asks it by a public name, get 403. What was wrong is `{\"error\"}`, which says what and where: 400, 415 or 422 for a body, query \
                     or path that cannot be read or has an unknown field; 413 for a body of more than 64 KiB.";

#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) state: State,
    pub(crate) rooms: Rooms,
    pub(crate) join: Join,
    pub(crate) webhooks: Webhooks,
    pub(crate) requests: Requests,
    pub(crate) faults: Faults,
    pub(crate) snapshots: Snapshots,
    /// The REST API, without the log of requests.
    pub(crate) rest: Router,
}

pub(crate) fn router(control: Control) -> Router {
    let document = openapi();
    Router::from(table())
        .route("/openapi.json", get(async move || Json(document)))
        .with_state(control)
        .layer(from_fn(mistake::in_one_shape))
        .merge(inspector::router())
        .layer(from_fn(own_pages_alone))
}

/// The description of the control API, as `GET /openapi.json` answers it.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut document = table().into_openapi();
    mistake::describe(&mut document);
    document
}

/// The routes that the description covers.
fn table() -> OpenApiRouter<Control> {
    let snapshot = OpenApiRouter::new()
        .routes(routes!(snapshot::take, snapshot::load))
        .layer(DefaultBodyLimit::max(MAX_SNAPSHOT));
    let others = OpenApiRouter::new()
        .routes(routes!(whole::health))
        .routes(routes!(whole::clock, whole::set_clock))
        .routes(routes!(whole::reset))
        .routes(routes!(users::seed))
        .routes(routes!(account::read, account::change))
        .routes(routes!(apps::list, apps::make))
        .routes(routes!(apps::change))
        .routes(routes!(apps::revoke))
        .routes(routes!(users::list))
        .routes(routes!(users::change))
        .routes(routes!(requests::list))
        .routes(routes!(faults::list, faults::set, faults::take_back_all))
        .routes(routes!(faults::take_back))
        .routes(routes!(attempts::list))
        .routes(routes!(meetings::list))
        .routes(routes!(meetings::add))
        .routes(routes!(meetings::change, meetings::remove))
        .routes(routes!(meetings::cut))
        .routes(routes!(meetings::admit))
        .routes(routes!(meetings::broadcast))
        .routes(routes!(meetings::end))
        .routes(routes!(webhooks::subscriptions, webhooks::subscribe))
        .routes(routes!(webhooks::unsubscribe))
        .routes(routes!(webhooks::events, webhooks::trigger))
        .routes(routes!(webhooks::resend))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    OpenApiRouter::with_openapi(about())
        .merge(others)
        .merge(snapshot)
}

/// The description before the routes add themselves.
fn about() -> OpenApi {
    let mut document = OpenApi::default();
    let name = "Countersign emulator: control";
    document.info = Info::new(name, env!("CARGO_PKG_VERSION"));
    document.info.description = Some(ABOUT.to_owned());
    document
}

/// Other sites' pages must not reach what has no password: a browser says of every request whose page it serves.
async fn own_pages_alone(request: Request, next: Next) -> Result<Response, Problem> {
    let page = request.uri().path() == "/" && request.method() == Method::GET;
    if is_foreign(request.headers()) && !page {
        let what = "the control port answers no pages but its own";
        return Err(Problem(StatusCode::FORBIDDEN, what.into()));
    }
    if is_public_name(request.headers()) {
        let what =
            "the control port answers to no public name; ask it at its address, or at localhost";
        return Err(Problem(StatusCode::FORBIDDEN, what.into()));
    }
    Ok(next.run(request).await)
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = header(header::HOST).unwrap_or_default();
    let other = |origin: &str| {
        origin
            .split_once("://")
            .is_none_or(|(_, site)| site != host)
    };
    header(header::ORIGIN).is_some_and(other)
        || header(HeaderName::from_static("sec-fetch-site")) == Some("cross-site")
}

/// Whether the host is a name that anybody can have: a page there may have it lead to this port, and is then no other origin.
fn is_public_name(headers: &HeaderMap) -> bool {
    const PRIVATE: [&str; 5] = ["localhost", "local", "internal", "test", "lan"];
    let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
    let host = String::from_utf8_lossy(host.unwrap_or_default());
    let Ok(url) = Url::parse(&format!("http://{host}/")) else {
        return false;
    };
    match url.domain().map(|name| name.trim_end_matches('.')) {
        Some(name) => name
            .rsplit_once('.')
            .is_some_and(|(_, top)| !PRIVATE.contains(&top)),
        None => false,
    }
}
