//! Reports on meetings and webinars that ended.

use std::time::Duration;

use countersign_emulator::state::{Attendance, Plan};
use serde_json::{Value, json};

use crate::api::{Api, NOW, scheduled, stay};

fn host(api: &Api, join_time: u64, leave_time: u64) -> Attendance {
    let host = api.state.credentials().host;
    Attendance {
        user_id: Some(host.id),
        email: host.email,
        ..stay("Host", join_time, leave_time)
    }
}

#[tokio::test]
async fn who_was_in_a_meeting_is_reported_with_the_keys_that_pages_gave() {
    let api = Api::new().await;
    let mut body = scheduled();
    body["tracking_fields"] = json!([{ "field": "Cost center", "value": "7" }]);
    let meeting = api.meeting(body).await;
    let path = format!("/v2/report/meetings/{}", meeting["id"]);
    let people = format!("{path}/participants");
    let message = format!("Meeting {} not found or has expired.", meeting["id"]);
    let nothing = (404, 3001, message.as_str());
    assert_eq!(api.get(&path).await.refusal(), nothing);
    assert_eq!(api.get(&people).await.refusal(), nothing);

    api.hold(&meeting, vec![host(&api, NOW, NOW + 600)]);
    assert_eq!(api.get(&path).await.expect(200)["participants_count"], 1);
    assert_eq!(api.get(&people).await.refusal(), nothing, "the host alone");

    let ann = Attendance {
        registrant_id: Some("r-1".to_owned()),
        customer_key: "ann-7".to_owned(),
        ..stay("ann", NOW + 660, NOW + 720)
    };
    let uuid = api.hold(&meeting, vec![host(&api, NOW + 600, NOW + 1_200), ann]);
    let report = api.get(&path).await.expect(200);
    assert_eq!(report["uuid"], uuid);
    assert_eq!(
        (&report["duration"], &report["total_minutes"]),
        (&json!(10), &json!(11))
    );
    assert_eq!(
        report["tracking_fields"],
        json!([{ "field": "Cost center", "value": "7" }])
    );
    let first = api.get(&format!("{people}?page_size=1")).await.expect(200);
    assert_eq!(first["total_records"], 2);
    let id = api.state.credentials().host.id;
    let seen = &first["participants"][0];
    assert_eq!(
        (&seen["id"], &seen["participant_user_id"]),
        (&json!(id), &json!(id))
    );
    let token = first["next_page_token"].as_str().unwrap();
    let second = format!("{people}?page_size=1&next_page_token={token}");
    let second = api.get(&second).await.expect(200);
    let ann = &second["participants"][0];
    assert_eq!(
        (&ann["customer_key"], &ann["duration"]),
        (&json!("ann-7"), &json!(60))
    );
    assert_eq!(ann.get("registrant_id"), None, "nobody asked for it");
    let asked = format!("{people}?include_fields=registrant_id");
    let asked = api.get(&asked).await.expect(200);
    assert_eq!(asked["participants"][1]["registrant_id"], "r-1");
}

#[tokio::test]
async fn what_a_host_held_is_listed_for_a_month_of_the_last_six() {
    let mut api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let webinar = api.webinar(json!({ "topic": "Launch" })).await;
    let both = |api: &Api| vec![host(api, NOW, NOW + 60), stay("ann", NOW, NOW + 60)];
    let held = api.hold(&meeting, both(&api));
    let shown = api.hold(&webinar, both(&api));
    let alone = api.hold(&meeting, vec![host(&api, NOW, NOW + 60)]);
    let listed = async |api: &Api, user: &str, query: &str| {
        let path = format!("/v2/report/users/{user}/meetings?{query}");
        api.get(&path).await.expect(200)
    };
    let uuids = |answer: &Value| -> Vec<String> {
        let rows = answer["meetings"].as_array().unwrap().iter();
        rows.map(|row| row["uuid"].as_str().unwrap().to_owned())
            .collect()
    };
    let november = "from=2026-11-01&to=2026-11-30";
    let all = listed(&api, "me", november).await;
    assert_eq!(uuids(&all), [held.clone(), shown.clone()]);
    let row = &all["meetings"][1];
    assert_eq!(
        (&row["type"], &row["participants_count_my_account"]),
        (&json!(5), &json!(1))
    );
    let one = listed(&api, "me", &format!("{november}&type=pastOne")).await;
    assert_eq!(uuids(&one), [alone]);
    let empty = listed(&api, "me", "from=2026-10-01&to=2026-10-31").await;
    assert_eq!(empty["meetings"], json!([]));
    let long = listed(&api, "me", "from=2026-01-01&to=2026-11-30").await;
    assert_eq!(long["from"], "2026-10-30", "a month at most");

    // Somebody else's, which they joined.
    let basic = api.state.find_user("basic@example.com").unwrap().id;
    let guest = Attendance {
        user_id: Some(basic.clone()),
        ..stay("basic", NOW, NOW + 60)
    };
    let joined = api.hold(&meeting, vec![host(&api, NOW, NOW + 60), guest]);
    let account = api.state.account_id();
    let message = format!("This is only available for paid account:{account}");
    let path = format!("/v2/report/users/basic@example.com/meetings?{november}");
    assert_eq!(api.get(&path).await.refusal(), (400, 200, message.as_str()));
    assert!(
        api.state
            .change_user(&basic, |user| user.set_plan(Plan::Licensed))
    );
    assert_eq!(
        listed(&api, &basic, november).await["meetings"],
        json!([]),
        "hosted nothing"
    );
    let seen = listed(&api, &basic, &format!("{november}&type=pastJoined")).await;
    assert_eq!(uuids(&seen), [joined]);

    for (query, fields) in [("", vec!["from", "to"]), ("?to=2026-11-30", vec!["from"])] {
        let answer = api
            .get(&format!("/v2/report/users/me/meetings{query}"))
            .await;
        assert_eq!(answer.fields(), fields);
    }
    let answer = api
        .get(&format!("/v2/report/users/nobody/meetings?{november}"))
        .await;
    let message = "User nobody not exist or not belong to this account.";
    assert_eq!(answer.refusal(), (404, 1001, message));

    api.clock.advance(Duration::from_secs(200 * 86_400));
    api.token = api.new_token().await;
    assert_eq!(listed(&api, "me", november).await["meetings"], json!([]));
}

#[tokio::test]
async fn hosts_and_days_are_counted() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    api.hold(&meeting, vec![host(&api, NOW, NOW + 90)]);
    api.hold(&meeting, vec![stay("ann", NOW, NOW + 90)]);
    let hosts = "/v2/report/users?from=2026-11-01&to=2026-11-30";
    let active = api.get(hosts).await.expect(200);
    let row = &active["users"][0];
    assert_eq!(
        (&row["email"], &row["meetings"], &row["participants"]),
        (&json!("host@example.com"), &json!(2), &json!(2))
    );
    assert_eq!(
        (&active["total_records"], &active["total_meeting_minutes"]),
        (&json!(1), &json!(3))
    );
    let idle = api.get(&format!("{hosts}&type=inactive")).await.expect(200);
    assert_eq!(idle["users"][0]["email"], "basic@example.com");
    assert_eq!(idle["total_meetings"], 0);
    let october = "/v2/report/users?from=2026-10-01&to=2026-10-31";
    assert_eq!(api.get(october).await.expect(200)["users"], json!([]));
    assert_eq!(api.get("/v2/report/users").await.fields(), ["from", "to"]);

    let this_month = api.get("/v2/report/daily").await.expect(200);
    let dates = this_month["dates"].as_array().unwrap();
    assert_eq!(dates.len(), 24, "until today");
    let today = json!({
        "date": "2026-11-24", "new_users": 2, "meetings": 2, "participants": 2, "meeting_minutes": 3,
    });
    assert_eq!(dates[23], today);
    let june = api.get("/v2/report/daily?year=2026&month=6").await;
    assert_eq!(june.expect(200)["dates"].as_array().unwrap().len(), 30);
    let message =
        "Daily report can only be provided for a month that falls within the recent 6 months.";
    for month in [
        "year=2026&month=5",
        "year=2026&month=12",
        "year=2026&month=13",
        "year=x&month=900",
    ] {
        let answer = api.get(&format!("/v2/report/daily?{month}")).await;
        assert_eq!(answer.refusal(), (400, 300, message), "{month}");
    }
}

#[tokio::test]
async fn a_webinars_report_has_words_of_its_own() {
    let mut api = Api::new().await;
    let webinar = api.webinar(json!({})).await;
    let path = format!("/v2/report/webinars/{}", webinar["id"]);
    let people = format!("{path}/participants");
    let message = format!("Webinar \"{}\" not found or has expired", webinar["id"]);
    assert_eq!(
        api.get(&people).await.refusal(),
        (404, 3001, message.as_str())
    );
    let both = vec![host(&api, NOW, NOW + 60), stay("ann", NOW, NOW + 60)];
    let uuid = api.hold(&webinar, both);
    assert_eq!(api.get(&path).await.expect(200)["uuid"], uuid);
    let came = api.get(&people).await.expect(200);
    assert_eq!(came["participants"][1]["name"], "ann");

    let as_meeting = format!("/v2/report/meetings/{}", webinar["id"]);
    let message = format!("Meeting {} not found or has expired.", webinar["id"]);
    assert_eq!(
        api.get(&as_meeting).await.refusal(),
        (404, 3001, message.as_str())
    );
    api.clock.advance(Duration::from_secs(366 * 86_400));
    api.token = api.new_token().await;
    let message = "Can not access a webinar a year ago.";
    assert_eq!(api.get(&path).await.refusal(), (400, 12702, message));
}
