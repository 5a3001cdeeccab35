//! `/j/{key}`: what the holder of a link sees and gets.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use countersign_diagnose::{Case, Report};
use serde::Deserialize;
use utoipa::ToSchema;

use super::diagnosis;
use crate::Problem;
use crate::body::JsonBody;
use crate::link::{Intent, Kind, Link, LinkKey};
use crate::pages::{self, JoinPage, View, missing};
use crate::session::{Person, Session, prepare};
use crate::state::AppState;

/// The view that a visitor chose instead of the link's.
#[derive(Deserialize)]
pub(super) struct Choice {
    view: Option<View>,
}

/// The page of a link. It holds no secret: the session does.
pub(super) async fn page(
    State(state): State<AppState>,
    held: Result<Held, Problem>,
    choice: Result<Query<Choice>, QueryRejection>,
) -> Response {
    let link = match held {
        Ok(held) => held.link,
        Err(problem) if problem.status == StatusCode::GONE => return missing::expired_link(),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => return missing::no_such_link(),
        Err(problem) => return not_now(problem),
    };
    let meeting = match state
        .meeting(link.entrance.kind, link.entrance.meeting_number)
        .await
    {
        Ok(meeting) => meeting,
        Err(problem) if problem.status == StatusCode::NOT_FOUND => return missing::no_such_link(),
        Err(problem) => return not_now(problem),
    };
    let page = JoinPage {
        view: choice
            .ok()
            .and_then(|Query(choice)| choice.view)
            .unwrap_or(link.entrance.view),
        topic: &meeting.topic,
        webinar: link.entrance.kind == Kind::Webinar,
        start: link.entrance.intent == Intent::Start,
        host: None,
        name: link.user_name.as_deref(),
        email: link.user_email.as_deref(),
        asks_email: link.entrance.intent == Intent::Join && meeting.asks_email(),
    };
    pages::join(&state.config.zoom, &page)
}

/// What the visitor of a page says of themselves. A personal link overrules it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Visitor {
    user_name: Option<String>,
    user_email: Option<String>,
    #[schema(value_type = Option<String>)]
    view: Option<View>,
}

/// Get what the SDK needs, as the holder of a link
#[utoipa::path(
    post, path = "/j/{key}/session", tag = "pages", request_body = Visitor,
    params(("key" = String, Path)),
    responses((status = 200, body = Session), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn session(
    State(state): State<AppState>,
    Held { mut link, key }: Held,
    JsonBody(visitor): JsonBody<Visitor>,
) -> Result<Json<Session>, Problem> {
    let text =
        |link: &Option<String>, typed: Option<String>| link.clone().or(typed).unwrap_or_default();
    let person = Person::new(
        &text(&link.user_name, visitor.user_name),
        &text(&link.user_email, visitor.user_email),
    )?;
    link.entrance.view = visitor.view.unwrap_or(link.entrance.view);
    let meeting = state
        .meeting(link.entrance.kind, link.entrance.meeting_number)
        .await
        .map_err(Problem::for_visitor)?;
    let person = match link.entrance.intent {
        Intent::Start => person.or_host(&meeting),
        Intent::Join if person.name.is_empty() => {
            return Err(Problem::bad_request(
                "name-required",
                "type your name first",
            ));
        }
        Intent::Join => person,
    };
    if link.single_use && !state.store.use_link(&key.hash(), state.now()).await? {
        return Err(over());
    }
    let leave_url = state.public(&key.path());
    let known = link.registrant_id.clone();
    let session = prepare(&state, &mut link, &meeting, person, leave_url)
        .await
        .map_err(Problem::for_visitor)?;
    // It saves asking for all registrants the next time; the visitor need not suffer when it cannot be kept.
    if let Some(id) = link.registrant_id.filter(|id| known.as_ref() != Some(id))
        && !link.single_use
        && let Err(error) = state.store.set_registrant(&key.hash(), &id).await
    {
        tracing::warn!(%error, "the registrant of a link is not kept");
    }
    Ok(Json(session))
}

/// Explain what the SDK said, as the holder of a link
///
/// The Doctor knows our secret here, so it can tell a signature of ours that was mangled from one that never was ours.
/// That gives the holder of a link nothing: they are given signatures of ours anyway, and no report holds a secret.
#[utoipa::path(
    post, path = "/j/{key}/explain", tag = "pages", request_body(content = super::case::Case, description = "A case; every field is optional"),
    params(("key" = String, Path)),
    responses((status = 200, body = countersign_diagnose::Report, description = "A report, version 1"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn explain(
    State(state): State<AppState>,
    Held { link, .. }: Held,
    JsonBody(mut case): JsonBody<Case>,
) -> Result<Json<Report>, Problem> {
    case.intent = Some(match link.entrance.intent {
        Intent::Start => countersign_diagnose::Intent::Start,
        Intent::Join => countersign_diagnose::Intent::Join,
    });
    case.webinar = Some(link.entrance.kind == Kind::Webinar);
    diagnosis::with_our_secret(&state, case).await.map(Json)
}

/// The link in the path, if it is in force.
pub(super) struct Held {
    link: Link,
    key: LinkKey,
}

impl FromRequestParts<AppState> for Held {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Held, Problem> {
        let none = || Problem::not_found("this link does not lead to a meeting");
        let Path(key) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| none())?;
        let key: LinkKey = key.parse().map_err(|()| none())?;
        let link = state.store.link(&key.hash()).await?.ok_or_else(none)?;
        match link.is_over(state.now()) {
            true => Err(over()),
            false => Ok(Held { link, key }),
        }
    }
}

fn over() -> Problem {
    Problem::new(
        StatusCode::GONE,
        "link-over",
        "this link has expired or was used; ask for a new one",
    )
}

fn not_now(problem: Problem) -> Response {
    missing::page(
        problem.status,
        "You cannot go in now",
        "Zoom does not answer as it should.",
        "Try again in a minute. If it stays so, tell the person who sent the link.",
    )
}
