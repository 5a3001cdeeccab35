//! Access tokens of a Server-to-Server OAuth app: asked for once, shared by all, renewed before they end.
//!
//! Source: <https://developers.zoom.us/docs/internal-apps/s2s-oauth/>. There is no refresh token: one asks again.

use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::watch;
use url::Url;

use crate::config::Config;
use crate::device;
use crate::endpoint::{DEVICE, EXCHANGE, Endpoint, REVOKE, TOKEN};
use crate::error::{Error, TokenError, TransportError, TransportKind};
use crate::transport::{Reply, Transport};
use crate::user_oauth::UserTokens;

/// A token is renewed this long before its end, or after four fifths of its life if that is short.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

/// After an early renewal failed, the next one waits this long; the old token is used meanwhile.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// A scope missing from a token no older than this is missing from the app.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// What Zoom granted.
#[derive(Debug)]
#[non_exhaustive]
pub struct Grant {
    pub(crate) token: SecretString,
    /// When the token ends.
    pub expires_at: Timestamp,
    /// The scopes of the token. Zoom may leave some out for seconds after the app was changed.
    pub scopes: Vec<String>,
    /// The account's regional API host. The configured one is used all the same.
    pub api_url: Option<String>,
    /// How far Zoom's clock is ahead of ours, by the `Date` of the answer; zero for what its whole seconds cannot tell.
    pub clock_ahead: Option<SignedDuration>,
    granted_at: Timestamp,
    renew_at: Timestamp,
}

type Outcome = Option<Result<Arc<Grant>, Error>>;

/// The token in use and the request under way, if any.
pub(crate) struct Tokens {
    transport: Arc<Transport>,
    base: Url,
    /// Whether the token was given and cannot be replaced.
    given: bool,
    account_id: String,
    client_id: String,
    client_secret: SecretString,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Grant>>,
    flight: Option<watch::Receiver<Outcome>>,
    not_before: Option<Timestamp>,
}

impl Tokens {
    pub(crate) fn new(config: &Config, transport: Arc<Transport>) -> Self {
        Self {
            transport,
            base: config.oauth.clone(),
            given: false,
            account_id: config.account_id.clone(),
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            state: Mutex::default(),
        }
    }

    /// The same app with a token that it was given.
    pub(crate) fn with(&self, mut grant: Grant) -> Self {
        grant.renew_at = grant.expires_at;
        let state = State {
            current: Some(Arc::new(grant)),
            ..State::default()
        };
        Self {
            transport: Arc::clone(&self.transport),
            base: self.base.clone(),
            given: true,
            account_id: self.account_id.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            state: Mutex::new(state),
        }
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The OAuth host's URL with this path.
    pub(crate) fn oauth(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let path = format!("{}{path}", self.base.path().trim_end_matches('/'));
        url.set_path(&path);
        url
    }

    /// A token that has not ended. Any number of callers share one request, and its error if it fails. A caller who goes
    /// away does not stop it for the others.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Arc<Grant>, Error> {
        let mut flight = {
            let mut state = self.state();
            let now = self.transport.clock.now();
            match state.current.clone().filter(|grant| now < grant.expires_at) {
                None => state.flight.get_or_insert_with(|| self.launch()).clone(),
                Some(grant) => {
                    if now >= grant.renew_at && state.not_before.is_none_or(|at| now >= at) {
                        state.flight.get_or_insert_with(|| self.launch());
                    }
                    return Ok(grant);
                }
            }
        };
        if let Ok(outcome) = flight.wait_for(Option::is_some).await
            && let Some(outcome) = outcome.clone()
        {
            return outcome;
        }
        // The task died with its runtime. The next caller starts afresh.
        let mut state = self.state();
        state.flight.take_if(|other| other.same_channel(&flight));
        Err(unanswered("the token request was abandoned"))
    }

    /// Whether a newer token may hold scopes that this one lacks: they are those of the moment it was granted.
    pub(crate) fn may_lack_new_scopes(&self, grant: &Grant) -> bool {
        self.transport.clock.now().duration_since(grant.granted_at) > FRESH
    }

    /// Forgets a token that the API refused, unless another has taken its place already.
    pub(crate) fn forget(&self, refused: &Arc<Grant>) {
        self.state()
            .current
            .take_if(|current| Arc::ptr_eq(current, refused));
    }

    fn launch(self: &Arc<Self>) -> watch::Receiver<Outcome> {
        let (done, flight) = watch::channel(None);
        let tokens = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = tokens.account_credentials().await.map(Arc::new);
            {
                let mut state = tokens.state();
                state.flight = None;
                match &outcome {
                    Ok(grant) => {
                        state.current = Some(Arc::clone(grant));
                        state.not_before = None;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "no access token");
                        state.not_before = tokens.transport.clock.now().checked_add(PAUSE).ok();
                    }
                }
            }
            done.send_replace(Some(outcome));
        });
        flight
    }

    async fn account_credentials(&self) -> Result<Grant, Error> {
        if self.given {
            return Err(unanswered(
                "the user's access token ended or was refused; refresh it",
            ));
        }
        self.request(&[
            ("grant_type", "account_credentials"),
            ("account_id", self.account_id.as_str()),
        ])
        .await
    }

    /// A token of the app alone, for no account. It is not kept.
    pub(crate) async fn client_credentials(&self) -> Result<Grant, Error> {
        self.request(&[("grant_type", "client_credentials")]).await
    }

    /// Tokens of a user, for a code or a refresh token.
    pub(crate) async fn of_user(&self, form: &[(&str, &str)]) -> Result<UserTokens, Error> {
        let (grant, refresh_token) = self.ask(&EXCHANGE, form).await?;
        let refresh_token =
            refresh_token.ok_or_else(|| unanswered("the token endpoint gave no refresh token"))?;
        Ok(UserTokens {
            grant,
            refresh_token,
        })
    }

    /// Codes for a device. The client ID goes into the query, as Zoom documents it.
    pub(crate) async fn device(&self) -> Result<device::Answer, Error> {
        let mut url = self.oauth(DEVICE.path);
        url.query_pairs_mut()
            .append_pair("client_id", &self.client_id);
        let reply = self.send_to(&DEVICE, &url, &[]).await?;
        serde_json::from_slice(&reply.body)
            .map_err(|_| unanswered("the answer is not the JSON of a device's codes"))
    }

    pub(crate) async fn revoke(&self, token: &SecretString) -> Result<(), Error> {
        let form = [("token", token.expose_secret())];
        self.send(&REVOKE, &form).await.map(drop)
    }

    async fn request(&self, form: &[(&str, &str)]) -> Result<Grant, Error> {
        self.ask(&TOKEN, form).await.map(|(grant, _)| grant)
    }

    /// A successful answer.
    async fn send(
        &self,
        endpoint: &'static Endpoint,
        form: &[(&str, &str)],
    ) -> Result<Reply, Error> {
        self.send_to(endpoint, &self.oauth(endpoint.path), form)
            .await
    }

    async fn send_to(
        &self,
        endpoint: &'static Endpoint,
        url: &Url,
        form: &[(&str, &str)],
    ) -> Result<Reply, Error> {
        let secret = self.client_secret.expose_secret();
        let reply = self
            .transport
            .send(endpoint, |http| {
                http.post(url.clone())
                    .basic_auth(&self.client_id, Some(secret))
                    .form(form)
            })
            .await?;
        if reply.status == 200 {
            return Ok(reply);
        }
        let mut secrets = vec![secret];
        secrets.extend(
            form.iter()
                .map(|(_, value)| *value)
                .filter(|value| value.len() > 20),
        );
        let mut error = TokenError::new(reply.status, &reply.body, &secrets);
        error.tracking_id = reply.tracking_id;
        error.retry_at = reply.retry_at;
        error.clock_ahead = reply.clock_ahead;
        Err(Error::Token(Arc::new(error)))
    }

    async fn ask(
        &self,
        endpoint: &'static Endpoint,
        form: &[(&str, &str)],
    ) -> Result<(Grant, Option<SecretString>), Error> {
        let asked_at = self.transport.clock.now();
        let reply = self.send(endpoint, form).await?;
        let answer: Answer = serde_json::from_slice(&reply.body).map_err(|_| {
            unanswered("the token endpoint did not answer with the JSON of a token")
        })?;
        let life = SignedDuration::from_secs(answer.expires_in.clamp(1, 86_400));
        let after = |span| asked_at.checked_add(span).unwrap_or(Timestamp::MAX);
        let grant = Grant {
            token: answer.access_token.into(),
            granted_at: asked_at,
            expires_at: after(life),
            renew_at: after(life - EARLY.min(life / 5)),
            scopes: answer.scope.split_whitespace().map(str::to_owned).collect(),
            api_url: answer.api_url,
            clock_ahead: reply.clock_ahead,
        };
        Ok((grant, answer.refresh_token.map(SecretString::from)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    #[serde(default = "an_hour")]
    expires_in: i64,
    #[serde(default)]
    scope: String,
    api_url: Option<String>,
    refresh_token: Option<String>,
}

fn an_hour() -> i64 {
    3600
}

fn unanswered(detail: &str) -> Error {
    Error::Transport(Arc::new(TransportError {
        endpoint: &TOKEN,
        kind: TransportKind::Unreadable,
        status: None,
        tracking_id: None,
        detail: detail.to_owned(),
    }))
}
