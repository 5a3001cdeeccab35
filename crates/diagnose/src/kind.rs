//! What kind of token a payload belongs to.

use serde_json::{Map, Value};

/// The kinds of token that people have at hand around Zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of the Meeting SDK, or nothing that can be told.
    MeetingSdk,
    /// One of the Video SDK.
    VideoSdk,
    /// One that is not made to join, named with its article.
    Other(&'static str),
}

impl Kind {
    pub(crate) fn of(header: Option<&Map<String, Value>>, payload: &Map<String, Value>) -> Kind {
        let has = |claim: &str| payload.contains_key(claim);
        let text = |claim: &str| {
            payload
                .get(claim)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let signs_meetings = ["appKey", "sdkKey", "mn", "meetingNumber", "role"]
            .iter()
            .any(|claim| has(claim));
        let of_zoom = header
            .is_some_and(|header| header.contains_key("zm_skm") || header.contains_key("kid"));
        if has("role_type") && has("user_id") && !has("tpc") {
            Kind::Other("a token of the Cobrowse SDK")
        } else if has("tpc") || has("app_key") && has("role_type") {
            Kind::VideoSdk
        } else if signs_meetings {
            Kind::MeetingSdk
        } else if text("tokenType") == "access_token" || text("iss").starts_with("urn:zoom:") {
            Kind::Other("an OAuth access token")
        } else if text("aud") == "clientsm" || has("zcd") || of_zoom && has("uid") {
            Kind::Other("a ZAK or OBF token")
        } else if has("iss") && (has("exp") || has("iat")) {
            Kind::Other("an API token of the JWT apps that Zoom retired in 2023")
        } else {
            Kind::MeetingSdk
        }
    }
}
