//! Every operation of the control port can be done from a shell.

use std::collections::BTreeSet;

use clap::Parser;
use countersign_emulator::control::openapi;

use super::{Ask, Control};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    control: Control,
}

/// What `snapshot`, `trigger` and `events` do, and what is there for probes.
const ELSEWHERE: [(&str, &str); 5] = [
    ("GET", "/snapshot"),
    ("PUT", "/snapshot"),
    ("POST", "/webhooks/events"),
    ("POST", "/webhooks/events/{id}/resend"),
    ("GET", "/health"),
];

const LINES: [&str; 30] = [
    "reset",
    "clock",
    "clock --run",
    "account",
    "account --plan free",
    "apps",
    "app meetingSdk --published true",
    "make-app meetingSdk",
    "revoke serverToServer",
    "users",
    "user ada@example.com --plan basic",
    "faults",
    "fault /v2/** --status 503",
    "clear-faults",
    "clear-faults 1",
    "meetings",
    "join 81234567890 Ada",
    "participant 81234567890 16778240 --muted true",
    "remove 81234567890 16778240",
    "cut 81234567890 16778240",
    "admit 81234567890",
    "broadcast 81234567890",
    "end 81234567890",
    "requests",
    "attempts",
    "events",
    "subscriptions",
    "subscribe https://app.example/hook",
    "unsubscribe 1",
    "load seed.json",
];

fn asked(line: &str) -> Ask {
    let words = std::iter::once("control").chain(line.split(' '));
    let Line { control } = Line::try_parse_from(words).unwrap();
    control.act.ask().unwrap()
}

/// Whether a path is one of this template.
fn fits(path: &[String], template: &str) -> bool {
    let parts: Vec<_> = template.split('/').skip(1).collect();
    parts.len() == path.len()
        && parts
            .iter()
            .zip(path)
            .all(|(part, is)| part.starts_with('{') || part == is)
}

#[test]
fn every_operation_of_the_control_port_has_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let seed = folder.path().join("seed.json");
    std::fs::write(&seed, "{}").unwrap();
    let document = serde_json::to_value(openapi()).unwrap();
    let operations: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(|method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let mut done: BTreeSet<_> = ELSEWHERE
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert!(done.is_subset(&operations), "{ELSEWHERE:?}");
    for line in LINES {
        let ask = asked(&line.replace("seed.json", seed.to_str().unwrap()));
        let meant = operations
            .iter()
            .find(|(method, path)| ask.method == method.as_str() && fits(&ask.path, path));
        let meant = meant.unwrap_or_else(|| panic!("{line}: {} {:?}", ask.method, ask.path));
        done.insert(meant.clone());
    }
    assert_eq!(done, operations);
}
