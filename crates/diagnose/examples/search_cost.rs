//! What a forensic search costs: a token that no secret explains, judged with four secrets, beside as many bare HMACs.
//!
//! `cargo run --release -p countersign-diagnose --example search_cost`

use std::time::{Duration, Instant};

use countersign_diagnose::{Case, diagnose, search_effort};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const ROUNDS: usize = 40;
const SECRET: &[u8] = b"ThrowawaySecretOfTheExamples1234";

#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn main() {
    let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    let payload = "eyJhcHBLZXkiOiJDb3VudGVyc2lnbkV4YW1wbGVLZXkxIiwic2RrS2V5IjoiQ291bnRlcnNpZ25FeGFtcGxlS2V5MSIsIm1uIjoiODEyMzQ1Njc4OTAiLCJyb2xlIjowLCJpYXQiOjE3NTk5OTk5NzAsImV4cCI6MTc2MDAwNzE3MCwidG9rZW5FeHAiOjE3NjAwMDcxNzB9";
    let text = format!("{header}.{payload}");
    let case = Case::from_json(&format!(
        r#"{{"signature": "{text}.{}", "client_id": "CountersignExampleKey1", "secrets": {{
            "meeting_sdk": "ThrowawaySecretOfTheExamples1234", "s2s": "ThrowawaySecretOfTheExamples1235",
            "webhook": "ThrowawaySecretOfTheExamples1236", "other": "ThrowawaySecretOfTheExamples1237"}}}}"#,
        "hXc9hBzqejIWimHq0rp3eKIctJB5HCHa0P60XnOCg_k"
    ))
    .expect("a case");
    let effort = search_effort(&case).expect("nobody made this token");
    println!(
        "{} keys, {} texts, {} MACs, {} hash blocks",
        effort.keys, effort.messages, effort.macs, effort.blocks
    );

    let (mut search, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        search.push(time(|| {
            std::hint::black_box(diagnose(&case, 1_760_000_000));
        }));
        floor.push(time(|| {
            for _ in 0..effort.macs {
                let mac: Hmac<Sha256> = Hmac::new_from_slice(SECRET).expect("any length");
                std::hint::black_box(mac.chain_update(&text).finalize());
            }
        }));
    }
    let (search, floor) = (median(search), median(floor));
    let ratio = search.as_secs_f64() / floor.as_secs_f64();
    println!(
        "whole diagnosis {search:?}, as many HMACs {floor:?}, ratio {ratio:.2} (medians of {ROUNDS}, interleaved)"
    );
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
