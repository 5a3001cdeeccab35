//! What can go wrong, with Zoom's own words kept whole.
//!
//! Shapes: `{code, message, errors[]}` from the API (<https://developers.zoom.us/docs/api/errors/>), `{reason, error}` from
//! the token endpoint (see [`TokenError`]). No error holds the client secret or a bearer token: they are cut out of
//! whatever a server sends back.

use std::sync::Arc;

use jiff::Timestamp;

use crate::endpoint::Endpoint;

mod api;
mod token;
mod transport;
mod words;

pub use api::{ApiError, FieldError};
pub use token::TokenError;
pub use transport::{TransportError, TransportKind};
pub(crate) use words::clean;

/// Why a call failed. Cheap to clone, as all callers who waited for one token request get the same error.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The configuration cannot be used; nothing was sent.
    #[error("zoom client: {0}")]
    Config(String),
    /// The request makes no sense (an empty id, a lifetime out of range); nothing was sent.
    #[error("{endpoint}: {problem}")]
    InvalidRequest {
        /// The endpoint it was meant for.
        endpoint: &'static Endpoint,
        /// What is wrong with it.
        problem: String,
    },
    /// Zoom gave no access token.
    #[error(transparent)]
    Token(Arc<TokenError>),
    /// Zoom answered and refused.
    #[error(transparent)]
    Api(Arc<ApiError>),
    /// No answer, or none that can be read.
    #[error(transparent)]
    Transport(Arc<TransportError>),
}

impl Error {
    pub(crate) fn invalid_request(endpoint: &'static Endpoint, problem: impl Into<String>) -> Self {
        Error::InvalidRequest {
            endpoint,
            problem: problem.into(),
        }
    }

    /// The endpoint that was called.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        match self {
            Error::Config(_) => None,
            Error::InvalidRequest { endpoint, .. } => Some(endpoint),
            Error::Token(_) => Some(&crate::endpoint::TOKEN),
            Error::Api(error) => Some(error.endpoint),
            Error::Transport(error) => Some(error.endpoint),
        }
    }

    /// The HTTP status of the answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Config(_) | Error::InvalidRequest { .. } => None,
            Error::Token(error) => Some(error.status),
            Error::Api(error) => Some(error.status),
            Error::Transport(error) => error.status,
        }
    }

    /// Zoom's error code, such as 3001; the API's refusals only.
    pub fn code(&self) -> Option<i64> {
        self.as_api()?.code
    }

    /// The refusal of the API, if that is what it is.
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Error::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Zoom's `x-zm-trackingid`, which its support asks for.
    pub fn tracking_id(&self) -> Option<&str> {
        match self {
            Error::Config(_) | Error::InvalidRequest { .. } => None,
            Error::Token(error) => error.tracking_id.as_deref(),
            Error::Api(error) => error.tracking_id.as_deref(),
            Error::Transport(error) => error.tracking_id.as_deref(),
        }
    }

    /// When Zoom said to come back.
    pub fn retry_at(&self) -> Option<Timestamp> {
        match self {
            Error::Token(error) => error.retry_at,
            Error::Api(error) => error.retry_at,
            _ => None,
        }
    }

    /// Whether there is no such meeting, webinar or user (404 with code 3001 or 1001).
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404) && matches!(self.code(), Some(3001 | 1001))
    }

    /// Whether the thing to be created may exist all the same. List before you repeat such a call.
    pub fn may_have_happened(&self) -> bool {
        match self {
            Error::Api(error) => error.may_have_happened(),
            Error::Transport(error) => error.may_have_happened(),
            _ => false,
        }
    }

    /// Whether the same call may succeed later and is safe to repeat then.
    pub fn is_retryable(&self) -> bool {
        let passing = match self {
            Error::Config(_) | Error::InvalidRequest { .. } => false,
            Error::Token(error) => error.status == 429 || error.status >= 500,
            Error::Api(error) => error.status == 429 || error.status >= 500,
            Error::Transport(error) => !matches!(
                error.kind,
                TransportKind::TooLarge | TransportKind::Unreadable
            ),
        };
        passing && !self.may_have_happened()
    }

    /// What to do about it, where the cause is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Token(error) => error.hint(),
            Error::Api(error) => error.hint(),
            _ => None,
        }
    }
}
