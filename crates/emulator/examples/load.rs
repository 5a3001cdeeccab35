//! How fast the emulator is with 10 000 meetings and 1 000 participants in one of them, and how much memory that takes.
//!
//! The emulator runs in a child process, and beside it a bare route that answers as many bytes: the floor. What is
//! measured alternates with the floor, so that both have the same machine; only their ratio means something elsewhere.
//! `cargo run --release --package countersign-emulator --example load`; Linux, because memory is read from `/proc`.

#![expect(clippy::print_stdout, reason = "what it measured is what it prints")]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::{Router, body::Bytes, extract::Path, routing::any};
use countersign_emulator::{Emulator, EmulatorOptions, clock::Clock, state::NewUser, state::User};
use countersign_token::{
    Claims, ClientId, ExposeSecret, MeetingNumber, Role, Signer, Ttl, WebClaims,
};
use futures_util::{StreamExt, stream};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const MEETINGS: usize = 10_000;
const PARTICIPANTS: usize = 1_000;
const STARTS: usize = 11;
const ROUNDS: usize = 5;
/// Requests that are under way at once.
const AT_ONCE: usize = 8;
/// As many writes a day as a host has.
const DAY_OF_WRITES: usize = 100;
const NOW: u64 = 1_800_000_000;
const HOST: &str = "host@example.com";
/// For whom is created while it is measured, so that the other's list stays as long as it is.
const OTHER: &str = "other@example.com";

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    if std::env::args().nth(1).as_deref() == Some("emulator") {
        return emulate().await;
    }
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(Desk::open().await?.start);
    }
    println!(
        "start to the first token: {:.1?} (median of {STARTS})",
        median(&mut starts)
    );

    let mut desk = Desk::open().await?;
    let mut memory = vec![("idle", desk.resident()?)];
    let mut numbers = Vec::new();
    desk.create(&mut numbers, DAY_OF_WRITES).await?;
    let few = desk.measure(&numbers).await?;
    let begin = Instant::now();
    desk.create(&mut numbers, MEETINGS).await?;
    println!("{MEETINGS} meetings created in {:.1?}", begin.elapsed());
    memory.push(("10 000 meetings", desk.resident()?));
    let many = desk.measure(&numbers).await?;
    memory.push(("after the requests", desk.resident()?));
    desk.fill_room(&mut memory).await?;

    println!(
        "\n{:24}{:>24}{:>30}",
        "requests a second", "100 meetings", "10 000 meetings"
    );
    for (few, many) in few.iter().zip(&many) {
        println!("{:24}{few}{many}", few.what);
    }
    println!();
    for (stage, kib) in memory {
        let [own, program] = kib.map(|kib| kib as f64 / 1024.0);
        println!("{stage:24}{own:8.1} MiB, and {program:.1} MiB of the program");
    }
    Ok(())
}

/// The child: an emulator and the floor. Each line of standard input lets a day pass.
async fn emulate() -> Result<(), Failed> {
    let clock = Clock::fixed(NOW);
    let options = EmulatorOptions {
        clock: clock.clone(),
        ..EmulatorOptions::default()
    };
    let emulator = Emulator::start_with(options).await?;
    let host = emulator.credentials().host.id;
    let many = |user: &mut User| user.meeting_capacity = 1_000;
    emulator.state().change_user(&host, many);
    emulator.state().add_user(NewUser::licensed(OTHER));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let floor = format!("http://{}", listener.local_addr()?);
    let answer = |Path(size): Path<usize>, _: Bytes| async move {
        ([("content-type", "application/json")], vec![b' '; size])
    };
    let routes = Router::new().route("/{size}", any(answer));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let (s2s, sdk) = (
        emulator.credentials().s2s,
        emulator.credentials().meeting_sdk,
    );
    let facts = json!({
        "base": emulator.base_url(), "api": emulator.api_url(), "floor": floor,
        "account": emulator.credentials().account_id,
        "s2s": [s2s.client_id, s2s.client_secret.expose_secret()],
        "sdk": [sdk.client_id, sdk.client_secret.expose_secret()],
    });
    println!("{facts}");
    let days = tokio::task::spawn_blocking(move || {
        for line in std::io::stdin().lock().lines() {
            line?;
            clock.advance(Duration::from_secs(86_400));
            println!();
        }
        std::io::Result::Ok(())
    });
    days.await??;
    Ok(emulator.shutdown().await?)
}

/// A running emulator, and who asks it.
struct Desk {
    child: Child,
    days: ChildStdin,
    told: BufReader<ChildStdout>,
    facts: Value,
    http: Client,
    token: String,
    now: u64,
    start: Duration,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Desk {
    async fn open() -> Result<Self, Failed> {
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

    fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().unwrap_or_default()
    }

    async fn sign_in(&mut self) -> Result<(), Failed> {
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
    async fn next_day(&mut self) -> Result<(), Failed> {
        writeln!(self.days)?;
        self.told.read_line(&mut String::new())?;
        self.now += 86_400;
        self.sign_in().await
    }

    /// KiB of the child's own, and those of its program that are in memory, which all that run it share.
    fn resident(&self) -> Result<[u64; 2], Failed> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib = |name: &str| -> Result<u64, Failed> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let line = line.ok_or(format!("no {name}"))?;
            Ok(line.trim().trim_end_matches(" kB").parse()?)
        };
        Ok([kib("RssAnon:")?, kib("RssFile:")?])
    }

    fn api(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.fact("api"));
        self.http.request(method, url).bearer_auth(&self.token)
    }

    fn post_meeting(&self, host: &str) -> RequestBuilder {
        self.api(Method::POST, &format!("/users/{host}/meetings")).json(&json!({
            "topic": "Load", "type": 2, "start_time": "2040-01-01T00:00:00Z", "duration": 60,
            "password": "abc123", "settings": { "join_before_host": true, "waiting_room": false },
        }))
    }

    /// Creates until there are `wanted`.
    async fn create(&mut self, numbers: &mut Vec<u64>, wanted: usize) -> Result<(), Failed> {
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

    /// Rates of each call, and of the floor in turn with it.
    async fn measure(&mut self, numbers: &[u64]) -> Result<Vec<Measured>, Failed> {
        let last = numbers.len() / 30;
        let first_page = format!("/users/{HOST}/meetings?page_size=30");
        let last_page = format!("{first_page}&page_number={last}");
        let few = 20;
        let calls = [
            ("get", Method::GET, None, DAY_OF_WRITES),
            ("list, first page", Method::GET, Some(first_page), few),
            ("list, last full page", Method::GET, Some(last_page), few),
            ("create", Method::POST, None, DAY_OF_WRITES),
            ("patch", Method::PATCH, None, DAY_OF_WRITES),
        ];
        let mut all: Vec<_> = calls.iter().map(|call| Measured::of(call.0)).collect();
        for _ in 0..ROUNDS {
            for ((_, method, path, count), measured) in calls.iter().zip(&mut all) {
                self.next_day().await?;
                let step = numbers.len() / count;
                let request = |index: usize| match path {
                    Some(path) => self.api(method.clone(), path),
                    None if *method == Method::POST => self.post_meeting(OTHER),
                    None => {
                        let path = format!("/meetings/{}", numbers[index * step]);
                        let request = self.api(method.clone(), &path);
                        match *method == Method::PATCH {
                            true => request.json(&json!({ "topic": "Load, changed" })),
                            false => request,
                        }
                    }
                };
                let (rate, size) = rate((0..*count).map(request).collect()).await?;
                let floor = format!("{}/{size}", self.fact("floor"));
                let floor = |_| self.http.request(method.clone(), &floor).body("{}");
                measured
                    .floors
                    .push(self::rate((0..DAY_OF_WRITES).map(floor).collect()).await?.0);
                measured.rates.push(rate);
            }
        }
        Ok(all)
    }

    /// Takes the host and all others into one meeting, and tells how long the first and the last took to be known.
    async fn fill_room(&mut self, memory: &mut Vec<(&str, [u64; 2])>) -> Result<(), Failed> {
        self.next_day().await?;
        let body = send(vec![self.post_meeting(HOST)]).await?;
        let meeting: Value = serde_json::from_slice(body.first().ok_or("no meeting")?)?;
        let number = meeting["id"].as_u64().ok_or("no id")?;
        let body = send(vec![
            self.api(Method::GET, &format!("/users/{HOST}/token?type=zak")),
        ])
        .await?;
        let zak: Value = serde_json::from_slice(body.first().ok_or("no ZAK")?)?;
        let zak = zak["token"].as_str().ok_or("no ZAK")?;

        let told = Arc::new(AtomicUsize::new(0));
        let mut known = Vec::new();
        let begin = Instant::now();
        for index in 0..PARTICIPANTS {
            let before = told.load(Ordering::SeqCst);
            let (answer, since) = (self.ask(number, index, zak).await?, Instant::now());
            self.sit(number, &answer, &told).await?;
            // Itself, and everybody who was there.
            let wanted = before + index + 1;
            while told.load(Ordering::SeqCst) < wanted {
                if since.elapsed() > Duration::from_secs(30) {
                    return Err("a join was not told to everybody".into());
                }
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
            known.push(since.elapsed());
            if index + 1 == 100 {
                memory.push(("100 participants", self.resident()?));
            }
        }
        let total = begin.elapsed();
        memory.push(("1 000 participants", self.resident()?));
        println!("{PARTICIPANTS} participants, one after the other, in {total:.1?}");
        for (which, range) in [("2nd to 101st", 1..101), ("900th to 1 000th", 899..1_000)] {
            let time = median(&mut known[range].to_vec());
            println!("from dialling until everybody knows of the {which}: {time:.1?} (median)");
        }
        Ok(())
    }

    /// What the SDK posts before it dials; the first is the host.
    async fn ask(&self, number: u64, index: usize, zak: &str) -> Result<Value, Failed> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let app = &self.facts["sdk"];
        let signer = Signer::new(ClientId::new(&text(&app[0]))?, &text(&app[1]).into())?;
        let role = if index == 0 {
            Role::Host
        } else {
            Role::Attendee
        };
        let claims = Claims::Web(WebClaims::new(MeetingNumber::try_from(number)?, role));
        let signature = signer.sign(&claims, self.now, Ttl::DEFAULT).into_string();
        let (number, name) = (number.to_string(), format!("Participant {index}"));
        let mut form = vec![
            ("apiKey", ""),
            ("signatureType", "sdk"),
            ("signature", &*signature),
            ("meetingNumber", &*number),
            ("userName", &*name),
            ("lang", "en-US"),
            ("passWord", "abc123"),
            ("userEmail", ""),
            ("customerKey", ""),
            ("sdkOrigin", "aHR0cDovL2xvY2FsaG9zdDo4MDkw"),
            ("proxy", "1"),
            ("cv", "6.2.0"),
            ("ulsm", if index == 0 { "1" } else { "0" }),
        ];
        if index == 0 {
            form.push(("zsk", zak));
        }
        let url = format!("{}/api/v1/wc/info", self.fact("base"));
        let answer: Value = self.http.post(url).form(&form).send().await?.json().await?;
        let ping = format!("{}/wc/ping/{number}", self.fact("base"));
        self.http.get(ping).send().await?.error_for_status()?;
        match answer["status"] == true {
            true => Ok(answer),
            false => Err(format!("refused: {answer}").into()),
        }
    }

    /// Dials, and counts the roster frames that come from then on.
    async fn sit(
        &self,
        number: u64,
        answer: &Value,
        told: &Arc<AtomicUsize>,
    ) -> Result<(), Failed> {
        let base = self.fact("base").replacen("http", "ws", 1);
        let auth = answer["result"]["auth"].as_str().ok_or("no auth")?;
        let url = format!("{base}/wc/api/{number}?dn2=eA&auth={auth}&mid=x&lang=en-US");
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await?;
        let told = Arc::clone(told);
        tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                let roster = message.to_text().is_ok_and(|text| text.contains("7937"));
                told.fetch_add(usize::from(roster), Ordering::SeqCst);
            }
        });
        Ok(())
    }
}

/// The rates of a call, and those of the floor at the same time.
struct Measured {
    what: &'static str,
    rates: Vec<f64>,
    floors: Vec<f64>,
}

impl Measured {
    fn of(what: &'static str) -> Self {
        let (rates, floors) = (Vec::new(), Vec::new());
        Self {
            what,
            rates,
            floors,
        }
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let middle = |all: &[f64]| {
            let mut all = all.to_vec();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        let ratios: Vec<_> = self
            .rates
            .iter()
            .zip(&self.floors)
            .map(|(rate, floor)| rate / floor)
            .collect();
        write!(
            f,
            "{:>8.0} ({:.3} of {:>6.0})",
            middle(&self.rates),
            middle(&ratios),
            middle(&self.floors)
        )
    }
}

/// Requests a second, and the bytes of an answer.
async fn rate(requests: Vec<RequestBuilder>) -> Result<(f64, usize), Failed> {
    let (count, begin) = (requests.len(), Instant::now());
    let bodies = send(requests).await?;
    let rate = count as f64 / begin.elapsed().as_secs_f64();
    Ok((rate, bodies.first().map_or(0, Bytes::len)))
}

/// Sends all, some at once; fails when one is refused.
async fn send(requests: Vec<RequestBuilder>) -> Result<Vec<Bytes>, Failed> {
    let answers = requests.into_iter().map(|request| async {
        let answer = request.send().await?.error_for_status()?;
        Ok::<_, Failed>(answer.bytes().await?)
    });
    let mut bodies = Vec::new();
    let mut answers = stream::iter(answers).buffer_unordered(AT_ONCE);
    while let Some(body) = answers.next().await {
        bodies.push(body?);
    }
    Ok(bodies)
}

fn median(all: &mut [Duration]) -> Duration {
    all.sort();
    all[all.len() / 2]
}
