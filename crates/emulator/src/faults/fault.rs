//! One fault.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::time::sleep;
use utoipa::ToSchema;

use super::route;
use crate::rest;
use crate::state::State;

/// The longest delay, in milliseconds.
const MAX_DELAY_MS: u64 = 120_000;
/// How long the beginning of a partial body has to get through.
const GET_THROUGH: Duration = Duration::from_millis(50);
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What goes wrong, where, and how often. By itself a fault is met by every request of its route, as long as it is set.
///
/// ```
/// # use std::time::Duration;
/// # use countersign_emulator::Fault;
/// let busy = Fault::on("POST /v2/users/*/meetings").status(429).header("retry-after", "2").times(1);
/// let slow = Fault::on("/v2/**").delay(Duration::from_secs(3)).probability(0.2);
/// let broken = Fault::on("GET /v2/users/me").reset();
/// ```
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fault {
    /// From 1; given when it is set.
    #[serde(skip)]
    pub(crate) id: u64,
    /// A method or none, and a path: `POST /v2/users/*/meetings`; `*` is any one part, `**` at the end any rest.
    pub(crate) route: String,
    /// How many requests meet it, from 1; all that come, when it is left out.
    #[schema(minimum = 1)]
    pub(crate) count: Option<u64>,
    /// How likely a request meets it, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, default = 1.0)]
    #[serde(default = "always")]
    pub(crate) probability: f64,
    /// How long it takes, in milliseconds; 120,000 at most.
    #[schema(maximum = 120_000)]
    #[serde(default)]
    pub(crate) delay_ms: u64,
    /// The status that is answered, from 200 to 599. Without one, and without `connection`, the emulator answers as ever.
    #[schema(minimum = 200, maximum = 599)]
    pub(crate) status: Option<u16>,
    /// The body that is answered; for a status alone, what Zoom says with it.
    #[schema(value_type = Value, required = false)]
    pub(crate) body: Option<Value>,
    /// Headers that are answered, besides those that Zoom sends with the status.
    #[schema(value_type = Object)]
    #[serde(default)]
    pub(crate) headers: Map<String, Value>,
    /// How the connection ends before its time; it ends as ever, when it is left out.
    pub(crate) connection: Option<Connection>,
    /// Makes the access tokens of the app that calls invalid before it is answered.
    #[serde(default)]
    pub(crate) revoke_tokens: bool,
    /// How many requests met it.
    #[serde(skip)]
    pub(crate) met: u64,
}

fn always() -> f64 {
    1.0
}

/// How a connection ends before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Connection {
    /// Nothing is answered.
    Reset,
    /// Half a body is.
    Partial,
}

/// Why a fault cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadFault(pub(super) &'static str);

impl Fault {
    /// For requests of a route: a method or none, and a path, where `*` is any one part and `**` at the end any rest.
    #[must_use]
    pub fn on(route: impl Into<String>) -> Self {
        Self {
            id: 0,
            route: route.into(),
            count: None,
            probability: always(),
            delay_ms: 0,
            status: None,
            body: None,
            headers: Map::new(),
            connection: None,
            revoke_tokens: false,
            met: 0,
        }
    }

    /// As many requests meet it, from 1; all that come, unless it is called.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// How likely a request meets it, from 0 to 1; by [`crate::EmulatorOptions::seed`] the same in every run.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// How long it takes, 120 s at most.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        self
    }

    /// The status that is answered, from 200 to 599, with what Zoom says and sends with it.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The body that is answered, in the place of Zoom's: text as it is, everything else as JSON.
    #[must_use]
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// A header that is answered, besides those that Zoom sends with the status.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into().into());
        self
    }

    /// The connection is reset before anything is answered.
    #[must_use]
    pub fn reset(mut self) -> Self {
        self.connection = Some(Connection::Reset);
        self
    }

    /// The connection is reset after half a body.
    #[must_use]
    pub fn partial(mut self) -> Self {
        self.connection = Some(Connection::Partial);
        self
    }

    /// Makes the access tokens of the app that calls invalid, before it is answered.
    #[must_use]
    pub fn revoke_tokens(mut self) -> Self {
        self.revoke_tokens = true;
        self
    }

    pub(super) fn check(&self) -> Result<(), &'static str> {
        let (method, path) = route::parts(&self.route);
        if method.is_some_and(|method| !METHODS.iter().any(|one| one.eq_ignore_ascii_case(method)))
        {
            return Err(
                "route begins with a slash, or with GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS and a space",
            );
        }
        if !path.starts_with('/') || self.route.len() > 512 {
            return Err("route is a path that begins with a slash, or a method, a space and one");
        }
        if self.count == Some(0) {
            return Err("count is a number from 1, or is left out");
        }
        if !(0.0..=1.0).contains(&self.probability) {
            return Err("probability is a number from 0 to 1");
        }
        if self.delay_ms > MAX_DELAY_MS {
            return Err("delayMs is at most 120000");
        }
        if self
            .status
            .is_some_and(|status| !(200..600).contains(&status))
        {
            return Err("status is a number from 200 to 599");
        }
        let named = |(name, value): (&String, &Value)| {
            let value = value
                .as_str()
                .and_then(|value| HeaderValue::from_str(value).ok());
            HeaderName::try_from(name.as_str()).is_ok() && value.is_some()
        };
        if !self.headers.iter().all(named) {
            return Err("headers are names with texts");
        }
        let answers = self.status.is_some() || self.connection.is_some();
        if !answers && (self.body.is_some() || !self.headers.is_empty()) {
            return Err("body and headers are of an answer: give a status or a connection as well");
        }
        if !answers && self.delay_ms == 0 && !self.revoke_tokens {
            return Err("a fault has a status, a connection, a delayMs or revokeTokens");
        }
        Ok(())
    }

    pub(super) fn answer(&self, state: &State) -> Option<Response> {
        if self.status.is_none() && self.connection.is_none() {
            return None;
        }
        let status = self.status.unwrap_or(200);
        let said = self.body.clone().unwrap_or_else(|| words(status));
        let text = match said {
            Value::Null => String::new(),
            Value::String(text) => text,
            said => said.to_string(),
        };
        let mut answer = Response::new(match self.connection {
            None => Body::from(text),
            Some(Connection::Reset) => broken(Bytes::new()),
            Some(Connection::Partial) => broken(Bytes::from(text[..half(&text)].to_owned())),
        });
        *answer.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        let headers = answer.headers_mut();
        let json = HeaderValue::from_static("application/json;charset=UTF-8");
        headers.insert(header::CONTENT_TYPE, json);
        if let Ok(id) = HeaderValue::try_from(state.tracking_id()) {
            headers.insert("x-zm-trackingid", id);
        }
        if status == 429 {
            let tomorrow = (state.clock().now() / 86_400 + 1) * 86_400;
            for (name, value) in [
                ("x-ratelimit-type", "Daily-limit".to_owned()),
                ("x-ratelimit-limit", "100".to_owned()),
                ("x-ratelimit-remaining", "0".to_owned()),
                ("retry-after", rest::utc(tomorrow)),
            ] {
                headers.extend(
                    HeaderValue::try_from(value).map(|v| (HeaderName::from_static(name), v)),
                );
            }
        }
        for (name, value) in &self.headers {
            let name = HeaderName::try_from(name.as_str());
            let value = HeaderValue::try_from(value.as_str().unwrap_or_default());
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.insert(name, value);
            }
        }
        Some(answer)
    }
}

/// What Zoom says with a status.
fn words(status: u16) -> Value {
    match status {
        204 => Value::Null,
        401 => json!({ "code": 124, "message": "Invalid access token." }),
        429 => json!({
            "code": 429,
            "message": "You have reached the maximum daily rate limit for this API. Refer to the response header for details on \
                        when you can make another request.",
        }),
        500.. => json!({ "code": status, "message": "Internal Server Error" }),
        _ => json!({ "code": status, "message": "A fault that was set on the control port." }),
    }
}

/// A body that ends in an error. Where there is nothing before the error, not even the head of the answer is sent.
fn broken(begin: Bytes) -> Body {
    let begin = (!begin.is_empty()).then_some(begin);
    let wait = begin.as_ref().map_or(Duration::ZERO, |_| GET_THROUGH);
    Body::from_stream(stream::unfold(Some(begin), move |left| async move {
        match left? {
            Some(begin) => Some((Ok(begin), Some(None))),
            None => {
                if !wait.is_zero() {
                    sleep(wait).await;
                }
                let error = std::io::Error::other("a fault that was set on the control port");
                Some((Err(error), None))
            }
        }
    }))
}

/// Where half of it ends.
fn half(text: &str) -> usize {
    text.floor_char_boundary(text.len().div_ceil(2))
}
