//! `/faults`: setting them and taking them back.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::faults::Fault;

use super::{Control, Problem};

pub(super) async fn list(Shared(control): Shared<Control>) -> Json<Value> {
    Json(json!({ "faults": control.faults.all() }))
}

pub(super) async fn set(
    Shared(control): Shared<Control>,
    Json(fault): Json<Fault>,
) -> Result<(StatusCode, Json<Fault>), Problem> {
    match control.faults.set(fault) {
        Ok(fault) => Ok((StatusCode::CREATED, Json(fault))),
        Err(wrong) => Err(Problem(StatusCode::UNPROCESSABLE_ENTITY, wrong.into())),
    }
}

pub(super) async fn take_back_all(Shared(control): Shared<Control>) -> StatusCode {
    control.faults.take_back(None);
    StatusCode::NO_CONTENT
}

pub(super) async fn take_back(
    Shared(control): Shared<Control>,
    Path(id): Path<u64>,
) -> Result<StatusCode, Problem> {
    match control.faults.take_back(Some(id)) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("no fault of this id is set")),
    }
}
