//! The pages that people see: the landing page, the lobby and the meeting in both views of the Web SDK, "bring your own
//! signature", the Doctor, and what is shown when something is not there.
//!
//! Everything comes out of the binary, needs no framework and no inline script, and carries the tightest
//! Content-Security-Policy that its kind of page can live with ([`csp`]). The Web SDK itself is Zoom's and never part of
//! the binary: it is loaded from Zoom's CDN or from a folder ([`sdk`]).

mod assets;
mod csp;
mod doctor;
mod document;
mod join;
mod landing;
pub(crate) mod missing;
mod own_signature;
mod sdk;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

pub(crate) use join::{JoinPage, join};
pub(crate) use sdk::View;

/// The pages that need no link, the assets, and the SDK's files when they come from a folder. The page of a link is
/// rendered by [`join`], because its route knows the meeting.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(landing::show))
        .route("/try", get(own_signature::component))
        .route("/try/client", get(own_signature::client))
        .route("/doctor", get(doctor::show).post(doctor::examine))
        .route("/assets/{file}", get(assets::serve))
        .route("/sdk/6.2.0/{*path}", get(sdk::serve))
}
