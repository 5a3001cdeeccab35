//! How fast the release program starts and how much memory it holds while idle.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::run;

const ROUNDS: usize = 11;

/// Starts `serve` and `demo` in turn, several times, and prints the median and the worst of each.
pub(crate) fn start_and_idle() -> Result<()> {
    run::succeed(run::command(
        "cargo",
        ".",
        &["build", "--quiet", "--release", "--package", "countersign"],
    ))?;
    let mut measured = [("serve", Vec::new()), ("demo", Vec::new())];
    for _ in 0..ROUNDS {
        for (what, rounds) in &mut measured {
            rounds.push(one(what)?);
        }
    }
    for (what, mut rounds) in measured {
        rounds.sort_by_key(|round| round.0);
        let (median, worst) = (rounds[ROUNDS / 2].0, rounds[ROUNDS - 1].0);
        let memory = rounds.iter().map(|round| round.1).max().unwrap_or_default();
        println!(
            "{what}: first answer after {median:.1?} (median of {ROUNDS}; worst {worst:.1?}), idle at {:.1} MiB at the most",
            memory as f64 / 1024.0
        );
    }
    Ok(())
}

/// Time from spawn to the first answer of `GET /healthz`, and KiB resident two seconds later.
fn one(what: &str) -> Result<(Duration, u64)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let folder = run::root().join(format!("target/measure-{port}"));
    fs::create_dir_all(&folder)?;
    let program = run::root().join(target()).join("release/countersign");
    let mut command = run::command(&program.to_string_lossy(), ".", &[what]);
    command
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if what == "demo" {
        command.arg("--port").arg(port.to_string());
    } else {
        command
            .env("COUNTERSIGN_LISTEN", format!("127.0.0.1:{port}"))
            .env("COUNTERSIGN_DATABASE", "sqlite://measure.db")
            .env("ZOOM_MEETING_SDK_KEY", "measuredClientId000001")
            .env(
                "ZOOM_MEETING_SDK_SECRET",
                "measuredThrowawaySecret000000001",
            )
            .env("ZOOM_ACCOUNT_ID", "measuredAccountId00001")
            .env("ZOOM_CLIENT_ID", "measuredS2sClientId001")
            .env("ZOOM_CLIENT_SECRET", "measuredThrowawaySecret000000002");
    }
    let start = Instant::now();
    let mut child = Stopped(
        command
            .spawn()
            .with_context(|| format!("cannot start {what}"))?,
    );
    while !answers(port) {
        if let Some(status) = child.0.try_wait()? {
            bail!("{what} ended with {status} before it answered");
        }
        if start.elapsed() > Duration::from_secs(20) {
            bail!("{what} did not answer within 20 s");
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    let first_answer = start.elapsed();
    std::thread::sleep(Duration::from_secs(2));
    let status = fs::read_to_string(format!("/proc/{}/status", child.0.id()))?;
    let resident = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or_default();
    let kib = resident
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .context("no VmRSS")?;
    drop(child);
    fs::remove_dir_all(&folder)?;
    Ok((first_answer, kib))
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo's own variable says where it builds"
)]
fn target() -> String {
    std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned())
}

fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}

/// A child that does not outlive its owner.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
