//! Streams, and tokens for apps that record: what is refused, and what a start and an end do.

use countersign_emulator::state::{Plan, User};
use serde_json::json;

use crate::api::{Api, number};
use crate::documented::documented;

#[tokio::test]
async fn a_stream_starts_in_a_running_meeting_and_ends_with_it() {
    let api = Api::new().await;
    let id = number(&api.meeting(json!({"topic": "Weekly"})).await);
    let path = format!("/v2/meetings/{id}/livestream");
    let status = format!("{path}/status");
    let empty = api.get(&path).await.expect(200);
    assert_eq!(empty["stream_url"], "");
    let start = json!({"action": "start", "settings": {"layout": "gallery_view"}});
    let message = format!("Meeting {id} has not started.");
    let early = api.patch(&status, start.clone()).await;
    assert_eq!(early.refusal(), (400, 4927, message.as_str()));
    api.state.start_meeting(id).unwrap();
    let nowhere = api.patch(&status, start.clone()).await;
    assert_eq!((nowhere.refusal().0, nowhere.refusal().1), (400, 3000));

    api.patch(&path, documented("livestream")).await.expect(204);
    assert_eq!(api.get(&path).await.expect(200), documented("livestream"));
    api.patch(&status, start).await.expect(204);
    let runs = || api.state.meeting(id).unwrap().stream.on;
    assert!(runs());
    api.patch(&status, json!({"action": "mode"}))
        .await
        .expect(204);
    assert!(runs(), "its looks change, no more");
    api.state.end_meeting(id);
    assert!(!runs());
    let topic = json!({"topic": "Monthly"});
    api.patch(&format!("/v2/meetings/{id}"), topic)
        .await
        .expect(204);
    assert_eq!(api.get(&path).await.expect(200), documented("livestream"));
}

#[tokio::test]
async fn a_webinar_says_in_words_of_its_own_why_it_is_not_streamed() {
    let api = Api::new().await;
    let id = number(&api.webinar(json!({"topic": "Launch"})).await);
    let status = format!("/v2/webinars/{id}/livestream/status");
    let message = format!("Webinar {id} has not started.");
    let early = api.patch(&status, json!({"action": "start"})).await;
    assert_eq!(early.refusal(), (400, 200, message.as_str()));
    api.state.start_meeting(id).unwrap();
    let nowhere = api.patch(&status, json!({"action": "start"})).await;
    let message = "The current webinar is not configured with a custom streaming service.";
    assert_eq!(nowhere.refusal(), (400, 3000, message));
    let mode = api.patch(&status, json!({"action": "mode"})).await;
    assert_eq!(mode.fields(), ["action"], "a meeting has that alone");
    let half = json!({"stream_url": "https://example.com"});
    let half = api
        .patch(&format!("/v2/webinars/{id}/livestream"), half)
        .await;
    assert_eq!(half.fields(), ["stream_key", "page_url"]);
}

#[tokio::test]
async fn what_is_encrypted_from_end_to_end_is_not_streamed() {
    let api = Api::new().await;
    let encrypted = json!({"settings": {"encryption_type": "e2ee"}});
    let id = number(&api.meeting(encrypted).await);
    api.state.start_meeting(id).unwrap();
    let status = format!("/v2/meetings/{id}/livestream/status");
    let refused = api.patch(&status, json!({"action": "start"})).await;
    let message =
        "End-to-end encrypted meetings currently do not support the livestreaming feature.";
    assert_eq!(refused.refusal(), (400, 4400, message));
}

#[tokio::test]
async fn who_does_not_pay_records_and_does_nothing_else() {
    let api = Api::new().await;
    let made = api
        .post(
            "/v2/users/basic@example.com/meetings",
            json!({"topic": "x"}),
        )
        .await;
    let id = number(&made.expect(201));
    for (what, status) in [
        ("jointoken/local_recording", 200),
        ("jointoken/live_streaming", 400),
        ("jointoken/local_archiving", 400),
        ("livestream", 400),
    ] {
        let answer = api.get(&format!("/v2/meetings/{id}/{what}")).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
    }
    let basic = api.state.find_user("basic@example.com").unwrap();
    let pays = |user: &mut User| user.set_plan(Plan::Licensed);
    assert!(api.state.change_user(&basic.id, pays));
    let paid = api.get(&format!("/v2/meetings/{id}/livestream")).await;
    paid.expect(200);
}
