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
    /// No try begins later than this after the first.
    pub max_elapsed: Duration,
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
            max_elapsed: Duration::from_secs(45),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn wait(class: Class, attempt: u32, fault: Fault, fraction: f64) -> Option<Duration> {
        RetryPolicy::default().wait(class, attempt, fault, NOW, fraction)
    }

    #[test]
    fn a_creation_is_repeated_only_when_it_certainly_did_not_happen() {
        let faults = [
            (Fault::NotSent, true),
            (Fault::Status(429, None), true),
            (Fault::Unanswered, false),
            (Fault::TooLong, false),
            (Fault::Status(500, None), false),
            (Fault::Status(503, None), false),
            (Fault::Status(409, None), false),
            (Fault::Status(201, None), false),
        ];
        for (fault, repeated) in faults {
            assert_eq!(
                wait(Class::Create, 1, fault, 0.5).is_some(),
                repeated,
                "{fault:?}"
            );
        }
        for class in [Class::Safe, Class::Idempotent] {
            assert!(wait(class, 1, Fault::Unanswered, 0.5).is_some());
            assert!(wait(class, 1, Fault::Status(503, None), 0.5).is_some());
            assert!(wait(class, 1, Fault::Status(404, None), 0.5).is_none());
        }
    }

    #[test]
    fn the_ceiling_of_the_wait_doubles() {
        let millis =
            |attempt| wait(Class::Safe, attempt, Fault::NotSent, 1.0).map(|wait| wait.as_millis());
        assert_eq!(
            [millis(1), millis(2), millis(3), millis(4)],
            [Some(250), Some(500), Some(1000), None]
        );
        assert_eq!(
            wait(Class::Safe, 2, Fault::NotSent, 0.5),
            Some(Duration::from_millis(250))
        );
    }

    #[test]
    fn midnight_is_the_next_one() {
        for (now, midnight) in [
            ("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
            ("2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z"),
            ("1969-12-31T12:00:00Z", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(
                next_utc_midnight(now.parse().unwrap()).to_string(),
                midnight
            );
        }
    }

    #[test]
    fn ten_successes_give_one_repeat_back() {
        let budget = Budget::new(1);
        assert!(budget.take() && !budget.take());
        (0..9).for_each(|_| budget.refill());
        assert!(!budget.take());
        budget.refill();
        assert!(budget.take());
        (0..100).for_each(|_| budget.refill());
        assert!(
            budget.take() && !budget.take(),
            "it never holds more than it began with"
        );
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_the_policy_allows(
            attempt in 1u32..100, status in 100u16..600, at in proptest::option::of(-1_000_000i64..1_000_000),
            max_attempts in 0u32..100, fraction in -1.0f64..2.0,
        ) {
            let policy = RetryPolicy { max_attempts, ..RetryPolicy::default() };
            let at = at.map(|second| Timestamp::from_second(second).unwrap());
            for class in [Class::Safe, Class::Idempotent, Class::Create] {
                if let Some(wait) = policy.wait(class, attempt, Fault::Status(status, at), NOW, fraction) {
                    prop_assert!(wait <= policy.cap + policy.max_retry_after);
                    prop_assert!(attempt < max_attempts);
                }
            }
        }

        #[test]
        fn any_retry_after_is_read_without_panic(header in "\\PC{0,40}") {
            let _ = retry_after(&header, NOW);
        }
    }
}
