//! When to try again, and when not to.
//!
//! Zoom has no idempotency key: three identical `POST`s make three meetings. So what may be repeated depends on the
//! endpoint's [`Class`]. A wait that Zoom asks for is honoured up to [`RetryPolicy::max_retry_after`]; the daily limits
//! ask for hours, and those are handed to the caller with the time at which to come back.

use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::endpoint::Class;

/// How stubborn the client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Tries in all, the first included. 1 never repeats.
    pub max_attempts: u32,
    /// The ceiling of the first random wait; it doubles with every try.
    pub base: Duration,
    /// The ceiling no random wait exceeds.
    pub cap: Duration,
    /// The longest wait asked for by `Retry-After` that is honoured; a longer one is returned as an error.
    pub max_retry_after: Duration,
    /// Repeats that may be outstanding for the whole client. Each takes one, ten successes give one back, so that a
    /// broken Zoom is not hammered by every caller at once.
    pub budget: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base: Duration::from_millis(250),
            cap: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(10),
            budget: 20,
        }
    }
}

/// What went wrong with one try, as far as repeating is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No connection was made: nothing was sent.
    NotSent,
    /// Something may have been sent, and no whole answer came.
    Unanswered,
    /// An answer too long to read: the next would be no shorter.
    TooLong,
    /// The server answered with this status and, perhaps, the time at which to come back.
    Status(u16, Option<Timestamp>),
}

impl RetryPolicy {
    /// How long to wait before the next try, or `None` to give up. `attempt` counts from 1; `fraction` is the dice.
    pub(crate) fn wait(
        &self,
        class: Class,
        attempt: u32,
        fault: Fault,
        now: Timestamp,
        fraction: f64,
    ) -> Option<Duration> {
        if attempt >= self.max_attempts || !repeatable(class, fault) {
            return None;
        }
        let ceiling = self
            .base
            .saturating_mul(1 << (attempt - 1).min(16))
            .min(self.cap);
        let jitter = ceiling.mul_f64(fraction.clamp(0.0, 1.0));
        let asked = match fault {
            Fault::Status(_, Some(at)) => {
                Duration::try_from(at.duration_since(now)).unwrap_or_default()
            }
            _ => Duration::ZERO,
        };
        (asked <= self.max_retry_after).then_some(asked + jitter)
    }
}

fn repeatable(class: Class, fault: Fault) -> bool {
    match fault {
        Fault::NotSent | Fault::Status(429, _) => true,
        Fault::Unanswered | Fault::Status(500..=599, _) => class != Class::Create,
        Fault::TooLong | Fault::Status(..) => false,
    }
}

/// Repeats left for the whole client, in tenths.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Mutex<u32>,
    full: u32,
}

impl Budget {
    pub(crate) fn new(repeats: u32) -> Self {
        let full = repeats.saturating_mul(10);
        Self {
            left: Mutex::new(full),
            full,
        }
    }

    /// Takes one repeat, if there is one.
    pub(crate) fn take(&self) -> bool {
        let mut left = self
            .left
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        let taken = *left >= 10;
        if taken {
            *left -= 10;
        }
        taken
    }

    /// A success gives a tenth back.
    pub(crate) fn refill(&self) {
        let mut left = self
            .left
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        *left = (*left + 1).min(self.full);
    }
}

/// Reads `Retry-After`: whole seconds, an HTTP date, or the ISO 8601 time in UTC that Zoom sends with daily limits
/// (<https://developers.zoom.us/docs/api/rate-limits/>). Anything else is as if it was absent.
pub(crate) fn retry_after(header: &str, now: Timestamp) -> Option<Timestamp> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = header.parse().unwrap_or(i64::MAX);
        return now
            .checked_add(SignedDuration::from_secs(seconds))
            .ok()
            .or(Some(Timestamp::MAX));
    }
    if let Ok(at) = header.parse::<Timestamp>() {
        return Some(at);
    }
    jiff::fmt::rfc2822::parse(header)
        .ok()
        .map(|at| at.timestamp())
}

/// The next midnight in UTC, when Zoom's daily limits begin anew.
pub(crate) fn next_utc_midnight(now: Timestamp) -> Timestamp {
    const DAY: i64 = 86_400;
    Timestamp::from_second((now.as_second().div_euclid(DAY) + 1) * DAY).unwrap_or(Timestamp::MAX)
}
