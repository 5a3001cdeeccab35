//! What the Doctor takes and answers is what the description of the API says.

use countersign_diagnose::{Case, RULES};
use serde_json::{Value, json};

use crate::site::Site;

#[path = "../../../../fixtures/openapi/mistakes.rs"]
mod mistakes;

use mistakes::mistakes;

#[tokio::test]
async fn cases_and_reports_are_as_the_description_says() {
    let site = Site::new().await;
    let document = site.get("/openapi.json").await.json;
    let operation = &document["paths"]["/v1/diagnose"]["post"];
    let schema = |what: &Value| what["content"]["application/json"]["schema"].clone();
    let case_schema = schema(&operation["requestBody"]);
    let report_schema = schema(&operation["responses"]["200"]);
    for name in ["Case", "Report", "Finding", "Evidence", "LiveCheck"] {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
    let mut examples: Vec<Value> = RULES
        .iter()
        .flat_map(|rule| rule.page.split("```json case\n").skip(1).take(1))
        .map(|block| serde_json::from_str(block.split("```").next().unwrap()).unwrap())
        .collect();
    let whole = json!({
        "signature": "a.b.c", "header": {"alg": "HS256"}, "payload": {"mn": "1"}, "client_id": "id", "client_secret": "s", "secrets": {"s2s": "x"},
        "now": 1_760_000_000, "platform": "web", "sdk_version": "6.2.0", "view": "client", "intent": "start", "webinar": true,
        "external": false, "join": {"meetingNumber": "1", "zak": true}, "error": {"code": "3712", "text": "no"},
        "source": {"language": "go", "text": "x"}, "env": {"A": "b"},
    });
    let described = document["components"]["schemas"]["Case"]["properties"]
        .as_object()
        .unwrap();
    // The reader of cases names its fields when it meets another.
    let refused = Case::from_json(r#"{"?": 1}"#).unwrap_err().to_string();
    for name in described.keys() {
        assert!(refused.contains(&format!("`{name}`")), "{name}: {refused}");
    }
    let (_, expected) = refused.split_once("expected one of ").unwrap();
    assert_eq!(expected.split(", ").count(), described.len(), "{refused}");
    let names = |object: &serde_json::Map<String, Value>| {
        object
            .keys()
            .cloned()
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(
        names(described),
        names(whole.as_object().unwrap()),
        "every field, and no other"
    );
    assert!(Case::from_json(&whole.to_string()).is_ok());
    examples.push(whole);
    assert!(examples.len() > 50);
    // As many as one address may ask for at once.
    for case in examples.into_iter().rev().take(50) {
        let wrong = mistakes(&document, &case_schema, &case, "case");
        assert!(wrong.is_empty(), "{wrong:?}");
        let answer = site.visit("/v1/diagnose", case).await;
        let wrong = mistakes(&document, &report_schema, &answer.json, "report");
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    for wrong in [
        json!({"view": "x"}),
        json!({"signatur": "x"}),
        json!({"now": "x"}),
    ] {
        assert!(
            !mistakes(&document, &case_schema, &wrong, "case").is_empty(),
            "{wrong}"
        );
    }
}
