//! What the control port takes and answers is what its description says.

use reqwest::Method;
use serde_json::{Value, json};

use super::Desk;

/// What is wrong with a value by a schema of the document; unknown properties are.
fn mistakes(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = document.pointer(name.trim_start_matches('#'));
        return mistakes(document, schema.expect(name), value, at);
    }
    if let Some(all) = schema["oneOf"].as_array() {
        let each: Vec<_> = all
            .iter()
            .map(|schema| mistakes(document, schema, value, at))
            .collect();
        return match each.iter().any(Vec::is_empty) {
            true => Vec::new(),
            false => each.concat(),
        };
    }
    if let Some(all) = schema["enum"].as_array() {
        return match all.contains(value) {
            true => Vec::new(),
            false => vec![format!("{at}: {value} is none of {all:?}")],
        };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_of = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.contains(&json!(kind)),
        one => one == kind,
    };
    if !is_of {
        return vec![format!(
            "{at}: {kind}, where {} is described",
            schema["type"]
        )];
    }
    match value {
        Value::Array(items) => items
            .iter()
            .flat_map(|item| mistakes(document, &schema["items"], item, &format!("{at}[]")))
            .collect(),
        Value::Object(fields) if schema["properties"].is_object() => {
            let missing = schema["required"].as_array().into_iter().flatten();
            let missing = missing
                .filter_map(Value::as_str)
                .filter(|name| !fields.contains_key(*name))
                .map(|name| format!("{at}: {name} is missing"));
            let wrong = fields
                .iter()
                .flat_map(|(name, value)| match &schema["properties"][name] {
                    Value::Null => vec![format!("{at}: {name} is not described")],
                    schema => mistakes(document, schema, value, &format!("{at}.{name}")),
                });
            missing.chain(wrong).collect()
        }
        _ => Vec::new(),
    }
}

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
            json!({ "plan": "free", "rateLimits": false, "limits": { "heavy": { "perSecond": 1, "perDay": 2 } }, "newestTokenOnly": false }),
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
    for wrong in [json!({ "route": 1 }), json!({ "rout": "x" })] {
        assert!(!mistakes(&document, fault, &wrong, "fault").is_empty());
    }
}
