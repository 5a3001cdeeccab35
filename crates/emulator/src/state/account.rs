//! What holds for the whole account.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::State;
use super::rates::{AccountPlan, Label};
use crate::clock::UnixSeconds;

/// The account's settings. At first calls are not counted, and all tokens of an app are good beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountSettings {
    /// Whose rate limits they are.
    pub plan: AccountPlan,
    /// Whether calls are held to rate limits. With a clock that stands still no second would ever pass.
    pub rate_limits: bool,
    /// In the place of the plan's.
    pub own_limits: OwnLimits,
    /// Whether a new access token makes the older ones of a Server-to-Server OAuth app invalid, as Zoom did until about
    /// 2023.
    pub newest_token_only: bool,
    /// Seconds after an app is made or its scopes are changed in which new tokens are still without them.
    #[serde(default)]
    pub scope_lag_seconds: u64,
}

/// Limits that are not the plan's, by Zoom's labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnLimits {
    /// Reads and writes of one thing; the plan's when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub light: Option<RateLimit>,
    /// Lists; the plan's when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<RateLimit>,
    /// Many things at once; the plan's when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heavy: Option<RateLimit>,
}

/// How many calls the account may make, with all its apps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateLimit {
    /// In a second: 1 to 100,000.
    #[schema(minimum = 1, maximum = 100_000)]
    pub per_second: u32,
    /// In a UTC day; any number when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u32>,
}

impl AccountSettings {
    /// From when on scopes that are set now are in new tokens.
    pub(super) fn scopes_good_from(&self, now: UnixSeconds) -> UnixSeconds {
        match self.scope_lag_seconds {
            0 => 0,
            lag => now + lag,
        }
    }

    /// The limit of a label, whether calls are held to it or not.
    #[must_use]
    pub fn limit(&self, label: Label) -> RateLimit {
        let own = match label {
            Label::Light => self.own_limits.light,
            Label::Medium => self.own_limits.medium,
            Label::Heavy => self.own_limits.heavy,
        };
        own.unwrap_or(RateLimit {
            per_second: self.plan.per_second(label),
            per_day: self.plan.per_day(label),
        })
    }
}

impl State {
    /// What holds for the whole account.
    pub fn account(&self) -> AccountSettings {
        self.tables().settings.clone()
    }

    /// Changes what holds for the whole account. Other limits than before start with nothing used up.
    pub fn change_account(&self, change: impl FnOnce(&mut AccountSettings)) {
        let tables = &mut *self.tables();
        let before = tables.settings.clone();
        change(&mut tables.settings);
        let limits = |settings: &AccountSettings| {
            let labels = [Label::Light, Label::Medium, Label::Heavy];
            (
                settings.rate_limits,
                labels.map(|label| settings.limit(label)),
            )
        };
        if limits(&before) != limits(&tables.settings) {
            tables.rates.pools.clear();
        }
    }

    /// Holds calls to the limits of a plan from now on, or to none.
    pub fn set_rate_limits(&self, plan: Option<AccountPlan>) {
        self.change_account(|settings| {
            settings.rate_limits = plan.is_some();
            settings.plan = plan.unwrap_or(settings.plan);
            settings.own_limits = OwnLimits::default();
        });
    }
}
