//! What is sent when, how often, and under which id.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign_emulator::WebhookOptions;
use countersign_emulator::state::Kind;
use reqwest::Method;
use serde_json::{Value, json};

use crate::endpoint::Desk;

#[tokio::test]
async fn a_server_error_is_tried_again_after_5_20_and_60_minutes_under_the_same_id() {
    let mut desk = Desk::open().await;
    desk.endpoint.answers(&[500, 503, 502, 504]);
    desk.add(Kind::Meeting, json!({}));
    let first = desk.endpoint.next().await;
    for (tries, minutes) in [(1, 5), (2, 20), (3, 60)] {
        let delivery = desk.delivery_after(tries).await;
        assert_eq!(delivery["outcome"]["outcome"], "retrying");
        desk.clock.advance(Duration::from_secs(minutes * 60 - 1));
        assert!(desk.endpoint.is_silent());
        desk.clock.advance(Duration::from_secs(1));
        let again = desk.endpoint.next().await;
        assert_eq!(again.request_id, first.request_id);
        assert_eq!(again.body, first.body);
        assert!(again.timestamp > first.timestamp);
    }
    let delivery = desk.delivery_after(4).await;
    assert_eq!(delivery["outcome"]["outcome"], "failed");
    assert_eq!(delivery["tries"][3]["status"], 504);
}

#[tokio::test]
async fn silence_is_tried_again_and_any_success_does_then() {
    let mut desk = Desk::with(WebhookOptions {
        retries: vec![Duration::ZERO],
        ..WebhookOptions::default()
    })
    .await;
    desk.endpoint.answers(&[0, 202]);
    desk.add(Kind::Meeting, json!({}));
    desk.endpoint.names(2).await;
    let delivery = desk.delivery_after(2).await;
    assert_eq!(delivery["tries"][0]["problem"], "no answer within 3 s");
    assert_eq!(delivery["outcome"]["outcome"], "delivered");
}

#[tokio::test]
async fn a_redirect_or_a_refusal_loses_the_event() {
    for status in [202, 302, 401, 404] {
        let mut desk = Desk::open().await;
        desk.endpoint.answers(&[status]);
        desk.add(Kind::Meeting, json!({}));
        desk.endpoint.next().await;
        let delivery = desk.delivery_after(1).await;
        assert_eq!(delivery["outcome"]["outcome"], "failed", "{status}");
        assert_eq!(delivery["tries"][0]["status"], status);
    }
}

#[tokio::test]
async fn an_event_is_resent_by_command() {
    let mut desk = Desk::open().await;
    desk.add(Kind::Meeting, json!({}));
    let first = desk.endpoint.next().await;
    desk.delivery_after(1).await;
    let (status, answer) = desk
        .control(Method::POST, "/webhooks/events/1/resend", Value::Null)
        .await;
    assert_eq!((status, answer), (200, json!({ "deliveries": 1 })));
    assert_eq!(desk.endpoint.next().await.request_id, first.request_id);
    let (status, _) = desk
        .control(Method::POST, "/webhooks/events/77/resend", Value::Null)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn events_come_shuffled_and_twice_when_that_is_wanted() {
    let mut desk = Desk::with(WebhookOptions {
        shuffle: true,
        duplicates: 1.0,
        ..WebhookOptions::default()
    })
    .await;
    let numbers: Vec<u64> = (0..8)
        .map(|_| desk.add(Kind::Meeting, json!({})).id)
        .collect();
    let mut came = Vec::new();
    let mut ids = BTreeSet::new();
    for _ in 0..8 {
        let (one, other) = (desk.endpoint.next().await, desk.endpoint.next().await);
        assert_eq!(one.request_id, other.request_id);
        came.push(one.object()["id"].as_u64().unwrap());
        ids.insert(one.request_id);
    }
    assert_ne!(came, numbers, "1 in 40320 with another seed");
    came.sort_unstable();
    let mut numbers = numbers;
    numbers.sort_unstable();
    assert_eq!((came, ids.len()), (numbers, 8));
}

#[tokio::test]
async fn the_list_of_events_shows_no_secret() {
    let mut desk = Desk::open().await;
    let number = desk.add(Kind::Webinar, json!({ "approval_type": 0 })).id;
    let path = format!("/webinars/{number}/registrants");
    let jill = json!({ "email": "jill@example.com", "first_name": "Jill" });
    let (_, registered) = desk.rest(Method::POST, &path, jill).await;
    let link = registered["join_url"].as_str().unwrap();
    let tk = link.split_once("tk=").unwrap().1;
    desk.endpoint.names(2).await;
    let (_, listed) = desk
        .control(Method::GET, "/webhooks/events", Value::Null)
        .await;
    let listed = listed.to_string();
    assert!(listed.contains("webinar.registration_created") && listed.contains("tk=[secret]"));
    assert!(!listed.contains(tk), "{listed}");
}
