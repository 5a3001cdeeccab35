//! What the SDK posts to `/api/v1/wc/info`.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use countersign_diagnose::View;

/// The longest body (or query) that is read. The SDK sends 2 kB.
pub(super) const MAX_BYTES: usize = 64 * 1024;
const MAX_FIELDS: usize = 64;
/// What Client View allows for a name.
const MAX_NAME: usize = 128;

/// The form's fields; of a repeated one, the first. Source of every name: observed with SDK 6.2.0.
pub(super) struct JoinForm(HashMap<String, String>);

impl JoinForm {
    pub(super) fn parse(urlencoded: &[u8]) -> Self {
        let mut fields = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(urlencoded).take(MAX_FIELDS) {
            fields
                .entry(name.into_owned())
                .or_insert_with(|| value.into_owned());
        }
        Self(fields)
    }

    /// The field, or nothing.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Only Client View has `suid` in its form.
    pub(super) fn view(&self) -> View {
        if self.0.contains_key("suid") {
            View::Client
        } else {
            View::Component
        }
    }

    /// `zsk` goes with a signature of role 1, `ztk` with role 0.
    pub(super) fn zak(&self) -> &str {
        [self.text("zsk"), self.text("ztk")]
            .into_iter()
            .find(|zak| !zak.is_empty())
            .unwrap_or("")
    }

    pub(super) fn user_name(&self) -> String {
        self.text("userName").chars().take(MAX_NAME).collect()
    }

    pub(super) fn customer_key(&self) -> String {
        self.base64("customerKey")
    }

    /// The origin of the page that joins.
    pub(super) fn origin(&self) -> String {
        self.base64("sdkOrigin")
    }

    /// Whether the SDK comes back after it lost its socket: it then sends neither e-mail nor customer key, and an
    /// empty passcode.
    pub(super) fn comes_back(&self) -> bool {
        !self.0.contains_key("userEmail")
            && !self.0.contains_key("customerKey")
            && !self.has("passWord")
    }

    fn base64(&self, name: &str) -> String {
        let bytes = URL_SAFE_NO_PAD.decode(self.text(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).chars().take(256).collect()
    }
}
