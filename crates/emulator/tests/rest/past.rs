//! What remains of meetings and webinars that ended, and steering those that run.

use std::time::Duration;

use countersign_emulator::state::{Attendance, Plan};
use serde_json::{Value, json};

use crate::api::{Api, NOW, number, scheduled, stay};

#[tokio::test]
async fn a_meeting_that_ended_is_read_by_number_and_by_uuid() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let waited = Attendance {
        in_waiting_room: true,
        ..stay("ann", NOW, NOW + 60)
    };
    let came = [
        waited,
        stay("ann", NOW + 60, NOW + 590),
        stay("bob", NOW, NOW + 30),
    ];
    let first = api.hold(&meeting, came.to_vec());
    let past = api
        .get(&format!("/v2/past_meetings/{}", meeting["id"]))
        .await
        .expect(200);
    assert_eq!(past["uuid"], first);
    assert_eq!(past["start_time"], "2026-11-24T09:00:00Z");
    assert_eq!(past["end_time"], "2026-11-24T09:09:50Z");
    assert_eq!(
        (&past["duration"], &past["total_minutes"]),
        (&json!(10), &json!(10))
    );
    assert_eq!(past["participants_count"], 2);
    assert_eq!(past["user_email"], "host@example.com");

    let second = api.hold(&meeting, Vec::new());
    let path = format!("/v2/past_meetings/{}", meeting["id"]);
    assert_eq!(api.get(&path).await.expect(200)["uuid"], second);
    let encoded = first
        .replace('+', "%252B")
        .replace('/', "%252F")
        .replace('=', "%253D");
    let by_uuid = api
        .get(&format!("/v2/past_meetings/{encoded}"))
        .await
        .expect(200);
    assert_eq!(by_uuid, past);
    let listed = api.get(&format!("{path}/instances")).await.expect(200);
    assert_eq!(
        listed["meetings"][0],
        json!({"uuid": first, "start_time": "2026-11-24T09:00:00Z"})
    );
    assert_eq!(listed["meetings"][1]["uuid"], second);
    for part in ["polls", "qa"] {
        let none = api.get(&format!("{path}/{part}")).await.expect(200);
        assert_eq!(
            (&none["questions"], &none["uuid"]),
            (&json!([]), &json!(second))
        );
    }
}

/// Starts and ends `meeting` until an instance has a UUID like that.
fn held(api: &Api, meeting: &Value, like: impl Fn(&str) -> bool) -> String {
    let mut uuids = (0..50_000).map(|_| {
        let uuid = api.state.start_meeting(number(meeting)).unwrap();
        assert!(api.state.end_meeting(number(meeting)));
        uuid
    });
    uuids.find(|uuid| like(uuid)).expect("one in about 200")
}

#[tokio::test]
async fn a_uuid_with_a_slash_inside_is_found_as_it_is() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let harmless =
        |uuid: &str| uuid.contains('/') && !uuid.starts_with('/') && !uuid.contains("//");
    let uuid = held(&api, &meeting, harmless);
    let once = uuid.replace('/', "%2F");
    let twice = uuid.replace('/', "%252F");
    for written in [&uuid, &once, &twice] {
        let path = format!("/v2/past_meetings/{written}/participants");
        api.get(&path).await.expect(200);
        let report = format!("/v2/past_meetings/{written}");
        assert_eq!(
            api.get(&report).await.expect(200)["uuid"],
            uuid,
            "{written}"
        );
    }
}

#[tokio::test]
async fn a_uuid_that_begins_with_a_slash_or_has_two_loses_one_unless_it_is_encoded_twice() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let begins = held(&api, &meeting, |uuid| {
        uuid.starts_with('/') && !uuid.contains("//")
    });
    let lost = begins[1..].to_owned();
    let doubled = held(&api, &meeting, |uuid| {
        uuid.contains("//") && !uuid.starts_with('/')
    });
    let once_less = doubled.replace("//", "/");
    for (uuid, left) in [(begins, lost), (doubled, once_less)] {
        for written in [uuid.clone(), uuid.replace('/', "%2F")] {
            let path = format!("/v2/past_meetings/{written}/participants");
            let message = format!("Meeting does not exist: {left}.");
            let answer = api.get(&path).await;
            assert_eq!(answer.refusal(), (404, 3001, &*message));
        }
        let twice = uuid.replace('/', "%252F");
        api.get(&format!("/v2/past_meetings/{twice}"))
            .await
            .expect(200);
    }
}

#[tokio::test]
async fn slashes_in_a_row_are_one() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let path = format!("/v2//meetings//{}/", meeting["id"]);
    assert_eq!(api.get(&path).await.expect(200)["id"], meeting["id"]);
}

#[tokio::test]
async fn participants_are_listed_with_their_stays_page_by_page() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    api.hold(
        &meeting,
        vec![stay("ann", NOW, NOW + 590), stay("bob", NOW + 5, NOW + 15)],
    );
    let path = format!(
        "/v2/past_meetings/{}/participants?page_size=1",
        meeting["id"]
    );
    let first = api.get(&path).await.expect(200);
    assert_eq!(first["total_records"], 2);
    assert_eq!(first["participants"][0]["name"], "ann");
    let token = first["next_page_token"].as_str().unwrap();
    let second = api
        .get(&format!("{path}&next_page_token={token}"))
        .await
        .expect(200);
    let bob = &second["participants"][0];
    assert_eq!(
        (&bob["duration"], &bob["status"]),
        (&json!(10), &json!("in_meeting"))
    );
    assert_eq!(bob["join_time"], "2026-11-24T09:00:05Z");
    assert_eq!(
        (&bob["id"], &bob["user_id"]),
        (&json!(""), &json!("16778240"))
    );
    assert_eq!(second["next_page_token"], "");
}

#[tokio::test]
async fn what_did_not_end_or_ended_long_ago_is_refused() {
    let mut api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let path = format!("/v2/past_meetings/{}", meeting["id"]);
    let nothing = format!("Meeting does not exist: {}.", meeting["id"]);
    assert_eq!(
        api.get(&path).await.refusal(),
        (404, 3001, nothing.as_str())
    );
    api.state.start_meeting(number(&meeting));
    assert_eq!(
        api.get(&path).await.refusal(),
        (404, 3001, nothing.as_str()),
        "it runs"
    );
    api.state.end_meeting(number(&meeting));
    let webinar = api.webinar(json!({})).await;
    let answer = api
        .get(&format!("/v2/past_meetings/{}", webinar["id"]))
        .await;
    assert_eq!(
        answer.refusal(),
        (400, 300, "Cannot access meeting information.")
    );
    let answer = api.get("/v2/past_webinars/7/participants").await;
    assert_eq!(answer.refusal(), (404, 3001, "Webinar does not exist."));

    api.clock.advance(Duration::from_secs(366 * 86_400));
    api.token = api.new_token().await;
    let answer = api.get(&path).await;
    assert_eq!(
        answer.refusal(),
        (400, 12702, "Can not access a meeting a year ago.")
    );
    let instances = format!("{path}/instances");
    assert_eq!(
        api.get(&instances).await.expect(200)["meetings"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    api.clock.advance(Duration::from_secs(100 * 86_400));
    api.token = api.new_token().await;
    assert_eq!(api.get(&instances).await.expect(200)["meetings"], json!([]));
}

#[tokio::test]
async fn a_basic_hosts_past_is_for_paid_accounts() {
    let api = Api::new().await;
    let meeting = api
        .post("/v2/users/basic@example.com/meetings", scheduled())
        .await
        .expect(201);
    api.hold(&meeting, Vec::new());
    let message = format!(
        "Only available for paid account: {}",
        api.state.account_id()
    );
    let answer = api
        .get(&format!("/v2/past_meetings/{}/participants", meeting["id"]))
        .await;
    assert_eq!(answer.refusal(), (400, 200, message.as_str()));
}

#[tokio::test]
async fn who_registered_for_a_webinar_and_stayed_away_is_absent() {
    let api = Api::new().await;
    let webinar = api.webinar(json!({"settings": {"approval_type": 0}})).await;
    let path = format!("/v2/webinars/{}/registrants", webinar["id"]);
    let mut ids = Vec::new();
    for name in ["ann", "bob"] {
        let person = json!({"email": format!("{name}@example.org"), "first_name": name});
        let added = api.post(&path, person).await.expect(201);
        ids.push(added["registrant_id"].as_str().unwrap().to_owned());
    }
    let absentees = format!("/v2/past_webinars/{}/absentees", webinar["id"]);
    let message = format!("Webinar {} not found or expired.", webinar["id"]);
    assert_eq!(
        api.get(&absentees).await.refusal(),
        (404, 3001, message.as_str())
    );
    let ann = Attendance {
        registrant_id: Some(ids[0].clone()),
        ..stay("ann", NOW, NOW + 10)
    };
    api.hold(&webinar, vec![ann]);
    let absent = api.get(&absentees).await.expect(200);
    assert_eq!(absent["total_records"], 1);
    assert_eq!(absent["registrants"][0]["id"], ids[1]);
    let came = api
        .get(&format!("/v2/past_webinars/{}/participants", webinar["id"]))
        .await
        .expect(200);
    assert_eq!(came["participants"][0]["registrant_id"], ids[0]);
    let instances = api
        .get(&format!("/v2/past_webinars/{}/instances", webinar["id"]))
        .await
        .expect(200);
    assert_eq!(instances["webinars"].as_array().unwrap().len(), 1);

    let answer = api.get(&format!("{absentees}?occurrence_id=7")).await;
    let message =
        "The request could not be completed because you have provided an invalid occurrence ID: 7";
    assert_eq!(answer.refusal(), (400, 300, message));
    let open = api.webinar(json!({})).await;
    api.hold(&open, Vec::new());
    let answer = api
        .get(&format!("/v2/past_webinars/{}/absentees", open["id"]))
        .await;
    let message = format!("This Webinar has not registration required: {}", open["id"]);
    assert_eq!(answer.refusal(), (400, 3000, message.as_str()));
}

#[tokio::test]
async fn there_is_no_recording_and_the_list_says_of_which_days() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let path = format!("/v2/meetings/{}/recordings", meeting["id"]);
    let none = (404, 3301, "There is no recording for this meeting.");
    assert_eq!(api.get(&path).await.refusal(), none);
    assert_eq!(
        api.delete(&format!("{path}?action=trash")).await.refusal(),
        none
    );
    let days = async |query: &str| {
        let listed = api
            .get(&format!("/v2/users/me/recordings{query}"))
            .await
            .expect(200);
        assert_eq!(listed["meetings"], json!([]));
        (listed["from"].clone(), listed["to"].clone())
    };
    assert_eq!(days("").await, (json!("2026-11-23"), json!("2026-11-24")));
    let month = days("?from=2026-01-01&to=2026-03-31").await;
    assert_eq!(
        month,
        (json!("2026-02-28"), json!("2026-03-31")),
        "a month at most"
    );
    let answer = api.get("/v2/users/nobody/recordings").await;
    let message = "User nobody does not exist, or does not belong to this account.";
    assert_eq!(answer.refusal(), (404, 1001, message));
}

#[tokio::test]
async fn a_meeting_is_steered_only_while_it_runs() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let path = format!("/v2/live_meetings/{}/events", meeting["id"]);
    let start = || json!({"method": "recording.start"});
    let message = format!("Meeting {} is not found or has expired.", meeting["id"]);
    assert_eq!(
        api.patch(&path, start()).await.refusal(),
        (404, 3001, message.as_str())
    );
    api.state.start_meeting(number(&meeting));
    assert_eq!(api.patch(&path, start()).await.expect(202), json!(null));
    let invite = json!({"method": "participant.invite", "params": {"contacts": [{"email": "a@example.org"}]}});
    api.patch(&path, invite).await.expect(202);
    assert_eq!(
        api.patch(&path, json!({"method": "dance"})).await.fields(),
        ["method"]
    );
    let nobody = json!({"method": "participant.invite"});
    assert_eq!(api.patch(&path, nobody).await.fields(), ["params"]);
}

#[tokio::test]
async fn a_licence_that_is_taken_away_closes_the_past_as_well() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    api.hold(&meeting, Vec::new());
    let host = api.state.credentials().host;
    assert!(
        api.state
            .change_user(&host.id, |user| user.plan = Plan::None)
    );
    let answer = api
        .get(&format!("/v2/past_meetings/{}", meeting["id"]))
        .await;
    assert_eq!(answer.refusal().1, 3161);
}

/// A webinar of three days, for each of which one registers.
async fn days(api: &Api, restriction: u64) -> (Value, Vec<String>) {
    let webinar = api.webinar(json!({
        "type": 9, "start_time": "2026-11-24T09:00:00Z", "recurrence": {"type": 1, "end_times": 3},
        "settings": {"approval_type": 1, "registration_type": 2, "registrants_restrict_number": restriction},
    }));
    let webinar = webinar.await;
    let dates = webinar["occurrences"].as_array().unwrap().iter();
    let dates = dates.map(|date| date["occurrence_id"].as_str().unwrap().to_owned());
    let dates = dates.collect();
    (webinar, dates)
}

#[tokio::test]
async fn who_was_let_in_on_another_date_is_not_absent_from_this_one() {
    let mut api = Api::new().await;
    let (webinar, dates) = days(&api, 0).await;
    let path = format!("/v2/webinars/{}/registrants", webinar["id"]);
    let mut ids = Vec::new();
    for (name, on) in [("ann", &dates[0]), ("bob", &dates[1]), ("cleo", &dates[0])] {
        let person = json!({"email": format!("{name}@example.org"), "first_name": name});
        let added = api
            .post(&format!("{path}?occurrence_ids={on}"), person)
            .await;
        ids.push(added.expect(201)["registrant_id"].clone());
    }
    let decide = |action: &str, id: &Value| json!({"action": action, "registrants": [{"id": id}]});
    for (index, date, action) in [(0, 0, "approve"), (1, 1, "approve"), (2, 0, "deny")] {
        let status = format!("{path}/status?occurrence_id={}", dates[date]);
        api.put(&status, decide(action, &ids[index]))
            .await
            .expect(204);
    }
    api.hold(&webinar, Vec::new());
    api.clock.advance(Duration::from_secs(86_400));
    api.token = api.new_token().await;
    api.hold(&webinar, Vec::new());
    let absentees = format!("/v2/past_webinars/{}/absentees", webinar["id"]);
    for (query, absent) in [
        (String::new(), &ids[1]),
        (format!("?occurrence_id={}", dates[0]), &ids[0]),
        (format!("?occurrence_id={}", dates[1]), &ids[1]),
    ] {
        let answer = api.get(&format!("{absentees}{query}")).await.expect(200);
        let rows = answer["registrants"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{query}: {answer}");
        assert_eq!(
            (&rows[0]["id"], &rows[0]["status"]),
            (absent, &json!("approved"))
        );
    }
    let later = api
        .get(&format!("{absentees}?occurrence_id={}", dates[2]))
        .await;
    assert_eq!(later.status, 404, "it was not held yet");
}

#[tokio::test]
async fn each_date_of_a_webinar_has_room_of_its_own() {
    let api = Api::new().await;
    let (webinar, dates) = days(&api, 1).await;
    let path = format!("/v2/webinars/{}/registrants", webinar["id"]);
    let person = |name: &str| json!({"email": format!("{name}@example.org"), "first_name": name});
    let mut ids = Vec::new();
    for name in ["ann", "bob"] {
        let added = api.post(&path, person(name)).await.expect(201);
        ids.push(added["registrant_id"].clone());
    }
    let decide = |id: &Value| json!({"action": "approve", "registrants": [{"id": id}]});
    let on = |date: usize| format!("{path}/status?occurrence_id={}", dates[date]);
    let full = (400, 3035, "Webinar has reached maximum attendee capacity.");
    api.put(&on(0), decide(&ids[0])).await.expect(204);
    assert_eq!(api.put(&on(0), decide(&ids[1])).await.refusal(), full);
    api.put(&on(1), decide(&ids[1])).await.expect(204);
    let everywhere = format!("{path}/status");
    let all = api.put(&everywhere, decide(&ids[0])).await;
    assert_eq!(all.refusal(), full, "bob is let in on the second day");

    let for_date = |date: usize| format!("{path}?occurrence_ids={}", dates[date]);
    api.post(&for_date(2), person("cleo")).await.expect(201);
    let taken = api.post(&for_date(0), person("dan")).await;
    assert_eq!(taken.refusal().1, 3000);
    let all = api.post(&path, person("dan")).await;
    assert_eq!(all.refusal().1, 3000);
}
