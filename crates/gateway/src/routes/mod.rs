//! The HTTP surface: one table, one file per noun.

mod auth_endpoint;
mod case;
mod diagnosis;
mod entry;
mod health;
mod links;
mod meetings;
mod openapi;
mod posted;
mod signatures;
mod target;
mod zoom_calls;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, options};
use axum::{Router, middleware};
use countersign_diagnose::MAX_CASE_BYTES;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::MAX_BODY;
use crate::quota::{Class, by_address, forms_by_address};
use crate::state::AppState;
use crate::{Problem, deadline, headers, pages, request_log};

/// All routes, with what applies to all of them, innermost first.
pub(crate) fn router(state: AppState) -> Router {
    let (table, document) = table(&state).split_for_parts();
    let forms = middleware::from_fn_with_state((state.clone(), Class::Diagnose), forms_by_address);
    table
        .route(
            "/openapi.json",
            get(move || async move { openapi::serve(document) }),
        )
        .merge(pages::router().layer(long_bodies()).layer(forms))
        .fallback(no_such_address)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(deadline::keep))
        .layer(CatchPanicLayer::custom(|_| -> Response {
            Problem::internal().into_response()
        }))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(middleware::from_fn(request_log::log))
        .with_state(state)
}

/// The routes that the description of the API covers.
fn table(state: &AppState) -> OpenApiRouter<AppState> {
    let limited = |class| middleware::from_fn_with_state((state.clone(), class), by_address);
    let signing = OpenApiRouter::new()
        .routes(routes!(auth_endpoint::sign))
        .layer(limited(Class::Sign))
        .route("/", options(auth_endpoint::preflight))
        .layer(cors(state));
    let cases = OpenApiRouter::new()
        .routes(routes!(diagnosis::create))
        .routes(routes!(diagnosis::try_explain))
        .routes(routes!(links::explain))
        .layer(long_bodies())
        .layer(limited(Class::Diagnose));
    let sessions = OpenApiRouter::new()
        .routes(routes!(links::session))
        .route("/j/{key}", get(links::page))
        .layer(limited(Class::Session));
    let others = OpenApiRouter::new()
        .routes(routes!(signatures::create))
        .routes(routes!(meetings::create, meetings::list))
        .routes(routes!(meetings::read, meetings::update, meetings::delete))
        .routes(routes!(entry::start))
        .routes(routes!(entry::join))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz));
    OpenApiRouter::with_openapi(openapi::document())
        .merge(signing)
        .merge(cases)
        .merge(sessions)
        .merge(others)
}

/// A case holds whole source files; a layer closer to the route wins.
fn long_bodies() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MAX_CASE_BYTES)
}

/// Browsers may ask for a signature from the allowed origins, and from nowhere for anything else.
fn cors(state: &AppState) -> CorsLayer {
    let config = &state.config;
    let origins = config
        .allowed_origins
        .iter()
        .chain([&config.own_origin()])
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect::<Vec<_>>();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
        .expose_headers([HeaderName::from_static("x-request-id")])
}

/// A page for people, a problem for programs.
async fn no_such_address(headers: HeaderMap) -> Response {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    match accept.is_some_and(|accept| accept.contains("text/html")) {
        true => pages::missing::not_found(),
        false => Problem::not_found("there is nothing at this address").into_response(),
    }
}

async fn no_such_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "this address does not take that method; the Allow header lists those it takes",
    )
}
