//! Recurring meetings.

use serde_json::{Value, json};

use crate::api::Api;

fn weekly() -> Value {
    json!({
        "type": 8, "start_time": "2026-12-01T09:00:00Z", "duration": 30,
        "recurrence": {"type": 2, "weekly_days": "3", "end_times": 3},
    })
}

#[tokio::test]
async fn a_series_has_one_occurrence_per_date_named_by_its_milliseconds() {
    let api = Api::new().await;
    let created = api.meeting(weekly()).await;
    assert_eq!(created["recurrence"]["weekly_days"], "3");
    assert_eq!(created["recurrence"]["repeat_interval"], 1);
    let first = json!({
        "occurrence_id": "1796115600000", "start_time": "2026-12-01T09:00:00Z", "duration": 30, "status": "available",
    });
    assert_eq!(created["occurrences"][0], first);
    assert_eq!(
        created["occurrences"][2]["start_time"],
        "2026-12-15T09:00:00Z"
    );
    assert_eq!(created["occurrences"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_series_needs_a_rule_and_a_right_one() {
    let api = Api::new().await;
    assert_eq!(
        api.post("/v2/users/me/meetings", json!({"type": 8}))
            .await
            .fields(),
        ["recurrence"]
    );
    let wrong = json!({"type": 8, "recurrence": {"type": 1, "repeat_interval": 100}});
    let answer = api.post("/v2/users/me/meetings", wrong).await;
    assert_eq!(answer.fields(), ["recurrence.repeat_interval"]);
}

#[tokio::test]
async fn one_date_can_be_moved_or_cancelled_and_the_others_stay() {
    let api = Api::new().await;
    let created = api.meeting(weekly()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let dates = created["occurrences"].as_array().unwrap();
    let id = |index: usize| dates[index]["occurrence_id"].as_str().unwrap();

    let moved = format!("{path}?occurrence_id={}", id(0));
    api.patch(
        &moved,
        json!({"start_time": "2026-12-02T09:00:00Z", "duration": 15}),
    )
    .await
    .expect(204);
    api.delete(&format!("{path}?occurrence_id={}", id(1)))
        .await
        .expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(
        shown["occurrences"][0]["start_time"],
        "2026-12-02T09:00:00Z"
    );
    assert_eq!(shown["occurrences"][0]["duration"], 15);
    assert_eq!(shown["occurrences"][1]["status"], "deleted");
    assert_eq!(shown["occurrences"][2], dates[2]);

    let unknown = (400, 300, "Invalid parameter: `occurrence_id`.");
    assert_eq!(
        api.delete(&format!("{path}?occurrence_id={}", id(1)))
            .await
            .refusal(),
        unknown
    );
    assert_eq!(
        shown["occurrences"][0]["occurrence_id"],
        id(0),
        "one that was moved keeps its id"
    );
    api.patch(&moved, json!({"duration": 20})).await.expect(204);
}

#[tokio::test]
async fn one_date_has_an_agenda_and_settings_of_its_own() {
    let api = Api::new().await;
    let created = api.meeting(weekly()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let id = created["occurrences"][1]["occurrence_id"].as_str().unwrap();
    let one = format!("{path}?occurrence_id={id}");
    let change = json!({
        "topic": "Not of one date", "agenda": "Only then",
        "settings": {"mute_upon_entry": true, "focus_mode": true},
    });
    api.patch(&one, change).await.expect(204);
    let shown = api.get(&one).await.expect(200);
    assert_eq!(shown["agenda"], "Only then");
    assert_eq!(shown["topic"], created["topic"]);
    assert_eq!(shown["settings"]["mute_upon_entry"], true);
    assert_eq!(shown["settings"]["focus_mode"], false);
    let whole = api.get(&path).await.expect(200);
    assert_eq!(whole["agenda"], created["agenda"]);
    assert_eq!(whole["settings"]["mute_upon_entry"], false);
}

#[tokio::test]
async fn a_time_that_is_over_does_not_move_a_series() {
    let api = Api::new().await;
    let created = api.meeting(weekly()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let before = json!({"start_time": "2026-11-01T09:00:00Z", "topic": "Renamed"});
    api.patch(&path, before).await.expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(shown["topic"], "Renamed");
    assert_eq!(shown["occurrences"], created["occurrences"]);
}

#[tokio::test]
async fn one_registers_for_the_dates_one_picks_and_leaves_them_one_by_one() {
    let api = Api::new().await;
    let mut series = weekly();
    series["settings"] = json!({"approval_type": 0, "registration_type": 3});
    let created = api.meeting(series).await;
    let path = format!("/v2/meetings/{}/registrants", created["id"]);
    let dates = created["occurrences"].as_array().unwrap();
    let id = |index: usize| dates[index]["occurrence_id"].as_str().unwrap();
    let ann = json!({"email": "ann@example.org", "first_name": "Ann"});
    let register = |ids: &str| format!("{path}?occurrence_ids={ids}");

    let wrong = api.post(&register("1"), ann.clone()).await;
    assert_eq!(
        wrong.refusal(),
        (400, 300, "Invalid parameter: `occurrence_ids`.")
    );
    let first = api.post(&register(id(1)), ann.clone()).await.expect(201);
    assert_eq!(first["occurrences"], json!([dates[1]]));
    let again = api.post(&register(id(2)), ann.clone()).await.expect(201);
    assert_eq!(again["registrant_id"], first["registrant_id"]);
    assert_eq!(again["occurrences"], json!([dates[1], dates[2]]));

    let listed = async |index: usize| {
        let path = format!("{path}?occurrence_id={}", id(index));
        api.get(&path).await.expect(200)["total_records"].clone()
    };
    assert_eq!(listed(0).await, 0);
    assert_eq!(listed(1).await, 1);
    let leave = format!("{path}/{}", first["registrant_id"].as_str().unwrap());
    api.delete(&format!("{leave}?occurrence_id={}", id(1)))
        .await
        .expect(204);
    assert_eq!((listed(1).await, listed(2).await), (0.into(), 1.into()));
    let cancel = json!({"action": "cancel", "registrants": [{"email": "ann@example.org"}]});
    api.put(&format!("{path}/status?occurrence_id={}", id(2)), cancel)
        .await
        .expect(204);
    assert_eq!(api.get(&path).await.expect(200)["total_records"], 0);
}

#[tokio::test]
async fn one_registration_is_for_all_dates_where_the_series_says_so() {
    let api = Api::new().await;
    let mut series = weekly();
    series["settings"] = json!({"approval_type": 0});
    let created = api.meeting(series).await;
    let path = format!("/v2/meetings/{}/registrants", created["id"]);
    let id = created["occurrences"][1]["occurrence_id"].as_str().unwrap();
    let ann = json!({"email": "ann@example.org", "first_name": "Ann"});
    let added = api.post(&format!("{path}?occurrence_ids={id}"), ann).await;
    assert_eq!(added.expect(201)["occurrences"], created["occurrences"]);
}

#[tokio::test]
async fn an_update_that_leaves_the_rule_alone_keeps_the_cancelled_dates() {
    let api = Api::new().await;
    let created = api.meeting(weekly()).await;
    let path = format!("/v2/meetings/{}", created["id"]);
    let id = created["occurrences"][1]["occurrence_id"].as_str().unwrap();
    api.delete(&format!("{path}?occurrence_id={id}"))
        .await
        .expect(204);
    api.patch(&path, json!({"topic": "Renamed"}))
        .await
        .expect(204);
    assert_eq!(
        api.get(&path).await.expect(200)["occurrences"][1]["status"],
        "deleted"
    );
    api.patch(&path, json!({"recurrence": {"type": 1, "end_times": 2}}))
        .await
        .expect(204);
    let shown = api.get(&path).await.expect(200);
    assert_eq!(
        shown["occurrences"][1]["start_time"],
        "2026-12-02T09:00:00Z"
    );
    assert_eq!(shown["occurrences"][1]["status"], "available");
}

#[tokio::test]
async fn a_series_without_a_fixed_time_has_no_dates_and_no_registration() {
    let api = Api::new().await;
    let body =
        json!({"type": 3, "start_time": "2026-12-01T09:00:00Z", "settings": {"approval_type": 0}});
    let created = api.meeting(body).await;
    assert!(created.get("start_time").is_none());
    assert!(created.get("occurrences").is_none());
    assert_eq!(created["settings"]["approval_type"], 2);
}

#[tokio::test]
async fn one_date_is_read_and_dates_that_are_over_show_when_they_are_asked_for() {
    let api = Api::new().await;
    let series = json!({
        "type": 8, "start_time": "2026-11-24T09:10:00Z", "duration": 15, "recurrence": {"type": 1, "end_times": 3},
    });
    let made = api.meeting(series).await;
    let path = format!("/v2/meetings/{}", made["id"]);
    let second = made["occurrences"][1]["occurrence_id"].as_str().unwrap();
    let change = json!({"duration": 45});
    api.patch(&format!("{path}?occurrence_id={second}"), change)
        .await
        .expect(204);
    let one = api
        .get(&format!("{path}?occurrence_id={second}"))
        .await
        .expect(200);
    assert_eq!(
        (&one["start_time"], &one["duration"]),
        (&json!("2026-11-25T09:10:00Z"), &json!(45))
    );
    let wrong = api.get(&format!("{path}?occurrence_id=1")).await;
    assert_eq!((wrong.status, &wrong.body["code"]), (400, &json!(300)));
    api.state
        .clock()
        .advance(std::time::Duration::from_secs(30 * 60));
    let dates = |answer: Value| answer["occurrences"].as_array().unwrap().len();
    assert_eq!(dates(api.get(&path).await.expect(200)), 2);
    let all = format!("{path}?show_previous_occurrences=true");
    assert_eq!(dates(api.get(&all).await.expect(200)), 3);
}

#[tokio::test]
async fn a_host_decides_date_by_date_and_the_list_of_a_date_has_pages() {
    let api = Api::new().await;
    let mut series = weekly();
    series["settings"] = json!({"approval_type": 1, "registration_type": 2});
    let created = api.meeting(series).await;
    let path = format!("/v2/meetings/{}/registrants", created["id"]);
    let id = |index: usize| {
        let date = &created["occurrences"][index]["occurrence_id"];
        date.as_str().unwrap().to_owned()
    };
    for name in ["ann", "bob", "cat"] {
        let one = json!({"email": format!("{name}@example.org"), "first_name": name});
        api.post(&path, one).await.expect(201);
    }
    let decide = async |action: &str, index: usize, who: &str| {
        let body =
            json!({"action": action, "registrants": [{"email": format!("{who}@example.org")}]});
        let path = format!("{path}/status?occurrence_id={}", id(index));
        api.put(&path, body).await.expect(204);
    };
    decide("approve", 0, "ann").await;
    decide("approve", 0, "bob").await;
    decide("deny", 1, "bob").await;
    let listed = async |index: usize, status: &str| {
        let path = format!("{path}?occurrence_id={}&status={status}", id(index));
        api.get(&path).await.expect(200)["total_records"].clone()
    };
    assert_eq!(listed(0, "approved").await, 2);
    assert_eq!(listed(0, "pending").await, 1);
    assert_eq!(listed(1, "denied").await, 1);
    assert_eq!(listed(1, "pending").await, 2);
    let whole = api.get(&format!("{path}?status=pending")).await.expect(200);
    assert_eq!(whole["total_records"], 3, "nobody decided about the whole");

    let page = format!("{path}?occurrence_id={}&page_size=1", id(0));
    let first = api.get(&page).await.expect(200);
    assert_eq!(first["registrants"][0]["email"], "ann@example.org");
    assert!(first["registrants"][0]["join_url"].is_string());
    let token = first["next_page_token"].as_str().unwrap();
    let second = api
        .get(&format!("{page}&next_page_token={token}"))
        .await
        .expect(200);
    assert_eq!(second["registrants"][0]["email"], "bob@example.org");
    assert_eq!(second["next_page_token"], "");
    let denied = format!("{path}?occurrence_id={}&status=denied", id(1));
    let denied = api.get(&denied).await.expect(200);
    assert_eq!(denied["registrants"][0]["join_url"], Value::Null);

    let unknown = format!("{path}/status?occurrence_id=1");
    let refused = api
        .put(&unknown, json!({"action": "approve", "registrants": []}))
        .await;
    let words = "Invalid parameter: `occurrence_id`.";
    assert_eq!(refused.refusal(), (400, 300, words));
    let all = json!({"action": "approve", "registrants": [{"email": "bob@example.org"}]});
    api.put(&format!("{path}/status"), all).await.expect(204);
    assert_eq!(
        listed(1, "approved").await,
        1,
        "who is approved for all is for each"
    );
}
