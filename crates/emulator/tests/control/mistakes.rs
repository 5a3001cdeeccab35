//! What cannot be read is refused in one shape, which the description has for every operation.

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::Desk;

#[tokio::test]
async fn what_cannot_be_read_is_refused_as_all_else_is() {
    let desk = Desk::open().await;
    let base = desk.emulator.control_url().unwrap();
    let http = reqwest::Client::new();
    let post = |path: &str, kind: &str, body: String| {
        let url = format!("{base}{path}");
        http.post(url).header(CONTENT_TYPE, kind).body(body)
    };
    let json = "application/json";
    for (request, status, says) in [
        (post("/faults", json, "{".into()), 400, "EOF while parsing"),
        (
            post("/faults", "text/plain", "{}".into()),
            415,
            "application/json",
        ),
        (
            post("/faults", json, r#"{"nonsense":1}"#.into()),
            422,
            "nonsense",
        ),
        (
            post("/faults", json, " ".repeat(70_000)),
            413,
            "length limit",
        ),
        (
            http.get(format!("{base}/requests?since=x")),
            400,
            "invalid digit",
        ),
        (
            http.post(format!("{base}/meetings/x/end")),
            400,
            "Cannot parse",
        ),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{says}");
        assert_eq!(answer.headers()[CONTENT_TYPE], json, "{says}");
        let answer: Value = answer.json().await.unwrap();
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn every_operation_is_described_with_it() {
    let document = serde_json::to_value(countersign_emulator::control::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let schema =
                &operation["responses"]["default"]["content"]["application/json"]["schema"];
            assert_eq!(
                *schema,
                json!({ "$ref": "#/components/schemas/Mistake" }),
                "{method} {path}"
            );
        }
    }
}
