//! How meetings and webinars look in answers.

use countersign_token::{ExposeSecret, Secret};
use serde_json::{Value, json};

use super::{room, time, user_settings};
use crate::clock::UnixSeconds;
use crate::state::{Kind, Meeting, Occurrence, State, Status, User};

/// Lists show no more of the agenda.
const AGENDA_IN_LISTS: usize = 250;

/// All of it, as create and get answer; every time with a fresh ZAK in `start_url`.
pub(super) fn in_full(state: &State, meeting: &Meeting, host: &User) -> Value {
    let place = room::of(state, meeting);
    let mut shown = heading(meeting);
    shown["host_email"] = meeting.host_email.clone().into();
    shown["agenda"] = meeting.agenda.clone().into();
    shown["start_url"] = start_url(state, &place, host).into();
    shown["join_url"] = join_url(state, meeting).into();
    if meeting.settings.registration() {
        shown["registration_url"] = registration_url(state, meeting).into();
    }
    if meeting.settings.flag("use_pmi") {
        shown["pmi"] = host.pmi.to_string().into();
    }
    if let Some(recurrence) = &meeting.recurrence {
        shown["recurrence"] = recurrence.clone();
        shown["occurrences"] = meeting.occurrences.iter().map(occurrence).collect();
    }
    show_passcodes(&mut shown, &place);
    match meeting.kind {
        Kind::Meeting => {
            let started = place.status == Status::Started;
            shown["status"] = if started { "started" } else { "waiting" }.into();
        }
        Kind::Webinar => {
            let confirmation = meeting.settings.flag("registrants_confirmation_email");
            shown["registrants_confirmation_email"] = confirmation.into();
        }
    }
    for (name, value) in &meeting.extra {
        shown[name] = value.clone();
    }
    shown["settings"] = meeting.settings.0.clone().into();
    shown
}

/// Its row in a list, or that of the date of a series that begins at `start`.
pub(super) fn in_list(
    state: &State,
    meeting: &Meeting,
    start: Option<UnixSeconds>,
    duration: u64,
) -> Value {
    let mut row = heading(meeting);
    let agenda: String = meeting.agenda.chars().take(AGENDA_IN_LISTS).collect();
    row["agenda"] = agenda.into();
    row["join_url"] = join_url(state, meeting).into();
    if meeting.settings.flag("use_pmi")
        && let Some(host) = state.user(&meeting.host_id)
    {
        row["pmi"] = host.pmi.to_string().into();
    }
    if let Some(simulive) = meeting.extra.get("is_simulive") {
        row["is_simulive"] = simulive.clone();
    }
    if !meeting.is_room() {
        row["duration"] = duration.into();
    }
    if let Some(start) = start {
        row["start_time"] = time::utc(start).into();
    }
    row
}

/// What lists and full answers have in common.
fn heading(meeting: &Meeting) -> Value {
    let mut shown = json!({
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type_code,
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "created_at": time::utc(meeting.created_at),
    });
    if let Some(start) = meeting.start_time {
        shown["start_time"] = time::utc(start).into();
    }
    if let Some(shown) = shown.as_object_mut().filter(|_| meeting.is_room()) {
        shown.shift_remove("duration");
    }
    shown
}

/// The passcode and what stands for it elsewhere; all empty where there is none.
fn show_passcodes(shown: &mut Value, meeting: &Meeting) {
    let unless_open = |secret: &Secret| match meeting.has_passcode() {
        true => secret.expose_secret().to_owned(),
        false => String::new(),
    };
    let digits = unless_open(&meeting.links.h323_password);
    let encrypted = unless_open(&meeting.links.pwd);
    shown["password"] = meeting.password.expose_secret().into();
    match meeting.kind {
        Kind::Meeting => {
            shown["h323_password"] = digits.clone().into();
            shown["pstn_password"] = digits.into();
            shown["encrypted_password"] = encrypted.into();
        }
        Kind::Webinar => {
            shown["h323_passcode"] = digits.into();
            shown["encrypted_passcode"] = encrypted.into();
        }
    }
}

/// One date of a series, named by its time in milliseconds.
pub(crate) fn occurrence(date: &Occurrence) -> Value {
    json!({
        "occurrence_id": date.id(),
        "start_time": time::utc(date.start_time),
        "duration": date.duration,
        "status": if date.deleted { "deleted" } else { "available" },
    })
}

fn start_url(state: &State, meeting: &Meeting, host: &User) -> String {
    let zak = state.issue_zak(host, Some(meeting.id), host.zak_seconds());
    state.url(&format!("/s/{}?zak={zak}", meeting.id))
}

/// Where one joins; what is held in a personal room has the room's link.
pub(crate) fn join_url(state: &State, meeting: &Meeting) -> String {
    let meeting = &room::of(state, meeting);
    let pwd = embedded(state, meeting).map_or_else(String::new, |pwd| format!("?pwd={pwd}"));
    state.url(&format!("/j/{}{pwd}", meeting.id))
}

/// The link of one person, known by `tk`.
pub(super) fn personal_url(state: &State, meeting: &Meeting, tk: &str) -> String {
    let pwd = embedded(state, meeting).map_or_else(String::new, |pwd| format!("&pwd={pwd}"));
    state.url(&format!("/w/{}?tk={tk}{pwd}", meeting.id))
}

/// Where one registers.
pub(crate) fn registration_url(state: &State, meeting: &Meeting) -> String {
    let token = &meeting.links.register;
    state.url(&match meeting.kind {
        Kind::Meeting => format!("/meeting/register/{token}"),
        Kind::Webinar => format!("/webinar/register/WN_{token}"),
    })
}

/// The same, where the host has links carry it.
fn embedded<'a>(state: &State, meeting: &'a Meeting) -> Option<&'a str> {
    let host = state.user(&meeting.host_id);
    let embeds = host.is_none_or(|host| user_settings::embeds_passcode(&host));
    pwd(meeting).filter(|_| embeds)
}

/// The `pwd` of links, which is not the passcode; none without a passcode.
pub(crate) fn pwd(meeting: &Meeting) -> Option<&str> {
    meeting
        .has_passcode()
        .then(|| meeting.links.pwd.expose_secret())
}
