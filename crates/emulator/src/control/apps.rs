//! `/apps`: what the account's apps may do.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use countersign_token::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;

use crate::seed::{AppChange, AppKindShown, NewAppWanted, find_app};
use crate::state::App;

use super::{Control, Mistake, Problem};

/// Apps.
#[derive(Serialize, ToSchema)]
pub(super) struct AppList {
    /// In the order in which they were made.
    apps: Vec<AppShown>,
}

/// An app, without its secrets.
#[derive(Serialize, ToSchema)]
#[schema(as = App)]
#[serde(rename_all = "camelCase")]
pub(super) struct AppShown {
    /// 22 letters and digits.
    client_id: String,
    kind: AppKindShown,
    /// The account that owns it.
    account_id: String,
    /// The id of the user that its calls act for, `me`.
    owner: String,
    /// Whether it is activated.
    enabled: bool,
    /// Whether it is published, which it must be to join other accounts' meetings.
    published: bool,
    /// Where users who allowed it may be sent; without any, to this machine (`localhost`) alone.
    redirect_uris: Vec<String>,
    /// Those that a token issued now gets.
    scopes: Vec<String>,
}

/// The credentials of a new app, which are told this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AppMade {
    /// 22 letters and digits.
    client_id: String,
    /// 32 letters and digits.
    client_secret: String,
    /// What the webhooks that it subscribes to are signed with.
    webhook_secret_token: String,
}

impl From<App> for AppShown {
    fn from(app: App) -> Self {
        Self {
            kind: app.kind.into(),
            scopes: app.scopes().to_vec(),
            client_id: app.client_id,
            account_id: app.account_id,
            owner: app.owner,
            enabled: app.enabled,
            published: app.published,
            redirect_uris: app.redirect_uris,
        }
    }
}

/// List the apps
#[utoipa::path(
    get, path = "/apps", operation_id = "list_apps", tag = "apps", responses((status = 200, body = AppList, description = "Those that are there"))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<AppList> {
    let apps = control.state.apps().into_iter().map(AppShown::from);
    Json(AppList {
        apps: apps.collect(),
    })
}

/// Make an app
#[utoipa::path(
    post, path = "/apps", operation_id = "make_app", tag = "apps",
    responses((status = 201, body = AppMade, description = "The credentials of the new app"), (status = 422, body = Mistake, description = "A scope or address that cannot be, or there are 100 apps already"))
)]
pub(super) async fn make(
    Shared(control): Shared<Control>,
    Json(new): Json<NewAppWanted>,
) -> Result<(StatusCode, Json<AppMade>), Problem> {
    let app = new.add(&control.state).map_err(wrong)?;
    let made = AppMade {
        client_secret: app.client_secret.expose_secret().to_owned(),
        webhook_secret_token: app.webhook_secret.expose_secret().to_owned(),
        client_id: app.client_id,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Change what an app may do
///
/// What is left out stays.
#[utoipa::path(
    patch, path = "/apps/{name}", operation_id = "change_app", tag = "apps",
    params(("name" = String, Path, description = "Its client id; `serverToServer` and `meetingSdk` are those that are there at the start")),
    responses((status = 200, body = AppShown, description = "The app as it is now"), (status = 404, body = Mistake, description = "There is no such app"),
    (status = 422, body = Mistake, description = "A scope or address that cannot be"))
)]
pub(super) async fn change(
    Shared(control): Shared<Control>,
    Path(name): Path<String>,
    Json(change): Json<AppChange>,
) -> Result<Json<AppShown>, Problem> {
    let app = named(&control, &name)?;
    change.apply(&app, &control.state).map_err(wrong)?;
    let app = control.state.app(&app.client_id).unwrap_or(app);
    Ok(Json(app.into()))
}

/// Make every access token that an app was given invalid
#[utoipa::path(
    post, path = "/apps/{name}/revoke", operation_id = "revoke_tokens", tag = "apps",
    params(("name" = String, Path, description = "Its client id; `serverToServer` and `meetingSdk` are those that are there at the start")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "There is no such app"))
)]
pub(super) async fn revoke(
    Shared(control): Shared<Control>,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    let app = named(&control, &name)?;
    control.state.revoke_access_tokens(&app.client_id);
    Ok(StatusCode::NO_CONTENT)
}

fn named(control: &Control, name: &str) -> Result<App, Problem> {
    find_app(&control.state, name).map_err(|wrong| Problem(StatusCode::NOT_FOUND, wrong.into()))
}

fn wrong(because: String) -> Problem {
    Problem(StatusCode::UNPROCESSABLE_ENTITY, because.into())
}
