use axum::extract::State;

use crate::Problem;
use crate::state::AppState;

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200)))]
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The gateway can do its work: the store answers. Zoom is not asked, because a gateway without Zoom still signs and
/// diagnoses, and a restart would not bring Zoom back.
#[utoipa::path(get, path = "/readyz", tag = "operation", responses((status = 200), (status = 500, body = Problem, content_type = "application/problem+json")))]
pub(super) async fn readyz(State(state): State<AppState>) -> Result<&'static str, Problem> {
    state.store.ping().await?;
    Ok("ready\n")
}
