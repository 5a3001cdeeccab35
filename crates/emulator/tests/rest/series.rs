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
        api.patch(&moved, json!({})).await.refusal(),
        unknown,
        "it has another id now"
    );
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
