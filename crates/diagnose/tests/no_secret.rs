//! No secret of a case is ever in a report, whatever is in the case.

use countersign_diagnose::{Case, RULES, diagnose};
use serde_json::{Value, json};

const CANARY: &str = "CanaryThatMustNotSingInAnyReport";

/// The cases of all pages, each with the canary in every place that holds a secret.
fn cases() -> impl Iterator<Item = Case> {
    let blocks = RULES
        .iter()
        .flat_map(|rule| rule.page.split("```json case\n").skip(1));
    blocks.map(|block| {
        let mut case: Value = serde_json::from_str(block.split("```").next().expect("a block")).expect("JSON");
        case["client_secret"] = json!(CANARY);
        case["env"] = json!({ "ZOOM_CLIENT_SECRET": CANARY, "ZOOM_MEETING_SDK_SECRET": format!("{CANARY}2") });
        let join = case.get("join").cloned().unwrap_or(json!({ "meetingNumber": "1" }));
        case["join"] = join;
        for option in ["passWord", "password", "zak", "tk", "obfToken", "recordingToken"] {
            case["join"][option] = json!(CANARY);
        }
        Case::from_json(&case.to_string()).expect("a case")
    })
}

#[test]
fn no_report_on_any_example_holds_a_secret() {
    for case in cases() {
        let report = serde_json::to_string(&diagnose(&case, 1_760_000_000)).unwrap();
        assert!(!report.contains(CANARY), "{report}");
    }
}

#[test]
fn a_secret_in_a_claim_or_in_an_error_is_struck_out() {
    // Header {"alg": the canary}, payload {"mn": the canary, …}: what an exchange of variables can do.
    let header = "eyJhbGciOiJDYW5hcnlUaGF0TXVzdE5vdFNpbmdJbkFueVJlcG9ydCJ9";
    let payload = "eyJtbiI6IkNhbmFyeVRoYXRNdXN0Tm90U2luZ0luQW55UmVwb3J0Iiwicm9sZSI6IkNhbmFyeVRoYXRNdXN0Tm90U2luZ0luQW55UmVwb3J0IiwiaWF0IjoiQ2FuYXJ5VGhhdE11c3ROb3RTaW5nSW5BbnlSZXBvcnQifQ";
    let case = json!({
        "signature": format!("{header}.{payload}.{}", "A".repeat(43)),
        "client_secret": CANARY,
        "join": { "meetingNumber": "81234567890" },
        "error": { "code": CANARY, "text": format!("User email is required. {CANARY}") },
    });
    let report = diagnose(
        &Case::from_json(&case.to_string()).expect("a case"),
        1_760_000_000,
    );
    let text = serde_json::to_string(&report).unwrap();
    assert!(text.contains("(secret)"), "the claims were shown: {text}");
    assert!(!text.contains(CANARY), "{text}");
}
