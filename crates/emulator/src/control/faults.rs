//! `/faults`: setting them and taking them back.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::faults::Fault;

use super::answers::{FaultList, FaultShown, Mistake};
use super::{Control, Problem};

/// List the faults that are set
#[utoipa::path(
    get, path = "/faults", operation_id = "list_faults", tag = "faults", responses((status = 200, body = FaultList))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<Value> {
    Json(json!({ "faults": control.faults.all() }))
}

/// Set a fault
///
/// A request meets the first fault for it. More than 100 are refused.
#[utoipa::path(
    post, path = "/faults", operation_id = "set_fault", tag = "faults",
    responses((status = 201, body = FaultShown), (status = 422, body = Mistake, description = "It cannot be set, or there are 100 already"))
)]
pub(super) async fn set(
    Shared(control): Shared<Control>,
    Json(fault): Json<Fault>,
) -> Result<(StatusCode, Json<Fault>), Problem> {
    match control.faults.set(fault) {
        Ok(fault) => Ok((StatusCode::CREATED, Json(fault))),
        Err(wrong) => Err(Problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            wrong.to_string().into(),
        )),
    }
}

/// Take all faults back
#[utoipa::path(
    delete, path = "/faults", operation_id = "take_back_faults", tag = "faults", responses((status = 204))
)]
pub(super) async fn take_back_all(Shared(control): Shared<Control>) -> StatusCode {
    control.faults.take_back(None);
    StatusCode::NO_CONTENT
}

/// Take a fault back
#[utoipa::path(
    delete, path = "/faults/{id}", operation_id = "take_back_fault", tag = "faults",
    params(("id" = u64, Path, description = "The id that setting it answered")),
    responses((status = 204), (status = 404, body = Mistake, description = "No fault of this id is set"))
)]
pub(super) async fn take_back(
    Shared(control): Shared<Control>,
    Path(id): Path<u64>,
) -> Result<StatusCode, Problem> {
    match control.faults.take_back(Some(id)) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found("no fault of this id is set")),
    }
}
