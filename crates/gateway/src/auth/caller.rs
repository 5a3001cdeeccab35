use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::api_key::{PREFIX, hash};
use crate::Problem;
use crate::meeting::Meeting;
use crate::quota::Class;
use crate::state::AppState;
use crate::store::StoredKey;

/// Whoever showed an API key that is in force. As an optional extractor: no `Authorization` header is nobody, a
/// wrong one is still an error.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    key: StoredKey,
}

impl Caller {
    /// The id of the key, for rows that remember who made them.
    pub(crate) fn key_id(&self) -> &str {
        &self.key.id
    }

    /// Whether the key may act for a Zoom user who is known by any of `names` (id, e-mail address).
    pub(crate) fn acts_for(&self, names: &[&str]) -> bool {
        let Some(hosts) = &self.key.hosts else {
            return true;
        };
        hosts.iter().any(|host| {
            names
                .iter()
                .any(|name| !name.is_empty() && host.eq_ignore_ascii_case(name))
        })
    }

    /// Refuses a key that may not act for the host of `meeting`.
    pub(crate) fn must_host(&self, meeting: &Meeting) -> Result<(), Problem> {
        self.must_act_for_any(&[&meeting.host_id, &meeting.host_email])
    }

    /// Refuses a key that may not act for a user who is known by `names`.
    pub(crate) fn must_act_for_any(&self, names: &[&str]) -> Result<(), Problem> {
        match self.acts_for(names) {
            true => Ok(()),
            false => Err(not_your_host()),
        }
    }

    /// Refuses a key that may not act for `user`, an e-mail address or an id; whichever the key was not made with is
    /// looked up.
    pub(crate) async fn must_act_for(&self, state: &AppState, user: &str) -> Result<(), Problem> {
        if self.acts_for(&[user]) {
            return Ok(());
        }
        let known = state.zoom()?.users().get(user).await?;
        match self.acts_for(&[&known.id, known.email.as_deref().unwrap_or_default()]) {
            true => Ok(()),
            false => Err(not_your_host()),
        }
    }

    /// Whether the key is not bound to certain hosts.
    pub(crate) fn acts_for_all(&self) -> bool {
        self.key.hosts.is_none()
    }

    /// The one host of a key that has just one.
    pub(crate) fn only_host(&self) -> Option<&str> {
        match self.key.hosts.as_deref() {
            Some([host]) => Some(host),
            _ => None,
        }
    }

    async fn from_headers(
        headers: &HeaderMap,
        state: &AppState,
    ) -> Result<Option<Caller>, Problem> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(None);
        };
        let secret = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, secret)| secret.trim());
        let Some(secret) =
            secret.filter(|secret| secret.starts_with(PREFIX) && secret.len() == PREFIX.len() + 43)
        else {
            return Err(Problem::unauthorized(
                "the Authorization header must be `Bearer` and an API key of this gateway, which begins with cs_",
            ));
        };
        match state.store.key(&hash(secret)).await? {
            Some(key) => {
                let taken = state.quotas.take(Class::Key, &key.id).await;
                taken.map_err(Problem::too_many)?;
                Ok(Some(Caller { key }))
            }
            None => Err(Problem::unauthorized(
                "the API key is not known here or was revoked",
            )),
        }
    }
}

fn not_your_host() -> Problem {
    Problem::forbidden("host-not-allowed", "this API key may not act for that host")
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Caller, Problem> {
        Caller::from_headers(&parts.headers, state).await?.ok_or_else(|| {
            Problem::unauthorized(
                "send an API key as `Authorization: Bearer cs_…`; `countersign key create NAME` makes one",
            )
        })
    }
}

impl OptionalFromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Caller>, Problem> {
        Caller::from_headers(&parts.headers, state).await
    }
}
