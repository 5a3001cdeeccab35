//! Reports on what was asked in a meeting or webinar that ended: nobody answers a poll or a survey here, or asks anything.

use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{reports, time};
use crate::state::{Kind, Meeting, PastInstance};

/// `GET /report/meetings/{meetingId}/polls` and `…/qa`, and of webinars.
pub(super) fn questions(call: &Call) -> Result<Reply, Refusal> {
    let (meeting, past, _) = reports::ended(call)?;
    Ok(Reply::ok(no_questions(&meeting, &past)))
}

/// `GET /report/meetings/{meetingId}/survey`, and of webinars. A survey has no id here.
pub(super) fn survey(call: &Call) -> Result<Reply, Refusal> {
    let (meeting, past, _) = reports::ended(call)?;
    let (id, uuid) = match call.kind {
        Kind::Meeting => ("meeting_id", "meeting_uuid"),
        Kind::Webinar => ("webinar_id", "webinar_uuid"),
    };
    let survey = meeting.survey.unwrap_or_default();
    Ok(Reply::ok(json!({
        id: meeting.id,
        uuid: past.uuid,
        "start_time": time::utc(past.start_time),
        "survey_name": survey["custom_survey"]["title"].as_str().unwrap_or_default(),
        "survey_answers": [],
    })))
}

/// An instance in which nothing was asked.
pub(super) fn no_questions(meeting: &Meeting, past: &PastInstance) -> Value {
    json!({
        "id": meeting.id,
        "uuid": past.uuid,
        "start_time": time::utc(past.start_time),
        "questions": [],
    })
}
