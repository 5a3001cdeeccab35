//! Events as Zoom words them.
//!
//! Source: the event types of Zoom's own `@zoom/rivet` 0.4.0 and the webhook reference. `object.id` is a string in what
//! happens while a meeting runs, and a number in what happens to its plan and its registrants; so it is at Zoom.

use countersign_token::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::rest;
use crate::state::{
    Happening, Kind, Meeting, Message, Person, Presence, Registrant, RegistrantStatus,
    Registration, Speaker, State, What,
};

/// An event's name and its payload.
#[derive(Debug, PartialEq)]
pub(super) struct Worded {
    pub(super) name: String,
    pub(super) payload: Value,
}

/// The event that a happening is; some are none.
pub(super) fn word(state: &State, happening: &Happening) -> Option<Worded> {
    let meeting = &happening.meeting;
    let (name, payload) = match &happening.what {
        What::Created => ("created", by_owner(state, created(state, meeting))),
        What::Updated(before) => updated(state, before, meeting, happening.at_ms)?,
        What::Deleted => ("deleted", all(by_owner(state, planned(meeting)))),
        What::PermanentlyDeleted => {
            let payload = all(by_owner(state, planned(meeting)));
            ("permanently_deleted", payload)
        }
        What::Recovered => ("recovered", all(by_owner(state, planned(meeting)))),
        What::Started => ("started", json!({ "object": running(meeting) })),
        What::Ended => ("ended", json!({ "object": ended(meeting) })),
        What::Registration(registrant, step) => registration(state, meeting, registrant, *step),
        What::Participant(person, presence) => {
            participant(meeting, person, *presence, happening.at_ms)?
        }
        What::Said(message) => said(meeting, message, happening.at_ms),
        What::Streaming => streaming(state, meeting, happening.at_ms)?,
    };
    let kind = match meeting.kind {
        Kind::Meeting => "meeting",
        Kind::Webinar => "webinar",
    };
    let mut whole = json!({ "account_id": state.account_id() });
    extend(&mut whole, payload);
    Some(Worded {
        name: format!("{kind}.{name}"),
        payload: whole,
    })
}

/// What planning shows of a meeting: its number is a number.
fn planned(meeting: &Meeting) -> Value {
    let mut object = json!({
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type_code,
        "duration": meeting.duration,
        "timezone": meeting.timezone,
    });
    if let Some(start) = meeting.start_time {
        object["start_time"] = rest::utc(start).into();
    }
    if !meeting.occurrences.is_empty() {
        object["occurrences"] = meeting.occurrences.iter().map(rest::occurrence).collect();
    }
    object
}

/// What shows of a meeting while it runs: its number is a string.
fn running(meeting: &Meeting) -> Value {
    let start = meeting
        .started_at
        .or(meeting.past.last().map(|past| past.start_time))
        .or(meeting.start_time);
    json!({
        "id": meeting.id.to_string(),
        "uuid": meeting.uuid,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type_code,
        "start_time": rest::utc(start.unwrap_or(meeting.created_at)),
        "timezone": meeting.timezone,
        "duration": meeting.duration,
    })
}

fn ended(meeting: &Meeting) -> Value {
    let mut object = running(meeting);
    if let Some(past) = meeting.past.last() {
        object["end_time"] = rest::utc(past.end_time).into();
    }
    if meeting.kind == Kind::Webinar {
        // Whether it never came to be more than that; when Zoom sets it is not documented further.
        object["practice_session"] = meeting.practice.into();
    }
    object
}

/// Zoom has no such event of webinars.
fn streaming(state: &State, meeting: &Meeting, at_ms: u64) -> Option<(&'static str, Value)> {
    if meeting.kind == Kind::Webinar {
        return None;
    }
    let stream = &meeting.stream;
    let mut object = running(meeting);
    object["id"] = meeting.id.into();
    object["live_streaming"] = json!({
        "service": "Custom_Live_Streaming_Service",
        "custom_live_streaming_settings": {
            "stream_url": stream.stream_url,
            "stream_key": stream.stream_key.expose_secret(),
            "page_url": stream.page_url,
            "resolution": stream.resolution,
        },
        "date_time": rest::utc(at_ms / 1_000),
    });
    let name = match stream.on {
        true => "live_streaming_started",
        false => "live_streaming_stopped",
    };
    Some((name, by_owner(state, object)))
}

fn created(state: &State, meeting: &Meeting) -> Value {
    let mut object = planned(meeting);
    object["join_url"] = rest::join_url(state, meeting).into();
    if meeting.has_passcode() {
        object["password"] = meeting.password.expose_secret().into();
    }
    let in_room = meeting.settings.flag("use_pmi");
    if let Some(host) = state.user(&meeting.host_id).filter(|_| in_room) {
        object["pmi"] = host.pmi.to_string().into();
    }
    if let Some(recurrence) = &meeting.recurrence {
        object["recurrence"] = recurrence.clone();
    }
    if let Some(fields) = meeting.extra.get("tracking_fields") {
        object["tracking_fields"] = fields.clone();
    }
    if meeting.kind == Kind::Webinar {
        object["creation_source"] = "open_api".into();
    }
    let settings = &meeting.settings;
    object["settings"] = json!({
        "use_pmi": settings.flag("use_pmi"),
        "alternative_hosts": settings.0.get("alternative_hosts").cloned().unwrap_or("".into()),
    });
    if meeting.kind == Kind::Meeting {
        object["settings"]["join_before_host"] = settings.join_before_host().into();
        object["settings"]["jbh_time"] = settings.0.get("jbh_time").cloned().unwrap_or(0.into());
    }
    object
}

/// An update names what changed alone; a date that was cancelled is a deletion.
fn updated(
    state: &State,
    before: &Meeting,
    after: &Meeting,
    at_ms: u64,
) -> Option<(&'static str, Value)> {
    let dates = before.occurrences.iter().zip(&after.occurrences);
    let gone: Vec<Value> = dates
        .filter(|(old, new)| !old.deleted && new.deleted)
        .map(|(_, date)| {
            let date = rest::occurrence(date);
            json!({ "occurrence_id": date["occurrence_id"], "start_time": date["start_time"] })
        })
        .collect();
    if !gone.is_empty() {
        let mut object = planned(after);
        object["occurrences"] = gone.into();
        let mut payload = by_owner(state, object);
        payload["operation"] = "single".into();
        return Some(("deleted", payload));
    }
    let (old, new) = (changeable(state, before), changeable(state, after));
    let (mut old_object, mut object) = (json!({ "id": after.id }), json!({ "id": after.id }));
    for (name, value) in &new {
        let was = old.get(name);
        if was == Some(value) {
            continue;
        }
        if let (Some(Value::Object(was)), Value::Object(is)) = (was, value) {
            let differs = |name: &&String| was.get(*name) != is.get(*name);
            let names: Vec<_> = is.keys().filter(differs).collect();
            let part = |of: &Map<String, Value>| -> Map<String, Value> {
                let one = |name: &&String| Some(((*name).clone(), of.get(*name)?.clone()));
                names.iter().filter_map(one).collect()
            };
            old_object[name] = part(was).into();
            object[name] = part(is).into();
        } else {
            old_object[name] = was.cloned().unwrap_or_default();
            object[name] = value.clone();
        }
    }
    if object.as_object().is_some_and(|object| object.len() == 1) {
        return None;
    }
    let mut payload = all(by_owner(state, object));
    payload["scope"] = payload["operation"].take();
    payload.as_object_mut()?.shift_remove("operation");
    payload["old_object"] = old_object;
    payload["time_stamp"] = at_ms.into();
    Some(("updated", payload))
}

/// What an update may change.
fn changeable(state: &State, meeting: &Meeting) -> Map<String, Value> {
    let mut shown = Map::new();
    let mut set = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    set("topic", meeting.topic.clone().into());
    set("type", meeting.type_code.into());
    set("start_time", meeting.start_time.map(rest::utc).into());
    set("duration", meeting.duration.into());
    set("timezone", meeting.timezone.clone().into());
    set("join_url", rest::join_url(state, meeting).into());
    set("password", meeting.password.expose_secret().into());
    set("agenda", meeting.agenda.clone().into());
    let registration = meeting.settings.registration();
    let url = registration.then(|| rest::registration_url(state, meeting));
    set("registration_url", url.into());
    set(
        "occurrences",
        meeting.occurrences.iter().map(rest::occurrence).collect(),
    );
    set("recurrence", meeting.recurrence.clone().into());
    set(
        "tracking_fields",
        meeting.extra.get("tracking_fields").cloned().into(),
    );
    set("settings", meeting.settings.0.clone().into());
    shown
}

fn registration(
    state: &State,
    meeting: &Meeting,
    registrant: &Registrant,
    step: Registration,
) -> (&'static str, Value) {
    let mut shown = json!({
        "id": registrant.id,
        "first_name": registrant.first_name,
        "last_name": registrant.last_name,
        "email": registrant.email,
    });
    if step == Registration::Created {
        for (name, answer) in &registrant.answers {
            shown[name] = answer.clone();
        }
        let approved = registrant.status == RegistrantStatus::Approved;
        shown["status"] = if approved { "approved" } else { "pending" }.into();
    }
    // A cancelled one keeps the status it had.
    let may_join =
        registrant.status == RegistrantStatus::Approved && step != Registration::Cancelled;
    if may_join {
        let tk = state.issue_tk(meeting.id, registrant);
        let pwd = rest::pwd(meeting).map_or_else(String::new, |pwd| format!("&pwd={pwd}"));
        shown["join_url"] = state.url(&format!("/w/{}?tk={tk}{pwd}", meeting.id)).into();
    }
    let dials_in = matches!(step, Registration::Created | Registration::Approved);
    if dials_in && meeting.kind == Kind::Meeting {
        shown["participant_pin_code"] = registrant.pin_code.into();
    }
    let sources = state.tracking_sources(meeting.id);
    if let Some(source) = sources
        .iter()
        .find(|source| source.id == registrant.source_id)
    {
        let url = rest::registration_url(state, meeting);
        shown["tracking_source"] = json!({
            "id": source.id,
            "source_name": source.source_name,
            "tracking_url": format!("{url}?source_id={}", source.id),
        });
    }
    let mut object = planned(meeting);
    object["registrant"] = shown;
    match step {
        Registration::Created => ("registration_created", json!({ "object": object })),
        Registration::Approved => ("registration_approved", by_owner(state, object)),
        Registration::Denied => ("registration_denied", by_owner(state, object)),
        Registration::Cancelled => ("registration_cancelled", by_owner(state, object)),
    }
}

/// A webinar has no waiting room, and nobody joins it before the host.
fn participant(
    meeting: &Meeting,
    person: &Person,
    presence: Presence,
    at_ms: u64,
) -> Option<(&'static str, Value)> {
    let at = rest::utc(at_ms / 1000);
    let mut shown = serde_json::to_value(person).ok()?;
    let name = match presence {
        Presence::Joined => {
            shown["join_time"] = at.into();
            "participant_joined"
        }
        Presence::Left { because } => {
            shown["leave_time"] = at.into();
            shown["leave_reason"] = format!(
                "{} left the meeting.<br>Reason: {because}.",
                person.user_name
            )
            .into();
            "participant_left"
        }
        Presence::RoleChanged { from, to } => {
            if let Some(shown) = shown.as_object_mut() {
                shown.shift_remove("id");
            }
            shown["date_time"] = at.into();
            shown["old_role"] = from.into();
            shown["new_role"] = to.into();
            "participant_role_changed"
        }
        _ if meeting.kind == Kind::Webinar => return None,
        Presence::WaitsForHost => {
            shown = early(person);
            "participant_jbh_waiting"
        }
        Presence::JoinedBeforeHost => {
            shown = early(person);
            if let Some(registrant) = &person.registrant_id {
                shown["registrant_id"] = registrant.clone().into();
            }
            "participant_jbh_joined"
        }
        Presence::JoinedWaitingRoom => {
            shown["date_time"] = at.into();
            "participant_joined_waiting_room"
        }
        Presence::PutInWaitingRoom => {
            shown["date_time"] = at.into();
            "participant_put_in_waiting_room"
        }
        Presence::Admitted => {
            shown["date_time"] = at.into();
            "participant_admitted"
        }
        Presence::LeftWaitingRoom => {
            shown["date_time"] = at.into();
            "participant_left_waiting_room"
        }
    };
    let mut object = running(meeting);
    object["participant"] = shown;
    Some((name, json!({ "object": object })))
}

/// That a session's ID is the participant's `user_id`, as the REST API has it, is guessed.
fn said(meeting: &Meeting, message: &Message, at_ms: u64) -> (&'static str, Value) {
    let mut shown = json!({ "date_time": rest::utc(at_ms / 1000) });
    let mut name = |role: &str, who: &Speaker| {
        let person = &who.person;
        shown[format!("{role}_session_id")] = person.user_id.clone().into();
        shown[format!("{role}_name")] = person.user_name.clone().into();
        if !person.email.is_empty() {
            shown[format!("{role}_email")] = person.email.clone().into();
        }
        shown[format!("{role}_type")] = if who.is_host { "host" } else { "guest" }.into();
    };
    name("sender", &message.by);
    match &message.to {
        Some(to) => name("recipient", to),
        None => shown["recipient_type"] = "everyone".into(),
    }
    shown["message_id"] = message.id.clone().into();
    shown["message_content"] = message.text.clone().into();
    let object = json!({ "id": meeting.id, "uuid": meeting.uuid, "chat_message": shown });
    ("chat_message_sent", json!({ "object": object }))
}

/// One who comes before the host.
fn early(person: &Person) -> Value {
    let mut shown = json!({ "id": person.id, "user_name": person.user_name });
    if !person.customer_key.is_empty() {
        shown["customer_key"] = person.customer_key.clone().into();
    }
    shown
}

/// Which user did it is not known here: the account's owner, who owns the apps, stands for all.
pub(super) fn by_owner(state: &State, object: Value) -> Value {
    let owner = state.credentials().host;
    json!({ "operator": owner.email, "operator_id": owner.id, "object": object })
}

fn all(mut payload: Value) -> Value {
    payload["operation"] = "all".into();
    payload
}

pub(super) fn extend(whole: &mut Value, part: Value) {
    if let (Some(whole), Value::Object(part)) = (whole.as_object_mut(), part) {
        whole.extend(part);
    }
}
