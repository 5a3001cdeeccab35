use insta::assert_snapshot;

use crate::program::{CLIENT_SECRET, Seen, countersign};

const NOW: &str = "1760000000";
const HMAC_ALONE: &str = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";

/// Without the list of what was not checked, which grows with every rule.
fn told(seen: &Seen) -> String {
    let text = seen.to_string();
    let (told, _) = text.split_once("\nNot checked\n").unwrap();
    told.to_owned()
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
