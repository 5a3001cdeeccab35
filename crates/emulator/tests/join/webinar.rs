//! Webinars: who speaks, who watches, and the practice session.

use countersign_emulator::state::{Panelist, Registrant, RegistrantStatus};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::desk::{Client, Desk, Form, NOW, set};

/// A form with the `tk` of a panelist of the webinar.
fn panelist(desk: &Desk, number: u64, name: &str) -> Form {
    let state = desk.emulator.state();
    let email = format!("{}@example.com", name.to_lowercase());
    let new = Panelist {
        id: String::new(),
        name: name.to_owned(),
        email: email.clone(),
        extra: Map::new(),
    };
    assert!(state.add_panelists(number, vec![new]));
    let all = state.panelists(number);
    let added = all.iter().find(|one| one.email == email).unwrap();
    let mut form = desk.attendee(number, name);
    set(&mut form, "tk", &state.issue_panelist_tk(number, added));
    form
}

async fn id(client: &mut Client) -> u64 {
    client.await_frame(4098).await["userID"].as_u64().unwrap()
}

/// The ids that somebody who came sees.
async fn sees(client: &mut Client) -> Vec<u64> {
    let rows = client.roster("add").await;
    let mut ids: Vec<_> = rows.iter().map(|row| row["id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    ids
}

/// The participants as the control port shows them: name, role, whether muted.
async fn roles(desk: &Desk) -> Vec<(String, String, bool)> {
    let (_, listed) = desk.control(Method::GET, "/meetings", None).await;
    let all = listed["meetings"][0]["participants"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.iter()
        .map(|one| (text(&one["name"]), text(&one["role"]), one["muted"] == true))
        .collect()
}

/// What `webinar.ended` says of the practice session, once it was told.
async fn ended_as_practice(desk: &Desk, number: u64) -> Value {
    let mut since = json!(0);
    loop {
        let path = format!("/webhooks/events?wait=5&since={since}");
        let (_, listed) = desk.control(Method::GET, &path, None).await;
        let events = listed["events"].as_array().unwrap();
        let ended = events.iter().map(|event| &event["body"]).find(|body| {
            body["event"] == "webinar.ended"
                && body["payload"]["object"]["id"] == json!(number.to_string())
        });
        if let Some(ended) = ended {
            return ended["payload"]["object"]["practice_session"].clone();
        }
        since = listed["next"].clone();
    }
}

#[tokio::test]
async fn a_panelist_comes_by_link_speaks_and_sees_all_and_attendees_see_no_other_attendee() {
    let desk = Desk::open().await;
    let number = desk.webinar(json!({ "approval_type": 0 })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    let host_id = id(&mut host).await;
    let mut speaker = desk.join(&panelist(&desk, number, "Pat")).await;
    let speaker_id = id(&mut speaker).await;

    let mut form = desk.attendee(number, "Ann");
    assert_eq!(
        desk.ask(&form).await["errorCode"],
        3099,
        "who has no link has to register"
    );
    let mut tk = |email: &str| {
        let person = Registrant::new(email, "Somebody", RegistrantStatus::Approved, NOW);
        let state = desk.emulator.state();
        let person = state.add_registrant(number, person).unwrap();
        set(&mut form, "tk", &state.issue_tk(number, &person));
        form.clone()
    };
    let (ann, ben) = (tk("ann@example.com"), tk("ben@example.com"));
    let mut ann = desk.join(&ann).await;
    let ann_id = id(&mut ann).await;
    assert_eq!(sees(&mut ann).await, [host_id, speaker_id, ann_id]);
    let mut ben = desk.join(&ben).await;
    let ben_id = id(&mut ben).await;
    assert_eq!(sees(&mut ben).await, [host_id, speaker_id, ben_id]);

    speaker.roster("add").await;
    assert_eq!(speaker.roster("add").await[0]["id"], ann_id);
    assert_eq!(speaker.roster("add").await[0]["id"], ben_id);
    let of = |name: &str, role: &str, muted| (name.to_owned(), role.to_owned(), muted);
    assert_eq!(
        roles(&desk).await,
        [
            of("Host", "host", false),
            of("Pat", "panelist", false),
            of("Ann", "attendee", true),
            of("Ann", "attendee", true),
        ]
    );

    // Nobody who only watches takes the floor; the host gives it.
    ann.say(8193, json!({ "id": ann_id, "bMute": false })).await;
    ann.say(8193, json!({ "id": speaker_id, "bMute": true }))
        .await;
    speaker
        .say(8193, json!({ "id": speaker_id, "bMute": true }))
        .await;
    assert_eq!(
        host.roster("update").await,
        [json!({ "id": speaker_id, "muted": true })]
    );
    host.say(8193, json!({ "id": ann_id, "bMute": false }))
        .await;
    assert_eq!(
        ann.roster("update").await[0]["id"],
        speaker_id,
        "what the panelist did"
    );
    assert_eq!(
        ann.roster("update").await,
        [json!({ "id": ann_id, "muted": false })]
    );

    // One who becomes a panelist sees the other attendees, and is seen by them.
    let path = format!("/meetings/{number}/participants/{ann_id}");
    let (status, _) = desk
        .control(Method::PATCH, &path, Some(json!({ "role": "panelist" })))
        .await;
    assert_eq!(status, 200);
    assert_eq!(ann.roster("add").await[0]["id"], ben_id);
    assert_eq!(ben.roster("add").await[0]["id"], ann_id);
}

#[tokio::test]
async fn in_a_practice_session_attendees_wait_and_panelists_are_in() {
    let desk = Desk::open().await;
    let number = desk.webinar(json!({ "practice_session": true })).id;
    let pat = panelist(&desk, number, "Pat");
    let not_started = |answer: Value| assert_eq!(answer["errorCode"], 3008, "{answer}");
    not_started(desk.ask(&pat).await);
    let mut host = desk.join(&desk.starter(number)).await;
    id(&mut host).await;
    let mut speaker = desk.join(&pat).await;
    id(&mut speaker).await;
    not_started(desk.ask(&desk.attendee(number, "Ann")).await);

    let path = format!("/meetings/{number}/broadcast");
    assert_eq!(desk.control(Method::POST, &path, None).await.0, 204);
    assert_eq!(desk.control(Method::POST, &path, None).await.0, 404, "once");
    let mut ann = desk.join(&desk.attendee(number, "Ann")).await;
    id(&mut ann).await;
    host.say(4101, json!({})).await;
    assert_eq!(ended_as_practice(&desk, number).await, false);

    let number = desk.webinar(json!({ "practice_session": true })).id;
    let mut host = desk.join(&desk.starter(number)).await;
    id(&mut host).await;
    host.say(4101, json!({})).await;
    let ended = ended_as_practice(&desk, number).await;
    assert_eq!(ended, true, "it never was more than that");
}

#[tokio::test]
async fn an_alternative_host_starts_a_webinar_and_the_host_takes_over() {
    let desk = Desk::open().await;
    let settings = json!({ "alternative_hosts": "alt@example.com,other@example.com" });
    let number = desk.webinar(settings).id;
    let mut form = desk.starter(number);
    set(&mut form, "zsk", &desk.zak_of("alt@example.com"));
    let mut alternative = desk.join(&form).await;
    let joined = alternative.await_frame(4098).await;
    assert_eq!(joined["role"], 1);
    let mut host = desk.join(&desk.starter(number)).await;
    assert_eq!(host.await_frame(4098).await["role"], 1);
    assert_eq!(
        alternative.roster("update").await,
        [json!({ "id": joined["userID"], "role": 0, "bCoHost": true })]
    );
}

#[tokio::test]
async fn an_attendee_with_the_hosts_address_is_refused_in_a_webinar() {
    let desk = Desk::open().await;
    let number = desk.webinar(json!({})).id;
    desk.emulator.state().start_meeting(number);
    let mut form = desk.attendee(number, "Ann");
    set(&mut form, "userEmail", &desk.host().email.to_uppercase());
    let answer = desk.ask(&form).await;
    let mut client = desk.dial(&answer, "").await;
    assert_eq!(client.await_frame(4098).await, json!({ "res": 3027 }));
}
