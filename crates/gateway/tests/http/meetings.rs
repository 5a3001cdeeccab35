use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::site::{Site, request};

#[tokio::test]
async fn a_meeting_and_a_webinar_are_created_read_listed_changed_and_deleted() {
    let site = Site::new().await;
    for kind in ["meetings", "webinars"] {
        let number = site
            .create(
                kind,
                json!({"topic": "Weekly", "start_time": "2030-01-01T10:00:00Z", "duration": 30}),
            )
            .await;
        let one = format!("/v1/{kind}/{number}");

        let read = site.get(&one).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text);
        assert_eq!(read.json["topic"], "Weekly");
        assert_eq!(
            read.json["start_url"],
            Value::Null,
            "a start_url holds a ZAK"
        );

        let list = site
            .get(&format!("/v1/{kind}?host={}", site.host_email()))
            .await;
        assert_eq!(list.json[kind][0]["id"], number, "{}", list.text);

        let change = json!({"topic": "Monthly"});
        let changed = site.call(Method::PATCH, &one, &site.key, change).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text);
        assert_eq!(site.get(&one).await.json["topic"], "Monthly");

        let deleted = site
            .call(Method::DELETE, &one, &site.key, Value::Null)
            .await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT, "{}", deleted.text);
        let gone = site.get(&one).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert_eq!(
            gone.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        assert_eq!(gone.json["zoom"]["code"], 3001);
        assert!(
            gone.json["zoom"]["message"]
                .as_str()
                .unwrap()
                .contains("does not exist")
        );
        assert!(gone.json["zoom"]["trackingId"].is_string(), "{}", gone.text);
    }
}

#[tokio::test]
async fn zooms_refusal_is_kept_word_for_word() {
    let site = Site::new().await;
    let refused = site
        .post(
            "/v1/webinars",
            json!({"host": "basic@example.com", "topic": "x"}),
        )
        .await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text
    );
    assert_eq!(refused.json["code"], "zoom-refused");
    assert!(
        refused.json["zoom"]["message"]
            .as_str()
            .unwrap()
            .starts_with("Webinar plan is missing."),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn a_host_must_be_named_and_not_be_me() {
    let site = Site::new().await;
    for (body, code) in [
        (json!({"topic": "x"}), "host-missing"),
        (json!({"host": "me"}), "invalid-host"),
        (json!({"host": 7}), "invalid-host"),
    ] {
        let refused = site.post("/v1/meetings", body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(refused.json["code"], code);
    }
}

#[tokio::test]
async fn a_repeated_creation_with_the_same_idempotency_key_makes_one_meeting() {
    let site = Site::new().await;
    let body =
        json!({"host": site.host_email(), "topic": "Once", "start_time": "2030-01-01T10:00:00Z"});
    let send = async |body: &Value| {
        let mut request: Request<Body> = request(Method::POST, "/v1/meetings", &site.key, body);
        request
            .headers_mut()
            .insert("idempotency-key", "order-1".parse().unwrap());
        site.send(request).await
    };
    let (first, second) = (send(&body).await, send(&body).await);
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    assert_eq!(second.json["id"], first.json["id"], "{}", second.text);
    let list = site
        .get(&format!("/v1/meetings?host={}", site.host_email()))
        .await;
    assert_eq!(list.json["meetings"].as_array().unwrap().len(), 1);

    let other = json!({"host": site.host_email(), "topic": "Twice"});
    assert_eq!(send(&other).await.json["code"], "idempotency-key-reused");
}

#[tokio::test]
async fn a_refused_creation_leaves_its_idempotency_key_free() {
    let site = Site::new().await;
    let send = async || {
        let body = json!({"host": "nobody@example.com"});
        let mut request = request(Method::POST, "/v1/meetings", &site.key, &body);
        request
            .headers_mut()
            .insert("idempotency-key", "k".parse().unwrap());
        site.send(request).await.json["code"].clone()
    };
    assert_eq!(send().await, "zoom-not-found");
    assert_eq!(send().await, "zoom-not-found");
}

#[tokio::test]
async fn of_two_creations_at_once_with_one_idempotency_key_one_is_made() {
    let site = Site::new().await;
    let body = json!({"host": site.host_email(), "start_time": "2030-01-01T10:00:00Z"});
    let send = async || {
        let mut request = request(Method::POST, "/v1/meetings", &site.key, &body);
        request
            .headers_mut()
            .insert("idempotency-key", "k".parse().unwrap());
        site.send(request).await
    };
    let (one, other) = tokio::join!(send(), send());
    for answer in [&one, &other] {
        // The slower one is told to wait, or what the faster one made.
        assert!(
            [201, 409].contains(&answer.status.as_u16()),
            "{}",
            answer.text
        );
    }
    let list = site
        .get(&format!("/v1/meetings?host={}", site.host_email()))
        .await;
    assert_eq!(list.json["meetings"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn when_zooms_answer_is_lost_the_same_key_makes_no_second_meeting() {
    let zoom = Router::new()
        .route("/oauth/token", post(|| async {
            Json(json!({"access_token": "t", "token_type": "bearer", "expires_in": 3600, "scope": ""}))
        }))
        .fallback(|| async { (StatusCode::BAD_GATEWAY, "<html>") });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, zoom).await });
    let site = Site::with(|config| {
        config.zoom.api = base.parse().unwrap();
        config.zoom.oauth = base.parse().unwrap();
    })
    .await;
    let send = async || {
        let mut request = request(
            Method::POST,
            "/v1/meetings",
            &site.key,
            &json!({"host": "a@b.c"}),
        );
        request
            .headers_mut()
            .insert("idempotency-key", "k".parse().unwrap());
        site.send(request).await
    };
    let lost = send().await;
    assert_eq!(lost.status, StatusCode::BAD_GATEWAY, "{}", lost.text);
    assert!(
        lost.json["detail"]
            .as_str()
            .unwrap()
            .contains("list before you repeat"),
        "{}",
        lost.text
    );
    assert_eq!(send().await.json["code"], "attempt-unknown");
}

#[tokio::test]
async fn a_wrong_number_or_kind_or_body_is_a_problem_and_asks_zoom_nothing() {
    let site = Site::new().await;
    for (path, status) in [
        ("/v1/meetings/123-456", 400),
        ("/v1/meetings/0123456789", 400),
        ("/v1/rooms/1234567890", 404),
        ("/v1/meetings?host=a&nonsense=1", 400),
    ] {
        let refused = site.get(path).await;
        assert_eq!(refused.status.as_u16(), status, "{path}: {}", refused.text);
        assert_eq!(
            refused.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }
    let wrong_type = site
        .post(
            "/v1/meetings",
            json!({"host": site.host_email(), "duration": "canary"}),
        )
        .await;
    assert_eq!(
        wrong_type.status,
        StatusCode::BAD_REQUEST,
        "{}",
        wrong_type.text
    );
    assert!(!wrong_type.text.contains("canary"), "{}", wrong_type.text);
}

#[tokio::test]
async fn a_gateway_without_a_rest_app_says_so() {
    let site = Site::with(|config| config.server_to_server = None).await;
    let refused = site.get("/v1/meetings/1234567890").await;
    assert_eq!(refused.status, StatusCode::NOT_IMPLEMENTED);
    assert_eq!(refused.json["code"], "no-rest-app");
}
