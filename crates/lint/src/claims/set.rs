//! Claims that go into one token, and what that token is for.

use crate::{
    model::{Id, Model},
    moment::Value,
};

/// Claims that go into one token.
pub(crate) struct ClaimSet {
    pub(crate) claims: Vec<Claim>,
    /// More may be in it than can be seen.
    pub(crate) open: bool,
    /// Another place of the source sets a role, be it for these or not.
    pub(crate) role_elsewhere: bool,
    pub(crate) at: Id,
}

/// One claim as it is written.
pub(crate) struct Claim {
    pub(crate) key: String,
    /// Nothing where only its name can be seen.
    pub(crate) value: Option<Id>,
    /// What a library makes of it, where that is not the value.
    pub(crate) told: Option<Value>,
    pub(crate) at: Id,
}

/// Claims of the Meeting SDK alone.
const OWN: [&str; 4] = ["appKey", "sdkKey", "mn", "tokenExp"];
/// What people write for `mn`.
pub(crate) const NUMBER_NAMES: [&str; 7] = [
    "meetingNumber",
    "meeting_number",
    "meetingnumber",
    "webinarNumber",
    "meetingId",
    "meeting_id",
    "meetingNo",
];
/// So many of these come first that Zoom alone says; other meetings have IDs too.
const OF_ZOOM: usize = 4;
/// Options of `join()` that no token has.
const JOIN_OPTIONS: [&str; 9] = [
    "signature",
    "userName",
    "passWord",
    "userEmail",
    "password",
    "leaveUrl",
    "success",
    "zak",
    "customize",
];
/// Claims of the tokens that people give to their own users.
const OF_USERS: [&str; 8] = [
    "sub",
    "username",
    "userId",
    "user_id",
    "email",
    "tokenType",
    "appSecret",
    "jti",
];
/// Claims of the Video SDK.
pub(crate) const VIDEO_SDK: [&str; 5] = [
    "tpc",
    "role_type",
    "app_key",
    "session_key",
    "user_identity",
];

impl ClaimSet {
    /// Of several of one name the last: it takes the place of those before.
    pub(crate) fn get(&self, key: &str) -> Option<&Claim> {
        self.claims.iter().rev().find(|claim| claim.key == key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Whether these are claims of a token of the Video SDK, or some of them among those of the Meeting SDK.
    pub(super) fn is_video_sdk(&self) -> bool {
        let own = VIDEO_SDK.iter().filter(|key| self.has(key)).count();
        (own >= 2 || own == 1 && self.is_mixed()) && self.has_any(&["iat", "exp", "version"])
    }

    /// Whether there are claims besides that only the Meeting SDK has.
    pub(crate) fn is_mixed(&self) -> bool {
        self.has_any(&["appKey", "sdkKey", "mn"]) || self.has_any(&NUMBER_NAMES)
    }

    /// Whether these are claims of a token for the REST API, as the JWT apps made them: who issued it and when it ends, and
    /// nothing of a meeting.
    pub(super) fn is_of_the_api(&self, model: &Model<'_>) -> bool {
        const OF_ANY_TOKEN: [&str; 8] = ["iss", "exp", "iat", "nbf", "aud", "jti", "alg", "typ"];
        let only = |claim: &Claim| OF_ANY_TOKEN.contains(&claim.key.as_str());
        let issuer = self.get("iss").and_then(|claim| claim.value);
        let is_an_app = issuer.is_some_and(|issuer| {
            let names = model.names(issuer);
            let words = ["key", "zoom", "clientid"];
            names
                .iter()
                .any(|name| words.iter().any(|word| name.contains(word)))
        });
        is_an_app && self.has("exp") && !self.open && self.claims.iter().all(only)
    }

    /// Whether these are claims of a Meeting SDK token, or meant to be. What other tokens have too, as an app's key or the
    /// number of some meeting, tells that only where the source is `of_zoom`, and an ID only where somebody says so.
    pub(super) fn is_meeting(&self, of_zoom: bool, presumed: bool) -> bool {
        if self.has_any(&JOIN_OPTIONS) || self.has_any(&VIDEO_SDK) {
            return false;
        }
        let own = OWN.iter().filter(|key| self.has(key)).count();
        let misnamed = self.has_any(&NUMBER_NAMES);
        let time = self.has_any(&["iat", "exp", "tokenExp"]);
        let known = own + usize::from(misnamed) >= 2 || self.has("mn") && self.has("role");
        let number = self.has_any(&NUMBER_NAMES[..OF_ZOOM]) || presumed && misnamed;
        let likely = self.has_any(&["appKey", "sdkKey", "tokenExp"]) || number && self.has("role");
        match time {
            true => known || likely && of_zoom && !self.has_any(&OF_USERS),
            false => own >= 2 && self.has("mn"),
        }
    }
}
