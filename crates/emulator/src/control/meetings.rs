//! Running meetings, and what a test does to them.

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::join::Refusal;
use crate::live::{Admission, ParticipantId, ParticipantView, Role, RoomView, Standing, Who};
use crate::rest::find_meeting;
use crate::state::Kind;

use super::{Control, Mistake, Problem};

/// Somebody who joins without a browser.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Newcomer {
    /// What others read; cut after 128 characters.
    name: String,
    /// `attendee` when it is left out.
    role: Option<Role>,
}

/// What is to change; the rest stays.
#[derive(Deserialize, ToSchema)]
#[schema(as = ParticipantChange)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Change {
    /// Cut after 128 characters.
    name: Option<String>,
    /// Whether they are muted.
    muted: Option<bool>,
    /// Whether they are in the waiting room.
    on_hold: Option<bool>,
    role: Option<Role>,
}

/// Running meetings and webinars.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingList {
    /// By number.
    meetings: Vec<MeetingShown>,
}

/// A meeting or webinar that is running.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingShown {
    /// The meeting number.
    number: u64,
    /// Zoom's id of this one occasion.
    uuid: String,
    /// `null` when it was deleted meanwhile.
    #[schema(required = true)]
    topic: Option<String>,
    /// Whether nobody else may join.
    locked: bool,
    /// Those in the waiting room too.
    participants: Vec<ParticipantView>,
}

/// List running meetings and webinars with their participants
#[utoipa::path(
    get, path = "/meetings", operation_id = "list_meetings", tag = "meetings", responses((status = 200, body = MeetingList, description = "Those that are running"))
)]
pub(super) async fn list(Shared(control): Shared<Control>) -> Json<MeetingList> {
    let shown = |room: RoomView| MeetingShown {
        number: room.number,
        uuid: room.uuid,
        topic: control
            .state
            .meeting(room.number)
            .map(|meeting| meeting.topic),
        locked: room.locked,
        participants: room.participants,
    };
    Json(MeetingList {
        meetings: control.rooms.all().into_iter().map(shown).collect(),
    })
}

/// Let somebody join who has no browser
///
/// A `host` starts the meeting; without one it has to be running, or to let people join before the host.
#[utoipa::path(
    post, path = "/meetings/{number}/participants", operation_id = "add_participant", tag = "meetings", params(("number" = u64, Path, description = "The meeting's or webinar's number")),
    responses((status = 201, body = ParticipantView, description = "The participant as they are now"), (status = 404, body = Mistake, description = "There is no such meeting, or it is not running"),
    (status = 409, body = Mistake, description = "The meeting is full or locked"))
)]
pub(super) async fn add(
    Shared(control): Shared<Control>,
    Path(number): Path<u64>,
    Json(newcomer): Json<Newcomer>,
) -> Result<(StatusCode, Json<ParticipantView>), Problem> {
    let host = newcomer.role == Some(Role::Host);
    let meeting = find_meeting(&control.state, number);
    let meeting = meeting.ok_or(Problem::not_found(
        "there is no meeting or webinar with this number",
    ))?;
    let webinar = meeting.kind == Kind::Webinar;
    let admission = Admission {
        number,
        standing: match newcomer.role {
            Some(Role::Host) => Standing::Owner,
            Some(Role::Panelist) if webinar => Standing::Panelist,
            _ => Standing::Participant,
        },
        who: Who {
            name: short(&newcomer.name),
            email: if host {
                meeting.host_email
            } else {
                String::new()
            },
            user_id: host.then_some(meeting.host_id),
            ..Who::default()
        },
        found_live: false,
        signature: Admission::NO_SIGNATURE,
    };
    let seat = control
        .rooms
        .enter(admission, None, None)
        .map_err(|refusal| match refusal {
            Refusal::NotStarted => Problem::NOT_LIVE,
            _ => Problem(StatusCode::CONFLICT, "the meeting is full or locked".into()),
        })?;
    let added = control.rooms.with(number, |room| {
        if newcomer.role == Some(Role::CoHost) {
            room.co_host(seat.id, true);
        }
        room.participant(seat.id)
    });
    let added = added.flatten().ok_or(Problem::NOT_LIVE)?;
    Ok((StatusCode::CREATED, Json(added)))
}

/// Change a participant
///
/// What is left out stays.
#[utoipa::path(
    patch, path = "/meetings/{number}/participants/{id}", operation_id = "change_participant", tag = "meetings",
    params(("number" = u64, Path, description = "The meeting's or webinar's number"), ("id" = u32, Path, description = "The participant's id, of `GET /meetings`")),
    responses((status = 200, body = ParticipantView, description = "The participant as they are now"), (status = 404, body = Mistake, description = "The meeting is not running, or nobody in it has this id"))
)]
pub(super) async fn change(
    Shared(control): Shared<Control>,
    Path((number, id)): Path<(u64, u32)>,
    Json(change): Json<Change>,
) -> Result<Json<ParticipantView>, Problem> {
    let id = ParticipantId(id);
    let changed = control.rooms.with(number, |room| {
        if let Some(name) = &change.name {
            room.rename(id, &short(name));
        }
        if let Some(muted) = change.muted {
            room.mute(id, muted);
        }
        if let Some(on_hold) = change.on_hold {
            room.hold(id, on_hold);
        }
        match change.role {
            Some(Role::Host) => room.make_host(id),
            Some(Role::Panelist) => room.panelist(id, true),
            Some(Role::CoHost) => room.co_host(id, true),
            Some(Role::Attendee) => {
                room.co_host(id, false);
                room.panelist(id, false);
            }
            None => {}
        }
        room.participant(id)
    });
    changed
        .ok_or(Problem::NOT_LIVE)?
        .map(Json)
        .ok_or(Problem::NOBODY)
}

/// Remove a participant from the meeting
#[utoipa::path(
    delete, path = "/meetings/{number}/participants/{id}", operation_id = "remove_participant", tag = "meetings",
    params(("number" = u64, Path, description = "The meeting's or webinar's number"), ("id" = u32, Path, description = "The participant's id, of `GET /meetings`")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "The meeting is not running, or nobody in it has this id"))
)]
pub(super) async fn remove(
    Shared(control): Shared<Control>,
    Path((number, id)): Path<(u64, u32)>,
) -> Result<StatusCode, Problem> {
    let id = ParticipantId(id);
    let there = control.rooms.with(number, |room| {
        let there = room.participant(id).is_some();
        room.remove(id);
        there
    });
    there
        .ok_or(Problem::NOT_LIVE)?
        .then_some(StatusCode::NO_CONTENT)
        .ok_or(Problem::NOBODY)
}

/// Cut a participant's socket
///
/// The SDK comes back.
#[utoipa::path(
    delete, path = "/meetings/{number}/participants/{id}/connection", operation_id = "cut_connection", tag = "meetings",
    params(("number" = u64, Path, description = "The meeting's or webinar's number"), ("id" = u32, Path, description = "The participant's id, of `GET /meetings`")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "The meeting is not running, or nobody in it has this id and a socket"))
)]
pub(super) async fn cut(
    Shared(control): Shared<Control>,
    Path((number, id)): Path<(u64, u32)>,
) -> Result<StatusCode, Problem> {
    let cut = control
        .rooms
        .with(number, |room| room.cut(ParticipantId(id)));
    cut.ok_or(Problem::NOT_LIVE)?
        .then_some(StatusCode::NO_CONTENT)
        .ok_or(Problem::NOBODY)
}

/// Let everybody in the waiting room in
#[utoipa::path(
    post, path = "/meetings/{number}/admit", operation_id = "admit_all", tag = "meetings", params(("number" = u64, Path, description = "The meeting's or webinar's number")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "The meeting is not running"))
)]
pub(super) async fn admit(
    Shared(control): Shared<Control>,
    Path(number): Path<u64>,
) -> Result<StatusCode, Problem> {
    let admitted = control.rooms.with(number, crate::live::Room::admit_all);
    admitted
        .map(|()| StatusCode::NO_CONTENT)
        .ok_or(Problem::NOT_LIVE)
}

/// End a webinar's practice session
///
/// Which was on its way from the start where `practice_session` is set. Attendees may join from now on.
#[utoipa::path(
    post, path = "/meetings/{number}/broadcast", operation_id = "broadcast", tag = "meetings", params(("number" = u64, Path, description = "The webinar's number")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "There is no practice session"))
)]
pub(super) async fn broadcast(
    Shared(control): Shared<Control>,
    Path(number): Path<u64>,
) -> Result<StatusCode, Problem> {
    let practiced = control.state.broadcast(number);
    practiced
        .then_some(StatusCode::NO_CONTENT)
        .ok_or(Problem::not_found("this is no webinar that practices"))
}

/// End a meeting for all
#[utoipa::path(
    post, path = "/meetings/{number}/end", operation_id = "end_meeting", tag = "meetings", params(("number" = u64, Path, description = "The meeting's or webinar's number")),
    responses((status = 204, description = "Done"), (status = 404, body = Mistake, description = "The meeting is not running"))
)]
pub(super) async fn end(
    Shared(control): Shared<Control>,
    Path(number): Path<u64>,
) -> Result<StatusCode, Problem> {
    let ended = control.rooms.end(number);
    ended
        .then_some(StatusCode::NO_CONTENT)
        .ok_or(Problem::NOT_LIVE)
}

fn short(name: &str) -> String {
    name.chars().take(128).collect()
}
