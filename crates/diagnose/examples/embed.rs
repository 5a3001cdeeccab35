//! The doctor inside a program of one's own: a server whose page reports a failed `join()`.
//!
//! Run it with `cargo run -p countersign-diagnose --example embed`.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use countersign_diagnose::{Case, corrected_claims, diagnose, explain};

/// What the page sends when `join()` fails: its options without their secrets, and the error as the SDK gave it.
const REPORTED: &str = r#"{
  "signature": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzZGtLZXkiOiJDb3VudGVyc2lnbkV4YW1wbGVLZXkxIiwibWVldGluZ051bWJlciI6IjgxMjM0NTY3ODkwIiwicm9sZSI6MSwiaWF0IjoxNzYwMDAwMDAwMDAwLCJleHAiOjE3NjAwMDcyMDAwMDB9.U8WQujAioaJf567dX2lFlR8UPgUVCo3hfOan_FESJe8",
  "view": "component",
  "sdk_version": "6.2.0",
  "join": {"meetingNumber": "81234567890", "userName": "Anna", "password": true},
  "error": {"code": 3712, "text": "Signature is invalid."}
}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Untrusted input is fine: it is bounded, and unknown fields are refused by name.
    let mut case = Case::from_json(REPORTED)?;
    // The secret never comes from the page. With it the doctor tells how the last part was made; no report repeats it.
    case.client_id = Some("CountersignExampleKey1".to_owned());
    case.client_secret = Some("ThrowawaySecretOfTheExamples1234".to_owned().into());

    // Time is an argument. A server passes its clock; here it is the moment of the report.
    let now = 1_760_000_000;
    let report = diagnose(&case, now);

    println!(
        "{:?}, the SDK shows {:?}",
        report.verdict, report.error_code
    );
    for finding in &report.findings {
        println!("- {}: {}\n  {}", finding.rule, finding.message, finding.fix);
    }
    if let Some(correction) = corrected_claims(&case, now) {
        println!(
            "sign instead: {}",
            serde_json::to_string(&correction.payload)?
        );
    }
    // The page of the first rule, to link to or to show.
    let first = report
        .findings
        .first()
        .and_then(|finding| explain(&finding.rule));
    if let Some(explanation) = first {
        println!("because: {}", explanation.title);
    }
    // The report serialises to a contract of its own, version 1.
    println!("{} bytes of JSON", serde_json::to_string(&report)?.len());
    Ok(())
}
