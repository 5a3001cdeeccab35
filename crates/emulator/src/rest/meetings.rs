//! Creating, reading, changing and deleting meetings, and webinars the same way.

use jiff::tz::TimeZone;

use super::call::{Call, Reply};
use super::refusal::Refusal;
use super::requested::Requested;
use super::{draft, passcode, room, shown, time};
use crate::state::{Kind, Meeting, Occurrence, Quota, User};

/// `POST /users/{userId}/meetings` and `…/webinars`. The same body twice makes two.
pub(super) fn create(call: &Call) -> Result<Reply, Refusal> {
    let requested = Requested::to_create(call)?;
    let asking = call.host()?;
    let host = check(call, None, &requested, &asking)?;
    count(call, &host)?;
    let mut draft = draft::create(call.state, call.kind, &host, requested, call.now);
    if host.id != asking.id {
        draft
            .extra
            .insert("assistant_id".to_owned(), asking.id.into());
    }
    let meeting = call.state.add_meeting(draft);
    room::follow(call.state, &meeting);
    Ok(Reply::created(shown::in_full(call.state, &meeting, &host)))
}

/// `GET /meetings/{meetingId}` and `/webinars/{webinarId}`, the whole or one `occurrence_id`. Dates that are over show only
/// with `show_previous_occurrences`.
pub(super) fn get(call: &Call) -> Result<Reply, Refusal> {
    let mut meeting = call.meeting()?;
    let host = call.host_of(&meeting)?;
    if let Some(id) = call.query("occurrence_id") {
        let date = meeting.occurrences[occurrence(&meeting, call, id)?].clone();
        (meeting.start_time, meeting.duration) = (Some(date.start_time), date.duration);
        meeting.agenda = date.agenda.unwrap_or(meeting.agenda);
        meeting.settings.0.extend(date.settings.0);
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
    let heir = check(call, Some(&old), &requested, &host)?;
    let mut new = match call.query("occurrence_id") {
        Some(id) => change_occurrence(old, call, id, requested)?,
        None => draft::update(&old, &host, requested, call.now),
    };
    count(call, &host)?;
    // A personal room stays its user's.
    if !new.is_room() {
        (new.host_id, new.host_email) = (heir.id, heir.email);
    }
    room::follow(call.state, &new);
    call.state.update_meeting(new);
    Ok(Reply::no_content())
}

/// `DELETE /meetings/{meetingId}` and `/webinars/{webinarId}`, of the whole or of one `occurrence_id`.
pub(super) fn delete(call: &Call) -> Result<Reply, Refusal> {
    let is_personal = |number| call.state.user_by_pmi(number).is_some();
    if call.kind == Kind::Meeting && call.number().is_some_and(is_personal) {
        return Err(Refusal::new(400, 3018, "Not allowed to delete PMI."));
    }
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

/// Of one date, what is documented alone: its agenda, time and length, and a few settings.
fn change_occurrence(
    mut meeting: Meeting,
    call: &Call,
    id: &str,
    requested: Requested,
) -> Result<Meeting, Refusal> {
    let zone = time::zone(&meeting.timezone).unwrap_or(TimeZone::UTC);
    let index = occurrence(&meeting, call, id)?;
    requested.write_to_date(call.kind, &zone, &mut meeting.occurrences[index]);
    Ok(meeting)
}

/// The index of a date that was not deleted.
fn occurrence(meeting: &Meeting, call: &Call, id: &str) -> Result<usize, Refusal> {
    let mut dates = meeting.occurrences.iter();
    let index = dates.position(|date| !date.deleted && date.id() == id);
    index.ok_or_else(|| Refusal::no_occurrence(call.kind))
}

/// What is refused beyond single fields, in the words of meetings and of webinars; else who is to be the host.
fn check(
    call: &Call,
    old: Option<&Meeting>,
    requested: &Requested,
    host: &User,
) -> Result<User, Refusal> {
    let refuse = |code, message: &str| Err(Refusal::new(400, code, message));
    let type_code = requested.type_code.or(old.map(|old| old.type_code));
    let host = schedule_for(call, type_code, requested, host)?;
    if !passcode::fits(&host, requested.passcode()) {
        return Err(Refusal::invalid_fields(vec!["password".to_owned()]));
    }
    if requested.has_bad_login_domains() {
        return refuse(
            300,
            "Invalid `enforce_login_domains`. Separate multiple domains with semicolons.",
        );
    }
    if old.is_some() && requested.asks("pre_schedule") && !matches!(type_code, Some(2 | 3)) {
        return refuse(
            3000,
            "Prescheduling is only available for scheduled meetings (type 2) and recurring meetings with no fixed time \
             (type 3).",
        );
    }
    if requested.asks("is_simulive") && requested.names("record_file_id") {
        // There are no recordings.
        return refuse(300, "Record file does not exist.");
    }
    Ok(host)
}

/// Who is to be the host: `host`, or the user named, who has to have `host` as an assistant.
fn schedule_for(
    call: &Call,
    type_code: Option<u64>,
    requested: &Requested,
    host: &User,
) -> Result<User, Refusal> {
    let Some(name) = requested
        .schedule_for
        .as_deref()
        .filter(|name| !name.is_empty())
    else {
        return Ok(host.clone());
    };
    let user = call.state.find_user(name);
    if user.as_ref().is_some_and(|user| user.id == host.id) {
        return Ok(host.clone());
    }
    let instant = (call.kind, type_code) == (Kind::Meeting, Some(1));
    let assisted = user.as_ref().filter(|user| user.is_assisted_by(&host.id));
    if let Some(user) = assisted.filter(|_| !instant) {
        call.may_host(user)?;
        return Ok(user.clone());
    }
    let (of, end) = match call.kind {
        Kind::Meeting => ("in", ""),
        Kind::Webinar => ("for", "."),
    };
    let (code, message) = match (call.kind, type_code, user) {
        (Kind::Meeting, Some(1), _) => (
            3000,
            "Instant meetings do not support the `schedule_for` parameter, and you can't schedule an instant meeting \
             for another user."
                .to_owned(),
        ),
        (_, _, Some(_)) => (
            3000,
            format!("You cannot schedule a meeting for {name}{end}"),
        ),
        (_, _, None) => (
            300,
            format!(
                "The value that you entered {of} the `schedule_for` field is invalid. Enter a valid value and try again."
            ),
        ),
    };
    Err(Refusal::new(400, code, message))
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
