//! Whatever is given, the doctor answers, within its bound of work, and shows no secret.
//!
//! `cargo +nightly fuzz run diagnose -- -max_len=1048576 -timeout=1`
#![no_main]

use countersign_diagnose::{Case, corrected_claims, diagnose, explain, search_effort};
use libfuzzer_sys::fuzz_target;

const NOW: u64 = 1_760_000_123;
const SECRET: &str = "CanaryThatMustNotSingInAnyReport";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let of_json = Case::from_json(&text).ok();
    let of_text = Case {
        signature: Some(text.clone().into_owned()),
        client_secret: Some(SECRET.into()),
        ..Case::default()
    };
    for case in of_json.iter().chain([&of_text]) {
        let report = diagnose(case, NOW);
        let length = case.signature.as_ref().map_or(0, String::len);
        assert!(report.marks().iter().all(|mark| mark.bytes.end <= length));
        let _ = corrected_claims(case, NOW);
        if let Some(effort) = search_effort(case) {
            assert!(effort.blocks < 81_000);
        }
    }
    assert!(text.contains(SECRET) || !format!("{:?}", diagnose(&of_text, NOW)).contains(SECRET));
    let _ = explain(&text);
});
