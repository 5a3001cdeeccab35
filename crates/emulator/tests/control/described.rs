//! What the control port takes and answers is what its description says.

use reqwest::Method;
use serde_json::{Value, json};

use super::Desk;

#[path = "../../../../fixtures/openapi/mistakes.rs"]
mod mistakes;

use mistakes::mistakes;

/// The requests of the table at the top of the module, without the page and the description itself.
fn listed() -> Vec<String> {
    let source = include_str!("../../src/control/mod.rs");
    let rows = source
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `"));
    let mut listed: Vec<String> = rows
        .flat_map(|row| row.split(" | ").next().unwrap().split("`, `"))
        .map(|request| shape(request.trim_matches('`').split('?').next().unwrap()))
        .filter(|request| request != "GET /" && request != "GET /openapi.json")
        .collect();
    listed.sort();
    listed
}

/// Whatever the parameters are called.
fn shape(request: &str) -> String {
    let mut parts = request.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shape, part| {
        shape + "{}" + part.split_once('}').unwrap().1
    })
}

#[tokio::test]
async fn every_request_is_described_and_no_other() {
    let desk = Desk::open().await;
    let document = desk.get("/openapi.json").await;
    let mut described = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        let at = path
            .replace("{number}", "1")
            .replace("{id}", "1")
            .replace("{name}", "nobody");
        for method in ["get", "post", "put", "patch", "delete"] {
            let called = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let (status, _) = desk.control(called, &at, Value::Null).await;
            let operation = &operations[method];
            assert_eq!(status != 405, operation.is_object(), "{method} {path}");
            if operation.is_object() {
                assert!(operation["summary"].is_string(), "{method} {path}");
                described.push(shape(&format!("{} {path}", method.to_uppercase())));
            }
        }
    }
    described.sort();
    assert_eq!(described, listed());
    assert!(described.len() > 20);
}

#[tokio::test]
async fn answers_are_as_they_are_described() {
    let desk = Desk::open().await;
    let document = desk.get("/openapi.json").await;
    let token = desk.token().await;
    let url = format!("{}/users/me/meetings", desk.emulator.api_url());
    let made = desk
        .http
        .post(url)
        .bearer_auth(&token)
        .json(&json!({ "topic": "Weekly" }));
    let made: Value = made.send().await.unwrap().json().await.unwrap();
    let number = made["id"].as_u64().unwrap();
    let url = format!("{}/api/v1/wc/info", desk.emulator.base_url());
    let form = [
        ("meetingNumber", number.to_string()),
        ("signature", "no".into()),
    ];
    desk.http.post(url).form(&form).send().await.unwrap();
    let host = desk.emulator.credentials().host.email;
    let people = format!("/meetings/{number}/participants");
    let fault = json!({ "route": "/v2/users/me", "count": 2, "status": 503, "headers": { "x-a": "b" }, "connection": "partial" });
    let seed = json!({
        "account": { "plan": "pro" },
        "apps": { "serverToServer": { "published": false } },
        "users": [{ "email": "ada@example.com", "plan": "licensed", "webinar": true, "admin": false,
                    "meetingCapacity": 9, "webinarCapacity": 9 }],
        "meetings": [{ "host": "ada@example.com", "request": { "topic": "t", "settings": { "approval_type": 0 } },
                       "registrants": [{ "email": "g@example.com", "first_name": "G" }] }],
        "webinars": [],
    });
    let one = |path: &str, at: String| (path.to_owned(), at);
    let same = |path: &str| one(path, path.to_owned());
    let none = Value::Null;
    let calls = [
        (Method::GET, same("/health"), none.clone()),
        (
            Method::PATCH,
            same("/clock"),
            json!({ "frozen": true, "advanceSeconds": 1 }),
        ),
        (Method::POST, same("/load"), seed),
        (Method::GET, same("/account"), none.clone()),
        (
            Method::PATCH,
            same("/account"),
            json!({ "plan": "free", "rateLimits": false, "limits": { "heavy": { "perSecond": 1, "perDay": 2 } }, "newestTokenOnly": false, "scopeLagSeconds": 0 }),
        ),
        (Method::GET, same("/apps"), none.clone()),
        (
            Method::POST,
            same("/apps"),
            json!({ "kind": "meetingSdk", "scopes": [], "redirectUris": [], "published": true, "accountId": "other" }),
        ),
        (
            Method::PATCH,
            one("/apps/{name}", "/apps/meetingSdk".into()),
            json!({ "scopes": ["user:read:zak"], "redirectUris": ["https://a.example/"], "enabled": true, "published": false }),
        ),
        (
            Method::PATCH,
            one("/apps/{name}", "/apps/nobody".into()),
            json!({}),
        ),
        (
            Method::POST,
            one("/apps/{name}/revoke", "/apps/meetingSdk/revoke".into()),
            none.clone(),
        ),
        (Method::GET, same("/users"), none.clone()),
        (
            Method::PATCH,
            one("/users/{name}", format!("/users/{host}")),
            json!({ "plan": "licensed", "webinar": true, "meetingCapacity": 5, "webinarCapacity": 500, "admin": true, "status": "active" }),
        ),
        (
            Method::PATCH,
            one("/users/{name}", "/users/nobody".into()),
            json!({}),
        ),
        (
            Method::POST,
            one("/meetings/{number}/participants", people.clone()),
            json!({ "name": "Host", "role": "host" }),
        ),
        (
            Method::POST,
            one("/meetings/{number}/participants", people),
            json!({ "name": "Ada", "role": "co-host" }),
        ),
        (Method::GET, same("/meetings"), none.clone()),
        (Method::POST, same("/faults"), fault),
        (Method::POST, same("/faults"), json!({ "route": "nowhere" })),
        (Method::GET, same("/faults"), none.clone()),
        (
            Method::POST,
            same("/webhooks/events"),
            json!({ "event": "meeting.started", "data": { "a": 1 } }),
        ),
        (
            Method::POST,
            same("/webhooks/events"),
            json!({ "event": "no.such" }),
        ),
        (Method::GET, same("/webhooks/events"), none.clone()),
        (
            Method::POST,
            one(
                "/webhooks/events/{id}/resend",
                "/webhooks/events/1/resend".into(),
            ),
            none.clone(),
        ),
        (Method::GET, same("/webhooks/subscriptions"), none.clone()),
        (Method::GET, same("/requests"), none.clone()),
        (Method::GET, same("/attempts"), none.clone()),
        (Method::GET, same("/snapshot"), none.clone()),
        (
            Method::POST,
            one("/meetings/{number}/end", format!("/meetings/{number}/end")),
            none.clone(),
        ),
        (
            Method::POST,
            one("/meetings/{number}/end", "/meetings/1/end".into()),
            none,
        ),
    ];
    let schema = |what: &Value| what["content"]["application/json"]["schema"].clone();
    for (method, (path, at), body) in calls {
        let operation = &document["paths"][&path][method.as_str().to_lowercase()];
        if !body.is_null() {
            let wrong = mistakes(&document, &schema(&operation["requestBody"]), &body, "body");
            assert!(wrong.is_empty(), "{method} {path}: {wrong:?}");
        }
        let (status, answer) = desk.control(method.clone(), &at, body).await;
        let described = &operation["responses"][status.to_string()];
        assert!(described.is_object(), "{method} {path}: {status} {answer}");
        if answer != "" {
            let wrong = mistakes(&document, &schema(described), &answer, "answer");
            assert!(wrong.is_empty(), "{method} {path}: {wrong:?}\n{answer}");
        }
    }
    let attempts = desk.get("/attempts").await;
    assert_eq!(attempts["attempts"].as_array().unwrap().len(), 1);
    let fault = &document["components"]["schemas"]["Fault"];
    assert_eq!(
        fault["properties"]["id"],
        Value::Null,
        "it is given, not taken"
    );
    for wrong in [json!({ "route": 1 }), json!({ "rout": "x" })] {
        assert!(!mistakes(&document, fault, &wrong, "fault").is_empty());
    }
}

#[tokio::test]
async fn everything_is_described_in_words() {
    let document = serde_json::to_value(countersign_emulator::control::openapi()).unwrap();
    let mut silent = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let responses = operation["responses"].as_object().unwrap().values();
            for part in parameters.chain(responses) {
                if part["description"].as_str().is_none_or(str::is_empty) {
                    silent.push(format!("{method} {path}: {part}"));
                }
            }
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        look_into(name, schema, &mut silent);
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// Notes the fields that nothing is said about. One that can have one value alone, or is described by its own name, needs no
/// words.
fn look_into(at: &str, schema: &Value, silent: &mut Vec<String>) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let refers = |schema: &Value| schema["$ref"].is_string();
        let named = refers(field)
            || field["oneOf"]
                .as_array()
                .is_some_and(|all| all.iter().any(refers));
        let single = field["enum"].as_array().is_some_and(|all| all.len() == 1);
        if field["description"].is_null() && !named && !single {
            silent.push(format!("{at}.{name}"));
        }
    }
    for one in schema["oneOf"].as_array().into_iter().flatten() {
        look_into(at, one, silent);
    }
}

/// An endpoint that proves itself, takes the first event, and fails from then on.
async fn endpoint(secret: String) -> String {
    use axum::response::IntoResponse;
    use hmac::{Hmac, KeyInit, Mac};
    let taken = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let answer = async move |body: axum::Json<Value>| {
        let token = body["payload"]["plainToken"].as_str().unwrap_or_default();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(token.as_bytes());
        let proof = mac.finalize().into_bytes();
        let proof: String = proof.iter().map(|byte| format!("{byte:02x}")).collect();
        let first = !taken.load(std::sync::atomic::Ordering::SeqCst);
        match body["event"] == "endpoint.url_validation" {
            true => {
                axum::Json(json!({ "plainToken": token, "encryptedToken": proof })).into_response()
            }
            false if first => {
                taken.store(true, std::sync::atomic::Ordering::SeqCst);
                axum::http::StatusCode::OK.into_response()
            }
            false => axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?key=hidden", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/hook", axum::routing::post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

#[tokio::test]
async fn subscriptions_and_deliveries_are_as_they_are_described() {
    use countersign_emulator::{Emulator, EmulatorOptions, WebhookOptions};
    use countersign_token::ExposeSecret;
    let webhooks = WebhookOptions {
        forward_to: vec!["http://127.0.0.1:9/".parse().unwrap()],
        ..WebhookOptions::default()
    };
    let options = EmulatorOptions {
        webhooks,
        ..EmulatorOptions::default()
    };
    let desk = Desk {
        emulator: Emulator::start_with(options).await.unwrap(),
        http: reqwest::Client::new(),
    };
    let document = desk.get("/openapi.json").await;
    let secret = desk.emulator.webhook_secret();
    let url = endpoint(secret.expose_secret().to_owned()).await;
    let wanted = json!({ "url": url, "events": ["meeting.started"], "name": "mine" });
    let (status, made) = desk
        .control(Method::POST, "/webhooks/subscriptions", wanted)
        .await;
    assert_eq!(status, 201, "{made}");
    let own = json!({ "events": ["meeting.ended"], "event_webhook_url": url, "subscription_scope": "account" });
    let address = format!(
        "{}/marketplace/app/event_subscription",
        desk.emulator.api_url()
    );
    let asked = desk
        .http
        .post(address)
        .bearer_auth(desk.token().await)
        .json(&own);
    assert_eq!(asked.send().await.unwrap().status(), 201);
    for _ in 0..2 {
        let event = json!({ "event": "meeting.started" });
        desk.control(Method::POST, "/webhooks/events", event).await;
    }

    let schema = |path: &str| {
        let answer = &document["paths"][path]["get"]["responses"]["200"];
        answer["content"]["application/json"]["schema"].clone()
    };
    let (subscriptions, events) = ("/webhooks/subscriptions", "/webhooks/events");
    let mut outcomes = Vec::new();
    while outcomes != ["waiting", "delivered", "waiting", "retrying"] {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        let listed = desk.get(events).await;
        let wrong = mistakes(&document, &schema(events), &listed, "events");
        assert!(wrong.is_empty(), "{wrong:?}\n{listed}");
        let all = listed["events"].as_array().unwrap().iter();
        let deliveries = all.flat_map(|event| event["deliveries"].as_array().unwrap());
        let outcome = |one: &Value| one["outcome"]["outcome"].as_str().unwrap().to_owned();
        outcomes = deliveries.map(outcome).collect();
    }
    let mut standings = Vec::new();
    while standings.first() != Some(&json!("no connection")) {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        let listed = desk.get(subscriptions).await;
        let wrong = mistakes(&document, &schema(subscriptions), &listed, "subscriptions");
        assert!(wrong.is_empty(), "{wrong:?}\n{listed}");
        assert!(!listed.to_string().contains("hidden"));
        let all = listed["subscriptions"].as_array().unwrap().iter();
        standings = all.map(|one| one["because"].clone()).collect();
        let made_by: Vec<_> = listed["subscriptions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["madeBy"].clone())
            .collect();
        assert_eq!(made_by, ["options", "control", "app"]);
        assert!(listed["subscriptions"][2]["clientId"].is_string());
    }
}
