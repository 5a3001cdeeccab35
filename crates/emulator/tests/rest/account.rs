//! What is the account's: its tracking fields, and reports on all that was and is planned.

use serde_json::json;

use crate::api::{Api, NOW, scheduled, stay};

#[tokio::test]
async fn a_tracking_field_has_a_name_of_its_own() {
    let api = Api::new().await;
    let none = api
        .post("/v2/tracking_fields", json!({"visible": true}))
        .await;
    assert_eq!(none.fields(), ["field"]);
    let made = api.post("/v2/tracking_fields", json!({"field": "Purpose"}));
    let made = made.await.expect(201);
    let again = api
        .post("/v2/tracking_fields", json!({"field": "Purpose"}))
        .await;
    let taken = (400, 200, "Tracking field Purpose already exists.");
    assert_eq!(again.refusal(), taken);
    let other = api.post("/v2/tracking_fields", json!({"field": "Team"}));
    let other = other.await.expect(201);
    let other = format!("/v2/tracking_fields/{}", other["id"].as_str().unwrap());
    let renamed = api.patch(&other, json!({"field": "Purpose"})).await;
    assert_eq!(renamed.refusal(), taken);
    let values = json!({"recommended_values": ["Red", "Blue"], "required": true});
    api.patch(&other, values).await.expect(204);
    let kept = api.get(&other).await.expect(200);
    assert_eq!(kept["field"], "Team");
    assert_eq!(kept["recommended_values"], json!(["Red", "Blue"]));
    api.delete(&other).await.expect(204);
    let gone = api.delete(&other).await;
    assert_eq!((gone.refusal().0, gone.refusal().1), (404, 5110));
    let left = api.get("/v2/tracking_fields").await.expect(200);
    assert_eq!(left["total_records"], 1);
    assert_eq!(left["tracking_fields"][0], made);
}

#[tokio::test]
async fn all_that_was_held_is_reported_once_for_each_instance() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let webinar = api.webinar(json!({"topic": "Launch"})).await;
    api.hold(&meeting, vec![stay("ann", NOW, NOW + 90)]);
    api.hold(
        &webinar,
        vec![stay("ann", NOW, NOW + 30), stay("bob", NOW, NOW + 30)],
    );
    let report = "/v2/report/history_meetings";
    let month = format!("{report}?from=2026-11-01&to=2026-11-30");
    let all = api.get(&month).await.expect(200);
    let all = all["history_meetings"].as_array().unwrap();
    assert_eq!(all.len(), 2);
    let row = all.iter().find(|row| row["type"] == "Webinar").unwrap();
    assert_eq!(row["meeting_id"], webinar["id"]);
    assert_eq!(
        (&row["participants"], &row["total_participant_minutes"]),
        (&json!(2), &json!(1))
    );
    for (filter, wanted) in [
        ("&meeting_type=meeting", 1),
        ("&meeting_type=all", 2),
        ("&search_key=laun", 1),
        ("&report_type=poll", 0),
        ("&date_type=end_time", 2),
    ] {
        let some = api.get(&format!("{month}{filter}")).await.expect(200);
        let some = some["history_meetings"].as_array().unwrap();
        assert_eq!(some.len(), wanted, "{filter}");
    }
    let before = format!("{report}?from=2026-10-01&to=2026-10-31");
    let before = api.get(&before).await.expect(200);
    assert_eq!(before["history_meetings"], json!([]));
    let first = api.get(&format!("{month}&page_size=1")).await.expect(200);
    let token = first["next_page_token"].as_str().unwrap();
    let other = format!("{month}&page_size=1&search_key=x&next_page_token={token}");
    assert_eq!(api.get(&other).await.status, 400, "it is another list's");
    assert_eq!(api.get(report).await.fields(), ["from", "to"]);
}

#[tokio::test]
async fn all_that_is_planned_is_reported_date_by_date() {
    let api = Api::new().await;
    let series = json!({
        "type": 8, "topic": "Daily", "start_time": "2026-11-25T10:00:00Z",
        "recurrence": {"type": 1, "end_times": 3},
    });
    api.meeting(series).await;
    let launch = json!({"topic": "Launch", "start_time": "2026-11-26T09:00:00Z"});
    let webinar = api.webinar(launch).await;
    api.meeting(json!({"topic": "Over", "start_time": "2026-11-23T10:00:00Z"}))
        .await;
    let month = "/v2/report/upcoming_events?from=2026-11-01&to=2026-11-30";
    let planned = api.get(month).await.expect(200);
    let planned = planned["upcoming_events"].as_array().unwrap();
    let topics: Vec<_> = planned
        .iter()
        .map(|row| row["topic"].as_str().unwrap())
        .collect();
    assert_eq!(topics, ["Daily", "Launch", "Daily", "Daily"]);
    let webinars = api.get(&format!("{month}&type=webinar")).await.expect(200);
    let webinars = webinars["upcoming_events"].as_array().unwrap();
    assert_eq!(webinars.len(), 1);
    assert_eq!(webinars[0]["id"], webinar["uuid"]);
}

#[tokio::test]
async fn a_report_on_answers_is_empty_once_it_ended_and_is_refused_before() {
    let api = Api::new().await;
    let webinar = api.webinar(json!({"topic": "Launch"})).await;
    let id = &webinar["id"];
    let survey = json!({"custom_survey": {"title": "How was it?", "questions": []}});
    let path = format!("/v2/webinars/{id}/survey");
    api.patch(&path, survey).await.expect(204);
    let report = |what| format!("/v2/report/webinars/{id}/{what}");
    let message = format!("Webinar {id} not found or has expired.");
    for what in ["polls", "qa", "survey"] {
        let early = api.get(&report(what)).await;
        assert_eq!(early.refusal(), (404, 3001, message.as_str()), "{what}");
    }
    let uuid = api.hold(&webinar, vec![stay("ann", NOW, NOW + 90)]);
    for what in ["polls", "qa"] {
        let asked = api.get(&report(what)).await.expect(200);
        assert_eq!(
            (&asked["uuid"], &asked["questions"]),
            (&json!(uuid), &json!([]))
        );
    }
    let answered = api.get(&report("survey")).await.expect(200);
    assert_eq!(answered["survey_name"], "How was it?");
    assert_eq!(answered["survey_answers"], json!([]));
}

#[tokio::test]
async fn what_is_the_accounts_is_for_administrators_alone() {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    let own = vec!["tracking_fields:read".to_owned()];
    api.state.set_app_scopes(&app, own);
    api.token = api.new_token().await;
    let refused = api.get("/v2/tracking_fields").await;
    assert_eq!((refused.refusal().0, refused.refusal().1), (400, 4711));
}
