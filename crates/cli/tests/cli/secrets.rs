//! No output of any command holds a secret.

use crate::program::{CLIENT_ID, CLIENT_SECRET, countersign};

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
