//! Receiving webhooks: what is believed, what is rejected, and what the emulator sends.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod emulated;

use std::time::Duration;

use countersign_zoom::webhooks::{
    Event, Participation, Received, Receiver, Rejection, Subject, What,
};
use reqwest::header::HeaderMap;
use serde_json::json;

const SECRET: &str = "n0t-a-secret-token";
const NOW: u64 = 1_654_503_849;
const BODY: &str = r#"{"event":"meeting.started","event_ts":1654503849680,"payload":{"account_id":"abc","object":{"id":"98760001","topic":"Größe"}}}"#;
/// Made with `openssl dgst -sha256 -hmac`; Zoom documents no example whose secret is known.
const SIGNATURE: &str = "v0=555a360bff45c480a03c935b779c5cc6d43bd021507af06cb972990f8e91e1e7";
const ENCRYPTED: &str = "91733d43d211b20b20f4169865882b65b5d210f494834a1e6aa35a1d9df838c8";

fn receiver() -> Receiver {
    Receiver::new(SECRET.to_owned().into()).unwrap()
}

fn headers(timestamp: &str, signature: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-zm-request-timestamp", timestamp.parse().unwrap());
    headers.insert("x-zm-signature", signature.parse().unwrap());
    headers.insert(
        "x-zm-request-id",
        "6009d653_d487_445d_8406_42b654974899".parse().unwrap(),
    );
    headers
}

fn event(received: Received) -> Event {
    match received {
        Received::Event(event) => *event,
        Received::Validation(answer) => panic!("{answer:?}"),
    }
}

#[test]
fn an_event_that_another_program_signed_is_believed_and_read() {
    let headers = headers("1654503849", SIGNATURE);
    let event = event(receiver().receive(&headers, BODY.as_bytes(), NOW).unwrap());
    assert_eq!(event.name, "meeting.started");
    assert_eq!(event.subject, Some(Subject::Meeting));
    assert_eq!(event.meeting_number(), Some(98_760_001));
    assert_eq!(
        event.request_id.as_deref(),
        Some("6009d653_d487_445d_8406_42b654974899")
    );
    let What::Started(meeting) = event.what else {
        panic!("{event:?}")
    };
    assert_eq!(
        (meeting.id, meeting.topic.as_deref()),
        (98_760_001, Some("Größe"))
    );
}

#[test]
fn one_changed_byte_of_anything_that_is_signed_is_noticed() {
    let check = |timestamp: &str, body: &str, secret: &str| {
        let receiver = Receiver::new(secret.to_owned().into()).unwrap();
        receiver.verify(&headers(timestamp, SIGNATURE), body.as_bytes(), NOW)
    };
    assert_eq!(check("1654503849", BODY, SECRET), Ok(()));
    for (timestamp, body, secret) in [
        ("1654503850", BODY, SECRET),
        ("01654503849", BODY, SECRET),
        ("1654503849", &BODY.replace("started", "startec"), SECRET),
        ("1654503849", &BODY.replace("\",\"", "\", \""), SECRET),
        ("1654503849", BODY, "n0t-a-secret-tokeN"),
    ] {
        assert_eq!(
            check(timestamp, body, secret),
            Err(Rejection::Signature),
            "{timestamp} {body}"
        );
    }
}

#[test]
fn a_replay_is_noticed_in_either_direction() {
    let check = |now| receiver().verify(&headers("1654503849", SIGNATURE), BODY.as_bytes(), now);
    assert_eq!(check(NOW + 300), Ok(()));
    assert_eq!(check(NOW + 301), Err(Rejection::Time { by: 301 }));
    assert_eq!(check(NOW - 301), Err(Rejection::Time { by: 301 }));
    let patient = receiver().tolerance(Duration::from_hours(2));
    let headers = headers("1654503849", SIGNATURE);
    assert_eq!(
        patient.verify(&headers, BODY.as_bytes(), NOW + 5_400),
        Ok(())
    );
}

#[test]
fn headers_that_are_missing_or_malformed_are_named() {
    let check = |headers: &HeaderMap| receiver().verify(headers, BODY.as_bytes(), NOW);
    let missing = |name| Err(Rejection::Header { name });
    assert_eq!(check(&HeaderMap::new()), missing("x-zm-request-timestamp"));
    for signature in [
        "",
        "v0=",
        "v0=abc",
        &SIGNATURE[3..],
        &SIGNATURE.replace("v0", "v1"),
        &SIGNATURE.replace(&SIGNATURE[60..], "ééé"),
    ] {
        let Ok(value) = signature.parse() else {
            continue;
        };
        let mut headers = headers("1654503849", SIGNATURE);
        headers.insert("x-zm-signature", value);
        assert_eq!(check(&headers), missing("x-zm-signature"), "{signature}");
    }
    assert_eq!(
        check(&headers("soon", SIGNATURE)),
        missing("x-zm-request-timestamp")
    );
    let long = vec![b' '; 1024 * 1024 + 1];
    let verdict = receiver().verify(&HeaderMap::new(), &long, NOW);
    assert_eq!(verdict, Err(Rejection::TooLong { bytes: long.len() }));
    assert!(matches!(
        Receiver::new(String::new().into()),
        Err(Rejection::EmptySecret)
    ));
}

#[test]
fn the_question_of_url_validation_is_answered() {
    let body = r#"{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680,"event":"endpoint.url_validation"}"#;
    let Received::Validation(answer) = receiver()
        .receive(&signed(body), body.as_bytes(), NOW)
        .unwrap()
    else {
        panic!("it is no event");
    };
    assert_eq!(
        serde_json::to_value(&answer).unwrap(),
        serde_json::json!({ "plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": ENCRYPTED })
    );
    assert_eq!(serde_json::to_value(&answer).unwrap(), answer.to_json());
}

#[test]
fn what_is_not_known_is_kept() {
    let receive = |body: &str| receiver().receive(&signed(body), body.as_bytes(), NOW);
    let unknown =
        r#"{"event":"phone.rang","event_ts":1,"payload":{"object":{"id":"x"},"new":[1]}}"#;
    let unknown = event(receive(unknown).unwrap());
    assert!(matches!(unknown.what, What::Other) && unknown.subject.is_none());
    assert_eq!(unknown.payload["new"][0], 1);
    let strange = r#"{"event":"meeting.created","event_ts":1,"payload":{"object":{"id":{}}}}"#;
    let strange = event(receive(strange).unwrap());
    assert!(matches!(strange.what, What::Other) && strange.meeting_number().is_none());
    for body in [
        "[]",
        "{}",
        "no JSON",
        r#"{"event":1,"event_ts":1,"payload":{}}"#,
        r#"{"event":"endpoint.url_validation"}"#,
    ] {
        assert!(
            matches!(receive(body), Err(Rejection::Body { .. })),
            "{body}"
        );
    }
}

/// Fields that no type names, in every place where Zoom may add one.
#[test]
fn fields_that_are_not_known_are_kept_with_those_that_are() {
    let new = json!({ "deep": [1, null, "x"] });
    let bodies = [
        ("meeting.started", json!({})),
        (
            "meeting.participant_joined",
            json!({ "participant": { "user_name": "Ada", "new": new } }),
        ),
        (
            "webinar.participant_danced",
            json!({ "participant": { "user_name": "Ada", "new": new } }),
        ),
        (
            "webinar.registration_created",
            json!({ "registrant": { "id": "r", "email": "a@example.com", "new": new } }),
        ),
    ];
    for (name, part) in bodies {
        let mut object =
            json!({ "id": 98_760_001, "type": 8, "new": new, "occurrences": [{ "new": new }] });
        object
            .as_object_mut()
            .unwrap()
            .extend(part.as_object().unwrap().clone());
        let body = json!({
            "event": name, "event_ts": 1, "new": new,
            "payload": { "account_id": "abc", "object": object, "new": new },
        });
        let text = body.to_string();
        let event = event(
            receiver()
                .receive(&signed(&text), text.as_bytes(), NOW)
                .unwrap(),
        );
        assert_eq!(json!(event.payload), body["payload"], "{name}");
        assert_eq!(json!(event.extra), json!({ "new": new }), "{name}");
        let (meeting, person) = match event.what {
            What::Started(meeting) => (meeting, None),
            What::Participant(step, meeting, participant) => {
                let danced = Participation::Other("danced".into());
                assert_eq!(step == danced, name.ends_with("danced"));
                assert_eq!(participant.user_name.as_deref(), Some("Ada"));
                (meeting, Some(participant.extra))
            }
            What::Registration(_, meeting, registrant) => (meeting, Some(registrant.extra)),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!((meeting.id, meeting.kind), (98_760_001, Some(8)), "{name}");
        assert_eq!(meeting.extra["new"], new, "{name}");
        assert_eq!(
            meeting.extra["occurrences"],
            body["payload"]["object"]["occurrences"]
        );
        if let Some(extra) = person {
            assert_eq!(extra["new"], new, "{name}");
        }
    }
}

/// Every event that Zoom describes, most of which this crate has no type for.
#[test]
fn no_event_is_lost_whatever_it_is_called() {
    let known = include_str!("../../../../fixtures/zoom/schema/events.json");
    let known: serde_json::Map<String, serde_json::Value> = serde_json::from_str(known).unwrap();
    let names = known.keys().map(String::as_str);
    for name in names.chain(["meeting.teleported", "meeting", "meeting.", ".", ""]) {
        let payload = json!({ "object": { "id": "98760001", "participant": {}, "new": name } });
        let body =
            json!({ "event": name, "event_ts": 7, "payload": payload, "download_token": "canary" });
        let body = body.to_string();
        let event = event(
            receiver()
                .receive(&signed(&body), body.as_bytes(), NOW)
                .unwrap(),
        );
        assert_eq!((event.name.as_str(), event.event_ts), (name, 7));
        assert_eq!(event.extra["download_token"], "canary", "{name}");
        assert!(!format!("{event:?}").contains("canary"), "{name}");
        assert_eq!(event.meeting_number(), Some(98_760_001), "{name}");
        assert_eq!(json!(event.payload), payload, "{name}");
    }
}

/// What a sender does.
fn signed(body: &str) -> HeaderMap {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("v0:{NOW}:{body}").as_bytes());
    let bytes = mac.finalize().into_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    headers(&NOW.to_string(), &format!("v0={hex}"))
}
