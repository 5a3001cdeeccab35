//! The account's users, and what their licences let them do; and seeds.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::seed::{Licence, Seed, Seeded, UserChange};
use crate::state::User;

use super::{Control, Mistake, Problem};

/// Users.
#[derive(Serialize, ToSchema)]
pub(super) struct UserList {
    /// In the order in which they were added.
    users: Vec<UserShown>,
}

/// A user of the account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserShown {
    /// 22 characters of base64url.
    id: String,
    /// In lower case.
    email: String,
    plan: Licence,
    /// Whether they may host webinars.
    webinar: bool,
    /// How many may be in their meetings. The emulator itself lets in 1,000 at most.
    meeting_capacity: u32,
    /// How many may be in their webinars, while they may host them.
    webinar_capacity: u32,
    /// Whether they administer the account.
    admin: bool,
    /// `active`, `inactive`, or `pending` for those who are invited.
    status: &'static str,
}

impl From<User> for UserShown {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            email: user.email,
            plan: user.plan.into(),
            webinar: user.webinar,
            meeting_capacity: user.meeting_capacity,
            webinar_capacity: user.webinar_capacity,
            admin: user.admin,
            status: user.status.as_str(),
        }
    }
}

/// List the account's users
#[utoipa::path(
    get, path = "/users", operation_id = "list_users", tag = "users", responses((status = 200, body = UserList, description = "All users"))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<UserList> {
    let users = control.state.users().into_iter().map(UserShown::from);
    Json(UserList {
        users: users.collect(),
    })
}

/// Change a user's licences, or whether they can sign in
///
/// What is left out stays.
#[utoipa::path(
    patch, path = "/users/{name}", operation_id = "change_user", tag = "users",
    params(("name" = String, Path, description = "Id or e-mail")),
    responses((status = 200, body = UserShown, description = "The user as they are now"), (status = 404, body = Mistake, description = "There is no such user"),
    (status = 422, body = Mistake, description = "A capacity that cannot be"))
)]
pub(super) async fn change(
    Shared(control): Shared<Control>,
    Path(name): Path<String>,
    Json(change): Json<UserChange>,
) -> Result<Json<UserShown>, Problem> {
    let nobody = Problem::not_found("there is no user of this id or e-mail; see GET /users");
    let user = control.state.find_user(&name).ok_or(nobody)?;
    let changed = change.apply(&user, &control.state);
    changed.map_err(|wrong| Problem(StatusCode::UNPROCESSABLE_ENTITY, wrong.into()))?;
    let user = control.state.user(&user.id).unwrap_or(user);
    Ok(Json(user.into()))
}

/// Set up account and apps, and add users, meetings, webinars and registrants
///
/// In this order; at the first that is refused it ends, and what came before is there.
#[utoipa::path(
    post, path = "/load", operation_id = "load_seed", tag = "emulator",
    responses((status = 201, body = Seeded, description = "What was made"), (status = 422, body = Mistake, description = "One was refused; the error names it"))
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
