//! Subscribing: by REST, by the control port, by hand.

use countersign_emulator::state::Kind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::endpoint::{Desk, Endpoint};

const PATH: &str = "/marketplace/app/event_subscription";

#[tokio::test]
async fn an_app_subscribes_changes_and_unsubscribes() {
    let desk = Desk::open().await;
    let mut endpoint = Endpoint::open().await;
    let wanted = json!({
        "events": ["meeting.started"], "event_webhook_url": endpoint.url, "subscription_scope": "account",
    });
    let (status, made) = desk.rest(Method::POST, PATH, wanted).await;
    assert_eq!(status, 201, "{made}");
    let id = made["event_subscription_id"].as_str().unwrap();
    let number = desk.add(Kind::Meeting, json!({})).id;
    desk.emulator.state().start_meeting(number);
    assert_eq!(endpoint.names(1).await, ["meeting.started"]);

    let one = format!("{PATH}/{id}");
    let change = json!({ "events": ["meeting.ended"], "event_subscription_name": "Ends" });
    assert_eq!(desk.rest(Method::PATCH, &one, change).await.0, 204);
    let (_, listed) = desk.rest(Method::GET, PATH, Value::Null).await;
    let listed = &listed["event_subscriptions"];
    assert_eq!(
        listed.as_array().unwrap().len(),
        1,
        "that of the options is not the app's"
    );
    assert_eq!(listed[0]["event_subscription_name"], "Ends");
    desk.emulator.state().end_meeting(number);
    assert_eq!(endpoint.names(1).await, ["meeting.ended"]);

    assert_eq!(desk.rest(Method::DELETE, &one, Value::Null).await.0, 204);
    let (status, gone) = desk.rest(Method::DELETE, &one, Value::Null).await;
    assert_eq!((status, &gone["code"]), (404, &json!(1601)));
}

#[tokio::test]
async fn an_endpoint_that_does_not_know_the_secret_is_not_subscribed() {
    let desk = Desk::open().await;
    let stranger = Endpoint::believing("another").await;
    let wanted = json!({
        "events": ["meeting.started"], "event_webhook_url": stranger.url, "subscription_scope": "account",
    });
    let (status, refused) = desk.rest(Method::POST, PATH, wanted).await;
    assert_eq!((status, &refused["code"]), (404, &json!(1701)));
    let message = refused["message"].as_str().unwrap();
    assert!(
        message.starts_with("The event webhook url validate failed: "),
        "{message}"
    );
    let wanted = json!({ "url": stranger.url });
    let (status, refused) = desk
        .control(Method::POST, "/webhooks/subscriptions", wanted)
        .await;
    assert_eq!(status, 422, "{refused}");
}

#[tokio::test]
async fn what_is_no_event_or_no_address_is_refused() {
    let desk = Desk::open().await;
    let url = &desk.endpoint.url;
    for (wanted, status, code) in [
        (
            json!({ "events": ["meeting.exploded"], "event_webhook_url": url, "subscription_scope": "account" }),
            400,
            1601,
        ),
        (
            json!({ "events": [], "event_webhook_url": url, "subscription_scope": "account" }),
            400,
            1500,
        ),
        (
            json!({ "events": ["meeting.ended"], "event_webhook_url": "file:///etc/passwd", "subscription_scope": "account" }),
            400,
            1500,
        ),
        (
            json!({ "events": ["meeting.ended"], "event_webhook_url": url, "subscription_scope": "galaxy" }),
            400,
            1500,
        ),
        (
            json!({ "events": ["meeting.ended"], "event_webhook_url": url, "subscription_scope": "user", "user_ids": ["nobody"] }),
            404,
            1001,
        ),
    ] {
        let (answered, refused) = desk.rest(Method::POST, PATH, wanted.clone()).await;
        assert_eq!(
            (answered, &refused["code"]),
            (status, &json!(code)),
            "{wanted}"
        );
    }
}

#[tokio::test]
async fn a_subscription_of_one_user_hears_of_that_users_meetings_alone() {
    let desk = Desk::open().await;
    let mut endpoint = Endpoint::open().await;
    let wanted = json!({
        "events": ["meeting.created"], "event_webhook_url": endpoint.url, "subscription_scope": "user",
        "user_ids": ["basic@example.com"],
    });
    assert_eq!(desk.rest(Method::POST, PATH, wanted).await.0, 201);
    desk.add(Kind::Meeting, json!({}));
    let path = "/users/basic@example.com/meetings";
    let (_, made) = desk
        .rest(Method::POST, path, json!({ "topic": "Mine" }))
        .await;
    assert_eq!(endpoint.next().await.object()["id"], made["id"]);
}

#[tokio::test]
async fn an_event_is_made_by_hand_with_data_over_it() {
    let mut desk = Desk::open().await;
    let data = json!({ "payload": { "object": { "topic": "Mine", "duration": 5 } } });
    let wanted = json!({ "event": "meeting.started", "data": data });
    let (status, made) = desk.control(Method::POST, "/webhooks/events", wanted).await;
    assert_eq!((status, made), (201, json!({ "id": 1, "deliveries": 1 })));
    let started = desk.endpoint.next().await;
    assert_eq!(
        (&started.object()["topic"], &started.object()["duration"]),
        (&json!("Mine"), &json!(5))
    );
    assert!(started.object()["id"].is_string());

    let wanted =
        json!({ "event": "recording.completed", "data": { "payload": { "object": { "id": 7 } } } });
    desk.control(Method::POST, "/webhooks/events", wanted).await;
    let recorded = desk.endpoint.next().await;
    assert_eq!(
        (recorded.event(), &recorded.object()["id"]),
        ("recording.completed", &json!(7))
    );

    let wanted = json!({ "event": "meeting.exploded" });
    assert_eq!(
        desk.control(Method::POST, "/webhooks/events", wanted)
            .await
            .0,
        422
    );
}

#[tokio::test]
async fn every_event_of_a_meetings_life_can_be_made_by_hand() {
    let desk = Desk::open().await;
    for event in [
        "meeting.created",
        "meeting.updated",
        "meeting.deleted",
        "meeting.recovered",
        "meeting.ended",
        "meeting.participant_joined",
        "meeting.participant_left",
        "meeting.registration_approved",
        "webinar.registration_created",
        "webinar.ended",
        "meeting.participant_role_changed",
    ] {
        let (status, made) = desk
            .control(Method::POST, "/webhooks/events", json!({ "event": event }))
            .await;
        assert_eq!(status, 201, "{event}");
        let since = made["id"].as_u64().unwrap() - 1;
        let path = format!("/webhooks/events?since={since}");
        let (_, listed) = desk.control(Method::GET, &path, Value::Null).await;
        let object = &listed["events"][0]["body"]["payload"]["object"];
        assert!(object.get("id").is_some(), "{event}: {object}");
    }
}
