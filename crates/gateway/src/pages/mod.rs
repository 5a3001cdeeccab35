//! The pages that people see.

use axum::Router;

use crate::state::AppState;

/// Every page and asset.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
}
