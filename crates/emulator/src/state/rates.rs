//! How many calls a second and a day the account may make, by Zoom's labels.
//!
//! Source: <https://developers.zoom.us/docs/api/rate-limits/>; the pools are the account's, for all apps and endpoints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::RateLimit;
use super::quotas::SECONDS_PER_DAY;
use super::{State, Tables};

/// A plan of accounts, as far as rate limits go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AccountPlan {
    /// Basic accounts.
    Free,
    /// Pro.
    #[default]
    Pro,
    /// Business, Education, Enterprise and Partners.
    Business,
}

/// Zoom's rate-limit label of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Reads and writes of one thing.
    Light,
    /// Lists.
    Medium,
    /// Many things at once.
    Heavy,
}

impl AccountPlan {
    /// Calls a second.
    pub fn per_second(self, label: Label) -> u32 {
        match (self, label) {
            (Self::Free, Label::Light) => 4,
            (Self::Free, Label::Medium) => 2,
            (Self::Free, Label::Heavy) => 1,
            (Self::Pro, Label::Light) => 30,
            (Self::Pro, Label::Medium) => 20,
            (Self::Pro, Label::Heavy) => 10,
            (Self::Business, Label::Light) => 80,
            (Self::Business, Label::Medium) => 60,
            (Self::Business, Label::Heavy) => 40,
        }
    }

    /// Calls a UTC day; `None` where there is no such limit.
    pub fn per_day(self, label: Label) -> Option<u32> {
        match (self, label) {
            (Self::Free, Label::Light) => Some(6_000),
            (Self::Free, Label::Medium) => Some(2_000),
            (Self::Free, Label::Heavy) => Some(1_000),
            (Self::Pro, Label::Heavy) => Some(30_000),
            (Self::Business, Label::Heavy) => Some(60_000),
            (Self::Pro | Self::Business, _) => None,
        }
    }
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMany {
    /// Calls a second.
    Second { limit: u32 },
    /// Calls a day, until this time.
    Day { limit: u32, until: u64 },
}

/// What is used up.
#[derive(Default)]
pub(super) struct Rates {
    pub(super) pools: BTreeMap<Label, Pool>,
}

/// Thousandths of a call that are left, and when that was; calls of a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Pool {
    left: u64,
    at_ms: u64,
    day: u64,
    today: u32,
}

impl Rates {
    fn take(&mut self, label: Label, most: RateLimit, now_ms: u64) -> Result<(), TooMany> {
        let limit = most.per_second;
        let full = u64::from(limit) * 1_000;
        let day = now_ms / 1_000 / SECONDS_PER_DAY;
        let pool = self.pools.entry(label).or_insert(Pool {
            left: full,
            at_ms: now_ms,
            day,
            today: 0,
        });
        // A millisecond gives back as many thousandths of a call as there are calls in a second.
        let back = now_ms
            .saturating_sub(pool.at_ms)
            .saturating_mul(limit.into());
        pool.left = pool.left.saturating_add(back).min(full);
        pool.at_ms = now_ms;
        if pool.day != day {
            pool.day = day;
            pool.today = 0;
        }
        if let Some(limit) = most.per_day.filter(|&limit| pool.today >= limit) {
            let until = (day + 1) * SECONDS_PER_DAY;
            return Err(TooMany::Day { limit, until });
        }
        if pool.left < 1_000 {
            return Err(TooMany::Second { limit });
        }
        pool.left -= 1_000;
        pool.today += 1;
        Ok(())
    }
}

impl State {
    /// Counts a call.
    pub(crate) fn take_call(&self, label: Label) -> Result<(), TooMany> {
        let now_ms = self.clock().now_ms();
        let mut tables = self.tables();
        if !tables.settings.rate_limits {
            return Ok(());
        }
        let Tables {
            rates, settings, ..
        } = &mut *tables;
        rates.take(label, settings.limit(label), now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(label: Label) -> RateLimit {
        RateLimit {
            per_second: AccountPlan::Free.per_second(label),
            per_day: AccountPlan::Free.per_day(label),
        }
    }

    #[test]
    fn a_pool_is_empty_after_its_calls_and_fills_with_time() {
        let mut rates = Rates::default();
        let mut taken = |now_ms| {
            let calls =
                (0..10).filter(|_| rates.take(Label::Light, free(Label::Light), now_ms).is_ok());
            calls.count()
        };
        assert_eq!(taken(0), 4);
        assert_eq!(taken(249), 0);
        assert_eq!(taken(250), 1);
        assert_eq!(taken(100_000), 4, "no more than a second's");
        assert_eq!(
            rates.take(Label::Heavy, free(Label::Heavy), 100_000),
            Ok(()),
            "each has its own"
        );
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let mut rates = Rates::default();
        let noon = 20_000 * SECONDS_PER_DAY + 43_200;
        for second in 0..1_000 {
            assert_eq!(
                rates.take(Label::Heavy, free(Label::Heavy), (noon + second) * 1_000),
                Ok(())
            );
        }
        let midnight = 20_001 * SECONDS_PER_DAY;
        let over = TooMany::Day {
            limit: 1_000,
            until: midnight,
        };
        assert_eq!(
            rates.take(Label::Heavy, free(Label::Heavy), (midnight - 1) * 1_000),
            Err(over)
        );
        assert_eq!(
            rates.take(Label::Heavy, free(Label::Heavy), midnight * 1_000),
            Ok(())
        );
    }
}
