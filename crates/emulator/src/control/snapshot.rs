//! `/snapshot`: the whole state, out and in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::{Control, Mistake, Problem};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Whether client secrets, signing keys and hidden parts of endpoints are in it. Passcodes always are.
    #[serde(default)]
    secrets: bool,
}

/// Take the whole state as one document
#[utoipa::path(
    get, path = "/snapshot", operation_id = "take_snapshot", tag = "emulator", params(Wanted),
    responses((status = 200, body = Object, description = "The document. It is to be given back, not to be relied upon"))
)]
pub(super) async fn take(
    Shared(control): Shared<Control>,
    Query(wanted): Query<Wanted>,
) -> Json<Value> {
    Json(control.snapshots.value(wanted.secrets))
}

/// Put a document in the place of the state
///
/// Up to 256 MiB. A bad one changes nothing.
#[utoipa::path(
    put, path = "/snapshot", operation_id = "load_snapshot", tag = "emulator", request_body(content = Object, description = "A document of `GET /snapshot`"),
    responses((status = 204, description = "Done"), (status = 422, body = Mistake, description = "It is none, or contradicts itself"))
)]
pub(super) async fn load(
    Shared(control): Shared<Control>,
    document: Bytes,
) -> Result<StatusCode, Problem> {
    match control.snapshots.load(&document) {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(bad) => Err(Problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            bad.to_string().into(),
        )),
    }
}
