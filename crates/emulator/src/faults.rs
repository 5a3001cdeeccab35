//! Faults: what a test makes go wrong, where, and how often.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::time::sleep;
use utoipa::ToSchema;

use crate::random::Random;
use crate::requests::MadeByFault;
use crate::rest;
use crate::state::State;

/// More faults are refused.
pub(crate) const MAX_FAULTS: usize = 100;
/// The longest delay, in milliseconds.
const MAX_DELAY_MS: u64 = 120_000;
/// How long the beginning of a partial body has to get through.
const GET_THROUGH: Duration = Duration::from_millis(50);

/// What goes wrong.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Fault {
    /// From 1; given when it is set.
    #[serde(default, skip_deserializing)]
    pub(crate) id: u64,
    /// A method or none, and a path: `POST /v2/users/*/meetings`; `*` is any one part, `**` at the end any rest.
    route: String,
    /// How many requests meet it; all that come, when it is left out.
    count: Option<u64>,
    /// How likely a request meets it, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, default = 1.0)]
    #[serde(default = "always")]
    probability: f64,
    /// How long it takes, in milliseconds; 120,000 at most.
    #[schema(maximum = 120_000)]
    #[serde(default)]
    delay_ms: u64,
    /// The status that is answered. Without one, and without `connection`, the emulator answers as ever.
    status: Option<u16>,
    /// The body that is answered; for a status alone, what Zoom says with it.
    #[schema(value_type = Value, required = false)]
    body: Option<Value>,
    /// Headers that are answered, besides those that Zoom sends with the status.
    #[schema(value_type = Object)]
    #[serde(default)]
    headers: Map<String, Value>,
    connection: Option<Connection>,
    /// Makes the access tokens of the app that calls invalid before it is answered.
    #[serde(default)]
    revoke_tokens: bool,
    /// How many requests met it.
    #[serde(default, skip_deserializing)]
    met: u64,
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

/// All faults that are set. Cheap to clone; clones share them.
#[derive(Clone)]
pub(crate) struct Faults(Arc<Shared>);

struct Shared {
    state: State,
    inside: Mutex<Inside>,
}

struct Inside {
    random: Random,
    last: u64,
    set: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(state: State, random: Random) -> Self {
        let set = Vec::new();
        let inside = Mutex::new(Inside {
            random,
            last: 0,
            set,
        });
        Self(Arc::new(Shared { state, inside }))
    }

    /// Sets one; answers it with its id, or what is wrong with it.
    pub(crate) fn set(&self, mut fault: Fault) -> Result<Fault, &'static str> {
        fault.check()?;
        let mut inside = self.inside();
        if inside.set.len() >= MAX_FAULTS {
            return Err("there are 100 faults already; take some back");
        }
        inside.last += 1;
        fault.id = inside.last;
        inside.set.push(fault.clone());
        Ok(fault)
    }

    pub(crate) fn all(&self) -> Vec<Fault> {
        self.inside().set.clone()
    }

    /// Takes back the one with this id, or all; answers whether there was one.
    pub(crate) fn take_back(&self, id: Option<u64>) -> bool {
        let set = &mut self.inside().set;
        let before = set.len();
        set.retain(|fault| id.is_some_and(|id| id != fault.id));
        set.len() < before
    }

    /// Lets a request meet the first fault for it. When that is over, `None`: the emulator is to answer.
    pub(crate) fn meet(
        &self,
        request: &Request,
    ) -> impl Future<Output = Option<Response>> + Send + use<> {
        let fault = self.next(request);
        let token = bearer(request.headers()).map(str::to_owned);
        let state = self.0.state.clone();
        async move {
            let fault = fault?;
            sleep(Duration::from_millis(fault.delay_ms)).await;
            if fault.revoke_tokens
                && let Some(token) = token
                && let Ok(caller) = state.caller(&token)
            {
                state.revoke_access_tokens(&caller.client_id);
            }
            let mut answer = fault.answer(&state)?;
            answer.extensions_mut().insert(MadeByFault(fault.id));
            Some(answer)
        }
    }

    fn next(&self, request: &Request) -> Option<Fault> {
        let (method, path) = (request.method().as_str(), request.uri().path());
        let Inside { random, set, .. } = &mut *self.inside();
        let fault = set.iter_mut().find(|fault| {
            fault.count.is_none_or(|count| fault.met < count)
                && fits(&fault.route, method, path)
                && (fault.probability >= 1.0 || random.chance(fault.probability))
        })?;
        fault.met += 1;
        Some(fault.clone())
    }

    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    fn check(&self) -> Result<(), &'static str> {
        let (_, path) = parts(&self.route);
        if !path.starts_with('/') || self.route.len() > 512 {
            return Err("route is a path that begins with a slash, or a method, a space and one");
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
        Ok(())
    }

    fn answer(&self, state: &State) -> Option<Response> {
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

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

fn parts(route: &str) -> (Option<&str>, &str) {
    match route.split_once(' ') {
        Some((method, path)) => (Some(method), path),
        None => (None, route),
    }
}

/// Whether a request is one of a route. The control port filters its list of requests the same way.
pub(crate) fn fits(route: &str, method: &str, path: &str) -> bool {
    let (wanted_method, wanted) = parts(route);
    if wanted_method.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(method)) {
        return false;
    }
    let (mut wanted, mut path) = (wanted.split('/'), path.split('/'));
    loop {
        match (wanted.next(), path.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some("*"), Some(part)) if !part.is_empty() => {}
            (Some(wanted), Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_route_is_a_method_and_a_path_with_stars() {
        for (route, fit) in [
            ("/v2/users/me/meetings", true),
            ("POST /v2/users/*/meetings", true),
            ("post /v2/**", true),
            ("/**", true),
            ("GET /v2/**", false),
            ("/v2/users/*", false),
            ("/v2/users/me/meetings/*", false),
            ("/v2/users/*/webinars", false),
        ] {
            assert_eq!(fits(route, "POST", "/v2/users/me/meetings"), fit, "{route}");
        }
    }
}
