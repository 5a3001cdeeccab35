//! No output of any command holds a secret.

use serde_json::Value;

use crate::program::{CLIENT_ID, CLIENT_SECRET, countersign, get, port_after};

#[test]
fn no_command_repeats_a_secret_it_was_given() {
    let case = format!(
        r#"{{"signature": "a.b.c", "client_id": "{CLIENT_ID}", "client_secret": "{CLIENT_SECRET}",
            "env": {{"ZOOM_CLIENT_SECRET": "{CLIENT_SECRET}"}}, "source": {{"text": "key = '{CLIENT_SECRET}'"}}}}"#
    );
    let toml = format!(
        "[meeting_sdk]\nclient_id = \"x y\"\nclient_secret = \"{CLIENT_SECRET}\"\nsecret = {CLIENT_SECRET}\n"
    );
    let runs: &[(&[&str], &str)] = &[
        (&["doctor"], &case),
        (&["doctor", "--format", "json"], &case),
        (
            &["doctor", "--secret-env", "ZOOM_MEETING_SDK_SECRET"],
            "a.b.c",
        ),
        (&["doctor"], &case.replace("\"signature\"", "\"signatur\"")),
        (&["doctor"], &case.replace("\"a.b.c\"", CLIENT_SECRET)),
        (
            &[
                "sign",
                "--meeting",
                "81234567890",
                "--role",
                "0",
                "--client-secret",
                CLIENT_SECRET,
            ],
            "",
        ),
        (
            &[
                "sign",
                "--meeting",
                "81234567890",
                "--role",
                "0",
                "--credentials",
                "bad.toml",
            ],
            "",
        ),
        (&["serve", "--config", "bad.toml"], ""),
        (&["key", "list", "--config", "bad.toml"], ""),
        (
            &[
                "explain",
                &format!("key {CLIENT_SECRET} is not what Zoom wants, it says, and so on"),
            ],
            "",
        ),
    ];
    for (args, stdin) in runs {
        let seen = countersign(args)
            .with_credentials()
            .file("bad.toml", &toml)
            .stdin(stdin)
            .run();
        assert!(
            !seen.to_string().contains(CLIENT_SECRET),
            "{args:?}: {seen}"
        );
        assert!(
            !seen.stdout.is_empty() || !seen.stderr.is_empty(),
            "{args:?} says something"
        );
    }
}

/// The demo makes two meetings, links to them, a key, tokens and signatures; its log tells all about that but those.
#[test]
fn the_most_talkative_log_of_the_demo_holds_no_secret_and_no_link() {
    let mut running = countersign(&["demo", "--format", "json", "--port", "0"])
        .env("COUNTERSIGN_LOG", "trace")
        .spawn();
    let links = running.read_json();
    let port = port_after(links["origin"].as_str().unwrap(), "http://localhost:");
    let texts = |value: &Value| value.as_str().unwrap().to_owned();
    let mut secrets = vec![texts(&links["key"])];
    for app in ["serverToServer", "meetingSdk"] {
        secrets.push(texts(&links["emulator"][app]["clientSecret"]));
    }
    for link in links["events"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|event| event["links"].as_array().unwrap())
    {
        let key = texts(&link["link"]).rsplit('/').next().unwrap().to_owned();
        get(port, &format!("/j/{key}"));
        secrets.push(key);
    }
    let log = running.log();
    assert!(log.contains("/v1/"), "it logs: {log}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} in {log}");
    }
    assert!(!log.contains("eyJ"), "a token in {log}");
}

#[test]
fn the_log_can_be_json() {
    let mut running = countersign(&["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .with_credentials()
        .spawn();
    let port = port_after(&running.read_until("listens"), "http://localhost:");
    get(port, "/healthz");
    let log = running.log();
    let line: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert!(
        line["level"].is_string() && line["timestamp"].is_string(),
        "{line}"
    );
}
