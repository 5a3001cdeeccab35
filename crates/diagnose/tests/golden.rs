//! No false alarm: correct tokens that others made (`fixtures/tokens/README.md`) give no error and no warning.

use countersign_diagnose::{Case, Severity, Verdict, diagnose};
use serde_json::{Value, json};

#[test]
fn golden_tokens_raise_no_error_and_no_warning_and_are_accepted() {
    let golden: Vec<Value> =
        serde_json::from_str(include_str!("../../../fixtures/tokens/golden.json")).unwrap();
    assert!(golden.len() >= 5);
    for token in golden {
        let case = json!({
            "signature": token["token"],
            "client_id": token["client_id"],
            "client_secret": token["client_secret"],
            "now": token["now"],
        });
        for platform in [Value::Null, json!("native")] {
            let mut case = case.clone();
            case["platform"] = platform;
            let report = diagnose(&Case::from_json(&case.to_string()).unwrap(), 0);
            let alarms = report
                .findings
                .iter()
                .filter(|finding| finding.severity != Severity::Info);
            assert_eq!(alarms.count(), 0, "{}: {report:#?}", token["name"]);
            assert_eq!(report.verdict, Verdict::Accepted, "{}", token["name"]);
            assert_eq!(report.error_code, None);
        }
    }
}
