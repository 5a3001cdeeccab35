use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::Mac;
use serde_json::{Map, Value};

use crate::{ClientId, MeetingNumber, Role, Signer, UnixSeconds, signer::HEADER};

/// The longest token that [`Signer::verify`] reads. Real ones have about 300 bytes.
pub const MAX_TOKEN_BYTES: usize = 4096;

/// Zoom's documented lifetimes, ends included: `verify` vouches for what Zoom documents, while
/// [`crate::Ttl`] stays a second clear of both ends.
const LIFETIME: std::ops::RangeInclusive<u64> = 1_800..=172_800;

/// Which SDK a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The Web Meeting SDK.
    Web,
    /// A native Meeting SDK.
    Native,
    /// The Video SDK.
    VideoSdk,
}

/// What a verified token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Which SDK it is for.
    pub kind: TokenKind,
    /// The app that signed; always the verifying signer's.
    pub client_id: ClientId,
    /// `mn`; always there for the web.
    pub meeting_number: Option<MeetingNumber>,
    /// `role` or `role_type`; always there for the web.
    pub role: Option<Role>,
    /// `iat`.
    pub issued_at: UnixSeconds,
    /// `exp`.
    pub expires_at: UnixSeconds,
}

impl Signer {
    /// Accepts only a token that this app signed with HS256, whole and unpadded, whose times are
    /// whole seconds within Zoom's bounds and cover `now`, and whose claims are complete.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of [`VerifyError`]. To be told everything
    /// that is wrong, use the crate `countersign-diagnose`.
    pub fn verify(&self, token: &str, now: UnixSeconds) -> Result<Verified, VerifyError> {
        let payload = self.authenticate(token)?;
        let payload: Map<String, Value> =
            serde_json::from_slice(&payload).map_err(|_| VerifyError::BadPayload)?;
        let (issued_at, expires_at) = times(&payload, now)?;
        let (kind, app) = if payload.contains_key("tpc") {
            (TokenKind::VideoSdk, "app_key")
        } else if payload.contains_key("mn") || payload.contains_key("role") {
            (TokenKind::Web, "appKey")
        } else {
            (TokenKind::Native, "appKey")
        };
        self.signed_for(&payload, app)?;
        let (meeting_number, role) = match kind {
            TokenKind::Web => (
                Some(claim(&payload, "mn")?),
                Some(claim::<Role>(&payload, "role")?),
            ),
            TokenKind::Native => {
                claim::<u64>(&payload, "tokenExp")?;
                (None, None)
            }
            TokenKind::VideoSdk => (None, Some(claim::<Role>(&payload, "role_type")?)),
        };
        let client_id = self.client_id().clone();
        Ok(Verified {
            kind,
            client_id,
            meeting_number,
            role,
            issued_at,
            expires_at,
        })
    }

    /// The decoded payload, once header and MAC are right.
    fn authenticate(&self, token: &str) -> Result<Vec<u8>, VerifyError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(VerifyError::TooLong { bytes: token.len() });
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(mac), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(VerifyError::NotThreeParts {
                parts: token.split('.').count(),
            });
        };
        let decode = |part, text: &str| {
            URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| VerifyError::BadBase64 { part })
        };
        if header != HEADER {
            check_header(&decode("header", header)?)?;
        }
        let payload_bytes = decode("payload", payload)?;
        self.mac_of(&token.as_bytes()[..header.len() + 1 + payload.len()])
            .verify_slice(&decode("mac", mac)?)
            .map_err(|_| VerifyError::BadMac)?;
        Ok(payload_bytes)
    }

    /// `appKey` (or `app_key`) is ours; a web token of before SDK 4.0 may have `sdkKey` alone.
    fn signed_for(
        &self,
        payload: &Map<String, Value>,
        app: &'static str,
    ) -> Result<(), VerifyError> {
        let key = payload.get(app).or_else(|| payload.get("sdkKey"));
        match key.ok_or(VerifyError::MissingClaim { name: app })?.as_str() {
            Some(key) if key == self.client_id().as_str() => Ok(()),
            Some(_) => Err(VerifyError::WrongClient),
            None => Err(VerifyError::BadClaim { name: app }),
        }
    }
}

fn check_header(header: &[u8]) -> Result<(), VerifyError> {
    let header: Map<String, Value> =
        serde_json::from_slice(header).map_err(|_| VerifyError::BadHeader)?;
    match header.get("alg") {
        Some(Value::String(alg)) if alg == "HS256" => Ok(()),
        Some(Value::String(alg)) => Err(VerifyError::WrongAlg {
            alg: alg.chars().take(16).collect(),
        }),
        _ => Err(VerifyError::BadHeader),
    }
}

fn times(
    payload: &Map<String, Value>,
    now: UnixSeconds,
) -> Result<(UnixSeconds, UnixSeconds), VerifyError> {
    let issued_at: u64 = claim(payload, "iat")?;
    let expires_at: u64 = claim(payload, "exp")?;
    let lifetime = expires_at.saturating_sub(issued_at);
    if expires_at <= now {
        return Err(VerifyError::Expired {
            by: now - expires_at,
        });
    }
    if issued_at > now {
        return Err(VerifyError::IssuedInFuture {
            by: issued_at - now,
        });
    }
    if lifetime < *LIFETIME.start() {
        return Err(VerifyError::LifetimeTooShort { seconds: lifetime });
    }
    if lifetime > *LIFETIME.end() {
        return Err(VerifyError::LifetimeTooLong { seconds: lifetime });
    }
    Ok((issued_at, expires_at))
}

fn claim<T: serde::de::DeserializeOwned>(
    payload: &Map<String, Value>,
    name: &'static str,
) -> Result<T, VerifyError> {
    let value = payload
        .get(name)
        .ok_or(VerifyError::MissingClaim { name })?;
    T::deserialize(value).map_err(|_| VerifyError::BadClaim { name })
}

/// Why a token was not accepted, in the order in which it is looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// More than [`MAX_TOKEN_BYTES`].
    #[error("the token has {bytes} bytes, which is more than any signature")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// Not `header.payload.mac`.
    #[error("the token has {parts} parts; a signature has three: header.payload.mac")]
    NotThreeParts {
        /// How many it has.
        parts: usize,
    },
    /// Not base64url without padding.
    #[error("the {part} is not base64url without padding")]
    BadBase64 {
        /// `header`, `payload` or `mac`.
        part: &'static str,
    },
    /// The header is not a JSON object with `alg`.
    #[error("the header is not a JSON object with alg")]
    BadHeader,
    /// `alg` is not HS256, the only one that Zoom takes.
    #[error("the header says alg {alg:?}; Zoom takes HS256 only")]
    WrongAlg {
        /// What it says, at most 16 characters of it.
        alg: String,
    },
    /// The MAC is not this app's secret's: another secret, or changed bytes.
    #[error("the MAC does not fit: another secret signed, or the token was changed")]
    BadMac,
    /// The payload is not a JSON object.
    #[error("the payload is not a JSON object")]
    BadPayload,
    /// A claim is not there.
    #[error("the claim {name} is missing")]
    MissingClaim {
        /// Its name.
        name: &'static str,
    },
    /// A claim is of another type or out of its range.
    #[error("the claim {name} has the wrong type or value")]
    BadClaim {
        /// Its name.
        name: &'static str,
    },
    /// `exp` has come.
    #[error("the token expired {by} s ago")]
    Expired {
        /// Seconds since.
        by: u64,
    },
    /// `iat` is still to come.
    #[error("the token is issued {by} s in the future; check the signing machine's clock")]
    IssuedInFuture {
        /// Seconds until.
        by: u64,
    },
    /// `exp - iat` below 1800 s.
    #[error("the token lives {seconds} s; Zoom wants 1800 s or more")]
    LifetimeTooShort {
        /// Its lifetime.
        seconds: u64,
    },
    /// `exp - iat` above 48 h.
    #[error("the token lives {seconds} s; Zoom wants 172800 s (48 h) or less")]
    LifetimeTooLong {
        /// Its lifetime.
        seconds: u64,
    },
    /// `appKey` names another app.
    #[error("the token was issued for another client ID")]
    WrongClient,
}
