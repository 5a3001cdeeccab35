//! The headers that every answer carries, unless a page has set its own.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::SdkAssets;
use crate::state::AppState;

static ALWAYS: [(HeaderName, &str); 7] = [
    // With COEP below, pages are cross-origin isolated: the Web SDK gets its shared memory, others get nothing of ours.
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The address of a link is the link.
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), geolocation=(), \
         payment=(), usb=(), midi=()",
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
];

/// Adds what is missing.
pub(crate) async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    for (name, value) in &ALWAYS {
        add(name.clone(), value);
    }
    let embedder = HeaderName::from_static("cross-origin-embedder-policy");
    match state.config.zoom.sdk {
        // Our own copy is same-origin and may be required to say so.
        SdkAssets::Dir(_) => add(embedder, "require-corp"),
        // Whether a CDN sends CORP is its own affair; without credentials it need not.
        SdkAssets::Cdn(_) => add(embedder, "credentialless"),
    }
    if state.config.public_url.scheme() == "https" {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}
