//! Sign, verify and inspect the tokens that Zoom's SDKs call a *signature*.
//!
//! A signature is a compact JWS (`header.payload.mac`, base64url without padding), signed with
//! HMAC-SHA256 and the **client secret of the Meeting SDK app** as raw UTF-8 bytes. The pair of a
//! Server-to-Server OAuth app calls the REST API and can never sign.
//!
//! ```
//! use countersign_token::{Claims, ClientId, MeetingNumber, Role, Secret, Signer, Ttl, WebClaims};
//!
//! let signer = Signer::new(
//!     ClientId::new("abcdefghijklmnopqrstuv")?,
//!     &Secret::from("0123456789abcdefghijklmnopqrstuv"),
//! )?;
//! let number: MeetingNumber = "81234567890".parse()?;
//! let claims = Claims::Web(WebClaims::new(number, Role::Attendee));
//! let now = 1_760_000_000;
//! let signature = signer.sign(&claims, now, Ttl::DEFAULT);
//! assert_eq!(signer.verify(signature.as_str(), now)?.meeting_number, Some(number));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate does no I/O, reads no clock and holds no state: `now` is an argument everywhere. It
//! is pure Rust and compiles for WebAssembly; do not sign in a browser, though, for whoever signs
//! holds the secret.
//!
//! Three acts, from strict to careless:
//! * [`Signer::sign`] cannot make a token that Zoom is known to refuse.
//! * [`Signer::verify`] accepts only what it can vouch for.
//! * [`inspect_unverified`] looks inside anything and vouches for nothing.

mod claims;
mod client_id;
mod inspect;
mod meeting_number;
mod role;
mod signature;
mod signer;
mod ttl;
mod verify;

pub use claims::{Claims, NativeClaims, VideoSdkClaims, VideoSdkClaimsError, WebClaims};
pub use client_id::{ClientId, ClientIdError};
pub use inspect::{Alphabet, Inspection, MAX_PARTS, Part, inspect_unverified, without_count};
pub use meeting_number::{MeetingNumber, MeetingNumberError};
pub use role::{Role, RoleError};
pub use secrecy::{ExposeSecret, SecretString as Secret};
pub use signature::Signature;
pub use signer::{BACKDATE_SECONDS, Signer, SignerError};
pub use ttl::{Ttl, TtlError};
pub use verify::{MAX_TOKEN_BYTES, TokenKind, Verified, VerifyError};

/// Seconds since 1970-01-01T00:00:00Z, the unit of every time in a token.
///
/// Milliseconds, which `Date.now()` gives, are a thousand times too large; Zoom refuses them.
pub type UnixSeconds = u64;
