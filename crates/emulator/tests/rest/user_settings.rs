//! What users set, and what their new meetings take from it.

use serde_json::json;

use crate::api::{Api, scheduled};

const MINE: &str = "/v2/users/me/settings";

#[tokio::test]
async fn what_is_set_is_shown_and_the_rest_stays() {
    let api = Api::new().await;
    let before = api.get(MINE).await.expect(200);
    let change = json!({
        "schedule_meeting": {"host_video": true, "meeting_password_requirement": {"length": 8}, "unknown": 1},
        "recording": {"auto_recording": "cloud"},
        "telephony": {"third_party_audio": true},
    });
    api.patch(MINE, change).await.expect(204);
    let mut wanted = before;
    wanted["schedule_meeting"]["host_video"] = true.into();
    wanted["schedule_meeting"]["meeting_password_requirement"]["length"] = 8.into();
    wanted["recording"]["auto_recording"] = "cloud".into();
    assert_eq!(api.get(MINE).await.expect(200), wanted);
    let other = "/v2/users/basic@example.com/settings";
    let other = api.get(other).await.expect(200);
    assert_eq!(other["schedule_meeting"]["host_video"], false);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_is_changed() {
    let api = Api::new().await;
    let before = api.get(MINE).await.expect(200);
    let wrong = json!({
        "schedule_meeting": {"host_video": "often", "audio_type": "loud", "join_before_host": true},
        "feature": {"webinar_capacity": 7},
        "meeting_security": {"waiting_room": 1},
        "in_meeting": [],
    });
    let answer = api.patch(MINE, wrong).await;
    let mut fields = answer.fields();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "feature.webinar_capacity",
            "in_meeting",
            "meeting_security.waiting_room",
            "schedule_meeting.audio_type",
            "schedule_meeting.host_video",
        ]
    );
    assert_eq!(api.get(MINE).await.expect(200), before);
    let nobody = api
        .patch("/v2/users/nobody@example.com/settings", json!({}))
        .await;
    assert_eq!(nobody.refusal().1, 1001);
}

#[tokio::test]
async fn new_meetings_take_what_is_set_and_what_is_asked_for_wins() {
    let api = Api::new().await;
    let old = api.meeting(scheduled()).await;
    let change = json!({
        "schedule_meeting": {
            "host_video": true, "participants_video": true, "audio_type": "voip",
            "embed_password_in_join_link": false,
        },
        "in_meeting": {"waiting_room": true},
        "meeting_authentication": true,
    });
    api.patch(MINE, change).await.expect(204);
    let mut asked = scheduled();
    asked["settings"] = json!({"participant_video": false});
    let made = api.meeting(asked).await;
    let settings = &made["settings"];
    assert_eq!(settings["host_video"], true);
    assert_eq!(settings["participant_video"], false);
    assert_eq!(settings["audio"], "voip");
    assert_eq!(settings["waiting_room"], true);
    assert_eq!(settings["authentication_option"], "signIn_emulator");
    assert_eq!(made["join_url"].as_str().unwrap().split('?').count(), 1);
    let webinar = api.webinar(json!({})).await;
    assert_eq!(webinar["settings"]["host_video"], true);
    assert_eq!(webinar["settings"].get("waiting_room"), None);
    let old = api.get(&format!("/v2/meetings/{}", old["id"])).await;
    assert_eq!(old.expect(200)["settings"]["host_video"], false);
}

#[tokio::test]
async fn without_passcodes_the_waiting_room_is_on() {
    let api = Api::new().await;
    let security = format!("{MINE}?option=meeting_security");
    let off = json!({"meeting_security": {"meeting_password": false}});
    api.patch(&security, off).await.expect(204);
    let shown = api.get(&security).await.expect(200);
    assert_eq!(shown["meeting_security"]["meeting_password"], false);
    let made = api.meeting(scheduled()).await;
    assert_eq!(made["password"], "");
    assert_eq!(made["settings"]["waiting_room"], true);
    let now = api.meeting(json!({"type": 1})).await;
    assert_ne!(
        now["password"], "",
        "instant ones have a switch of their own"
    );
}

#[tokio::test]
async fn licences_are_for_those_who_are_licensed() {
    let api = Api::new().await;
    let more = json!({
        "feature": {"webinar": true, "webinar_capacity": 1000, "large_meeting": true, "large_meeting_capacity": 1000},
    });
    api.patch(MINE, more).await.expect(204);
    let feature = &api.get(MINE).await.expect(200)["feature"];
    assert_eq!(feature["webinar_capacity"], 1000);
    assert_eq!(feature["meeting_capacity"], 1000);
    assert_eq!(feature["large_meeting"], true);
    let basic = "/v2/users/basic@example.com/settings";
    let refused = |text| (400, 1122, text);
    assert_eq!(
        api.patch(basic, json!({"feature": {"webinar": true}}))
            .await
            .refusal(),
        refused("Webinar feature can only be enabled for Licensed or On-prem users.")
    );
    let large = json!({"feature": {"large_meeting": true}});
    assert_eq!(api.patch(basic, large).await.refusal().1, 1108);
    api.patch(MINE, json!({"feature": {"webinar": false}}))
        .await
        .expect(204);
    let plan = api.post("/v2/users/me/webinars", json!({})).await;
    assert_eq!((plan.refusal().0, plan.refusal().1), (400, 200));
}

#[tokio::test]
async fn passcodes_are_what_the_hosts_settings_want_in_creating_and_in_changing() {
    let api = Api::new().await;
    let requirement = |rules: serde_json::Value| json!({"schedule_meeting": {"meeting_password_requirement": rules}});
    let id = api.meeting(json!({"password": "1234"})).await["id"].to_string();
    let none = json!({
        "length": 0, "have_letter": false, "have_number": false, "have_special_character": false,
        "have_upper_and_lower_characters": false, "only_allow_numeric": false, "consecutive_characters_length": 0,
    });
    for (name, value, wrong, right) in [
        ("length", json!(8), "x1y2z3a", "x1y2z3ab"),
        ("have_letter", json!(true), "13579-", "1357a"),
        ("have_number", json!(true), "abxyz", "abxyz1"),
        ("have_special_character", json!(true), "a1b2c3", "a1b2@3"),
        (
            "have_upper_and_lower_characters",
            json!(true),
            "aXbc1".to_lowercase().as_str(),
            "aXbc1",
        ),
        ("only_allow_numeric", json!(true), "1357a", "13579"),
        (
            "consecutive_characters_length",
            json!(4),
            "xabcdx",
            "abc1x@8fdh",
        ),
    ] {
        let mut rules = none.clone();
        rules[name] = value;
        api.patch("/v2/users/me/settings", requirement(rules))
            .await
            .expect(204);
        for kind in ["meetings", "webinars"] {
            let path = format!("/v2/users/me/{kind}");
            let refused = api.post(&path, json!({"password": wrong})).await;
            assert_eq!(refused.fields(), ["password"], "{name}");
            api.post(&path, json!({"password": right}))
                .await
                .expect(201);
        }
        let meeting = format!("/v2/meetings/{id}");
        let refused = api.patch(&meeting, json!({"password": wrong})).await;
        assert_eq!(refused.fields(), ["password"], "{name}");
        api.patch(&meeting, json!({"password": right}))
            .await
            .expect(204);
        let room = json!({"schedule_meeting": {"pmi_password": wrong}});
        let refused = api.patch("/v2/users/me/settings", room).await;
        assert_eq!(refused.fields(), ["schedule_meeting.pmi_password"]);
        let made = api.meeting(json!({})).await;
        let again = json!({"password": made["password"]});
        api.meeting(again).await;
        assert_ne!(made["password"], "", "{name}");
    }
}
