//! `/account`: what holds for the whole account.

use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::seed::AccountChange;
use crate::state::{AccountPlan, Label, RateLimit, State};

use super::{Control, Mistake, Problem};

/// What holds for the whole account.
#[derive(Serialize, ToSchema)]
#[schema(as = Account)]
#[serde(rename_all = "camelCase")]
pub(super) struct AccountShown {
    /// What Zoom calls `account_id`.
    id: String,
    /// Whose rate limits hold, where there are no others.
    plan: AccountPlan,
    /// Whether calls are held to them.
    rate_limits: bool,
    limits: Limits,
    /// Whether a new access token makes the older ones of a Server-to-Server OAuth app invalid.
    newest_token_only: bool,
    /// Seconds after an app is made or its scopes are changed in which new tokens are still without them.
    scope_lag_seconds: u64,
}

/// How many calls the account may make, by Zoom's labels.
#[derive(Serialize, ToSchema)]
#[schema(as = RateLimits)]
struct Limits {
    /// Reads and writes of one thing.
    light: RateLimit,
    /// Lists.
    medium: RateLimit,
    /// Many things at once.
    heavy: RateLimit,
}

impl AccountShown {
    fn of(state: &State) -> Self {
        let settings = state.account();
        Self {
            id: state.account_id(),
            plan: settings.plan,
            rate_limits: settings.rate_limits,
            limits: Limits {
                light: settings.limit(Label::Light),
                medium: settings.limit(Label::Medium),
                heavy: settings.limit(Label::Heavy),
            },
            newest_token_only: settings.newest_token_only,
            scope_lag_seconds: settings.scope_lag_seconds,
        }
    }
}

/// Read what holds for the whole account
#[utoipa::path(
    get, path = "/account", operation_id = "read_account", tag = "account", responses((status = 200, body = AccountShown, description = "What holds now"))
)]
pub(super) async fn read(Shared(control): Shared<Control>) -> Json<AccountShown> {
    Json(AccountShown::of(&control.state))
}

/// Change what holds for the whole account
///
/// What is left out stays. Other limits than before start with nothing used up.
#[utoipa::path(
    patch, path = "/account", operation_id = "change_account", tag = "account",
    responses((status = 200, body = AccountShown, description = "What holds now"), (status = 422, body = Mistake, description = "A limit that cannot be"))
)]
pub(super) async fn change(
    Shared(control): Shared<Control>,
    Json(change): Json<AccountChange>,
) -> Result<Json<AccountShown>, Problem> {
    let changed = change.apply(&control.state);
    changed.map_err(|wrong| Problem(StatusCode::UNPROCESSABLE_ENTITY, wrong.into()))?;
    Ok(Json(AccountShown::of(&control.state)))
}
