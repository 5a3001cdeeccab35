//! The `tk` of personal links: a registrant's, a panelist's, an invited attendee's.

use serde_json::{Value, json};

use super::tokens::{Shape, text};
use super::{Panelist, Registrant, State};

/// Whose personal link it is.
#[derive(Clone, Debug)]
pub enum Guest {
    /// Somebody who registered.
    Registrant(Registrant),
    /// Somebody who speaks in a webinar.
    Panelist(Panelist),
    /// Somebody for whom a link was made by `invite_links`.
    Invited {
        /// Under this name.
        name: String,
    },
}

/// Why a `tk` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TkProblem {
    /// Not one of ours, its time is over, or its registration or invitation was cancelled.
    Unknown,
    /// Of another meeting or webinar.
    OtherMeeting,
    /// The registration is pending or denied.
    NotApproved,
}

impl State {
    /// The `tk` of a registrant's own link.
    pub fn issue_tk(&self, number: u64, registrant: &Registrant) -> String {
        self.seal_tk(&json!({"aud": "tk", "mnum": number, "rid": registrant.id}))
    }

    /// The `tk` of a panelist's own link.
    pub fn issue_panelist_tk(&self, number: u64, panelist: &Panelist) -> String {
        self.seal_tk(&json!({"aud": "tk", "mnum": number, "pid": panelist.id}))
    }

    /// The `tk` of a link for one who is called `name`; good for `ttl` seconds, or for ever.
    pub(crate) fn issue_invite_tk(&self, number: u64, name: &str, ttl: Option<u64>) -> String {
        let exp = ttl.map(|ttl| self.clock().now().saturating_add(ttl));
        self.seal_tk(&json!({"aud": "tk", "mnum": number, "name": name, "exp": exp}))
    }

    /// Which registrant's `tk` this is, if it may be used for the meeting or webinar with this number.
    pub fn resolve_tk(&self, number: u64, tk: &str) -> Result<Registrant, TkProblem> {
        match self.resolve_link(number, tk)? {
            Guest::Registrant(registrant) => Ok(registrant),
            Guest::Panelist(_) | Guest::Invited { .. } => Err(TkProblem::Unknown),
        }
    }

    /// Whose `tk` this is, if it may be used for the meeting or webinar with this number.
    pub fn resolve_link(&self, number: u64, tk: &str) -> Result<Guest, TkProblem> {
        let claims = self.mint().open(Shape::Tk, tk).ok_or(TkProblem::Unknown)?;
        if claims.get("mnum").and_then(Value::as_u64) != Some(number) {
            return Err(TkProblem::OtherMeeting);
        }
        let exp = claims.get("exp").and_then(Value::as_u64);
        if exp.is_some_and(|exp| exp <= self.clock().now()) {
            return Err(TkProblem::Unknown);
        }
        if let Some(name) = claims.get("name").and_then(Value::as_str) {
            let name = name.to_owned();
            return Ok(Guest::Invited { name });
        }
        if claims.contains_key("pid") {
            let panelist = self.panelist(number, text(&claims, "pid"));
            return panelist.map(Guest::Panelist).ok_or(TkProblem::Unknown);
        }
        let registrant = self
            .registrant(number, text(&claims, "rid"))
            .ok_or(TkProblem::Unknown)?;
        match registrant.is_approved() {
            true => Ok(Guest::Registrant(registrant)),
            false => Err(TkProblem::NotApproved),
        }
    }

    fn seal_tk(&self, claims: &Value) -> String {
        self.mint().seal(Shape::Tk, claims)
    }
}
