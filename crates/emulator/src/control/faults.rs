//! `/faults`: setting them and taking them back.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::faults::{Connection, Fault};

use super::{Control, Mistake, Problem};

/// Faults.
#[derive(Serialize, ToSchema)]
pub(super) struct FaultList {
    /// In the order in which they were set, which is that in which a request meets them.
    faults: Vec<FaultShown>,
}

/// A fault that is set.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FaultShown {
    /// From 1; never used twice.
    id: u64,
    /// For which requests: a method or none, and a path.
    route: String,
    /// How many requests are to meet it in all; `null`: all that come.
    #[schema(required = true)]
    count: Option<u64>,
    /// From 0 to 1.
    probability: f64,
    /// In milliseconds.
    delay_ms: u64,
    /// The status that is answered; `null`: as ever.
    #[schema(required = true)]
    status: Option<u16>,
    /// The body that is answered; `null`: what Zoom says with the status.
    body: Value,
    /// Headers that are answered, besides those that Zoom sends with the status.
    #[schema(value_type = Object)]
    headers: Map<String, Value>,
    /// How the connection ends before its time; `null`: as ever.
    #[schema(required = true)]
    connection: Option<Connection>,
    /// Whether the access tokens of the app that calls become invalid.
    revoke_tokens: bool,
    /// How many requests met it.
    met: u64,
}

impl From<Fault> for FaultShown {
    fn from(fault: Fault) -> Self {
        Self {
            id: fault.id,
            route: fault.route,
            count: fault.count,
            probability: fault.probability,
            delay_ms: fault.delay_ms,
            status: fault.status,
            body: fault.body.unwrap_or_default(),
            headers: fault.headers,
            connection: fault.connection,
            revoke_tokens: fault.revoke_tokens,
            met: fault.met,
        }
    }
}

/// List the faults that are set
#[utoipa::path(
    get, path = "/faults", operation_id = "list_faults", tag = "faults", responses((status = 200, body = FaultList, description = "Those that are set"))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<FaultList> {
    let faults = control.faults.all().into_iter().map(FaultShown::from);
    Json(FaultList {
        faults: faults.collect(),
    })
}

/// Set a fault
///
/// A request meets the first fault for it. More than 100 are refused.
#[utoipa::path(
    post, path = "/faults", operation_id = "set_fault", tag = "faults",
    responses((status = 201, body = FaultShown, description = "The fault as it is set"), (status = 422, body = Mistake, description = "It cannot be set, or there are 100 already"))
)]
pub(super) async fn set(
    Shared(control): Shared<Control>,
    Json(fault): Json<Fault>,
) -> Result<(StatusCode, Json<FaultShown>), Problem> {
    match control.faults.set(fault) {
        Ok(fault) => Ok((StatusCode::CREATED, Json(fault.into()))),
        Err(wrong) => Err(Problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            wrong.to_string().into(),
        )),
    }
}

/// Take all faults back
#[utoipa::path(
    delete, path = "/faults", operation_id = "take_back_faults", tag = "faults", responses((status = 204, description = "Done"))
)]
pub(super) async fn take_back_all(Shared(control): Shared<Control>) -> StatusCode {
    control.faults.take_back(None);
    StatusCode::NO_CONTENT
}

/// Take a fault back
#[utoipa::path(
    delete, path = "/faults/{id}", operation_id = "take_back_fault", tag = "faults",
    params(("id" = u64, Path, description = "The id that setting it answered")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "No fault of this id is set"))
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
