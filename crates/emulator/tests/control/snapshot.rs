//! Snapshots of the whole state, and the file that it is kept in.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use countersign_emulator::state::{HostKey, Poll};
use countersign_emulator::{Emulator, EmulatorOptions, StartError};
use reqwest::Method;
use serde_json::{Value, json};

use crate::Desk;

/// Something of everything that a snapshot keeps; answers the number of a meeting whose host is in it.
async fn furnish(desk: &Desk) -> u64 {
    let seed = json!({
        "users": [{ "email": "ada@example.com", "plan": "licensed", "webinar": true }],
        "meetings": [
            { "host": "ada@example.com", "request": { "topic": "Weekly", "type": 8, "password": "n0tsecret",
              "recurrence": { "type": 2, "weekly_days": "2", "end_times": 3 }, "start_time": "2030-01-01T10:00:00Z" } },
            { "request": { "topic": "Live", "settings": { "approval_type": 0 }, "type": 2, "start_time": "2030-01-02T10:00:00Z" },
              "registrants": [{ "email": "jill@example.com", "first_name": "Jill" }] },
        ],
        "webinars": [{ "request": { "topic": "Launch" } }, { "request": { "topic": "Gone" } }],
    });
    let (status, made) = desk.control(Method::POST, "/load", seed).await;
    assert_eq!(status, 201, "{made}");
    let state = desk.emulator.state();
    let webinar = made["webinars"][0].as_u64().unwrap();
    state.add_tracking_source(webinar, "Newsletter");
    state.delete_meeting(made["webinars"][1].as_u64().unwrap());
    let poll = Poll {
        title: "Well?".to_owned(),
        ..Poll::default()
    };
    state.add_poll(webinar, poll).unwrap();
    let token = desk.token().await;
    let stream = json!({ "stream_url": "https://example.com", "stream_key": "k3y", "page_url": "https://example.com" });
    let tag = json!({ "name": "Speaker", "text_color": "0e72ed", "accent_color": "0e72ed", "background_color": "0e72ed" });
    let branded = json!({ "settings": { "enable_session_branding": true } });
    let webinar = format!("/webinars/{webinar}");
    for (method, path, body) in [
        (Method::PATCH, format!("{webinar}/livestream"), stream),
        (Method::PATCH, webinar.clone(), branded),
        (Method::POST, format!("{webinar}/branding/name_tags"), tag),
        (
            Method::POST,
            "/tracking_fields".to_owned(),
            json!({ "field": "Purpose" }),
        ),
    ] {
        let url = format!("{}{path}", desk.emulator.api_url());
        let asked = desk
            .http
            .request(method, url)
            .bearer_auth(&token)
            .json(&body);
        let answer = asked.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}");
    }
    let host = state.credentials().host.id;
    state.change_user(&host, |user| {
        user.host_key = Some(HostKey::from("8642097".to_owned()));
    });
    let number = made["meetings"][1].as_u64().unwrap();
    for (name, role) in [("Ada", "host"), ("Jill", "attendee")] {
        let somebody = json!({ "name": name, "role": role });
        let path = format!("/meetings/{number}/participants");
        let (status, _) = desk.control(Method::POST, &path, somebody).await;
        assert_eq!(status, 201);
    }
    let clock = json!({ "frozen": true, "advanceSeconds": 90 });
    desk.control(Method::PATCH, "/clock", clock).await;
    number
}

async fn put(desk: &Desk, document: &Value) -> (u16, Value) {
    desk.control(Method::PUT, "/snapshot", document.clone())
        .await
}

#[tokio::test]
async fn a_snapshot_that_is_loaded_gives_the_same_snapshot() {
    let desk = Desk::open().await;
    let number = furnish(&desk).await;
    let whole = desk.get("/snapshot?secrets=true").await;
    let past = desk.emulator.state().meeting(number).unwrap().past;
    assert!(past.is_empty(), "it goes on, whatever the snapshot says");

    // Into the same one, into one with the same seed, and into a stranger.
    let other = Desk::open().await;
    let stranger = Desk {
        emulator: Emulator::start().await,
        http: reqwest::Client::new(),
    };
    for into in [&desk, &other, &stranger] {
        let (status, answer) = put(into, &whole).await;
        assert_eq!(status, 204, "{answer}");
        assert_eq!(into.get("/snapshot?secrets=true").await, whole);
        let past = into.emulator.state().meeting(number).unwrap().past;
        let names: Vec<_> = past[0].attendance.iter().map(|a| &a.name).collect();
        assert_eq!(names, ["Ada", "Jill"]);
        assert_eq!(into.get("/meetings").await["meetings"], json!([]));
        assert_eq!(into.me(&into.token().await).await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn a_host_key_is_in_a_snapshot_with_secrets_alone() {
    let desk = Desk::open().await;
    furnish(&desk).await;
    let whole = desk.get("/snapshot?secrets=true").await;
    let without = desk.get("/snapshot").await;
    assert!(whole.to_string().contains("8642097"));
    assert!(!without.to_string().contains("8642097"));
    let id = desk.emulator.credentials().host.id;
    let user = || desk.emulator.state().user(&id).unwrap();
    assert!(!format!("{:?}", user()).contains("8642097"));
    assert_eq!(put(&desk, &without).await.0, 204);
    assert_eq!(user().host_key().expose(), "8642097", "that which is here");

    let other = Desk::open().await;
    assert_eq!(put(&other, &whole).await.0, 204);
    let same = other.emulator.state().user(&id).unwrap();
    assert_eq!(same.host_key().expose(), "8642097");
}

#[tokio::test]
async fn without_secrets_those_that_are_there_stay() {
    let desk = Desk::open().await;
    furnish(&desk).await;
    let plain = desk.get("/snapshot").await;
    assert_eq!(plain.get("secrets"), None);
    let token = desk.token().await;
    desk.control(Method::POST, "/reset", Value::Null).await;
    assert_eq!(put(&desk, &plain).await.0, 204);
    assert_eq!(desk.get("/snapshot").await, plain);
    assert_eq!(desk.emulator.state().meetings().len(), 3);
    // Its app has given fewer tokens now than before, but the key is the same.
    assert_eq!(desk.me(&token).await.unwrap().status(), 200);

    let stranger = Desk {
        emulator: Emulator::start().await,
        http: reqwest::Client::new(),
    };
    let (status, refused) = put(&stranger, &plain).await;
    assert_eq!(status, 422);
    let error = refused["error"].as_str().unwrap();
    assert!(
        error.contains("state.apps[0].clientId: this snapshot is without secrets"),
        "{error}"
    );
}

#[tokio::test]
async fn a_bad_snapshot_is_refused_by_its_place_and_changes_nothing() {
    let desk = Desk::open().await;
    furnish(&desk).await;
    let good = desk.get("/snapshot?secrets=true").await;
    let before = desk.get("/snapshot?secrets=true").await;
    for (pointer, value, place) in [
        ("/format", json!("minutes"), "format: "),
        ("/version", json!(2), "version: "),
        ("/clock/aheadMs", json!(-1), "clock.aheadMs: "),
        (
            "/state/users/1/email",
            json!("host@example.com"),
            "state.users[1].email: ",
        ),
        (
            "/state/meetings/0/meeting/topic",
            json!(7),
            "state.meetings[0].meeting.topic: ",
        ),
        (
            "/state/meetings/0/meeting/hostId",
            json!("nobody"),
            "state.meetings[0].meeting.hostId: ",
        ),
        (
            "/state/meetings/1/meeting/status",
            json!("started"),
            "state.meetings[1].meeting.status: ",
        ),
        (
            "/state/account/meetingSdk",
            json!("nobody"),
            "state.account.meetingSdk: ",
        ),
        (
            "/secrets/state/signingKey",
            json!("short"),
            "secrets.state.signingKey: ",
        ),
        ("/secrets/state/apps", json!({}), "state.apps[0].clientId: "),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        let (status, refused) = put(&desk, &bad).await;
        let error = refused["error"].as_str().unwrap().to_owned();
        assert_eq!(status, 422, "{pointer}");
        assert!(error.contains(place), "{error}");
    }
    let (status, _) = put(&desk, &json!("{")).await;
    assert_eq!(status, 422);
    assert_eq!(desk.get("/snapshot?secrets=true").await, before);
    assert_eq!(
        desk.get("/meetings").await["meetings"][0]["participants"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

async fn start(file: &Path) -> Result<Desk, StartError> {
    let options = EmulatorOptions {
        persist: Some(file.to_owned()),
        ..EmulatorOptions::default()
    };
    Ok(Desk {
        emulator: Emulator::start_with(options).await?,
        http: reqwest::Client::new(),
    })
}

#[tokio::test]
async fn after_a_restart_everything_is_there_but_the_participants() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let desk = start(&file).await.unwrap();
    assert!(!desk.emulator.continues());
    let number = furnish(&desk).await;
    let token = desk.token().await;
    let (credentials, hooks) = (desk.emulator.credentials(), desk.emulator.webhook_secret());
    desk.emulator.shutdown().await.unwrap();
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing lies beside it"
    );

    let again = start(&file).await.unwrap();
    assert!(again.emulator.continues());
    assert_eq!(
        format!("{:?}", again.emulator.credentials()),
        format!("{credentials:?}")
    );
    use countersign_token::ExposeSecret;
    assert_eq!(
        again.emulator.webhook_secret().expose_secret(),
        hooks.expose_secret()
    );
    assert_eq!(
        again.me(&token).await.unwrap().status(),
        200,
        "tokens are good still"
    );
    assert_eq!(again.get("/meetings").await["meetings"], json!([]));
    let past = again.emulator.state().meeting(number).unwrap().past;
    assert_eq!(past[0].attendance.len(), 2);
    assert_eq!(again.get("/clock").await["frozen"], true);
}

#[tokio::test]
async fn a_damaged_file_is_no_start_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    for damaged in [
        "",
        "{\"format\":\"countersign-emulator\",\"version\":1",
        "{}",
    ] {
        std::fs::write(&file, damaged).unwrap();
        let error = start(&file).await.err().unwrap().to_string();
        assert!(
            error.contains("state.json: no snapshot to load: "),
            "{error}"
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), damaged);
    }
    let nowhere = folder.path().join("none/state.json");
    let error = start(&nowhere).await.err().unwrap().to_string();
    assert!(error.contains("cannot be written"), "{error}");
}

#[tokio::test]
async fn subscriptions_come_back_with_what_is_secret_of_them_or_are_refused() {
    let desk = Desk::open().await;
    let mut whole = desk.get("/snapshot?secrets=true").await;
    let app = whole["state"]["account"]["serverToServer"].clone();
    whole["subscriptions"] = json!([
        { "id": "one", "name": "mine", "url": "http://127.0.0.1:9/hook?%E2%80%A6", "events": ["meeting.started"],
          "userIds": [], "customHeader": true, "clientId": app, "disabled": null },
        { "id": "two", "name": "", "url": "http://127.0.0.1:9/", "events": null, "userIds": [],
          "customHeader": false, "clientId": null, "disabled": "it failed" },
    ]);
    whole["secrets"]["webhooks"]["addresses"] =
        json!({ "one": "http://127.0.0.1:9/hook?key=hidden" });
    whole["secrets"]["webhooks"]["headers"] =
        json!({ "one": { "kind": "fixed", "name": "x-key", "value": "hidden" } });
    let (status, answer) = put(&desk, &whole).await;
    assert_eq!(status, 204, "{answer}");
    assert_eq!(desk.get("/snapshot?secrets=true").await, whole);
    let plain = desk.get("/snapshot").await;
    assert!(!plain.to_string().contains("hidden"));
    assert_eq!(put(&desk, &plain).await.0, 204);
    let again = desk.get("/snapshot?secrets=true").await;
    assert_eq!(again["subscriptions"], whole["subscriptions"]);
    for secret in ["addresses", "headers"] {
        let of = |snapshot: &Value| snapshot["secrets"]["webhooks"][secret].clone();
        assert_eq!(of(&again), of(&whole));
    }

    desk.control(Method::POST, "/reset", Value::Null).await;
    let (status, refused) = put(&desk, &plain).await;
    let error = refused["error"].as_str().unwrap();
    assert_eq!(status, 422);
    assert!(error.contains("subscriptions[0].customHeader: "), "{error}");
}

#[tokio::test]
async fn a_file_is_kept_by_one_emulator_alone_and_by_the_next_when_that_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let refused = async || {
        let error = start(&file).await.err().unwrap().to_string();
        assert!(
            error.contains("another emulator keeps its state there"),
            "{error}"
        );
    };
    let first = start(&file).await.unwrap();
    refused().await;
    // Every write puts another file in its place, which is locked as well.
    for topic in ["One", "Two"] {
        furnish_one(&first, topic).await;
        while !std::fs::read_to_string(&file).unwrap().contains(topic) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        refused().await;
    }
    first.emulator.shutdown().await.unwrap();
    let second = start(&file).await.unwrap();
    assert!(second.emulator.continues());

    // What somebody else put there is not overwritten.
    let other = folder.path().join("other");
    std::fs::write(&other, "mine").unwrap();
    std::fs::rename(&other, &file).unwrap();
    furnish_one(&second, "Three").await;
    let error = second.emulator.shutdown().await.unwrap_err().to_string();
    assert!(
        error.contains("another file was put in its place"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

async fn furnish_one(desk: &Desk, topic: &str) {
    let seed = json!({ "meetings": [{ "request": { "topic": topic } }] });
    assert_eq!(desk.control(Method::POST, "/load", seed).await.0, 201);
}
