//! The account's users, and what their licences let them do; and seeds.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::seed::{Licence, Seed, Seeded};
use crate::state::{Plan, User, UserStatus};

use super::answers::{Mistake, UserList, UserShown};
use super::{Control, Problem};

/// What is to change; the rest stays.
#[derive(Deserialize, ToSchema)]
#[schema(as = UserChange)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    plan: Option<Licence>,
    /// Whether they may host webinars.
    webinar: Option<bool>,
    status: Option<Standing>,
}

/// Whether they can sign in. Nobody is invited by this port.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[schema(as = UserStanding)]
#[serde(rename_all = "lowercase")]
enum Standing {
    Active,
    Inactive,
}

/// List the account's users
#[utoipa::path(
    get, path = "/users", operation_id = "list_users", tag = "users", responses((status = 200, body = UserList))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<Value> {
    let users: Vec<Value> = control.state.users().iter().map(shown).collect();
    Json(json!({ "users": users }))
}

/// Change a user's licences, or whether they can sign in
///
/// What is left out stays.
#[utoipa::path(
    patch, path = "/users/{name}", operation_id = "change_user", tag = "users",
    params(("name" = String, Path, description = "Id or e-mail")),
    responses((status = 200, body = UserShown), (status = 404, body = Mistake, description = "There is no such user"))
)]
pub(super) async fn change(
    Shared(control): Shared<Control>,
    Path(name): Path<String>,
    Json(change): Json<Change>,
) -> Result<Json<Value>, Problem> {
    let nobody = Problem::not_found("there is no user of this id or e-mail; see GET /users");
    let user = control.state.find_user(&name).ok_or(nobody)?;
    control.state.change_user(&user.id, |user| {
        user.plan = change.plan.map_or(user.plan, Plan::from);
        user.webinar = change.webinar.unwrap_or(user.webinar);
        user.status = match change.status {
            Some(Standing::Active) => UserStatus::Active,
            Some(Standing::Inactive) => UserStatus::Inactive,
            None => user.status,
        };
    });
    let user = control.state.user(&user.id).unwrap_or(user);
    Ok(Json(shown(&user)))
}

/// Add users, meetings, webinars and registrants
///
/// In this order; at the first that is refused it ends, and what came before is there.
#[utoipa::path(
    post, path = "/load", operation_id = "load_seed", tag = "emulator",
    responses((status = 201, body = Seeded), (status = 422, body = Mistake, description = "The REST API refused one; the error names it"))
)]
pub(super) async fn seed(
    Shared(control): Shared<Control>,
    Json(seed): Json<Seed>,
) -> Result<(StatusCode, Json<Seeded>), Problem> {
    match seed.sow(&control.state, &control.rest).await {
        Ok(seeded) => Ok((StatusCode::CREATED, Json(seeded))),
        Err(error) => Err(Problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            error.to_string().into(),
        )),
    }
}

fn shown(user: &User) -> Value {
    let plan = match user.plan {
        Plan::Basic => Licence::Basic,
        Plan::Licensed => Licence::Licensed,
        Plan::None => Licence::None,
    };
    json!({
        "id": user.id,
        "email": user.email,
        "plan": plan,
        "webinar": user.webinar,
        "admin": user.admin,
        "status": user.status.as_str(),
    })
}
