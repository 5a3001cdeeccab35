use countersign_token::{ClientId, Role, Secret, Signer, TokenKind};
use insta::assert_snapshot;

use crate::program::{CLIENT_ID, CLIENT_SECRET, countersign};

fn signer() -> Signer {
    Signer::new(
        ClientId::new(CLIENT_ID).unwrap(),
        &Secret::from(CLIENT_SECRET),
    )
    .unwrap()
}

fn now() -> u64 {
    jiff::Timestamp::now().as_second().unsigned_abs()
}

#[test]
fn the_signature_stands_alone_on_standard_output_and_verifies() {
    let seen = countersign(&[
        "sign",
        "--meeting",
        "81234567890",
        "--role",
        "1",
        "--ttl",
        "3600",
    ])
    .with_credentials()
    .run();
    assert_eq!((seen.code, seen.stderr.as_str()), (Some(0), ""));
    let token = seen.stdout.strip_suffix('\n').unwrap();
    let verified = signer().verify(token, now()).unwrap();
    assert_eq!(verified.meeting_number.unwrap().get(), 81_234_567_890);
    assert_eq!(verified.role, Some(Role::Host));
    assert_eq!(verified.expires_at - verified.issued_at, 3600);
}

#[test]
fn a_native_token_names_no_meeting() {
    let seen = countersign(&["sign", "--platform", "native"])
        .with_credentials()
        .run();
    let verified = signer().verify(seen.stdout.trim_end(), now()).unwrap();
    assert_eq!(verified.kind, TokenKind::Native);
    assert_eq!(verified.meeting_number, None);
}

#[test]
fn credentials_come_from_either_kind_of_file_and_then_not_from_the_environment() {
    let toml = format!(
        "[meeting_sdk]\nclient_id = \"{CLIENT_ID}\"\nclient_secret = \"{CLIENT_SECRET}\"\n"
    );
    let by_file =
        format!("[meeting_sdk]\nclient_id = \"{CLIENT_ID}\"\nclient_secret_file = \"secret\"\n");
    let env = format!(
        "# the app\nexport ZOOM_MEETING_SDK_KEY=\"{CLIENT_ID}\"\nZOOM_MEETING_SDK_SECRET='{CLIENT_SECRET}'\n"
    );
    for (name, text) in [("a.toml", &toml), ("b.toml", &by_file), (".env", &env)] {
        let seen = countersign(&[
            "sign",
            "--meeting",
            "81234567890",
            "--role",
            "0",
            "--credentials",
            name,
        ])
        .env("ZOOM_MEETING_SDK_KEY", "another")
        .env("ZOOM_MEETING_SDK_SECRET", "another-secret")
        .file(name, text)
        .file("secret", &format!("{CLIENT_SECRET}\n"))
        .run();
        assert_eq!(seen.code, Some(0), "{name}: {seen}");
        signer().verify(seen.stdout.trim_end(), now()).unwrap();
    }
}

#[test]
fn a_file_with_only_the_client_id_does_not_borrow_the_secret_of_the_environment() {
    let seen = countersign(&[
        "sign",
        "--meeting",
        "81234567890",
        "--role",
        "0",
        "--credentials",
        "a.toml",
    ])
    .with_credentials()
    .file(
        "a.toml",
        &format!("[meeting_sdk]\nclient_id = \"{CLIENT_ID}\"\n"),
    )
    .run();
    assert_snapshot!(seen);
}

#[test]
fn without_credentials_it_says_which_names_it_looked_for() {
    assert_snapshot!(countersign(&["sign", "--meeting", "81234567890", "--role", "0"]).run());
}

#[test]
fn wrong_input_is_named() {
    let good = ["sign", "--meeting", "81234567890", "--role", "0"];
    let wrong: &[(&str, &[&str])] = &[
        (
            "number_with_spaces",
            &["sign", "--meeting", "812 3456 7890", "--role", "0"],
        ),
        (
            "number_too_long",
            &["sign", "--meeting", "1234567890123", "--role", "0"],
        ),
        (
            "role_2",
            &["sign", "--meeting", "81234567890", "--role", "2"],
        ),
        (
            "ttl_1800",
            &[good[0], good[1], good[2], good[3], good[4], "--ttl", "1800"],
        ),
        (
            "ttl_in_words",
            &[good[0], good[1], good[2], good[3], good[4], "--ttl", "2h"],
        ),
        ("no_meeting", &["sign", "--role", "0"]),
        (
            "native_with_meeting",
            &["sign", "--platform", "native", "--meeting", "81234567890"],
        ),
    ];
    for (name, args) in wrong {
        let seen = countersign(args).with_credentials().run();
        assert_eq!(seen.code, Some(2), "{name}: {seen}");
        assert_eq!(seen.stdout, "", "{name}");
        assert_snapshot!(*name, seen);
    }
}

#[test]
fn a_damaged_secret_is_refused_without_being_shown() {
    for secret in ["\"canary-quoted\"", "canary with space", "canary-newline\n"] {
        let seen = countersign(&["sign", "--meeting", "81234567890", "--role", "0"])
            .env("ZOOM_MEETING_SDK_KEY", CLIENT_ID)
            .env("ZOOM_MEETING_SDK_SECRET", secret)
            .run();
        assert_eq!(seen.code, Some(2), "{seen}");
        assert!(!seen.to_string().contains("canary"), "{seen}");
    }
}
