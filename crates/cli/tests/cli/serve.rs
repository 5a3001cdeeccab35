use std::net::TcpListener;

use crate::program::{countersign, get, port_after};

#[test]
fn the_gateway_says_where_it_is_answers_and_ends_well_on_sigterm() {
    let mut running = countersign(&["serve", "--listen", "127.0.0.1:0"])
        .with_credentials()
        .spawn();
    let port = port_after(&running.read_until("listens"), "http://localhost:");
    assert!(get(port, "/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(running.terminate(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let seen = countersign(&["serve", "--listen", &listen])
        .with_credentials()
        .run();
    assert_eq!(seen.code, Some(3));
    assert!(
        seen.stderr.contains(&format!("cannot listen on {listen}")),
        "{seen}"
    );
}

#[test]
fn every_mistake_of_a_configuration_is_told_at_once() {
    let seen = countersign(&["serve"])
        .file(
            "countersign.toml",
            "listen = \"nowhere\"\n\n[zoom]\naccount = \"x\"\nclient_id = \"y\"\n",
        )
        .run();
    assert_eq!(seen.code, Some(2));
    assert!(
        seen.stderr
            .starts_with("error: the configuration has 4 mistakes:\n  - "),
        "{seen}"
    );
    for setting in [
        "`zoom.account`",
        "meeting_sdk.client_id",
        "zoom.client_secret",
        "listen",
    ] {
        assert!(seen.stderr.contains(setting), "{setting}: {seen}");
    }
}
