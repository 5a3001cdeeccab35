//! Links with a name, the text of the invitation, and what comes up.

use std::time::Duration;

use countersign_emulator::state::{Guest, TkProblem};
use serde_json::{Value, json};

use crate::api::{Api, number, scheduled};

fn tk(row: &Value) -> &str {
    let link = row["join_url"].as_str().unwrap();
    link.split_once("?tk=")
        .unwrap()
        .1
        .split('&')
        .next()
        .unwrap()
}

#[tokio::test]
async fn a_link_with_a_name_is_good_for_its_time() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let webinar = api.webinar(json!({})).await;
    for (kind, created) in [("meetings", &meeting), ("webinars", &webinar)] {
        let path = format!("/v2/{kind}/{}/invite_links", created["id"]);
        let people = json!({"attendees": [{"name": "Jill Chill"}, {"name": "Jane Doe", "disable_video": true}]});
        let links = api.post(&path, people).await.expect(201);
        assert_eq!(links["attendees"][1]["name"], "Jane Doe");
        let guest = api
            .state
            .resolve_link(number(created), tk(&links["attendees"][0]));
        assert!(matches!(guest, Ok(Guest::Invited { name }) if name == "Jill Chill"));
    }
    let path = format!("/v2/meetings/{}/invite_links", meeting["id"]);
    let link = async |ttl: u64| {
        let body = json!({"attendees": [{"name": "Jill"}], "ttl": ttl});
        api.post(&path, body).await.expect(201)["attendees"][0].clone()
    };
    let (brief, endless) = (link(60).await, link(0).await);
    api.clock.advance(Duration::from_secs(3_000));
    let resolve = |row: &Value| api.state.resolve_link(number(&meeting), tk(row)).map(drop);
    assert_eq!(resolve(&brief), Err(TkProblem::Unknown));
    assert_eq!(resolve(&endless), Ok(()));
}

#[tokio::test]
async fn links_are_refused_in_words_of_their_own() {
    let api = Api::new().await;
    let body = || json!({"attendees": [{"name": "Jill"}]});
    let webinar = api.webinar(json!({})).await;
    let answer = api
        .post(
            &format!("/v2/meetings/{}/invite_links", webinar["id"]),
            body(),
        )
        .await;
    assert_eq!(
        answer.refusal(),
        (400, 3000, "Cannot access webinar information.")
    );
    let answer = api.post("/v2/meetings/abc/invite_links", body()).await;
    assert_eq!(answer.refusal(), (400, 300, "Invalid meeting ID."));
    let answer = api.post("/v2/meetings/7/invite_links", body()).await;
    assert_eq!(answer.refusal(), (404, 3001, "Meeting does not exist: 7."));
    let answer = api.post("/v2/webinars/abc/invite_links", body()).await;
    assert_eq!(answer.refusal(), (400, 300, "Invalid Webinar Id."));
    let path = format!("/v2/webinars/{}/invite_links", webinar["id"]);
    let wrong = json!({"attendees": [{"name": ""}], "ttl": 7_776_001});
    assert_eq!(api.post(&path, wrong).await.fields(), ["attendees", "ttl"]);
    let nobody = json!({"attendees": []});
    assert_eq!(api.post(&path, nobody).await.fields(), ["attendees"]);
}

#[tokio::test]
async fn the_invitation_says_when_where_and_with_which_passcode() {
    let api = Api::new().await;
    let mut body = scheduled();
    body["timezone"] = "Europe/Berlin".into();
    body["password"] = "a1b2c3".into();
    let meeting = api.meeting(body).await;
    let answer = api
        .get(&format!("/v2/meetings/{}/invitation", meeting["id"]))
        .await
        .expect(200);
    let text = answer["invitation"].as_str().unwrap();
    for part in [
        "Host Example is inviting you",
        "Topic: Weekly\r\n",
        "Time: Nov 25, 2026 11:00 AM Europe/Berlin\r\n",
        meeting["join_url"].as_str().unwrap(),
        "Passcode: a1b2c3",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(answer["sip_links"], json!([]));
    let answer = api.get("/v2/meetings/7/invitation").await;
    assert_eq!(answer.refusal(), (404, 3001, "Meeting does not exist: 7."));
}

#[tokio::test]
async fn what_comes_up_is_live_or_begins_within_a_day() {
    let api = Api::new().await;
    let at = async |start: &str| {
        let mut body = scheduled();
        body["start_time"] = start.into();
        api.meeting(body).await["id"].clone()
    };
    let soon = at("2026-11-25T08:59:59Z").await;
    at("2026-11-25T09:00:00Z").await;
    let live = at("2026-11-20T09:00:00Z").await;
    at("2026-11-20T10:00:00Z").await;
    api.state.start_meeting(live.as_u64().unwrap());
    let listed = api.get("/v2/users/me/upcoming_meetings").await.expect(200);
    assert_eq!(listed["total_records"], 2);
    assert_eq!(listed["meetings"][0]["id"], soon);
    assert_eq!(listed["meetings"][1]["id"], live);
    assert!(listed["meetings"][0]["passcode"].is_string());
    let answer = api.get("/v2/users/nobody/upcoming_meetings").await;
    assert_eq!(
        answer.refusal(),
        (404, 3001, "User does not exist: nobody.")
    );
}
