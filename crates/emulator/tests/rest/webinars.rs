//! Webinars, where they differ from meetings.

use countersign_emulator::state::NewUser;
use serde_json::json;

use crate::api::{Api, number};

#[tokio::test]
async fn a_webinar_is_created_with_its_own_fields_and_begins_now_by_default() {
    let api = Api::new().await;
    let created = api.webinar(json!({"topic": "Launch"})).await;
    assert_eq!(created["type"], 5);
    assert_eq!(created["start_time"], "2026-11-24T09:00:00Z");
    assert_eq!(created["settings"]["practice_session"], false);
    assert!(created["settings"].get("waiting_room").is_none());
    assert!(
        created.get("status").is_none(),
        "the REST API never says whether a webinar is live"
    );
    assert_eq!(created["password"].as_str().unwrap().len(), 6);
    assert!(
        created.get("encrypted_passcode").is_some() && created.get("encrypted_password").is_none()
    );
    let shown = api
        .get(&format!("/v2/webinars/{}", created["id"]))
        .await
        .expect(200);
    assert_eq!(shown["uuid"], created["uuid"]);
    let listed = api.get("/v2/users/me/webinars").await.expect(200);
    assert_eq!(listed["webinars"][0]["id"], created["id"]);
}

#[tokio::test]
async fn a_webinar_may_do_without_a_passcode() {
    let api = Api::new().await;
    let created = api.webinar(json!({"default_passcode": false})).await;
    assert_eq!(created["password"], "");
}

#[tokio::test]
async fn a_meetings_number_or_type_is_no_webinars() {
    let api = Api::new().await;
    let meeting = api.meeting(json!({})).await;
    let refusal = (400, 300, "Invalid webinar ID.");
    let path = format!("/v2/webinars/{}", meeting["id"]);
    assert_eq!(api.get(&path).await.refusal(), refusal);
    assert_eq!(api.delete(&path).await.refusal(), refusal);
    let answer = api.get("/v2/webinars/123").await;
    assert_eq!(
        answer.refusal(),
        (404, 3001, "Webinar does not exist: 123.")
    );
    assert_eq!(
        api.post("/v2/users/me/webinars", json!({"type": 2}))
            .await
            .fields(),
        ["type"]
    );
}

#[tokio::test]
async fn a_webinar_is_changed_ended_and_deleted_but_not_recovered() {
    let api = Api::new().await;
    let created = api.webinar(json!({})).await;
    let path = format!("/v2/webinars/{}", created["id"]);
    api.patch(&path, json!({"topic": "Renamed"}))
        .await
        .expect(204);
    assert_eq!(api.get(&path).await.expect(200)["topic"], "Renamed");
    api.state.start_meeting(number(&created));
    let status = format!("{path}/status");
    api.put(&status, json!({"action": "end"})).await.expect(204);
    assert_eq!(api.state.meeting(number(&created)).unwrap().past.len(), 1);
    assert_eq!(
        api.put(&status, json!({"action": "recover"}))
            .await
            .fields(),
        ["action"]
    );
    api.delete(&path).await.expect(204);
    let as_meeting = format!("/v2/meetings/{}/status", created["id"]);
    let answer = api.put(&as_meeting, json!({"action": "recover"})).await;
    assert_eq!((answer.status, answer.refusal().1), (404, 3001));
    assert_eq!(api.get(&path).await.refusal().1, 3001);
}

#[tokio::test]
async fn a_user_without_the_webinar_add_on_has_no_webinars() {
    let api = Api::new().await;
    let missing =
        |answer: crate::api::Answer| assert_eq!((answer.status, answer.refusal().1), (400, 200));
    missing(api.get("/v2/users/basic@example.com/webinars").await);
    missing(
        api.post("/v2/users/basic@example.com/webinars", json!({}))
            .await,
    );
    let mut licensed = NewUser::licensed("plain@example.com");
    licensed.webinar = false;
    api.state.add_user(licensed);
    missing(api.get("/v2/users/plain@example.com/webinars").await);
}

#[tokio::test]
async fn registering_for_a_webinar_says_where_it_stands() {
    let api = Api::new().await;
    let open = api.webinar(json!({"settings": {"approval_type": 0}})).await;
    let link = open["registration_url"].as_str().unwrap();
    assert!(link.starts_with("http://emulator.test/base/webinar/register/WN_"));
    let person = json!({"email": "ann@example.org", "first_name": "Ann"});
    let path = |webinar: &serde_json::Value| format!("/v2/webinars/{}/registrants", webinar["id"]);
    let registered = api.post(&path(&open), person.clone()).await.expect(201);
    assert_eq!(registered["status"], "approved");
    let by_hand = api.webinar(json!({"settings": {"approval_type": 1}})).await;
    let mut eager = person.clone();
    eager["auto_approve"] = true.into();
    assert_eq!(
        api.post(&path(&by_hand), eager).await.expect(201)["status"],
        "pending",
        "for meetings only"
    );
    let closed = api.webinar(json!({})).await;
    let message = format!(
        "This webinar does not have registration as required: {}.",
        closed["id"]
    );
    assert_eq!(
        api.post(&path(&closed), person.clone()).await.refusal(),
        (400, 3000, message.as_str())
    );
    let nothing = api.post("/v2/webinars/123/registrants", person).await;
    assert_eq!(
        nothing.refusal(),
        (404, 3001, "Webinar does not exist: 123.")
    );
}

#[tokio::test]
async fn an_unknown_date_of_a_webinar_is_refused_in_its_own_words() {
    let api = Api::new().await;
    let body = json!({"type": 9, "recurrence": {"type": 1, "end_times": 2}});
    let created = api.webinar(body).await;
    assert_eq!(created["occurrences"].as_array().unwrap().len(), 2);
    let path = format!("/v2/webinars/{}?occurrence_id=1", created["id"]);
    assert_eq!(
        api.delete(&path).await.refusal(),
        (400, 3000, "Webinar occurrence does not exist.")
    );
}

#[tokio::test]
async fn name_tags_are_removed_by_id_or_all_at_once_and_never_by_mistake() {
    let api = Api::new().await;
    let settings = json!({"enable_session_branding": true});
    let webinar = api.webinar(json!({ "settings": settings })).await;
    let branding = format!("/v2/webinars/{}/branding", webinar["id"]);
    let tags = format!("{branding}/name_tags");
    let mut ids = Vec::new();
    for name in ["One", "Two", "Three"] {
        let tag = json!({
            "name": name, "text_color": "#ffffff", "accent_color": "#000000", "background_color": "#1e71d6",
        });
        let made = api.post(&tags, tag).await.expect(201);
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    let left = async || api.get(&branding).await.expect(200)["name_tags"].clone();
    for wrong in [",", "nobody", &format!("{},nobody", ids[0])] {
        let refused = api.delete(&format!("{tags}?name_tag_ids={wrong}")).await;
        assert_eq!(refused.refusal().1, 300, "{wrong}");
        assert_eq!(left().await.as_array().unwrap().len(), 3, "{wrong}");
    }
    let two = format!("{tags}?name_tag_ids={},{}", ids[0], ids[2]);
    api.delete(&two).await.expect(204);
    assert_eq!(left().await[0]["name"], "Two");
    api.delete(&tags).await.expect(204);
    assert_eq!(left().await, json!([]));
}
