//! The form, as it was sent.

use countersign_diagnose::pasted::{Kind, Pasted, Unreadable, error_seen};
use countersign_diagnose::{Case, Intent, KnownSecrets, Platform, View};
use countersign_token::{ExposeSecret, Secret};
use serde::Deserialize;
use serde_json::Map;

use super::snippet::LANGUAGES;

/// What is not a choice is bounded by the gateway's limit on bodies. The template has no access to secrets, and repeats
/// only what [`Question::echo`] lets through.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Question {
    input: String,
    kind: String,
    error: String,
    join: String,
    pub(super) meeting_number: String,
    intent: String,
    view: String,
    platform: String,
    pub(super) sdk_version: String,
    pub(super) webinar: Option<String>,
    pub(super) external: Option<String>,
    pub(super) client_id: String,
    #[serde(deserialize_with = "secret")]
    client_secret: Secret,
    #[serde(deserialize_with = "secret")]
    s2s_secret: Secret,
    #[serde(deserialize_with = "secret")]
    webhook_secret: Secret,
    language: String,
}

/// A case, and what the first field was taken for.
pub(super) struct Read {
    pub(super) case: Case,
    pub(super) taken_for: Option<String>,
    /// Nothing in it spoke for that.
    pub(super) is_guess: bool,
}

impl Question {
    pub(super) fn read(&self) -> Result<Read, String> {
        let pasted = self.pasted().map_err(in_words)?;
        let nothing_else = text(&self.error).is_none() && text(&self.join).is_none();
        if pasted.taken.is_empty() && nothing_else {
            return Err(
                "There is nothing to examine yet: paste something into the first field.".into(),
            );
        }
        let taken_for = Some(pasted.words()).filter(|words| !words.is_empty());
        let is_guess = pasted.is_guess;
        let mut case = pasted.case;
        self.add_to(&mut case)?;
        Ok(Read {
            case,
            taken_for,
            is_guess,
        })
    }

    /// What the first field was recognised as, or what the visitor says it is.
    fn pasted(&self) -> Result<Pasted, Unreadable> {
        match Kind::of_id(&self.kind) {
            Some(kind) => Pasted::read_as(&self.input, kind),
            None => Pasted::recognise(&self.input),
        }
    }

    /// The other fields win over what was pasted.
    fn add_to(&self, case: &mut Case) -> Result<(), String> {
        if let Some(options) = text(&self.join) {
            let given = Pasted::read_as(options, Kind::Join).map_err(|_| {
                "The options of join() cannot be read: paste the object with its braces, as in { meetingNumber: \"…\", userName: \"…\" }."
            })?;
            let given = given.case;
            case.signature = case.signature.take().or(given.signature);
            case.view = case.view.or(given.view);
            case.join
                .get_or_insert_with(Map::new)
                .extend(given.join.into_iter().flatten());
        }
        if let Some(error) = text(&self.error) {
            case.error = Some(error_seen(error));
        }
        if let Some(number) = text(&self.meeting_number) {
            case.join
                .get_or_insert_with(Map::new)
                .insert("meetingNumber".into(), number.into());
        }
        if let Some(version) = text(&self.sdk_version) {
            let version = version.parse();
            case.sdk_version = Some(
                version.map_err(|_| "The SDK version is three numbers, as in 6.2.0.".to_owned())?,
            );
        }
        if let Some(id) = text(&self.client_id) {
            case.client_id = Some(id.to_owned());
        }
        let given = |secret: &Secret| {
            Some(secret.clone()).filter(|secret| !secret.expose_secret().is_empty())
        };
        case.client_secret = given(&self.client_secret).or(case.client_secret.take());
        for (name, secret) in [("s2s", &self.s2s_secret), ("webhook", &self.webhook_secret)] {
            case.secrets
                .extend(given(secret).map(|secret| (name.to_owned(), secret)));
        }
        case.intent = match self.intent.as_str() {
            "start" => Some(Intent::Start),
            "join" => Some(Intent::Join),
            _ => case.intent,
        };
        case.view = match self.view.as_str() {
            "component" => Some(View::Component),
            "client" => Some(View::Client),
            _ => case.view,
        };
        case.platform = match self.platform.as_str() {
            "web" => Some(Platform::Web),
            "native" => Some(Platform::Native),
            _ => case.platform,
        };
        case.webinar = self.webinar.as_ref().map(|_| true).or(case.webinar);
        case.external = self.external.as_ref().map(|_| true).or(case.external);
        Ok(())
    }

    /// What goes back into the first field: a signature or what the SDK said. Objects and code may hold secrets.
    pub(super) fn echo(&self) -> &str {
        let harmless = self.pasted().is_ok_and(|pasted| {
            let is_harmless = |kind| matches!(kind, Kind::Signature | Kind::Error | Kind::Claims);
            pasted.taken.iter().all(|taken| is_harmless(taken.kind))
        });
        match harmless && !self.has_secret(&self.input) && !self.input.trim_start().starts_with('{')
        {
            true => &self.input,
            false => "",
        }
    }

    /// Likewise for the error that was seen.
    pub(super) fn error(&self) -> &str {
        if self.has_secret(&self.error) {
            ""
        } else {
            &self.error
        }
    }

    fn has_secret(&self, text: &str) -> bool {
        let secrets = [&self.client_secret, &self.s2s_secret, &self.webhook_secret];
        KnownSecrets::of_secrets(secrets).are_in(text)
    }

    /// Whether something was told beyond the first field.
    pub(super) fn tells_more(&self) -> bool {
        let texts = [
            &self.error,
            &self.join,
            &self.meeting_number,
            &self.intent,
            &self.view,
            &self.platform,
            &self.sdk_version,
            &self.client_id,
        ];
        texts.iter().any(|text| !text.trim().is_empty())
            || self.webinar.is_some()
            || self.external.is_some()
    }

    /// Whether an option of a list is the chosen one.
    pub(super) fn chose(&self, field: &str, value: &str) -> bool {
        let chosen = match field {
            "kind" => &self.kind,
            "intent" => &self.intent,
            "view" => &self.view,
            "platform" => &self.platform,
            _ if self.language.is_empty() => LANGUAGES[0].id,
            _ => &self.language,
        };
        chosen == value
    }
}

fn secret<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
    String::deserialize(from).map(Secret::from)
}

/// A sentence of a page.
fn in_words(error: Unreadable) -> String {
    let words = error.to_string();
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn text(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|field| !field.is_empty())
}
