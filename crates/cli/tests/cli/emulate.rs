use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use hmac::{Hmac, KeyInit, Mac};
use insta::assert_snapshot;
use sha2::Sha256;

use crate::program::{countersign, get, port_after};

#[test]
fn what_it_prints_can_be_read_by_a_shell() {
    let mut running = countersign(&[
        "emulate",
        "--seed",
        "1",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
    ])
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let port = port_after(&text, "REST     http://127.0.0.1:");
    let control = port_after(&text, "control  http://127.0.0.1:");
    assert!(get(port, "/v2/users/me").contains("\"code\":124"));
    assert!(get(control, "/health").contains("ok"));
    assert_snapshot!(
        text.replace(&port.to_string(), "[port]")
            .replace(&control.to_string(), "[control port]")
    );
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn with_tls_it_names_the_authority_to_trust() {
    let mut running = countersign(&[
        "emulate",
        "--tls",
        "127.0.0.1:0",
        "--tls-dir",
        "authority",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
    ])
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let path = running.folder().join("authority/ca.pem");
    let path = path.canonicalize().unwrap();
    assert!(
        text.contains(&format!("for who trusts {}", path.display())),
        "{text}"
    );
    let pem = std::fs::read_to_string(path).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
}

#[test]
fn a_webhook_is_triggered_and_sent_again() {
    let mut running = countersign(&[
        "emulate",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
        "--forward-to",
        "http://127.0.0.1:9/hook",
    ])
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    assert!(text.contains("ZOOM_WEBHOOK_SECRET_TOKEN="));
    let control = port_after(&text, "control  http://127.0.0.1:");
    let control = format!("http://127.0.0.1:{control}");
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["--control", &control]].concat();
        format!("{}", countersign(&arguments).run())
    };
    let triggered = run(&["trigger", "meeting.started"]);
    assert!(
        triggered.contains("event 1, meeting.started: on its way to 1 endpoint"),
        "{triggered}"
    );
    let resent = run(&["events", "resend", "1"]);
    assert!(
        resent.contains("event 1: on its way to 1 endpoint"),
        "{resent}"
    );
    let unknown = run(&["trigger", "meeting.exploded"]);
    assert!(
        unknown.contains("Zoom has no event meeting.exploded"),
        "{unknown}"
    );
}

#[test]
fn webhooks_come_twice_where_that_is_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let secret = "n0t-a-secret-token";
    let mut running = countersign(&[
        "emulate",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
        "--forward-to",
        &url,
        "--duplicates",
        "1",
        "--shuffle",
        "--webhook-secret-env",
        "HOOK",
    ])
    .env("HOOK", secret)
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let control = port_after(&text, "control  http://127.0.0.1:");
    let control = format!("http://127.0.0.1:{control}");
    assert_eq!(
        countersign(&["trigger", "meeting.started", "--control", &control])
            .run()
            .code,
        Some(0)
    );
    let mut deliveries = Vec::new();
    while deliveries.len() < 2 {
        let mut stream = accept(&listener);
        let (head, body) = read_request(&mut stream);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let answer = match body["payload"]["plainToken"].as_str() {
            Some(token) => proof(secret, token),
            None => {
                let id = head
                    .lines()
                    .find(|line| line.starts_with("x-zm-request-id"));
                deliveries.push(id.unwrap().to_owned());
                String::new()
            }
        };
        let length = answer.len();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}").unwrap();
    }
    assert_eq!(deliveries[0], deliveries[1], "the same event");

    let wrong = countersign(&["emulate", "--duplicates", "2"]).run();
    assert_eq!(wrong.code, Some(2));
    assert!(
        wrong.stderr.contains("it is a number from 0 to 1"),
        "{wrong}"
    );
}

#[test]
fn retries_and_the_host_of_the_sdk_can_be_chosen() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let secret = "n0t-a-secret-token";
    let mut running = countersign(&[
        "emulate",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
        "--forward-to",
        &url,
        "--retry-after",
        "0",
        "--web-endpoint",
        "zoom.us",
        "--webhook-secret-env",
        "HOOK",
    ])
    .env("HOOK", secret)
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    assert!(
        text.contains("COUNTERSIGN_ZOOM_WEB_ENDPOINT=zoom.us"),
        "{text}"
    );
    let control = port_after(&text, "control  http://127.0.0.1:");
    let control = format!("http://127.0.0.1:{control}");
    countersign(&["trigger", "meeting.started", "--control", &control]).run();
    let mut tries = 0;
    while tries < 2 {
        let mut stream = accept(&listener);
        let (_, body) = read_request(&mut stream);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let (status, answer) = match body["payload"]["plainToken"].as_str() {
            Some(token) => ("200 OK", proof(secret, token)),
            None => {
                tries += 1;
                ("503 Service Unavailable", String::new())
            }
        };
        let length = answer.len();
        write!(stream, "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}").unwrap();
    }
    let wait = ["control", "events", "--wait", "5", "--control", &control];
    let mut events = countersign(&wait).run().stdout;
    for _ in 0..100 {
        if events.contains("\"failed\"") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        events = countersign(&wait).run().stdout;
    }
    assert!(events.contains("\"failed\""), "{events}");

    for host in ["https://zoom.us", "zoom.us:443", "zoom.us/"] {
        let wrong = countersign(&["emulate", "--web-endpoint", host]).run();
        assert_eq!(wrong.code, Some(2), "{host}");
        assert!(wrong.stderr.contains("a host name alone"), "{wrong}");
    }
}

/// Fails when nobody comes within ten seconds.
fn accept(listener: &TcpListener) -> TcpStream {
    listener.set_nonblocking(true).unwrap();
    for _ in 0..500 {
        if let Ok((stream, _)) = listener.accept() {
            stream.set_nonblocking(false).unwrap();
            return stream;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("nobody came");
}

/// Head, in lower case, and body.
fn read_request(stream: &mut TcpStream) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        head = head + &line + "\n";
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (head, String::from_utf8(body).unwrap())
}

/// What `endpoint.url_validation` is answered with.
fn proof(secret: &str, token: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(token.as_bytes());
    let bytes = mac.finalize().into_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    serde_json::json!({ "plainToken": token, "encryptedToken": hex }).to_string()
}

#[test]
fn it_begins_with_what_a_file_lists() {
    let listen = ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
    let seed = "[[users]]\nemail = 'ada@example.com'\nplan = 'licensed'\n\n[[meetings]]\nhost = 'ada@example.com'\n\
                request.topic = 'Weekly'\n";
    let arguments = [&["emulate", "--load", "seed.toml"][..], &listen].concat();
    let mut running = countersign(&arguments).file("seed.toml", seed).spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let control = port_after(&text, "control  http://127.0.0.1:");
    assert!(get(control, "/users").contains("ada@example.com"));
    assert!(get(control, "/webhooks/events").contains("Weekly"));

    let refused = countersign(&arguments)
        .file("seed.toml", "[[meetings]]\nhost = 'nobody'\n")
        .run();
    assert_snapshot!(refused);
}

#[test]
fn what_it_persists_outlives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "emulate",
        "--persist",
        "zoom.json",
        "--load",
        "seed.json",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
    ];
    let seed = r#"{ "meetings": [{ "request": { "topic": "Weekly" } }] }"#;
    std::fs::write(folder.path().join("seed.json"), seed).unwrap();
    let start = || countersign(&arguments).inside(folder.path()).spawn();
    let begin = |text: &str| {
        let lines = text.lines().filter(|line| line.contains("ZOOM_"));
        lines
            .filter(|line| !line.contains("COUNTERSIGN"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut first = start();
    let text = first.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let written = || std::fs::read_to_string(folder.path().join("zoom.json")).unwrap();
    // It is written a moment after the change.
    for _ in 0..200 {
        if written().contains("Weekly") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(written().contains("Weekly"));
    let refused = start_and_fail(&arguments, folder.path());
    assert!(
        refused.contains("zoom.json: another emulator keeps its state there"),
        "{refused}"
    );
    drop(first);
    let mut second = start();
    let again = second.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    assert_eq!(begin(&again), begin(&text), "the credentials are the same");
    assert_eq!(second.terminate(), Some(0));
    assert_eq!(
        written().matches("Weekly").count(),
        1,
        "the list was for the first start"
    );

    std::fs::write(folder.path().join("zoom.json"), "{").unwrap();
    let refused = start_and_fail(&arguments, folder.path());
    assert!(
        refused.contains("zoom.json: no snapshot to load"),
        "{refused}"
    );
    assert_eq!(written(), "{");
}

fn start_and_fail(arguments: &[&str], folder: &std::path::Path) -> String {
    format!("{}", countersign(arguments).inside(folder).run())
}
