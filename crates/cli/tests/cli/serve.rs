use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use insta::assert_snapshot;

use crate::program::countersign;

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

#[test]
fn the_gateway_says_where_it_is_answers_and_ends_well_on_sigterm() {
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let mut running = countersign(&["serve", "--listen", &listen])
        .with_credentials()
        .spawn();
    let mut line = String::new();
    let mut stdout = BufReader::new(running.child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    assert!(line.contains(&format!("http://localhost:{port}")), "{line}");
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
    assert_snapshot!(seen);
}
