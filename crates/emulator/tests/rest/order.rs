//! Which check comes first, and what every answer carries.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use countersign_emulator::state::{AccountPlan, AppKind, NewApp, NewUser};
use serde_json::json;

use crate::api::{Api, grant, scheduled};

async fn with_scopes(scopes: &[&str]) -> Api {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    api.state
        .set_app_scopes(&app, scopes.iter().map(|&scope| scope.to_owned()).collect());
    api.token = api.new_token().await;
    api
}

#[tokio::test]
async fn the_token_is_looked_at_before_the_path() {
    let mut api = Api::new().await;
    assert_eq!(
        api.get("/v2/nothing").await.refusal(),
        (404, 2300, "This API endpoint is not recognized.")
    );
    api.token = "garbage".to_owned();
    assert_eq!(
        api.get("/v2/nothing").await.refusal(),
        (401, 124, "Invalid access token.")
    );
    let bare = Request::get("/v2/users").body(Body::empty()).unwrap();
    assert_eq!(
        api.send(bare).await.refusal(),
        (401, 124, "Invalid access token.")
    );
}

#[tokio::test]
async fn the_scope_is_looked_at_before_the_body_and_both_forms_are_named() {
    let api = with_scopes(&[]).await;
    let answer = api
        .post("/v2/users/nobody/meetings", json!("no object"))
        .await;
    let wanted = "Invalid access token, does not contain scopes:[meeting:write:meeting, meeting:write:meeting:admin].";
    assert_eq!(answer.refusal(), (400, 4711, wanted));
}

#[tokio::test]
async fn a_classic_scope_does_as_well() {
    let api = with_scopes(&["meeting:write:admin"]).await;
    api.meeting(scheduled()).await;
}

#[tokio::test]
async fn a_member_reaches_nobody_but_themselves_and_the_role_is_looked_at_before_the_body() {
    let mut api = Api::new().await;
    let member = api.state.add_user(NewUser::licensed("member@example.com"));
    let mut app = NewApp::new(AppKind::ServerToServer);
    app.owner = Some(member.id.clone());
    let app = api.state.add_app(app);
    let granted = api.ask_token(&app, &grant(&api.state.account_id())).await;
    api.token = granted.expect(200)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();

    assert_eq!(api.get("/v2/users/me").await.expect(200)["id"], member.id);
    api.post("/v2/users/member@example.com/meetings", scheduled())
        .await
        .expect(201);
    let read = "Invalid access token, does not contain permissions [User:Read]";
    assert_eq!(
        api.get("/v2/users/host@example.com").await.refusal(),
        (400, 200, read)
    );
    let edit = "Invalid access token, does not contain permissions [User:Edit]";
    let answer = api
        .post("/v2/users/host@example.com/meetings", json!("no object"))
        .await;
    assert_eq!(answer.refusal(), (400, 200, edit));
}

#[tokio::test]
async fn the_body_is_looked_at_before_the_object() {
    let api = Api::new().await;
    let not_json = (400, 300, "Request Body should be a valid JSON object.");
    let answer = api
        .post("/v2/users/nobody/meetings", json!(["no object"]))
        .await;
    assert_eq!(answer.refusal(), not_json);
    let answer = api.call("PATCH", "/v2/meetings/1", None).await;
    assert_eq!(answer.refusal(), not_json);
    let answer = api
        .patch("/v2/meetings/1", json!({"agenda": "x".repeat(300_000)}))
        .await;
    assert_eq!(answer.refusal(), not_json);
    let answer = api
        .patch("/v2/meetings/1", json!({"topic": "x".repeat(201)}))
        .await;
    assert_eq!(answer.fields(), ["topic"]);
    let answer = api.patch("/v2/meetings/1", json!({"topic": "x"})).await;
    assert_eq!(answer.refusal(), (404, 3001, "Meeting does not exist: 1."));
}

#[tokio::test]
async fn the_object_is_looked_at_before_the_plan() {
    let api = Api::new().await;
    let answer = api
        .post("/v2/users/nobody@example.com/webinars", json!({}))
        .await;
    assert_eq!(
        answer.refusal(),
        (404, 1001, "User nobody@example.com does not exist.")
    );
    let answer = api
        .post("/v2/users/basic%40example.com/webinars", json!({}))
        .await;
    assert_eq!((answer.refusal().0, answer.refusal().1), (400, 200));
}

#[tokio::test]
async fn every_answer_carries_the_label_and_a_tracking_id_of_its_own() {
    let mut api = Api::new().await;
    let light = api.get("/v2/users/me").await;
    let medium = api.get("/v2/users").await;
    assert_eq!(light.header("x-ratelimit-category"), Some("Light"));
    assert_eq!(medium.header("x-ratelimit-category"), Some("Medium"));
    let tracking_id = light.header("x-zm-trackingid").unwrap();
    assert!(tracking_id.starts_with("v=2.0;clid=us02;rid=WEB_"));
    assert_ne!(
        light.header("x-zm-trackingid"),
        medium.header("x-zm-trackingid")
    );
    api.token = String::new();
    assert_eq!(
        api.get("/v2/users").await.header("x-ratelimit-category"),
        Some("Medium")
    );
}

#[tokio::test]
async fn no_path_method_or_body_makes_a_server_error() {
    let api = Api::new().await;
    let id = api.meeting(scheduled()).await["id"].to_string();
    let paths = [
        "/v2/".to_owned(),
        "/v2/users/%00/meetings".to_owned(),
        "/v2/meetings/%E0%A4%A".to_owned(),
        "/v2/meetings/99999999999999999999999".to_owned(),
        format!("/v2/meetings/{id}?occurrence_id=%ff&page_size=-1"),
        format!("/v2/meetings/{id}/registrants?next_page_token=%ff"),
        format!("/v2/meetings/{id}/registrants/status"),
        "/v2/users/me/meetings?page_size=0&page_number=18446744073709551615".to_owned(),
    ];
    let bodies = [
        json!({"start_time": "9999-12-31T23:59:59Z", "type": 8, "recurrence": {"type": 3, "end_times": 60}}),
        json!({"start_time": "-009999-01-01T00:00:00", "type": 2, "timezone": "../../etc/passwd"}),
        json!({"duration": 1e300, "type": {}, "settings": [], "registrants": [null, 1, {}], "action": "cancel"}),
        json!({"recurrence": {"type": 2, "weekly_days": ",,,", "repeat_interval": u64::MAX}, "type": 8}),
    ];
    for path in &paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            for body in &bodies {
                let answer = api.call(method, path, Some(body.clone())).await;
                assert!(answer.status < 500, "{method} {path} {body}");
            }
        }
    }
    for body in bodies {
        assert!(api.post("/v2/users/me/meetings", body).await.status < 500);
    }
}

#[tokio::test]
async fn the_rate_limit_is_looked_at_after_the_token_and_each_label_has_its_own() {
    let mut api = Api::new().await;
    for _ in 0..200 {
        api.get("/v2/users/me").await.expect(200);
    }
    api.state.set_rate_limits(Some(AccountPlan::Free));
    let mut last = 0;
    for _ in 0..5 {
        last = api.get("/v2/users/me").await.status;
    }
    assert_eq!(last, 429);
    assert_eq!(api.get("/v2/nothing").await.status, 429);
    let limited = api.get("/v2/users/me").await;
    assert_eq!(limited.header("x-ratelimit-type"), Some("QPS"));
    assert_eq!(limited.header("x-ratelimit-limit"), Some("4"));
    api.get("/v2/users").await.expect(200);
    api.clock.advance(Duration::from_millis(250));
    api.get("/v2/users/me").await.expect(200);
    api.token = "wrong".to_owned();
    assert_eq!(api.get("/v2/users/me").await.status, 401);
}
