//! One request and its repeats: sends, reads no more than it should, waits, tries again.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::{RequestBuilder, Response};

use crate::clock::Clock;
use crate::endpoint::Endpoint;
use crate::error::{Error, TransportError, TransportKind, clean};
use crate::retry::{Budget, Fault, RetryPolicy, next_utc_midnight, retry_after};

pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) max_body: usize,
}

/// A whole answer, whatever its status.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) tracking_id: Option<String>,
    pub(crate) retry_at: Option<Timestamp>,
    pub(crate) clock_ahead: Option<SignedDuration>,
    pub(crate) body: Vec<u8>,
}

impl Transport {
    /// Sends what `request` builds until there is an answer worth returning or the endpoint's class forbids another try.
    pub(crate) async fn send(
        &self,
        endpoint: &'static Endpoint,
        request: impl Fn(&reqwest::Client) -> RequestBuilder + Send + Sync,
    ) -> Result<Reply, Error> {
        let started = self.clock.now();
        let mut attempt = 1;
        loop {
            let outcome = self.once(endpoint, request(&self.http)).await;
            let fault = match &outcome {
                Ok(reply) => Fault::Status(reply.status, reply.retry_at),
                Err(error) => match error.kind {
                    TransportKind::Connect => Fault::NotSent,
                    TransportKind::TooLarge => Fault::TooLong,
                    _ => Fault::Unanswered,
                },
            };
            if matches!(fault, Fault::Status(200..=299, _)) {
                self.budget.refill();
            }
            let now = self.clock.now();
            let elapsed = Duration::try_from(now.duration_since(started)).unwrap_or_default();
            let wait = self
                .policy
                .wait(endpoint.class, attempt, fault, now, self.clock.fraction())
                .filter(|wait| elapsed + *wait <= self.policy.max_elapsed)
                .filter(|_| self.budget.take());
            match wait {
                Some(wait) => {
                    tracing::debug!(%endpoint, attempt, ?fault, ?wait, "trying again");
                    self.clock.sleep(wait).await;
                    attempt += 1;
                }
                None => {
                    tracing::debug!(%endpoint, attempt, ?fault, "done");
                    return outcome.map_err(|error| Error::Transport(Arc::new(error)));
                }
            }
        }
    }

    async fn once(
        &self,
        endpoint: &'static Endpoint,
        request: RequestBuilder,
    ) -> Result<Reply, TransportError> {
        let failure = |kind, status, tracking_id, detail| TransportError {
            endpoint,
            kind,
            status,
            tracking_id,
            detail,
        };
        let sent_at = self.clock.now();
        let mut response = request
            .send()
            .await
            .map_err(|error| failure(kind(&error), None, None, chain(&error)))?;
        let status = response.status().as_u16();
        let tracking_id = header(&response, "x-zm-trackingid").map(|id| clean(id, &[]));
        let clock_ahead = clock_ahead(&response, sent_at, self.clock.now());

        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > self.max_body => {
                    let limit = format!("more than {} bytes", self.max_body);
                    return Err(failure(
                        TransportKind::TooLarge,
                        Some(status),
                        tracking_id,
                        limit,
                    ));
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => {
                    return Err(failure(
                        kind(&error),
                        Some(status),
                        tracking_id,
                        chain(&error),
                    ));
                }
            }
        }
        let retry_at = retry_at(&response, &body, self.clock.now());
        Ok(Reply {
            status,
            tracking_id,
            retry_at,
            clock_ahead,
            body,
        })
    }
}

/// When to come back: `Retry-After`, or the next midnight in UTC for a daily limit that does not say.
fn retry_at(response: &Response, body: &[u8], now: Timestamp) -> Option<Timestamp> {
    let status = response.status().as_u16();
    if !matches!(status, 429 | 503) {
        return None;
    }
    let daily = || {
        header(response, "x-ratelimit-type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("daily-limit"))
            || String::from_utf8_lossy(body).contains("daily rate limit")
    };
    header(response, "retry-after")
        .and_then(|value| retry_after(value, now))
        .or_else(|| (status == 429 && daily()).then(|| next_utc_midnight(now)))
}

/// How far the server's clock is ahead of ours. `Date` has no fraction of a second and was written somewhere between the
/// request and its answer, so less than its error is nothing.
fn clock_ahead(
    response: &Response,
    sent_at: Timestamp,
    answered_at: Timestamp,
) -> Option<SignedDuration> {
    let date = jiff::fmt::rfc2822::parse(header(response, "date")?).ok()?;
    let (earliest, second) = (date.timestamp(), SignedDuration::from_secs(1));
    let latest = earliest.checked_add(second).ok()?;
    Some(if earliest > answered_at {
        earliest.duration_since(answered_at)
    } else if latest < sent_at {
        latest.duration_since(sent_at)
    } else {
        SignedDuration::ZERO
    })
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}

fn kind(error: &reqwest::Error) -> TransportKind {
    if error.is_connect() {
        TransportKind::Connect
    } else if error.is_timeout() {
        TransportKind::Timeout
    } else {
        TransportKind::Broken
    }
}

/// The words of an error and of what caused it. The URL is left out: it names users.
pub(crate) fn chain(error: &reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        words.push(inner.to_string());
        cause = inner.source();
    }
    clean(&words.join(": "), &[])
}
