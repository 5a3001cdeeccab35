use serde::Serialize;

use crate::{ClientId, MeetingNumber, Role, UnixSeconds};

/// What a token says, apart from who signs it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claims {
    /// For the Web Meeting SDK: one meeting, one role.
    Web(WebClaims),
    /// For the native Meeting SDKs (Android, iOS, macOS, Windows, Linux): any meeting.
    Native(NativeClaims),
    /// For the Video SDK, another product with another app: one session.
    VideoSdk(VideoSdkClaims),
}

/// The claims of a Web Meeting SDK signature.
/// Source: <https://developers.zoom.us/docs/meeting-sdk/auth/>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebClaims {
    /// The claim `mn`. It must be the number that is given to `join()` as well.
    pub meeting_number: MeetingNumber,
    /// The claim `role`.
    pub role: Role,
    /// The claim `video_webrtc_mode`: forces WebRTC video on or off; absent, Zoom decides.
    pub video_webrtc_mode: Option<bool>,
}

impl WebClaims {
    /// Claims to take part in one meeting or webinar.
    #[must_use]
    pub fn new(meeting_number: MeetingNumber, role: Role) -> Self {
        Self {
            meeting_number,
            role,
            video_webrtc_mode: None,
        }
    }
}

/// The claims of a native Meeting SDK token: none of its own. It is bound to no meeting and no
/// role, so it is worth more to a thief than a web signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NativeClaims {}

/// The claims of a Video SDK token. Source: <https://developers.zoom.us/docs/video-sdk/auth/>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoSdkClaims {
    topic: String,
    role: Role,
    user_identity: Option<String>,
    session_key: Option<String>,
}

impl VideoSdkClaims {
    /// Claims to take part in the session of this name (`tpc`), of 1 to 200 characters.
    ///
    /// # Errors
    /// When the name is empty or longer.
    pub fn new(topic: &str, role: Role) -> Result<Self, VideoSdkClaimsError> {
        within("tpc", topic, 200)?;
        Ok(Self {
            topic: topic.to_owned(),
            role,
            user_identity: None,
            session_key: None,
        })
    }

    /// Adds your own name for the user (`user_identity`), of 1 to 35 characters.
    ///
    /// # Errors
    /// When it is empty or longer.
    pub fn with_user_identity(mut self, identity: &str) -> Result<Self, VideoSdkClaimsError> {
        within("user_identity", identity, 35)?;
        self.user_identity = Some(identity.to_owned());
        Ok(self)
    }

    /// Adds the key that tells sessions of one name apart (`session_key`), of 1 to 36 characters.
    ///
    /// # Errors
    /// When it is empty or longer.
    pub fn with_session_key(mut self, key: &str) -> Result<Self, VideoSdkClaimsError> {
        within("session_key", key, 36)?;
        self.session_key = Some(key.to_owned());
        Ok(self)
    }
}

fn within(claim: &'static str, text: &str, most: usize) -> Result<(), VideoSdkClaimsError> {
    match text.chars().count() {
        count if (1..=most).contains(&count) => Ok(()),
        count => Err(VideoSdkClaimsError { claim, count, most }),
    }
}

/// A Video SDK claim that is empty or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{claim} has {count} characters; it must have 1 to {most}")]
pub struct VideoSdkClaimsError {
    /// The claim's name.
    pub claim: &'static str,
    /// How many characters it has.
    pub count: usize,
    /// How many it may have.
    pub most: usize,
}

/// The payload of a Meeting SDK token, in the order of Zoom's sample.
///
/// `appKey` is what current SDKs read and `sdkKey` what those before 4.0 read: both are written.
/// `tokenExp` is required by native SDKs and ignored by the web's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MeetingPayload<'a> {
    app_key: &'a ClientId,
    sdk_key: &'a ClientId,
    #[serde(skip_serializing_if = "Option::is_none")]
    mn: Option<MeetingNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    iat: UnixSeconds,
    exp: UnixSeconds,
    token_exp: UnixSeconds,
    #[serde(rename = "video_webrtc_mode", skip_serializing_if = "Option::is_none")]
    video_webrtc_mode: Option<u8>,
}

#[derive(Serialize)]
struct VideoSdkPayload<'a> {
    app_key: &'a ClientId,
    tpc: &'a str,
    role_type: Role,
    version: u8,
    iat: UnixSeconds,
    exp: UnixSeconds,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_identity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_key: Option<&'a str>,
}

impl Claims {
    /// The payload as JSON bytes.
    pub(crate) fn payload(&self, app: &ClientId, iat: UnixSeconds, exp: UnixSeconds) -> Vec<u8> {
        let meeting = |mn, role, webrtc: Option<bool>| MeetingPayload {
            app_key: app,
            sdk_key: app,
            mn,
            role,
            iat,
            exp,
            token_exp: exp,
            video_webrtc_mode: webrtc.map(u8::from),
        };
        match self {
            Self::Web(web) => serde_json::to_vec(&meeting(
                Some(web.meeting_number),
                Some(web.role),
                web.video_webrtc_mode,
            )),
            Self::Native(NativeClaims {}) => serde_json::to_vec(&meeting(None, None, None)),
            Self::VideoSdk(video) => serde_json::to_vec(&VideoSdkPayload {
                app_key: app,
                tpc: &video.topic,
                role_type: video.role,
                version: 1,
                iat,
                exp,
                user_identity: video.user_identity.as_deref(),
                session_key: video.session_key.as_deref(),
            }),
        }
        .expect("strings and integers always serialise")
    }
}
