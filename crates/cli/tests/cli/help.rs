use std::io::Read;
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::program::countersign;

#[test]
fn help_teaches() {
    assert_snapshot!("help", countersign(&["--help"]).run());
    assert_snapshot!("help_sign", countersign(&["sign", "--help"]).run());
    assert_snapshot!("help_doctor", countersign(&["doctor", "--help"]).run());
    assert_snapshot!("help_lint", countersign(&["lint", "--help"]).run());
    assert_snapshot!("help_check", countersign(&["check", "--help"]).run());
    assert_snapshot!("help_demo", countersign(&["demo", "--help"]).run());
    assert_snapshot!("help_emulate", countersign(&["emulate", "--help"]).run());
    assert_snapshot!("help_serve", countersign(&["serve", "--help"]).run());
}

#[test]
fn without_a_command_it_shows_what_there_is() {
    let seen = countersign(&[]).run();
    assert_eq!(seen.code, Some(2));
    assert!(
        seen.stderr.contains("Usage: countersign <COMMAND>"),
        "{seen}"
    );
}

#[test]
fn the_page_of_the_command_line_has_every_command_and_its_exit_codes() {
    let page = countersign(&["docs", "cli"]).run().stdout;
    for command in [
        "demo",
        "emulate",
        "sign",
        "doctor",
        "lint",
        "explain",
        "check",
        "serve",
        "key create",
        "trust",
        "completions",
    ] {
        assert!(
            page.contains(&format!("## `countersign {command}`")),
            "{command}"
        );
    }
    assert!(page.contains("Exit codes:"));
    assert!(!page.contains("## `countersign docs`"), "hidden");
    assert!(!page.contains('\u{1b}'), "no colour in a page");
}

#[test]
fn the_description_of_the_http_api_is_one_object() {
    let document = countersign(&["docs", "openapi"]).run().stdout;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert!(document["paths"]["/v1/signatures"].is_object());
    let document = countersign(&["docs", "emulator-control"]).run().stdout;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert!(document["paths"]["/faults"].is_object());
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let seen = countersign(&["completions", shell]).run();
        assert_eq!(seen.code, Some(0));
        assert!(seen.stdout.contains("doctor"), "{shell}");
    }
}

#[test]
fn every_exit_code_of_the_table_happens() {
    let table: &[(i32, &[&str], &str)] = &[
        (0, &["--version"], ""),
        (0, &["doctor", "--error", "3712"], ""),
        (
            1,
            &["doctor"],
            "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=",
        ),
        (2, &["doctor"], ""),
        (2, &["doctor"], "{\"signatur\": \"x\"}"),
        (2, &["no-such-command"], ""),
        (2, &["sign", "--meeting", "x", "--role", "0"], ""),
        (2, &["explain", "no such thing"], ""),
        (2, &["explain", "missing"], ""),
        (3, &["doctor", "no-such-file.txt"], ""),
        (3, &["doctor", "3712", "--source-file", "no.js"], ""),
        (3, &["doctor", "3712", "--secret-file", "no"], ""),
        (3, &["doctor", "3712", "--join-file", "no.json"], ""),
        (3, &["lint", "no-such-folder"], ""),
        (3, &["serve", "--config", "no.toml"], ""),
        (3, &["check", "--config", "no.toml"], ""),
        (3, &["key", "list", "--config", "no.toml"], ""),
        (3, &["emulate", "--load", "no.json"], ""),
        (
            3,
            &[
                "sign",
                "--meeting",
                "81234567890",
                "--role",
                "0",
                "--credentials",
                "no.toml",
            ],
            "",
        ),
    ];
    for (code, args, stdin) in table {
        let seen = countersign(args).stdin(stdin).run();
        assert_eq!(seen.code, Some(*code), "{args:?}: {seen}");
    }
}

/// A reader such as `head` goes away before everything is written.
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    for args in [&["docs", "cli"][..], &["completions", "bash"], &["--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(args)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), stderr.as_str()),
            (Some(0), ""),
            "{args:?}"
        );
    }
}
