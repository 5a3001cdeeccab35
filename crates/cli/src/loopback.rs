//! HTTP to servers that this very process runs.

use countersign_token::{ExposeSecret, Secret};
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::Value;
use url::Url;

use crate::failure::Failure;
use crate::render;

/// How long an answer may take: the control port waits up to 30 s for what it is asked, and takes a while for a large
/// snapshot.
const LONGEST: std::time::Duration = std::time::Duration::from_mins(2);

/// A client that knows neither proxies nor certificates: it never leaves this machine.
pub(crate) struct Loopback(reqwest::Client);

impl Loopback {
    pub(crate) fn new() -> Result<Loopback, Failure> {
        reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .timeout(std::time::Duration::from_secs(10))
            .build()
            .map(Loopback)
            .map_err(|error| Failure::CouldNotRun(format!("no HTTP client: {error}")))
    }

    /// Sends JSON and answers with the JSON of an answer of 2xx.
    pub(crate) async fn post_json(
        &self,
        url: &str,
        key: Option<&Secret>,
        body: &Value,
    ) -> Result<Value, Failure> {
        let mut request = self.0.post(url).json(body);
        if let Some(key) = key {
            request = request.bearer_auth(key.expose_secret());
        }
        self.send(url, request).await
    }

    /// Sends a form, as the Web SDK does, and answers with the JSON of an answer of 2xx.
    pub(crate) async fn post_form(
        &self,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<Value, Failure> {
        self.send(url, self.0.post(url).form(fields)).await
    }

    /// Asks the control port of an emulator, with JSON if there is a body, and answers with the JSON that comes back; null
    /// when nothing does. What the port refuses is a mistake of whoever typed it.
    pub(crate) async fn control(
        &self,
        method: Method,
        url: Url,
        body: Option<Vec<u8>>,
    ) -> Result<Value, Failure> {
        let mut request = self.0.request(method, url.clone()).timeout(LONGEST);
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        }
        let failed = |error: reqwest::Error| match error.is_connect() {
            true => Failure::CouldNotRun(format!(
                "no emulator answers at {}; start one with `countersign emulate`, or name its control port with --control",
                url.origin().ascii_serialization()
            )),
            false => Failure::CouldNotRun(format!("{url}: {}", error.without_url())),
        };
        let answer = request.send().await.map_err(failed)?;
        let status = answer.status();
        let text = answer.text().await.map_err(failed)?;
        let body: Option<Value> = serde_json::from_str(&text).ok();
        if status.is_success() && (text.is_empty() || body.is_some()) {
            return Ok(body.unwrap_or_default());
        }
        let said = match body.as_ref().and_then(|body| body["error"].as_str()) {
            Some(said) => said,
            None => text.lines().next().unwrap_or("nothing"),
        };
        let said =
            said.trim_start_matches("Failed to deserialize the JSON body into the target type: ");
        let said = render::one_line(said, 500);
        match status.is_client_error() {
            true => Err(Failure::Usage(said)),
            false => Err(Failure::CouldNotRun(format!(
                "{url}: answered {status}: {said}"
            ))),
        }
    }

    async fn send(&self, url: &str, request: reqwest::RequestBuilder) -> Result<Value, Failure> {
        let failed =
            |error: reqwest::Error| Failure::CouldNotRun(format!("{url}: {}", error.without_url()));
        let answer = request.send().await.map_err(failed)?;
        let status = answer.status();
        let body: Value = answer.json().await.map_err(failed)?;
        if status.is_success() {
            return Ok(body);
        }
        let said = ["detail", "title", "error", "message"]
            .iter()
            .find_map(|name| body[*name].as_str())
            .unwrap_or("without a word");
        Err(Failure::CouldNotRun(format!(
            "{url}: answered {status}: {said}"
        )))
    }
}
