//! Every event held against `fixtures/zoom/schema/events.json`: no field is missing, made up, or of another type.

use std::path::Path;
use std::sync::LazyLock;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::endpoint::Desk;

/// Deliberate: the event or `*`, the field, and why.
const DEVIATIONS: &[(&str, &str, &str)] = &[
    (
        "*",
        "payload.object.start_time",
        "an instant meeting has none, nor one without a fixed time",
    ),
    (
        "*",
        "payload.object.registrant.join_url",
        "who is not approved yet has none",
    ),
    (
        "webinar.participant_bind",
        "payload.object.type",
        "listed with a meeting's types",
    ),
];

/// Newer than the table.
const NEW: &[&str] = &["meeting.participant_data_connection_established"];

static EVENTS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/zoom/schema/events.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

/// What is wrong with an event's body.
pub(crate) fn faults(body: &Value) -> Vec<String> {
    let event = body["event"].as_str().unwrap();
    let Some(fields) = EVENTS.get(event).and_then(Value::as_object) else {
        return vec![];
    };
    let mut faults = Vec::new();
    look(event, fields, "", body, &mut faults);
    for name in fields.keys().filter(|name| !name.ends_with('?')) {
        if name.contains("[]") || !parent_is_there(body, name) {
            continue;
        }
        if at(body, name).is_none() && !is_deviation(event, name) {
            faults.push(format!("{event}: {name} is missing"));
        }
    }
    faults
}

fn look(
    event: &str,
    fields: &Map<String, Value>,
    name: &str,
    value: &Value,
    faults: &mut Vec<String>,
) {
    let top = matches!(name, "" | "event" | "event_ts" | "payload");
    if !top && !name.ends_with("[]") {
        let wanted = fields.get(name).or_else(|| fields.get(&format!("{name}?")));
        match wanted.and_then(Value::as_str) {
            Some(wanted) if fits(value, wanted) => {}
            _ if is_deviation(event, name) => {}
            Some(wanted) => faults.push(format!("{event}: {name} is {value}, not {wanted}")),
            None => faults.push(format!("{event}: {name} is made up")),
        }
    }
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let dot = if name.is_empty() { "" } else { "." };
                look(event, fields, &format!("{name}{dot}{key}"), value, faults);
            }
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| look(event, fields, &format!("{name}[]"), value, faults)),
        _ => {}
    }
}

fn is_deviation(event: &str, name: &str) -> bool {
    let named =
        |(at, field, _): &(&str, &str, &str)| (*at == "*" || *at == event) && *field == name;
    DEVIATIONS.iter().any(named)
}

fn fits(value: &Value, wanted: &str) -> bool {
    match wanted {
        "any" => true,
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        values => {
            let value = value.to_string();
            values.split('|').any(|one| one == value)
        }
    }
}

fn at<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    name.split('.')
        .try_fold(body, |value, part| value.get(part))
}

fn parent_is_there(body: &Value, name: &str) -> bool {
    name.rsplit_once('.')
        .is_none_or(|(parent, _)| at(body, parent).is_some())
}

#[tokio::test]
async fn every_event_that_is_made_by_hand_has_its_documented_payload() {
    let desk = Desk::open().await;
    let (mut events, mut wrong) = (0, Vec::new());
    for event in EVENTS.keys().map(String::as_str).chain(NEW.iter().copied()) {
        let wanted = json!({ "event": event });
        let (status, made) = desk.control(Method::POST, "/webhooks/events", wanted).await;
        assert_eq!(status, 201, "{event} is no event here");
        let since = made["id"].as_u64().unwrap() - 1;
        let path = format!("/webhooks/events?since={since}");
        let (_, listed) = desk.control(Method::GET, &path, Value::Null).await;
        let body = &listed["events"][0]["body"];
        wrong.extend(faults(body));
        events += 1;
    }
    println!("{events} events");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
