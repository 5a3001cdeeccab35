//! Receiving webhooks: <https://developers.zoom.us/docs/api/webhooks/>.
//!
//! Keep the body as it came: the signature is over its bytes, not over what JSON they mean. Answer within three seconds
//! and work afterwards: Zoom tries again after a status of 500 and more, or none at all, and drops the event after 3xx or 4xx.
//!
//! ```
//! use countersign_zoom::webhooks::{Receiver, Received};
//! use reqwest::header::HeaderMap;
//!
//! # fn example(headers: HeaderMap, body: &[u8], now: u64) -> Result<(), countersign_zoom::webhooks::Rejection> {
//! let receiver = Receiver::new("the app's secret token".to_owned().into())?;
//! match receiver.receive(&headers, body, now)? {
//!     Received::Validation(answer) => println!("{}", answer.to_json()),
//!     Received::Event(event) => println!("{} about {:?}", event.name, event.meeting_number()),
//! }
//! # Ok(())
//! # }
//! ```

mod event;

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::HeaderMap;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;

pub use event::{
    Event, MeetingInEvent, ParticipantInEvent, Participation, RegistrantInEvent, RegistrationStep,
    Subject, What,
};

/// Longer bodies are rejected before anything is computed.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Checks and reads what Zoom sends.
pub struct Receiver {
    secret: SecretString,
    tolerance: Duration,
}

/// A request that Zoom sent.
#[derive(Debug)]
pub enum Received {
    /// Zoom asks whether the endpoint knows the secret: answer this as JSON, with status 200.
    Validation(ValidationAnswer),
    /// Something happened.
    Event(Box<Event>),
}

/// The answer to `endpoint.url_validation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationAnswer {
    /// As it was asked.
    pub plain_token: String,
    /// Its HMAC, in hexadecimal.
    pub encrypted_token: String,
}

/// Why a request is not taken. Answer 401 or 400: neither is tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The secret token is empty.
    #[error("the webhook secret token is empty; copy it from the app's Access page")]
    EmptySecret,
    /// The body is longer than [`MAX_BODY_BYTES`].
    #[error("the body is {bytes} bytes long, more than a webhook has")]
    TooLong {
        /// How long.
        bytes: usize,
    },
    /// A header is missing or unreadable.
    #[error("the header {name} is missing or malformed; Zoom sends it with every webhook")]
    Header {
        /// Which.
        name: &'static str,
    },
    /// The signature is not of these bytes, this time and this secret.
    #[error(
        "x-zm-signature does not fit: another secret token, or the body is not the bytes that were sent"
    )]
    Signature,
    /// It was signed too long ago, or too far in the future.
    #[error(
        "it was signed {by} s away from now, more than is tolerated; a replay, or a clock is wrong"
    )]
    Time {
        /// By how many seconds.
        by: u64,
    },
    /// The signature fits, and the body is no event.
    #[error("the body is not an event: {problem}")]
    Body {
        /// What is wrong.
        problem: String,
    },
}

impl Receiver {
    /// How far the time of signing may be from now. Zoom names no number; its samples do not look at the time.
    pub const TOLERANCE: Duration = Duration::from_mins(5);

    /// With the app's webhook secret token, which is neither its client secret nor its verification token.
    ///
    /// # Errors
    /// When the secret is empty.
    pub fn new(secret: SecretString) -> Result<Self, Rejection> {
        if secret.expose_secret().is_empty() {
            return Err(Rejection::EmptySecret);
        }
        let tolerance = Self::TOLERANCE;
        Ok(Self { secret, tolerance })
    }

    /// With another tolerance.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Checks a request and reads it. `raw` are the bytes of the body as they came; `now` is in epoch seconds.
    ///
    /// # Errors
    /// When the request is not Zoom's, is too old, or is no event. The same request may come more than once: who must not
    /// act twice remembers [`Event::request_id`].
    pub fn receive(
        &self,
        headers: &HeaderMap,
        raw: &[u8],
        now: u64,
    ) -> Result<Received, Rejection> {
        self.verify(headers, raw, now)?;
        let not_an_event = |problem: serde_json::Error| Rejection::Body {
            problem: problem.to_string(),
        };
        let body: Value = serde_json::from_slice(raw).map_err(not_an_event)?;
        if body["event"] == "endpoint.url_validation" {
            let asked = UrlValidation::deserialize(&body["payload"]).map_err(not_an_event)?;
            return Ok(Received::Validation(self.answer(asked.plain_token)));
        }
        let request_id = text(headers, "x-zm-request-id").map(str::to_owned).ok();
        let event = Event::read(body, request_id).map_err(not_an_event)?;
        Ok(Received::Event(Box::new(event)))
    }

    /// Checks signature and time, and does not look at what is in the body. The signature is compared in constant time.
    ///
    /// # Errors
    /// When the request is not Zoom's, or too old.
    pub fn verify(&self, headers: &HeaderMap, raw: &[u8], now: u64) -> Result<(), Rejection> {
        if raw.len() > MAX_BODY_BYTES {
            return Err(Rejection::TooLong { bytes: raw.len() });
        }
        let timestamp = text(headers, TIMESTAMP)?;
        let header = |name| Rejection::Header { name };
        let signed_at: u64 = timestamp.parse().map_err(|_| header(TIMESTAMP))?;
        let signature = text(headers, SIGNATURE)?
            .strip_prefix("v0=")
            .and_then(bytes_of_hex)
            .ok_or(header(SIGNATURE))?;
        let mut mac = self.mac();
        // The header's own text: a number that is written otherwise was not signed.
        mac.update(b"v0:");
        mac.update(timestamp.as_bytes());
        mac.update(b":");
        mac.update(raw);
        mac.verify_slice(&signature)
            .map_err(|_| Rejection::Signature)?;
        let by = now.abs_diff(signed_at);
        if by > self.tolerance.as_secs() {
            return Err(Rejection::Time { by });
        }
        Ok(())
    }

    fn answer(&self, plain_token: String) -> ValidationAnswer {
        let mut mac = self.mac();
        mac.update(plain_token.as_bytes());
        let bytes = mac.finalize().into_bytes();
        ValidationAnswer {
            encrypted_token: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            plain_token,
        }
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(self.secret.expose_secret().as_bytes())
            .expect("an HMAC takes a key of any length")
    }
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receiver")
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

impl ValidationAnswer {
    /// The body of the answer.
    pub fn to_json(&self) -> Value {
        serde_json::json!({ "plainToken": self.plain_token, "encryptedToken": self.encrypted_token })
    }
}

const TIMESTAMP: &str = "x-zm-request-timestamp";
const SIGNATURE: &str = "x-zm-signature";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UrlValidation {
    plain_token: String,
}

fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, Rejection> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .ok_or(Rejection::Header { name })
}

/// 32 bytes in hexadecimal of either case.
fn bytes_of_hex(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        let digit = |letter: u8| char::from(letter).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(bytes)
}
