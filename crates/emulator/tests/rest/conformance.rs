//! Every endpoint's answer held against Zoom's OpenAPI descriptions: `fixtures/zoom/schema/answers.json` names the
//! described fields that are answered here, with their types or values, so that none is lost, changes its type, or is
//! made up.

use std::collections::BTreeSet;
use std::path::Path;

use countersign_emulator::rest;
use countersign_emulator::state::{Attendance, NewUser};
use serde_json::{Map, Value, json};

use crate::api::{Answer, Api, NOW, number};
use crate::documented::documented;

/// Deliberate: the answer (`*` for all, a path for all below it), the field (or `status`), and why.
const DEVIATIONS: &[(&str, &str, &str)] = &[
    (
        "*",
        "registration_url",
        "seen in answers and in events; not in every description",
    ),
    (
        "POST /webinars/{id}/registrants",
        "status",
        "since September 2026, newer than the description",
    ),
    (
        "PUT /webinars/{id}/status",
        "status",
        "204, as for meetings and in 2021; the current description is silent",
    ),
    (
        "PUT /users/{user}/status",
        "status",
        "204, as for everything that is put; the description has nothing but \"OK\"",
    ),
    (
        "/meetings/{id}/recordings",
        "status",
        "there are no recordings: 404/3301",
    ),
    (
        "/meetings/{id}/meeting_summary",
        "status",
        "there are no summaries: 404/3001",
    ),
    (
        "POST /users/{user}/meetings",
        "uuid",
        "since November 2025, newer than the description",
    ),
    (
        "POST /users/{user}/meetings",
        "host_id",
        "since November 2025, newer than the description",
    ),
    (
        "POST /users/{user}/meetings",
        "status",
        "since November 2025, newer than the description",
    ),
    (
        "*",
        "settings.show_join_info",
        "since November 2025, newer than the description",
    ),
    (
        "*",
        "settings.alternative_host_manage_meeting_summary",
        "since September 2025, newer than the description",
    ),
    (
        "*",
        "settings.alternative_host_manage_cloud_recording",
        "since September 2025, newer than the description",
    ),
    (
        "*",
        "settings.auto_add_recording_to_video_management",
        "since September 2025, newer than the description",
    ),
    (
        "*",
        "settings.auto_add_recording_to_video_management.enable",
        "the same",
    ),
    (
        "*",
        "settings.request_permission_to_unmute_participants",
        "described for requests, not for answers",
    ),
    (
        "GET /webinars/{id}",
        "registrants_confirmation_email",
        "described for the answer to a creation",
    ),
];

fn table() -> Map<String, Value> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/zoom/schema/answers.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Another licensed user.
const SECOND: &str = "second@example.com";

/// A meeting, a webinar and their people.
struct World {
    api: Api,
    meeting: u64,
    webinar: u64,
    registrant: String,
    panelist: String,
    poll: String,
    template: String,
    tag: String,
    field: String,
}

impl World {
    /// `kind` is that of whose registrant is named.
    async fn new(kind: &str) -> Self {
        let api = Api::new().await;
        let create = json!({
            "topic": "Weekly", "start_time": "2026-11-24T10:00:00Z", "duration": 30, "password": "a1b2c3",
            "settings": {"approval_type": 0, "custom_keys": [{"key": "Nation", "value": "US"}]},
            "tracking_fields": [{"field": "Cost center", "value": "7"}],
        });
        let meeting = number(&api.meeting(create.clone()).await);
        let webinar = number(&api.webinar(create).await);
        let (path, id) = match kind {
            "webinars" => ("webinars", webinar),
            _ => ("meetings", meeting),
        };
        let ann = json!({
            "email": "ann@example.org", "first_name": "Ann", "custom_questions": [{"title": "Why?", "value": "So"}],
        });
        let added = api
            .post(&format!("/v2/{path}/{id}/registrants"), ann)
            .await
            .expect(201);
        let form = json!({
            "questions": [{"field_name": "org", "required": false}],
            "custom_questions": [{"title": "Why?", "type": "short", "required": false, "answers": ["So"]}],
        });
        api.patch(&format!("/v2/{path}/{id}/registrants/questions"), form)
            .await
            .expect(204);
        let panelists = format!("/v2/webinars/{webinar}/panelists");
        let pia = json!({"panelists": [{"name": "Pia", "email": "pia@example.org", "name_tag_name": "P"}]});
        api.post(&panelists, pia).await.expect(201);
        let panelist = api.get(&panelists).await.expect(200)["panelists"][0]["id"].clone();
        api.state.add_tracking_source(webinar, "Newsletter");
        let mut template = String::new();
        for (kind, id) in [("webinar", webinar), ("meeting", meeting)] {
            let templates = format!("/v2/users/me/{kind}_templates");
            let asked = json!({format!("{kind}_id"): id, "name": "First"});
            let made = api.post(&templates, asked).await.expect(201);
            template = text(&made["id"]);
            let stream = format!("/v2/{kind}s/{id}/livestream");
            let asked = body("PATCH", "/meetings/{id}/livestream").unwrap();
            api.patch(&stream, asked).await.expect(204);
        }
        let branded = json!({"settings": {"enable_session_branding": true}});
        api.patch(&format!("/v2/webinars/{webinar}"), branded)
            .await
            .expect(204);
        let name_tags = "/webinars/{id}/branding/name_tags";
        let path_to_tags = format!("/v2/webinars/{webinar}/branding/name_tags");
        let tag = api.post(&path_to_tags, body("POST", name_tags).unwrap());
        let tag = text(&tag.await.expect(201)["id"]);
        let field = json!({"field": "Department"});
        let field = api.post("/v2/tracking_fields", field).await.expect(201);
        let later = json!({"topic": "Later", "start_time": "2026-11-29T10:00:00Z"});
        api.meeting(later).await;
        api.state.add_user(NewUser::licensed(SECOND));
        for (user, assistant) in [("host@example.com", SECOND), (SECOND, "host@example.com")] {
            let assistants = format!("/v2/users/{user}/assistants");
            let asked = json!({"assistants": [{"email": assistant}]});
            api.post(&assistants, asked).await.expect(201);
        }
        api.state.add_user(NewUser::licensed("third@example.com"));
        let polls = format!("/v2/{path}/{id}/polls");
        let poll = api.post(&polls, documented("poll-create.request")).await;
        let poll = poll.expect(201)["id"].clone();
        let survey = format!("/v2/{path}/{id}/survey");
        api.patch(&survey, documented("survey")).await.expect(204);
        for id in [meeting, webinar] {
            let uuid = api.state.start_meeting(id).unwrap();
            api.state.end_meeting(id);
            let stay = Attendance {
                session_id: 16_778_240,
                user_id: Some(api.state.credentials().host.id),
                name: "Host".to_owned(),
                email: "host@example.com".to_owned(),
                registrant_id: None,
                customer_key: String::new(),
                join_time: NOW,
                leave_time: NOW + 60,
                in_waiting_room: false,
            };
            let guest = Attendance {
                user_id: None,
                name: "Ann".to_owned(),
                ..stay.clone()
            };
            api.state.record_attendance(&uuid, vec![stay, guest]);
        }
        Self {
            registrant: text(&added["registrant_id"]),
            panelist: text(&panelist),
            poll: text(&poll),
            template,
            tag,
            field: text(&field["id"]),
            api,
            meeting,
            webinar,
        }
    }

    async fn ask(&self, method: &str, pattern: &str) -> Answer {
        let id = if pattern.contains("webinar") {
            self.webinar
        } else {
            self.meeting
        };
        let runs = pattern.starts_with("/live_meetings")
            || pattern.ends_with("/livestream/status")
            || pattern == "/webinars/{id}/token";
        if runs {
            self.api.state.start_meeting(id);
        }
        // The owner can neither be shut out nor removed.
        let user = match (method, pattern) {
            ("DELETE", "/users/{user}") | ("PUT", "/users/{user}/status") => "basic@example.com",
            _ => "me",
        };
        let path = pattern
            .replace("{user}", user)
            .replace("{id}", &id.to_string())
            .replace("{registrant}", &self.registrant)
            .replace("{panelist}", &self.panelist)
            .replace("{assistant}", SECOND)
            .replace("{scheduler}", SECOND)
            .replace("{poll}", &self.poll)
            .replace("{template}", &self.template)
            .replace("{tag}", &self.tag)
            .replace("{field}", &self.field)
            .replace("{file}", "x");
        let query = match pattern {
            "/users/{user}/token" => "?type=zak",
            "/users/email" => "?email=host@example.com",
            "/report/users"
            | "/report/users/{user}/meetings"
            | "/report/history_meetings"
            | "/report/upcoming_events"
            | "/meetings/meeting_summaries" => "?from=2026-11-01&to=2026-11-30",
            _ => "",
        };
        let body = match pattern.split_once("_templates") {
            Some((before, _)) if method == "POST" => {
                let kind = before.rsplit('/').next().unwrap();
                Some(json!({format!("{kind}_id"): id, "name": "Second"}))
            }
            _ => body(method, pattern),
        };
        self.api
            .call(method, &format!("/v2{path}{query}"), body)
            .await
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A body that the endpoint takes.
pub(crate) fn body(method: &str, pattern: &str) -> Option<Value> {
    let person = json!({"email": "bob@example.org", "first_name": "Bob"});
    let last = pattern.rsplit('/').next().unwrap();
    let series = |kind| {
        json!({
            "type": kind, "start_time": "2026-11-25T10:00:00Z", "duration": 30, "settings": {"approval_type": 0},
            "recurrence": {"type": 1, "end_times": 2},
        })
    };
    match (method, last) {
        ("GET" | "DELETE", _) => None,
        ("POST", "meetings") => Some(series(8)),
        ("POST", "webinars") => Some(series(9)),
        ("POST", "registrants") => Some(person),
        ("POST", "batch_registrants") => Some(json!({"registrants": [person]})),
        ("POST", "polls") | ("PUT", "{poll}") => Some(documented("poll-create.request")),
        ("PATCH", "survey") => Some(documented("survey")),
        ("POST", "batch_polls") => Some(json!({"polls": [documented("poll-create.request")]})),
        ("POST", "assistants") => Some(json!({"assistants": [{"email": "third@example.com"}]})),
        ("PUT", "email") => Some(json!({"email": "new@example.com"})),
        ("PATCH", "livestream") => Some(documented("livestream")),
        ("PATCH", "status") => Some(json!({"action": "start"})),
        ("POST", "name_tags") | ("PATCH", "{tag}") => Some(json!({
            "name": "Speaker", "text_color": "0e72ed", "accent_color": "#FFFFFF", "background_color": "#000000",
        })),
        ("POST", "tracking_fields") | ("PATCH", "{field}") => {
            Some(json!({"field": "Purpose", "recommended_values": ["Support"]}))
        }
        ("POST", "panelists") => {
            Some(json!({"panelists": [{"name": "P", "email": "p@example.org"}]}))
        }
        ("POST", "invite_links") => Some(json!({"attendees": [{"name": "Jill"}]})),
        ("POST", "users") => Some(json!({
            "action": "create",
            "user_info": {"email": "new@example.com", "type": 1, "first_name": "New", "last_name": "Comer"},
        })),
        ("PUT", "status") if pattern.starts_with("/users") => Some(json!({"action": "deactivate"})),
        ("PATCH", "{user}") => Some(json!({"first_name": "New"})),
        ("PUT", "status") if pattern.contains("registrants") => {
            Some(json!({"action": "approve", "registrants": []}))
        }
        ("PUT", _) => Some(json!({"action": "end"})),
        ("PATCH", "events") => Some(json!({"method": "recording.start"})),
        ("PATCH", _) => Some(json!({"topic": "New", "questions": []})),
        _ => panic!("no body for {method} {pattern}"),
    }
}

struct Check<'a> {
    endpoint: &'a str,
    fields: &'a Map<String, Value>,
    count: usize,
    seen: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, name: &str, value: &Value) {
        if !name.is_empty() && !name.ends_with("[]") {
            self.count += 1;
            match self.fields.get(name).and_then(Value::as_str) {
                Some(wanted) if fits(value, wanted) => {
                    self.seen.insert(name.to_owned());
                }
                Some(wanted) => self
                    .wrong
                    .push(format!("{name} is {value}, described as {wanted}")),
                None if is_deviation(self.endpoint, name) => {}
                None => self.wrong.push(format!("{name} is not described")),
            }
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let dot = if name.is_empty() { "" } else { "." };
                    self.value(&format!("{name}{dot}{key}"), value);
                }
            }
            Value::Array(list) => list
                .iter()
                .for_each(|value| self.value(&format!("{name}[]"), value)),
            _ => {}
        }
    }
}

fn is_deviation(endpoint: &str, name: &str) -> bool {
    let (_, path) = endpoint.split_once(' ').unwrap();
    DEVIATIONS.iter().any(|(at, field, _)| {
        let below = at.starts_with('/') && path.starts_with(at);
        (*at == "*" || *at == endpoint || below) && name == *field
    })
}

/// `wanted` is a type, or the values there are.
fn fits(value: &Value, wanted: &str) -> bool {
    match wanted {
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        values => {
            let value = value.to_string();
            values.split('|').any(|one| one == value)
        }
    }
}

#[tokio::test]
async fn every_answer_has_described_fields_of_described_types() {
    let table = table();
    let (mut endpoints, mut checks) = (0, 0);
    let mut wrong = Vec::new();
    for (method, pattern) in rest::endpoints() {
        let endpoint = format!("{method} {pattern}");
        let described = table
            .get(&endpoint)
            .unwrap_or_else(|| panic!("{endpoint} is not described"));
        let kind = if pattern.contains("webinar") {
            "webinars"
        } else {
            "meetings"
        };
        let answer = World::new(kind).await.ask(method, pattern).await;
        endpoints += 1;
        if is_deviation(&endpoint, "status") && answer.status != described["status"] {
            continue;
        }
        let mut check = Check {
            endpoint: &endpoint,
            fields: described["fields"].as_object().unwrap(),
            count: 1,
            seen: BTreeSet::new(),
            wrong: Vec::new(),
        };
        if answer.status != described["status"] {
            check
                .wrong
                .push(format!("status {}: {}", answer.status, answer.body));
        }
        check.value("", &answer.body);
        checks += check.count + check.fields.len();
        let left_out = check
            .fields
            .keys()
            .filter(|name| !check.seen.contains(*name));
        wrong.extend(left_out.map(|name| format!("{endpoint}: {name} is left out")));
        wrong.extend(
            check
                .wrong
                .iter()
                .map(|wrong| format!("{endpoint}: {wrong}")),
        );
    }
    println!(
        "{endpoints} endpoints, {checks} checks, {} deviations",
        DEVIATIONS.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let figure = format!("{endpoints} REST endpoints");
    assert!(readme.contains(&figure), "the README does not say {figure}");
}
