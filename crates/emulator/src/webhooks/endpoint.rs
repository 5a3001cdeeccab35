//! One request to one endpoint: signed as Zoom signs, given up after three seconds.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use countersign_token::{ExposeSecret, Secret};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

use super::custom_header::CustomHeader;
use crate::clock::UnixSeconds;

/// An endpoint has as long.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// As much of the answer to a validation is read.
const MAX_ANSWER: usize = 16 * 1024;

/// Where to send, and what proves who sends.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) url: Url,
    /// The secret token of the app.
    pub(super) secret: Secret,
    pub(super) custom: CustomHeader,
}

/// Sends to endpoints.
#[derive(Default)]
pub(super) struct Sender {
    client: OnceLock<Option<reqwest::Client>>,
}

/// What an endpoint said.
pub(super) struct Answer {
    pub(super) status: u16,
    body: reqwest::Response,
}

impl Sender {
    /// The status, or what went wrong on the way; and how many milliseconds it took.
    pub(super) async fn send(
        &self,
        target: &Target,
        request_id: &str,
        body: &str,
        now_ms: u64,
    ) -> (Result<Answer, String>, u64) {
        let begun = Instant::now();
        let sent = self.post(target, request_id, body, now_ms).await;
        let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        (sent, took)
    }

    async fn post(
        &self,
        target: &Target,
        request_id: &str,
        body: &str,
        now_ms: u64,
    ) -> Result<Answer, String> {
        let client = self.client().ok_or("this machine has no TLS")?;
        let now: UnixSeconds = now_ms / 1000;
        let signature = sign(&target.secret, &format!("v0:{now}:{body}"));
        let mut request = client.post(target.url.clone());
        if let Some((name, value)) = target.custom.header(client, now_ms).await? {
            request = request.header(name, value);
        }
        let answer = request
            .header("content-type", "application/json; charset=utf-8")
            .header("x-zm-request-timestamp", now.to_string())
            .header("x-zm-signature", format!("v0={signature}"))
            .header("x-zm-request-id", request_id)
            .header(
                "x-zm-trackingid",
                format!("v=2.0;clid=us02;rid=WEB_{request_id}"),
            )
            .body(body.to_owned())
            .send()
            .await
            .map_err(|error| said(&error))?;
        Ok(Answer {
            status: answer.status().as_u16(),
            body: answer,
        })
    }

    /// Asks the endpoint to prove that it knows the secret.
    pub(super) async fn validate(
        &self,
        target: &Target,
        request_id: &str,
        token: &str,
        now_ms: u64,
    ) -> Result<(), String> {
        let body = json!({
            "payload": { "plainToken": token },
            "event_ts": now_ms,
            "event": "endpoint.url_validation",
        })
        .to_string();
        let (answer, _) = self.send(target, request_id, &body, now_ms).await;
        let answer = answer?;
        if !matches!(answer.status, 200 | 204) {
            return Err(format!("it answered {}, not 200", answer.status));
        }
        let said = answer.json().await?;
        if said["plainToken"].as_str() != Some(token) {
            return Err("it did not answer with the plainToken it was given".to_owned());
        }
        if said["encryptedToken"].as_str() != Some(&sign(&target.secret, token)) {
            return Err("its encryptedToken was made with another secret token".to_owned());
        }
        Ok(())
    }

    /// Made when it is needed first: reading the machine's certificates takes a while.
    pub(super) fn client(&self) -> Option<&reqwest::Client> {
        let make = || {
            reqwest::Client::builder()
                .no_proxy()
                .redirect(Policy::none())
                .timeout(PATIENCE)
                .user_agent("Zoom Marketplace/1.0a")
                // An endpoint under development restarts often; an old connection would only fail.
                .pool_max_idle_per_host(0)
                .build()
                .ok()
        };
        self.client.get_or_init(make).as_ref()
    }
}

impl Answer {
    async fn json(self) -> Result<Value, String> {
        json(self.body).await
    }
}

/// An answer's body, as far as anybody may be made to read it.
pub(super) async fn json(mut answer: reqwest::Response) -> Result<Value, String> {
    let mut read = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| said(&error))? {
        if read.len() + part.len() > MAX_ANSWER {
            return Err("its answer is too long".to_owned());
        }
        read.extend_from_slice(&part);
    }
    serde_json::from_slice(&read).map_err(|_| "its answer is no JSON".to_owned())
}

/// Lower-case hexadecimal of the HMAC.
fn sign(secret: &Secret, message: &str) -> String {
    let key = secret.expose_secret().as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.update(message.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In words that do not repeat the address.
fn said(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        "no answer within 3 s"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    }
    .to_owned()
}
