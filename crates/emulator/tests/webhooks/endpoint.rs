//! An endpoint, and an emulator that sends to it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header::LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use countersign_emulator::clock::Clock;
use countersign_emulator::state::{AppCredentials, Kind, Meeting};
use countersign_emulator::{Emulator, EmulatorOptions, WebhookOptions};
use countersign_token::ExposeSecret;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub(crate) const NOW: u64 = 1_795_510_800;
pub(crate) const SECRET: &str = "n0t-a-secret-token";
const SOON: Duration = Duration::from_secs(10);

/// What came, after its signature was found good.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) request_id: String,
    pub(crate) timestamp: u64,
    pub(crate) body: Value,
    /// `authorization` or `x-own`.
    pub(crate) custom: Option<String>,
}

impl Got {
    pub(crate) fn event(&self) -> &str {
        self.body["event"].as_str().unwrap()
    }

    pub(crate) fn object(&self) -> &Value {
        &self.body["payload"]["object"]
    }
}

#[derive(Clone)]
struct Shared {
    answers: Arc<Mutex<VecDeque<u16>>>,
    got: mpsc::UnboundedSender<Got>,
    /// What it believes the secret to be.
    secret: String,
}

pub(crate) struct Endpoint {
    pub(crate) url: String,
    answers: Arc<Mutex<VecDeque<u16>>>,
    got: mpsc::UnboundedReceiver<Got>,
}

impl Endpoint {
    pub(crate) async fn open() -> Self {
        Self::believing(SECRET).await
    }

    pub(crate) async fn believing(secret: &str) -> Self {
        let (sender, got) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let shared = Shared {
            answers: answers.clone(),
            got: sender,
            secret: secret.to_owned(),
        };
        let router = Router::new()
            .route("/hook", post(receive))
            .with_state(shared);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, answers, got }
    }

    /// What it answers from now on; after that, 204. A 0 is no answer at all.
    pub(crate) fn answers(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    pub(crate) async fn next(&mut self) -> Got {
        timeout(SOON, self.got.recv()).await.unwrap().unwrap()
    }

    /// The names of the next `n` events.
    pub(crate) async fn names(&mut self, n: usize) -> Vec<String> {
        let mut names = Vec::new();
        for _ in 0..n {
            names.push(self.next().await.event().to_owned());
        }
        names
    }

    pub(crate) fn is_silent(&mut self) -> bool {
        self.got.try_recv().is_err()
    }
}

pub(crate) fn hmac(secret: &str, message: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message);
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn receive(State(shared): State<Shared>, headers: HeaderMap, raw: Bytes) -> Response {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let body: Value = serde_json::from_slice(&raw).unwrap();
    let timestamp = header("x-zm-request-timestamp");
    if body["event"] == "endpoint.url_validation" {
        let token = body["payload"]["plainToken"].as_str().unwrap();
        let encrypted = hmac(&shared.secret, token.as_bytes());
        return axum::Json(json!({ "plainToken": token, "encryptedToken": encrypted }))
            .into_response();
    }
    let message = [format!("v0:{timestamp}:").as_bytes(), &raw].concat();
    assert_eq!(
        header("x-zm-signature"),
        format!("v0={}", hmac(&shared.secret, &message))
    );
    assert_eq!(header("user-agent"), "Zoom Marketplace/1.0a");
    // A failed check must reach the test, which this task is not.
    let faults = crate::documented::faults(&body);
    let body = match faults.is_empty() {
        true => body,
        false => json!({ "event": "undocumented", "faults": faults }),
    };
    let custom = headers.get("authorization").or(headers.get("x-own"));
    let custom = custom.map(|value| value.to_str().unwrap().to_owned());
    let _ = shared.got.send(Got {
        custom,
        request_id: header("x-zm-request-id"),
        timestamp: timestamp.parse().unwrap(),
        body,
    });
    let answer = shared.answers.lock().unwrap().pop_front().unwrap_or(204);
    if answer == 0 {
        std::future::pending::<()>().await;
    }
    let status = StatusCode::from_u16(answer).unwrap();
    (status, [(LOCATION, "/elsewhere")]).into_response()
}

pub(crate) struct Desk {
    pub(crate) emulator: Emulator,
    pub(crate) clock: Clock,
    pub(crate) endpoint: Endpoint,
    http: reqwest::Client,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with(WebhookOptions::default()).await
    }

    /// An endpoint that hears of everything.
    pub(crate) async fn with(options: WebhookOptions) -> Self {
        let endpoint = Endpoint::open().await;
        let clock = Clock::fixed(NOW);
        let options = EmulatorOptions {
            clock: clock.clone(),
            seed: Some(1),
            webhooks: WebhookOptions {
                secret: Some(SECRET.to_owned().into()),
                forward_to: vec![endpoint.url.parse().unwrap()],
                ..options
            },
            ..EmulatorOptions::default()
        };
        Self {
            emulator: Emulator::start_with(options).await.unwrap(),
            clock,
            endpoint,
            http: reqwest::Client::new(),
        }
    }

    pub(crate) fn add(&self, kind: Kind, settings: Value) -> Meeting {
        let state = self.emulator.state();
        let host = state.user(&self.emulator.credentials().host.id).unwrap();
        let mut meeting = Meeting::new(kind, &host, NOW);
        meeting.settings.0 = serde_json::from_value(settings).unwrap();
        state.add_meeting(meeting)
    }

    pub(crate) async fn token(&self) -> String {
        let credentials = self.emulator.credentials();
        self.token_of(&credentials.s2s).await
    }

    /// A Server-to-Server OAuth app's.
    pub(crate) async fn token_of(&self, app: &AppCredentials) -> String {
        let account_id = self.emulator.credentials().account_id;
        let answer: Value = self
            .http
            .post(format!("{}/oauth/token", self.emulator.oauth_url()))
            .basic_auth(&app.client_id, Some(app.client_secret.expose_secret()))
            .form(&[
                ("grant_type", "account_credentials"),
                ("account_id", &account_id),
            ])
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn rest(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let token = self.token().await;
        self.rest_with(&token, method, path, body).await
    }

    pub(crate) async fn rest_with(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Value,
    ) -> (u16, Value) {
        let url = format!("{}{path}", self.emulator.api_url());
        send(self.http.request(method, url).bearer_auth(token), body).await
    }

    pub(crate) async fn control(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.emulator.control_url().unwrap());
        send(self.http.request(method, url), body).await
    }

    /// The deliveries of the newest event, when there are `tries` of the first.
    pub(crate) async fn delivery_after(&self, tries: usize) -> Value {
        let look = async {
            loop {
                let (_, listed) = self
                    .control(Method::GET, "/webhooks/events", Value::Null)
                    .await;
                let newest = listed["events"].as_array().unwrap().last().unwrap();
                let delivery = &newest["deliveries"][0];
                if delivery["tries"].as_array().unwrap().len() == tries {
                    return delivery.clone();
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(SOON, look).await.unwrap()
    }
}

async fn send(request: reqwest::RequestBuilder, body: Value) -> (u16, Value) {
    let request = match body {
        Value::Null => request,
        body => request.json(&body),
    };
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}
