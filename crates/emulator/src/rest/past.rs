//! Meetings and webinars that ended: when, how often, and who was there.

use serde_json::{Value, json};

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::{paging, registrants, report_answers, time};
use crate::state::{
    Attendance, Kind, Meeting, Occurrence, PastInstance, Plan, Registrant, RegistrantStatus, User,
};

const DAY: u64 = 86_400;
/// What is older is not shown.
pub(super) const YEAR: u64 = 365 * DAY;
/// Instances are listed for fifteen months.
const FIFTEEN_MONTHS: u64 = 456 * DAY;
/// The app by which meetings are made.
pub(super) const SOURCE: &str = "Countersign";

/// `GET /past_meetings/{meetingId}`: the instance with this UUID, or the last one of this number.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let (meeting, past) = instance(call)?;
    let host = call.host_of(&meeting)?;
    let mut shown = summary(&meeting, &past, &host);
    shown["host_id"] = meeting.host_id.into();
    shown["dept"] = "".into();
    shown["source"] = SOURCE.into();
    Ok(Reply::ok(shown))
}

/// What is told of it in reports as well.
pub(super) fn summary(meeting: &Meeting, past: &PastInstance, host: &User) -> Value {
    let seconds: u64 = in_meeting(past).map(stayed).sum();
    json!({
        "uuid": past.uuid,
        "id": meeting.id,
        "type": meeting.type_code,
        "topic": meeting.topic,
        "user_name": host.display_name(),
        "user_email": host.email,
        "start_time": time::utc(past.start_time),
        "end_time": time::utc(past.end_time),
        "duration": minutes(past.end_time.saturating_sub(past.start_time)),
        "total_minutes": minutes(seconds),
        "participants_count": in_meeting(past).count(),
    })
}

/// `GET /past_meetings/{meetingId}/instances` and `/past_webinars/{webinarId}/instances`.
pub(super) fn instances(call: &Call) -> Result<Reply, Refusal> {
    let meeting = call.meeting()?;
    let recent = meeting
        .past
        .iter()
        .filter(|past| past.end_time + FIFTEEN_MONTHS >= call.now);
    let rows: Vec<Value> = recent
        .map(|past| {
            let mut row = json!({"uuid": past.uuid, "start_time": time::utc(past.start_time)});
            if let Some(date) = occurrence_of(&meeting, past) {
                row["occurrence_id"] = date.into();
            }
            row
        })
        .collect();
    let name = match call.kind {
        Kind::Meeting => "meetings",
        Kind::Webinar => "webinars",
    };
    Ok(Reply::ok(json!({name: rows})))
}

/// `GET /past_meetings/{meetingId}/participants` and `/past_webinars/{webinarId}/participants`.
pub(super) fn participants(call: &Call) -> Result<Reply, Refusal> {
    let (_, past) = instance(call)?;
    let rows = past.attendance.iter().map(participant).collect();
    paging::unnumbered(call, "participants", rows).map(Reply::ok)
}

/// `GET /past_webinars/{webinarId}/absentees`: who was approved for that date and never came. With `occurrence_id` that of the
/// last instance held on it, or nearest to it.
pub(super) fn absentees(call: &Call) -> Result<Reply, Refusal> {
    let gone = || {
        let message = format!("Webinar {} not found or expired.", call.named);
        Refusal::new(404, 3001, message)
    };
    let webinar = call.meeting_or(gone(), gone())?;
    let asked = call.query("occurrence_id");
    if let Some(id) = asked {
        let mut dates = webinar.occurrences.iter();
        if !dates.any(|date| date.id() == id) {
            let message = format!(
                "The request could not be completed because you have provided an invalid occurrence ID: {id}"
            );
            return Err(Refusal::new(400, 300, message));
        }
    }
    if !webinar.settings.registration() {
        let message = format!("This Webinar has not registration required: {}", call.named);
        return Err(Refusal::new(400, 3000, message));
    }
    let named = |past: &&PastInstance| call.number().is_some() || past.uuid == call.named;
    let on_date = |past: &&PastInstance| {
        asked.is_none_or(|id| occurrence_of(&webinar, past).is_some_and(|date| date == id))
    };
    let mut ended = webinar.past.iter().rev();
    let past = ended.find(|past| named(past) && on_date(past));
    let past = past.ok_or_else(gone)?;
    let date = occurrence_of(&webinar, past);
    let came = |id: &str| in_meeting(past).any(|stay| stay.registrant_id.as_deref() == Some(id));
    let registrants = call.state.registrants(webinar.id);
    let absent = |one: &&Registrant| one.is_approved_on(date.as_deref()) && !came(&one.id);
    let rows = registrants.iter().filter(absent);
    let rows = rows
        .map(|one| {
            let then = Registrant {
                status: RegistrantStatus::Approved,
                ..one.clone()
            };
            registrants::in_list(call, &webinar, &then)
        })
        .collect();
    paging::page(call, "registrants", rows, 300).map(Reply::ok)
}

/// `GET /past_meetings/{meetingId}/polls` and `…/qa`, and of webinars: nobody asks anything here.
pub(super) fn no_questions(call: &Call) -> Result<Reply, Refusal> {
    let (meeting, past) = instance(call)?;
    Ok(Reply::ok(report_answers::no_questions(&meeting, &past)))
}

/// The instance that the path names, if it ended and may be shown.
fn instance(call: &Call) -> Result<(Meeting, PastInstance), Refusal> {
    let nothing = || match call.pattern {
        "/past_meetings/{id}/qa" => Refusal::new(404, 3001, "Meeting ID is invalid or not end."),
        "/past_webinars/{id}/polls" | "/past_webinars/{id}/qa" => {
            Refusal::new(404, 3001, "Webinar ID is invalid or not end.")
        }
        "/past_webinars/{id}/participants" => Refusal::new(404, 3001, "Webinar does not exist."),
        _ => Refusal::nothing(call.kind, &call.named),
    };
    let wrong_kind = match call.kind {
        Kind::Meeting => Refusal::new(400, 300, "Cannot access meeting information."),
        Kind::Webinar => nothing(),
    };
    let meeting = call.meeting_or(wrong_kind, nothing())?;
    if call.host_of(&meeting)?.plan != Plan::Licensed {
        let account = call.state.account_id();
        let message = format!("Only available for paid account: {account}");
        return Err(Refusal::new(400, 200, message));
    }
    let past = of(call, &meeting).ok_or_else(nothing)?;
    if past.end_time + YEAR < call.now {
        let message = "Can not access a meeting a year ago.";
        return Err(Refusal::new(400, 12702, message));
    }
    Ok((meeting, past))
}

pub(super) fn of(call: &Call, meeting: &Meeting) -> Option<PastInstance> {
    let named = |past: &&PastInstance| call.number().is_some() || past.uuid == call.named;
    meeting.past.iter().rev().find(named).cloned()
}

pub(super) fn in_meeting(past: &PastInstance) -> impl Iterator<Item = &Attendance> {
    past.attendance.iter().filter(|stay| !stay.in_waiting_room)
}

pub(super) fn stayed(stay: &Attendance) -> u64 {
    stay.leave_time.saturating_sub(stay.join_time)
}

/// Begun minutes.
pub(super) fn minutes(seconds: u64) -> u64 {
    seconds.div_ceil(60)
}

/// The date of the series that an instance was closest to.
fn occurrence_of(meeting: &Meeting, past: &PastInstance) -> Option<String> {
    let dates = meeting.occurrences.iter();
    let nearest = dates.min_by_key(|date| date.start_time.abs_diff(past.start_time));
    nearest.map(Occurrence::id)
}

pub(super) fn participant(stay: &Attendance) -> Value {
    json!({
        "id": stay.user_id.as_deref().unwrap_or_default(),
        "user_id": stay.session_id.to_string(),
        "name": stay.name,
        "user_email": stay.email,
        "registrant_id": stay.registrant_id.as_deref().unwrap_or_default(),
        "join_time": time::utc(stay.join_time),
        "leave_time": time::utc(stay.leave_time),
        "duration": stayed(stay),
        "failover": false,
        "status": if stay.in_waiting_room { "in_waiting_room" } else { "in_meeting" },
        "internal_user": stay.user_id.is_some(),
    })
}
