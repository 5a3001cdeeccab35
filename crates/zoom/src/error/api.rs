//! What the API refused, and why.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

use super::words::{clean, tracking_and_ambiguity};
use crate::endpoint::{Class, Endpoint};

/// A refusal of the API.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ApiError {
    /// The endpoint that was called.
    pub endpoint: &'static Endpoint,
    /// The HTTP status.
    pub status: u16,
    /// Zoom's code; none if the answer was not Zoom's JSON (a proxy's page, say).
    pub code: Option<i64>,
    /// Zoom's message, whole up to 2000 characters.
    pub message: String,
    /// What is wrong with which field (code 300).
    pub errors: Vec<FieldError>,
    /// The `x-zm-trackingid` of the answer.
    pub tracking_id: Option<String>,
    /// The scopes that the token lacks, from the bracketed list in the message. Zoom lists alternatives: one of
    /// `…` and `…:admin` is enough, and a Server-to-Server app takes the latter.
    pub missing_scopes: Vec<String>,
    /// When Zoom said to come back; for daily limits the next midnight in UTC if it did not say.
    pub retry_at: Option<Timestamp>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The field, as a dotted path such as `settings.approval_type`.
    pub field: String,
    /// What Zoom says about it.
    pub message: String,
}

/// The most that is kept of one list that a server sends.
const MAX_ITEMS: usize = 50;

impl ApiError {
    /// Reads the body of a refusal; `secrets` are cut out of it.
    pub(crate) fn new(
        endpoint: &'static Endpoint,
        status: u16,
        body: &[u8],
        secrets: &[&str],
    ) -> Self {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |value: &Value| clean(value.as_str().unwrap_or_default(), secrets);
        let message = match json.get("message") {
            Some(message) => text(message),
            None => "the answer holds no message".to_owned(),
        };
        let errors = json
            .get("errors")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        Self {
            endpoint,
            status,
            code: json.get("code").and_then(Value::as_i64),
            missing_scopes: missing_scopes(&message),
            errors: errors
                .iter()
                .take(MAX_ITEMS)
                .map(|error| FieldError {
                    field: text(&error["field"]),
                    message: text(&error["message"]),
                })
                .collect(),
            message,
            tracking_id: None,
            retry_at: None,
        }
    }

    /// Whether it was the access token that was refused: 124 comes with 401, and from some endpoints with 400.
    pub(crate) fn is_token_refused(&self) -> bool {
        matches!(
            (self.status, self.code),
            (401, None | Some(124 | 401)) | (400, Some(124))
        )
    }

    pub(super) fn may_have_happened(&self) -> bool {
        self.endpoint.class == Class::Create && self.status >= 500
    }

    /// What to do about it, where the cause is known.
    pub fn hint(&self) -> Option<&'static str> {
        if !self.missing_scopes.is_empty() {
            return Some(
                "add the scope (its :admin form) to the Server-to-Server OAuth app, then get a new token; old ones keep the old scopes",
            );
        }
        Some(match (self.status, self.code) {
            (_, Some(124)) => "the access token was refused twice: is the app still activated?",
            (_, Some(200)) if self.message.to_ascii_lowercase().contains("webinar plan") => {
                "give this user a webinar licence, or take a host who has one"
            }
            (_, Some(3161)) => "this user has no meetings licence: take a host who may schedule",
            (_, Some(1001 | 1010)) => {
                "no such user in the account of this app: check the user id or e-mail"
            }
            (429, _) if self.retry_at.is_some() => {
                "the limit is used up: come back at the time given"
            }
            _ => return None,
        })
    }
}

impl std::error::Error for ApiError {}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: zoom answered {}", self.endpoint, self.status)?;
        if let Some(code) = self.code {
            write!(f, " with code {code}")?;
        }
        write!(f, ": {}", self.message)?;
        for FieldError { field, message } in &self.errors {
            write!(f, " [{field}: {message}]")?;
        }
        if let Some(at) = self.retry_at {
            write!(f, "; come back at {at:.0}")?;
        }
        tracking_and_ambiguity(f, self.tracking_id.as_deref(), self.may_have_happened())
    }
}

/// The list in "…, does not contain scopes:[meeting:write:meeting, meeting:write:meeting:admin]." The code that comes with
/// it differs (4711, 4700, 104, 201), so the words decide.
fn missing_scopes(message: &str) -> Vec<String> {
    let Some((_, rest)) = message.split_once("does not contain scopes") else {
        return Vec::new();
    };
    let list = rest
        .trim_start_matches([':', ' '])
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'));
    let Some((list, _)) = list else {
        return Vec::new();
    };
    list.split(',')
        .map(str::trim)
        .filter(|scope| !scope.is_empty())
        .take(MAX_ITEMS)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::endpoint::GET_USER;
    use crate::error::TokenError;
    use crate::error::words::MAX_TEXT;

    #[test]
    fn scopes_are_read_from_the_words_whatever_the_code() {
        let scopes = |message: &str| missing_scopes(message).join(" ");
        assert_eq!(
            scopes("Invalid access token, does not contain scopes:[a:b:c, a:b:c:admin]."),
            "a:b:c a:b:c:admin"
        );
        assert_eq!(scopes("does not contain scopes: [a:b:c]"), "a:b:c");
        for none in [
            "",
            "does not contain scopes",
            "does not contain scopes:[",
            "[a:b:c]",
        ] {
            assert_eq!(scopes(none), "");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_read_within_bounds(body in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC*") {
            let _ = ApiError::new(&GET_USER, 400, &body, &[]);
            let _ = TokenError::new(400, &body, &[]);
            let many = vec![serde_json::json!({ "field": text, "message": [text] }); 60];
            let long = text.repeat(3000);
            let body = serde_json::json!({ "code": 1.5, "message": long, "errors": many }).to_string();
            let error = ApiError::new(&GET_USER, 400, body.as_bytes(), &[]);
            prop_assert!(error.message.chars().count() <= MAX_TEXT && error.errors.len() <= MAX_ITEMS);
        }
    }
}
