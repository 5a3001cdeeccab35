//! The Doctor over HTTP.

use axum::Json;
use axum::extract::State;
use countersign_diagnose::{Case, Platform, Report};
use countersign_token::inspect_unverified;
use serde_json::Value;

use super::case;
use super::posted::Posted;
use crate::body::JsonBody;
use crate::state::AppState;
use crate::{Problem, SDK_VERSION};

/// Say why a signature is refused
///
/// Judges what is sent and nothing else: none of the gateway's own secrets takes part, and nothing is kept. A text is taken apart
/// as on the Doctor page.
#[utoipa::path(
    post, path = "/v1/diagnose", operation_id = "diagnose", tag = "doctor",
    request_body(
        content((case::Case = "application/json"), (String = "text/plain")),
        description = "A case, every field of which is optional; or, as text/plain in UTF-8, whatever one has in hand: a signature, code, an error, or a whole forum post. At most a mebibyte"
    ),
    responses((status = 200, body = Report, description = "A report, version 1"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    Posted(case): Posted,
) -> Result<Json<Report>, Problem> {
    state.diagnose(case).await.map(Json)
}

/// Explain what the SDK said about a signature that the visitor brought
///
/// When the token names our own client ID, our secret takes part, so that "signed with another secret" can be told from
/// "signed well". That is no oracle of worth: it answers yes or no for a token already made, anyone can check the same
/// against a signature of ours offline, and neither helps to find a secret of some 190 bits.
#[utoipa::path(
    post, path = "/try/explain", tag = "pages", request_body(content = case::Case, description = "A case; every field is optional"),
    responses((status = 200, body = Report, description = "A report, version 1"), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn try_explain(
    State(state): State<AppState>,
    JsonBody(case): JsonBody<Case>,
) -> Result<Json<Report>, Problem> {
    let ours = case.client_secret.is_none() && names_our_app(&state, &case);
    let report = match ours {
        true => with_our_secret(&state, case).await,
        false => state.diagnose(case).await,
    };
    report.map(Json)
}

/// Judges a case of the pages with the credentials of this gateway.
pub(super) async fn with_our_secret(state: &AppState, mut case: Case) -> Result<Report, Problem> {
    let app = &state.config.meeting_sdk;
    case.client_id = Some(app.client_id.clone());
    case.client_secret = Some(app.client_secret.clone());
    case.platform = Some(Platform::Web);
    case.sdk_version = SDK_VERSION.parse().ok();
    case.now = None;
    state.diagnose(case).await
}

fn names_our_app(state: &AppState, case: &Case) -> bool {
    let Some(signature) = &case.signature else {
        return false;
    };
    let inspection = inspect_unverified(signature);
    let named = |claim: &str| {
        inspection
            .payload()
            .and_then(|payload| payload.get(claim))
            .and_then(Value::as_str)
    };
    let ours = state.signer.client_id().as_str();
    named("appKey").or(named("sdkKey")) == Some(ours)
}
