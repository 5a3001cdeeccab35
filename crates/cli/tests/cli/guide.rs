//! The shell blocks of `docs/emulator.md`, from top to bottom, as somebody types them.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

/// The blocks of a language, one after the other.
fn blocks<'a>(page: &'a str, language: &'a str) -> impl Iterator<Item = &'a str> {
    let begin = format!("```{language}\n");
    let parts: Vec<&str> = page.split(begin.as_str()).skip(1).collect();
    parts
        .into_iter()
        .map(|part| part.split("```").next().unwrap())
}

/// Ports that are free, for the ones that the page names.
fn free_ports<const N: usize>() -> [u16; N] {
    let listeners = std::array::from_fn::<_, N, _>(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

#[test]
fn every_command_of_the_guide_to_the_emulator_runs() {
    let page = include_str!("../../../../docs/emulator.md");
    let [zoom, control, tls] = free_ports();
    let at = |port: u16| format!("127.0.0.1:{port}");
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut seeds = blocks(page, "toml");
    std::fs::write(path("seed.toml"), seeds.next().unwrap()).unwrap();
    assert_eq!(seeds.next(), None);

    // The program with the ports of this test where the page leaves them out.
    std::fs::create_dir(path("bin")).unwrap();
    let program = format!(
        "#!/bin/sh\ncase $1 in\nemulate) shift; exec {bin} emulate --listen {} --control {} \"$@\";;\n\
         trust) exec {bin} \"$@\";;\n*) exec {bin} \"$@\" --control http://{};;\nesac\n",
        at(zoom),
        at(control),
        at(control),
        bin = env!("CARGO_BIN_EXE_countersign"),
    );
    std::fs::write(path("bin/countersign"), program).unwrap();
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path("bin/countersign"), executable).unwrap();

    let mut script = "set -euo pipefail\ntrap 'echo \"line $LINENO failed\" >&2' ERR\ntrap 'kill $(jobs -p) 2>&- || true' EXIT\n".to_owned();
    script.extend(blocks(page, "sh"));
    let script = script.replace("127.0.0.1:8443", &at(tls));
    assert!(!script.contains("8092") && !script.contains("8093"));
    let ran = Command::new("bash")
        .args(["-c", &script])
        .env_clear()
        .env(
            "PATH",
            format!("{}:/usr/local/bin:/usr/bin:/bin", path("bin").display()),
        )
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let (out, log) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    // The output has credentials; what the commands said of their failure has none.
    let last = log.lines().rev().take(3).collect::<Vec<_>>().join("\n");
    assert!(ran.status.success(), "{last}");
    for said in [
        "\"email\":\"host@example.com\"",
        "\"meetingCapacity\"",
        "\"name\": \"Grace H.\"",
        "\"frozen\": true",
        "\"status\": 401",
        "\"connection\": \"partial\"",
        ": went to nobody",
        "\"code\":124",
    ] {
        assert!(out.contains(said), "{said} is missing");
    }
}
