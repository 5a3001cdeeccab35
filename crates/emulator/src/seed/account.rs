//! The account's settings, as seeds and the control port write them.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::state::{AccountPlan, OwnLimits, State};

/// What is to change of the account; the rest stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct AccountChange {
    /// Whose rate limits hold; `pro` at first.
    plan: Option<AccountPlan>,
    /// Whether calls are held to them; not at first, because with a clock that stands still no second would ever pass.
    rate_limits: Option<bool>,
    /// Limits in the place of the plan's, by Zoom's labels; `{}` are the plan's again.
    limits: Option<OwnLimits>,
    /// Whether a new access token makes the older ones of a Server-to-Server OAuth app invalid.
    newest_token_only: Option<bool>,
    /// Seconds after an app is made or its scopes are changed in which new tokens are still without them: 3,600 at most.
    scope_lag_seconds: Option<u64>,
}

/// The most calls a second.
const MAX_PER_SECOND: u32 = 100_000;
/// An hour.
const MAX_LAG: u64 = 3_600;

impl AccountChange {
    /// Changes nothing when something is wrong with it.
    pub(crate) fn apply(self, state: &State) -> Result<(), String> {
        self.check()?;
        state.change_account(|settings| {
            settings.plan = self.plan.unwrap_or(settings.plan);
            settings.rate_limits = self.rate_limits.unwrap_or(settings.rate_limits);
            if let Some(limits) = self.limits {
                settings.own_limits = limits;
            }
            let newest = self.newest_token_only;
            settings.newest_token_only = newest.unwrap_or(settings.newest_token_only);
            let lag = self.scope_lag_seconds;
            settings.scope_lag_seconds = lag.unwrap_or(settings.scope_lag_seconds);
        });
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let OwnLimits {
            light,
            medium,
            heavy,
        } = self.limits.as_ref().unwrap_or(&OwnLimits {
            light: None,
            medium: None,
            heavy: None,
        });
        for (label, limit) in [("light", light), ("medium", medium), ("heavy", heavy)] {
            let Some(limit) = limit else { continue };
            if !(1..=MAX_PER_SECOND).contains(&limit.per_second) {
                return Err(format!(
                    "limits.{label}.perSecond is a number from 1 to {MAX_PER_SECOND}"
                ));
            }
        }
        if self.scope_lag_seconds.is_some_and(|lag| lag > MAX_LAG) {
            return Err(format!("scopeLagSeconds is a number from 0 to {MAX_LAG}"));
        }
        Ok(())
    }
}
