//! `check` against an emulator that is right, and wrong in one thing at a time.

use std::time::Duration;

use countersign_emulator::clock::Clock;
use countersign_emulator::state::{AppCredentials, Credentials, DEFAULT_SCOPES, NewUser};
use countersign_emulator::{Emulator, EmulatorOptions};
use countersign_token::ExposeSecret;
use countersign_zoom::{Config, CreateMeeting, CreateWebinar, Zoom};
use insta::assert_snapshot;
use serde_json::Value;

use crate::program::{Seen, countersign};

/// An emulator that runs beside the program, and the credentials to give to the program.
struct Stage {
    emulator: Emulator,
    credentials: Credentials,
    /// Emulators answer on threads of this.
    runtime: tokio::runtime::Runtime,
}

impl Stage {
    fn new() -> Stage {
        Stage::at(Clock::system())
    }

    /// With an emulator whose clock is this.
    fn at(clock: Clock) -> Stage {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let options = EmulatorOptions {
            clock,
            ..EmulatorOptions::default()
        };
        let emulator = runtime.block_on(Emulator::start_with(options)).unwrap();
        let credentials = emulator.credentials();
        Stage {
            emulator,
            credentials,
            runtime,
        }
    }

    fn check(&self, args: &[&str]) -> Seen {
        let Credentials {
            account_id,
            s2s,
            meeting_sdk,
            ..
        } = &self.credentials;
        let program = countersign(&[&["check"], args].concat())
            .env("ZOOM_ACCOUNT_ID", account_id)
            .env("ZOOM_CLIENT_ID", &s2s.client_id)
            .env("ZOOM_CLIENT_SECRET", s2s.client_secret.expose_secret())
            .env("ZOOM_MEETING_SDK_KEY", &meeting_sdk.client_id)
            .env(
                "ZOOM_MEETING_SDK_SECRET",
                meeting_sdk.client_secret.expose_secret(),
            )
            .env("COUNTERSIGN_ZOOM_API", &self.emulator.api_url())
            .env("COUNTERSIGN_ZOOM_OAUTH", &self.emulator.oauth_url());
        let seen = program.run();
        for secret in [&s2s.client_secret, &meeting_sdk.client_secret] {
            assert!(
                !seen.to_string().contains(secret.expose_secret()),
                "a secret"
            );
        }
        assert!(!seen.to_string().contains("eyJ"), "a token: {seen}");
        seen
    }

    /// A meeting or a webinar of the host's.
    fn create(&self, webinar: bool) -> u64 {
        let Credentials {
            account_id,
            s2s,
            host,
            ..
        } = &self.credentials;
        let secret = s2s.client_secret.clone();
        let mut config = Config::new(account_id, &s2s.client_id, secret);
        config.api = self.emulator.api_url().parse().unwrap();
        config.oauth = self.emulator.oauth_url().parse().unwrap();
        self.runtime.block_on(async {
            let zoom = Zoom::new(config).unwrap();
            match webinar {
                false => {
                    let meeting = CreateMeeting::default();
                    zoom.meetings().create(&host.id, &meeting).await.unwrap().id
                }
                true => {
                    let webinar = CreateWebinar::default();
                    zoom.webinars().create(&host.id, &webinar).await.unwrap().id
                }
            }
        })
    }

    /// The exit code, and status, message and next step of one check.
    fn one(&self, name: &str, args: &[&str]) -> (Option<i32>, String) {
        let seen = self.check(&[args, &["--format", "json"]].concat());
        let answer: Value = serde_json::from_str(&seen.stdout).unwrap();
        let checks = answer["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["check"] == name).unwrap();
        let text = |field: &str| check[field].as_str().unwrap_or_default();
        let told = format!(
            "{}: {} {}",
            text("status"),
            text("message"),
            text("next_step")
        );
        (seen.code, told)
    }
}

#[track_caller]
fn assert_told((code, told): (Option<i32>, String), expected: i32, words: &[&str]) {
    assert_eq!(code, Some(expected), "{told}");
    for word in words {
        assert!(told.contains(word), "{word:?} is not in {told:?}");
    }
}

#[test]
fn a_right_configuration_has_a_tick_at_everything() {
    let stage = Stage::new();
    let seen = stage.check(&["--user", "host@example.com"]);
    let api = stage.emulator.api_url();
    assert_snapshot!(seen.to_string().replace(&api, "[api]"));
    assert_eq!(
        stage.one("pairs", &[]).0,
        Some(0),
        "the owner is the default"
    );
}

#[test]
fn swapped_pairs_are_told_as_such() {
    let mut stage = Stage::new();
    let Credentials {
        s2s, meeting_sdk, ..
    } = &mut stage.credentials;
    std::mem::swap(s2s, meeting_sdk);
    let seen = stage.check(&[]);
    assert_eq!(seen.code, Some(1));
    let api = stage.emulator.api_url();
    assert_snapshot!(seen.to_string().replace(&api, "[api]"));
}

#[test]
fn a_wrong_secret_is_told_for_the_app_whose_it_is() {
    let mut stage = Stage::new();
    let right = stage.credentials.clone();
    let wrong = |app: &AppCredentials| AppCredentials {
        client_secret: "a-wrong-secret".into(),
        ..app.clone()
    };
    stage.credentials.s2s = wrong(&right.s2s);
    assert_told(
        stage.one("server-to-server", &[]),
        1,
        &["failed", "Invalid client_id or client_secret", "copy both"],
    );
    assert_told(stage.one("meeting-sdk", &[]), 1, &["ok: "]);
    assert_told(stage.one("clock", &[]), 1, &["ok: "]);
    assert_told(stage.one("zak", &[]), 1, &["skipped: no token was granted"]);
    stage.credentials = right.clone();
    stage.credentials.meeting_sdk = wrong(&right.meeting_sdk);
    assert_told(
        stage.one("meeting-sdk", &[]),
        1,
        &["failed", "Copy client ID"],
    );
    assert_told(stage.one("server-to-server", &[]), 1, &["ok: "]);
}

#[test]
fn a_wrong_account_is_told_for_the_account() {
    let mut stage = Stage::new();
    stage.credentials.account_id = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    assert_told(
        stage.one("server-to-server", &[]),
        1,
        &["failed", "Account does not exist", "account ID"],
    );
}

#[test]
fn an_app_that_is_not_activated_is_told() {
    let stage = Stage::new();
    let apps = [
        ("server-to-server", stage.credentials.s2s.client_id.clone()),
        (
            "meeting-sdk",
            stage.credentials.meeting_sdk.client_id.clone(),
        ),
    ];
    for (name, client_id) in apps {
        stage.emulator.state().set_app_enabled(&client_id, false);
        assert_told(stage.one(name, &[]), 1, &["failed", "disabled", "Activate"]);
        stage.emulator.state().set_app_enabled(&client_id, true);
    }
}

#[test]
fn missing_scopes_are_named_and_what_takes_them_is_skipped() {
    let stage = Stage::new();
    let without = |prefix: &str| {
        let scopes = DEFAULT_SCOPES
            .iter()
            .filter(|scope| !scope.starts_with(prefix));
        let app = &stage.credentials.s2s.client_id;
        let state = stage.emulator.state();
        state.set_app_scopes(app, scopes.map(|&scope| scope.to_owned()).collect());
    };
    without("user:read:token");
    assert_told(
        stage.one("scopes", &[]),
        1,
        &["failed: the app lacks user:read:token:admin", "Scopes page"],
    );
    assert_told(
        stage.one("zak", &[]),
        1,
        &["skipped: it takes the scope user:read:token:admin"],
    );
    without("webinar:");
    assert_told(
        stage.one("scopes", &[]),
        0,
        &["warning: the app lacks webinar:"],
    );
    without("user:read:settings");
    assert_told(stage.one("scopes", &[]), 0, &["ok: "]);
    assert_told(
        stage.one("webinars", &[]),
        0,
        &["skipped", "user:read:settings:admin"],
    );
}

#[test]
fn a_user_without_licence_is_told_and_one_who_is_not_there() {
    let stage = Stage::new();
    let basic = ["--user", "basic@example.com"];
    stage.emulator.state().add_user(NewUser::basic(basic[1]));
    assert_told(
        stage.one("user", &basic),
        0,
        &["warning", "Basic", "licence"],
    );
    assert_told(
        stage.one("webinars", &basic),
        0,
        &["warning", "no webinar add-on"],
    );
    let nobody = ["--user", "nobody@example.com"];
    assert_told(stage.one("user", &nobody), 1, &["failed", "1001"]);
}

#[test]
fn a_clock_that_is_off_is_told_in_words() {
    let stage = Stage::new();
    let clock = stage.emulator.state().clock();
    clock.advance(Duration::from_secs(600));
    assert_told(
        stage.one("clock", &[]),
        0,
        &["warning", "behind Zoom's", "set-ntp"],
    );
    clock.advance(Duration::from_secs(7200));
    assert_told(stage.one("clock", &[]), 1, &["failed", "have expired"]);
    let now = Clock::system().now();
    let ahead = Stage::at(Clock::fixed(now - 3600));
    assert_told(
        ahead.one("clock", &[]),
        1,
        &["failed", "ahead of Zoom's", "in the future", "3712"],
    );
}

#[test]
fn a_meeting_is_found_in_the_account_or_not() {
    let stage = Stage::new();
    assert_told(
        stage.one("meeting", &[]),
        0,
        &["skipped: no number was given with --meeting"],
    );
    assert_told(
        stage.one("meeting", &["--meeting", "81234567890"]),
        1,
        &["failed", "another account", "digits only"],
    );
    for (webinar, words) in [(false, "ok: the meeting"), (true, "ok: the webinar")] {
        let number = stage.create(webinar).to_string();
        let told = stage.one("meeting", &["--meeting", &number]);
        assert_told(told, 0, &[words, "of this account"]);
    }
}

#[test]
fn without_a_server_to_server_app_only_the_signature_is_checked() {
    let seen = countersign(&["check", "--format", "json"])
        .with_credentials()
        .run();
    assert_eq!(seen.code, Some(0), "{seen}");
    let answer: Value = serde_json::from_str(&seen.stdout).unwrap();
    let checks = answer["checks"].as_array().unwrap();
    let (signature, others) = checks.split_last().unwrap();
    assert_eq!(signature["status"], "ok");
    assert!(
        others.iter().all(|check| check["status"] == "skipped"),
        "{seen}"
    );
}

#[test]
fn a_zoom_that_cannot_be_reached_is_neither_right_nor_wrong() {
    let stage = Stage::new();
    let (api, oauth) = (stage.emulator.api_url(), stage.emulator.oauth_url());
    let Stage {
        emulator,
        credentials,
        runtime,
    } = stage;
    runtime.block_on(emulator.shutdown()).unwrap();
    let seen = countersign(&["check"])
        .with_credentials()
        .env("ZOOM_ACCOUNT_ID", &credentials.account_id)
        .env("ZOOM_CLIENT_ID", &credentials.s2s.client_id)
        .env(
            "ZOOM_CLIENT_SECRET",
            credentials.s2s.client_secret.expose_secret(),
        )
        .env("COUNTERSIGN_ZOOM_API", &api)
        .env("COUNTERSIGN_ZOOM_OAUTH", &oauth)
        .run();
    assert_eq!(seen.code, Some(3), "{seen}");
    assert!(!seen.stdout.contains('✗'), "{seen}");
    assert!(
        seen.stderr.starts_with("error: Zoom was not reached: "),
        "{seen}"
    );
}

#[test]
fn a_configuration_that_makes_no_sense_is_not_tried() {
    let seen = countersign(&["check"]).run();
    assert_eq!(seen.code, Some(2));
    assert!(seen.stderr.contains("meeting_sdk.client_id"), "{seen}");
}
