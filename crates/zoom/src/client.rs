//! The client: puts a token on a request, sends it, reads the answer.

use std::fmt;
use std::sync::Arc;

use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::error::{ApiError, Error, TransportError, TransportKind};
use crate::meetings::Meetings;
use crate::oauth::{Grant, Tokens};
use crate::page::Paged;
use crate::past::{PastMeetings, PastWebinars};
use crate::recordings::Recordings;
use crate::reports::Reports;
use crate::retry::Budget;
use crate::tracking_fields::TrackingFields;
use crate::transport::{Reply, Transport};
use crate::user_oauth::UserOauth;
use crate::users::Users;
use crate::webinars::Webinars;

/// A client of Zoom's REST API for one Server-to-Server OAuth app. Clones share connections, token and retry budget.
///
/// Its methods need a Tokio runtime.
#[derive(Clone)]
pub struct Zoom {
    inner: Arc<Inner>,
}

struct Inner {
    api: String,
    client_secret: secrecy::SecretString,
    transport: Arc<Transport>,
    tokens: Arc<Tokens>,
}

/// One call: an endpoint and what goes with it.
pub(crate) struct Call {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) ids: Vec<String>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Call {
    pub(crate) fn new(endpoint: &'static Endpoint, id: impl fmt::Display) -> Self {
        Self {
            endpoint,
            ids: vec![id.to_string()],
            query: Vec::new(),
            body: None,
        }
    }

    /// The next id in the path.
    pub(crate) fn part(mut self, id: impl fmt::Display) -> Self {
        self.ids.push(id.to_string());
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|_| {
            Error::invalid_request(self.endpoint, "the request cannot be written as JSON")
        })?;
        self.body = Some(body);
        Ok(self)
    }
}

impl Zoom {
    /// A client of Zoom as `config` describes it. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Config`] when a credential is empty or has white space around it, a URL is unfit or plain http to another
    /// machine, or a certificate cannot be read.
    pub fn new(config: Config) -> Result<Self, Error> {
        Self::with_clock(config, Arc::new(SystemClock))
    }

    /// The same with another clock.
    ///
    /// # Errors
    /// As [`Zoom::new`].
    pub fn with_clock(config: Config, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let transport = Arc::new(Transport {
            http: config.connect()?,
            clock,
            policy: config.retry,
            budget: Budget::new(config.retry.budget),
            max_body: config.max_body,
        });
        let tokens = Arc::new(Tokens::new(&config, Arc::clone(&transport)));
        let api = config.api.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            inner: Arc::new(Inner {
                api,
                client_secret: config.client_secret,
                transport,
                tokens,
            }),
        })
    }

    /// Gets a token unless there is one, and says what it grants. Good as a check at start.
    ///
    /// # Errors
    /// [`Error::Token`] with Zoom's reason and a hint, or [`Error::Transport`].
    pub async fn authenticate(&self) -> Result<Arc<Grant>, Error> {
        self.inner.tokens.get().await
    }

    /// Asks for a token with the grant `client_credentials`, which Zoom gives to a General app as well: that it does proves
    /// that ID and secret belong together. The token, good for no call of this client, is thrown away.
    ///
    /// # Errors
    /// As [`Zoom::authenticate`].
    pub async fn probe_client_credentials(&self) -> Result<Grant, Error> {
        self.inner.tokens.client_credentials().await
    }

    /// Users who let a General app act for them.
    pub fn user_oauth(&self) -> UserOauth<'_> {
        UserOauth { zoom: self }
    }

    /// The same client with a user's token: `me` is that user. When the token ends or is refused, so are the calls.
    #[must_use]
    pub fn as_user(&self, grant: Grant) -> Self {
        Self {
            inner: Arc::new(Inner {
                api: self.inner.api.clone(),
                client_secret: self.inner.client_secret.clone(),
                transport: Arc::clone(&self.inner.transport),
                tokens: Arc::new(self.inner.tokens.with(grant)),
            }),
        }
    }

    pub(crate) fn tokens(&self) -> &Tokens {
        &self.inner.tokens
    }

    /// Users and their tokens.
    pub fn users(&self) -> Users<'_> {
        Users { zoom: self }
    }

    /// Meetings.
    pub fn meetings(&self) -> Meetings<'_> {
        Meetings { zoom: self }
    }

    /// Webinars.
    pub fn webinars(&self) -> Webinars<'_> {
        Webinars { zoom: self }
    }

    /// Meetings that ended.
    pub fn past_meetings(&self) -> PastMeetings<'_> {
        PastMeetings { zoom: self }
    }

    /// Webinars that ended.
    pub fn past_webinars(&self) -> PastWebinars<'_> {
        PastWebinars { zoom: self }
    }

    /// Reports on meetings and webinars that ended.
    pub fn reports(&self) -> Reports<'_> {
        Reports { zoom: self }
    }

    /// Tracking fields of the account.
    pub fn tracking_fields(&self) -> TrackingFields<'_> {
        TrackingFields { zoom: self }
    }

    /// Cloud recordings.
    pub fn recordings(&self) -> Recordings<'_> {
        Recordings { zoom: self }
    }

    /// Makes the call and reads its answer.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Error> {
        let reply = self.send(call).await?;
        serde_json::from_slice(&reply.body).map_err(|error| {
            Error::Transport(Arc::new(TransportError {
                endpoint: call.endpoint,
                kind: TransportKind::Unreadable,
                status: Some(reply.status),
                tracking_id: reply.tracking_id,
                detail: json_problem(&error),
            }))
        })
    }

    /// Makes a call whose success has no body.
    pub(crate) async fn perform(&self, call: &Call) -> Result<(), Error> {
        self.send(call).await.map(drop)
    }

    /// Follows `next_page_token` until the list ends or holds `limit` items.
    pub(crate) async fn fetch_all<P: Paged>(
        &self,
        mut call: Call,
        limit: usize,
    ) -> Result<Vec<P::Item>, Error> {
        let mut all = Vec::new();
        loop {
            let (items, paging) = self.fetch::<P>(&call).await?.split();
            let empty = items.is_empty();
            all.extend(items);
            let Some(next) = paging.next().filter(|_| !empty && all.len() < limit) else {
                all.truncate(limit);
                return Ok(all);
            };
            call.query.retain(|(name, _)| *name != "next_page_token");
            call = call.query("next_page_token", next);
        }
    }

    /// A 2xx answer. A token that is refused, or was granted before its app got the scope, is replaced once; Zoom refuses
    /// it before it does anything, so this is safe for every endpoint.
    async fn send(&self, call: &Call) -> Result<Reply, Error> {
        let url = format!("{}{}", self.inner.api, call.endpoint.path_for(&call.ids)?);
        let mut renewed = false;
        loop {
            let grant = self.inner.tokens.get().await?;
            let bearer = grant.token.expose_secret();
            let request = |http: &reqwest::Client| {
                let mut request = http
                    .request(call.endpoint.method.clone(), &url)
                    .bearer_auth(bearer);
                if !call.query.is_empty() {
                    request = request.query(&call.query);
                }
                match &call.body {
                    Some(body) => request
                        .header("content-type", "application/json")
                        .body(body.clone()),
                    None => request,
                }
            };
            let reply = self.inner.transport.send(call.endpoint, request).await?;
            if (200..300).contains(&reply.status) {
                return Ok(reply);
            }
            let secrets = [bearer, self.inner.client_secret.expose_secret()];
            let mut error = ApiError::new(call.endpoint, reply.status, &reply.body, &secrets);
            let lacks_scope =
                !error.missing_scopes.is_empty() && self.inner.tokens.may_lack_new_scopes(&grant);
            if error.is_token_refused() || lacks_scope {
                self.inner.tokens.forget(&grant);
                if !renewed {
                    renewed = true;
                    continue;
                }
            }
            error.tracking_id = reply.tracking_id;
            error.retry_at = reply.retry_at;
            return Err(Error::Api(Arc::new(error)));
        }
    }
}

impl fmt::Debug for Zoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zoom")
            .field("api", &self.inner.api)
            .finish_non_exhaustive()
    }
}

/// What is wrong with an answer's JSON and where. Serde's own words may quote a value, which may be a token.
fn json_problem(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let what = match error.classify() {
        serde_json::error::Category::Data if words.starts_with("missing field") => {
            return words;
        }
        serde_json::error::Category::Data => "a field is of another type than documented",
        serde_json::error::Category::Eof => "the JSON ends too early",
        _ => "it is not JSON",
    };
    format!("{what}, at line {} column {}", error.line(), error.column())
}
