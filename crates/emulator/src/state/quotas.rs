//! What may be done only so often in a UTC day.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::State;
use crate::clock::UnixSeconds;

pub(crate) const SECONDS_PER_DAY: u64 = 86_400;

/// A thing that is counted per UTC day; see "Per-user rate limits" in Zoom's documentation of rate limits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Quota {
    /// Creates and updates of meetings and webinars of one host.
    Writes { host: String },
    /// Registrations of one e-mail for one meeting or webinar.
    Registrations { number: u64, email: String },
    /// Approvals, denials and cancellations of one registrant, as the call names them.
    Decisions { number: u64, registrant: String },
}

impl Quota {
    pub(crate) fn limit(&self) -> u32 {
        match self {
            Self::Writes { .. } => 100,
            Self::Registrations { .. } => 3,
            Self::Decisions { .. } => 10,
        }
    }
}

/// The day's counts; a new day forgets them all.
#[derive(Default)]
pub(super) struct Quotas {
    pub(super) day: u64,
    pub(super) used: HashMap<Quota, u32>,
}

impl Quotas {
    /// Counts one use; `false` when the day's limit was reached before.
    fn take(&mut self, quota: Quota, now: UnixSeconds) -> bool {
        let today = now / SECONDS_PER_DAY;
        if self.day != today {
            self.day = today;
            self.used.clear();
        }
        let limit = quota.limit();
        let used = self.used.entry(quota).or_default();
        let free = *used < limit;
        *used += u32::from(free);
        free
    }
}

impl State {
    pub(crate) fn take(&self, quota: Quota) -> bool {
        let now = self.clock().now();
        self.tables().quotas.take(quota, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_full_after_its_limit_and_empty_again_on_the_next_utc_day() {
        let mut quotas = Quotas::default();
        let quota = || Quota::Registrations {
            number: 1,
            email: "a@example.com".to_owned(),
        };
        let noon = 20_000 * SECONDS_PER_DAY + 43_200;
        let taken: Vec<bool> = (0..4).map(|_| quotas.take(quota(), noon)).collect();
        assert_eq!(taken, [true, true, true, false]);
        assert!(!quotas.take(quota(), noon + 43_199));
        assert!(quotas.take(quota(), noon + 43_200));
    }
}
