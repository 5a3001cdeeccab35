//! HTTP to servers that this very process runs.

use countersign_token::{ExposeSecret, Secret};
use serde_json::Value;

use crate::failure::Failure;

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
