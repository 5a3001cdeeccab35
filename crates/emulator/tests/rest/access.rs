//! What an access token is good for, and how long.

use std::time::Duration;

use countersign_emulator::state::{AppKind, NewApp, StateOptions};
use serde_json::json;

use crate::api::{Api, grant};

const USERS: &str = "/v2/users";

#[tokio::test]
async fn a_token_is_good_for_one_hour() {
    let api = Api::new().await;
    api.clock.advance(Duration::from_secs(3_599));
    assert_eq!(api.get(USERS).await.status, 200);
    api.clock.advance(Duration::from_secs(1));
    assert_eq!(
        api.get(USERS).await.refusal(),
        (401, 124, "Access token is expired.")
    );
}

#[tokio::test]
async fn an_older_token_stays_good_beside_a_newer_one() {
    let api = Api::new().await;
    api.new_token().await;
    assert_eq!(api.get(USERS).await.status, 200);
}

#[tokio::test]
async fn with_newest_only_an_older_token_is_invalid() {
    let mut options = StateOptions::new("http://emulator.test".parse().unwrap());
    options.newest_token_only = true;
    let mut api = Api::with(options).await;
    let newer = api.new_token().await;
    assert_eq!(
        api.get(USERS).await.refusal(),
        (401, 124, "Invalid access token.")
    );
    api.token = newer;
    assert_eq!(api.get(USERS).await.status, 200);
}

#[tokio::test]
async fn deactivating_the_app_makes_its_tokens_invalid_for_good() {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    api.state.set_app_enabled(&app, false);
    assert_eq!(
        api.get(USERS).await.refusal(),
        (401, 124, "Invalid access token.")
    );
    api.state.set_app_enabled(&app, true);
    assert_eq!(
        api.get(USERS).await.refusal(),
        (401, 124, "Invalid access token.")
    );
    api.token = api.new_token().await;
    assert_eq!(api.get(USERS).await.status, 200);
}

#[tokio::test]
async fn a_user_may_let_an_app_change_and_remove_them_alone() {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    let granted = ["user:update:status", "user:delete:user"].map(str::to_owned);
    api.state.set_app_scopes(&app, granted.to_vec());
    api.token = api.new_token().await;
    let clock_in = json!({"action": "clock_in"});
    api.put("/v2/users/me/status", clock_in.clone())
        .await
        .expect(204);
    for (method, path, scope) in [
        (
            "PUT",
            "/v2/users/basic@example.com/status",
            "user:update:status:admin",
        ),
        (
            "DELETE",
            "/v2/users/basic@example.com",
            "user:delete:user:admin",
        ),
    ] {
        let refused = api.call(method, path, Some(clock_in.clone())).await;
        let message = format!("Invalid access token, does not contain scopes:[{scope}].");
        assert_eq!(refused.refusal(), (400, 4711, message.as_str()));
    }
}

#[tokio::test]
async fn a_change_of_scopes_needs_a_new_token() {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    api.state
        .set_app_scopes(&app, vec!["meeting:read:meeting:admin".to_owned()]);
    assert_eq!(api.get(USERS).await.status, 200);
    api.token = api.new_token().await;
    let missing = "Invalid access token, does not contain scopes:[user:read:list_users:admin].";
    assert_eq!(api.get(USERS).await.refusal(), (400, 4711, missing));
}

#[tokio::test]
async fn no_other_token_is_taken_for_an_access_token() {
    let mut api = Api::new().await;
    let zak = api.get("/v2/users/me/zak").await.expect(200)["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let tampered = format!("{}x", api.token);
    for token in [zak, tampered, String::new(), "x".repeat(10_000)] {
        api.token = token;
        assert_eq!(
            api.get(USERS).await.refusal(),
            (401, 124, "Invalid access token.")
        );
    }
}

#[tokio::test]
async fn scopes_that_were_just_set_are_not_yet_in_new_tokens_where_the_account_has_them_lag() {
    let mut api = Api::new().await;
    api.state
        .change_account(|account| account.scope_lag_seconds = 12);
    let app = api.state.credentials().s2s;
    let grant = grant(&api.state.account_id());
    api.state
        .set_app_scopes(&app.client_id, vec!["user:read:user:admin".to_owned()]);
    api.state.set_app_scopes(
        &app.client_id,
        vec!["meeting:read:meeting:admin".to_owned()],
    );
    api.state
        .set_app_scopes(&app.client_id, vec!["user:read:user:admin".to_owned()]);
    api.token = api.new_token().await;
    assert_eq!(api.get(USERS).await.status, 200, "the scopes of before");
    api.clock.advance(Duration::from_secs(12));
    assert_eq!(api.get(USERS).await.status, 200, "a token keeps its scopes");
    let answer = api.ask_token(&app, &grant).await.expect(200);
    assert_eq!(answer["scope"], "user:read:user:admin");
    api.token = api.new_token().await;
    assert_eq!(api.get(USERS).await.refusal().1, 4711);

    let new = api.state.add_app(NewApp::new(AppKind::ServerToServer));
    let answer = api.ask_token(&new, &grant).await.expect(200);
    assert_eq!(answer["scope"], json!(null));
    api.token = answer["access_token"].as_str().unwrap().to_owned();
    assert_eq!(api.get(USERS).await.refusal().1, 4711);
    api.clock.advance(Duration::from_secs(12));
    let answer = api.ask_token(&new, &grant).await.expect(200);
    assert!(answer["scope"].as_str().unwrap().contains("user:read"));
}

#[tokio::test]
async fn an_app_keeps_the_scopes_of_its_last_tokens_and_no_more() {
    let mut api = Api::new().await;
    let app = api.state.credentials().s2s.client_id;
    let old = std::mem::take(&mut api.token);
    let set = |number: usize| {
        let scopes = vec!["user:read:list_users:admin".to_owned(), number.to_string()];
        api.state.set_app_scopes(&app, scopes);
    };
    (0..63).for_each(set);
    api.token.clone_from(&old);
    assert_eq!(api.get(USERS).await.status, 200);
    api.state.set_app_scopes(&app, Vec::new());
    assert_eq!(api.get(USERS).await.refusal().1, 124);
    api.token = api.new_token().await;
    assert_eq!(api.get(USERS).await.refusal().1, 4711);
}
