//! What an event looks like that did not happen.

use serde_json::{Value, json};

use crate::state::{
    Happening, Kind, Meeting, PastInstance, Person, Presence, Registrant, RegistrantStatus,
    Registration, State, What,
};

use super::payload;

/// The payload of an event about the newest meeting or webinar, or about one that is made up when there is none.
pub(super) fn payload(state: &State, event: &str) -> Value {
    let (noun, verb) = event.split_once('.').unwrap_or_default();
    let kind = match noun {
        "webinar" => Kind::Webinar,
        _ => Kind::Meeting,
    };
    let happened = (noun != "recording")
        .then(|| happening(state, kind, verb))
        .flatten();
    happened
        .and_then(|happening| payload::word(state, &happening))
        .map_or_else(
            || json!({ "account_id": state.account_id(), "object": {} }),
            |worded| worded.payload,
        )
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
