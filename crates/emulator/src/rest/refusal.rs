//! Zoom's refusals: the status, and the `code` and `message` of the body.

use serde_json::{Value, json};

use crate::state::Kind;

/// An answer other than success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    code: u32,
    message: String,
    fields: Vec<String>,
    /// The rate limit that was reached.
    pub(super) limited: Option<Limited>,
}

/// A rate limit, as the headers tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limited {
    pub(super) limit: u32,
    /// Left out for limits per host and registrant: so it was seen live.
    pub(super) kind: Option<&'static str>,
    /// When to come back; documented for daily limits.
    pub(super) until: Option<String>,
}

impl Refusal {
    pub(super) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            fields: Vec::new(),
            limited: None,
        }
    }

    pub(super) fn body(&self) -> Value {
        let mut body = json!({"code": self.code, "message": self.message});
        if !self.fields.is_empty() {
            let error = |field: &String| json!({"field": field, "message": "Invalid field."});
            body["errors"] = self.fields.iter().map(error).collect();
        }
        body
    }

    /// The bearer token is missing, not one of ours, or revoked.
    pub(super) fn invalid_token() -> Self {
        Self::new(401, 124, "Invalid access token.")
    }

    pub(super) fn expired_token() -> Self {
        Self::new(401, 124, "Access token is expired.")
    }

    pub(super) fn unknown_endpoint() -> Self {
        Self::new(404, 2300, "This API endpoint is not recognized.")
    }

    pub(super) fn missing_scopes(wanted: &[String]) -> Self {
        let message = format!(
            "Invalid access token, does not contain scopes:[{}].",
            wanted.join(", ")
        );
        Self::new(400, 4711, message)
    }

    /// The role of the token's user does not reach to other users.
    pub(super) fn missing_permission(permission: &str) -> Self {
        let message = format!("Invalid access token, does not contain permissions [{permission}]");
        Self::new(400, 200, message)
    }

    pub(super) fn not_json() -> Self {
        Self::new(400, 300, "Request Body should be a valid JSON object.")
    }

    pub(super) fn invalid_fields(fields: Vec<String>) -> Self {
        let refusal = Self::new(400, 300, "Validation Failed.");
        Self { fields, ..refusal }
    }

    pub(super) fn page_token() -> Self {
        Self::new(400, 300, "The next page token is invalid or expired.")
    }

    pub(super) fn no_user(named: &str) -> Self {
        Self::new(404, 1001, format!("User does not exist: {named}."))
    }

    /// There is no meeting or webinar with this id.
    pub(super) fn nothing(kind: Kind, named: &str) -> Self {
        let noun = match kind {
            Kind::Meeting => "Meeting",
            Kind::Webinar => "Webinar",
        };
        Self::new(404, 3001, format!("{noun} does not exist: {named}."))
    }

    pub(super) fn no_occurrence(kind: Kind) -> Self {
        match kind {
            Kind::Meeting => Self::new(400, 300, "Invalid parameter: `occurrence_id`."),
            Kind::Webinar => Self::new(400, 3000, "Webinar occurrence does not exist."),
        }
    }

    /// A limit per host or registrant was reached.
    pub(super) fn too_many(limit: u32, message: String) -> Self {
        Self::limited(limit, None, None, message)
    }

    pub(super) fn too_many_a_second(limit: u32) -> Self {
        let message =
            "You have reached the maximum per-second rate limit for this API. Try again later.";
        Self::limited(limit, Some("QPS"), None, message.to_owned())
    }

    pub(super) fn too_many_a_day(limit: u32, until: String) -> Self {
        let message = "You have reached the maximum daily rate limit for this API. Refer to the response header for \
                       details on when you can make another request.";
        Self::limited(limit, Some("Daily-limit"), Some(until), message.to_owned())
    }

    fn limited(
        limit: u32,
        kind: Option<&'static str>,
        until: Option<String>,
        message: String,
    ) -> Self {
        let limited = Limited { limit, kind, until };
        Self {
            limited: Some(limited),
            ..Self::new(429, 429, message)
        }
    }
}
