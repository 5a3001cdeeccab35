//! One token for all, renewed in time.

use std::time::Duration;

use countersign_zoom::{Error, ExposeSecret};
use wiremock::matchers::{header, method};
use wiremock::{Mock, ResponseTemplate};

use crate::stage::{Stage, answer, grant, refusal};

/// Lets the background work until `done`.
async fn until(mut done: impl AsyncFnMut() -> bool) {
    for _ in 0..1000 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came");
}

/// Reads the user with 50 callers at once.
async fn fifty(stage: &Stage) -> Vec<Result<countersign_zoom::User, Error>> {
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let zoom = stage.zoom.clone();
            tokio::spawn(async move { zoom.users().get("me").await })
        })
        .collect();
    let mut results = Vec::new();
    for caller in callers {
        results.push(caller.await.unwrap());
    }
    results
}

#[tokio::test]
async fn fifty_callers_share_one_token_request() {
    let stage = Stage::bare(|_| {}).await;
    stage
        .grants(grant(1).set_delay(Duration::from_millis(100)))
        .await;
    stage.answers("GET", answer(200, "user.answer.json")).await;
    assert!(fifty(&stage).await.iter().all(Result::is_ok));
    assert_eq!(stage.token_requests().await, 1);
}

#[tokio::test]
async fn the_token_request_is_the_documented_one() {
    let stage = Stage::new().await;
    let grant = stage.zoom.authenticate().await.unwrap();
    assert_eq!(
        grant.scopes,
        ["meeting:read:meeting:admin", "user:read:user:admin"]
    );
    assert_eq!(grant.api_url.as_deref(), Some("https://api-eu.zoom.us"));
    let request = &stage.server.received_requests().await.unwrap()[0];
    assert_eq!(
        request.body,
        b"grant_type=account_credentials&account_id=account"
    );
    assert_eq!(
        request.headers["authorization"],
        "Basic Y2xpZW50OmNhbmFyeS1jbGllbnQtc2VjcmV0"
    );
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(request.url.query().is_none());
}

#[tokio::test]
async fn fifty_callers_share_one_failure() {
    let stage = Stage::bare(|_| {}).await;
    stage
        .grants(refusal("token-invalid-client").set_delay(Duration::from_millis(100)))
        .await;
    for result in fifty(&stage).await {
        let Err(Error::Token(error)) = result else {
            panic!("{result:?}")
        };
        assert_eq!(
            (error.status, error.error.as_str()),
            (400, "invalid_client")
        );
        assert_eq!(error.reason, "Invalid client_id or client_secret");
    }
    assert_eq!(stage.token_requests().await, 1);
    assert!(stage.zoom.authenticate().await.is_err());
    assert_eq!(stage.token_requests().await, 2, "a failure is not kept");
}

#[tokio::test]
async fn each_refusal_of_the_token_endpoint_has_its_own_hint() {
    for (name, hint) in [
        (
            "token-wrong-app-type",
            "right secret, wrong app type: this is not a Server-to-Server OAuth app",
        ),
        ("token-app-disabled", "not activated"),
        (
            "token-invalid-client",
            "client ID or the client secret is wrong",
        ),
        ("token-no-such-account", "account ID is most likely wrong"),
    ] {
        let stage = Stage::bare(|_| {}).await;
        stage.grants(refusal(name)).await;
        let error = stage.zoom.authenticate().await.unwrap_err();
        assert!(error.hint().unwrap().contains(hint), "{name}: {error}");
        assert!(error.tracking_id().unwrap().contains("WEB_"), "{name}");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_caller_who_leaves_does_not_stop_the_others() {
    let stage = Stage::bare(|_| {}).await;
    stage
        .grants(grant(1).set_delay(Duration::from_millis(100)))
        .await;
    let zoom = stage.zoom.clone();
    let first = tokio::spawn(async move { zoom.authenticate().await.map(drop) });
    until(async || stage.token_requests().await == 1).await;
    first.abort();
    stage.zoom.authenticate().await.unwrap();
    assert_eq!(stage.token_requests().await, 1);
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_early_while_the_old_one_serves() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(grant(1)).await;
    stage.grants(grant(2)).await;
    stage.answers("GET", answer(200, "user.answer.json")).await;
    stage.zoom.users().get("me").await.unwrap();
    stage.clock.advance(Duration::from_secs(3299));
    stage.zoom.users().get("me").await.unwrap();
    assert_eq!(stage.token_requests().await, 1);
    stage.clock.advance(Duration::from_secs(1));
    until(async || {
        stage.zoom.users().get("me").await.unwrap();
        stage.api_requests().await.last().unwrap().headers["authorization"]
            == "Bearer canary-bearer-2"
    })
    .await;
    assert_eq!(stage.token_requests().await, 2);
}

#[tokio::test]
async fn a_failed_early_renewal_disturbs_nobody_and_is_tried_again_later() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(grant(1)).await;
    stage.grants_once(refusal("token-app-disabled")).await;
    stage.grants(grant(2)).await;
    stage.answers("GET", answer(200, "user.answer.json")).await;
    stage.zoom.authenticate().await.unwrap();
    stage.clock.advance(Duration::from_secs(3400));
    until(async || {
        stage.zoom.users().get("me").await.unwrap();
        stage.token_requests().await == 2
    })
    .await;
    for _ in 0..5 {
        stage.zoom.users().get("me").await.unwrap();
    }
    assert_eq!(stage.token_requests().await, 2, "it pauses after a failure");
    stage.clock.advance(Duration::from_secs(31));
    until(async || {
        stage.zoom.users().get("me").await.unwrap();
        stage.token_requests().await == 3
    })
    .await;
}

#[tokio::test]
async fn an_ended_token_is_not_used() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(grant(1)).await;
    stage.grants(refusal("token-app-disabled")).await;
    stage.zoom.authenticate().await.unwrap();
    stage.clock.advance(Duration::from_secs(3600));
    assert!(matches!(
        stage.zoom.users().get("me").await,
        Err(Error::Token(_))
    ));
    assert!(stage.api_requests().await.is_empty());
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_for_all_callers() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(grant(1)).await;
    stage.grants(grant(2)).await;
    for (bearer, answer) in [
        ("1", refusal("access-token-expired")),
        ("2", answer(200, "user.answer.json")),
    ] {
        Mock::given(method("GET"))
            .and(header(
                "authorization",
                format!("Bearer canary-bearer-{bearer}"),
            ))
            .respond_with(answer)
            .mount(&stage.server)
            .await;
    }
    assert!(fifty(&stage).await.iter().all(Result::is_ok));
    assert_eq!(stage.token_requests().await, 2);
}

#[tokio::test]
async fn a_late_refusal_of_an_old_token_does_not_cost_the_new_one() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(grant(1)).await;
    stage.grants(grant(2)).await;
    let old = || Mock::given(method("GET")).and(header("authorization", "Bearer canary-bearer-1"));
    let refused = refusal("access-token-expired");
    let late = refused.clone().set_delay(Duration::from_millis(300));
    old()
        .respond_with(late)
        .up_to_n_times(1)
        .mount(&stage.server)
        .await;
    old().respond_with(refused).mount(&stage.server).await;
    stage.answers("GET", answer(200, "user.answer.json")).await;

    let zoom = stage.zoom.clone();
    let slow = tokio::spawn(async move { zoom.users().get("me").await });
    until(async || stage.api_requests().await.len() == 1).await;
    stage.zoom.users().get("me").await.unwrap();
    slow.await.unwrap().unwrap();
    assert_eq!(stage.token_requests().await, 2);
}

#[tokio::test]
async fn a_token_refused_twice_is_an_error() {
    let stage = Stage::new().await;
    stage.answers("GET", refusal("access-token-invalid")).await;
    let error = stage.zoom.users().get("me").await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(401), Some(124)));
    assert_eq!(stage.api_requests().await.len(), 2);
    assert_eq!(stage.token_requests().await, 2);
}

#[tokio::test]
async fn a_creation_refused_for_its_token_is_sent_again_with_the_next() {
    let stage = Stage::new().await;
    stage
        .answers_once("POST", refusal("access-token-expired"))
        .await;
    stage
        .answers("POST", answer(201, "meeting-create.answer.json"))
        .await;
    stage
        .zoom
        .meetings()
        .create("me", &Default::default())
        .await
        .unwrap();
    assert_eq!(stage.api_requests().await.len(), 2);
}

#[tokio::test]
async fn a_scope_that_the_app_got_since_is_found_with_a_new_token() {
    let stage = Stage::new().await;
    stage.answers("GET", refusal("scopes")).await;
    assert!(stage.zoom.users().get("me").await.is_err());
    assert_eq!(
        stage.token_requests().await,
        1,
        "a fresh token lacks only what the app lacks"
    );
    stage.clock.advance(Duration::from_secs(61));
    let error = stage.zoom.users().get("me").await.unwrap_err();
    assert_eq!(error.as_api().unwrap().missing_scopes.len(), 2);
    assert_eq!(
        (
            stage.token_requests().await,
            stage.api_requests().await.len()
        ),
        (2, 3)
    );
}

#[tokio::test]
async fn code_124_with_status_400_is_a_refused_token_too() {
    let stage = Stage::new().await;
    let refused = ResponseTemplate::new(400)
        .set_body_string(r#"{"code":124,"message":"Invalid access token."}"#);
    stage.answers_once("GET", refused).await;
    stage
        .answers("GET", answer(200, "user-token.answer.json"))
        .await;
    assert_eq!(
        stage
            .zoom
            .users()
            .zak("me", None)
            .await
            .unwrap()
            .expose_secret(),
        "eyJ.example.zak"
    );
}

#[tokio::test]
async fn a_busy_token_endpoint_is_asked_again_within_the_same_flight() {
    let stage = Stage::bare(|_| {}).await;
    stage.grants_once(ResponseTemplate::new(503)).await;
    stage.grants(grant(1)).await;
    stage.zoom.authenticate().await.unwrap();
    assert_eq!(stage.token_requests().await, 2);
}

#[tokio::test]
async fn a_token_endpoint_that_answers_with_a_page_is_an_error() {
    let stage = Stage::bare(|_| {}).await;
    stage
        .grants(ResponseTemplate::new(200).set_body_string("<html>sign in</html>"))
        .await;
    let error = stage.zoom.authenticate().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("did not answer with the JSON of a token"),
        "{error}"
    );
}

#[tokio::test]
async fn the_answer_tells_how_far_zooms_clock_is_ahead() {
    // The stage's own clock stands at 12:00:00.
    for (date, ahead) in [
        ("Tue, 24 Nov 2026 12:03:00 GMT", Some(180)),
        ("Tue, 24 Nov 2026 12:00:00 GMT", Some(0)),
        ("Tue, 24 Nov 2026 11:59:59 GMT", Some(0)),
        ("Tue, 24 Nov 2026 11:57:00 GMT", Some(-179)),
        ("yesterday", None),
    ] {
        let stage = Stage::bare(|_| {}).await;
        stage.grants(grant(1).insert_header("date", date)).await;
        let told = stage.zoom.authenticate().await.unwrap().clock_ahead;
        assert_eq!(told.map(|ahead| ahead.as_secs()), ahead, "{date}");
    }
}
