//! What the Web SDK calls when it joins: `wc/info`, the ping, the socket.
//!
//! None of it is documented by Zoom. What is answered here is what SDK 6.2.0 was observed to need; what Zoom's own
//! servers answer may differ wherever the SDK does not care.

mod attempt;
mod check;
mod form;
mod frame;
mod info;
mod profile;
mod refresh;
mod refusal;
mod socket;
mod ticket;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::{any, get, post};
use tower_http::cors::CorsLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::live::Rooms;
use crate::random::Random;
use crate::state::State;

pub use attempt::{Attempt, Attempts, MAX_ATTEMPTS, Verdict};
pub use check::CLOCK_TOLERANCE_SECONDS;
pub(crate) use frame::{Closed, Frame, Request, encoded};
pub use refusal::Refusal;

/// The script that brings the SDK's requests to the emulator; see [`crate::BRIDGE_JS`].
const BRIDGE_PATH: &str = "/bridge.js";

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Join(Arc<Shared>);

struct Shared {
    state: State,
    rooms: Rooms,
    attempts: Attempts,
    tickets: ticket::Tickets,
    web_endpoint: String,
}

impl Join {
    pub(crate) fn new(state: State, rooms: Rooms, random: Random, web_endpoint: String) -> Self {
        Self(Arc::new(Shared {
            attempts: Attempts::new(state.clock().clone()),
            tickets: ticket::Tickets::new(random),
            state,
            rooms,
            web_endpoint,
        }))
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.0.attempts
    }
}

/// Marks requests that came by TLS: the SDK can reach this very host for its sockets, without the bridge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByTls;

/// `/bridge.js`, `/api/v1/wc/info`, `/wc/ping/{n}`, `/wc/api/{n}`, `/wc/media/{n}`, `/wc/profile/get`,
/// `/wc/refresh_tokens`. Every answer may be read by any origin and embedded anywhere, as a page that is cross-origin
/// isolated demands. Client View asks beforehand (`OPTIONS`) whether it may refresh its tokens.
pub(crate) fn router(join: Join) -> Router {
    let open =
        |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route("/api/v1/wc/info", get(info::jsonp).post(info::form))
        .route("/wc/ping/{number}", get(info::ping))
        .route("/wc/api/{number}", any(socket::meeting))
        .route("/wc/media/{number}", any(socket::media))
        .route("/wc/profile/get", post(profile::of_the_host))
        .route("/wc/refresh_tokens", post(refresh::tokens))
        .route(BRIDGE_PATH, get(bridge))
        .layer(CorsLayer::permissive())
        .layer(open(
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ))
        .layer(open(header::CACHE_CONTROL, "no-store"))
        .with_state(join)
}

async fn bridge() -> ([(HeaderName, &'static str); 1], &'static str) {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        crate::BRIDGE_JS,
    )
}
