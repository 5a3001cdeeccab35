//! OAuth of a General app for users: <https://developers.zoom.us/docs/integrations/oauth/>.
//!
//! Keep what [`UserOauth::refresh`] answers before anything else: the old refresh token is used up.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use url::Url;

use crate::client::Zoom;
use crate::error::Error;
use crate::oauth::Grant;

/// Users who let the app act for them. Client ID and secret of the configuration are those of the General app; its
/// account ID is not used.
#[derive(Clone, Copy, Debug)]
pub struct UserOauth<'a> {
    pub(crate) zoom: &'a Zoom,
}

/// What a user granted.
#[derive(Debug)]
#[non_exhaustive]
pub struct UserTokens {
    /// For [`Zoom::as_user`]; ends after an hour.
    pub grant: Grant,
    /// Good once, for 90 days.
    pub refresh_token: SecretString,
}

impl UserOauth<'_> {
    /// Where to send the user's browser. `state` comes back and ties the answer to the browser; `verifier` is 43 to 128
    /// random characters for PKCE, of which the hash alone is sent.
    pub fn authorize_url(
        &self,
        redirect_uri: &str,
        state: &str,
        verifier: Option<&SecretString>,
    ) -> Url {
        let mut url = self.zoom.tokens().oauth("/oauth/authorize");
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", self.zoom.tokens().client_id())
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("state", state);
        if let Some(verifier) = verifier {
            let hash = Sha256::digest(verifier.expose_secret());
            query
                .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(hash))
                .append_pair("code_challenge_method", "S256");
        }
        drop(query);
        url
    }

    /// Tokens for the code with which the user came back. It is good once, for five minutes.
    ///
    /// # Errors
    /// [`Error::Token`] with Zoom's reason.
    pub async fn exchange(
        &self,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&SecretString>,
    ) -> Result<UserTokens, Error> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
        ];
        if let Some(verifier) = verifier {
            form.push(("code_verifier", verifier.expose_secret()));
        }
        self.zoom.tokens().of_user(&form).await
    }

    /// New tokens; the refresh token that is given is used up, also if the answer is lost.
    ///
    /// # Errors
    /// [`Error::Token`] with `invalid_grant` for one that was used, revoked or replaced by a later authorization.
    pub async fn refresh(&self, refresh_token: &SecretString) -> Result<UserTokens, Error> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose_secret()),
        ];
        self.zoom.tokens().of_user(&form).await
    }

    /// Takes back what the user granted.
    ///
    /// # Errors
    /// As [`UserOauth::exchange`].
    pub async fn revoke(&self, token: &SecretString) -> Result<(), Error> {
        self.zoom.tokens().revoke(token).await
    }
}
