//! Refusals that each endpoint words in its own way.

use countersign_emulator::state::Plan;
use serde_json::{Value, json};

use crate::api::{Api, number, scheduled};

const ALLOWED: &str =
    "Your user account is not allowed meeting hosting and scheduling capabilities.";
const CAPABILITIES: &str =
    "Meeting hosting and scheduling capabilities are not allowed for your user account.";
const INFO: &str = "Cannot access webinar info.";
const INFORMATION: &str = "Cannot access webinar information.";

/// Method, what follows the meeting's number, and a body that passes.
fn calls() -> Vec<(&'static str, &'static str, Value)> {
    let registrant = json!({"email": "ann@example.org", "first_name": "Ann"});
    vec![
        ("GET", "", Value::Null),
        ("PATCH", "", json!({"topic": "New"})),
        ("DELETE", "", Value::Null),
        ("PUT", "/status", json!({"action": "end"})),
        (
            "POST",
            "/invite_links",
            json!({"attendees": [{"name": "Ann"}]}),
        ),
        ("POST", "/registrants", registrant.clone()),
        (
            "POST",
            "/batch_registrants",
            json!({"registrants": [registrant]}),
        ),
        ("GET", "/registrants", Value::Null),
        ("PUT", "/registrants/status", json!({"action": "approve"})),
        ("GET", "/registrants/x", Value::Null),
        ("DELETE", "/registrants/x", Value::Null),
        ("GET", "/token", Value::Null),
    ]
}

async fn refused(api: &Api, method: &str, path: &str, body: Value) -> (u16, u64, String) {
    let body = Some(body).filter(|body| !body.is_null());
    let answer = api.call(method, path, body).await;
    let (status, code, message) = answer.refusal();
    (status, code, message.to_owned())
}

#[tokio::test]
async fn a_host_without_a_meetings_licence_is_refused_in_the_words_of_each_endpoint() {
    let api = Api::new().await;
    let host = api.state.find_user("basic@example.com").unwrap();
    let mine = "/v2/users/basic@example.com/meetings";
    let meeting = api.post(mine, scheduled()).await.expect(201);
    api.state
        .change_user(&host.id, |user| user.plan = Plan::None);
    for (method, rest, body) in calls() {
        let path = format!("/v2/meetings/{}{rest}", meeting["id"]);
        let words = match (method, rest) {
            ("GET" | "PATCH", "") => ALLOWED,
            _ => CAPABILITIES,
        };
        assert_eq!(
            refused(&api, method, &path, body).await,
            (400, 3161, words.to_owned()),
            "{method} {rest}"
        );
    }
    let list = refused(&api, "GET", mine, Value::Null).await;
    assert_eq!(list, (400, 3161, CAPABILITIES.to_owned()));
    let create = refused(&api, "POST", mine, json!({})).await;
    assert_eq!(create, (400, 3161, ALLOWED.to_owned()));
}

#[tokio::test]
async fn a_webinars_number_on_a_meetings_endpoint_is_refused_in_the_words_of_each() {
    let api = Api::new().await;
    let webinar = number(&api.webinar(json!({})).await);
    for (method, rest, body) in calls() {
        let (code, words) = match (method, rest) {
            ("DELETE", "") => (3000, INFORMATION),
            (_, "/invite_links" | "/registrants/status" | "/token") => (3000, INFORMATION),
            ("POST", "/registrants") => (3000, "Cannot access meeting info."),
            ("GET", "/registrants") => (300, INFO),
            _ => (3000, INFO),
        };
        let path = format!("/v2/meetings/{webinar}{rest}");
        assert_eq!(
            refused(&api, method, &path, body).await,
            (400, code, words.to_owned()),
            "{method} {rest}"
        );
    }
}

#[tokio::test]
async fn a_host_without_webinars_is_refused_in_the_words_of_each_endpoint() {
    let api = Api::new().await;
    let host = api.state.credentials().host.id;
    let webinar = number(&api.webinar(json!({})).await);
    api.state.change_user(&host, |user| user.webinar = false);
    let missing =
        "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars for";
    let plain = format!("{missing} this user in order to perform this action.");
    let path = format!("/v2/webinars/{webinar}");
    let past = format!("/v2/past_webinars/{webinar}");
    let account = api.state.account_id();
    for (method, path, body, words) in [
        (
            "POST",
            "/v2/users/me/webinars",
            json!({}),
            format!("{missing} user {host} in order to perform this action."),
        ),
        ("GET", "/v2/users/me/webinars", Value::Null, plain.clone()),
        (
            "GET",
            &path,
            Value::Null,
            format!("{missing} user {host} to perform this action."),
        ),
        (
            "PATCH",
            &path,
            json!({}),
            format!("{missing} this user in order to perform this action: {host}."),
        ),
        ("DELETE", &path, Value::Null, plain.clone()),
        ("GET", &format!("{path}/panelists"), Value::Null, plain),
        (
            "GET",
            &format!("{past}/instances"),
            Value::Null,
            "No permission.".to_owned(),
        ),
        (
            "GET",
            &format!("{past}/participants"),
            Value::Null,
            format!("Only available for Paid or ZMP account: {account}."),
        ),
    ] {
        assert_eq!(
            refused(&api, method, path, body).await,
            (400, 200, words),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn nobody_is_scheduled_for_in_the_words_of_meetings_and_of_webinars() {
    let api = Api::new().await;
    let nobody = json!({"type": 2, "schedule_for": "nobody@example.com"});
    let other = json!({"type": 2, "schedule_for": "basic@example.com"});
    let now = json!({"type": 1, "schedule_for": "basic@example.com"});
    let invalid = |of: &str| {
        format!(
            "The value that you entered {of} the `schedule_for` field is invalid. Enter a valid value and try again."
        )
    };
    let instant = "Instant meetings do not support the `schedule_for` parameter, and you can't schedule an instant \
                   meeting for another user.";
    let meeting = format!("/v2/meetings/{}", api.meeting(scheduled()).await["id"]);
    for (method, path) in [
        ("POST", "/v2/users/me/meetings"),
        ("PATCH", meeting.as_str()),
    ] {
        for (body, code, words) in [
            (nobody.clone(), 300, invalid("in")),
            (
                other.clone(),
                3000,
                "You cannot schedule a meeting for basic@example.com".to_owned(),
            ),
            (now.clone(), 3000, instant.to_owned()),
        ] {
            assert_eq!(
                refused(&api, method, path, body).await,
                (400, code, words),
                "{method}"
            );
        }
    }
    let webinars = "/v2/users/me/webinars";
    let of_webinars = |mut body: Value| {
        body["type"] = 5.into();
        body
    };
    assert_eq!(
        refused(&api, "POST", webinars, of_webinars(nobody)).await,
        (400, 300, invalid("for"))
    );
    assert_eq!(
        refused(&api, "POST", webinars, of_webinars(other)).await,
        (
            400,
            3000,
            "You cannot schedule a meeting for basic@example.com.".to_owned()
        )
    );
    assert_eq!(
        refused(
            &api,
            "POST",
            "/v2/users/nobody@example.com/webinars",
            json!({})
        )
        .await,
        (
            404,
            1001,
            "User nobody@example.com does not exist.".to_owned()
        )
    );
}

#[tokio::test]
async fn login_domains_are_separated_by_semicolons() {
    let api = Api::new().await;
    let path = format!("/v2/meetings/{}", api.meeting(scheduled()).await["id"]);
    let domains = |text: &str| json!({"settings": {"enforce_login_domains": text}});
    let wrong = refused(&api, "PATCH", &path, domains("a.example,b.example")).await;
    let words = "Invalid `enforce_login_domains`. Separate multiple domains with semicolons.";
    assert_eq!(wrong, (400, 300, words.to_owned()));
    api.patch(&path, domains("a.example; *.b.example"))
        .await
        .expect(204);
}

#[tokio::test]
async fn only_meetings_that_are_not_now_are_prescheduled_and_only_recordings_there_are_are_played()
{
    let api = Api::new().await;
    let now = format!(
        "/v2/meetings/{}",
        api.meeting(json!({"type": 1})).await["id"]
    );
    let (status, code, words) = refused(&api, "PATCH", &now, json!({"pre_schedule": true})).await;
    assert_eq!((status, code), (400, 3000));
    assert!(
        words.starts_with("Prescheduling is only available for scheduled meetings (type 2)"),
        "{words}"
    );
    let played = json!({"is_simulive": true, "record_file_id": "f09340e1"});
    assert_eq!(
        refused(&api, "POST", "/v2/users/me/webinars", played).await,
        (400, 300, "Record file does not exist.".to_owned())
    );
}

#[tokio::test]
async fn captions_go_to_a_webinar_that_runs_and_to_a_number() {
    let api = Api::new().await;
    let webinar = number(&api.webinar(json!({})).await);
    let path = format!("/v2/webinars/{webinar}/token?type=closed_caption_token");
    assert_eq!(
        refused(&api, "GET", &path, Value::Null).await,
        (400, 3000, format!("Webinar {webinar} has not started."))
    );
    api.state.start_meeting(webinar);
    api.get(&path).await.expect(200);
    assert_eq!(
        refused(&api, "GET", "/v2/meetings/abc/token", Value::Null).await,
        (400, 300, "Invalid meeting ID.".to_owned())
    );
}

#[tokio::test]
async fn what_did_not_end_has_no_polls_and_questions() {
    let api = Api::new().await;
    let meeting = number(&api.meeting(scheduled()).await);
    for (path, noun) in [
        (format!("/v2/past_meetings/{meeting}/qa"), "Meeting"),
        ("/v2/past_webinars/85746065432/polls".to_owned(), "Webinar"),
        ("/v2/past_webinars/85746065432/qa".to_owned(), "Webinar"),
    ] {
        assert_eq!(
            refused(&api, "GET", &path, Value::Null).await,
            (404, 3001, format!("{noun} ID is invalid or not end.")),
            "{path}"
        );
    }
}
