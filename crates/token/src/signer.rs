use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

use crate::{Claims, ClientId, Secret, Signature, Ttl, UnixSeconds};

/// How far `iat` is put back before `now`, in seconds.
///
/// A token whose `iat` lies in the future of Zoom's clock is refused as "Signature is invalid"
/// now and then, whenever the signing machine runs a little ahead
/// (<https://devforum.zoom.us/t/82045>). Zoom's own generator of SDK 3.1 put it back by 30 s.
pub const BACKDATE_SECONDS: u64 = 30;

/// `{"alg":"HS256","typ":"JWT"}`, encoded.
pub(crate) const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// Signs and verifies with the credentials of one Meeting SDK (or Video SDK) app.
///
/// The HMAC's key schedule is computed once, here; the secret itself is not kept.
#[derive(Clone)]
pub struct Signer {
    client_id: ClientId,
    mac: Hmac<Sha256>,
}

impl Signer {
    /// A signer for the app with this client ID and client secret.
    ///
    /// # Errors
    /// When the secret is empty or visibly damaged: white space inside or around it, or quotes
    /// around it. Zoom's secrets have neither; a settings file adds them.
    pub fn new(client_id: ClientId, secret: &Secret) -> Result<Self, SignerError> {
        let secret = secret.expose_secret();
        if secret.is_empty() {
            return Err(SignerError::Empty);
        }
        if secret.chars().any(char::is_whitespace) {
            return Err(SignerError::WhiteSpace);
        }
        if secret.starts_with(['"', '\'', '`']) || secret.ends_with(['"', '\'', '`', ';']) {
            return Err(SignerError::Quoted);
        }
        let mac = Hmac::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
        Ok(Self { client_id, mac })
    }

    /// The app that signs.
    #[must_use]
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Signs. `iat` is [`BACKDATE_SECONDS`] before `now`, and `exp` is `iat + ttl`.
    #[must_use]
    pub fn sign(&self, claims: &Claims, now: UnixSeconds, ttl: Ttl) -> Signature {
        let iat = now.saturating_sub(BACKDATE_SECONDS);
        let payload = claims.payload(&self.client_id, iat, iat.saturating_add(ttl.as_secs()));
        let mut token = String::with_capacity(HEADER.len() + payload.len() * 4 / 3 + 48);
        token.push_str(HEADER);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(payload, &mut token);
        let mac = self.mac_of(token.as_bytes()).finalize().into_bytes();
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(mac, &mut token);
        Signature(token)
    }

    pub(crate) fn mac_of(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        mac.update(message);
        mac
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why a secret cannot sign. None of these shows the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// There was nothing; often an environment variable of another name.
    #[error(
        "the client secret is empty; copy it from your Meeting SDK app's Basic Information page"
    )]
    Empty,
    /// A space, tab or line end.
    #[error("the client secret has white space in it; Zoom's have none, look for a stray line end")]
    WhiteSpace,
    /// Quotes or a semicolon that belong to the settings file.
    #[error("the client secret is wrapped in quotes or ends in a semicolon; take them off")]
    Quoted,
}
