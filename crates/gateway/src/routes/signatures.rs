//! `POST /v1/signatures`: for callers with an API key.

use axum::Json;
use axum::extract::State;
use countersign_token::{
    BACKDATE_SECONDS, Claims, MeetingNumber, NativeClaims, Role, Ttl, WebClaims,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::body::JsonBody;
use crate::link::Kind;
use crate::meeting::Meeting;
use crate::state::AppState;
use crate::{Problem, SDK_VERSION};

/// What to sign.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SignatureRequest)]
pub(super) struct Ask {
    /// For web. Spaces and dashes are allowed here.
    meeting_number: Option<String>,
    /// For web: 0 attendee, 1 host.
    role: Option<u64>,
    /// Seconds, 1801 to 172799; 7200 if absent.
    expires_in: Option<u64>,
    /// Makes the web client use WebRTC video (true) or not (false) rather than let Zoom decide.
    video_web_rtc_mode: Option<bool>,
    /// `web` if absent.
    #[serde(default)]
    platform: Platform,
}

#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Platform {
    #[default]
    Web,
    Native,
}

/// A signature and what it says.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SignatureAnswer)]
pub(super) struct Signed {
    signature: String,
    /// The client ID, which older SDKs want as `sdkKey`.
    sdk_key: String,
    /// Seconds since 1970; a little in the past, because clocks differ and Zoom refuses the future.
    issued_at: u64,
    /// Seconds since 1970.
    expires_at: u64,
    sdk_version: &'static str,
    web_endpoint: String,
}

/// Sign
#[utoipa::path(
    post, path = "/v1/signatures", operation_id = "sign", tag = "signatures", request_body = Ask, security(("key" = [])),
    responses((status = 200, body = Signed), (status = "4XX", body = Problem, content_type = "application/problem+json"))
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    JsonBody(ask): JsonBody<Ask>,
) -> Result<Json<Signed>, Problem> {
    let invalid = |detail: String| Problem::bad_request("invalid-body", detail);
    let ttl = match ask.expires_in {
        Some(seconds) => {
            Ttl::from_secs(seconds).map_err(|error| invalid(format!("expiresIn: {error}")))?
        }
        None => Ttl::DEFAULT,
    };
    let claims = ask.claims().map_err(invalid)?;
    authorise(&state, Some(&caller), &claims).await?;
    let now = state.now();
    let issued_at = now.saturating_sub(BACKDATE_SECONDS);
    Ok(Json(Signed {
        signature: state.signer.sign(&claims, now, ttl).into_string(),
        sdk_key: state.signer.client_id().to_string(),
        issued_at,
        expires_at: issued_at + ttl.as_secs(),
        sdk_version: SDK_VERSION,
        web_endpoint: state.config.zoom.web_endpoint.clone(),
    }))
}

impl Ask {
    fn claims(&self) -> Result<Claims, String> {
        match (self.platform, &self.meeting_number, self.role) {
            (Platform::Native, None, None) => Ok(Claims::Native(NativeClaims {})),
            (Platform::Native, ..) => {
                Err("a native token names no meetingNumber and no role".to_owned())
            }
            (Platform::Web, Some(number), Some(role)) => {
                let number = MeetingNumber::parse_lenient(number)
                    .map_err(|error| format!("meetingNumber: {error}"))?;
                let role = Role::try_from(role).map_err(|error| format!("role: {error}"))?;
                let mut claims = WebClaims::new(number, role);
                claims.video_webrtc_mode = self.video_web_rtc_mode;
                Ok(Claims::Web(claims))
            }
            (Platform::Web, ..) => Err("meetingNumber and role are both needed".to_owned()),
        }
    }
}

/// Who may have these claims signed: anybody those of an attendee; those of a host only a key that may act for that
/// meeting's host, whom Zoom is asked for; those of a native SDK, which name no meeting, only a key that is not bound to
/// certain hosts.
pub(super) async fn authorise(
    state: &AppState,
    caller: Option<&Caller>,
    claims: &Claims,
) -> Result<(), Problem> {
    let needs_key = |what: &str| {
        Problem::unauthorized(format!(
            "{what} needs an API key, sent as `Authorization: Bearer cs_…`"
        ))
    };
    match claims {
        Claims::Web(web) if web.role == Role::Host => {
            let caller =
                caller.ok_or_else(|| needs_key("role 1 starts a meeting as its host; that"))?;
            caller.must_host(&any_kind(state, web.meeting_number).await?)
        }
        Claims::Web(_) => Ok(()),
        _ => match caller
            .ok_or_else(|| needs_key("a native token is good for every meeting; that"))?
        {
            caller if caller.acts_for_all() => Ok(()),
            _ => Err(Problem::forbidden(
                "host-not-allowed",
                "a native token is good for every meeting, so a key for certain hosts may not have one",
            )),
        },
    }
}

/// A signature does not say whether its number is a meeting's or a webinar's. Zoom refuses to show a webinar as a meeting.
async fn any_kind(state: &AppState, number: MeetingNumber) -> Result<Meeting, Problem> {
    let zoom = state.zoom()?;
    match Meeting::read(zoom, Kind::Meeting, number).await {
        Ok(meeting) => Ok(meeting),
        Err(error) if matches!(error.code(), Some(300 | 3000 | 3001)) => {
            Meeting::read(zoom, Kind::Webinar, number)
                .await
                .map_err(|_| error.into())
        }
        Err(error) => Err(error.into()),
    }
}
