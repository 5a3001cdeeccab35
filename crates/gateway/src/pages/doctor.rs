//! `/doctor`: what is wrong with a signature, as a plain form that works without JavaScript.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use countersign_diagnose::{
    Case, Confidence, Evidence, Finding, Intent, Part, Report, Severity, Verdict, View, diagnose,
};
use countersign_token::{ExposeSecret, Secret, inspect_unverified};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::document::document;
use crate::state::AppState;

/// The form as it was sent: what is not a choice is bounded by the gateway's limit on bodies.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    input: String,
    meeting_number: String,
    intent: String,
    view: String,
    webinar: Option<String>,
    error: String,
    client_id: String,
    /// Used for one answer; the template has no access to it.
    #[serde(deserialize_with = "secret")]
    client_secret: Secret,
}

#[derive(Template)]
#[template(path = "doctor.html")]
struct Page<'a> {
    question: &'a Question,
    problem: Option<String>,
    answer: Option<Answer>,
}

/// A report, and what the signature says when it is opened.
struct Answer {
    report: Report,
    header: Option<String>,
    payload: Option<String>,
}

pub(super) async fn show() -> Response {
    document(
        StatusCode::OK,
        &Page {
            question: &Question::default(),
            problem: None,
            answer: None,
        },
    )
}

pub(super) async fn examine(
    State(state): State<AppState>,
    form: Result<Form<Question>, FormRejection>,
) -> Response {
    let question = match form {
        Ok(Form(question)) => question,
        Err(rejection) => {
            let problem =
                Some("This could not be read as the form's answer. It may be too long.".to_owned());
            return document(
                rejection.status(),
                &Page {
                    question: &Question::default(),
                    problem,
                    answer: None,
                },
            );
        }
    };
    match question.case() {
        Ok(case) => {
            let report = diagnose(&case, state.now());
            let opened = case.signature.as_deref().map(inspect_unverified);
            let answer = Answer {
                report,
                header: opened
                    .as_ref()
                    .and_then(|opened| opened.header())
                    .map(pretty),
                payload: opened
                    .as_ref()
                    .and_then(|opened| opened.payload())
                    .map(pretty),
            };
            document(
                StatusCode::OK,
                &Page {
                    question: &question,
                    problem: None,
                    answer: Some(answer),
                },
            )
        }
        Err(problem) => {
            let problem = Some(problem);
            document(
                StatusCode::UNPROCESSABLE_ENTITY,
                &Page {
                    question: &question,
                    problem,
                    answer: None,
                },
            )
        }
    }
}

impl Question {
    /// A case out of the form. The first field takes a signature, an error of the SDK, or a whole case as JSON.
    fn case(&self) -> Result<Case, String> {
        let input = self.input.trim();
        let mut case = match Input::of(input) {
            Input::Nothing if self.error.trim().is_empty() => {
                return Err("Paste a signature, what the SDK said, or a case in JSON.".into());
            }
            Input::Nothing => Case::default(),
            Input::Case => Case::from_json(input).map_err(|error| error.to_string())?,
            Input::Error => error_case(input),
            // As it was pasted: a blank before or after it may be what is wrong.
            Input::Signature => Case {
                signature: Some(self.input.clone()),
                ..Case::default()
            },
        };
        if let Some(error) = text(&self.error) {
            case.error = error_case(error).error;
        }
        if let Some(number) = text(&self.meeting_number) {
            case.join
                .get_or_insert_with(Map::new)
                .insert("meetingNumber".into(), number.into());
        }
        if let Some(id) = text(&self.client_id) {
            case.client_id = Some(id.to_owned());
        }
        if !self.client_secret.expose_secret().is_empty() {
            case.client_secret = Some(self.client_secret.clone());
        }
        match self.intent.as_str() {
            "start" => case.intent = Some(Intent::Start),
            "join" => case.intent = Some(Intent::Join),
            _ => {}
        }
        match self.view.as_str() {
            "component" => case.view = Some(View::Component),
            "client" => case.view = Some(View::Client),
            _ => {}
        }
        if self.webinar.is_some() {
            case.webinar = Some(true);
        }
        Ok(case)
    }

    /// What goes back into the first field: not a whole case, which may hold secrets.
    fn echo(&self) -> &str {
        match self.input.trim_start().starts_with('{') {
            true => "",
            false => &self.input,
        }
    }

    fn chosen(&self, field: &str, value: &str) -> bool {
        match field {
            "intent" => self.intent == value,
            _ => self.view == value,
        }
    }
}

/// What was pasted into the first field.
#[derive(Debug, PartialEq, Eq)]
enum Input {
    Nothing,
    Signature,
    Error,
    Case,
}

impl Input {
    fn of(input: &str) -> Input {
        if input.is_empty() {
            return Input::Nothing;
        }
        if let Ok(object) = serde_json::from_str::<Map<String, Value>>(input) {
            // What the SDK's callbacks and rejections look like.
            return if object.contains_key("errorCode") || object.contains_key("errorMessage") {
                Input::Error
            } else {
                Input::Case
            };
        }
        let is_code = input.len() <= 6
            && input
                .trim_start_matches('-')
                .bytes()
                .all(|byte| byte.is_ascii_digit());
        let is_sentence = input.split_whitespace().count() >= 3 || input.contains("Error");
        if is_code || is_sentence {
            Input::Error
        } else {
            Input::Signature
        }
    }
}

/// An error as the SDK reports it, as a code, or as a sentence from the console.
fn error_case(input: &str) -> Case {
    let mut error = countersign_diagnose::ErrorSeen::default();
    if let Ok(object) = serde_json::from_str::<Map<String, Value>>(input) {
        error.code = object
            .get("errorCode")
            .or(object.get("code"))
            .map(|code| match code {
                Value::String(code) => code.clone(),
                code => code.to_string(),
            });
        let words = ["errorMessage", "reason", "message", "text"]
            .iter()
            .find_map(|name| object.get(*name)?.as_str());
        error.text = words.map(str::to_owned);
    } else if input
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        error.code = Some(input.to_owned());
    } else {
        error.text = Some(input.to_owned());
    }
    Case {
        error: Some(error),
        ..Case::default()
    }
}

fn secret<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
    String::deserialize(from).map(Secret::from)
}

fn text(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|field| !field.is_empty())
}

fn pretty(object: &Map<String, Value>) -> String {
    serde_json::to_string_pretty(object).unwrap_or_default()
}

impl Answer {
    fn tone(&self) -> &'static str {
        match self.report.verdict {
            Verdict::Refused => "bad",
            Verdict::Accepted => "good",
            Verdict::Uncertain => "open",
        }
    }

    fn headline(&self) -> &'static str {
        match (self.report.verdict, self.report.findings.is_empty()) {
            (Verdict::Refused, false) => "Zoom refuses this, and here is why",
            (Verdict::Refused, true) => "Zoom refused this, and what was given does not show why",
            (Verdict::Accepted, _) => "Nothing is wrong with this signature",
            (Verdict::Uncertain, false) => "This may be refused",
            (Verdict::Uncertain, true) => {
                "Nothing wrong was found, but not everything could be checked"
            }
        }
    }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn confidence(finding: &Finding) -> &'static str {
    match finding.confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        Confidence::Possible => "possible",
    }
}

fn place(evidence: &Evidence) -> String {
    let part = match evidence.part {
        Part::Signature => "signature",
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Mac => "third part",
        Part::Join => "join()",
        Part::Source => "code",
        Part::Env => "environment",
        Part::Error => "error",
    };
    match &evidence.at {
        Some(at) => format!("{part} › {at}"),
        None => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_a_signature_an_error_or_a_case() {
        for (input, expected) in [
            ("", Input::Nothing),
            ("eyJhbGciOiJIUzI1NiJ9.e30.x", Input::Signature),
            ("Bearer eyJhbGciOiJIUzI1NiJ9.e30.x", Input::Signature),
            ("[object Object]", Input::Signature),
            ("3712", Input::Error),
            ("-3000", Input::Error),
            ("Signature is invalid.", Input::Error),
            ("TypeError: x", Input::Error),
            (
                r#"{"type":"JOIN_MEETING_FAILED","reason":"Signature is invalid.","errorCode":3712}"#,
                Input::Error,
            ),
            (r#"{"signature":"a.b.c"}"#, Input::Case),
        ] {
            assert_eq!(Input::of(input), expected, "{input}");
        }
    }

    #[test]
    fn an_error_object_of_the_sdk_gives_code_and_text() {
        let case = error_case(
            r#"{"method":"join","errorCode":3712,"errorMessage":"Signature is invalid."}"#,
        );
        let error = case.error.unwrap();
        assert_eq!(
            (error.code.as_deref(), error.text.as_deref()),
            (Some("3712"), Some("Signature is invalid."))
        );
    }

    #[test]
    fn blanks_around_a_signature_are_kept_for_the_rules_to_see() {
        let question = Question {
            input: "a.b.c\n".into(),
            ..Question::default()
        };
        assert_eq!(
            question.case().unwrap().signature.as_deref(),
            Some("a.b.c\n")
        );
    }
}
