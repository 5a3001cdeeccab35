//! What a subscription has Zoom send in addition to the signature, for endpoints that want to know the caller in a way
//! of their own.
//!
//! Source: `custom_header` of <https://developers.zoom.us/docs/api/webhooks/>.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use countersign_token::{ExposeSecret, Secret};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

/// Longer values are refused.
const MAX_VALUE: usize = 2_048;
/// A token is asked for anew so many milliseconds before it ends.
const EARLY_MS: u64 = 60_000;
/// Zoom takes no token that is good for less, in seconds.
const LEAST_SECONDS: u64 = 3_599;

/// Name and value of a header.
pub(super) type Header = (HeaderName, HeaderValue);

/// `custom_header` of a subscription. Clones share the token that was got.
#[derive(Clone, Default)]
pub(crate) enum CustomHeader {
    /// `0`.
    #[default]
    None,
    /// `1` and `3`: the same header every time.
    Fixed(HeaderName, Secret),
    /// `2`: a bearer token of the endpoint's own OAuth server.
    OAuth(Arc<OAuth>),
}

/// An OAuth server that gives tokens for client credentials.
pub(crate) struct OAuth {
    token_url: Url,
    client_id: String,
    client_secret: Secret,
    scope: Option<String>,
    /// Whether id and secret go into the body.
    in_body: bool,
    token: Mutex<Option<(Secret, u64)>>,
}

/// As a snapshot writes it, among the secrets.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum SavedHeader {
    Fixed {
        name: String,
        value: String,
    },
    OAuth {
        token_url: Url,
        client_id: String,
        client_secret: String,
        scope: Option<String>,
        in_body: bool,
    },
}

impl SavedHeader {
    /// `None` when there is no header.
    pub(super) fn of(header: &CustomHeader) -> Option<Self> {
        match header {
            CustomHeader::None => None,
            CustomHeader::Fixed(name, value) => Some(Self::Fixed {
                name: name.to_string(),
                value: value.expose_secret().to_owned(),
            }),
            CustomHeader::OAuth(server) => Some(Self::OAuth {
                token_url: server.token_url.clone(),
                client_id: server.client_id.clone(),
                client_secret: server.client_secret.expose_secret().to_owned(),
                scope: server.scope.clone(),
                in_body: server.in_body,
            }),
        }
    }

    /// `None` when it is no header.
    pub(super) fn open(&self) -> Option<CustomHeader> {
        Some(match self.clone() {
            Self::Fixed { name, value } => {
                HeaderValue::from_str(&value).ok()?;
                CustomHeader::Fixed(name.parse().ok()?, value.into())
            }
            Self::OAuth {
                token_url,
                client_id,
                client_secret,
                scope,
                in_body,
            } => CustomHeader::OAuth(Arc::new(OAuth {
                token_url,
                client_id,
                client_secret: client_secret.into(),
                scope,
                in_body,
                token: Mutex::default(),
            })),
        })
    }
}

impl CustomHeader {
    /// Answers the name of the field that is wrong, if one is.
    pub(super) fn parse(wanted: &Value) -> Result<Self, &'static str> {
        let text = |name: &'static str| {
            let value = wanted[name].as_str().unwrap_or_default();
            let good = !value.is_empty() && value.len() <= MAX_VALUE;
            good.then(|| value.to_owned()).ok_or(name)
        };
        match wanted["custom_header_type"].as_u64() {
            Some(0) => Ok(Self::None),
            Some(1) => {
                let pair = format!("{}:{}", text("username")?, text("password")?);
                let value = format!("Basic {}", STANDARD.encode(pair));
                Ok(Self::Fixed(AUTHORIZATION, value.into()))
            }
            Some(2) => {
                let url = Url::parse(&text("token_url")?).ok();
                let token_url = url
                    .filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"))
                    .ok_or("token_url")?;
                let in_body = match wanted["client_authentication"].as_str() {
                    None | Some("header") => false,
                    Some("body") => true,
                    Some(_) => return Err("client_authentication"),
                };
                Ok(Self::OAuth(Arc::new(OAuth {
                    token_url,
                    client_id: text("client_id")?,
                    client_secret: text("client_secret")?.into(),
                    scope: wanted["scope"].as_str().map(str::to_owned),
                    in_body,
                    token: Mutex::default(),
                })))
            }
            Some(3) => {
                let key = text("custom_header_key")?;
                let known = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                let name = HeaderName::try_from(key).ok().filter(|_| known);
                let name = name
                    .filter(|name| !is_own(name))
                    .ok_or("custom_header_key")?;
                let value = text("custom_header_value")?;
                HeaderValue::from_str(&value).map_err(|_| "custom_header_value")?;
                Ok(Self::Fixed(name, value.into()))
            }
            _ => Err("custom_header_type"),
        }
    }

    /// The header to send now, of the emulator's `now_ms`; or why there is no token.
    pub(super) async fn header(
        &self,
        client: &reqwest::Client,
        now_ms: u64,
    ) -> Result<Option<Header>, String> {
        let (name, value) = match self {
            Self::None => return Ok(None),
            Self::Fixed(name, value) => (name.clone(), value.expose_secret().to_owned()),
            Self::OAuth(oauth) => {
                let token = oauth.token(client, now_ms).await?;
                (AUTHORIZATION, format!("Bearer {}", token.expose_secret()))
            }
        };
        let mut value =
            HeaderValue::try_from(value).map_err(|_| "its value is no header".to_owned())?;
        value.set_sensitive(true);
        Ok(Some((name, value)))
    }
}

/// Headers that Zoom sets itself.
fn is_own(name: &HeaderName) -> bool {
    let name = name.as_str();
    name.starts_with("x-zm-") || matches!(name, "content-type" | "content-length" | "host")
}

impl OAuth {
    async fn token(&self, client: &reqwest::Client, now_ms: u64) -> Result<Secret, String> {
        let kept = self.kept().clone();
        if let Some((token, until_ms)) = kept
            && now_ms + EARLY_MS < until_ms
        {
            return Ok(token);
        }
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(self.scope.as_deref().map(|scope| ("scope", scope)));
        let secret = self.client_secret.expose_secret();
        let request = client.post(self.token_url.clone());
        let request = match self.in_body {
            true => {
                form.extend([("client_id", &*self.client_id), ("client_secret", secret)]);
                request
            }
            false => request.basic_auth(&self.client_id, Some(secret)),
        };
        let answer = request.form(&form).send().await;
        let answer = answer.map_err(|_| "the token_url does not answer".to_owned())?;
        let status = answer.status();
        if !status.is_success() {
            return Err(format!("the token_url answered {status}"));
        }
        let answer: Value = super::endpoint::json(answer).await?;
        let token = answer["access_token"].as_str().unwrap_or_default();
        let seconds = answer["expires_in"].as_u64().unwrap_or_default();
        if token.is_empty() || seconds < LEAST_SECONDS {
            return Err(
                "the token_url gave no access_token that is good for 3599 s or more".to_owned(),
            );
        }
        let token = Secret::from(token);
        let until_ms = now_ms.saturating_add(seconds.saturating_mul(1000));
        *self.kept() = Some((token.clone(), until_ms));
        Ok(token)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<(Secret, u64)>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
