//! The inspector: a page on the control port that shows what the control API tells.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;

/// Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = include_str!("../../assets/inspector/index.html");
const CSS: &str = include_str!("../../assets/inspector/inspector.css");
const JS: &str = include_str!("../../assets/inspector/inspector.js");
const PARTS_JS: &str = include_str!("../../assets/inspector/parts.js");
const VIEWS_JS: &str = include_str!("../../assets/inspector/views.js");

/// `/` and what the page loads.
pub(crate) fn router() -> Router {
    let set =
        |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route("/", file("text/html; charset=utf-8", HTML))
        .route(
            "/inspector/inspector.css",
            file("text/css; charset=utf-8", CSS),
        )
        .route(
            "/inspector/inspector.js",
            file("text/javascript; charset=utf-8", JS),
        )
        .route(
            "/inspector/parts.js",
            file("text/javascript; charset=utf-8", PARTS_JS),
        )
        .route(
            "/inspector/views.js",
            file("text/javascript; charset=utf-8", VIEWS_JS),
        )
        .layer(set(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(set(header::CACHE_CONTROL, "no-cache"))
}

fn file(kind: &'static str, text: &'static str) -> axum::routing::MethodRouter {
    get(
        async move || -> ([(HeaderName, &'static str); 1], &'static str) {
            ([(header::CONTENT_TYPE, kind)], text)
        },
    )
}
