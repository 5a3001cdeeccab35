//! The control port: the log of requests, faults, the clock, and beginning anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod described;
mod mistakes;
mod settings;
mod snapshot;

use std::time::Duration;

use countersign_emulator::{Emulator, EmulatorOptions, Fault};
use countersign_token::ExposeSecret;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

struct Desk {
    emulator: Emulator,
    http: Client,
}

impl Desk {
    async fn open() -> Self {
        let seed = Some(1);
        let options = EmulatorOptions {
            seed,
            ..EmulatorOptions::default()
        };
        Self {
            emulator: Emulator::start_with(options).await.unwrap(),
            http: Client::new(),
        }
    }

    async fn control(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.emulator.control_url().unwrap());
        let request = self.http.request(method, url);
        let request = match body {
            Value::Null => request,
            body => request.json(&body),
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(text.into()))
    }

    async fn get(&self, path: &str) -> Value {
        self.control(Method::GET, path, Value::Null).await.1
    }

    async fn fault(&self, fault: Value) {
        let (status, answer) = self.control(Method::POST, "/faults", fault).await;
        assert_eq!(status, 201, "{answer}");
    }

    async fn token(&self) -> String {
        let credentials = self.emulator.credentials();
        let url = format!("{}/oauth/token", self.emulator.oauth_url());
        let secret = credentials.s2s.client_secret.expose_secret();
        let form = [
            ("grant_type", "account_credentials"),
            ("account_id", &credentials.account_id),
        ];
        let request = self.http.post(url).form(&form);
        let request = request.basic_auth(credentials.s2s.client_id, Some(secret));
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    async fn me(&self, token: &str) -> reqwest::Result<Response> {
        let url = format!("{}/users/me", self.emulator.api_url());
        self.http.get(url).bearer_auth(token).send().await
    }
}

#[tokio::test]
async fn requests_are_logged_without_their_secrets() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    let url = format!("{}/users/me/meetings?zak=hidden", desk.emulator.api_url());
    let body = json!({ "topic": "Weekly", "password": "n0tsecret" });
    let made = desk.http.post(url).bearer_auth(&token).json(&body);
    let tracking_id = made.send().await.unwrap().headers()["x-zm-trackingid"].clone();
    let listed = desk.get("/requests").await;
    let [oauth, create] = listed["requests"].as_array().unwrap().as_slice() else {
        panic!("{listed}");
    };
    assert_eq!(
        (&oauth["kind"], &oauth["status"]),
        (&json!("oauth"), &json!(200))
    );
    assert_eq!(oauth["answer"]["access_token"], "[secret]");
    assert!(
        oauth["body"]
            .as_str()
            .unwrap()
            .starts_with("grant_type=account_credentials")
    );
    assert_eq!(
        (&create["method"], &create["path"], &create["query"]),
        (
            &json!("POST"),
            &json!("/v2/users/me/meetings"),
            &json!("zak=[secret]")
        )
    );
    assert_eq!(
        create["body"],
        json!({ "topic": "Weekly", "password": "[secret]" })
    );
    assert_eq!(create["trackingId"], tracking_id.to_str().unwrap());
    let shown = listed.to_string();
    let secret = desk.emulator.credentials().s2s.client_secret;
    for secret in [
        token.as_str(),
        "n0tsecret",
        "hidden",
        "eyJ",
        secret.expose_secret(),
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn a_test_waits_until_a_request_like_this_came() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    let wait = "/requests?route=GET%20/v2/users/*&status=200&wait=20";
    let (found, _) = tokio::join!(desk.get(wait), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        desk.me("wrong").await.unwrap();
        desk.me(&token).await.unwrap();
    });
    let found = found["requests"].as_array().unwrap().clone();
    assert_eq!((found.len(), &found[0]["id"]), (1, &json!(3)));
    assert_eq!(
        desk.get("/requests?contains=admin&kind=other").await["requests"],
        json!([])
    );
    let since = desk.get("/requests?since=2").await;
    assert_eq!(
        (&since["requests"][0]["id"], &since["next"]),
        (&json!(3), &json!(3))
    );
}

#[tokio::test]
async fn a_fault_answers_as_often_as_it_is_told() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    desk.fault(json!({ "route": "GET /v2/users/*", "count": 2, "status": 503 }))
        .await;
    let statuses = async || desk.me(&token).await.unwrap().status().as_u16();
    assert_eq!(
        [statuses().await, statuses().await, statuses().await],
        [503, 503, 200]
    );
    assert_eq!(desk.get("/faults").await["faults"][0]["met"], 2);
    assert_eq!(
        desk.get("/requests?status=503").await["requests"][0]["fault"],
        1
    );
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_again() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    desk.fault(json!({ "route": "/v2/**", "status": 429, "headers": { "x-own": "1" } }))
        .await;
    let answer = desk.me(&token).await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(answer.status(), 429);
    assert!(header("retry-after").ends_with("T00:00:00Z"));
    assert_eq!(
        (header("x-ratelimit-remaining"), header("x-own")),
        ("0".into(), "1".into())
    );
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], 429);
    assert_eq!(
        desk.control(Method::DELETE, "/faults", Value::Null).await.0,
        204
    );
    assert_eq!(desk.me(&token).await.unwrap().status(), 200);
}

#[tokio::test]
async fn connections_break_before_and_within_an_answer() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    desk.fault(json!({ "route": "/v2/**", "count": 1, "connection": "reset" }))
        .await;
    assert!(desk.me(&token).await.unwrap_err().is_request());
    let body = json!({ "id": "a user whose profile never ends" });
    desk.fault(json!({ "route": "/v2/**", "count": 1, "connection": "partial", "body": body }))
        .await;
    let mut answer = desk.me(&token).await.unwrap();
    assert_eq!(answer.status(), 200);
    let first = answer.chunk().await.unwrap().unwrap();
    assert!(first.starts_with(b"{\"id\":\"a user"), "{first:?}");
    assert!(answer.chunk().await.is_err());
}

#[tokio::test]
async fn tokens_are_revoked_in_the_middle_of_work() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    assert_eq!(desk.me(&token).await.unwrap().status(), 200);
    desk.fault(json!({ "route": "/v2/**", "count": 1, "revokeTokens": true }))
        .await;
    assert_eq!(desk.me(&token).await.unwrap().status(), 401);
    assert_eq!(desk.me(&desk.token().await).await.unwrap().status(), 200);
}

#[tokio::test]
async fn chance_is_seeded() {
    let run = async || {
        let desk = Desk::open().await;
        let token = desk.token().await;
        desk.fault(json!({ "route": "/v2/**", "probability": 0.5, "status": 500 }))
            .await;
        let mut statuses = Vec::new();
        for _ in 0..20 {
            statuses.push(desk.me(&token).await.unwrap().status().as_u16());
        }
        statuses
    };
    let statuses = run().await;
    assert!(statuses.contains(&200) && statuses.contains(&500));
    assert_eq!(statuses, run().await);
}

#[tokio::test]
async fn what_is_no_fault_is_refused() {
    let desk = Desk::open().await;
    for wrong in [
        json!({ "route": "users" }),
        json!({ "route": "/", "probability": 2 }),
        json!({ "route": "/", "status": 42 }),
        json!({ "route": "/", "delayMs": 1_000_000 }),
        json!({ "route": "/", "status": 500, "headers": { "a b": "c" } }),
        json!({ "route": "/", "status": 500, "nonsense": 1 }),
        json!({ "route": "FETCH /", "status": 500 }),
        json!({ "route": "/", "status": 500, "count": 0 }),
        json!({ "route": "/", "body": "without a status" }),
        json!({ "route": "/" }),
    ] {
        let (status, _) = desk.control(Method::POST, "/faults", wrong.clone()).await;
        assert_eq!(status, 422, "{wrong}");
    }
    assert_eq!(desk.get("/faults").await["faults"], json!([]));
}

#[tokio::test]
async fn a_rust_test_sets_the_same_faults() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    let emulator = &desk.emulator;
    let busy = Fault::on("GET /v2/users/*")
        .status(429)
        .body("later")
        .header("x-own", "1")
        .times(1);
    let id = emulator.set_fault(busy).unwrap();
    let answer = desk.me(&token).await.unwrap();
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["x-own"].as_bytes()
        ),
        (429, &b"1"[..])
    );
    assert_eq!(answer.text().await.unwrap(), "later");
    assert_eq!(emulator.fault_met(id), Some(1));
    assert_eq!(desk.get("/faults").await["faults"][0]["id"], id);
    emulator.take_back_faults();
    assert_eq!(emulator.fault_met(id), None);
    for broken in [
        Fault::on("/v2/**").reset(),
        Fault::on("/v2/**").revoke_tokens(),
    ] {
        emulator
            .set_fault(broken.delay(Duration::from_millis(1)))
            .unwrap();
    }
    assert!(desk.me(&token).await.is_err(), "a request meets the first");
    let wrong = Fault::on("/v2/**").status(200).probability(2.0);
    let error = emulator.set_fault(wrong).unwrap_err().to_string();
    assert_eq!(error, "probability is a number from 0 to 1");
}

#[tokio::test]
async fn a_reset_ends_meetings_without_a_word() {
    let desk = Desk::open().await;
    let state = desk.emulator.state().clone();
    let meeting = async || {
        let seed = json!({ "meetings": [{}] });
        let (_, seeded) = desk.control(Method::POST, "/load", seed).await;
        let number = seeded["meetings"][0].as_u64().unwrap();
        for (name, role) in [("Ada", "host"), ("Jill", "attendee")] {
            let path = format!("/meetings/{number}/participants");
            let somebody = json!({ "name": name, "role": role });
            assert_eq!(desk.control(Method::POST, &path, somebody).await.0, 201);
        }
        state.meeting(number).unwrap()
    };
    meeting().await;
    desk.control(Method::POST, "/reset", Value::Null).await;
    let second = meeting().await;
    let number = second.id.to_string();
    let path = format!("/meetings/{number}/end");
    desk.control(Method::POST, &path, Value::Null).await;
    // Whatever the first one's end told comes before the second one's.
    let mut events = Vec::new();
    let ended = ("meeting.ended".to_owned(), json!(number));
    while !events.contains(&ended) {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let listed = desk.get("/webhooks/events").await;
        let one = |event: &Value| {
            let name = event["event"].as_str().unwrap().to_owned();
            (name, event["body"]["payload"]["object"]["id"].clone())
        };
        events = listed["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(one)
            .collect();
    }
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "meeting.created",
            "meeting.started",
            "meeting.participant_joined",
            "meeting.participant_joined",
            "meeting.participant_left",
            "meeting.participant_left",
            "meeting.ended"
        ]
    );
    assert!(
        events
            .iter()
            .all(|(_, id)| *id == second.id || *id == number.as_str()),
        "{events:?}"
    );
}

#[tokio::test]
async fn the_clock_stops_and_moves() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    let (_, frozen) = desk
        .control(Method::PATCH, "/clock", json!({ "frozen": true }))
        .await;
    let moved = json!({ "advanceSeconds": 3_600 });
    let (_, moved) = desk.control(Method::PATCH, "/clock", moved).await;
    let ms = |clock: &Value| clock["nowMs"].as_u64().unwrap();
    assert_eq!(ms(&moved), ms(&frozen) + 3_600_000);
    let refused: Value = desk.me(&token).await.unwrap().json().await.unwrap();
    assert_eq!(refused["message"], "Access token is expired.");
    let (_, runs) = desk
        .control(Method::PATCH, "/clock", json!({ "frozen": false }))
        .await;
    assert_eq!(runs["frozen"], false);
}

#[tokio::test]
async fn a_reset_forgets_everything_but_the_account() {
    let desk = Desk::open().await;
    let token = desk.token().await;
    let url = format!("{}/users/me/meetings", desk.emulator.api_url());
    let made: Value = desk
        .http
        .post(url)
        .bearer_auth(&token)
        .json(&json!({}))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let people = format!("/meetings/{}/participants", made["id"]);
    desk.control(
        Method::POST,
        &people,
        json!({ "name": "Ada", "role": "host" }),
    )
    .await;
    desk.fault(json!({ "route": "/v2/**", "status": 500 }))
        .await;
    assert_eq!(
        desk.control(Method::POST, "/reset", Value::Null).await.0,
        204
    );
    assert_eq!(desk.get("/meetings").await["meetings"], json!([]));
    assert_eq!(desk.get("/requests").await["requests"], json!([]));
    assert_eq!(desk.me(&token).await.unwrap().status(), 200);
    assert!(desk.emulator.state().meetings().is_empty());
}

#[tokio::test]
async fn the_inspector_is_a_page_that_loads_nothing_from_elsewhere() {
    let desk = Desk::open().await;
    let url = desk.emulator.control_url().unwrap();
    let page = desk.http.get(&url).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let html = page.text().await.unwrap();
    assert!(!html.contains("http://") && !html.contains("https://"));
    for file in ["inspector.css", "inspector.js", "parts.js", "views.js"] {
        let file = desk
            .http
            .get(format!("{url}/inspector/{file}"))
            .send()
            .await
            .unwrap();
        assert_eq!(file.status(), 200);
    }
}

#[tokio::test]
async fn other_sites_pages_reach_nothing() {
    let desk = Desk::open().await;
    let url = format!("{}/reset", desk.emulator.control_url().unwrap());
    let own = desk.emulator.control_url().unwrap();
    for (origin, status) in [
        ("https://evil.example", 403),
        ("null", 403),
        (own.as_str(), 204),
    ] {
        let answer = desk
            .http
            .post(&url)
            .header("origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{origin}");
    }
}

#[tokio::test]
async fn a_page_whose_own_name_leads_here_reaches_nothing() {
    let desk = Desk::open().await;
    let url = format!(
        "{}/snapshot?secrets=true",
        desk.emulator.control_url().unwrap()
    );
    for (host, status) in [
        ("evil.example:8093", 403),
        ("evil.example.:8093", 403),
        ("zoom:8093", 200),
        ("zoom.docker.internal:8093", 200),
        ("localhost:8093", 200),
        ("[::1]:8093", 200),
        ("127.0.0.1:8093", 200),
    ] {
        let answer = desk.http.get(&url).header("host", host).send().await;
        assert_eq!(answer.unwrap().status(), status, "{host}");
    }
}

#[tokio::test]
async fn a_seed_is_loaded_as_the_rest_api_would_take_it() {
    let desk = Desk::open().await;
    let seed = json!({
        "users": [{ "email": "ada@example.com", "plan": "licensed", "webinar": true }],
        "meetings": [{ "host": "ada@example.com", "request": { "topic": "Seeded" } }],
        "webinars": [{ "request": { "settings": { "approval_type": 0 } }, "registrants": [{ "email": "jill@example.com", "first_name": "Jill" }] }],
    });
    let (status, seeded) = desk.control(Method::POST, "/load", seed).await;
    assert_eq!(status, 201, "{seeded}");
    let state = desk.emulator.state();
    let meeting = state
        .meeting(seeded["meetings"][0].as_u64().unwrap())
        .unwrap();
    assert_eq!(
        (meeting.topic.as_str(), meeting.host_email.as_str()),
        ("Seeded", "ada@example.com")
    );
    assert_eq!(
        state
            .registrants(seeded["webinars"][0].as_u64().unwrap())
            .len(),
        1
    );

    let wrong = json!({ "webinars": [{ "host": "basic@example.com" }] });
    let (status, refused) = desk.control(Method::POST, "/load", wrong).await;
    assert_eq!(status, 422);
    let error = refused["error"].as_str().unwrap();
    assert!(
        error.starts_with("webinars[0]: 400 Bad Request, Webinar plan is missing."),
        "{error}"
    );
}

#[tokio::test]
async fn licences_are_given_and_taken() {
    let desk = Desk::open().await;
    let change = json!({ "plan": "none", "webinar": false });
    let (_, changed) = desk
        .control(Method::PATCH, "/users/host@example.com", change)
        .await;
    assert_eq!(changed["plan"], "none");
    let token = desk.token().await;
    let url = format!("{}/users/me/meetings", desk.emulator.api_url());
    let refused = desk
        .http
        .post(url)
        .bearer_auth(token)
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.json::<Value>().await.unwrap()["code"], 3161);
    let (status, _) = desk
        .control(Method::PATCH, "/users/nobody", json!({}))
        .await;
    assert_eq!(status, 404);
}
