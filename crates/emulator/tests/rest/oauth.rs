//! The token endpoint.

use axum::body::Body;
use axum::http::Request;
use countersign_emulator::state::{AppCredentials, DEFAULT_SCOPES};
use countersign_token::ExposeSecret;
use serde_json::json;

use crate::api::{Answer, Api, basic, grant};

#[track_caller]
fn refused(answer: &Answer, reason: &str, error: &str) {
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body, json!({"reason": reason, "error": error}));
}

#[tokio::test]
async fn a_token_is_granted_with_all_that_zoom_answers() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let granted = api
        .ask_token(&credentials.s2s, &grant(&credentials.account_id))
        .await
        .expect(200);
    assert_eq!(granted["token_type"], "bearer");
    assert_eq!(granted["expires_in"], 3600);
    assert_eq!(granted["scope"], DEFAULT_SCOPES.join(" "));
    assert_eq!(granted["api_url"], "http://emulator.test/base");
    assert_eq!(
        granted["access_token"].as_str().unwrap().split('.').count(),
        3
    );
    assert!(granted.get("refresh_token").is_none());
}

#[tokio::test]
async fn the_parameters_may_stand_in_the_query() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let uri = format!("/oauth/token?{}", grant(&credentials.account_id));
    let request = Request::post(uri).header("authorization", basic(&credentials.s2s));
    api.send(request.body(Body::empty()).unwrap())
        .await
        .expect(200);
}

#[tokio::test]
async fn a_wrong_pair_of_credentials_is_refused() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let form = grant(&credentials.account_id);
    let wrong_secret = AppCredentials {
        client_secret: "x".into(),
        ..credentials.s2s.clone()
    };
    let unknown_app = AppCredentials {
        client_id: "nobody".to_owned(),
        ..credentials.s2s
    };
    for pair in [wrong_secret, unknown_app] {
        let answer = api.ask_token(&pair, &form).await;
        refused(
            &answer,
            "Invalid client_id or client_secret",
            "invalid_client",
        );
    }
    let bare = Request::post("/oauth/token")
        .body(Body::from(form))
        .unwrap();
    refused(
        &api.send(bare).await,
        "Invalid client_id or client_secret",
        "invalid_client",
    );
}

#[tokio::test]
async fn credentials_are_taken_from_the_body_where_there_is_no_header() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let with = |secret: &str| {
        let id = &credentials.s2s.client_id;
        let account = grant(&credentials.account_id);
        Body::from(format!("{account}&client_id={id}&client_secret={secret}"))
    };
    let right = credentials.s2s.client_secret.expose_secret();
    let ask = |body| Request::post("/oauth/token").body(body).unwrap();
    let token = api.send(ask(with(right))).await.expect(200);
    assert!(token["access_token"].is_string());
    let problem = "Invalid client_id or client_secret";
    refused(&api.send(ask(with("x"))).await, problem, "invalid_client");
    let wrong = AppCredentials {
        client_secret: "x".into(),
        ..credentials.s2s.clone()
    };
    let both = Request::post("/oauth/token").header("authorization", basic(&wrong));
    let both = both.body(with(right)).unwrap();
    refused(&api.send(both).await, problem, "invalid_client");
}

#[tokio::test]
async fn the_meeting_sdk_apps_pair_is_the_wrong_type_of_app() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let answer = api
        .ask_token(&credentials.meeting_sdk, &grant(&credentials.account_id))
        .await;
    refused(&answer, "unsupported grant type", "unsupported_grant_type");
    let answer = api
        .ask_token(&credentials.s2s, "grant_type=authorization_code&code=x")
        .await;
    refused(&answer, "unsupported grant type", "unsupported_grant_type");
}

#[tokio::test]
async fn the_meeting_sdk_apps_own_token_opens_no_rest_call() {
    let mut api = Api::new().await;
    let credentials = api.state.credentials();
    let form = "grant_type=client_credentials";
    let granted = api.ask_token(&credentials.meeting_sdk, form).await;
    let token = granted.expect(200)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    api.token = token;
    assert_eq!(api.get("/v2/users/me").await.refusal().0, 401);
}

#[tokio::test]
async fn answers_are_dated_by_the_emulated_clock() {
    let api = Api::new().await;
    let dated = "Tue, 24 Nov 2026 09:00:00 GMT";
    assert_eq!(api.get("/v2/users/me").await.header("date"), Some(dated));
    let app = api.state.credentials().s2s;
    assert_eq!(api.ask_token(&app, "").await.header("date"), Some(dated));
}

#[tokio::test]
async fn a_deactivated_app_gets_no_token_until_it_is_activated_again() {
    let api = Api::new().await;
    let credentials = api.state.credentials();
    let form = grant(&credentials.account_id);
    assert!(api.state.set_app_enabled(&credentials.s2s.client_id, false));
    let answer = api.ask_token(&credentials.s2s, &form).await;
    refused(
        &answer,
        "The app has been disabled by the developer",
        "invalid_client",
    );
    api.state.set_app_enabled(&credentials.s2s.client_id, true);
    api.ask_token(&credentials.s2s, &form).await.expect(200);
}

#[tokio::test]
async fn a_wrong_or_missing_part_of_the_grant_is_refused() {
    let api = Api::new().await;
    let app = api.state.credentials().s2s;
    refused(
        &api.ask_token(&app, "").await,
        "Bad Request",
        "invalid_request",
    );
    refused(
        &api.ask_token(&app, "grant_type=account_credentials").await,
        "Bad Request",
        "invalid_request",
    );
    refused(
        &api.ask_token(&app, &grant("garbled")).await,
        "Bad Request",
        "invalid_request",
    );
    let other = grant("AAAAAAAAAAAAAAAAAAAAAA");
    refused(
        &api.ask_token(&app, &other).await,
        "Account does not exist",
        "invalid_request",
    );
}

#[tokio::test]
async fn a_form_without_end_is_refused() {
    let api = Api::new().await;
    let app = api.state.credentials().s2s;
    let answer = api.ask_token(&app, &"a=b&".repeat(100_000)).await;
    refused(&answer, "Bad Request", "invalid_request");
}
