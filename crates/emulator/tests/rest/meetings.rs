//! Meetings: create, read, change, delete, end and recover.

use std::collections::HashSet;
use std::time::Duration;

use countersign_emulator::state::{Event, Status};
use serde_json::json;

use crate::api::{Api, number, scheduled};

#[tokio::test]
async fn a_scheduled_meeting_is_answered_with_what_is_effective() {
    let api = Api::new().await;
    let created = api.meeting(scheduled()).await;
    let id = number(&created);
    assert!((80_000_000_000..100_000_000_000).contains(&id));
    assert_eq!(created["topic"], "Weekly");
    assert_eq!(created["type"], 2);
    assert_eq!(created["status"], "waiting");
    assert_eq!(created["start_time"], "2026-11-25T10:00:00Z");
    assert_eq!(created["duration"], 45);
    assert_eq!(created["timezone"], "UTC");
    assert_eq!(created["created_at"], "2026-11-24T09:00:00Z");
    assert_eq!(created["host_email"], "host@example.com");
    assert_eq!(created["settings"]["approval_type"], 2);
    assert_eq!(created["settings"]["registrants_email_notification"], true);
    assert!(created.get("registration_url").is_none());
    let passcode = created["password"].as_str().unwrap();
    assert!(
        passcode.len() == 6 && passcode.bytes().all(|b| b.is_ascii_digit()),
        "{passcode}"
    );
    let join_url = created["join_url"].as_str().unwrap();
    assert!(join_url.starts_with(&format!("http://emulator.test/base/j/{id}?pwd=")));
    assert!(
        !join_url.contains(passcode),
        "the link's token is not the passcode"
    );
}

#[tokio::test]
async fn every_get_has_a_fresh_start_url_whose_zak_is_the_hosts() {
    let api = Api::new().await;
    let created = api.meeting(scheduled()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let (first, second) = (
        api.get(&path).await.expect(200),
        api.get(&path).await.expect(200),
    );
    assert_ne!(first["start_url"], second["start_url"]);
    let (start, zak) = first["start_url"]
        .as_str()
        .unwrap()
        .split_once("?zak=")
        .unwrap();
    assert_eq!(
        start,
        format!("http://emulator.test/base/s/{}", created["id"])
    );
    assert_eq!(
        api.state.resolve_zak(zak),
        Ok(api.state.credentials().host.id)
    );
    api.clock.advance(Duration::from_secs(7_200));
    assert!(api.state.resolve_zak(zak).is_err());
    let mut rest = [created, first, second];
    for answer in &mut rest {
        answer["start_url"] = json!(null);
    }
    assert_eq!(rest[0], rest[1]);
    assert_eq!(rest[1], rest[2]);
}

#[tokio::test]
async fn without_a_start_time_a_scheduled_meeting_becomes_an_instant_one() {
    let api = Api::new().await;
    let created = api.meeting(json!({"topic": "now"})).await;
    assert_eq!(created["type"], 1);
    assert!(created.get("start_time").is_none());
    let listed = api.get("/v2/users/me/meetings").await.expect(200);
    assert_eq!(listed["meetings"], json!([]));
}

#[tokio::test]
async fn a_local_start_time_is_read_in_the_time_zone_of_the_meeting() {
    let api = Api::new().await;
    let body = json!({"start_time": "2026-12-01T09:30:00", "timezone": "America/New_York"});
    let created = api.meeting(body).await;
    assert_eq!(created["start_time"], "2026-12-01T14:30:00Z");
    assert_eq!(created["timezone"], "America/New_York");
}

#[tokio::test]
async fn the_same_body_twice_makes_two_meetings() {
    let api = Api::new().await;
    let (first, second) = (
        api.meeting(scheduled()).await,
        api.meeting(scheduled()).await,
    );
    assert_ne!(first["id"], second["id"]);
    assert_ne!(first["uuid"], second["uuid"]);
}

#[tokio::test]
async fn unknown_fields_are_ignored_and_known_ones_with_wrong_values_refused_by_name() {
    let api = Api::new().await;
    let created = api
        .meeting(json!({"novelty": 1, "settings": {"novelty": 1, "host_video": "true"}}))
        .await;
    assert!(created["settings"].get("novelty").is_none());
    assert_eq!(created["settings"]["host_video"], true);
    let wrong = json!({
        "type": 7, "topic": 5, "start_time": "tomorrow", "timezone": "Mars/Olympus", "password": "longer than ten",
        "settings": {"audio": "telegraph", "approval_type": 3, "waiting_room": "perhaps"},
    });
    let answer = api.post("/v2/users/me/meetings", wrong).await;
    let mut fields = answer.fields();
    fields.sort_unstable();
    let expected = [
        "password",
        "settings.approval_type",
        "settings.audio",
        "settings.waiting_room",
        "start_time",
        "timezone",
        "topic",
        "type",
    ];
    assert_eq!(fields, expected);
}

#[tokio::test]
async fn a_meeting_without_any_security_option_gets_a_waiting_room() {
    let api = Api::new().await;
    let bare = json!({"default_password": false, "settings": {"join_before_host": true}});
    let created = api.meeting(bare).await;
    assert_eq!(created["password"], "");
    assert_eq!(created["settings"]["waiting_room"], true);
    assert_eq!(
        created["settings"]["join_before_host"], false,
        "a waiting room turns it off"
    );
    assert!(!created["join_url"].as_str().unwrap().contains("pwd="));

    let signed_in =
        json!({"default_password": false, "settings": {"meeting_authentication": true}});
    assert_eq!(
        api.meeting(signed_in).await["settings"]["waiting_room"],
        false
    );
}

#[tokio::test]
async fn an_update_that_would_take_the_last_security_option_keeps_it() {
    let api = Api::new().await;
    let created = api
        .meeting(json!({"password": "secret1", "settings": {"join_before_host": true}}))
        .await;
    let path = format!("/v2/meetings/{}", created["id"]);
    api.patch(&path, json!({"password": ""})).await.expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(shown["password"], "secret1");
    assert_eq!(shown["settings"]["waiting_room"], false);
    api.patch(
        &path,
        json!({"password": "", "settings": {"waiting_room": true}}),
    )
    .await
    .expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(shown["password"], "");
    assert_eq!(shown["settings"]["join_before_host"], false);
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_keeps_the_rest() {
    let api = Api::new().await;
    let created = api.meeting(scheduled()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let answer = api
        .patch(
            &path,
            json!({"topic": "Renamed", "settings": {"mute_upon_entry": true}}),
        )
        .await;
    assert_eq!(answer.header("content-type"), None);
    assert_eq!(answer.expect(204), json!(null));
    let shown = api.get(&path).await.expect(200);
    assert_eq!(shown["topic"], "Renamed");
    assert_eq!(shown["settings"]["mute_upon_entry"], true);
    for kept in ["password", "start_time", "duration", "join_url", "uuid"] {
        assert_eq!(shown[kept], created[kept], "{kept}");
    }
}

#[tokio::test]
async fn an_update_passes_over_a_wrong_setting() {
    let api = Api::new().await;
    let created = api
        .meeting(json!({"settings": {"auto_recording": "cloud"}}))
        .await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let body = json!({"settings": {"auto_recording": "tape", "host_video": true}});
    api.patch(&path, body).await.expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(shown["settings"]["auto_recording"], "cloud");
    assert_eq!(shown["settings"]["host_video"], true);
}

#[tokio::test]
async fn a_deleted_meeting_is_gone_until_it_is_recovered() {
    let api = Api::new().await;
    let mut events = api.state.events();
    let created = api.meeting(scheduled()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    assert_eq!(api.delete(&path).await.expect(204), json!(null));
    assert_eq!(
        events.try_recv(),
        Ok(Event::Deleted {
            number: number(&created)
        })
    );
    let gone = format!("Meeting does not exist: {}.", created["id"]);
    assert_eq!(api.get(&path).await.refusal(), (404, 3001, gone.as_str()));
    assert_eq!(
        api.delete(&path).await.refusal(),
        (404, 3001, gone.as_str())
    );
    api.put(&format!("{path}/status"), json!({"action": "recover"}))
        .await
        .expect(204);
    assert_eq!(api.get(&path).await.expect(200)["topic"], "Weekly");
}

#[tokio::test]
async fn a_start_makes_a_new_uuid_and_the_end_by_rest_is_announced() {
    let api = Api::new().await;
    let created = api.meeting(scheduled()).await;
    let (id, path) = (number(&created), format!("/v2/meetings/{}", created["id"]));
    let uuid = api.state.start_meeting(id).unwrap();
    let live = api.get(&path).await.expect(200);
    assert_eq!(live["status"], "started");
    assert_eq!(live["uuid"], uuid);
    assert_ne!(live["uuid"], created["uuid"]);
    assert_eq!(
        api.state.start_meeting(id),
        Some(uuid.clone()),
        "it is started already"
    );

    let mut events = api.state.events();
    api.clock.advance(Duration::from_secs(600));
    api.put(&format!("{path}/status"), json!({"action": "end"}))
        .await
        .expect(204);
    assert_eq!(events.try_recv(), Ok(Event::Ended { number: id }));
    let meeting = api.state.meeting(id).unwrap();
    assert_eq!(meeting.status, Status::Waiting);
    assert_eq!(meeting.past[0].uuid, uuid);
    assert_eq!(meeting.past[0].end_time - meeting.past[0].start_time, 600);

    api.put(&format!("{path}/status"), json!({"action": "end"}))
        .await
        .expect(204);
    assert!(events.try_recv().is_err(), "nothing was live");
    assert_eq!(
        api.put(&format!("{path}/status"), json!({"action": "start"}))
            .await
            .fields(),
        ["action"]
    );
    assert_eq!(
        api.put(&format!("{path}/status"), json!({})).await.fields(),
        ["action"]
    );
}

#[tokio::test]
async fn the_last_hundred_instances_are_remembered() {
    let api = Api::new().await;
    let id = number(&api.meeting(scheduled()).await);
    let uuids: Vec<String> = (0..102)
        .map(|_| {
            let uuid = api.state.start_meeting(id).unwrap();
            assert!(api.state.end_meeting(id));
            uuid
        })
        .collect();
    let past = api.state.meeting(id).unwrap().past;
    assert!(past.iter().map(|instance| &instance.uuid).eq(&uuids[2..]));
}

#[tokio::test]
async fn a_meeting_is_found_by_the_uuid_of_an_instance_also_when_it_begins_with_a_slash() {
    let api = Api::new().await;
    let created = api.meeting(scheduled()).await;
    let uuid = loop {
        let uuid = api.state.start_meeting(number(&created)).unwrap();
        if uuid.starts_with('/') {
            break uuid;
        }
        api.state.end_meeting(number(&created));
    };
    let once: String = url::form_urlencoded::byte_serialize(uuid.as_bytes()).collect();
    let twice: String = url::form_urlencoded::byte_serialize(once.as_bytes()).collect();
    assert_eq!(
        api.get(&format!("/v2/meetings/{twice}")).await.expect(200)["id"],
        created["id"]
    );
}

#[tokio::test]
async fn scheduling_for_another_user_is_refused() {
    let api = Api::new().await;
    let schedule_for = |name: &str| json!({"schedule_for": name});
    api.meeting(schedule_for("host@example.com")).await;
    let answer = api
        .post("/v2/users/me/meetings", schedule_for("basic@example.com"))
        .await;
    assert_eq!(
        answer.refusal(),
        (
            400,
            3000,
            "You cannot schedule a meeting for basic@example.com"
        )
    );
    let answer = api
        .post("/v2/users/me/meetings", schedule_for("nobody@example.com"))
        .await;
    assert_eq!((answer.status, answer.refusal().1), (400, 300));
}

#[tokio::test]
async fn the_hundred_and_first_create_or_update_of_a_day_is_refused() {
    let api = Api::new().await;
    let webinar = api.webinar(json!({})).await;
    let path = format!("/v2/webinars/{}", webinar["id"]);
    for _ in 0..49 {
        api.meeting(scheduled()).await;
        api.patch(&path, json!({})).await.expect(204);
    }
    api.meeting(scheduled()).await;
    let answer = api.post("/v2/users/me/meetings", scheduled()).await;
    let message = "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for \
                   this particular user. You may resume these requests at GMT 00:00:00.";
    assert_eq!(answer.refusal(), (429, 429, message));
    assert_eq!(answer.header("x-ratelimit-limit"), Some("100"));
    assert_eq!(answer.header("x-ratelimit-remaining"), Some("0"));
    assert_eq!(answer.header("retry-after"), None, "not seen live");
    api.post("/v2/users/basic@example.com/meetings", scheduled())
        .await
        .expect(201);
    api.get(&path).await.expect(200);
}

#[tokio::test]
async fn numbers_and_uuids_are_never_given_twice() {
    let api = Api::new().await;
    let mut seen = HashSet::new();
    for _ in 0..50 {
        let created = api.meeting(scheduled()).await;
        assert!(seen.insert(created["id"].to_string()));
        assert!(seen.insert(created["uuid"].to_string()));
    }
}

#[tokio::test]
async fn no_secret_shows_when_a_meeting_is_printed() {
    let api = Api::new().await;
    let created = api.meeting(json!({"password": "pa55code"})).await;
    let meeting = api.state.meeting(number(&created)).unwrap();
    let printed = format!("{meeting:?} {:?} {:?}", api.state, api.state.credentials());
    assert!(!printed.contains("pa55code"));
    let pwd = created["encrypted_password"].as_str().unwrap();
    assert!(!printed.contains(pwd));
    use countersign_token::ExposeSecret;
    assert!(!printed.contains(api.state.credentials().s2s.client_secret.expose_secret()));
}

#[tokio::test]
async fn captions_have_an_address_that_does_not_start_the_meeting() {
    let api = Api::new().await;
    let number = number(&api.meeting(json!({"topic": "Weekly"})).await);
    let path = format!("/v2/meetings/{number}/token");
    let asked = format!("{path}?type=closed_caption_token");
    let token = api.get(&asked).await.expect(200)["token"].clone();
    let token = token.as_str().unwrap();
    assert!(
        token.contains(&format!("/closedcaption?id={number}&")),
        "{token}"
    );
    assert!(!token.contains("eyJ"), "{token}");
    assert_eq!(
        api.get(&format!("{path}?type=zak")).await.fields(),
        ["type"]
    );
    assert_eq!(api.get("/v2/meetings/81234567891/token").await.status, 404);
}

#[tokio::test]
async fn a_personal_meeting_id_cannot_be_deleted() {
    let api = Api::new().await;
    let pmi = api.get("/v2/users/me").await.expect(200)["pmi"].clone();
    let refused = api.delete(&format!("/v2/meetings/{pmi}")).await;
    assert_eq!(refused.refusal(), (400, 3018, "Not allowed to delete PMI."));
}

#[tokio::test]
async fn a_meeting_for_those_who_sign_in_names_the_way_of_signing_in() {
    let api = Api::new().await;
    let created = api
        .meeting(json!({"settings": {"meeting_authentication": true}}))
        .await;
    let options = "/v2/users/me/settings?option=meeting_authentication";
    let option = &api.get(options).await.expect(200)["authentication_options"][0];
    let settings = &created["settings"];
    assert_eq!(settings["authentication_option"], option["id"]);
    assert_eq!(settings["authentication_name"], option["name"]);
}
