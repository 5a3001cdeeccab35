//! The generator of <https://devforum.zoom.us/t/invalid-signature-web-sdk/98154>, mistake by mistake.

use base64::{Engine, engine::general_purpose::STANDARD};
use countersign_token::{ExposeSecret, Secret, UnixSeconds};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

/// What its function made on the way.
pub(super) struct Made {
    /// What it returned: the HMAC alone, where the whole token belongs.
    pub(super) returned: String,
    /// What it would have returned, had it put header and payload before the HMAC: still in `btoa`'s base64, and still
    /// with the claim `meetingNumber` in place of `mn`.
    pub(super) whole: String,
}

/// Does what the generator does.
pub(super) fn generate(client_id: &str, secret: &Secret, number: u64, now: UnixSeconds) -> Made {
    let header = STANDARD.encode(json!({"alg": "HS256", "typ": "JWT"}).to_string());
    let claims = json!({
        "sdkKey": client_id,
        "meetingNumber": number.to_string(),
        "role": 0,
        "iat": now - 30,
        "exp": now - 30 + 7200,
    });
    let payload = STANDARD.encode(claims.to_string());
    let signed = format!("{header}.{payload}");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(signed.as_bytes());
    let returned = STANDARD.encode(mac.finalize().into_bytes());
    Made {
        whole: format!("{signed}.{returned}"),
        returned,
    }
}
