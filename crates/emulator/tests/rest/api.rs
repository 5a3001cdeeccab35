//! The emulator's router with a token for it.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use countersign_emulator::clock::Clock;
use countersign_emulator::rest;
use countersign_emulator::state::{AppCredentials, Attendance, State, StateOptions};
use countersign_token::ExposeSecret;
use serde_json::{Value, json};
use tower::ServiceExt;

/// 2026-11-24T09:00:00Z, a Tuesday.
pub(crate) const NOW: u64 = 1_795_510_800;

pub(crate) struct Api {
    pub(crate) state: State,
    pub(crate) clock: Clock,
    pub(crate) token: String,
    router: Router,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// `null` when empty.
    pub(crate) body: Value,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Status, code and message of a refusal.
    pub(crate) fn refusal(&self) -> (u16, u64, &str) {
        let message = self.body["message"].as_str().unwrap_or_default();
        (
            self.status,
            self.body["code"].as_u64().unwrap_or(0),
            message,
        )
    }

    /// The fields that were refused.
    pub(crate) fn fields(&self) -> Vec<&str> {
        assert_eq!(self.refusal(), (400, 300, "Validation Failed."));
        let errors = self.body["errors"].as_array().unwrap();
        assert!(
            errors
                .iter()
                .all(|error| error["message"] == "Invalid field.")
        );
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap())
            .collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Api {
    pub(crate) async fn new() -> Self {
        let base = "http://emulator.test/base/".parse().unwrap();
        Self::with(StateOptions::new(base)).await
    }

    pub(crate) async fn with(options: StateOptions) -> Self {
        let clock = Clock::fixed(NOW);
        let state = State::new(StateOptions {
            seed: Some(1),
            clock: clock.clone(),
            ..options
        });
        let mut api = Self {
            router: rest::router(state.clone()),
            token: String::new(),
            clock,
            state,
        };
        api.token = api.new_token().await;
        api
    }

    pub(crate) async fn new_token(&self) -> String {
        let credentials = self.state.credentials();
        let form = grant(&credentials.account_id);
        let answer = self.ask_token(&credentials.s2s, &form).await;
        answer.expect(200)["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) async fn ask_token(&self, app: &AppCredentials, form: &str) -> Answer {
        let request = Request::post("/oauth/token")
            .header("authorization", basic(app))
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    /// A page, whose body is text, without a token: status, headers and text.
    pub(crate) async fn page(&self, request: Request<Body>) -> (u16, HeaderMap, String) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (parts.status.as_u16(), parts.headers, text)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.call("PUT", path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, None).await
    }

    /// Creates a meeting and answers what was answered.
    pub(crate) async fn meeting(&self, body: Value) -> Value {
        self.post("/v2/users/me/meetings", body).await.expect(201)
    }

    /// Creates a webinar and answers what was answered.
    pub(crate) async fn webinar(&self, body: Value) -> Value {
        self.post("/v2/users/me/webinars", body).await.expect(201)
    }

    /// Holds it for 590 seconds, which are ten begun minutes; answers the instance's UUID.
    pub(crate) fn hold(&self, created: &Value, attendance: Vec<Attendance>) -> String {
        let uuid = self.state.start_meeting(number(created)).unwrap();
        self.clock.advance(Duration::from_secs(590));
        assert!(self.state.end_meeting(number(created)));
        self.state.record_attendance(&uuid, attendance);
        uuid
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", format!("Bearer {}", self.token));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.send(request.body(body).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        assert!(parts.headers.contains_key("x-zm-trackingid"));
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: if bytes.is_empty() {
                Value::Null
            } else {
                serde_json::from_slice(&bytes).unwrap()
            },
        }
    }
}

pub(crate) fn basic(app: &AppCredentials) -> String {
    let pair = format!("{}:{}", app.client_id, app.client_secret.expose_secret());
    format!("Basic {}", STANDARD.encode(pair))
}

pub(crate) fn grant(account_id: &str) -> String {
    format!("grant_type=account_credentials&account_id={account_id}")
}

/// The number of a meeting or webinar.
pub(crate) fn number(created: &Value) -> u64 {
    created["id"].as_u64().unwrap()
}

/// Somebody from outside in a meeting.
pub(crate) fn stay(name: &str, join_time: u64, leave_time: u64) -> Attendance {
    Attendance {
        session_id: 16_778_240,
        user_id: None,
        name: name.to_owned(),
        email: format!("{name}@example.org"),
        registrant_id: None,
        customer_key: String::new(),
        join_time,
        leave_time,
        in_waiting_room: false,
    }
}

/// A scheduled meeting, tomorrow.
pub(crate) fn scheduled() -> Value {
    json!({"topic": "Weekly", "type": 2, "start_time": "2026-11-25T10:00:00Z", "duration": 45})
}
