//! A case: what somebody has in hand when a signature is refused.

use std::{collections::BTreeMap, fmt};

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::SdkVersion;

/// The most JSON that [`Case::from_json`] reads, in bytes (1 MiB).
pub const MAX_CASE_BYTES: usize = 1 << 20;

/// The most environment variables, and the most named secrets, in a case that is read from JSON.
const MAX_NAMES: usize = 256;

/// What is known about one attempt to join or start. Every field is optional: the more is given, the more can be said.
///
/// A case holds secrets, so it has no `Serialize`, and its `Debug` tells which fields are present, never what is in them.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// What was handed to `join()` as the signature. In JSON anything but a string is kept as its JSON text, because
    /// passing the wrong thing is one of the mistakes to find.
    #[serde(deserialize_with = "text_of_anything")]
    pub signature: Option<String>,
    /// The header of the token, decoded, where the token itself is not at hand or cannot be read.
    pub header: Option<Map<String, Value>>,
    /// The payload of the token, decoded; likewise.
    pub payload: Option<Map<String, Value>>,
    /// Client ID of the Meeting SDK app that should have signed.
    pub client_id: Option<String>,
    /// Client secret of that app.
    #[serde(deserialize_with = "secret")]
    pub client_secret: Option<SecretString>,
    /// Secrets by name, so that the one that signed can be told: `meeting_sdk` (which stands for `client_secret`), `s2s`
    /// (of the Server-to-Server OAuth app), `webhook` (the webhook's secret token), or any other name.
    #[serde(deserialize_with = "secrets")]
    pub secrets: BTreeMap<String, SecretString>,
    /// Epoch seconds at which to judge; without it the caller's clock counts.
    pub now: Option<u64>,
    /// Where the token is used; web when unknown.
    pub platform: Option<Platform>,
    /// Version of the Meeting SDK, such as `6.2.0`.
    pub sdk_version: Option<SdkVersion>,
    /// Which of the web SDK's two views calls `join()`.
    pub view: Option<View>,
    /// Whether the user meant to start the meeting or to join it.
    pub intent: Option<Intent>,
    /// Whether the meeting number belongs to a webinar.
    pub webinar: Option<bool>,
    /// Whether the host is outside the account that owns the app.
    pub external: Option<bool>,
    /// The options passed to `join()`. A value that should not leave the page may be replaced by `true` (it was there).
    pub join: Option<Map<String, Value>>,
    /// What the SDK, the console or the server said.
    pub error: Option<ErrorSeen>,
    /// The code that signed.
    pub source: Option<Source>,
    /// Environment variables by name. The names are evidence, the values are secrets.
    #[serde(deserialize_with = "secrets")]
    pub env: BTreeMap<String, SecretString>,
}

/// Where a token is used.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CasePlatform))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Meeting SDK for Web.
    Web,
    /// Meeting SDK for Android, iOS, macOS, Windows or Linux.
    Native,
}

/// The two views of the Meeting SDK for Web.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Component View, `ZoomMtgEmbedded`.
    Component,
    /// Client View, `ZoomMtg`.
    Client,
}

/// What the user meant to do.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CaseIntent))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Start the meeting or webinar as its host.
    Start,
    /// Join it.
    Join,
}

/// An error as it was seen: Zoom's code, its text, or a JavaScript exception.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorSeen {
    /// The code, as text; JSON numbers are accepted.
    #[serde(deserialize_with = "text_of_anything")]
    pub code: Option<String>,
    /// The message.
    pub text: Option<String>,
}

impl ErrorSeen {
    /// The code, or the text where there is none.
    pub(crate) fn said(&self) -> &str {
        self.code
            .as_deref()
            .or(self.text.as_deref())
            .unwrap_or_default()
    }
}

/// Code that makes the signature.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Its language, such as `javascript` or `python`.
    pub language: Option<String>,
    /// The code. It may contain secrets.
    pub text: String,
}

/// A case that could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// More than [`MAX_CASE_BYTES`].
    #[error(
        "the case has {bytes} bytes, at most {MAX_CASE_BYTES} are read; leave out what does not belong to it"
    )]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// Not JSON, an unknown field, or a field of the wrong type.
    #[error("the case cannot be read at line {line}, column {column}: {problem}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 when the line is at fault as a whole.
        column: usize,
        /// What is wrong, in serde's words but without any value of the case.
        problem: String,
    },
}

impl Case {
    /// Reads a case from JSON.
    ///
    /// # Errors
    /// When the text is longer than [`MAX_CASE_BYTES`], is not a JSON object, or has a field that a case does not have;
    /// the error names that field.
    pub fn from_json(text: &str) -> Result<Case, CaseError> {
        if text.len() > MAX_CASE_BYTES {
            return Err(CaseError::TooLong { bytes: text.len() });
        }
        serde_json::from_str(text).map_err(|error| CaseError::Json {
            line: error.line(),
            column: error.column(),
            problem: problem_without_values(&error),
        })
    }
}

/// Serde quotes values it did not expect (`invalid type: string "…"`), and a value of a case may be a secret.
fn problem_without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(problem, _)| problem);
    match (text.find('"'), text.rfind('"')) {
        (Some(from), Some(to)) if from < to => {
            format!("{}(value not shown){}", &text[..from], &text[to + 1..])
        }
        _ => text.to_owned(),
    }
}

fn text_of_anything<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<Value>::deserialize(from)? {
        None => None,
        Some(Value::String(text)) => Some(text),
        Some(other) => Some(other.to_string()),
    })
}

fn secret<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(SecretString::from))
}

fn secrets<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, SecretString>, D::Error> {
    let values = Option::<BTreeMap<String, String>>::deserialize(from)?.unwrap_or_default();
    if values.len() > MAX_NAMES {
        return Err(serde::de::Error::custom(
            "too many names in env or secrets; give those that the signer reads",
        ));
    }
    Ok(values
        .into_iter()
        .map(|(name, value)| (name, SecretString::from(value)))
        .collect())
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |map: &Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
        f.debug_struct("Case")
            .field("signature_bytes", &self.signature.as_ref().map(String::len))
            .field("header", &self.header.as_ref().map(names))
            .field("payload", &self.payload.as_ref().map(names))
            .field("client_id", &self.client_id.is_some())
            .field("client_secret", &self.client_secret.is_some())
            .field("secrets", &self.secrets.keys().collect::<Vec<_>>())
            .field("now", &self.now)
            .field("platform", &self.platform)
            .field("sdk_version", &self.sdk_version)
            .field("view", &self.view)
            .field("intent", &self.intent)
            .field("webinar", &self.webinar)
            .field("external", &self.external)
            .field("join", &self.join.as_ref().map(names))
            .field("error", &self.error.is_some())
            .field("source", &self.source)
            .field("env", &self.env.keys().collect::<Vec<_>>())
            .finish()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("language", &self.language)
            .field("bytes", &self.text.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_is_refused_by_name() {
        let error = Case::from_json(r#"{"signatur": "x"}"#)
            .unwrap_err()
            .to_string();
        assert!(error.contains("unknown field `signatur`"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_not_repeated() {
        let error = Case::from_json(r#"{"now": "hunter2"}"#)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("invalid type: string (value not shown)"),
            "{error}"
        );
        assert!(!error.contains("hunter2"), "{error}");
    }

    #[test]
    fn a_signature_that_is_not_a_string_is_kept_as_its_json() {
        let case =
            Case::from_json(r#"{"signature": {"signature": "a.b.c"}, "error": {"code": 3712}}"#)
                .unwrap();
        assert_eq!(case.signature.as_deref(), Some(r#"{"signature":"a.b.c"}"#));
        assert_eq!(case.error.unwrap().code.as_deref(), Some("3712"));
    }

    #[test]
    fn more_than_a_mebibyte_is_refused() {
        let text = format!(r#"{{"signature": "{}"}}"#, "x".repeat(MAX_CASE_BYTES));
        assert!(matches!(
            Case::from_json(&text),
            Err(CaseError::TooLong { .. })
        ));
    }

    #[test]
    fn debug_names_what_is_there_and_shows_no_value() {
        let case = Case::from_json(
            r#"{"signature": "canary-1", "client_secret": "canary-2", "join": {"passWord": "canary-3"},
                "env": {"ZOOM_CLIENT_SECRET": "canary-4"}, "source": {"text": "canary-5"}, "error": {"text": "canary-6"}}"#,
        )
        .unwrap();
        let shown = format!("{case:?}");
        assert!(shown.contains("ZOOM_CLIENT_SECRET") && shown.contains("passWord"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
