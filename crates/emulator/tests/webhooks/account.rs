//! Events of users and of what they allow, and of what happens long after a deletion.

use std::time::Duration;

use countersign_emulator::state::{Kind, NewUser, Plan, UserStatus};
use reqwest::Method;
use serde_json::{Value, json};

use crate::endpoint::Desk;

const DAY: u64 = 86_400;

#[tokio::test]
async fn a_user_comes_changes_and_is_shut_out() {
    let mut desk = Desk::open().await;
    let state = desk.emulator.state().clone();
    let user = state.add_user(NewUser::basic("new@example.com"));
    state.add_user(NewUser::basic("new@example.com"));
    let created = desk.endpoint.next().await;
    assert_eq!(created.event(), "user.created");
    assert_eq!(created.object()["email"], "new@example.com");

    state.change_user(&user.id, |user| {
        user.plan = Plan::Licensed;
        user.webinar = true;
    });
    let updated = desk.endpoint.next().await;
    assert_eq!(updated.event(), "user.updated");
    assert_eq!(
        updated.object(),
        &json!({ "id": user.id, "type": 2, "settings": { "feature": { "webinar": true } } })
    );
    assert_eq!(updated.body["payload"]["old_object"]["type"], 1);

    state.change_user(&user.id, |_| {});
    state.change_user(&user.id, |user| user.status = UserStatus::Inactive);
    state.change_user(&user.id, |user| user.status = UserStatus::Active);
    assert_eq!(
        desk.endpoint.names(2).await,
        ["user.deactivated", "user.activated"]
    );
}

#[tokio::test]
async fn what_was_deleted_is_gone_for_good_after_thirty_days() {
    let mut desk = Desk::open().await;
    let number = desk.add(Kind::Meeting, json!({})).id;
    let path = format!("/meetings/{number}");
    let back = json!({ "action": "recover" });
    desk.rest(Method::DELETE, &path, Value::Null).await;
    let status = format!("{path}/status");
    assert_eq!(desk.rest(Method::PUT, &status, back.clone()).await.0, 204);
    desk.rest(Method::DELETE, &path, Value::Null).await;
    assert_eq!(
        desk.endpoint.names(4).await,
        [
            "meeting.created",
            "meeting.deleted",
            "meeting.recovered",
            "meeting.deleted"
        ]
    );
    desk.clock.advance(Duration::from_secs(30 * DAY - 1));
    assert!(desk.endpoint.is_silent());
    desk.clock.advance(Duration::from_secs(1));
    let gone = desk.endpoint.next().await;
    assert_eq!(gone.event(), "meeting.permanently_deleted");
    assert_eq!(gone.object()["id"], number);
    assert_eq!(desk.rest(Method::PUT, &status, back).await.0, 404);
}
