//! `/oauth/authorize`: a user lets an app act for them.

use axum::extract::{Request, State as Extracted};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use url::{Host, Url};

use super::form::Form;
use super::page;
use crate::state::{App, AppKind, Code, State, UserStatus};

/// A request that may be asked about.
struct Asked {
    app: App,
    redirect: Url,
    challenge: Option<(String, bool)>,
}

pub(super) async fn ask(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let asked = match check(&state, &form) {
        Ok(asked) => asked,
        Err(problem) => return refuse(problem),
    };
    let kept = [
        "response_type",
        "client_id",
        "redirect_uri",
        "state",
        "code_challenge",
        "code_challenge_method",
    ];
    let hidden = kept.map(|name| (name, form.get(name)));
    let redirect = Some(&asked.redirect);
    page::consent(&state, Some(&asked.app), "authorize", &hidden, "", redirect)
}

/// The form comes back with all that was asked for, and is checked as if it was new.
pub(super) async fn answer(Extracted(state): Extracted<State>, request: Request) -> Response {
    let form = Form::read(request).await;
    let Asked {
        app,
        mut redirect,
        challenge,
    } = match check(&state, &form) {
        Ok(asked) => asked,
        Err(problem) => return refuse(problem),
    };
    let user = state.find_user(form.get("user"));
    match user.filter(|user| user.status == UserStatus::Active) {
        Some(user) if form.get("decision") == "allow" => {
            let uri = form.get("redirect_uri").to_owned();
            let mut code = Code::new(app.client_id, user.id, uri);
            code.challenge = challenge;
            let code = state.issue_code(code);
            redirect.query_pairs_mut().append_pair("code", &code);
        }
        // What Zoom says when a user refuses is not documented; this is what OAuth says.
        _ => {
            redirect
                .query_pairs_mut()
                .append_pair("error", "access_denied");
        }
    }
    if !form.get("state").is_empty() {
        let mut query = redirect.query_pairs_mut();
        query.append_pair("state", form.get("state"));
    }
    let headers = [
        (LOCATION, String::from(redirect)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Zoom shows these on a page and sends the user nowhere.
fn check(state: &State, form: &Form) -> Result<Asked, &'static str> {
    let app = state.app(form.get("client_id"));
    let app = app
        .filter(|app| app.kind == AppKind::MeetingSdk)
        .ok_or("Invalid client_id (4,702)")?;
    if !app.enabled {
        return Err("The app has been disabled by the developer (4,717)");
    }
    let uri = form.get("redirect_uri");
    let redirect = Url::parse(uri).ok().filter(|url| {
        app.redirect_uris.iter().any(|known| known == uri)
            || (app.redirect_uris.is_empty() && is_loopback(url))
    });
    let redirect = redirect.ok_or("Invalid redirect: the app does not list this URL (4,709)")?;
    if form.get("response_type") != "code" {
        return Err("The parameter response_type must be code (4,700)");
    }
    let challenge = match (
        form.get("code_challenge"),
        form.get("code_challenge_method"),
    ) {
        ("", _) => None,
        (challenge, "S256") => Some((challenge.to_owned(), true)),
        (challenge, "" | "plain") => Some((challenge.to_owned(), false)),
        _ => return Err("The parameter code_challenge_method must be S256 or plain (4,700)"),
    };
    Ok(Asked {
        app,
        redirect,
        challenge,
    })
}

/// An app that lists no URL may be sent to this machine alone.
fn is_loopback(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    here && matches!(url.scheme(), "http" | "https")
}

fn refuse(problem: &str) -> Response {
    page::message(StatusCode::BAD_REQUEST, "This cannot be allowed", problem)
}
