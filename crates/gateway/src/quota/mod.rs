//! How much one client may ask, so that nobody can use up the account's share of Zoom's API or this machine.

mod address;
mod limit;
mod middleware;
mod network;
mod shared;

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use secrecy::SecretString;

pub use limit::{Limit, LimitError, Limits};
pub(crate) use middleware::{by_address, forms_by_address};
pub use network::{Network, NetworkError};
pub use shared::RedisError;
use shared::Shared;

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// `POST /`, per address.
    Sign,
    /// Pages and sessions of links, per address: each asks Zoom up to three times.
    Session,
    /// The Doctor, per address: each searches for a mistaken secret.
    Diagnose,
    /// Everything, per API key.
    Key,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Class::Sign => "sign",
            Class::Session => "session",
            Class::Diagnose => "diagnose",
            Class::Key => "key",
        }
    }

    /// Whether its routes read API keys, which are counted for themselves.
    fn takes_keys(self) -> bool {
        self == Class::Sign
    }
}

/// Counts in this process, or over all replicas in Redis.
pub(crate) struct Quotas {
    own: Own,
    shared: Option<Shared>,
}

impl Quotas {
    /// Connects to Redis when there is one.
    pub(crate) async fn open(
        redis: Option<&SecretString>,
        limits: Limits,
    ) -> Result<Quotas, RedisError> {
        let shared = match redis {
            Some(url) => Some(Shared::connect(url, limits).await?),
            None => None,
        };
        Ok(Quotas {
            own: Own::new(&limits),
            shared,
        })
    }

    /// Counts one request of `who`, or says after how many seconds the next is allowed. Without Redis's answer this
    /// process counts alone: a limit that is too generous for a while is better than a gateway that refuses everybody.
    pub(crate) async fn take(&self, class: Class, who: &str) -> Result<(), u64> {
        if let Some(shared) = &self.shared
            && let Some(taken) = shared.take(class, who).await
        {
            return taken;
        }
        self.own.take(class, who)
    }
}

/// One limiter per class.
struct Own {
    clock: DefaultClock,
    limiters: [DefaultKeyedRateLimiter<String>; 4],
    taken: AtomicU32,
}

impl Own {
    fn new(limits: &Limits) -> Own {
        let limiter = |class: Class| {
            let limit = limits.of(class);
            let quota =
                Quota::with_period(limit.every()).unwrap_or(Quota::per_second(NonZeroU32::MIN));
            RateLimiter::dashmap(quota.allow_burst(limit.burst()))
        };
        Own {
            clock: DefaultClock::default(),
            limiters: [Class::Sign, Class::Session, Class::Diagnose, Class::Key].map(limiter),
            taken: AtomicU32::new(0),
        }
    }

    fn take(&self, class: Class, who: &str) -> Result<(), u64> {
        let limiter = &self.limiters[class as usize];
        // Those who have not asked for long are forgotten, or the table would grow with every address there is.
        if self.taken.fetch_add(1, Ordering::Relaxed) % 4_096 == 4_095 {
            self.limiters.iter().for_each(RateLimiter::retain_recent);
        }
        limiter
            .check_key(&who.to_owned())
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()).as_secs() + 1)
    }
}
