//! `countersign control` and `countersign snapshot` against a running emulator.

use serde_json::Value;

use crate::program::{Running, Seen, countersign, port_after};

struct Desk {
    /// It ends with this.
    _running: Running,
    control: String,
    folder: tempfile::TempDir,
}

impl Desk {
    fn open() -> Self {
        let listen = ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
        let mut running = countersign(&[&["emulate"][..], &listen].concat()).spawn();
        let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
        let port = port_after(&text, "control  http://127.0.0.1:");
        Self {
            _running: running,
            control: format!("http://127.0.0.1:{port}"),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn run(&self, arguments: &[&str]) -> Seen {
        let arguments = [arguments, &["--control", &self.control]].concat();
        countersign(&arguments).inside(self.folder.path()).run()
    }

    /// What `countersign control` prints when all is well.
    fn control(&self, arguments: &[&str]) -> Value {
        let seen = self.run(&[&["control"], arguments].concat());
        assert_eq!(seen.code, Some(0), "{arguments:?}: {seen}");
        serde_json::from_str(&seen.stdout).unwrap_or_default()
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }
}

#[test]
fn everything_is_controlled_from_a_shell() {
    let desk = Desk::open();
    let seed = "[account]\nplan = 'free'\n\n[[meetings]]\nrequest.topic = 'Weekly'\n\n[apps.meetingSdk]\npublished = true\n";
    desk.file("seed.toml", seed);
    let loaded = desk.control(&["load", "seed.toml"]);
    let number = loaded["meetings"][0].to_string();

    let account = desk.control(&["account", "--rate-limits", "true", "--limit", "light=3/9"]);
    assert_eq!(account["plan"], "free");
    assert_eq!(account["limits"]["light"]["perDay"], 9);
    let account = desk.control(&["account", "--plan-limits", "--newest-token-only", "true"]);
    assert_eq!(account["limits"]["light"]["perSecond"], 4);
    assert_eq!(desk.control(&["account"]), account);

    let frozen = desk.control(&["clock", "--freeze", "--advance", "60"]);
    assert_eq!(desk.control(&["clock"]), frozen);
    assert_eq!(desk.control(&["clock", "--run"])["frozen"], false);

    let back = "https://app.example/";
    let made = desk.control(&["make-app", "serverToServer", "--redirect-uri", back]);
    let app = made["clientId"].as_str().unwrap();
    let changed = desk.control(&[
        "app",
        app,
        "--scope",
        "user:read:user:admin",
        "--enabled",
        "false",
    ]);
    assert_eq!(
        changed["scopes"],
        serde_json::json!(["user:read:user:admin"])
    );
    assert_eq!(changed["redirectUris"][0], back, "what is not given stays");
    assert_eq!(desk.control(&["apps"])["apps"][1]["published"], true);
    desk.control(&["revoke", "serverToServer"]);

    let user = [
        "user",
        "basic@example.com",
        "--plan",
        "licensed",
        "--webinar",
        "true",
    ];
    assert_eq!(desk.control(&user)["plan"], "licensed");
    assert_eq!(desk.control(&["users"])["users"][1]["webinar"], true);

    let ada = desk.control(&["join", &number, "Ada", "--role", "host"]);
    let id = ada["id"].to_string();
    let muted = desk.control(&[
        "participant",
        &number,
        &id,
        "--muted",
        "true",
        "--name",
        "A",
    ]);
    assert_eq!(
        (&muted["name"], &muted["muted"]),
        (&"A".into(), &true.into())
    );
    desk.control(&["join", &number, "Jill"]);
    desk.control(&["admit", &number]);
    desk.control(&["remove", &number, &id]);
    let people = &desk.control(&["meetings"])["meetings"][0]["participants"];
    assert_eq!(people.as_array().unwrap().len(), 1);
    desk.control(&["end", &number]);
    let events = desk.control(&["events", "--since", "2", "--wait", "5"]);
    assert_eq!(events["events"][0]["event"], "meeting.started");
    assert_eq!(
        desk.control(&["attempts"])["attempts"],
        serde_json::json!([])
    );
    assert_eq!(
        desk.control(&["subscriptions"])["subscriptions"],
        serde_json::json!([])
    );

    let fault = [
        "fault",
        "GET /v2/**",
        "--status",
        "503",
        "--count",
        "2",
        "--header",
        "x-a: b",
        "--body",
        "{\"a\":1}",
    ];
    let fault = desk.control(&fault);
    assert_eq!(
        (&fault["headers"]["x-a"], &fault["body"]["a"]),
        (&"b".into(), &1.into())
    );
    let again = [
        "fault",
        "/v2/**",
        "--connection",
        "reset",
        "--probability",
        "0.5",
        "--delay-ms",
        "5",
        "--revoke-tokens",
    ];
    desk.control(&again);
    desk.control(&["clear-faults", "1"]);
    assert_eq!(desk.control(&["faults"])["faults"][0]["id"], 2);
    desk.control(&["clear-faults"]);
    let requests = [
        "requests",
        "--route",
        "/v2/**",
        "--status",
        "200",
        "--kind",
        "rest",
        "--contains",
        "x",
    ];
    assert_eq!(desk.control(&requests)["requests"], serde_json::json!([]));

    desk.control(&["reset"]);
    assert_eq!(desk.control(&["events"])["events"], serde_json::json!([]));
    assert_eq!(desk.control(&["faults"])["faults"], serde_json::json!([]));
}

#[test]
fn a_snapshot_is_taken_into_a_file_and_put_back_elsewhere() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::open();
    desk.file(
        "seed.json",
        r#"{ "meetings": [{ "request": { "topic": "Weekly" } }] }"#,
    );
    desk.control(&["load", "seed.json"]);
    let taken = desk.run(&["snapshot", "take", "state.json", "--secrets"]);
    assert_eq!((taken.code, taken.stdout.as_str()), (Some(0), ""));
    let file = desk.folder.path().join("state.json");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );

    let other = Desk::open();
    std::fs::copy(&file, other.folder.path().join("state.json")).unwrap();
    assert_eq!(other.run(&["snapshot", "load", "state.json"]).code, Some(0));
    let of = |desk: &Desk| desk.run(&["snapshot", "take"]).stdout;
    let state = |text: String| serde_json::from_str::<Value>(&text).unwrap()["state"].clone();
    assert_eq!(state(of(&other)), state(of(&desk)));
    assert!(!of(&desk).contains("clientSecret"));

    other.file("state.json", "{}");
    let refused = other.run(&["snapshot", "load", "state.json"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused
            .stderr
            .contains("state.json: no snapshot to load: format"),
        "{refused}"
    );
    assert_eq!(other.run(&["snapshot", "load", "none.json"]).code, Some(3));
}

#[test]
fn what_makes_no_sense_is_refused_in_the_ports_words() {
    let desk = Desk::open();
    desk.file("seed.toml", "[[users]]\nemail = 'ada'\n");
    for (arguments, said) in [
        (
            &["account", "--plan", "gold"][..],
            "plan: unknown variant `gold`, expected one of `free`",
        ),
        (
            &["account", "--limit", "heavy"],
            "--limit heavy: it is a label",
        ),
        (&["app", "a/b", "--enabled", "true"], "there is no such app"),
        (
            &["user", "nobody", "--plan", "basic"],
            "there is no user of this id or e-mail",
        ),
        (&["fault", "users", "--status", "500"], "route is a path"),
        (
            &["fault", "/", "--status", "500", "--header", "x"],
            "a header is a name, a colon and a value",
        ),
        (&["clear-faults", "7"], "no fault of this id is set"),
        (
            &["join", "1", "Ada"],
            "there is no meeting or webinar with this number",
        ),
        (&["end", "1"], "no such meeting is running"),
        (
            &["requests", "--kind", "mail"],
            "kind: unknown variant `mail`",
        ),
        (
            &["subscribe", "ftp://x"],
            "the url of an endpoint begins with http",
        ),
        (
            &["load", "seed.toml"],
            "seed.toml: users[0]: email: \"ada\" is no e-mail address",
        ),
    ] {
        let seen = desk.run(&[&["control"], arguments].concat());
        assert_eq!(seen.code, Some(2), "{seen}");
        assert!(seen.stderr.contains(said), "{seen}");
    }
    let nobody = countersign(&["control", "reset", "--control", "http://127.0.0.1:9"]).run();
    assert_eq!(nobody.code, Some(3));
    assert!(
        nobody
            .stderr
            .contains("no emulator answers at http://127.0.0.1:9"),
        "{nobody}"
    );
}
