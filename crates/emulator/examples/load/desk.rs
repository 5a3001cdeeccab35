//! A running emulator, and who asks it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::Failed;
use crate::rates::send;

/// As many writes a day as a host has.
pub(crate) const DAY_OF_WRITES: usize = 100;
pub(crate) const NOW: u64 = 1_800_000_000;
pub(crate) const HOST: &str = "host@example.com";
/// For whom is created while it is measured, so that the other's list stays as long as it is.
pub(crate) const OTHER: &str = "other@example.com";

/// A running emulator, and who asks it.
pub(crate) struct Desk {
    child: Child,
    days: ChildStdin,
    told: BufReader<ChildStdout>,
    pub(crate) facts: Value,
    pub(crate) http: Client,
    pub(crate) token: String,
    pub(crate) now: u64,
    pub(crate) start: Duration,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Desk {
    pub(crate) async fn open() -> Result<Self, Failed> {
        let http = Client::new();
        let begin = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .arg("emulator")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let days = child.stdin.take().ok_or("no standard input")?;
        let mut told = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        let mut line = String::new();
        told.read_line(&mut line)?;
        let mut desk = Self {
            facts: serde_json::from_str(&line)?,
            token: String::new(),
            now: NOW,
            start: Duration::ZERO,
            child,
            days,
            told,
            http,
        };
        desk.sign_in().await?;
        desk.start = begin.elapsed();
        Ok(desk)
    }

    pub(crate) fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().unwrap_or_default()
    }

    pub(crate) async fn sign_in(&mut self) -> Result<(), Failed> {
        let form = [
            ("grant_type", "account_credentials"),
            ("account_id", self.fact("account")),
        ];
        let app = &self.facts["s2s"];
        let request = self
            .http
            .post(format!("{}/oauth/token", self.fact("base")))
            .basic_auth(app[0].as_str().unwrap_or_default(), app[1].as_str())
            .form(&form);
        let answer: Value = request.send().await?.error_for_status()?.json().await?;
        self.token = answer["access_token"]
            .as_str()
            .ok_or("no token")?
            .to_owned();
        Ok(())
    }

    /// Another day, with another day's writes.
    pub(crate) async fn next_day(&mut self) -> Result<(), Failed> {
        writeln!(self.days)?;
        self.told.read_line(&mut String::new())?;
        self.now += 86_400;
        self.sign_in().await
    }

    /// KiB of the child's own, and those of its program that are in memory, which all that run it share.
    pub(crate) fn resident(&self) -> Result<[u64; 2], Failed> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib = |name: &str| -> Result<u64, Failed> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let line = line.ok_or(format!("no {name}"))?;
            Ok(line.trim().trim_end_matches(" kB").parse()?)
        };
        Ok([kib("RssAnon:")?, kib("RssFile:")?])
    }

    pub(crate) fn api(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.fact("api"));
        self.http.request(method, url).bearer_auth(&self.token)
    }

    pub(crate) fn post_meeting(&self, host: &str) -> RequestBuilder {
        self.api(Method::POST, &format!("/users/{host}/meetings")).json(&json!({
            "topic": "Load", "type": 2, "start_time": "2040-01-01T00:00:00Z", "duration": 60,
            "password": "abc123", "settings": { "join_before_host": true, "waiting_room": false },
        }))
    }

    /// Creates until there are `wanted`.
    pub(crate) async fn create(
        &mut self,
        numbers: &mut Vec<u64>,
        wanted: usize,
    ) -> Result<(), Failed> {
        while numbers.len() < wanted {
            self.next_day().await?;
            let day = DAY_OF_WRITES.min(wanted - numbers.len());
            let requests = (0..day).map(|_| self.post_meeting(HOST));
            for body in send(requests.collect()).await? {
                let meeting: Value = serde_json::from_slice(&body)?;
                numbers.push(meeting["id"].as_u64().ok_or("no id")?);
            }
        }
        Ok(())
    }
}
