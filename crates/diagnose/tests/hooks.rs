//! What other programs hang onto a report: findings made elsewhere, marked spans, corrected claims.

use countersign_diagnose::{
    Case, CodeRead, Confidence, Evidence, Finding, Part, Severity, Skipped, Unread, Verdict,
    WhyUnread, corrected_claims, diagnose, diagnose_with,
};
use serde_json::json;

const NOW: u64 = 1_760_000_000;

fn of_source(rule: &str, severity: Severity) -> Finding {
    Finding {
        rule: rule.to_owned(),
        severity,
        confidence: Confidence::Certain,
        message: "btoa writes standard base64".to_owned(),
        evidence: vec![Evidence {
            part: Part::Source,
            at: Some("4:17".to_owned()),
            text: "btoa(JSON.stringify(payload))".to_owned(),
        }],
        fix: "Use base64url.".to_owned(),
        url: "https://example.com".to_owned(),
    }
}

fn case(json: serde_json::Value) -> Case {
    Case::from_json(&json.to_string()).expect("a case")
}

#[test]
fn a_finding_made_elsewhere_counts_like_any_other() {
    let failed = case(json!({ "error": { "code": 3712 } }));
    assert!(!diagnose(&failed, NOW).live_checks.is_empty());
    let found = of_source("base64-standard-segments", Severity::Error);
    let report = diagnose_with(&failed, NOW, vec![found.clone()]);
    assert_eq!(report.findings, [found]);
    assert_eq!(report.verdict, Verdict::Refused);
    assert_eq!(report.live_checks, []);
}

#[test]
fn what_the_token_and_its_code_both_show_is_one_finding() {
    let report = diagnose_with(
        &case(json!({ "signature": "eyJh.ey+h.e+Jh", "now": NOW })),
        NOW,
        vec![of_source("base64-standard-segments", Severity::Warning)],
    );
    let same: Vec<_> = report
        .findings
        .iter()
        .filter(|found| found.rule == "base64-standard-segments")
        .collect();
    assert_eq!(same.len(), 1);
    assert_eq!(same[0].severity, Severity::Error);
    let parts: Vec<Part> = same[0]
        .evidence
        .iter()
        .map(|evidence| evidence.part)
        .collect();
    assert_eq!(parts, [Part::Signature, Part::Signature, Part::Source]);
    let marks: Vec<_> = report
        .marks()
        .into_iter()
        .filter(|mark| mark.rule == same[0].rule)
        .collect();
    assert_eq!(
        marks
            .iter()
            .map(|mark| mark.bytes.clone())
            .collect::<Vec<_>>(),
        [7..8, 11..12]
    );
}

#[test]
fn corrected_claims_say_what_was_meant_and_hold_no_secret() {
    let swapped = case(json!({
        "signature": "eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJjYW5hcnkiLCJtZWV0aW5nTnVtYmVyIjoiODEyIDM0NSA2Nzg5MCJ9.AAAA",
        "client_secret": "canary",
        "intent": "start",
    }));
    let corrected = corrected_claims(&swapped, NOW).unwrap();
    assert_eq!(
        serde_json::Value::from(corrected.payload),
        json!({
            "appKey": "client ID of the Meeting SDK app", "mn": "81234567890", "role": 1,
            "iat": NOW - 30, "exp": NOW + 7170, "tokenExp": NOW + 7170,
        })
    );
    assert!(corrected.claims.is_some() && corrected.client_id.is_none());
    assert!(corrected_claims(&case(json!({ "error": { "code": 3712 } })), NOW).is_none());
}

#[test]
fn code_that_nobody_read_is_said_to_be_skipped() {
    let with_code = case(json!({ "source": { "language": "javascript", "text": "btoa(x)" } }));
    let skipped = |report: countersign_diagnose::Report| {
        report
            .skipped
            .iter()
            .any(|skipped| skipped.rule == "source")
    };
    assert!(skipped(diagnose(&with_code, NOW)));
    assert!(!skipped(diagnose_with(&with_code, NOW, vec![])));
}

#[test]
fn code_that_was_read_in_part_is_said_to_be() {
    let unread = Unread {
        lines: Some((1, 200)),
        of_lines: 9000,
        bytes: 8192,
        of_bytes: 400_000,
        why: WhyUnread::TooLong,
    };
    let read = CodeRead {
        findings: vec![of_source("base64-standard-segments", Severity::Error)],
        unread: Some(unread),
    };
    let report = diagnose_with(&case(json!({})), NOW, read);
    let skipped = report.skipped.iter().find(|one| one.rule == "source");
    assert!(skipped.unwrap().because.contains("to line 200 of 9000"));
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn names_and_texts_of_any_length_are_cut_in_a_report() {
    let long = "n".repeat(5000);
    let report = diagnose(
        &case(json!({
            "view": "client", "join": { long.clone(): 1 }, "error": { "text": "generateSDKSignature ".repeat(500) },
            "signature": "eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJrIn0.AAAA", "env": { format!("VITE_SECRET_{long}"): "x" },
        })),
        NOW,
    );
    assert!(report.findings.len() >= 3, "{report:?}");
    assert!(serde_json::to_string(&report.findings).unwrap().len() < 6000);
}

#[test]
fn rules_that_lack_the_same_are_told_together_in_their_order() {
    let mut report = diagnose(&case(json!({ "now": NOW })), NOW);
    let lacking = |rule: &str, because: &str| Skipped {
        rule: rule.to_owned(),
        because: because.to_owned(),
    };
    report.skipped = vec![
        lacking("wrong-secret", "no secret"),
        lacking("missing-mn", "no token"),
        lacking("mac-damaged", "no secret"),
    ];
    assert_eq!(
        report.skipped_by_reason(),
        [
            ("no secret", vec!["wrong-secret", "mac-damaged"]),
            ("no token", vec!["missing-mn"]),
        ]
    );
}
