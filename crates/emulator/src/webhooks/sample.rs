//! What an event looks like that did not happen.

use serde_json::{Map, Value, json};

use crate::state::{
    Credentials, Happening, Kind, Meeting, PastInstance, Person, Presence, Registrant,
    RegistrantStatus, Registration, State, UserStep, What,
};

use super::account;
use super::payload::{self, Worded};

/// Events with nothing behind them here, by name: field names after Zoom's own `@zoom/rivet` 0.4.0, values made up.
const SAMPLES: &str = include_str!("samples.json");

/// The body of an event about the newest meeting or webinar, or about one that is made up when there is none.
pub(super) fn body(state: &State, event: &str) -> Value {
    let (noun, verb) = event.split_once('.').unwrap_or_default();
    let kind = match noun {
        "webinar" => Kind::Webinar,
        _ => Kind::Meeting,
    };
    let worded = match noun {
        "meeting" | "webinar" => {
            happening(state, kind, verb).and_then(|happening| payload::word(state, &happening))
        }
        "user" => user(state, verb),
        "" => {
            let Credentials {
                meeting_sdk, host, ..
            } = state.credentials();
            let at_ms = state.clock().now_ms();
            Some(account::deauthorized(
                state,
                &meeting_sdk.client_id,
                &host.id,
                at_ms,
            ))
        }
        _ => None,
    };
    match worded {
        Some(worded) => json!({ "payload": worded.payload }),
        None => sample(state, kind, event),
    }
}

fn user(state: &State, verb: &str) -> Option<Worded> {
    let user = state.user(&state.credentials().host.id)?;
    let step = match verb {
        "created" => UserStep::Created("create"),
        "updated" => {
            let mut before = user.clone();
            before.last_name.push_str(" (before)");
            UserStep::Updated(Box::new(before))
        }
        "deleted" => UserStep::Deleted,
        "disassociated" => UserStep::Disassociated,
        "activated" => UserStep::Activated,
        "deactivated" => UserStep::Deactivated,
        _ => return None,
    };
    account::word(state, &user, &step, state.clock().now_ms())
}

/// A sample, with what is known of a meeting or user in the places for it.
fn sample(state: &State, kind: Kind, event: &str) -> Value {
    let all: Map<String, Value> = serde_json::from_str(SAMPLES).unwrap_or_default();
    let Some(mut body) = all.get(event).cloned() else {
        return json!({ "payload": { "account_id": state.account_id(), "object": {} } });
    };
    let Credentials { host, .. } = state.credentials();
    let payload = &mut body["payload"];
    put(payload, "account_id", &json!(state.account_id()));
    put(payload, "operator", &json!(host.email));
    put(payload, "operator_id", &json!(host.id));
    let object = &mut payload["object"];
    if event.starts_with("user.") {
        put(object, "id", &json!(host.id));
        put(object, "email", &json!(host.email));
    } else if let Some(meeting) = newest(state, kind, state.clock().now()) {
        let start = meeting.start_time.unwrap_or(meeting.created_at);
        let facts = [
            ("id", json!(meeting.id)),
            ("uuid", json!(meeting.uuid)),
            ("host_id", json!(meeting.host_id)),
            ("host_email", json!(meeting.host_email)),
            ("topic", json!(meeting.topic)),
            ("timezone", json!(meeting.timezone)),
            ("duration", json!(meeting.duration)),
            ("start_time", json!(crate::rest::utc(start))),
        ];
        for (name, fact) in &facts {
            put(object, name, fact);
            put(object, &format!("meeting_{name}"), fact);
            put(object, &format!("webinar_{name}"), fact);
        }
        put(object, "meeting_host_email", &json!(meeting.host_email));
        put(object, "account_id", &json!(state.account_id()));
        if !event.contains("converted_to") {
            put(object, "type", &json!(meeting.type_code));
        }
    }
    body
}

/// Replaces what is there, and keeps its type: a number stays a number, a text a text.
fn put(object: &mut Value, name: &str, fact: &Value) {
    let Some(there) = object.get_mut(name) else {
        return;
    };
    match (&*there, fact) {
        (Value::String(_), Value::Number(number)) => *there = number.to_string().into(),
        (Value::Number(_), Value::Number(_)) | (Value::String(_), Value::String(_)) => {
            *there = fact.clone();
        }
        _ => {}
    }
}

fn happening(state: &State, kind: Kind, verb: &str) -> Option<Happening> {
    let at_ms = state.clock().now_ms();
    let mut meeting = newest(state, kind, at_ms / 1000)?;
    let registration = |status, step| {
        let mut registrant = Registrant::new("jchill@example.com", "Jill", status, at_ms / 1000);
        registrant.id = "jUOLRNDXTBqZ8WqBMKpiCA".to_owned();
        registrant.last_name = "Chill".to_owned();
        What::Registration(Box::new(registrant), step)
    };
    let present = |presence| What::Participant(Box::new(person()), presence);
    let what = match verb {
        "created" => What::Created,
        "updated" => {
            let before = Box::new(meeting.clone());
            meeting.topic.push_str(" (updated)");
            What::Updated(before)
        }
        "deleted" => What::Deleted,
        "permanently_deleted" => What::PermanentlyDeleted,
        "recovered" => What::Recovered,
        "started" => What::Started,
        "ended" => {
            meeting.past.push(PastInstance {
                uuid: meeting.uuid.clone(),
                start_time: at_ms / 1000,
                end_time: at_ms / 1000,
                attendance: Vec::new(),
            });
            What::Ended
        }
        "registration_created" => registration(RegistrantStatus::Pending, Registration::Created),
        "registration_approved" => registration(RegistrantStatus::Approved, Registration::Approved),
        "registration_denied" => registration(RegistrantStatus::Denied, Registration::Denied),
        "registration_cancelled" => {
            registration(RegistrantStatus::Approved, Registration::Cancelled)
        }
        "participant_joined" => present(Presence::Joined),
        "participant_jbh_waiting" => present(Presence::WaitsForHost),
        "participant_jbh_joined" => present(Presence::JoinedBeforeHost),
        "participant_left" => present(Presence::Left {
            because: "Left the meeting",
        }),
        "participant_joined_waiting_room" => present(Presence::JoinedWaitingRoom),
        "participant_put_in_waiting_room" => present(Presence::PutInWaitingRoom),
        "participant_admitted" => present(Presence::Admitted),
        "participant_left_waiting_room" => present(Presence::LeftWaitingRoom),
        "participant_role_changed" => present(Presence::RoleChanged {
            from: "attendee",
            to: "co-host",
        }),
        _ => return None,
    };
    Some(Happening {
        at_ms,
        meeting,
        what,
    })
}

fn newest(state: &State, kind: Kind, now: u64) -> Option<Meeting> {
    let newest = state
        .meetings()
        .into_iter()
        .rfind(|meeting| meeting.kind == kind);
    newest.or_else(|| {
        let host = state.user(&state.credentials().host.id)?;
        let mut meeting = Meeting::new(kind, &host, now);
        meeting.id = 81_234_567_890;
        meeting.uuid = "4444AAAiAAAAAiAiAiiAii==".to_owned();
        Some(meeting)
    })
}

fn person() -> Person {
    Person {
        user_id: "16778240".to_owned(),
        user_name: "Jill Chill".to_owned(),
        id: String::new(),
        participant_uuid: "55555AAAiAAAAAiAiAiiAg".to_owned(),
        email: "jchill@example.com".to_owned(),
        registrant_id: None,
        participant_user_id: String::new(),
        customer_key: String::new(),
    }
}
