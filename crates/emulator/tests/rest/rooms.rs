//! Personal meeting rooms: reading, changing and listing them, and what is scheduled into them.

use countersign_emulator::state::{NewUser, Plan, Status};
use serde_json::{Value, json};

use crate::api::{Api, number, scheduled};

async fn pmi(api: &Api, user: &str) -> u64 {
    let user = api.get(&format!("/v2/users/{user}")).await.expect(200);
    user["pmi"].as_u64().unwrap()
}

async fn room(api: &Api, pmi: u64) -> Value {
    api.get(&format!("/v2/meetings/{pmi}")).await.expect(200)
}

fn into_room() -> Value {
    let mut asked = scheduled();
    asked["settings"] = json!({"use_pmi": true});
    asked
}

#[tokio::test]
async fn every_user_has_a_room_under_the_personal_meeting_id() {
    let api = Api::new().await;
    let pmi = pmi(&api, "me").await;
    let room = room(&api, pmi).await;
    assert_eq!(room["id"], pmi);
    assert_eq!(room["type"], 4);
    assert_eq!(room["topic"], "Host Example's Personal Meeting Room");
    assert_eq!(room["status"], "waiting");
    assert_eq!(room["pmi"], pmi.to_string());
    assert_eq!(room["start_time"], Value::Null);
    let join_url = room["join_url"].as_str().unwrap();
    assert!(join_url.contains(&format!("/j/{pmi}")), "{join_url}");
    assert_eq!(room["settings"]["waiting_room"], true, "it has no passcode");
    let again = api.get(&format!("/v2/meetings/{pmi}")).await.expect(200);
    assert_eq!(again["uuid"], room["uuid"]);
}

#[tokio::test]
async fn a_room_takes_a_passcode_where_the_hosts_settings_want_one() {
    let api = Api::new().await;
    for (wanted, early, has) in [
        ("all", false, true),
        ("jbh_only", true, true),
        ("jbh_only", false, false),
        ("none", true, false),
    ] {
        let email = format!("{wanted}-{early}@example.com");
        api.state.add_user(NewUser::licensed(&email));
        let settings = json!({"schedule_meeting": {
            "require_password_for_pmi_meetings": wanted, "join_before_host": early,
        }});
        api.patch(&format!("/v2/users/{email}/settings"), settings)
            .await
            .expect(204);
        let room = room(&api, pmi(&api, &email).await).await;
        assert_eq!(room["password"] != "", has, "{email}");
    }
}

#[tokio::test]
async fn a_room_is_changed_but_neither_deleted_nor_made_something_else() {
    let api = Api::new().await;
    let pmi = pmi(&api, "me").await;
    let path = format!("/v2/meetings/{pmi}");
    let change = json!({
        "type": 2, "topic": "My room", "start_time": "2026-11-25T10:00:00Z", "password": "s3cret",
        "settings": {"waiting_room": false, "join_before_host": true, "use_pmi": false, "approval_type": 0},
    });
    api.patch(&path, change).await.expect(204);
    let room = room(&api, pmi).await;
    assert_eq!(room["topic"], "My room");
    assert_eq!(room["password"], "s3cret");
    assert_eq!(
        (&room["type"], &room["start_time"]),
        (&json!(4), &Value::Null)
    );
    assert_eq!(room["settings"]["use_pmi"], true);
    assert_eq!(room["settings"]["join_before_host"], true);
    assert_eq!(room["settings"]["approval_type"], 2);
    let refused = api.delete(&path).await;
    assert_eq!(refused.refusal(), (400, 3018, "Not allowed to delete PMI."));

    // Not even given to somebody for whom its user may schedule.
    let basic = api.state.find_user("basic@example.com").unwrap().id;
    api.state
        .change_user(&basic, |user| user.set_plan(Plan::Licensed));
    let asked = json!({"assistants": [{"email": "host@example.com"}]});
    let assistants = format!("/v2/users/{basic}/assistants");
    api.post(&assistants, asked).await.expect(201);
    let given = json!({"schedule_for": "basic@example.com"});
    api.patch(&path, given).await.expect(204);
    let kept = api.get(&path).await.expect(200);
    assert_eq!(kept["host_id"], room["host_id"]);
}

#[tokio::test]
async fn a_room_takes_no_number_of_what_may_still_be_recovered() {
    let api = Api::new().await;
    let pmi = pmi(&api, "me").await;
    let meeting = api.post("/v2/users/me/meetings", json!({"topic": "Deleted"}));
    let id = meeting.await.expect(201)["id"].as_u64().unwrap();
    api.delete(&format!("/v2/meetings/{id}")).await.expect(204);
    let refused = api.patch("/v2/users/me", json!({ "pmi": id })).await;
    assert_eq!(refused.refusal().1, 300);
    let again = json!({"action": "recover"});
    let status = format!("/v2/meetings/{id}/status");
    api.put(&status, again).await.expect(204);
    let meeting = api.get(&format!("/v2/meetings/{id}")).await.expect(200);
    assert_eq!(meeting["topic"], "Deleted");
    assert_eq!(room(&api, pmi).await["type"], 4);
}

#[tokio::test]
async fn a_room_is_listed_while_it_is_live() {
    let api = Api::new().await;
    let pmi = pmi(&api, "me").await;
    room(&api, pmi).await;
    let listed = async |which: &str| {
        let path = format!("/v2/users/me/meetings?type={which}");
        api.get(&path).await.expect(200)["total_records"].clone()
    };
    assert_eq!(listed("scheduled").await, 0);
    assert_eq!(listed("upcoming").await, 0);
    api.state.start_meeting(pmi).unwrap();
    assert_eq!(listed("live").await, 1);
    assert_eq!(listed("scheduled").await, 0);
    api.put(
        &format!("/v2/meetings/{pmi}/status"),
        json!({"action": "end"}),
    )
    .await
    .expect(204);
    let past = api
        .get(&format!("/v2/past_meetings/{pmi}"))
        .await
        .expect(200);
    assert_eq!(past["type"], 4);
}

#[tokio::test]
async fn what_is_scheduled_into_the_room_has_a_number_of_its_own_and_the_rooms_link() {
    let api = Api::new().await;
    let pmi = pmi(&api, "me").await;
    let mut asked = into_room();
    asked["password"] = json!("abc123");
    let made = api.meeting(asked).await;
    assert_ne!(number(&made), pmi);
    assert_eq!(made["pmi"], pmi.to_string());
    assert_eq!(made["type"], 2);
    assert_eq!(made["settings"]["use_pmi"], true);
    let room_now = room(&api, pmi).await;
    assert_eq!(made["join_url"], room_now["join_url"]);
    assert_eq!(room_now["password"], "abc123");
    // Another one takes the passcode that the room has.
    let second = api.meeting(into_room()).await;
    assert_eq!(second["password"], "abc123");
    let invitation = format!("/v2/meetings/{}/invitation", number(&second));
    let text = api.get(&invitation).await.expect(200)["invitation"].to_string();
    assert!(text.contains(&format!("/j/{pmi}")), "{text}");

    api.state.start_meeting(pmi).unwrap();
    let read = room(&api, number(&made)).await;
    assert_eq!(read["status"], "started");
    api.put(
        &format!("/v2/meetings/{}/status", number(&made)),
        json!({"action": "end"}),
    )
    .await
    .expect(204);
    assert_eq!(api.state.meeting(pmi).unwrap().status, Status::Waiting);
}

#[tokio::test]
async fn a_series_with_fixed_times_is_not_held_in_the_room() {
    let api = Api::new().await;
    let mut asked = into_room();
    asked["type"] = json!(8);
    asked["recurrence"] = json!({"type": 1, "end_times": 2});
    let made = api.meeting(asked).await;
    assert_eq!(made["settings"]["use_pmi"], false);
    assert_eq!(made["pmi"], Value::Null);
}

#[tokio::test]
async fn a_room_moves_with_the_personal_meeting_id_and_goes_with_its_host() {
    let api = Api::new().await;
    let user = api.state.add_user(NewUser::licensed("mover@example.com"));
    let old = user.pmi;
    api.patch(&format!("/v2/meetings/{old}"), json!({"topic": "Mine"}))
        .await
        .expect(204);
    api.patch(
        "/v2/users/mover@example.com",
        json!({"pmi": 5_551_112_222_u64}),
    )
    .await
    .expect(204);
    assert_eq!(room(&api, 5_551_112_222).await["topic"], "Mine");
    assert_eq!(api.get(&format!("/v2/meetings/{old}")).await.status, 404);
    let taken = api
        .patch(
            "/v2/users/mover@example.com",
            json!({"pmi": pmi(&api, "me").await}),
        )
        .await;
    assert_eq!(taken.fields(), ["pmi"]);
    api.delete("/v2/users/mover@example.com?action=delete&transfer_meeting=true&transfer_email=host@example.com")
        .await
        .expect(204);
    assert_eq!(api.get("/v2/meetings/5551112222").await.status, 404);
}

#[tokio::test]
async fn the_host_key_is_shown_to_who_asks_for_it() {
    let api = Api::new().await;
    let listed = api.get("/v2/users").await.expect(200);
    assert_eq!(listed["users"][0]["host_key"], Value::Null);
    let listed = api
        .get("/v2/users?include_fields=host_key")
        .await
        .expect(200);
    let key = listed["users"][0]["host_key"].as_str().unwrap();
    assert_eq!(key.len(), 6);
    for (key, status) in [("12345", 400), ("12345a", 400), ("246810", 204)] {
        let answer = api.patch("/v2/users/me", json!({"host_key": key})).await;
        assert_eq!(answer.status, status, "{key}");
    }
    let listed = api
        .get("/v2/users?include_fields=host_key")
        .await
        .expect(200);
    assert_eq!(listed["users"][0]["host_key"], "246810");
}

#[tokio::test]
async fn whether_instant_meetings_use_the_room_is_one_setting_under_two_names() {
    let api = Api::new().await;
    assert_eq!(api.get("/v2/users/me").await.expect(200)["use_pmi"], false);
    api.patch("/v2/users/me", json!({"use_pmi": true}))
        .await
        .expect(204);
    assert_eq!(api.get("/v2/users/me").await.expect(200)["use_pmi"], true);
    let settings = api.get("/v2/users/me/settings").await.expect(200);
    assert_eq!(
        settings["schedule_meeting"]["use_pmi_for_instant_meetings"],
        true
    );
}
