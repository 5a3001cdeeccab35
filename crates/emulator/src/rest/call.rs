//! What a handler is given, and what it gives back.

use std::collections::HashMap;

use axum::http::Method;
use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::room;
use crate::clock::UnixSeconds;
use crate::state::{Kind, Meeting, Plan, State, User};

/// A call that passed the checks that come before its object is looked up.
pub(super) struct Call<'a> {
    pub(super) state: &'a State,
    pub(super) now: UnixSeconds,
    /// The user whom the token speaks for.
    pub(super) me: User,
    pub(super) kind: Kind,
    pub(super) method: Method,
    /// The endpoint's path with its braces.
    pub(super) pattern: &'static str,
    /// The path below `/v2`.
    pub(super) path: &'a str,
    /// The variable part of the path: the user, meeting or webinar.
    pub(super) named: String,
    /// The second variable part, what belongs to the first; empty where there is none.
    pub(super) part: String,
    pub(super) query: HashMap<String, String>,
    pub(super) body: Map<String, Value>,
}

/// A success: its status, and its body unless that is empty.
#[derive(Debug)]
pub(super) struct Reply(pub(super) u16, pub(super) Option<Value>);

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self(200, Some(body))
    }

    pub(super) fn created(body: Value) -> Self {
        Self(201, Some(body))
    }

    pub(super) fn accepted() -> Self {
        Self(202, None)
    }

    pub(super) fn no_content() -> Self {
        Self(204, None)
    }
}

impl Call<'_> {
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub(super) fn is_get(&self) -> bool {
        self.method == Method::GET
    }

    /// The user named in the path.
    pub(super) fn user(&self) -> Result<User, Refusal> {
        if self.named == "me" {
            return Ok(self.me.clone());
        }
        self.state
            .find_user(&self.named)
            .ok_or_else(|| self.no_user())
    }

    /// The user named in the path, if their plan lets them host what this call is about.
    pub(super) fn host(&self) -> Result<User, Refusal> {
        let user = self.user()?;
        self.may_host(&user)?;
        Ok(user)
    }

    /// The meeting or webinar named in the path by its number, or by the UUID of an instance.
    pub(super) fn meeting(&self) -> Result<Meeting, Refusal> {
        self.meeting_or(self.wrong_kind(), Refusal::nothing(self.kind, &self.named))
    }

    /// The same for an endpoint that refuses in words of its own.
    pub(super) fn meeting_or(
        &self,
        wrong_kind: Refusal,
        nothing: Refusal,
    ) -> Result<Meeting, Refusal> {
        let found = match self.number() {
            Some(number) => room::find(self.state, number),
            None => self.state.meeting_by_uuid(&self.named),
        };
        let meeting = found.ok_or(nothing)?;
        if meeting.kind != self.kind {
            return Err(wrong_kind);
        }
        self.host_of(&meeting)?;
        Ok(meeting)
    }

    /// The meeting number in the path, if it is one.
    pub(super) fn number(&self) -> Option<u64> {
        self.named.parse().ok()
    }

    /// The host of `meeting`, if their plan still covers it.
    pub(super) fn host_of(&self, meeting: &Meeting) -> Result<User, Refusal> {
        let gone = || Refusal::no_user(&meeting.host_id);
        let host = self.state.user(&meeting.host_id).ok_or_else(gone)?;
        self.may_host(&host)?;
        Ok(host)
    }

    /// An error if the user's plan does not let them host what this call is about.
    pub(super) fn may_host(&self, user: &User) -> Result<(), Refusal> {
        let covered = match self.kind {
            Kind::Meeting => user.plan != Plan::None,
            Kind::Webinar => user.webinar && user.plan == Plan::Licensed,
        };
        if covered {
            Ok(())
        } else {
            Err(self.plan(user))
        }
    }
}
