//! What `countersign emulate` does over HTTP, as the program: limits and their headers, links, pages, repeated calls, what it
//! makes of senseless values, and how long a lost participant may take.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use countersign_token::{Claims, ClientId, MeetingNumber, Role, Signer, Ttl, WebClaims};
use serde_json::{Value, json};

use crate::program::{Running, countersign, port_after};

struct Answer {
    status: u16,
    head: String,
    body: Value,
}

impl Answer {
    #[track_caller]
    fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn refusal(&self) -> (u16, &Value, &str) {
        let message = self.body["message"].as_str().unwrap_or_default();
        (self.status, &self.body["code"], message)
    }
}

/// One request; headers are whole lines.
fn http(port: u16, line: &str, headers: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        body: serde_json::from_str(body).unwrap_or_default(),
        head: head.to_owned(),
    }
}

/// A running `countersign emulate` with a token for it.
struct Emulated {
    port: u16,
    control: u16,
    text: String,
    token: String,
    _running: Running,
}

impl Emulated {
    fn start(more: &[&str]) -> Self {
        let arguments = [
            "emulate",
            "--listen",
            "127.0.0.1:0",
            "--control",
            "127.0.0.1:0",
        ];
        let mut running = countersign(&[&arguments[..], more].concat()).spawn();
        let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
        let mut emulated = Self {
            port: port_after(&text, "REST     http://127.0.0.1:"),
            control: port_after(&text, "control  http://127.0.0.1:"),
            text,
            token: String::new(),
            _running: running,
        };
        emulated.token = emulated.new_token();
        emulated
    }

    /// What stands after `export NAME=`.
    fn exported(&self, name: &str) -> &str {
        let start = format!("export {name}=");
        let mut lines = self.text.lines();
        lines.find_map(|line| line.strip_prefix(&start)).unwrap()
    }

    fn new_token(&self) -> String {
        let pair = format!(
            "{}:{}",
            self.exported("ZOOM_CLIENT_ID"),
            self.exported("ZOOM_CLIENT_SECRET")
        );
        let headers = format!(
            "authorization: Basic {}\r\ncontent-type: application/x-www-form-urlencoded\r\n",
            STANDARD.encode(pair)
        );
        let account = self.exported("ZOOM_ACCOUNT_ID");
        let form = format!("grant_type=account_credentials&account_id={account}");
        let answer = http(self.port, "POST /oauth/token", &headers, &form);
        text(&answer.expect(200)["access_token"])
    }

    fn rest(&self, line: &str, body: &Value) -> Answer {
        let (method, path) = line.split_once(' ').unwrap();
        let headers = format!(
            "authorization: Bearer {}\r\ncontent-type: application/json\r\n",
            self.token
        );
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        http(self.port, &format!("{method} /v2{path}"), &headers, &body)
    }

    fn get(&self, path: &str) -> Answer {
        self.rest(&format!("GET {path}"), &Value::Null)
    }

    fn control(&self, line: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        http(
            self.control,
            line,
            "content-type: application/json\r\n",
            &body,
        )
    }

    fn meeting(&self, body: &Value) -> Value {
        self.rest("POST /users/me/meetings", body).expect(201)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn each_plan_has_its_calls_a_day_and_says_until_when_none_is_left() {
    let emulated = Emulated::start(&[]);
    let frozen = json!({"frozen": true});
    emulated.control("PATCH /clock", &frozen).expect(200);
    let whole = emulated.control("GET /snapshot", &Value::Null).expect(200);
    let still = whole["clock"]["stillMs"].as_u64().unwrap();
    let day = still / 86_400_000;
    let midnight = jiff::Timestamp::from_second(i64::try_from((day + 1) * 86_400).unwrap());
    let midnight = midnight.unwrap().to_string();
    let paths = [
        ("light", "/users/me"),
        ("medium", "/users"),
        ("heavy", "/report/daily"),
    ];
    for (plan, limits) in [
        ("free", [Some(6_000), Some(2_000), Some(1_000)]),
        ("pro", [None, None, Some(30_000)]),
        ("business", [None, None, Some(60_000)]),
    ] {
        for ((label, path), limit) in paths.into_iter().zip(limits) {
            let mut full = whole.clone();
            full["state"]["account"]["settings"]["plan"] = plan.into();
            full["state"]["account"]["settings"]["rateLimits"] = true.into();
            let today = limit.unwrap_or(1_000_000) - 1;
            let pool = json!({"left": 80_000, "atMs": still, "day": day, "today": today});
            full["state"]["rates"]["pools"] = json!({label: pool});
            emulated.control("PUT /snapshot", &full).expect(204);
            let last = emulated.get(path);
            assert_eq!(last.header("x-ratelimit-type"), None, "{plan} {label}");
            last.expect(200);
            let next = emulated.get(path);
            let Some(limit) = limit else {
                next.expect(200);
                continue;
            };
            let words = "You have reached the maximum daily rate limit for this API. Refer to the response header \
                         for details on when you can make another request.";
            assert_eq!(next.refusal(), (429, &json!(429), words), "{plan} {label}");
            let limit = limit.to_string();
            for (name, value) in [
                ("x-ratelimit-type", "Daily-limit"),
                ("x-ratelimit-limit", &*limit),
                ("x-ratelimit-remaining", "0"),
                ("retry-after", &*midnight),
            ] {
                assert_eq!(next.header(name), Some(value), "{plan} {label} {name}");
            }
            let category = next.header("x-ratelimit-category").unwrap();
            assert_eq!(category.to_lowercase(), label);
        }
    }
}

#[test]
fn a_host_makes_a_hundred_changes_a_day_and_is_told_when_there_are_no_more() {
    let emulated = Emulated::start(&[]);
    let made = emulated.meeting(&json!({"topic": "Weekly"}));
    let change = format!("PATCH /meetings/{}", made["id"]);
    for _ in 1..100 {
        emulated.rest(&change, &json!({"topic": "x"})).expect(204);
    }
    let refused = emulated.rest("POST /users/me/webinars", &json!({"topic": "x"}));
    let words = "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for \
                 this particular user. You may resume these requests at GMT 00:00:00.";
    assert_eq!(refused.refusal(), (429, &json!(429), words));
    assert_eq!(refused.header("x-ratelimit-limit"), Some("100"));
    assert_eq!(refused.header("x-ratelimit-type"), None);
    assert_eq!(refused.header("retry-after"), None);
}

#[test]
fn every_start_has_a_uuid_and_every_reading_a_link_of_its_own() {
    let emulated = Emulated::start(&[]);
    let made = emulated
        .meeting(&json!({"start_time": "2099-01-01T10:00:00Z", "settings": {"approval_type": 0}}));
    let path = format!("/meetings/{}", made["id"]);
    let passcode = text(&made["password"]);
    assert!(!passcode.is_empty(), "it was made up");
    let pwd = text(&made["join_url"]);
    assert!(pwd.contains("pwd=") && !pwd.contains(&passcode));
    let read = || text(&emulated.get(&path).expect(200)["start_url"]);
    assert_ne!(read(), read());
    let person = json!({"email": "ann@example.org", "first_name": "Ann"});
    let added = emulated.rest(&format!("POST {path}/registrants"), &person);
    assert!(text(&added.expect(201)["join_url"]).contains("tk="));

    let mut uuids = vec![text(&made["uuid"])];
    for _ in 0..2 {
        let host = json!({"name": "Host", "role": "host"});
        let join = format!("POST {path}/participants");
        emulated.control(&join, &host).expect(201);
        let live = emulated.get(&path).expect(200);
        assert_eq!(live["status"], "started");
        uuids.push(text(&live["uuid"]));
        let end = format!("PUT {path}/status");
        emulated.rest(&end, &json!({"action": "end"})).expect(204);
        await_live(&emulated, false);
    }
    uuids.sort_unstable();
    uuids.dedup();
    assert_eq!(uuids.len(), 3);
    let open = json!({
        "default_password": false, "settings": {"waiting_room": false, "meeting_authentication": false},
    });
    assert_eq!(emulated.meeting(&open)["settings"]["waiting_room"], true);
}

#[test]
fn a_list_forgives_everything_but_a_token_that_is_over() {
    let mut emulated = Emulated::start(&[]);
    for number in 1..=3 {
        let start = format!("2099-01-0{number}T10:00:00Z");
        emulated.meeting(&json!({"start_time": start}));
    }
    let list = "/users/me/meetings?unheard_of=1";
    for (size, shown) in [("999999", 300), ("0", 1), ("-5", 30), ("abc", 30)] {
        let page = emulated
            .get(&format!("{list}&page_size={size}"))
            .expect(200);
        assert_eq!(page["page_size"], shown, "{size}");
    }
    let first = emulated.get(&format!("{list}&page_size=2")).expect(200);
    let token = text(&first["next_page_token"]);
    let next = format!("{list}&page_size=2&next_page_token={token}");
    let last = emulated.get(&next).expect(200);
    assert_eq!(last["meetings"].as_array().unwrap().len(), 1);
    assert_eq!(last["next_page_token"], "");
    let over = "The next page token is invalid or expired.";
    let garbage = emulated.get(&format!("{list}&next_page_token=garbage"));
    assert_eq!(garbage.refusal(), (400, &json!(300), over));
    let later = json!({"advanceSeconds": 901});
    emulated.control("PATCH /clock", &later).expect(200);
    emulated.token = emulated.new_token();
    assert_eq!(emulated.get(&next).refusal(), (400, &json!(300), over));
}

#[test]
fn a_repeated_call_makes_a_second_meeting_and_a_deleted_one_is_gone() {
    let emulated = Emulated::start(&[]);
    let series = json!({
        "type": 8, "start_time": "2099-01-01T10:00:00Z", "recurrence": {"type": 1, "end_times": 2},
    });
    let (one, two) = (emulated.meeting(&series), emulated.meeting(&series));
    assert_ne!(one["id"], two["id"]);
    assert_eq!(one["occurrences"][0]["occurrence_id"], "4070944800000");
    let path = format!("/meetings/{}", one["id"]);
    let deleted = emulated.rest(&format!("DELETE {path}"), &Value::Null);
    assert!(deleted.head.contains("204") && deleted.body.is_null());
    let words = format!("Meeting does not exist: {}.", one["id"]);
    let gone = emulated.get(&path);
    assert_eq!(gone.refusal(), (404, &json!(3001), words.as_str()));
    assert!(
        gone.header("x-zm-trackingid")
            .unwrap()
            .starts_with("v=2.0;")
    );
}

#[test]
fn what_is_unknown_is_passed_over_and_what_is_in_effect_is_answered() {
    let emulated = Emulated::start(&[]);
    let made = emulated.meeting(&json!({
        "unheard_of": {"a": 1}, "settings": {"join_before_host": true, "waiting_room": true, "unheard_of": 1},
    }));
    assert_eq!(
        made["settings"]["join_before_host"], false,
        "waiting is stronger"
    );
    assert_eq!(made["unheard_of"], Value::Null);
    let path = format!("/meetings/{}", made["id"]);
    let senseless = json!({"settings": {"auto_recording": "everywhere", "mute_upon_entry": true}});
    emulated
        .rest(&format!("PATCH {path}"), &senseless)
        .expect(204);
    let kept = emulated.get(&path).expect(200);
    assert_eq!(kept["settings"]["auto_recording"], "none");
    assert_eq!(kept["settings"]["mute_upon_entry"], true);
}

/// A host in a meeting, by a socket that is there until it is dropped.
fn join(emulated: &Emulated) -> TcpStream {
    let made = emulated.meeting(&json!({"topic": "Weekly"}));
    let number = made["id"].as_u64().unwrap();
    let client = ClientId::new(emulated.exported("ZOOM_MEETING_SDK_KEY")).unwrap();
    let secret = emulated
        .exported("ZOOM_MEETING_SDK_SECRET")
        .to_owned()
        .into();
    let signer = Signer::new(client, &secret).unwrap();
    let claims = Claims::Web(WebClaims::new(
        MeetingNumber::try_from(number).unwrap(),
        Role::Host,
    ));
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap();
    let signature = signer.sign(&claims, now, Ttl::DEFAULT).into_string();
    let zak = text(&emulated.get("/users/me/token?type=zak").expect(200)["token"]);
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    let number = number.to_string();
    for (name, value) in [
        ("signatureType", "sdk"),
        ("signature", &*signature),
        ("meetingNumber", &*number),
        ("userName", "Host"),
        ("passWord", made["password"].as_str().unwrap()),
        ("ulsm", "1"),
        ("zsk", &*zak),
        ("cv", "6.2.0"),
    ] {
        form.append_pair(name, value);
    }
    let headers = "content-type: application/x-www-form-urlencoded\r\n";
    let answer = http(
        emulated.port,
        "POST /api/v1/wc/info",
        headers,
        &form.finish(),
    );
    let answer = answer.expect(200);
    let auth = text(&answer["result"]["auth"]);
    let mut socket = TcpStream::connect(("127.0.0.1", emulated.port)).unwrap();
    write!(
        socket,
        "GET /wc/api/{number}?auth={auth}&mid=x&lang=en-US&dn2=eA HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\n\
         connection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    .unwrap();
    let mut start = [0; 12];
    socket.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 101");
    await_live(emulated, true);
    socket
}

/// Waits until a meeting runs, or none.
fn await_live(emulated: &Emulated, wanted: bool) {
    for _ in 0..600 {
        if is_live(emulated) == wanted {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("a meeting runs: {}, after 30 seconds", !wanted);
}

fn is_live(emulated: &Emulated) -> bool {
    let running = emulated.control("GET /meetings", &Value::Null).expect(200);
    running["meetings"] != json!([])
}

#[test]
fn who_is_lost_has_the_time_that_grace_says() {
    let patient = Emulated::start(&["--grace", "3600"]);
    let strict = Emulated::start(&["--grace", "0"]);
    drop(join(&patient));
    drop(join(&strict));
    await_live(&strict, false);
    assert!(is_live(&patient), "it was lost before");
}
