//! The life of a meeting and of a webinar, as events tell it.

use countersign_emulator::state::Kind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::endpoint::{Desk, NOW};

#[tokio::test]
async fn a_meeting_is_made_changed_and_deleted() {
    let mut desk = Desk::open().await;
    let host = desk.emulator.credentials().host;
    let body = json!({ "topic": "Weekly", "type": 2, "start_time": "2026-12-01T10:00:00Z", "password": "n0tsecret" });
    let (_, made) = desk.rest(Method::POST, "/users/me/meetings", body).await;
    let number = &made["id"];
    let created = desk.endpoint.next().await;
    assert_eq!(created.event(), "meeting.created");
    assert_eq!(created.body["event_ts"], NOW * 1000);
    assert_eq!(created.body["payload"]["operator"], host.email);
    let object = created.object();
    assert_eq!(
        (&object["id"], &object["topic"], &object["start_time"]),
        (number, &json!("Weekly"), &json!("2026-12-01T10:00:00Z"))
    );
    assert_eq!(object["password"], "n0tsecret");
    assert_eq!(object["join_url"], made["join_url"]);

    let path = format!("/meetings/{number}");
    let change = json!({ "topic": "Monthly", "settings": { "mute_upon_entry": true } });
    desk.rest(Method::PATCH, &path, change).await;
    let updated = desk.endpoint.next().await;
    assert_eq!(updated.event(), "meeting.updated");
    assert_eq!(
        updated.object(),
        &json!({ "id": number, "topic": "Monthly", "settings": { "mute_upon_entry": true } })
    );
    assert_eq!(
        updated.body["payload"]["old_object"],
        json!({ "id": number, "topic": "Weekly", "settings": { "mute_upon_entry": false } })
    );

    desk.rest(Method::DELETE, &path, Value::Null).await;
    let deleted = desk.endpoint.next().await;
    assert_eq!(deleted.event(), "meeting.deleted");
    assert_eq!(deleted.body["payload"]["operation"], "all");
    assert_eq!(&deleted.object()["id"], number);
}

#[tokio::test]
async fn one_date_of_a_series_is_deleted_alone() {
    let mut desk = Desk::open().await;
    let body = json!({
        "topic": "Series", "type": 8, "start_time": "2026-12-01T10:00:00Z",
        "recurrence": { "type": 1, "end_times": 3 },
    });
    let (_, made) = desk.rest(Method::POST, "/users/me/meetings", body).await;
    let date = made["occurrences"][1]["occurrence_id"].as_str().unwrap();
    let path = format!("/meetings/{}?occurrence_id={date}", made["id"]);
    desk.rest(Method::DELETE, &path, Value::Null).await;
    assert_eq!(desk.endpoint.next().await.event(), "meeting.created");
    let deleted = desk.endpoint.next().await;
    assert_eq!(deleted.event(), "meeting.deleted");
    assert_eq!(deleted.body["payload"]["operation"], "single");
    assert_eq!(
        deleted.object()["occurrences"],
        json!([{ "occurrence_id": date, "start_time": "2026-12-02T10:00:00Z" }])
    );
}

#[tokio::test]
async fn a_meeting_runs_and_its_number_is_a_string_while_it_does() {
    let mut desk = Desk::open().await;
    let number = desk.add(Kind::Meeting, json!({ "waiting_room": true })).id;
    let created = desk.endpoint.next().await;
    assert_eq!(created.object()["id"], number);
    let people = format!("/meetings/{number}/participants");
    desk.control(
        Method::POST,
        &people,
        json!({ "name": "Ada", "role": "host" }),
    )
    .await;
    desk.control(Method::POST, &people, json!({ "name": "Guest" }))
        .await;
    let started = desk.endpoint.next().await;
    assert_eq!(started.event(), "meeting.started");
    assert_eq!(started.object()["id"], number.to_string());
    assert_ne!(started.object()["uuid"], created.object()["uuid"]);
    let joined = desk.endpoint.next().await;
    assert_eq!(joined.event(), "meeting.participant_joined");
    let host = &joined.object()["participant"];
    assert_eq!(
        (&host["user_name"], &host["email"]),
        (&json!("Ada"), &json!("host@example.com"))
    );
    assert_eq!(
        desk.endpoint.names(1).await,
        ["meeting.participant_joined_waiting_room"]
    );

    desk.control(
        Method::POST,
        &format!("/meetings/{number}/admit"),
        Value::Null,
    )
    .await;
    assert_eq!(
        desk.endpoint.names(2).await,
        ["meeting.participant_admitted", "meeting.participant_joined"]
    );

    let (status, _) = desk
        .rest(
            Method::PUT,
            &format!("/meetings/{number}/status"),
            json!({ "action": "end" }),
        )
        .await;
    assert_eq!(status, 204);
    let left = desk.endpoint.next().await;
    assert_eq!(left.event(), "meeting.participant_left");
    assert_eq!(
        left.object()["participant"]["leave_reason"],
        "Ada left the meeting.<br>Reason: Host ended the meeting."
    );
    assert_eq!(desk.endpoint.names(1).await, ["meeting.participant_left"]);
    let ended = desk.endpoint.next().await;
    assert_eq!(ended.event(), "meeting.ended");
    assert_eq!(ended.object()["uuid"], started.object()["uuid"]);
    assert!(ended.object()["end_time"].is_string(), "{ended:?}");
    assert!(desk.endpoint.is_silent());
}

#[tokio::test]
async fn who_comes_before_the_host_and_who_changes_role_is_told() {
    let mut desk = Desk::open().await;
    let number = desk
        .add(Kind::Meeting, json!({ "join_before_host": true }))
        .id;
    let people = format!("/meetings/{number}/participants");
    let (_, guest) = desk
        .control(Method::POST, &people, json!({ "name": "Guest" }))
        .await;
    let change = json!({ "role": "host" });
    desk.control(Method::PATCH, &format!("{people}/{}", guest["id"]), change)
        .await;
    desk.control(
        Method::DELETE,
        &format!("{people}/{}", guest["id"]),
        Value::Null,
    )
    .await;
    assert_eq!(
        desk.endpoint.names(4).await,
        [
            "meeting.created",
            "meeting.started",
            "meeting.participant_jbh_joined",
            "meeting.participant_joined"
        ]
    );
    let changed = desk.endpoint.next().await;
    assert_eq!(changed.event(), "meeting.participant_role_changed");
    let participant = &changed.object()["participant"];
    assert_eq!(
        (&participant["old_role"], &participant["new_role"]),
        (&json!("attendee"), &json!("host"))
    );
    assert_eq!(
        desk.endpoint.names(2).await,
        ["meeting.participant_left", "meeting.ended"]
    );
}

#[tokio::test]
async fn a_webinar_has_registrants() {
    let mut desk = Desk::open().await;
    let number = desk.add(Kind::Webinar, json!({ "approval_type": 1 })).id;
    let path = format!("/webinars/{number}/registrants");
    let source = desk
        .emulator
        .state()
        .add_tracking_source(number, "Newsletter");
    let jill = json!({ "email": "jill@example.com", "first_name": "Jill", "city": "Berlin", "source_id": source.id });
    let (_, registered) = desk.rest(Method::POST, &path, jill).await;
    let id = registered["registrant_id"].as_str().unwrap();
    assert_eq!(desk.endpoint.names(1).await, ["webinar.created"]);
    let created = desk.endpoint.next().await;
    assert_eq!(created.event(), "webinar.registration_created");
    let registrant = &created.object()["registrant"];
    assert_eq!(
        (
            &registrant["id"],
            &registrant["status"],
            &registrant["city"]
        ),
        (&json!(id), &json!("pending"), &json!("Berlin"))
    );
    assert_eq!(created.object()["id"], number);
    assert_eq!(registrant.get("join_url"), None);
    assert_eq!(registrant["tracking_source"]["source_name"], "Newsletter");

    for action in ["approve", "approve", "deny", "cancel"] {
        let decision = json!({ "action": action, "registrants": [{ "id": id }] });
        desk.rest(Method::PUT, &format!("{path}/status"), decision)
            .await;
    }
    let approved = desk.endpoint.next().await;
    assert_eq!(approved.event(), "webinar.registration_approved");
    assert!(
        approved.object()["registrant"]["join_url"]
            .as_str()
            .unwrap()
            .contains("tk=")
    );
    assert_eq!(
        desk.endpoint.names(2).await,
        [
            "webinar.registration_denied",
            "webinar.registration_cancelled"
        ],
        "who is approved already is not approved again"
    );
}

#[tokio::test]
async fn a_stream_is_told_when_it_starts_and_when_its_meeting_ends() {
    let mut desk = Desk::open().await;
    let meeting = desk.add(Kind::Meeting, json!({}));
    let path = format!("/meetings/{}/livestream", meeting.id);
    let stream = json!({
        "stream_url": "https://example.com/in", "stream_key": "k3y", "page_url": "https://example.com/out",
    });
    desk.rest(Method::PATCH, &path, stream).await;
    let state = desk.emulator.state().clone();
    state.start_meeting(meeting.id).unwrap();
    let path = format!("{path}/status");
    for _ in 0..2 {
        desk.rest(Method::PATCH, &path, json!({"action": "start"}))
            .await;
    }
    state.end_meeting(meeting.id);
    for event in ["created", "started", "live_streaming_started"] {
        let told = desk.endpoint.next().await;
        assert_eq!(told.event(), format!("meeting.{event}"));
    }
    let stopped = desk.endpoint.next().await;
    assert_eq!(stopped.event(), "meeting.live_streaming_stopped");
    let object = stopped.object();
    assert_eq!(object["id"], meeting.id);
    assert_eq!(
        object["live_streaming"]["custom_live_streaming_settings"]["page_url"],
        "https://example.com/out"
    );
    assert_eq!(desk.endpoint.next().await.event(), "meeting.ended");
}
