//! Creating, reading, changing and deleting meetings, and webinars the same way.

use jiff::tz::TimeZone;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::requested::Requested;
use super::{draft, shown, time};
use crate::state::{Meeting, Occurrence, Quota, User};

/// `POST /users/{userId}/meetings` and `…/webinars`. The same body twice makes two.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let requested = Requested::to_create(call)?;
    let host = call.host()?;
    schedule_for(call, &requested, &host)?;
    count(call, &host)?;
    let draft = draft::create(call.state, call.kind, &host, requested, call.now);
    let meeting = call.state.add_meeting(draft);
    Ok(Reply::created(shown::in_full(call.state, &meeting, &host)))
}

/// `GET /meetings/{meetingId}` and `/webinars/{webinarId}`, the whole or one `occurrence_id`. Dates that are over show only
/// with `show_previous_occurrences`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let mut meeting = call.meeting()?;
    let host = call.host_of(&meeting)?;
    if let Some(id) = call.query("occurrence_id") {
        let date = &meeting.occurrences[occurrence(&meeting, call, id)?];
        (meeting.start_time, meeting.duration) = (Some(date.start_time), date.duration);
    }
    if call.query("show_previous_occurrences") != Some("true") {
        let over = |date: &Occurrence| date.start_time + date.duration * 60 <= call.now;
        meeting.occurrences.retain(|date| !over(date));
    }
    Ok(Reply::ok(shown::in_full(call.state, &meeting, &host)))
}

/// `PATCH /meetings/{meetingId}` and `/webinars/{webinarId}`, of the whole or of one `occurrence_id`.
pub(super) fn update(call: &Call) -> Result<Reply, Refusal> {
    let requested = Requested::to_update(call)?;
    let old = call.meeting()?;
    let host = call.host_of(&old)?;
    schedule_for(call, &requested, &host)?;
    let new = match call.query("occurrence_id") {
        Some(id) => move_occurrence(old, call, id, &requested)?,
        None => draft::update(&old, &host, requested, call.now),
    };
    count(call, &host)?;
    call.state.update_meeting(new);
    Ok(Reply::no_content())
}

/// `DELETE /meetings/{meetingId}` and `/webinars/{webinarId}`, of the whole or of one `occurrence_id`.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let mut meeting = call.meeting()?;
    match call.query("occurrence_id") {
        Some(id) => {
            let date = occurrence(&meeting, call, id)?;
            meeting.occurrences[date].deleted = true;
            call.state.update_meeting(meeting);
        }
        None => {
            call.state.delete_meeting(meeting.id);
        }
    }
    Ok(Reply::no_content())
}

fn move_occurrence(
    mut meeting: Meeting,
    call: &Call,
    id: &str,
    requested: &Requested,
) -> Result<Meeting, Refusal> {
    let zone = time::zone(&meeting.timezone).unwrap_or(TimeZone::UTC);
    let index = occurrence(&meeting, call, id)?;
    let date = &mut meeting.occurrences[index];
    let (start_time, duration) = requested.date(&zone);
    date.start_time = start_time.unwrap_or(date.start_time);
    date.duration = duration.unwrap_or(date.duration);
    Ok(meeting)
}

/// The index of a date that was not deleted.
fn occurrence(meeting: &Meeting, call: &Call, id: &str) -> Result<usize, Refusal> {
    let mut dates = meeting.occurrences.iter();
    let index = dates.position(|date| !date.deleted && shown::occurrence_id(date) == id);
    index.ok_or_else(|| Refusal::no_occurrence(call.kind))
}

/// Nobody here has the privilege of scheduling for another.
fn schedule_for(call: &Call, requested: &Requested, host: &User) -> Result<(), Refusal> {
    let Some(name) = requested
        .schedule_for
        .as_deref()
        .filter(|name| !name.is_empty())
    else {
        return Ok(());
    };
    match call.state.find_user(name) {
        Some(user) if user.id == host.id => Ok(()),
        Some(_) => Err(Refusal::new(
            400,
            3000,
            format!("You cannot schedule a meeting for {name}."),
        )),
        None => Err(Refusal::new(
            400,
            300,
            "The value that you entered for the `schedule_for` field is invalid. Enter a valid value and try again.",
        )),
    }
}

/// A hundred creates and updates a day, meetings and webinars together.
fn count(call: &Call, host: &User) -> Result<(), Refusal> {
    let quota = Quota::Writes {
        host: host.id.clone(),
    };
    let limit = quota.limit();
    if call.state.take(quota) {
        return Ok(());
    }
    let message = format!(
        "You have exceeded the daily rate limit ({limit}) of Meeting Create/Update API requests permitted for this \
         particular user. You may resume these requests at GMT 00:00:00."
    );
    Err(Refusal::too_many(limit, message))
}
