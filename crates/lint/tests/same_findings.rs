//! Broken code, and the token that it makes, lead to the same findings.
//!
//! `fixtures/sources/rows/run.py` ran the generators with each of their mistakes and kept the tokens.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod written;

use std::collections::BTreeSet;

use countersign_diagnose::{Case, Finding, Severity, diagnose};
use countersign_lint::{Source, lint_source};
use serde_json::{Value, json};
use written::{LANGUAGES, folder, rows};

const KEY: &str = "CountersignCorpusKey01";
const SECRET: &str = "ThrowawaySecretOfTheCorpus123456";

/// What code alone tells: the generator (any where it is empty), the rule, and why the token does not tell it.
const ONLY_CODE: [(&str, &str, &str); 12] = [
    ("", "role-swapped", "a token does not say who was meant"),
    (
        "",
        "open-signing-endpoint",
        "a token does not say who asked for it",
    ),
    (
        "",
        "secret-in-browser",
        "a token does not say where its secret is",
    ),
    ("", "secret-undefined", "where it ran, the variable was set"),
    (
        "",
        "s2s-credentials",
        "where it ran, the variable was not set",
    ),
    (
        "",
        "base64-standard-segments",
        "only some tokens have + and /",
    ),
    ("", "base64url-padding", "only some tokens have padding"),
    ("", "time-float", "by chance a clock shows a whole second"),
    ("", "expired-hardcoded", "the time passes once"),
    (
        "",
        "float32-timestamp",
        "the float errs by up to two minutes, and often by less",
    ),
    (
        "java",
        "time-string-or-null",
        "Android's JSONObject drops what is null",
    ),
    (
        "python",
        "local-time-as-utc",
        "a time that is behind looks like an old token",
    ),
];

/// What a token tells besides: the mistake of the code, the other rule, and why the code does not tell it.
const BESIDES: [(&str, &str, &str); 10] = [
    (
        "arg-order",
        "key-mismatch",
        "the claim is not the case's client ID",
    ),
    (
        "secret-in-browser",
        "wrong-secret",
        "the literal is another secret than the case's",
    ),
    (
        "s2s-credentials",
        "secret-undefined",
        "where it ran, the variable was not set",
    ),
    (
        "open-signing-endpoint",
        "role-invalid",
        "where it ran, nobody asked",
    ),
    (
        "expired-hardcoded",
        "ttl-zero-or-short",
        "code has no clock to hold a literal against",
    ),
    (
        "hmac-hex-then-base64",
        "base64url-padding",
        "bytes instead of hexadecimal end that as well",
    ),
    (
        "base64-standard-segments",
        "base64url-padding",
        "of standard base64 the token shows only the padding",
    ),
    (
        "float32-timestamp",
        "iat-in-future",
        "the float errs to either side",
    ),
    (
        "time-string-or-null",
        "missing-times",
        "Android's JSONObject drops what is null",
    ),
    (
        "local-time-as-utc",
        "expired-hardcoded",
        "a time that is behind looks like an old token",
    ),
];

fn rules(findings: &[Finding]) -> BTreeSet<String> {
    let grave = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info);
    grave.map(|finding| finding.rule.clone()).collect()
}

#[test]
fn code_and_the_token_that_it_makes_lead_to_the_same_findings() {
    let tokens = std::fs::read_to_string(folder().join("tokens.json")).unwrap();
    let tokens: Vec<Value> = serde_json::from_str(&tokens).unwrap();
    let (mut compared, mut differ) = (0, Vec::new());
    for (language, file) in LANGUAGES {
        for generator in rows(language).generators {
            let name = format!("{language} {}", generator.name);
            let own = tokens.iter().filter(|token| token["generator"] == name);
            for token in own {
                let at = usize::try_from(token["mistake"].as_u64().unwrap()).unwrap();
                let text = match at.checked_sub(1) {
                    Some(at) => generator.with(&generator.mistakes[at]),
                    None => generator.text.clone(),
                };
                let text: String = text
                    .lines()
                    .map(|line| format!("{}\n", &line[2..]))
                    .collect();
                let of_code = rules(
                    &lint_source(&Source {
                        text: &text,
                        name: Some(file),
                        presumed: true,
                        ..Source::default()
                    })
                    .findings,
                );
                let case = json!({
                    "signature": token["signature"],
                    "now": token["now"],
                    "client_id": KEY,
                    "client_secret": SECRET,
                });
                let case = Case::from_json(&case.to_string()).unwrap();
                let of_token = rules(&diagnose(&case, 0).findings);
                let rule = token["rule"].as_str().unwrap();
                compared += 1;
                let only_code: Vec<_> = of_code
                    .difference(&of_token)
                    .filter(|rule| {
                        let known = |(of, only, _): &(&str, &str, &str)| {
                            language.starts_with(of) && only == rule
                        };
                        !ONLY_CODE.iter().any(known)
                    })
                    .collect();
                let only_token: Vec<_> = of_token
                    .difference(&of_code)
                    .filter(|other| {
                        let known = |(mistake, besides, _): &(&str, &str, &str)| {
                            *mistake == rule && besides == other
                        };
                        !BESIDES.iter().any(known)
                    })
                    .collect();
                if !only_code.is_empty() || !only_token.is_empty() {
                    differ.push(format!(
                        "{name} {at} {rule}: only the code {only_code:?}, only the token {only_token:?}"
                    ));
                }
            }
        }
    }
    println!("{compared} programs and their tokens");
    assert_eq!(compared, tokens.len(), "a generator has another name now");
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
