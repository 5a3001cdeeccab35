//! What judging a case of a mebibyte costs, whatever it is made of.
//!
//! `cargo run --release -p countersign-diagnose --example case_cost`
//!
//! One line a case: the longest of some runs, in milliseconds by the clock. No more than a mebibyte in all comes in as JSON
//! ([`countersign_diagnose::MAX_CASE_BYTES`]).

use std::time::Instant;

use countersign_diagnose::{Case, ErrorSeen, diagnose};
use serde_json::{Map, Value};

/// In bytes: half of a case, so that the other half is for secrets.
const LONG: usize = 1 << 19;
const SECRETS: usize = 64;
const RUNS: usize = 5;
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const PAYLOAD: &str = "eyJhcHBLZXkiOiJDb3VudGVyc2lnbkV4YW1wbGVLZXkxIiwibW4iOiI4MTIzNDU2Nzg5MCJ9";

fn long(seed: &str) -> String {
    of(LONG, seed)
}

fn of(bytes: usize, seed: &str) -> String {
    seed.repeat(bytes / seed.len())
}

fn wide(value: &Value) -> Map<String, Value> {
    (0..LONG / 24)
        .map(|at| (format!("name{at}"), value.clone()))
        .collect()
}

/// Texts that a signature of a mebibyte may be.
fn signatures() -> Vec<(&'static str, String)> {
    vec![
        ("dots", long(".")),
        ("letters", long("a")),
        ("quotes", long("\"")),
        ("brackets", long("{")),
        ("percent", long("%3D")),
        ("tokens", long(&format!("{HEADER}.{PAYLOAD}.AAAA "))),
        ("long payload", format!("{HEADER}.{}.AAAA", long("eyJh"))),
        ("long mac", format!("{HEADER}.{PAYLOAD}.{}", long("A+/="))),
        ("JSON", format!("{{\"signature\":\"{}\"}}", long("e"))),
    ]
}

fn main() {
    let secrets = || {
        let name = |at: usize| format!("secret{at}");
        let secret = |at: usize| of(LONG / SECRETS, &format!("{at:08}")).into();
        (0..SECRETS).map(|at| (name(at), secret(at))).collect()
    };
    for (name, text) in signatures() {
        let alone = Case {
            signature: Some(text.clone()),
            ..Case::default()
        };
        report(&format!("signature of {name}"), &alone);
        let with_secrets = Case {
            signature: Some(text),
            secrets: secrets(),
            ..Case::default()
        };
        report(
            &format!("  and {SECRETS} secrets of 8 KiB, {name}"),
            &with_secrets,
        );
    }
    let options = Case {
        join: Some(wide(&Value::Bool(true))),
        env: secrets(),
        ..Case::default()
    };
    report("options of join() and 64 variables", &options);
    let claims = Case {
        payload: Some(wide(&Value::from(1))),
        secrets: secrets(),
        ..Case::default()
    };
    report("claims and 64 secrets", &claims);
    let said = Case {
        error: Some(ErrorSeen {
            code: None,
            text: Some(long("Signature is invalid ")),
        }),
        env: secrets(),
        ..Case::default()
    };
    report("an error and 64 variables", &said);
}

#[expect(clippy::print_stdout, reason = "the numbers are what it is for")]
fn report(name: &str, case: &Case) {
    let once = |_| {
        let clock = Instant::now();
        std::hint::black_box(diagnose(case, 1_760_000_000));
        clock.elapsed().as_secs_f64() * 1e3
    };
    let worst = (0..RUNS).map(once).fold(0.0, f64::max);
    println!("{worst:7.1} ms  {name}");
}
