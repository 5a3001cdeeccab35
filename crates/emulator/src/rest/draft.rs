//! Making what is requested what is effective.

use countersign_token::ExposeSecret;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::body::Fields;
use super::recurrence::Recurrence;
use super::requested::Requested;
use super::{passcode, room, settings, time, user_settings};
use crate::clock::UnixSeconds;
use crate::state::{Kind, Meeting, Occurrence, Plan, State, User};

/// A new meeting or webinar of `host`.
pub(super) fn create(
    state: &State,
    kind: Kind,
    host: &User,
    requested: Requested,
    now: UnixSeconds,
) -> Meeting {
    let mut draft = Meeting::new(kind, host, now);
    (draft.topic, draft.type_code) = match kind {
        Kind::Meeting => ("Zoom Meeting".to_owned(), 2),
        Kind::Webinar => ("Zoom Webinar".to_owned(), 5),
    };
    draft.settings = settings::defaults(kind);
    user_settings::inherit(&mut draft.settings, kind, host);
    draft.extra = defaults_of_echoed(kind);
    take_template(&mut draft, host, requested.template_id());
    let instant = requested.type_code == Some(1);
    let wants_passcode = requested.wants_passcode
        && (kind == Kind::Webinar || user_settings::wants_passcode(host, instant));
    requested.write_to(&mut draft);
    if !draft.has_passcode() && room::uses_room(&draft) {
        draft.password = room::of(state, &draft).password.clone();
    } else if !draft.has_passcode() && wants_passcode {
        draft.password = passcode::new(state, host);
    }
    settle(&mut draft, None, host, now);
    draft
}

/// Begins with a template of the host's, if there is one of this id.
fn take_template(draft: &mut Meeting, host: &User, id: &str) {
    let mut templates = host.templates.iter();
    let found = templates.find(|template| template.kind == draft.kind && template.id == id);
    let Some(template) = found.cloned() else {
        return;
    };
    draft.topic = template.topic;
    draft.agenda = template.agenda;
    draft.duration = template.duration;
    draft.settings.0.extend(template.settings.0);
    draft.recurrence = template.recurrence;
    if draft.recurrence.is_some() {
        draft.type_code = if draft.kind == Kind::Meeting { 8 } else { 9 };
    }
}

/// What is answered of the fields that have no effect here, when they are not requested.
pub(super) fn defaults_of_echoed(kind: Kind) -> Map<String, Value> {
    let unused = match kind {
        Kind::Meeting => "pre_schedule",
        Kind::Webinar => "is_simulive",
    };
    Map::from_iter([
        ("creation_source".to_owned(), "open_api".into()),
        (unused.to_owned(), false.into()),
    ])
}

/// `old` with what is requested.
pub(super) fn update(
    old: &Meeting,
    host: &User,
    requested: Requested,
    now: UnixSeconds,
) -> Meeting {
    let mut draft = old.clone();
    requested.write_to(&mut draft);
    if old.is_room() {
        draft.type_code = Meeting::ROOM;
    }
    // Documented: a time that is over is ignored for a series.
    let over = draft.start_time.is_some_and(|start| start < now);
    if over && matches!(old.type_code, 8 | 9) && draft.type_code == old.type_code {
        draft.start_time = old.start_time;
    }
    settle(&mut draft, Some(old), host, now);
    draft
}

/// Makes of what is asked for what can be together.
pub(super) fn settle(draft: &mut Meeting, old: Option<&Meeting>, host: &User, now: UnixSeconds) {
    settle_times(draft, old, now);
    settle_room(draft);
    if draft.kind == Kind::Meeting {
        require_one_security_option(draft, old);
    }
    let without_times = draft.kind == Kind::Meeting
        && (matches!(draft.type_code, 1 | 3) || draft.settings.flag("use_pmi"));
    if draft.settings.meeting_authentication() {
        settings::choose_authentication(&mut draft.settings);
    }
    if host.plan == Plan::Basic || without_times {
        // Seen live on type 3: accepted, and stored as "no registration".
        draft
            .settings
            .0
            .insert("approval_type".to_owned(), 2.into());
    }
    if draft.settings.waiting_room() || draft.settings.text("encryption_type") == "e2ee" {
        draft
            .settings
            .0
            .insert("join_before_host".to_owned(), false.into());
    }
}

/// A personal room stays one; only meetings of types 1, 2 and 3 are held in one.
fn settle_room(draft: &mut Meeting) {
    if draft.kind == Kind::Meeting && !matches!(draft.type_code, 1..=3) {
        let is_room = draft.is_room();
        draft
            .settings
            .0
            .insert("use_pmi".to_owned(), is_room.into());
    }
}

fn settle_times(draft: &mut Meeting, old: Option<&Meeting>, now: UnixSeconds) {
    match draft.type_code {
        // Documented: without a time, a scheduled meeting becomes an instant one.
        2 if draft.start_time.is_none() => draft.type_code = 1,
        5 | 8 | 9 if draft.start_time.is_none() => draft.start_time = Some(now),
        1 | 3 | 4 | 6 => draft.start_time = None,
        _ => {}
    }
    if !matches!(draft.type_code, 8 | 9) {
        draft.recurrence = None;
        draft.occurrences.clear();
        return;
    }
    let plan = |m: &Meeting| {
        (
            m.recurrence.clone(),
            m.start_time,
            m.duration,
            m.timezone.clone(),
        )
    };
    if old.is_none_or(|old| plan(old) != plan(draft)) {
        draft.occurrences = occurrences(draft);
    }
}

fn occurrences(draft: &Meeting) -> Vec<Occurrence> {
    let zone = time::zone(&draft.timezone).unwrap_or(TimeZone::UTC);
    let rule = draft.recurrence.as_ref().and_then(Value::as_object);
    let rule = rule.and_then(|rule| Recurrence::read(draft.kind, rule, &mut Fields::new(rule)));
    let dates = rule
        .zip(draft.start_time)
        .map(|(rule, start)| rule.dates(start, &zone));
    let occurrence = |start_time| Occurrence::new(start_time, draft.duration);
    dates
        .unwrap_or_default()
        .into_iter()
        .map(occurrence)
        .collect()
}

/// Zoom insists on a passcode, a waiting room or signed-in users, and never refuses for want of one: an update that
/// would leave none keeps those there were; otherwise the waiting room is switched on.
///
/// Source: "Meeting API security enhancements" of Zoom's API reference.
fn require_one_security_option(draft: &mut Meeting, old: Option<&Meeting>) {
    if is_secured(draft) {
        return;
    }
    match old.filter(|old| is_secured(old)) {
        Some(old) => {
            draft.password = old.password.expose_secret().into();
            for option in ["waiting_room", "meeting_authentication"] {
                draft
                    .settings
                    .0
                    .insert(option.to_owned(), old.settings.flag(option).into());
            }
        }
        None => {
            draft
                .settings
                .0
                .insert("waiting_room".to_owned(), true.into());
        }
    }
}

fn is_secured(meeting: &Meeting) -> bool {
    meeting.has_passcode()
        || meeting.settings.waiting_room()
        || meeting.settings.meeting_authentication()
}
