//! The TLS listener and its authority.

use countersign_emulator::{Authority, Emulator, EmulatorOptions, TlsOptions};
use serde_json::{Value, json};

use crate::desk::{Desk, Form};

async fn with_tls(dir: &std::path::Path) -> Desk {
    let tls = TlsOptions {
        addr: ([127, 0, 0, 1], 0).into(),
        dir: dir.to_owned(),
        names: Vec::new(),
    };
    Desk::open_with(EmulatorOptions {
        tls: Some(tls),
        ..EmulatorOptions::default()
    })
    .await
}

fn trusting(pem: &str, host: &str, desk: &Desk) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
    let addr = desk.emulator.tls_addr().unwrap();
    reqwest::Client::builder()
        .tls_certs_only([authority])
        .resolve(host, addr)
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_client_that_trusts_the_authority_reaches_zoom_us_and_is_sent_back_there() {
    let dir = tempfile::tempdir().unwrap();
    let desk = with_tls(dir.path()).await;
    let number = desk.meeting(json!({ "join_before_host": true })).id;
    let port = desk.emulator.tls_addr().unwrap().port();
    for host in [
        "zoom.us",
        "localhost",
        "api.zoom.us",
        "zoom.emulator.internal",
    ] {
        let client = trusting(desk.emulator.ca_pem().unwrap(), host, &desk);
        let form: Form = desk.attendee(number, "Guest");
        let url = format!("https://{host}:{port}/api/v1/wc/info");
        let answer: Value = client
            .post(url)
            .form(&form)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(answer["status"], true, "{answer}");
        let sockets: Value =
            serde_json::from_str(answer["result"]["encryptedRWC"].as_str().unwrap()).unwrap();
        assert!(sockets[format!("{host}:{port}")].is_string(), "{sockets}");
    }
}

#[tokio::test]
async fn the_authority_is_kept_and_its_key_is_private() {
    let dir = tempfile::tempdir().unwrap();
    let first = with_tls(dir.path())
        .await
        .emulator
        .ca_pem()
        .unwrap()
        .to_owned();
    let again = with_tls(dir.path()).await;
    assert_eq!(again.emulator.ca_pem(), Some(&*first));
    let client = trusting(&first, "localhost", &again);
    let port = again.emulator.tls_addr().unwrap().port();
    client
        .get(format!("https://localhost:{port}/bridge.js"))
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();

    let key = std::fs::metadata(dir.path().join("ca-key.pem")).unwrap();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&key.permissions()) & 0o777,
        0o600
    );
    assert!(key.len() > 0);
}

#[tokio::test]
async fn a_lost_file_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    for lost in ["ca.pem", "ca-key.pem"] {
        with_tls(dir.path()).await;
        std::fs::remove_file(dir.path().join(lost)).unwrap();
        let desk = with_tls(dir.path()).await;
        let client = trusting(desk.emulator.ca_pem().unwrap(), "localhost", &desk);
        let port = desk.emulator.tls_addr().unwrap().port();
        let url = format!("https://localhost:{port}/bridge.js");
        assert_eq!(
            client.get(url).send().await.unwrap().status(),
            200,
            "{lost}"
        );
    }
}

#[tokio::test]
async fn who_does_not_trust_the_authority_is_not_served() {
    let dir = tempfile::tempdir().unwrap();
    let desk = with_tls(dir.path()).await;
    let port = desk.emulator.tls_addr().unwrap().port();
    assert!(
        desk.http
            .get(format!("https://localhost:{port}/bridge.js"))
            .send()
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_name_that_was_asked_for_is_served_and_an_older_authority_refuses_it_in_words() {
    let options = |dir: &std::path::Path, names: &[&str]| EmulatorOptions {
        tls: Some(TlsOptions {
            addr: ([127, 0, 0, 1], 0).into(),
            dir: dir.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        }),
        ..EmulatorOptions::default()
    };
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open_with(options(dir.path(), &["zoom.test"])).await;
    let port = desk.emulator.tls_addr().unwrap().port();
    for host in ["zoom.test", "us02web.zoom.us", "api.zoom.us"] {
        let client = trusting(desk.emulator.ca_pem().unwrap(), host, &desk);
        let answer = client.get(format!("https://{host}:{port}/bridge.js"));
        assert_eq!(answer.send().await.unwrap().status(), 200, "{host}");
    }
    for (names, said) in [
        (
            &["other.test"][..],
            "was made for other names than other.test",
        ),
        (&["192.0.2.7"], "was made for other names than 192.0.2.7"),
        (&["a name"], "neither a host name nor an address"),
    ] {
        let refused = Emulator::start_with(options(dir.path(), names)).await;
        let error = refused.err().unwrap().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[tokio::test]
async fn an_authority_whose_files_do_not_belong_together_is_refused_in_words() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    with_tls(one.path()).await;
    with_tls(other.path()).await;
    std::fs::copy(one.path().join("ca.pem"), other.path().join("ca.pem")).unwrap();
    let now = 1_700_000_000;
    let error = Authority::load_or_make(other.path(), &[], now)
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("delete ca.pem and ca-key.pem"),
        "{error}"
    );
}
