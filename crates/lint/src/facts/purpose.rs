//! Whether what is signed is for the Meeting SDK.

use super::Facts;
use crate::{mac::Mac, model::Kind, plain::plain_name};

impl Facts<'_> {
    /// A fragment may have lost its claims: a MAC and Zoom's words are enough.
    pub(super) fn signs_by_its_words(&self) -> bool {
        let has = |word: &str| self.lower.contains(word);
        let number = has("meetingnumber")
            || has("meeting_number")
            || has("meetingid")
            || has("\"mn\"")
            || has("'mn'");
        !self.macs.is_empty()
            && number
            && (has("zoom") || has("sdkkey") || has("sdk_key") || has("appkey"))
            && has("role")
    }

    /// The secret of Zoom's SDK tells as well what it signs.
    pub(super) fn signs_by_its_secret(&self) -> bool {
        self.keys().any(|key| {
            let names = self.model.names(key);
            let secret = |name: &&String| name.contains("secret") && name.contains("sdk");
            let all_of_zoom = self.lower.contains("zoom");
            names
                .iter()
                .filter(secret)
                .any(|name| !name.contains("video") && (all_of_zoom || name.contains("meetingsdk")))
        })
    }

    /// Webhooks are validated with a MAC too, in hex and with another secret.
    pub(super) fn is_over_a_token(&self, mac: &Mac) -> bool {
        const OTHERS: [&str; 15] = [
            "plainToken",
            "encryptedToken",
            "v0:",
            "v0=",
            "x-zm-signature",
            "x_zm_signature",
            "webhook",
            // Who compares a MAC has been given it.
            "timingSafeEqual",
            "compare_digest",
            "hash_equals",
            "secure_compare",
            "MessageDigest.isEqual",
            "FixedTimeEquals",
            "hmac.Equal",
            "ConstantTimeCompare",
        ];
        let came_with_a_request = mac.message.is_some_and(|message| {
            let at = self.model.plain(message);
            let name = self.model.last_name(at).map(plain_name);
            matches!(self.model.kind(at), Kind::Name(_) | Kind::Member { .. })
                && matches!(name.as_deref(), Some("body" | "rawbody" | "requestbody"))
        });
        if came_with_a_request {
            return false;
        }
        let around = self.model.surroundings(mac.at);
        if self.model.nodes[mac.at].function.is_some() {
            return !OTHERS.iter().any(|other| around.contains(other));
        }
        let message = mac
            .message
            .map_or("", |message| self.model.shown(self.model.plain(message)));
        let named = mac.key.map(|key| self.model.names(key)).unwrap_or_default();
        !message.contains("plainToken")
            && !message.contains("v0:")
            && !named
                .iter()
                .any(|name| name.contains("webhook") || name.contains("secrettoken"))
    }
}
