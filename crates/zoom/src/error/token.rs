//! Why Zoom gave no access token.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::words::clean;

/// A refusal of the token endpoint, whose body is `{"reason": …, "error": …}`, not the API's `{code, message}`.
///
/// Sources: <https://developers.zoom.us/docs/internal-apps/s2s-oauth/>,
/// <https://developers.zoom.us/docs/integrations/oauth-error-messages/>,
/// <https://developers.zoom.us/blog/s2s-token-generation-troubleshoot/>.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TokenError {
    /// The HTTP status, most often 400.
    pub status: u16,
    /// The machine's word, such as `invalid_client`; empty if the answer was not Zoom's JSON.
    pub error: String,
    /// Zoom's sentence, such as "Invalid client_id or client_secret".
    pub reason: String,
    /// The `x-zm-trackingid` of the answer.
    pub tracking_id: Option<String>,
    /// When Zoom said to come back.
    pub retry_at: Option<Timestamp>,
    /// How far Zoom's clock is ahead of ours, by the `Date` of the answer; zero for what its whole seconds cannot tell.
    pub clock_ahead: Option<SignedDuration>,
}

impl TokenError {
    pub(crate) fn new(status: u16, body: &[u8], secrets: &[&str]) -> Self {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |name: &str| clean(json[name].as_str().unwrap_or_default(), secrets);
        let reason = if json["reason"].is_string() {
            text("reason")
        } else {
            text("error_description")
        };
        Self {
            status,
            error: text("error"),
            reason,
            tracking_id: None,
            retry_at: None,
            clock_ahead: None,
        }
    }

    /// What it means and what to do, where that is known.
    pub fn hint(&self) -> Option<&'static str> {
        let reason = self.reason.to_ascii_lowercase();
        Some(match self.error.as_str() {
            "unsupported_grant_type" => {
                "right secret, wrong app type: this is not a Server-to-Server OAuth app (a General or Meeting SDK app signs, \
                 it cannot get this token); make a Server-to-Server OAuth app and use its credentials"
            }
            "invalid_client" if reason.contains("disabled") => {
                "the app is not activated: open it on marketplace.zoom.us and press Activate"
            }
            "invalid_client" => {
                "the client ID or the client secret is wrong: copy both again from the App Credentials of the \
                 Server-to-Server OAuth app; those of the Meeting SDK app are another pair"
            }
            "invalid_request" if reason.contains("oauth app type") => {
                "this account may not use this kind of app: ask the account's owner or Zoom's support"
            }
            "invalid_request" => {
                "the account ID is most likely wrong: copy it from the App Credentials of the same app (it is not the \
                 account number)"
            }
            _ => return None,
        })
    }
}

impl std::error::Error for TokenError {}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "POST /oauth/token: zoom answered {}", self.status)?;
        if !self.error.is_empty() {
            write!(f, " {}", self.error)?;
        }
        if !self.reason.is_empty() {
            write!(f, ": {}", self.reason)?;
        }
        if let Some(hint) = self.hint() {
            write!(f, "; {hint}")?;
        }
        match &self.tracking_id {
            Some(id) => write!(f, " (tracking id {id})"),
            None => Ok(()),
        }
    }
}
