//! Each app has its own secret token, its scopes, its headers and its log.

use countersign_emulator::state::{AppCredentials, AppKind, Kind, NewApp};
use countersign_token::ExposeSecret;
use reqwest::Method;
use serde_json::{Value, json};

use crate::endpoint::{Desk, Endpoint};

const PATH: &str = "/marketplace/app/event_subscription";

async fn app(desk: &Desk, scopes: &[&str]) -> (AppCredentials, String, Endpoint) {
    let state = desk.emulator.state();
    let new = NewApp {
        scopes: scopes.iter().map(|&scope| scope.to_owned()).collect(),
        ..NewApp::new(AppKind::ServerToServer)
    };
    let app = state.add_app(new);
    let secret = state.app(&app.client_id).unwrap().webhook_secret;
    let endpoint = Endpoint::believing(secret.expose_secret()).await;
    let token = desk.token_of(&app).await;
    (app, token, endpoint)
}

fn wanted(endpoint: &Endpoint, events: &[&str]) -> Value {
    json!({ "events": events, "event_webhook_url": endpoint.url, "subscription_scope": "account" })
}

#[tokio::test]
async fn each_app_signs_with_its_own_secret_token() {
    let desk = Desk::open().await;
    let (_, token, mut endpoint) = app(&desk, &["meeting:read:admin"]).await;
    let stranger = wanted(&desk.endpoint, &["meeting.created"]);
    let (status, refused) = desk.rest_with(&token, Method::POST, PATH, stranger).await;
    assert_eq!((status, &refused["code"]), (404, &json!(1701)));
    let own = wanted(&endpoint, &["meeting.created"]);
    let (status, made) = desk.rest_with(&token, Method::POST, PATH, own).await;
    assert_eq!(status, 201, "{made}");
    desk.add(Kind::Meeting, json!({}));
    assert_eq!(endpoint.next().await.event(), "meeting.created");
}

#[tokio::test]
async fn an_event_needs_its_scope() {
    let desk = Desk::open().await;
    let (_, token, endpoint) = app(&desk, &["meeting:read:meeting:admin"]).await;
    for (event, status) in [
        ("meeting.started", 201),
        ("meeting.participant_joined", 400),
        ("webinar.started", 400),
        ("recording.completed", 400),
        ("user.created", 400),
    ] {
        let body = wanted(&endpoint, &[event]);
        let (answered, answer) = desk.rest_with(&token, Method::POST, PATH, body).await;
        assert_eq!(answered, status, "{event}: {answer}");
        if status == 400 {
            assert_eq!(
                answer,
                json!({ "code": 1602, "message": "The event is not allowed for the app." })
            );
        }
    }
    let (_, listed) = desk.rest_with(&token, Method::GET, PATH, Value::Null).await;
    let id = listed["event_subscriptions"][0]["event_subscription_id"]
        .as_str()
        .unwrap();
    let change = json!({ "events": ["webinar.started"] });
    let path = format!("{PATH}/{id}");
    let (status, _) = desk.rest_with(&token, Method::PATCH, &path, change).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn an_endpoint_may_want_a_header_of_its_own() {
    let desk = Desk::open().await;
    let (_, token, mut endpoint) = app(&desk, &["meeting:read:admin"]).await;
    let tokens = axum::Router::new().route(
        "/token",
        axum::routing::post(|headers: axum::http::HeaderMap, body: String| async move {
            let known = headers.contains_key("authorization") || body.contains("client_secret=s");
            assert!(
                known && body.starts_with("grant_type=client_credentials"),
                "{body}"
            );
            axum::Json(
                json!({ "access_token": "t0ken", "token_type": "bearer", "expires_in": 3600 }),
            )
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let token_url = format!("http://{}/token", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, tokens).await.unwrap() });
    let mut body = wanted(&endpoint, &["meeting.created"]);
    body["custom_header"] = json!({ "custom_header_type": 1, "username": "u", "password": "p" });
    let (status, made) = desk.rest_with(&token, Method::POST, PATH, body).await;
    assert_eq!(status, 201, "{made}");
    let path = format!("{PATH}/{}", made["event_subscription_id"].as_str().unwrap());
    desk.add(Kind::Meeting, json!({}));
    let got = endpoint.next().await;
    assert_eq!(got.custom.as_deref(), Some("Basic dTpw"), "{got:?}");
    let oauth = |place: &str| {
        json!({
            "custom_header_type": 2, "client_id": "c", "client_secret": "s", "token_url": token_url,
            "client_authentication": place,
        })
    };
    let own = json!({ "custom_header_type": 3, "custom_header_key": "x-own", "custom_header_value": "v" });
    for (custom, header) in [
        (oauth("header"), Some("Bearer t0ken")),
        (oauth("body"), Some("Bearer t0ken")),
        (own, Some("v")),
        (json!({ "custom_header_type": 0 }), None),
    ] {
        let change = json!({ "custom_header": custom });
        let (status, answer) = desk.rest_with(&token, Method::PATCH, &path, change).await;
        assert_eq!(status, 204, "{answer}");
        desk.add(Kind::Meeting, json!({}));
        assert_eq!(endpoint.next().await.custom.as_deref(), header, "{custom}");
    }
    for (wrong, code) in [
        (json!({ "custom_header_type": 4 }), 1500),
        (json!({ "custom_header_type": 1, "username": "u" }), 1500),
        (
            json!({ "custom_header_type": 3, "custom_header_key": "x-zm-signature", "custom_header_value": "v" }),
            1500,
        ),
        (
            json!({ "custom_header_type": 2, "client_id": "c", "client_secret": "s", "token_url": "http://127.0.0.1:1/" }),
            1702,
        ),
    ] {
        let change = json!({ "custom_header": wrong });
        let (_, answer) = desk.rest_with(&token, Method::PATCH, &path, change).await;
        assert_eq!(answer["code"], code, "{wrong}: {answer}");
    }
}

#[tokio::test]
async fn an_app_reads_the_log_of_its_webhooks() {
    let desk = Desk::open().await;
    let (app, token, mut endpoint) = app(&desk, &["meeting:read:admin"]).await;
    let body = wanted(&endpoint, &["meeting.created", "meeting.deleted"]);
    assert_eq!(
        desk.rest_with(&token, Method::POST, PATH, body).await.0,
        201
    );
    endpoint.answers(&[404]);
    let number = desk.add(Kind::Meeting, json!({})).id;
    let first = endpoint.next().await;
    desk.emulator.state().delete_meeting(number);
    endpoint.next().await;
    let path = format!("/marketplace/apps/{}/webhook_logs", app.client_id);
    let log = |query: &str| {
        let path = format!("{path}{query}");
        let (desk, token) = (&desk, &token);
        async move {
            desk.rest_with(token, Method::GET, &path, Value::Null)
                .await
                .1
        }
    };
    let mut all = log("").await;
    // The endpoint hears of an event before its answer is written down.
    while all["webhook_logs"].as_array().unwrap().len() < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        all = log("").await;
    }
    assert_eq!(all["webhook_logs"][0]["event"], "meeting.deleted");
    let failed = log("?type=2").await;
    let failed = &failed["webhook_logs"];
    assert_eq!(failed.as_array().unwrap().len(), 1);
    assert_eq!(
        (
            &failed[0]["status"],
            &failed[0]["retry_num"],
            &failed[0]["request_id"]
        ),
        (&json!(404), &json!(0), &json!(first.request_id))
    );
    let page = log("?page_size=1").await;
    let next = page["next_page_token"].as_str().unwrap();
    let second = log(&format!("?page_size=1&next_page_token={next}")).await;
    assert_eq!(second["webhook_logs"][0]["event"], "meeting.created");
    assert_eq!(second["next_page_token"], "");
    assert_eq!(log("?from=2027-01-01").await["webhook_logs"], json!([]));
    assert_eq!(log("?next_page_token=x").await["code"], 300);
    let other = "/marketplace/apps/another/webhook_logs";
    let (status, _) = desk
        .rest_with(&token, Method::GET, other, Value::Null)
        .await;
    assert_eq!(status, 404);
}
