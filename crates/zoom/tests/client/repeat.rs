//! What is repeated, what never is, and how long it waits.

use std::time::Duration;

use countersign_zoom::{CreateMeeting, CreateUser, Error, TransportKind, UpdateMeeting};
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::stage::{SECRET, Stage, answer, config, refusal};

#[tokio::test]
async fn a_creation_is_not_repeated_after_502_and_says_that_it_may_have_happened() {
    let stage = Stage::new().await;
    stage
        .answers(
            "POST",
            ResponseTemplate::new(502).set_body_string("<html>Bad Gateway</html>"),
        )
        .await;
    let error = stage
        .zoom
        .meetings()
        .create("me", &CreateMeeting::default())
        .await
        .unwrap_err();
    assert_eq!(stage.api_requests().await.len(), 1);
    assert!(error.may_have_happened() && !error.is_retryable());
    assert!(
        error
            .to_string()
            .contains("may have been created all the same: list before you repeat"),
        "{error}"
    );
}

#[tokio::test]
async fn nobody_is_invited_twice() {
    let stage = Stage::new().await;
    stage.answers("POST", ResponseTemplate::new(503)).await;
    let create = CreateUser::default();
    let error = stage.zoom.users().create(&create).await.unwrap_err();
    assert_eq!(stage.api_requests().await.len(), 1);
    assert!(
        error.may_have_happened() && !error.is_retryable(),
        "{error}"
    );
}

#[tokio::test]
async fn a_creation_is_repeated_after_429() {
    let stage = Stage::new().await;
    stage.answers_once("POST", refusal("rate-per-second")).await;
    stage
        .answers("POST", answer(201, "webinar-create.answer.json"))
        .await;
    let webinar = stage
        .zoom
        .webinars()
        .create("me", &Default::default())
        .await
        .unwrap();
    assert_eq!(webinar.id, 95_204_914_252);
    assert_eq!(stage.api_requests().await.len(), 2);
}

#[tokio::test]
async fn a_creation_that_timed_out_is_not_repeated() {
    let stage = Stage::with(|config| config.timeout = Duration::from_secs(2)).await;
    stage
        .answers(
            "POST",
            answer(201, "meeting-create.answer.json").set_delay(Duration::from_secs(20)),
        )
        .await;
    let error = stage
        .zoom
        .meetings()
        .create("me", &CreateMeeting::default())
        .await
        .unwrap_err();
    let Error::Transport(transport) = &error else {
        panic!("{error}")
    };
    assert_eq!(transport.kind, TransportKind::Timeout);
    assert!(
        error.may_have_happened() && error.to_string().contains("no answer in time"),
        "{error}"
    );
    assert_eq!(stage.api_requests().await.len(), 1);
}

#[tokio::test]
async fn what_is_safe_is_repeated_after_a_timeout() {
    let stage = Stage::with(|config| config.timeout = Duration::from_secs(2)).await;
    stage
        .answers_once(
            "GET",
            answer(200, "user.answer.json").set_delay(Duration::from_secs(20)),
        )
        .await;
    stage.answers("GET", answer(200, "user.answer.json")).await;
    stage.zoom.users().get("me").await.unwrap();
    assert_eq!(stage.api_requests().await.len(), 2);
}

#[tokio::test]
async fn changes_and_deletions_are_repeated_after_5xx_until_the_tries_are_used_up() {
    let stage = Stage::new().await;
    for verb in ["PATCH", "PUT", "DELETE"] {
        stage.answers(verb, ResponseTemplate::new(500)).await;
    }
    let meetings = stage.zoom.meetings();
    for (done, result) in [
        (4, meetings.update(1, &UpdateMeeting::default()).await),
        (8, meetings.end(1).await),
        (12, meetings.delete(1).await),
    ] {
        let error = result.unwrap_err();
        assert!(
            error.is_retryable() && !error.may_have_happened(),
            "{error}"
        );
        assert!(stage.api_requests().await.len() >= done);
    }
    assert_eq!(stage.api_requests().await.len(), 12);
}

#[tokio::test]
async fn a_creation_is_repeated_when_no_connection_was_made() {
    let stage = Stage::new().await;
    stage.zoom.authenticate().await.unwrap();
    // The same client cannot lose its server, so another one looks for a port where nobody listens.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let base = format!("http://127.0.0.1:{port}");
    let mut config = config(&stage.server.uri());
    config.api = format!("{base}/v2").parse().unwrap();
    let zoom = countersign_zoom::Zoom::with_clock(config, stage.clock.clone()).unwrap();
    let error = zoom
        .meetings()
        .create("me", &CreateMeeting::default())
        .await
        .unwrap_err();
    let Error::Transport(transport) = &error else {
        panic!("{error}")
    };
    assert_eq!(transport.kind, TransportKind::Connect);
    assert!(error.is_retryable() && !error.may_have_happened());
    assert_eq!(stage.clock.waits().len(), 3);
}

#[tokio::test]
async fn a_refusal_is_never_repeated() {
    for name in [
        "validation",
        "scopes",
        "no-such-meeting",
        "unknown-endpoint",
        "not-licensed",
    ] {
        let stage = Stage::new().await;
        stage.answers("GET", refusal(name)).await;
        assert!(
            !stage
                .zoom
                .meetings()
                .get(1)
                .await
                .unwrap_err()
                .is_retryable()
        );
        assert_eq!(stage.api_requests().await.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn retry_after_is_honoured_in_its_three_forms() {
    for form in ["2", "Tue, 24 Nov 2026 12:00:02 GMT", "2026-11-24T12:00:02Z"] {
        let stage = Stage::new().await;
        stage
            .answers_once(
                "GET",
                refusal("rate-per-second").insert_header("retry-after", form),
            )
            .await;
        stage.answers("GET", answer(200, "user.answer.json")).await;
        stage.zoom.users().get("me").await.unwrap();
        assert_eq!(stage.clock.waits(), [Duration::from_secs(2)], "{form}");
    }
}

#[tokio::test]
async fn an_unreadable_or_past_retry_after_falls_back_to_the_usual_wait() {
    for form in [
        "soon",
        "-5",
        "",
        "2020-01-01T00:00:00Z",
        "Tue, 24 Nov 2020 12:00:02 GMT",
    ] {
        let stage = Stage::new().await;
        stage
            .answers_once(
                "GET",
                refusal("rate-per-second").insert_header("retry-after", form),
            )
            .await;
        stage.answers("GET", answer(200, "user.answer.json")).await;
        stage.zoom.users().get("me").await.unwrap();
        assert_eq!(stage.clock.waits(), [Duration::ZERO], "{form:?}");
    }
}

#[tokio::test]
async fn a_daily_limit_is_not_waited_for_but_says_when_to_come_back() {
    for name in ["rate-daily", "rate-per-host"] {
        let stage = Stage::new().await;
        stage.answers("POST", refusal(name)).await;
        let error = stage
            .zoom
            .meetings()
            .create("me", &CreateMeeting::default())
            .await
            .unwrap_err();
        assert_eq!(
            error.retry_at().unwrap().to_string(),
            "2026-11-25T00:00:00Z",
            "{name}"
        );
        assert!(
            error.is_retryable()
                && error
                    .to_string()
                    .contains("come back at 2026-11-25T00:00:00Z"),
            "{error}"
        );
        assert_eq!(stage.api_requests().await.len(), 1, "{name}");
        assert!(stage.clock.waits().is_empty());
    }
}

#[tokio::test]
async fn an_endless_retry_after_does_not_overflow() {
    let stage = Stage::new().await;
    let header = "99999999999999999999999";
    stage
        .answers(
            "GET",
            refusal("rate-per-second").insert_header("retry-after", header),
        )
        .await;
    assert!(
        stage
            .zoom
            .users()
            .get("me")
            .await
            .unwrap_err()
            .retry_at()
            .is_some()
    );
}

#[tokio::test]
async fn no_try_begins_after_the_longest_time_allowed() {
    let stage = Stage::with(|config| config.retry.max_elapsed = Duration::from_secs(10)).await;
    let busy = refusal("rate-per-second").insert_header("retry-after", "6");
    stage.answers("GET", busy).await;
    assert!(stage.zoom.users().get("me").await.is_err());
    assert_eq!(stage.clock.waits(), [Duration::from_secs(6)]);
}

#[tokio::test]
async fn repeats_of_all_callers_come_from_one_budget() {
    let stage = Stage::with(|config| config.retry.budget = 5).await;
    stage.answers("GET", ResponseTemplate::new(503)).await;
    for _ in 0..10 {
        assert!(stage.zoom.users().get("me").await.is_err());
    }
    assert_eq!(stage.api_requests().await.len(), 10 + 5);
}

#[tokio::test]
async fn no_error_holds_the_secret_or_the_bearer_even_if_the_server_sends_them_back() {
    let stage = Stage::new().await;
    let echo = format!("you sent canary-bearer-1 and {SECRET}\r\n\u{1b}[31m");
    let body =
        json!({ "code": 300, "message": echo, "errors": [{ "field": echo, "message": echo }] });
    stage
        .answers("GET", ResponseTemplate::new(400).set_body_json(body))
        .await;
    let error = stage.zoom.users().get("me").await.unwrap_err();
    let shown = format!("{error} {error:?} {:?}", stage.zoom);
    assert!(!shown.contains("canary"), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\r'));

    let stage = Stage::bare(|_| {}).await;
    stage
        .grants(ResponseTemplate::new(400).set_body_json(json!({ "error": echo, "reason": echo })))
        .await;
    let error = stage.zoom.authenticate().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(SECRET));
}
