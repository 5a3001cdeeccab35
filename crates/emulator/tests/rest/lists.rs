//! Lists: filters and pages.

use std::time::Duration;

use serde_json::{Value, json};

use crate::api::{Api, number, scheduled};

const MEETINGS: &str = "/v2/users/me/meetings";

fn topics(listed: &Value) -> Vec<&str> {
    listed["meetings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["topic"].as_str().unwrap())
        .collect()
}

async fn with_meetings(count: usize) -> Api {
    let api = Api::new().await;
    for index in 0..count {
        let mut body = scheduled();
        body["topic"] = format!("{index}").into();
        api.meeting(body).await;
    }
    api
}

#[tokio::test]
async fn a_list_is_read_page_by_page_to_its_end() {
    let api = with_meetings(5).await;
    let first = api
        .get(&format!("{MEETINGS}?page_size=2"))
        .await
        .expect(200);
    assert_eq!(
        (
            &first["total_records"],
            &first["page_size"],
            &first["page_count"]
        ),
        (&json!(5), &json!(2), &json!(3))
    );
    let mut seen: Vec<String> = topics(&first).into_iter().map(str::to_owned).collect();
    let mut token = first["next_page_token"].as_str().unwrap().to_owned();
    while !token.is_empty() {
        let page = api
            .get(&format!("{MEETINGS}?page_size=2&next_page_token={token}"))
            .await
            .expect(200);
        seen.extend(topics(&page).into_iter().map(str::to_owned));
        token = page["next_page_token"].as_str().unwrap().to_owned();
    }
    assert_eq!(seen, ["0", "1", "2", "3", "4"]);
    let third = api
        .get(&format!("{MEETINGS}?page_size=2&page_number=3"))
        .await
        .expect(200);
    assert_eq!(topics(&third), ["4"]);
}

#[tokio::test]
async fn a_page_token_is_good_for_its_own_list_and_a_quarter_of_an_hour() {
    let api = with_meetings(2).await;
    let page = api
        .get(&format!("{MEETINGS}?page_size=1"))
        .await
        .expect(200);
    let token = page["next_page_token"].as_str().unwrap();
    let refusal = (400, 300, "The next page token is invalid or expired.");
    let users = api.get(&format!("/v2/users?next_page_token={token}")).await;
    assert_eq!(users.refusal(), refusal);
    let other_filter = api
        .get(&format!("{MEETINGS}?type=live&next_page_token={token}"))
        .await;
    assert_eq!(other_filter.refusal(), refusal);
    assert_eq!(
        api.get(&format!("{MEETINGS}?next_page_token=nonsense"))
            .await
            .refusal(),
        refusal
    );
    api.clock.advance(Duration::from_secs(899));
    api.get(&format!("{MEETINGS}?next_page_token={token}"))
        .await
        .expect(200);
    api.clock.advance(Duration::from_secs(1));
    assert_eq!(
        api.get(&format!("{MEETINGS}?next_page_token={token}"))
            .await
            .refusal(),
        refusal
    );
}

#[tokio::test]
async fn a_senseless_page_size_is_brought_into_its_range() {
    let api = with_meetings(1).await;
    for (asked, given) in [("999999", 300), ("-5", 30), ("abc", 30), ("", 30), ("7", 7)] {
        let listed = api
            .get(&format!("{MEETINGS}?page_size={asked}"))
            .await
            .expect(200);
        assert_eq!(listed["page_size"], given, "{asked}");
    }
    assert_eq!(
        api.get("/v2/users?page_size=999999").await.expect(200)["page_size"],
        2000
    );
}

#[tokio::test]
async fn each_filter_shows_its_own_meetings() {
    let api = Api::new().await;
    let at = |topic: &str, start: &str| json!({"topic": topic, "type": 2, "start_time": start, "duration": 60});
    api.meeting(at("past", "2026-11-23T10:00:00Z")).await;
    api.meeting(at("coming", "2026-11-25T10:00:00Z")).await;
    let live = api.meeting(at("live", "2026-11-24T08:30:00Z")).await;
    api.state.start_meeting(number(&live));
    let instant = api.meeting(json!({"topic": "instant", "type": 1})).await;
    api.state.start_meeting(number(&instant));
    api.meeting(json!({"topic": "any time", "type": 3})).await;

    let list = async |filter: &str| {
        let listed = api
            .get(&format!("{MEETINGS}?type={filter}"))
            .await
            .expect(200);
        topics(&listed)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list("scheduled").await,
        ["past", "coming", "live", "any time"]
    );
    assert_eq!(
        list("nonsense").await,
        ["past", "coming", "live", "any time"]
    );
    assert_eq!(list("live").await, ["live", "instant"]);
    assert_eq!(list("upcoming").await, ["coming", "any time"]);
    assert_eq!(
        list("upcoming_meetings").await,
        ["coming", "live", "any time"]
    );
    assert_eq!(list("previous_meetings").await, ["past"]);
    let day = api
        .get(&format!("{MEETINGS}?from=2026-11-25&to=2026-11-25"))
        .await
        .expect(200);
    assert_eq!(topics(&day), ["coming", "any time"]);
}

#[tokio::test]
async fn an_expired_meeting_is_no_longer_listed() {
    let mut api = with_meetings(1).await;
    api.clock.advance(Duration::from_secs(32 * 86_400));
    api.token = api.new_token().await;
    assert_eq!(
        topics(&api.get(MEETINGS).await.expect(200)),
        [] as [&str; 0]
    );
}

#[tokio::test]
async fn a_series_is_listed_by_date_and_a_long_agenda_is_cut() {
    let api = Api::new().await;
    let created = api
        .meeting(json!({
            "type": 8, "start_time": "2026-12-01T09:00:00Z", "agenda": "é".repeat(400),
            "recurrence": {"type": 1, "end_times": 3},
        }))
        .await;
    let id = created["occurrences"][1]["occurrence_id"].as_str().unwrap();
    api.delete(&format!(
        "/v2/meetings/{}?occurrence_id={id}",
        created["id"]
    ))
    .await
    .expect(204);
    let listed = api.get(MEETINGS).await.expect(200);
    let rows = listed["meetings"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1]["start_time"], "2026-12-03T09:00:00Z");
    assert_eq!(rows[0]["agenda"], "é".repeat(250));
    for hidden in ["start_url", "password", "settings"] {
        assert!(rows[0].get(hidden).is_none(), "{hidden}");
    }
}

#[tokio::test]
async fn the_days_of_a_range_are_those_of_the_time_zone_that_is_named() {
    let api = Api::new().await;
    api.meeting(json!({"topic": "Late", "type": 2, "start_time": "2026-12-31T23:30:00Z"}))
        .await;
    let listed = async |query: &str| {
        let path = format!("/v2/users/me/meetings?{query}");
        api.get(&path).await.expect(200)["total_records"].clone()
    };
    let (old, new) = (
        "from=2026-12-31&to=2026-12-31",
        "from=2027-01-01&to=2027-01-01",
    );
    assert_eq!(listed(old).await, 1);
    assert_eq!(listed(new).await, 0);
    assert_eq!(listed(&format!("{old}&timezone=Europe/Berlin")).await, 0);
    assert_eq!(listed(&format!("{new}&timezone=Europe/Berlin")).await, 1);
}
