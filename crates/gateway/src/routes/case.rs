//! A case as the description of the API has it. [`countersign_diagnose::Case`] reads it; a test holds the two together.
#![expect(dead_code, reason = "only the description reads the fields")]

use std::collections::BTreeMap;

use countersign_diagnose::{Intent, Platform, View};
use serde_json::Value;
use utoipa::ToSchema;

/// What is known about one attempt to join or start. Every field is optional: the more is given, the more can be said.
#[derive(ToSchema)]
pub(super) struct Case {
    /// What was handed to `join()` as the signature; anything but a text counts as its JSON, for passing the wrong thing is one
    /// of the mistakes.
    signature: Option<String>,
    /// The header of the token, decoded, where the token itself is not at hand or cannot be read.
    header: Option<BTreeMap<String, Value>>,
    /// The payload of the token, decoded; likewise.
    payload: Option<BTreeMap<String, Value>>,
    /// Client ID of the Meeting SDK app that should have signed.
    client_id: Option<String>,
    /// Client secret of that app. Never repeated.
    client_secret: Option<String>,
    /// Secrets by name, so that the one that signed can be told: `meeting_sdk`, `s2s`, `webhook`, or any other name; at
    /// most 256.
    secrets: Option<BTreeMap<String, String>>,
    /// Epoch seconds at which to judge; the clock counts without it.
    now: Option<u64>,
    /// Where the token is used; web when unknown.
    platform: Option<Platform>,
    /// Version of the Meeting SDK.
    #[schema(example = "6.2.0")]
    sdk_version: Option<String>,
    /// Which of the Web SDK's two views calls `join()`.
    view: Option<View>,
    /// Whether the user meant to start the meeting or to join it.
    intent: Option<Intent>,
    /// Whether the meeting number belongs to a webinar.
    webinar: Option<bool>,
    /// Whether the host is outside the account that owns the app.
    external: Option<bool>,
    /// The options passed to `join()`. A value that should not be sent may be replaced by `true`: it was there.
    join: Option<BTreeMap<String, Value>>,
    /// What the SDK, the console or the server said.
    error: Option<ErrorSeen>,
    /// The code that signed.
    source: Option<Source>,
    /// Environment variables by name, at most 256: the names are evidence, the values are secrets.
    env: Option<BTreeMap<String, String>>,
}

/// An error as it was seen: Zoom's code, its text, or a JavaScript exception.
#[derive(ToSchema)]
pub(super) struct ErrorSeen {
    /// The code.
    code: Option<Code>,
    /// The message.
    text: Option<String>,
}

/// As text or number.
#[derive(ToSchema)]
#[serde(untagged)]
enum Code {
    Text(String),
    Number(i64),
}

/// Code that makes the signature.
#[derive(ToSchema)]
pub(super) struct Source {
    /// Its language, such as `javascript` or `python`; guessed without it.
    language: Option<String>,
    /// The code. It may contain secrets.
    text: Option<String>,
}
