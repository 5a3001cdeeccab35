//! Polls that a host prepares for a meeting or webinar.

use serde_json::{Map, Value, json};

use super::body::{self, Fields};
use super::call::{Call, Reply};
use super::question;
use super::refusal::Refusal;
use crate::state::{Kind, Meeting, Plan, Poll};

/// A poll has no more; no source.
const MAX_QUESTIONS: usize = 50;
/// One call prepares no more.
const MAX_BATCH: usize = 25;

/// `GET /meetings/{meetingId}/polls`, and of webinars; with `anonymous=true` those alone.
pub(super) fn list(call: &Call) -> Result<Reply, Refusal> {
    let meeting = meeting(call)?;
    let only = call.query("anonymous") == Some("true");
    let polls = meeting.polls.iter().filter(|poll| !only || poll.anonymous);
    let rows: Vec<Value> = polls.map(shown).collect();
    Ok(Reply::ok(
        json!({"total_records": rows.len(), "polls": rows}),
    ))
}

/// `POST /meetings/{meetingId}/polls`, and of webinars.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let poll = read(&call.body)?;
    let meeting = meeting(call)?;
    let added = call.state.add_poll(meeting.id, poll);
    Ok(Reply::created(shown(&added.ok_or_else(too_many)?)))
}

/// `POST /meetings/{meetingId}/batch_polls`: all of them, or none.
pub(super) fn create_batch(call: &Call) -> Result<Reply, Refusal> {
    let mut fields = Fields::new(&call.body);
    let polls = fields.required("polls", |list| {
        let list = list
            .as_array()
            .filter(|list| (1..=MAX_BATCH).contains(&list.len()))?;
        let poll = |one: &Value| read(one.as_object()?).ok();
        list.iter().map(poll).collect::<Option<Vec<Poll>>>()
    });
    fields.finish()?;
    let nothing = match call.number() {
        Some(_) => Refusal::nothing(call.kind, &call.named),
        None => Refusal::new(400, 300, "Invalid Meeting ID."),
    };
    let webinar = Refusal::new(400, 3000, "Cannot access meeting information.");
    let meeting = with_polls(call, call.meeting_or(webinar, nothing)?)?;
    let added = call.state.add_polls(meeting.id, polls.unwrap_or_default());
    let rows: Vec<Value> = added.ok_or_else(too_many)?.iter().map(shown).collect();
    Ok(Reply::created(json!({"polls": rows})))
}

/// `GET /meetings/{meetingId}/polls/{pollId}`, and of webinars.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let meeting = meeting(call)?;
    let poll = meeting.polls.iter().find(|poll| poll.id == call.part);
    poll.map(|poll| Reply::ok(shown(poll)))
        .ok_or_else(|| no_poll(call))
}

/// `PUT /meetings/{meetingId}/polls/{pollId}`, and of webinars: the whole poll anew.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let poll = read(&call.body)?;
    let meeting = meeting(call)?;
    let poll = Poll {
        id: call.part.clone(),
        ..poll
    };
    match call.state.replace_poll(meeting.id, poll) {
        true => Ok(Reply::no_content()),
        false => Err(no_poll(call)),
    }
}

/// `DELETE /meetings/{meetingId}/polls/{pollId}`, and of webinars.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let meeting = meeting(call)?;
    match call.state.remove_poll(meeting.id, &call.part) {
        true => Ok(Reply::no_content()),
        false => Err(no_poll(call)),
    }
}

/// Polls are for those who pay, and for what is planned.
fn meeting(call: &Call) -> Result<Meeting, Refusal> {
    let nothing = match (call.kind, call.method.as_str()) {
        (Kind::Meeting, "POST") => Refusal::new(404, 404, "Meeting not found"),
        (Kind::Meeting, "GET" | "DELETE") => no_poll(call),
        _ => Refusal::nothing(call.kind, &call.named),
    };
    with_polls(call, call.meeting_or(call.wrong_kind(), nothing)?)
}

fn with_polls(call: &Call, meeting: Meeting) -> Result<Meeting, Refusal> {
    let paid = call.host_of(&meeting)?.plan == Plan::Licensed;
    if paid && meeting.type_code != 1 {
        return Ok(meeting);
    }
    Err(Refusal::new(
        400,
        4400,
        "Meeting polls disabled. To enable this feature, enable the \"Meeting Polls/Quizzes\" setting in the Zoom web \
         portal's \"Settings\" interface.",
    ))
}

fn too_many() -> Refusal {
    Refusal::new(400, 4400, "You can only add a maximum of 50 polls.")
}

fn no_poll(call: &Call) -> Refusal {
    match (call.kind, call.method.as_str()) {
        (Kind::Webinar, _) => Refusal::new(400, 4400, "Invalid poll IDs."),
        (Kind::Meeting, "DELETE") => Refusal::new(404, 404, "Meeting poll not found."),
        (Kind::Meeting, "GET") if !call.part.is_empty() => {
            Refusal::new(404, 404, "Meeting Poll not found.")
        }
        (Kind::Meeting, _) => Refusal::new(404, 404, "Meeting Poll not found"),
    }
}

fn read(body: &Map<String, Value>) -> Result<Poll, Refusal> {
    let mut fields = Fields::new(body);
    let title = fields.read("title", body::text(64)).map(str::to_owned);
    let poll_type = fields.read("poll_type", body::within(1..=3)).unwrap_or(1);
    let anonymous = fields.read("anonymous", body::flag).unwrap_or(false);
    let questions = fields.read("questions", |list| {
        let questions = question::all(list, MAX_QUESTIONS, &question::OF_POLLS)?;
        let simple = |one: &Value| one["type"] == "single" || one["type"] == "multiple";
        (poll_type != 1 || questions.iter().all(simple)).then_some(questions)
    });
    fields.finish()?;
    Ok(Poll {
        id: String::new(),
        title: title.unwrap_or_default(),
        poll_type,
        anonymous,
        questions: questions.unwrap_or_default(),
    })
}

fn shown(poll: &Poll) -> Value {
    json!({
        "id": poll.id,
        "status": "notstart",
        "title": poll.title,
        "poll_type": poll.poll_type,
        "anonymous": poll.anonymous,
        "questions": poll.questions,
    })
}
