//! A gateway and an emulated Zoom for one test.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_emulator::rest;
use countersign_emulator::state::{Credentials, State, StateOptions};
use countersign_gateway::{Clock, Config, Gateway, MeetingSdk, ServerToServer};
use countersign_token::{ClientId, ExposeSecret, Signer, Verified};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;
use url::Url;

pub(crate) struct Site {
    pub(crate) app: Router,
    pub(crate) gateway: Gateway,
    pub(crate) zoom: State,
    /// An API key for every host.
    pub(crate) key: String,
    seconds_ahead: Arc<AtomicU64>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// Null when the body is not JSON.
    pub(crate) json: Value,
}

impl Site {
    pub(crate) async fn new() -> Site {
        Site::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Site {
        crate::log::install();
        let zoom = emulated_zoom();
        let base = Url::parse(&zoom.url("")).unwrap();
        let mut config = config(&zoom.credentials());
        config.zoom.api = base.join("/v2").unwrap();
        config.zoom.oauth = base;
        change(&mut config);
        let seconds_ahead = Arc::new(AtomicU64::new(0));
        let ahead = Arc::clone(&seconds_ahead);
        let system = Clock::system();
        let clock = Clock::new(move || system.now() + ahead.load(Ordering::Relaxed));
        let gateway = Gateway::with_clock(config, clock).await.unwrap();
        let key = gateway.keys().create("test", vec![]).await.unwrap().secret;
        Site {
            app: gateway.router(),
            gateway,
            zoom,
            key: key.expose_secret().to_owned(),
            seconds_ahead,
        }
    }

    /// Lets time pass for the gateway.
    pub(crate) fn wait(&self, seconds: u64) {
        self.seconds_ahead.fetch_add(seconds, Ordering::Relaxed);
    }

    /// A key for certain hosts.
    pub(crate) async fn key_for(&self, hosts: &[&str]) -> String {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        let name = hosts.join(" ");
        let new = self.gateway.keys().create(&name, hosts).await.unwrap();
        new.secret.expose_secret().to_owned()
    }

    pub(crate) fn host_email(&self) -> String {
        self.zoom.credentials().host.email
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    /// A request with `key`, unless that is empty, and `body`, unless that is null.
    pub(crate) async fn call(&self, method: Method, path: &str, key: &str, body: Value) -> Answer {
        self.send(request(method, path, key, &body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, &self.key, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, &self.key, body).await
    }

    /// Without an API key, as a browser.
    pub(crate) async fn visit(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, "", body).await
    }

    /// Creates a meeting or webinar of the ready-made host and gives its number.
    pub(crate) async fn create(&self, kind: &str, mut fields: Value) -> u64 {
        fields["host"] = self.host_email().into();
        let made = self.post(&format!("/v1/{kind}"), fields).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        made.json["id"].as_u64().unwrap()
    }

    /// What a signature says, if it is one of this gateway's.
    pub(crate) fn verify(&self, signature: &Value) -> Verified {
        let app = self.zoom.credentials().meeting_sdk;
        let id = ClientId::new(&app.client_id).unwrap();
        let signer = Signer::new(id, &app.client_secret).unwrap();
        let now = Clock::system().now() + self.seconds_ahead.load(Ordering::Relaxed);
        signer.verify(signature.as_str().unwrap(), now).unwrap()
    }
}

pub(crate) fn request(method: Method, path: &str, key: &str, body: &Value) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !key.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    match body {
        Value::Null => request.body(Body::empty()),
        body => request
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, body.to_string().len())
            .body(Body::from(body.to_string())),
    }
    .unwrap()
}

/// The payload of a token, unverified.
pub(crate) fn payload(signature: &Value) -> Value {
    let part = signature.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// The path of a link.
pub(crate) fn path(link: &Value) -> String {
    Url::parse(link.as_str().unwrap())
        .unwrap()
        .path()
        .to_owned()
}

fn config(app: &Credentials) -> Config {
    let mut config = Config::new(MeetingSdk {
        client_id: app.meeting_sdk.client_id.clone(),
        client_secret: app.meeting_sdk.client_secret.clone(),
    });
    config.server_to_server = Some(ServerToServer {
        account_id: app.account_id.clone(),
        client_id: app.s2s.client_id.clone(),
        client_secret: app.s2s.client_secret.clone(),
    });
    config.database = "sqlite::memory:".into();
    config
}

/// On a thread of its own, so that what it logs is not taken for the gateway's.
fn emulated_zoom() -> State {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let state = State::new(StateOptions::new(Url::parse(&base).unwrap()));
    let router = rest::router(state.clone());
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    state
}
