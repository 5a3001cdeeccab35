use insta::assert_snapshot;

use crate::program::{CLIENT_SECRET, Seen, countersign};

const NOW: &str = "1760000000";
const HMAC_ALONE: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";

/// What stands before the findings and after what was not checked: the rules' own words change with the rules.
fn told(seen: &Seen) -> String {
    let text = seen.to_string();
    let (before, rest) = text.split_once("\nerror[").unwrap();
    let (_, rest) = rest.split_once("\nNot checked\n").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    format!("{before}\n[findings, not checked]\n\n{after}")
}

/// A good token, signed as [`CLIENT_SECRET`]'s app.
fn token() -> String {
    let seen = countersign(&["sign", "--meeting", "81234567890", "--role", "0"])
        .with_credentials()
        .run();
    seen.stdout.trim_end().to_owned()
}

/// The report for what stands in the file `case.txt`.
fn doctor(text: &str, args: &[&str]) -> Seen {
    countersign(&[&["doctor", "case.txt", "--now", NOW], args].concat())
        .file("case.txt", text)
        .run()
}

#[test]
fn the_hmac_alone_is_explained() {
    let seen = doctor(HMAC_ALONE, &["--error", "3712", "--view", "component"]);
    assert_snapshot!(told(&seen));
}

#[test]
fn a_code_alone_gives_what_to_look_at() {
    let seen = countersign(&["doctor", "--error", "3712"]).run();
    assert_eq!(seen.code, Some(0), "no finding is an error");
    assert!(seen.stdout.contains("\nOnly Zoom can tell\n"), "{seen}");
    assert!(
        seen.stdout.contains("\n  no signature was given\n"),
        "{seen}"
    );
}

#[test]
fn a_whole_case_in_json_is_judged_by_its_own_clock() {
    let case = r#"{"signature": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzZGtLZXkiOiJDb3VudGVyc2lnbkV4YW1wbGVLZXkxIiwibWVldGluZ051bWJlciI6IjgxMjM0NTY3ODkwIiwicm9sZSI6MSwiaWF0IjoxNzYwMDAwMDAwMDAwLCJleHAiOjE3NjAwMDcyMDAwMDB9.B7OmW22rqsEENk_bcK2ZUVE4GTXhhidlmTPuirJdkJk",
        "now": 1760000000, "view": "client", "join": {"meetingNumber": "81234567890", "userName": "Anna"}}"#;
    let seen = countersign(&["doctor"]).stdin(case).run();
    assert_eq!(seen.code, Some(1));
    assert_snapshot!(told(&seen));
}

#[test]
fn the_report_in_json_has_the_same_exit_code() {
    let seen = doctor(HMAC_ALONE, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["findings"][0]["rule"], "sig-only");
    assert_eq!(seen.code, Some(1));
}

#[test]
fn a_signature_is_taken_as_an_argument_from_a_file_and_from_standard_input() {
    let token = token();
    let ways = [
        countersign(&["doctor", &token]),
        countersign(&["doctor", "token.txt"]).file("token.txt", &token),
        countersign(&["doctor", "--signature-file", "token.txt"])
            .file("token.txt", &format!("{token}\r\n")),
        countersign(&["doctor", "-"]).stdin(&token),
        countersign(&["doctor"]).stdin(&format!("{token}\n")),
    ];
    for way in ways {
        let seen = way.run();
        assert_eq!(seen.code, Some(0), "{seen}");
        assert!(seen.stdout.contains("\"81234567890\""), "{seen}");
        assert!(!seen.to_string().contains(&token), "it is not repeated");
    }
}

#[test]
fn with_the_secret_the_last_part_is_checked() {
    let token = token();
    let right = countersign(&["doctor", &token, "--secret-env", "SECRET"])
        .env("SECRET", CLIENT_SECRET)
        .run();
    assert!(right.stdout.contains("Nothing is wrong here."), "{right}");
    let wrong = countersign(&["doctor", &token, "--secret-file", "secret"])
        .file("secret", "another-secret\n")
        .run();
    assert!(wrong.stdout.contains("error[wrong-secret]"), "{wrong}");
    let none = countersign(&["doctor", &token, "--secret-env", "NO_SUCH"]).run();
    assert_eq!(none.code, Some(2));
    assert!(
        none.stderr
            .contains("the environment has no variable NO_SUCH"),
        "{none}"
    );
}

#[test]
fn the_secret_that_signed_is_told_by_its_role() {
    let seen = countersign(&[
        "doctor",
        &token(),
        "--secret-env",
        "SDK",
        "--secret-env",
        "s2s=REST",
    ])
    .env("SDK", "another-secret")
    .env("REST", CLIENT_SECRET)
    .run();
    assert_eq!(seen.code, Some(1));
    assert!(seen.stdout.contains("error[s2s-credentials]"), "{seen}");
    assert!(!seen.to_string().contains(CLIENT_SECRET));
    let twice = countersign(&["doctor", "3712", "--secret-env", "A", "--secret-env", "A"])
        .env("A", "x")
        .run();
    assert_eq!(twice.code, Some(2));
    assert!(
        twice.stderr.contains("two secrets for meeting_sdk"),
        "{twice}"
    );
}

#[test]
fn a_corrected_signature_is_right_and_printed_only_when_asked_for() {
    let broken = token().replace('.', "=.");
    let run = |args: &[&str]| {
        countersign(&[&["doctor", broken.as_str(), "--secret-env", "SECRET"], args].concat())
            .env("SECRET", CLIENT_SECRET)
            .run()
    };
    let unasked = run(&[]);
    assert!(
        unasked.stdout.contains("With --corrected it is signed"),
        "{unasked}"
    );
    let lines = || unasked.stdout.lines();
    assert!(!lines().any(|line| line.starts_with("eyJ")), "{unasked}");
    for args in [&["--corrected"][..], &["--corrected", "--plain"]] {
        let asked = run(args);
        let corrected = asked.stdout.lines().last().unwrap().to_owned();
        let again = countersign(&["doctor", &corrected, "--secret-env", "SECRET"])
            .env("SECRET", CLIENT_SECRET)
            .run();
        assert!(
            again.stdout.contains("Nothing is wrong here."),
            "{asked}{again}"
        );
    }
    assert_eq!(run(&["--corrected", "--format", "json"]).code, Some(2));
    let no_secret = countersign(&["doctor", &broken, "--corrected"]).run();
    assert!(
        no_secret
            .stdout
            .contains("No corrected signature: give the client secret"),
        "{no_secret}"
    );
}

#[test]
fn what_belongs_to_one_attempt_is_judged_together() {
    let token = token();
    let seen = countersign(&["doctor", "token.txt", "3711", "--format", "json"])
        .file("token.txt", &token)
        .run();
    let report: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(report["error_code"], "3711");
    let several = countersign(&[
        "doctor",
        "token.txt",
        "case.json",
        "sig.txt",
        "--format",
        "json",
    ])
    .file("token.txt", &token)
    .file(
        "case.json",
        &format!(r#"{{"signature": "{token}", "webinar": true}}"#),
    )
    .file("sig.txt", HMAC_ALONE)
    .run();
    assert_eq!(several.code, Some(1), "the worst of them counts");
    let reports: serde_json::Value = serde_json::from_str(&several.stdout).unwrap();
    let inputs: Vec<_> = reports
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["input"])
        .collect();
    assert_eq!(inputs, ["token.txt", "case.json", "sig.txt"]);
    assert_eq!(reports[2]["report"]["findings"][0]["rule"], "sig-only");
}

/// Milliseconds, and `meetingNumber` where `mn` belongs.
const SIGNS: &str = r#"import jwt from "jsonwebtoken";

export function sign(meetingNumber, role) {
  const iat = Date.now();
  const payload = { appKey: process.env.ZOOM_MEETING_SDK_KEY, meetingNumber, role, iat, exp: iat + 7200, tokenExp: iat + 7200 };
  return jwt.sign(payload, process.env.ZOOM_MEETING_SDK_SECRET, { algorithm: "HS256" });
}
"#;

#[test]
fn the_code_that_signs_is_read_as_well() {
    let ways = [
        countersign(&["doctor", "sign.js"]).file("sign.js", SIGNS),
        countersign(&["doctor", "--source-file", "sign.js"]).file("sign.js", SIGNS),
        countersign(&["doctor"]).stdin(SIGNS),
    ];
    for way in ways {
        let seen = way.run();
        assert_eq!(seen.code, Some(1), "{seen}");
        assert!(seen.stdout.contains("error[time-in-ms]"), "{seen}");
        assert!(seen.stdout.contains("  source 5:"), "{seen}");
    }
    let with_a_token = countersign(&["doctor", &token(), "sign.js", "--format", "sarif"])
        .file("sign.js", SIGNS)
        .run();
    let log: serde_json::Value = serde_json::from_str(&with_a_token.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let in_ms = results
        .iter()
        .find(|one| one["ruleId"] == "time-in-ms")
        .unwrap();
    let place = &in_ms["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "sign.js");
    assert_eq!(place["region"]["startLine"], 5);
}

#[test]
fn an_error_is_taken_as_it_is_pasted() {
    let message = "Signature is invalid.";
    let rejection =
        r#"{"type":"INVALID_OPERATION","reason":"Signature is invalid.","errorCode":3712}"#;
    for way in [
        countersign(&["doctor", message]),
        countersign(&["doctor"]).stdin(message),
        countersign(&["doctor", "-"]).stdin(rejection),
        countersign(&["doctor", "error.txt"]).file("error.txt", "3712\n"),
    ] {
        let seen = way.run();
        assert!(
            seen.stdout.contains("\n  no signature was given\n"),
            "{seen}"
        );
        assert!(seen.stdout.starts_with("Zoom refuses this."), "{seen}");
    }
}

#[test]
fn the_plain_form_has_no_columns_marks_or_colours() {
    let seen = countersign(&["doctor", &token().replace('.', "=."), "--plain"])
        .env("CLICOLOR_FORCE", "1")
        .run();
    assert_eq!(seen.code, Some(1));
    assert!(seen.stdout.starts_with("The signature has "), "{seen}");
    assert!(
        seen.stdout.contains("\nWhat to sign instead: appKey is "),
        "{seen}"
    );
    let two = countersign(&["doctor", &token(), &token(), "--plain"])
        .env("CLICOLOR_FORCE", "1")
        .run();
    assert!(two.stdout.starts_with("About an argument:\n\nThe"), "{two}");
    for mark in ["^", "\u{1b}", "  "] {
        assert!(!seen.stdout.contains(mark), "{seen}");
        assert!(!two.stdout.contains(mark), "{two}");
    }
    let json = countersign(&["doctor", "3712", "--plain", "--format", "json"]).run();
    assert_eq!(json.code, Some(2));
}

/// Held against the published schema once by hand; this keeps its outline.
#[test]
fn sarif_names_every_rule_level_and_file() {
    let seen = countersign(&["doctor", "a.txt", "b.txt", "--format", "sarif"])
        .file("a.txt", HMAC_ALONE)
        .file("b.txt", &token().replace('.', "=."))
        .run();
    assert_eq!(seen.code, Some(1));
    let log: serde_json::Value = serde_json::from_str(&seen.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["name"], "countersign");
    let rules = driver["rules"].as_array().unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() >= 2);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let file = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(file == "a.txt" || file == "b.txt", "{result}");
    }
    assert!(
        !seen.stdout.contains(&token()[..60]),
        "no token in a report"
    );
}

#[test]
fn what_a_token_says_cannot_steer_the_terminal() {
    // {"alg":"\u001b[31mHS256"} . {"mn":"\u001b]0;title\u0007"} . x
    let seen = doctor(
        "eyJhbGciOiJcdTAwMWJbMzFtSFMyNTYifQ.eyJtbiI6Ilx1MDAxYl0wO3RpdGxlXHUwMDA3In0.eA",
        &[],
    );
    assert!(!seen.stdout.contains(['\u{1b}', '\u{7}']), "{seen}");
}

#[test]
fn explain_prints_a_rules_page_without_its_test_cases() {
    let page = countersign(&["explain", "missing-mn"]).run().stdout;
    assert!(page.starts_with("# missing-mn\n"), "{page}");
    assert!(
        page.contains("## How to mend it") && !page.contains("## Examples"),
        "{page}"
    );
    let prose = page.split("```").step_by(2).flat_map(str::lines);
    assert_eq!(
        prose
            .map(|line| line.chars().count())
            .find(|width| *width > 96),
        None,
        "{page}"
    );
}

#[test]
fn explain_tells_a_code_a_message_and_the_list_of_rules() {
    let code = countersign(&["explain", "3712"]).run().stdout;
    assert!(code.starts_with("3712 ("), "{code}");
    assert!(
        code.contains("\n  Zoom says: Signature is invalid.\n"),
        "{code}"
    );
    let exception = "Cannot read properties of undefined (reading 'replace')";
    let exception = countersign(&["explain", exception]).run().stdout;
    assert!(exception.contains("\n  Rules: sig-only"), "{exception}");
    let rules = countersign(&["explain"]).run().stdout;
    assert!(
        rules.lines().count() >= 15 && rules.contains("wrong-secret "),
        "{rules}"
    );
}
