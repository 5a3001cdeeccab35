//! What the registration form asks for.

use serde_json::{Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::registrants::ANSWERS;
use super::registration;
use crate::state::Kind;

/// More questions of one kind are refused.
const MAX_QUESTIONS: usize = 100;

/// `GET /meetings/{meetingId}/registrants/questions`, and of webinars.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let meeting = call.meeting()?;
    registration::check_form(call, &meeting)?;
    Ok(Reply::ok(json!({
        "questions": meeting.form.questions,
        "custom_questions": meeting.form.custom_questions,
    })))
}

/// `PATCH /meetings/{meetingId}/registrants/questions`, and of webinars: a list that is given replaces the old one.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let known = fields.read("questions", |list| each(list, known));
    let own = fields.read("custom_questions", |list| {
        each(list, |one| own(one, call.kind))
    });
    fields.finish()?;
    let mut meeting = call.meeting()?;
    registration::check_form(call, &meeting)?;
    let form = &mut meeting.form;
    form.questions = known.unwrap_or_else(|| std::mem::take(&mut form.questions));
    form.custom_questions = own.unwrap_or_else(|| std::mem::take(&mut form.custom_questions));
    call.state.update_meeting(meeting);
    Ok(Reply::no_content())
}

fn each(list: &Value, read: impl Fn(&Value) -> Option<Value>) -> Option<Vec<Value>> {
    let list = list.as_array().filter(|list| list.len() <= MAX_QUESTIONS)?;
    list.iter().map(read).collect()
}

fn known(question: &Value) -> Option<Value> {
    let name = question["field_name"].as_str()?;
    let exists = name == "last_name" || ANSWERS.contains(&name);
    exists.then(|| json!({"field_name": name, "required": is_required(question)}))
}

fn own(question: &Value, kind: Kind) -> Option<Value> {
    let kinds: &[&str] = match kind {
        Kind::Meeting => &["short", "single"],
        Kind::Webinar => &["short", "single_radio", "single_dropdown", "multiple"],
    };
    let title = body::text(128)(&question["title"])?;
    let answers = match &question["answers"] {
        Value::Null => Some(Vec::new()),
        list => each(list, |one| body::text(128)(one).map(Value::from)),
    };
    let kind = question["type"].as_str().unwrap_or("short");
    let shown = json!({
        "title": title, "type": kind, "required": is_required(question), "answers": answers?,
    });
    kinds.contains(&kind).then_some(shown)
}

fn is_required(question: &Value) -> bool {
    body::flag(&question["required"]).unwrap_or(false)
}
