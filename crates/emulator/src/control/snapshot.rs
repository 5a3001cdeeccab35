//! `/snapshot`: the whole state, out and in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::{Control, Problem};

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    secrets: bool,
}

pub(super) async fn take(
    Shared(control): Shared<Control>,
    Query(wanted): Query<Wanted>,
) -> Json<Value> {
    Json(control.snapshots.value(wanted.secrets))
}

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
