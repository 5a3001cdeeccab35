//! A server to script and a clock that obeys.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign_zoom::{Clock, Config, Zoom};
use jiff::Timestamp;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Stands still until told; waits are noted and pass at once. The dice always show `0`.
pub(crate) struct FakeClock {
    now: Mutex<Timestamp>,
    waits: Mutex<Vec<Duration>>,
}

impl FakeClock {
    pub(crate) fn advance(&self, by: Duration) {
        let mut now = self.now.lock().unwrap();
        *now = now.checked_add(by).unwrap();
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.waits.lock().unwrap().push(wait);
        self.advance(wait);
        Box::pin(async {})
    }

    fn fraction(&self) -> f64 {
        0.0
    }
}

pub(crate) const SECRET: &str = "canary-client-secret";

pub(crate) struct Stage {
    pub(crate) server: MockServer,
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) zoom: Zoom,
}

impl Stage {
    /// A server without a token endpoint.
    pub(crate) async fn bare(change: impl FnOnce(&mut Config)) -> Self {
        let server = MockServer::start().await;
        let mut config = config(&server.uri());
        change(&mut config);
        let clock = Arc::new(FakeClock {
            now: Mutex::new("2026-11-24T12:00:00Z".parse().unwrap()),
            waits: Mutex::default(),
        });
        let zoom = Zoom::with_clock(config, clock.clone()).unwrap();
        Self {
            server,
            clock,
            zoom,
        }
    }

    /// A server that gives the token `canary-bearer-1`.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let stage = Self::bare(change).await;
        stage.grants(grant(1)).await;
        stage
    }

    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn grants(&self, answer: ResponseTemplate) {
        Mock::given(method("POST"))
            .and(path("/oauth/token"))
            .respond_with(answer)
            .mount(&self.server)
            .await;
    }

    /// The next request for a token is answered so; those after it as mounted later.
    pub(crate) async fn grants_once(&self, answer: ResponseTemplate) {
        Mock::given(method("POST"))
            .and(path("/oauth/token"))
            .respond_with(answer)
            .up_to_n_times(1)
            .mount(&self.server)
            .await;
    }

    /// How to answer the API, whatever the path.
    pub(crate) async fn answers(&self, verb: &str, answer: ResponseTemplate) {
        Mock::given(method(verb))
            .and(ApiPath)
            .respond_with(answer)
            .mount(&self.server)
            .await;
    }

    pub(crate) async fn answers_once(&self, verb: &str, answer: ResponseTemplate) {
        Mock::given(method(verb))
            .and(ApiPath)
            .respond_with(answer)
            .up_to_n_times(1)
            .mount(&self.server)
            .await;
    }

    /// Paths and queries that came, without the token endpoint's.
    pub(crate) async fn api_requests(&self) -> Vec<wiremock::Request> {
        let mut requests = self.server.received_requests().await.unwrap();
        requests.retain(|request| request.url.path() != "/oauth/token");
        requests
    }

    pub(crate) async fn token_requests(&self) -> usize {
        let requests = self.server.received_requests().await.unwrap();
        requests
            .iter()
            .filter(|request| request.url.path() == "/oauth/token")
            .count()
    }
}

struct ApiPath;

impl wiremock::Match for ApiPath {
    fn matches(&self, request: &wiremock::Request) -> bool {
        request.url.path().starts_with("/v2/")
    }
}

pub(crate) fn config(base: &str) -> Config {
    let mut config = Config::new("account", "client", SECRET.to_owned());
    config.api = format!("{base}/v2").parse().unwrap();
    config.oauth = base.parse().unwrap();
    config
}

/// A token's answer; its bearer ends in `number`.
pub(crate) fn grant(number: u32) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "access_token": format!("canary-bearer-{number}"), "token_type": "bearer", "expires_in": 3600,
        "scope": "meeting:read:meeting:admin user:read:user:admin", "api_url": "https://api-eu.zoom.us",
    }))
}

/// A fixture as an answer with a status.
pub(crate) fn answer(status: u16, name: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(crate::fixtures::fixture(name))
}

/// A refusal of `fixtures/zoom/errors`.
pub(crate) fn refusal(name: &str) -> ResponseTemplate {
    let fixture = crate::fixtures::fixture(&format!("errors/{name}.json"));
    let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
    let mut answer = ResponseTemplate::new(status).set_body_json(&fixture["body"]);
    for (name, value) in fixture["headers"].as_object().unwrap() {
        answer = answer.insert_header(name.as_str(), value.as_str().unwrap());
    }
    answer
}
