//! Whatever is in a case, the doctor answers.

use countersign_diagnose::{Case, RULES, Verdict, diagnose, explain};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!("1760000000")),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(".{0,6}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// Payloads with the names that rules look for and anything for a value.
fn any_payload() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        "appKey",
        "sdkKey",
        "mn",
        "meetingNumber",
        "role",
        "iat",
        "exp",
        "tokenExp",
        "alg"
    ];
    proptest::collection::vec((name, any_json()), 0..8)
        .prop_map(|claims| Value::Object(claims.into_iter().collect::<Map<_, _>>()))
}

fn token(header: &Value, payload: &Value, mac: &str) -> String {
    format!(
        "{}.{}.{mac}",
        base64url(&header.to_string()),
        base64url(&payload.to_string())
    )
}

fn base64url(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

fn judged(case: &Value) {
    let report = diagnose(
        &Case::from_json(&case.to_string()).expect("a case"),
        1_760_000_000,
    );
    for finding in &report.findings {
        assert!(RULES.iter().any(|rule| rule.id == finding.rule));
        assert!(
            finding
                .evidence
                .iter()
                .all(|evidence| evidence.text.chars().count() <= 81)
        );
    }
    if report.verdict == Verdict::Accepted {
        assert!(!report.has_errors(), "{report:#?}");
    }
}

proptest! {
    #[test]
    fn any_text_passes_for_a_signature_and_a_secret(signature in ".{0,300}", secret in ".{0,40}", code in ".{0,20}") {
        judged(&json!({ "signature": signature, "client_secret": secret, "error": { "code": code, "text": signature } }));
        let _ = explain(&signature);
    }

    #[test]
    fn any_claims_and_options_are_judged(
        header in any_payload(), payload in any_payload(), mac in "[A-Za-z0-9+/=_-]{0,70}", join in any_payload(),
        now in any::<u64>(),
    ) {
        let signature = token(&header, &payload, &mac);
        judged(&json!({ "signature": signature, "now": now, "join": join, "intent": "start", "view": "client" }));
        judged(&json!({ "signature": signature, "platform": "native", "sdk_version": "3.13.2" }));
    }

    #[test]
    fn any_json_is_a_case_or_an_error(json in any_json(), text in ".{0,80}") {
        let _ = Case::from_json(&json.to_string());
        let _ = Case::from_json(&text);
    }
}
