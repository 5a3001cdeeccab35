//! Whatever is in a case, the doctor answers.

use countersign_diagnose::pasted::{Kind, Pasted, error_seen};
use countersign_diagnose::{
    Case, MAX_CASE_BYTES, RULES, Verdict, corrected_claims, diagnose, explain, search_effort,
};
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

/// What a search may cost, in hash blocks: some 10 ms where hashing is slow.
const MOST_BLOCKS: usize = 81_000;

fn judged(case: &Value) {
    let case = Case::from_json(&case.to_string()).expect("a case");
    if let Some(effort) = search_effort(&case) {
        assert!(effort.blocks < MOST_BLOCKS, "{effort:?}");
    }
    let _ = corrected_claims(&case, u64::MAX);
    let report = diagnose(&case, 1_760_000_000);
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

/// Pieces of what people paste, in any order.
fn any_paste() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,30}",
        "[ -~]{0,40}",
        Just("eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjEifQ.c2ln".to_owned()),
        Just("eyJ.%2E%".to_owned()),
        Just("```js\n".to_owned()),
        Just("const x = sign({ iat: 1 });\n".to_owned()),
        Just("client.join({ ...o, zak: `${".to_owned()),
        Just("{\"errorCode\": 3712, \"é\": {".to_owned()),
        Just("export ZOOM_SDK_SECRET=\"a\"\n".to_owned()),
        Just("Uncaught TypeError: errorCode: -3712é".to_owned()),
        Just("https://é/?mn=1&signature=eyJ%2E%é&amp;".to_owned()),
        Just("@zoom/meetingsdk@3.1.6é".to_owned()),
        Just("\n".to_owned()),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_pasted_is_recognised_and_nothing_is_made_up(text in any_paste()) {
        let read = Pasted::recognise(&text);
        for kind in Kind::ALL {
            let _ = Pasted::read_as(&text, kind);
        }
        let _ = error_seen(&text);
        if let Ok(read) = read {
            prop_assert_eq!(read.taken.is_empty(), text.trim().is_empty(), "{:?}", read);
            let _ = (diagnose(&read.case, 1_760_000_000), read.words());
            let lines = |text: &str| text.lines().count();
            if let Some(source) = &read.case.source {
                prop_assert!(lines(&source.text) <= lines(&text));
            }
            let mut twice = read.clone();
            twice.add(read.clone());
            prop_assert_eq!(twice.taken, read.taken);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn several_secrets_of_any_length_cost_no_more_than_the_bound(
        payload in any_payload(), mac in "[A-Za-z0-9_-]{43}", secrets in proptest::collection::btree_map(".{0,8}", ".{0,60}", 0..9),
        times in 1..40_usize,
    ) {
        let signature = token(&json!({ "alg": "HS256" }), &json!({ "text": "x".repeat(times * 70), "of": payload }), &mac);
        let secrets: Value = secrets.into_iter().map(|(name, secret)| (name, Value::from(secret.repeat(times)))).collect();
        judged(&json!({ "signature": signature, "client_secret": "own", "secrets": secrets, "env": secrets }));
    }
}

/// The largest inputs, each of a shape that some part of the doctor looks into.
#[test]
fn a_mebibyte_of_anything_is_judged() {
    let room = MAX_CASE_BYTES - 200;
    let shapes: [&dyn Fn() -> String; 9] = [
        &|| "a".repeat(room),
        &|| ".".repeat(room),
        &|| "eyJ.".repeat(room / 4),
        &|| "Bearer ".repeat(room / 7),
        &|| "&quot;".repeat(room / 6),
        &|| format!("eyJ{}", "\u{fffd}".repeat(room / 3)),
        &|| "=".repeat(room),
        &|| "é".repeat(room / 2),
        &|| {
            format!(
                "{}.{}.{}",
                "eyJ".repeat(room / 9),
                "eyJ".repeat(room / 9),
                "-_".repeat(room / 9)
            )
        },
    ];
    for text in shapes.map(|shape| shape()) {
        assert!(Pasted::recognise(&text).is_ok());
        judged(&json!({ "signature": text, "client_secret": "x" }));
        judged(&json!({ "error": { "text": text } }));
        judged(&json!({ "client_secret": text, "signature": "eyJ.eyJ.AAAA" }));
        judged(&json!({ "join": { "zak": text, "meetingNumber": "1" } }));
        judged(
            &json!({ "client_id": text, "signature": token(&json!({ "alg": "HS256" }), &json!({ "appKey": "x" }), "AAAA") }),
        );
        let _ = explain(&text);
    }
}
