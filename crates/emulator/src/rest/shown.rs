//! How meetings and webinars look in answers.

use countersign_token::ExposeSecret;
use serde_json::{Map, Value, json};

use super::time;
use crate::state::{Kind, Meeting, Occurrence, State, Status, User};

/// Seconds that a `start_url` is good for.
const START_URL_SECONDS: u64 = 7_200;
/// Lists show no more of the agenda.
const AGENDA_IN_LISTS: usize = 250;

/// All of it, as create and get answer; every time with a fresh ZAK in `start_url`.
pub(super) fn in_full(state: &State, meeting: &Meeting, host: &User) -> Value {
    let passcode = meeting.password.expose_secret();
    let (h323, encrypted) = match meeting.kind {
        Kind::Meeting => ("h323_password", "encrypted_password"),
        Kind::Webinar => ("h323_passcode", "encrypted_passcode"),
    };
    let or_empty = |value: &str| {
        if passcode.is_empty() {
            String::new()
        } else {
            value.to_owned()
        }
    };
    let mut shown = heading(meeting);
    let mut set = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    if meeting.kind == Kind::Meeting {
        set(
            "status",
            if meeting.status == Status::Started {
                "started"
            } else {
                "waiting"
            }
            .into(),
        );
        set(
            "pstn_password",
            or_empty(meeting.links.h323_password.expose_secret()).into(),
        );
        set("pre_schedule", false.into());
    }
    set("host_email", meeting.host_email.clone().into());
    set("agenda", meeting.agenda.clone().into());
    set("start_url", start_url(state, meeting, host).into());
    set("join_url", join_url(state, meeting).into());
    if meeting.settings.registration() {
        set("registration_url", registration_url(state, meeting).into());
    }
    set("password", passcode.into());
    set(
        h323,
        or_empty(meeting.links.h323_password.expose_secret()).into(),
    );
    set(
        encrypted,
        or_empty(meeting.links.pwd.expose_secret()).into(),
    );
    if meeting.settings.flag("use_pmi") {
        set("pmi", host.pmi.to_string().into());
    }
    if let Some(recurrence) = &meeting.recurrence {
        set("recurrence", recurrence.clone());
        set(
            "occurrences",
            meeting.occurrences.iter().map(occurrence).collect(),
        );
    }
    set("settings", meeting.settings.0.clone().into());
    shown.extend(meeting.extra.clone());
    Value::Object(shown)
}

/// Its rows in a list: one, or one per date of a series.
pub(super) fn in_list(state: &State, meeting: &Meeting) -> Vec<Value> {
    let row = |date: Option<&Occurrence>| {
        let mut shown = heading(meeting);
        if let Some(date) = date {
            shown.insert("start_time".to_owned(), time::utc(date.start_time).into());
            shown.insert("duration".to_owned(), date.duration.into());
        }
        let agenda: String = meeting.agenda.chars().take(AGENDA_IN_LISTS).collect();
        shown.insert("agenda".to_owned(), agenda.into());
        shown.insert("join_url".to_owned(), join_url(state, meeting).into());
        Value::Object(shown)
    };
    let dates: Vec<&Occurrence> = meeting
        .occurrences
        .iter()
        .filter(|date| !date.deleted)
        .collect();
    if dates.is_empty() {
        vec![row(None)]
    } else {
        dates.into_iter().map(|date| row(Some(date))).collect()
    }
}

/// What lists and full answers have in common.
fn heading(meeting: &Meeting) -> Map<String, Value> {
    let mut shown = Map::new();
    let mut set = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    set("uuid", meeting.uuid.clone().into());
    set("id", meeting.id.into());
    set("host_id", meeting.host_id.clone().into());
    set("topic", meeting.topic.clone().into());
    set("type", meeting.type_code.into());
    if let Some(start) = meeting.start_time {
        set("start_time", time::utc(start).into());
    }
    set("duration", meeting.duration.into());
    set("timezone", meeting.timezone.clone().into());
    set("created_at", time::utc(meeting.created_at).into());
    shown
}

/// One date of a series, named by its time in milliseconds.
pub(super) fn occurrence(date: &Occurrence) -> Value {
    json!({
        "occurrence_id": occurrence_id(date),
        "start_time": time::utc(date.start_time),
        "duration": date.duration,
        "status": if date.deleted { "deleted" } else { "available" },
    })
}

pub(super) fn occurrence_id(date: &Occurrence) -> String {
    (date.start_time * 1000).to_string()
}

fn start_url(state: &State, meeting: &Meeting, host: &User) -> String {
    let zak = state.issue_zak(host, Some(meeting.id), START_URL_SECONDS);
    state.url(&format!("/s/{}?zak={zak}", meeting.id))
}

fn join_url(state: &State, meeting: &Meeting) -> String {
    let pwd = pwd(meeting).map_or_else(String::new, |pwd| format!("?pwd={pwd}"));
    state.url(&format!("/j/{}{pwd}", meeting.id))
}

fn registration_url(state: &State, meeting: &Meeting) -> String {
    let token = &meeting.links.register;
    state.url(&match meeting.kind {
        Kind::Meeting => format!("/meeting/register/{token}"),
        Kind::Webinar => format!("/webinar/register/WN_{token}"),
    })
}

/// The `pwd` of links, which is not the passcode; none without a passcode.
pub(super) fn pwd(meeting: &Meeting) -> Option<&str> {
    meeting
        .has_passcode()
        .then(|| meeting.links.pwd.expose_secret())
}
