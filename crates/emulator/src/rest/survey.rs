//! What people are asked when a meeting or webinar ends.

use serde_json::{Map, Value, json};
use url::Url;

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::question;
use super::refusal::Refusal;
use crate::state::{Kind, Meeting};

const MAX_QUESTIONS: usize = 100;
/// Longer links are refused.
const MAX_LINK: usize = 64;

/// `GET /meetings/{meetingId}/survey`, and of webinars; where there is none, its switches alone.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let meeting = meeting(call)?;
    Ok(Reply::ok(meeting.survey.unwrap_or_else(|| switches(call))))
}

/// `PATCH /meetings/{meetingId}/survey`, and of webinars. It is either asked here or elsewhere: what is set last.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let in_browser = fields.read("show_in_the_browser", body::flag);
    let in_mail = fields.read("show_in_the_follow_up_email", body::flag);
    let custom = fields.read("custom_survey", custom);
    let elsewhere = fields.read("third_party_survey", |value| value.as_str());
    fields.finish()?;
    if let Some(link) = elsewhere.filter(|link| !is_link(link)) {
        let message = format!("Invalid third party survey: {link}.");
        return Err(Refusal::new(400, 300, message));
    }
    let meeting = meeting(call)?;
    let mut survey = meeting.survey.unwrap_or_else(|| switches(call));
    if let Some(shown) = in_browser {
        survey["show_in_the_browser"] = shown.into();
    }
    if let Some(shown) = in_mail.filter(|_| call.kind == Kind::Webinar) {
        survey["show_in_the_follow_up_email"] = shown.into();
    }
    let of_two = [
        ("custom_survey", custom),
        ("third_party_survey", elsewhere.map(Value::from)),
    ];
    for (name, value) in of_two {
        let Some(value) = value else { continue };
        if let Some(survey) = survey.as_object_mut() {
            survey.shift_remove("custom_survey");
            survey.shift_remove("third_party_survey");
            survey.insert(name.to_owned(), value);
        }
    }
    call.state.set_survey(meeting.id, Some(survey));
    Ok(Reply::no_content())
}

/// `DELETE /meetings/{meetingId}/survey`, and of webinars.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let meeting = meeting(call)?;
    call.state.set_survey(meeting.id, None);
    Ok(Reply::no_content())
}

fn meeting(call: &Call) -> Result<Meeting, Refusal> {
    let nothing = match (call.kind, call.number()) {
        (Kind::Meeting, None) => Refusal::new(400, 300, "Invalid meeting ID."),
        _ => Refusal::nothing(call.kind, &call.named),
    };
    call.meeting_or(call.wrong_kind(), nothing)
}

fn switches(call: &Call) -> Value {
    match call.kind {
        Kind::Meeting => json!({"show_in_the_browser": true}),
        Kind::Webinar => json!({"show_in_the_browser": true, "show_in_the_follow_up_email": false}),
    }
}

fn is_link(text: &str) -> bool {
    let web = |url: Url| matches!(url.scheme(), "http" | "https");
    text.chars().count() <= MAX_LINK && Url::parse(text).is_ok_and(web)
}

/// With the documented defaults, where the text and the schema of the description agree on them.
fn custom(asked: &Value) -> Option<Value> {
    let mut fields = Fields::new(asked.as_object()?);
    let title = fields.read("title", body::text(64));
    let feedback = fields.read("feedback", body::text(320));
    let mut survey = Map::new();
    survey.insert("title".to_owned(), title.unwrap_or_default().into());
    survey.insert(
        "feedback".to_owned(),
        feedback
            .unwrap_or(
                "Thank you so much for taking the time to complete the survey. Your feedback really makes a difference.",
            )
            .into(),
    );
    for name in ["anonymous", "numbered_questions", "show_question_type"] {
        let flag = fields.read(name, body::flag).unwrap_or(false);
        survey.insert(name.to_owned(), flag.into());
    }
    let questions = fields.read("questions", |list| {
        question::all(list, MAX_QUESTIONS, &question::OF_SURVEYS)
    });
    survey.insert("questions".to_owned(), questions.unwrap_or_default().into());
    fields.finish().ok()?;
    Some(survey.into())
}
