//! Zoom's endpoints row by row, by HTTP against a running emulator: what a call is called, what it wants, what it is
//! answered with when all is well and when there is no such thing. The table is written after Zoom's documentation, and
//! knows nothing of the emulator's own.

use std::time::Duration;

use countersign_emulator::Emulator;
use countersign_emulator::state::AccountPlan;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::api::Api;
use crate::conformance::body;

/// Method, path, status of success, rate-limit label, granular scope, classic scope, and status and code where the user,
/// meeting or webinar does not exist (0: that is not asked).
type Row = (
    &'static str,
    &'static str,
    u16,
    &'static str,
    &'static str,
    &'static str,
    (u16, u64),
);

const T: (u16, u64) = (404, 3001);
const U: (u16, u64) = (404, 1001);
const NONE: (u16, u64) = (0, 0);

#[rustfmt::skip] // a table reads best as one
const ROWS: &[Row] = &[
    ("POST", "/users/{user}/meetings", 201, "Medium", "meeting:write:meeting", "meeting:write", U),
    ("GET", "/meetings/{id}", 200, "Light", "meeting:read:meeting", "meeting:read", T),
    ("PATCH", "/meetings/{id}", 204, "Light", "meeting:update:meeting", "meeting:write", T),
    ("DELETE", "/meetings/{id}", 204, "Light", "meeting:delete:meeting", "meeting:write", T),
    ("GET", "/users/{user}/meetings", 200, "Medium", "meeting:read:list_meetings", "meeting:read", U),
    ("GET", "/users/{user}/upcoming_meetings", 200, "Medium", "meeting:read:list_upcoming_meetings", "meeting:read", T),
    ("PUT", "/meetings/{id}/status", 204, "Light", "meeting:update:status", "meeting:write", T),
    ("GET", "/meetings/{id}/invitation", 200, "Light", "meeting:read:invitation", "meeting:read", T),
    ("POST", "/meetings/{id}/invite_links", 201, "Light", "meeting:write:invite_links", "meeting:write", T),
    ("POST", "/meetings/{id}/registrants", 201, "Light", "meeting:write:registrant", "meeting:write", U),
    ("POST", "/meetings/{id}/batch_registrants", 201, "Heavy", "meeting:write:batch_registrants", "meeting:write", T),
    ("GET", "/meetings/{id}/registrants", 200, "Medium", "meeting:read:list_registrants", "meeting:read", T),
    ("PUT", "/meetings/{id}/registrants/status", 204, "Medium", "meeting:update:registrant_status", "meeting:write", T),
    ("GET", "/meetings/{id}/registrants/{registrant}", 200, "Light", "meeting:read:registrant", "meeting:read", T),
    ("DELETE", "/meetings/{id}/registrants/{registrant}", 204, "Light", "meeting:delete:registrant", "meeting:write", T),
    ("GET", "/meetings/{id}/registrants/questions", 200, "Light", "meeting:read:list_registration_questions", "meeting:read", T),
    ("PATCH", "/meetings/{id}/registrants/questions", 204, "Light", "meeting:update:registration_question", "meeting:write", T),
    ("PATCH", "/live_meetings/{id}/events", 202, "Medium", "meeting:update:in_meeting_controls", "meeting:write", T),
    ("GET", "/meetings/{id}/token", 200, "Light", "meeting:read:token", "meeting:read", T),
    ("GET", "/past_meetings/{id}", 200, "Light", "meeting:read:past_meeting", "meeting:read", T),
    ("GET", "/past_meetings/{id}/instances", 200, "Medium", "meeting:read:list_past_instances", "meeting:read", T),
    ("GET", "/past_meetings/{id}/participants", 200, "Medium", "meeting:read:list_past_participants", "meeting:read", T),
    ("GET", "/past_meetings/{id}/polls", 200, "Medium", "meeting:read:list_poll_results", "meeting:read", T),
    ("GET", "/past_meetings/{id}/qa", 200, "Medium", "meeting:read:past_qa", "meeting:read", T),
    ("POST", "/users/{user}/webinars", 201, "Light", "webinar:write:webinar", "webinar:write", U),
    ("GET", "/webinars/{id}", 200, "Light", "webinar:read:webinar", "webinar:read", T),
    ("PATCH", "/webinars/{id}", 204, "Light", "webinar:update:webinar", "webinar:write", T),
    ("DELETE", "/webinars/{id}", 204, "Light", "webinar:delete:webinar", "webinar:write", T),
    ("GET", "/users/{user}/webinars", 200, "Medium", "webinar:read:list_webinars", "webinar:read", U),
    ("PUT", "/webinars/{id}/status", 204, "Light", "webinar:update:status", "webinar:write", T),
    ("POST", "/webinars/{id}/registrants", 201, "Light", "webinar:write:registrant", "webinar:write", T),
    ("POST", "/webinars/{id}/batch_registrants", 201, "Heavy", "webinar:write:batch_registrants", "webinar:write", T),
    ("GET", "/webinars/{id}/registrants", 200, "Medium", "webinar:read:list_registrants", "webinar:read", T),
    ("PUT", "/webinars/{id}/registrants/status", 204, "Medium", "webinar:update:registrant_status", "webinar:write", T),
    ("GET", "/webinars/{id}/registrants/{registrant}", 200, "Light", "webinar:read:registrant", "webinar:read", T),
    ("DELETE", "/webinars/{id}/registrants/{registrant}", 204, "Light", "webinar:delete:registrant", "webinar:write", T),
    ("GET", "/webinars/{id}/panelists", 200, "Medium", "webinar:read:list_panelists", "webinar:read", T),
    ("POST", "/webinars/{id}/panelists", 201, "Medium", "webinar:write:panelist", "webinar:write", T),
    ("DELETE", "/webinars/{id}/panelists", 204, "Light", "webinar:delete:panelist", "webinar:write", T),
    ("GET", "/webinars/{id}/tracking_sources", 200, "Medium", "webinar:read:list_tracking_sources", "webinar:read", T),
    ("POST", "/webinars/{id}/invite_links", 201, "Light", "webinar:write:invite_links", "webinar:write", T),
    ("GET", "/past_webinars/{id}/instances", 200, "Light", "webinar:read:list_past_instances", "webinar:read", T),
    ("GET", "/past_webinars/{id}/participants", 200, "Medium", "webinar:read:list_past_participants", "webinar:read", T),
    ("GET", "/past_webinars/{id}/absentees", 200, "Heavy", "webinar:read:list_absentees", "webinar:read", T),
    ("GET", "/users/{user}/recordings", 200, "Medium", "cloud_recording:read:list_user_recordings", "recording:read", U),
    // There are no recordings here.
    ("GET", "/meetings/{id}/recordings", 404, "Light", "cloud_recording:read:list_recording_files", "recording:read", (404, 3301)),
    ("DELETE", "/meetings/{id}/recordings", 404, "Light", "cloud_recording:delete:meeting_recording", "recording:write", (404, 3301)),
    ("GET", "/users", 200, "Medium", "user:read:list_users:admin", "user:read", NONE),
    ("GET", "/users/{user}", 200, "Light", "user:read:user", "user:read", U),
    ("GET", "/users/{user}/settings", 200, "Medium", "user:read:settings", "user:read", U),
    ("GET", "/users/{user}/token", 200, "Light", "user:read:token", "user:write", U),
    ("GET", "/users/me/zak", 200, "Light", "user:read:zak", "user_zak:read", NONE),
    // Streams, tokens for media, reports on answers, and what belongs to recordings.
    ("GET", "/meetings/{id}/livestream", 200, "Light", "meeting:read:livestream", "meeting:read", T),
    ("PATCH", "/meetings/{id}/livestream", 204, "Light", "meeting:update:livestream", "meeting:write", T),
    ("PATCH", "/meetings/{id}/livestream/status", 204, "Light", "meeting:update:livestream_status", "meeting:write", T),
    ("GET", "/meetings/{id}/jointoken/live_streaming", 200, "Light", "meeting:read:live_streaming_token", "meeting_token:read:live_streaming", T),
    ("GET", "/meetings/{id}/jointoken/local_archiving", 200, "Light", "meeting:read:local_archiving_token:admin", "meeting_token:read:local_archiving", T),
    ("GET", "/meetings/{id}/jointoken/local_recording", 200, "Light", "meeting:read:local_recording_token", "meeting_token:read:local_recording", T),
    ("GET", "/report/meetings/{id}/polls", 200, "Heavy", "report:read:list_meeting_polls:admin", "report:read", T),
    ("GET", "/report/meetings/{id}/qa", 200, "Heavy", "report:read:meeting_qna:admin", "report:read", T),
    ("GET", "/report/meetings/{id}/survey", 200, "Heavy", "report:read:meeting_survey:admin", "report:read", T),
    ("GET", "/webinars/{id}/livestream", 200, "Light", "webinar:read:livestream", "webinar:read", T),
    ("PATCH", "/webinars/{id}/livestream", 204, "Light", "webinar:update:livestream", "webinar:write", T),
    ("PATCH", "/webinars/{id}/livestream/status", 204, "Light", "webinar:update:livestream_status", "webinar:write", T),
    ("GET", "/webinars/{id}/jointoken/live_streaming", 200, "Light", "webinar:read:live_streaming_token", "webinar_token:read:live_streaming", T),
    ("GET", "/webinars/{id}/jointoken/local_archiving", 200, "Light", "webinar:read:local_archiving_token:admin", "webinar_token:read:local_archiving", T),
    ("GET", "/webinars/{id}/jointoken/local_recording", 200, "Light", "webinar:read:local_recording_token", "webinar_token:read:local_recording", T),
    ("GET", "/report/webinars/{id}/polls", 200, "Heavy", "report:read:list_webinar_polls:admin", "report:read", T),
    ("GET", "/report/webinars/{id}/qa", 200, "Heavy", "report:read:webinar_qna:admin", "report:read", T),
    ("GET", "/report/webinars/{id}/survey", 200, "Heavy", "report:read:webinar_survey:admin", "report:read", T),
    ("GET", "/meetings/meeting_summaries", 200, "Medium", "meeting:read:list_summaries:admin", "meeting_summary:read", NONE),
    ("GET", "/meetings/{id}/meeting_summary", 404, "Light", "meeting:read:summary", "meeting_summary:read", T),
    ("GET", "/webinars/{id}/branding", 200, "Light", "webinar:read:branding", "webinar:read", T),
    ("GET", "/tracking_fields", 200, "Medium", "tracking_field:read:list_tracking_fields:admin", "tracking_fields:read", NONE),
    ("POST", "/tracking_fields", 201, "Light", "tracking_field:write:tracking_field:admin", "tracking_fields:write", NONE),
    ("PUT", "/meetings/{id}/recordings/status", 404, "Light", "cloud_recording:update:recover_meeting_recordings", "recording:write", (404, 3301)),
    ("GET", "/meetings/{id}/recordings/settings", 404, "Light", "cloud_recording:read:recording_settings", "recording:read", (404, 3301)),
    ("PATCH", "/meetings/{id}/recordings/settings", 404, "Light", "cloud_recording:update:recording_settings", "recording:write", (404, 3301)),
    ("DELETE", "/meetings/{id}/recordings/{file}", 404, "Light", "cloud_recording:delete:recording_file", "recording:write", (404, 3301)),
    ("PUT", "/meetings/{id}/recordings/{file}/status", 404, "Light", "cloud_recording:update:recover_single_recording", "recording:write", (404, 3301)),
];

/// What a Server-to-Server OAuth app of a gateway is told to have, each with `:admin`.
const SUGGESTED: &[&str] = &[
    "meeting:write:meeting",
    "meeting:read:meeting",
    "meeting:read:list_meetings",
    "meeting:update:meeting",
    "meeting:delete:meeting",
    "meeting:update:status",
    "meeting:write:registrant",
    "meeting:read:list_registrants",
    "meeting:update:registrant_status",
    "meeting:delete:registrant",
    "meeting:read:past_meeting",
    "meeting:read:list_past_instances",
    "meeting:read:list_past_participants",
    "meeting:write:invite_links",
    "webinar:write:webinar",
    "webinar:read:webinar",
    "webinar:read:list_webinars",
    "webinar:update:webinar",
    "webinar:delete:webinar",
    "webinar:update:status",
    "webinar:write:registrant",
    "webinar:read:list_registrants",
    "webinar:update:registrant_status",
    "webinar:write:panelist",
    "webinar:read:list_panelists",
    "webinar:delete:panelist",
    "webinar:read:list_tracking_sources",
    "webinar:read:list_past_participants",
    "user:read:user",
    "user:read:list_users",
    "user:read:settings",
    "user:read:token",
    "user:read:zak",
    "cloud_recording:read:list_user_recordings",
    "cloud_recording:read:list_recording_files",
];

/// A running emulator with a meeting, a webinar and a registrant of each.
struct Live {
    emulator: Emulator,
    http: reqwest::Client,
    meeting: u64,
    webinar: u64,
    registrants: [String; 2],
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
    json: Value,
}

impl Answer {
    fn refusal(&self) -> (u16, u64) {
        (self.status, self.json["code"].as_u64().unwrap_or(0))
    }

    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default()
    }
}

impl Live {
    async fn start() -> Self {
        let mut live = Self {
            emulator: Emulator::start().await,
            http: reqwest::Client::new(),
            meeting: 0,
            webinar: 0,
            registrants: Default::default(),
        };
        let token = live.token().await;
        let asked = json!({
            "start_time": "2030-01-01T10:00:00Z", "duration": 30, "settings": {"approval_type": 0},
        });
        let ann = json!({"email": "ann@example.org", "first_name": "Ann"});
        for (index, kind) in ["meetings", "webinars"].into_iter().enumerate() {
            let path = format!("/users/me/{kind}");
            let made = live.call("POST", &path, Some(asked.clone()), &token).await;
            let number = made.json["id"].as_u64().unwrap();
            let path = format!("/{kind}/{number}/registrants");
            let added = live.call("POST", &path, Some(ann.clone()), &token).await;
            let id = added.json["registrant_id"].as_str().unwrap();
            live.registrants[index] = id.to_owned();
            let stream = body("PATCH", "/meetings/{id}/livestream");
            let path = format!("/{kind}/{number}/livestream");
            assert_eq!(live.call("PATCH", &path, stream, &token).await.status, 204);
            let state = live.emulator.state();
            state.start_meeting(number).unwrap();
            state.end_meeting(number);
            match index {
                0 => live.meeting = number,
                _ => live.webinar = number,
            }
        }
        live
    }

    /// A new token of the app.
    async fn token(&self) -> String {
        let credentials = self.emulator.credentials();
        let app = credentials.s2s;
        let secret = countersign_token::ExposeSecret::expose_secret(&app.client_secret).to_owned();
        let url = format!("{}/oauth/token", self.emulator.oauth_url());
        let form = [
            ("grant_type", "account_credentials"),
            ("account_id", &credentials.account_id),
        ];
        let asked = self.http.post(url).basic_auth(app.client_id, Some(secret));
        let answer: Value = asked
            .form(&form)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// A token with these scopes alone.
    async fn token_for(&self, scopes: &[String]) -> String {
        let app = self.emulator.credentials().s2s.client_id;
        self.emulator.state().set_app_scopes(&app, scopes.to_vec());
        self.token().await
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>, token: &str) -> Answer {
        let url = format!("{}{path}", self.emulator.api_url());
        let request = self.http.request(method.parse().unwrap(), url);
        let request = request.header("authorization", format!("Bearer {token}"));
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.unwrap();
        Answer {
            status,
            headers,
            json: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    async fn ask(&self, row: &Row, token: &str) -> Answer {
        let webinar = row.1.contains("webinar");
        let number = if webinar { self.webinar } else { self.meeting };
        if row.1.starts_with("/live_meetings") || row.1.ends_with("/livestream/status") {
            self.emulator.state().start_meeting(number);
        }
        let path = row
            .1
            .replace("{user}", "host@example.com")
            .replace("{id}", &number.to_string())
            .replace("{registrant}", &self.registrants[usize::from(webinar)])
            .replace("{file}", "x");
        let query = if row.1 == "/users/{user}/token" {
            "?type=zak"
        } else {
            ""
        };
        self.call(row.0, &format!("{path}{query}"), body(row.0, row.1), token)
            .await
    }
}

fn scopes(row: &Row) -> Vec<String> {
    match row.4.ends_with(":admin") {
        true => vec![row.4.to_owned()],
        false => vec![row.4.to_owned(), format!("{}:admin", row.4)],
    }
}

#[tokio::test]
async fn every_row_is_answered_as_documented_over_http() {
    for row in ROWS {
        let (method, path, ok, label, _, classic, missing) = *row;
        let live = Live::start().await;
        let granted = live.token().await;

        let stranger = live.ask(row, "garbage").await;
        assert_eq!(stranger.refusal(), (401, 124), "{method} {path}");
        assert_eq!(stranger.header("x-ratelimit-category"), label, "{path}");

        let none = live.token_for(&[]).await;
        let refused = live.ask(row, &none).await;
        assert_eq!(refused.refusal(), (400, 4711), "{method} {path}");
        let wanted = format!(
            "Invalid access token, does not contain scopes:[{}].",
            scopes(row).join(", ")
        );
        assert_eq!(refused.json["message"], wanted);
        let older = live.token_for(&[format!("{classic}:admin")]).await;
        let older = live.ask(row, &older).await;
        assert_eq!(
            older.status, ok,
            "{method} {path} {classic}: {}",
            older.text
        );
        assert!(older.header("x-zm-trackingid").starts_with("v=2.0;clid="));
        let limits = older
            .headers
            .keys()
            .filter(|name| name.as_str().contains("ratelimit"));
        assert_eq!(limits.count(), 1, "the others come with a 429 alone");
        if matches!(ok, 202 | 204) {
            assert_eq!(older.text, "", "{method} {path}");
        }

        if missing != NONE {
            let nobody = path
                .replace("{user}", "nobody@example.com")
                .replace("{id}", "85000000001")
                .replace("{registrant}", "x")
                .replace("{file}", "x");
            let absent = live
                .call(method, &nobody, body(method, path), &granted)
                .await;
            assert_eq!(
                absent.refusal(),
                missing,
                "{method} {nobody}: {}",
                absent.text
            );
        }
        println!("{method} {path}: {ok}, {label}, {}", scopes(row).join(" "));
    }
}

#[tokio::test]
async fn the_suggested_scopes_open_their_rows_and_no_others() {
    let live = Live::start().await;
    let suggested: Vec<String> = SUGGESTED
        .iter()
        .map(|scope| format!("{scope}:admin"))
        .collect();
    let token = live.token_for(&suggested).await;
    // What deletes comes last, so that there is something to ask for.
    let (last, first): (Vec<_>, Vec<_>) = ROWS.iter().partition(|row| row.0 == "DELETE");
    for row in first.into_iter().chain(last) {
        let open = suggested.contains(scopes(row).last().unwrap());
        let refused = live.ask(row, &token).await.refusal() == (400, 4711);
        assert_eq!(refused, !open, "{} {}", row.0, row.1);
    }
}

#[tokio::test]
async fn each_plan_has_its_calls_a_second_by_label() {
    let labels = [
        ("Light", "/v2/users/me"),
        ("Medium", "/v2/users"),
        ("Heavy", "/v2/past_webinars/1/absentees"),
    ];
    for (plan, limits) in [
        (AccountPlan::Free, [4, 2, 1]),
        (AccountPlan::Pro, [30, 20, 10]),
        (AccountPlan::Business, [80, 60, 40]),
    ] {
        let api = Api::new().await;
        api.state.set_rate_limits(Some(plan));
        for ((label, path), limit) in labels.into_iter().zip(limits) {
            let mut passed = 0;
            let refused = loop {
                let answer = api.get(path).await;
                if answer.status == 429 {
                    break answer;
                }
                passed += 1;
            };
            assert_eq!(passed, limit, "{plan:?} {label}");
            let words =
                "You have reached the maximum per-second rate limit for this API. Try again later.";
            assert_eq!(refused.refusal(), (429, 429, words));
            assert_eq!(refused.header("x-ratelimit-type"), Some("QPS"));
            assert_eq!(
                refused.header("x-ratelimit-limit"),
                Some(&*limit.to_string())
            );
            println!("{plan:?}, {label}: {limit} a second");
        }
    }
}

#[tokio::test]
async fn a_free_account_has_its_calls_a_day_until_midnight_in_utc() {
    for (path, limit) in [
        ("/v2/users", 2_000),
        ("/v2/past_webinars/1/absentees", 1_000),
    ] {
        let mut api = Api::new().await;
        api.state.set_rate_limits(Some(AccountPlan::Free));
        for _ in 0..limit {
            api.clock.advance(Duration::from_secs(1));
            assert_ne!(api.get(path).await.status, 429);
            if api.clock.now() % 3_000 == 0 {
                api.token = api.new_token().await;
            }
        }
        api.token = api.new_token().await;
        api.clock.advance(Duration::from_secs(1));
        let refused = api.get(path).await;
        assert_eq!(refused.status, 429, "{path}");
        assert_eq!(refused.header("x-ratelimit-type"), Some("Daily-limit"));
        let until = refused.header("retry-after").unwrap();
        assert_eq!(until, "2026-11-25T00:00:00Z");
        println!("Free, {path}: {limit} a day");
    }
}
