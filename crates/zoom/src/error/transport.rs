//! A call without an answer that can be read.

use std::fmt;

use super::words::tracking_and_ambiguity;
use crate::endpoint::{Class, Endpoint};

/// A call that got no answer, or none that can be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// The endpoint that was called.
    pub endpoint: &'static Endpoint,
    /// What happened.
    pub kind: TransportKind,
    /// The status, if the answer got that far.
    pub status: Option<u16>,
    /// The `x-zm-trackingid`, if the answer got that far.
    pub tracking_id: Option<String>,
    /// The words of the layer below.
    pub detail: String,
}

/// What happened to a call without a readable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// No connection could be made: nothing was sent.
    Connect,
    /// No whole answer in time.
    Timeout,
    /// The connection broke.
    Broken,
    /// The answer is longer than the client reads.
    TooLarge,
    /// The answer is not the JSON that is documented.
    Unreadable,
}

impl TransportError {
    pub(super) fn may_have_happened(&self) -> bool {
        self.endpoint.class == Class::Create && self.kind != TransportKind::Connect
    }
}

impl std::error::Error for TransportError {}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportKind::Connect => "no connection",
            TransportKind::Timeout => "no answer in time",
            TransportKind::Broken => "the connection broke",
            TransportKind::TooLarge => "the answer is too long",
            TransportKind::Unreadable => "the answer cannot be read",
        };
        write!(f, "{}: {what}", self.endpoint)?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        tracking_and_ambiguity(f, self.tracking_id.as_deref(), self.may_have_happened())
    }
}
