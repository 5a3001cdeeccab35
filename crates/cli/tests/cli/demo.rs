use std::net::{Ipv4Addr, TcpListener};

use insta::assert_snapshot;
use serde_json::Value;

use crate::program::{Running, countersign, get, port_after};

/// The demo with its links as JSON.
fn demo(args: &[&str]) -> (Running, Value) {
    let args = [&["demo", "--format", "json", "--port", "0"], args].concat();
    let mut running = countersign(&args).spawn();
    let links = running.read_json();
    (running, links)
}

fn path(link: &Value, origin: &str) -> String {
    let link = link["link"].as_str().unwrap();
    link.strip_prefix(origin).unwrap().to_owned()
}

#[test]
fn every_link_of_the_demo_leads_to_a_page() {
    let (running, links) = demo(&[]);
    let origin = links["origin"].as_str().unwrap();
    let port = port_after(origin, "http://localhost:");
    for event in links["events"].as_array().unwrap() {
        assert_eq!(event["links"].as_array().unwrap().len(), 4);
        for link in event["links"].as_array().unwrap() {
            let answer = get(port, &path(link, origin));
            assert!(answer.starts_with("HTTP/1.1 200"), "{link}: {answer}");
            assert!(
                answer.contains(event["topic"].as_str().unwrap()),
                "{answer}"
            );
        }
    }
    for path in ["/healthz", "/doctor", "/try", "/emulator/bridge.js"] {
        assert!(get(port, path).starts_with("HTTP/1.1 200"), "{path}");
    }
    assert!(
        get(port, "/emulator/v2/users/me").contains("\"code\":124"),
        "the emulator is nested"
    );
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn what_the_demo_prints_is_short() {
    let mut running = countersign(&["demo", "--port", "0"]).spawn();
    let text = running.read_until("Ctrl-C");
    let port = port_after(&text, "http://localhost:");
    let control = port_after(&text, "http://127.0.0.1:");
    let text = text
        .replace(&format!(":{port}"), ":[port]")
        .replace(&format!(":{control}"), ":[control]");
    assert_snapshot!(redacted(&text));
    assert_eq!(
        running.signal("-INT"),
        (Some(0), String::new()),
        "Ctrl-C ends it quietly"
    );
}

#[test]
fn a_taken_port_is_passed_over_and_that_is_said() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut running = countersign(&["demo", "--port", &port.to_string()]).spawn();
    let text = running.read_until("Ctrl-C");
    assert!(text.contains(&format!("port {port} is taken")), "{text}");
    assert!(!text.contains(&format!("localhost:{port}/")), "{text}");
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn the_sdk_comes_from_where_npm_put_the_right_version() {
    let package = "node_modules/@zoom/meetingsdk";
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join(package).join("dist/lib")).unwrap();
    for (version, from) in [("6.2.0", package), ("5.0.0", "Zoom's CDN")] {
        let json = format!(r#"{{"name": "@zoom/meetingsdk", "version": "{version}"}}"#);
        std::fs::write(folder.path().join(package).join("package.json"), json).unwrap();
        let mut running = countersign(&["demo", "--port", "0"])
            .inside(folder.path())
            .spawn();
        let text = running.read_until("Ctrl-C");
        assert!(
            text.contains(&format!("the Web SDK comes from            {from}")),
            "{text}"
        );
    }
    assert_eq!(
        countersign(&["demo", "--sdk-dir", "nowhere"]).run().code,
        Some(3)
    );
}

#[test]
fn once_walks_the_chain_and_every_step_ends_as_it_should() {
    let seen = countersign(&["demo", "--once"]).run();
    assert_eq!(seen.code, Some(0), "{seen}");
    // Which characters the last token's base64 has depends on the time, and so does the first thing wrong with it.
    let (walk, whole) = seen.stdout.split_once("  ✓ as a whole token").unwrap();
    assert_snapshot!(redacted(walk));
    assert!(whole.contains("error[missing-mn]"), "{whole}");
    assert!(
        whole.ends_with("Every step ended as it should.\n"),
        "{whole}"
    );
}

#[test]
fn once_shows_no_secret_whole() {
    let (_running, links) = demo(&["--seed", "7"]);
    let seen = countersign(&["demo", "--once", "--seed", "7"])
        .run()
        .to_string();
    let emulator = &links["emulator"];
    assert!(seen.contains(emulator["host"]["email"].as_str().unwrap()));
    for app in ["serverToServer", "meetingSdk"] {
        let secret = emulator[app]["clientSecret"].as_str().unwrap();
        assert!(!secret.is_empty() && !seen.contains(secret), "{app}");
    }
    let long = |word: &str| word.len() > 60 && !word.starts_with("http");
    assert_eq!(
        seen.split_whitespace().find(|word| long(word)),
        None,
        "a token"
    );
}

/// Numbers of meetings, and what comes out of a random source, by their shapes.
fn redacted(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "(),/?".contains(c)) {
        let bare = word.trim_end_matches(|c: char| c.is_whitespace() || "(),/?".contains(c));
        let tail = &word[bare.len()..];
        let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
        match bare.len() {
            10..=12 if digits => out.push_str("[number]"),
            43 => out.push_str("[key]"),
            46 if bare.starts_with("cs_") => out.push_str("cs_[key]"),
            _ => out.push_str(bare),
        }
        out.push_str(tail);
    }
    // The emulator grows, and its scopes with it.
    match out.split_once(" scopes\n") {
        Some((before, after)) => {
            let before = before.trim_end_matches(|c: char| c.is_ascii_digit());
            format!("{before}[count] scopes\n{after}")
        }
        None => out,
    }
}
