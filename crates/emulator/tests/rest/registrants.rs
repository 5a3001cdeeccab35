//! Registering, approving and denying.

use std::time::Duration;

use countersign_emulator::state::{Registrant, RegistrantStatus, TkProblem};
use serde_json::{Value, json};

use crate::api::{Answer, Api, NOW, number, scheduled};

/// A meeting with registration: 0 approves at once, 1 by hand.
async fn meeting(api: &Api, approval_type: u64) -> Value {
    let mut body = scheduled();
    body["settings"] = json!({"approval_type": approval_type});
    api.meeting(body).await
}

fn person(name: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "first_name": name, "last_name": "Doe", "org": "ACME"})
}

async fn register(api: &Api, meeting: &Value, person: Value) -> Answer {
    api.post(
        &format!("/v2/meetings/{}/registrants", meeting["id"]),
        person,
    )
    .await
}

async fn listed(api: &Api, meeting: &Value, status: &str) -> Vec<Value> {
    let path = format!("/v2/meetings/{}/registrants?status={status}", meeting["id"]);
    api.get(&path).await.expect(200)["registrants"]
        .as_array()
        .unwrap()
        .clone()
}

fn tk(registrant: &Value) -> &str {
    let query = registrant["join_url"]
        .as_str()
        .unwrap()
        .split_once("?tk=")
        .unwrap()
        .1;
    query.split('&').next().unwrap()
}

#[tokio::test]
async fn a_registrant_who_is_approved_at_once_gets_a_link_of_their_own() {
    let api = Api::new().await;
    let meeting = meeting(&api, 0).await;
    let registration_url = meeting["registration_url"].as_str().unwrap();
    assert!(registration_url.starts_with("http://emulator.test/base/meeting/register/"));
    let registered = register(&api, &meeting, person("ann")).await.expect(201);
    assert_eq!(registered["id"], meeting["id"]);
    assert_eq!(registered["topic"], "Weekly");
    assert_eq!(registered["start_time"], "2026-11-25T10:00:00Z");
    let registrant = api
        .state
        .resolve_tk(number(&meeting), tk(&registered))
        .unwrap();
    assert_eq!(registrant.id, registered["registrant_id"].as_str().unwrap());
    assert_eq!(registrant.display_name(), "ann Doe");
    let row = &listed(&api, &meeting, "approved").await[0];
    assert_eq!(row["id"], registered["registrant_id"]);
    assert_eq!(row["status"], "approved");
    assert_eq!(row["org"], "ACME");
    assert_eq!(row["create_time"], "2026-11-24T09:00:00Z");
}

#[tokio::test]
async fn the_tk_of_one_meeting_is_refused_by_another() {
    let api = Api::new().await;
    let (one, other) = (meeting(&api, 0).await, meeting(&api, 0).await);
    let registered = register(&api, &one, person("ann")).await.expect(201);
    let resolve = |number, tk: &str| api.state.resolve_tk(number, tk).map(drop);
    assert_eq!(
        resolve(number(&other), tk(&registered)),
        Err(TkProblem::OtherMeeting)
    );
    let id = registered["registrant_id"].as_str().unwrap();
    assert_eq!(
        resolve(number(&one), id),
        Err(TkProblem::Unknown),
        "the id is no tk"
    );
}

#[tokio::test]
async fn a_pending_registrant_has_no_link_until_approved_and_none_when_denied() {
    let api = Api::new().await;
    let meeting = meeting(&api, 1).await;
    let registered = register(&api, &meeting, person("ann")).await.expect(201);
    assert!(registered.get("join_url").is_none());
    assert_eq!(listed(&api, &meeting, "pending").await.len(), 1);
    assert!(listed(&api, &meeting, "approved").await.is_empty());

    let decide = async |action: &str| {
        let body = json!({"action": action, "registrants": [{"email": "ANN@example.org"}]});
        api.put(
            &format!("/v2/meetings/{}/registrants/status", meeting["id"]),
            body,
        )
        .await
        .expect(204)
    };
    assert_eq!(decide("approve").await, json!(null));
    let approved = listed(&api, &meeting, "approved").await;
    let tk = tk(&approved[0]).to_owned();
    assert!(api.state.resolve_tk(number(&meeting), &tk).is_ok());
    decide("deny").await;
    assert_eq!(
        listed(&api, &meeting, "denied").await[0]["id"],
        approved[0]["id"]
    );
    let refused = api.state.resolve_tk(number(&meeting), &tk).map(drop);
    assert_eq!(refused, Err(TkProblem::NotApproved));
    decide("cancel").await;
    assert!(listed(&api, &meeting, "denied").await.is_empty());
    assert_eq!(
        api.state.resolve_tk(number(&meeting), &tk).map(drop),
        Err(TkProblem::Unknown)
    );
}

#[tokio::test]
async fn the_call_itself_may_approve() {
    let api = Api::new().await;
    let meeting = meeting(&api, 1).await;
    let mut body = person("ann");
    body["auto_approve"] = true.into();
    assert!(
        register(&api, &meeting, body)
            .await
            .expect(201)
            .get("join_url")
            .is_some()
    );
}

#[tokio::test]
async fn the_same_e_mail_again_is_the_same_registrant_but_not_a_fourth_time_a_day() {
    let mut api = Api::new().await;
    let meeting = meeting(&api, 0).await;
    let first = register(&api, &meeting, person("ann")).await.expect(201);
    let mut louder = person("ann");
    louder["email"] = "ANN@EXAMPLE.ORG".into();
    let second = register(&api, &meeting, louder).await.expect(201);
    assert_eq!(first["registrant_id"], second["registrant_id"]);
    register(&api, &meeting, person("ann")).await.expect(201);
    let fourth = register(&api, &meeting, person("ann")).await;
    let message = "You have exceeded the daily rate limit of (3) for Add meeting registrant API requests for the \
                   registrant (ann@example.org). You can resume these API requests at GMT 00:00:00.";
    assert_eq!(fourth.refusal(), (429, 429, message));
    register(&api, &meeting, person("bob")).await.expect(201);
    assert_eq!(listed(&api, &meeting, "approved").await.len(), 2);
    api.clock.advance(Duration::from_secs(15 * 3_600));
    api.token = api.new_token().await;
    register(&api, &meeting, person("ann")).await.expect(201);
}

#[tokio::test]
async fn a_wrong_form_is_refused_by_the_names_of_its_fields() {
    let api = Api::new().await;
    let meeting = meeting(&api, 0).await;
    assert_eq!(
        register(&api, &meeting, json!({})).await.fields(),
        ["email", "first_name"]
    );
    for email in [
        "ann",
        "@example.org",
        "ann@",
        "ann@example",
        "a b@example.org",
        "a@b@c.org",
    ] {
        let answer = register(&api, &meeting, json!({"email": email, "first_name": "Ann"})).await;
        assert_eq!(answer.fields(), ["email"], "{email}");
    }
    let long = json!({"email": "a@example.org", "first_name": "x".repeat(65), "last_name": "x".repeat(65)});
    assert_eq!(
        register(&api, &meeting, long).await.fields(),
        ["first_name", "last_name"]
    );
    let endless = json!({
        "email": "a@example.org", "first_name": "A", "city": "x".repeat(1_025), "custom_questions": vec![json!({}); 101],
    });
    let answer = register(&api, &meeting, endless).await;
    assert_eq!(answer.fields(), ["city", "custom_questions"]);
    let path = format!("/v2/meetings/{}/registrants/status", meeting["id"]);
    assert_eq!(
        api.put(&path, json!({"action": "invite"})).await.fields(),
        ["action"]
    );
    let many = json!({"action": "deny", "registrants": vec![json!({"id": "x"}); 31]});
    assert_eq!(api.put(&path, many).await.fields(), ["registrants"]);
}

#[tokio::test]
async fn nobody_registers_where_there_is_no_registration() {
    let api = Api::new().await;
    let meeting = api.meeting(scheduled()).await;
    let message = format!(
        "Registration has not been enabled for this meeting: {}.",
        meeting["id"]
    );
    let answer = register(&api, &meeting, person("ann")).await;
    assert_eq!(answer.refusal(), (404, 404, message.as_str()));
}

#[tokio::test]
async fn nobody_registers_when_the_meeting_is_over() {
    let api = Api::new().await;
    let mut body = scheduled();
    body["start_time"] = "2026-11-24T07:00:00Z".into();
    body["settings"] = json!({"approval_type": 0});
    let meeting = api.meeting(body).await;
    let message = "Meeting is over, you can not register now. If you have any questions, please contact the Meeting \
                   host.";
    assert_eq!(
        register(&api, &meeting, person("ann")).await.refusal(),
        (400, 3038, message)
    );
}

#[tokio::test]
async fn a_meeting_that_still_runs_is_not_over() {
    let api = Api::new().await;
    let mut body = scheduled();
    body["start_time"] = "2026-11-24T07:00:00Z".into();
    body["settings"] = json!({"approval_type": 0});
    let meeting = api.meeting(body).await;
    api.state.start_meeting(number(&meeting));
    register(&api, &meeting, person("ann")).await.expect(201);
}

#[tokio::test]
async fn a_full_meeting_takes_nobody_new_but_still_knows_its_own() {
    let api = Api::new().await;
    let meeting = meeting(&api, 0).await;
    for index in 0..4_999 {
        let email = format!("{index}@example.org");
        let one = Registrant::new(&email, "One", RegistrantStatus::Approved, NOW);
        assert!(api.state.add_registrant(number(&meeting), one).is_some());
    }
    let message = "Meeting has reached maximum attendee capacity.";
    let answer = register(&api, &meeting, person("ann")).await;
    assert_eq!(answer.refusal(), (400, 3043, message));
    register(&api, &meeting, person("7")).await.expect(201);
}

#[tokio::test]
async fn the_host_cannot_register() {
    let api = Api::new().await;
    let meeting = meeting(&api, 0).await;
    let body = json!({"email": "host@example.com", "first_name": "Host"});
    assert_eq!(
        register(&api, &meeting, body).await.refusal(),
        (400, 3027, "Host cannot register.")
    );
}

#[tokio::test]
async fn a_basic_hosts_meeting_has_no_registration() {
    let api = Api::new().await;
    let mut body = scheduled();
    body["settings"] = json!({"approval_type": 0});
    let meeting = api
        .post("/v2/users/basic@example.com/meetings", body)
        .await
        .expect(201);
    assert_eq!(meeting["settings"]["approval_type"], 2);
    let basic = api.state.find_user("basic@example.com").unwrap();
    let message = format!("Only available for paid users: {}.", basic.id);
    assert_eq!(
        register(&api, &meeting, person("ann")).await.refusal(),
        (400, 200, message.as_str())
    );
}

#[tokio::test]
async fn a_wrong_number_is_refused_in_the_words_of_each_endpoint() {
    let api = Api::new().await;
    let nothing = json!({"id": 123});
    let answer = register(&api, &nothing, person("ann")).await;
    assert_eq!(
        answer.refusal(),
        (404, 1001, "Meeting does not exist: 123.")
    );
    let answer = api.get("/v2/meetings/123/registrants").await;
    assert_eq!(
        answer.refusal(),
        (404, 3001, "Meeting does not exist: 123.")
    );
    let webinar = api.webinar(json!({})).await;
    let answer = register(&api, &webinar, person("ann")).await;
    assert_eq!(answer.refusal(), (400, 3000, "Cannot access meeting info."));
    let answer = api
        .get(&format!("/v2/meetings/{}/registrants", webinar["id"]))
        .await;
    assert_eq!(answer.refusal(), (400, 300, "Cannot access webinar info."));
}

#[tokio::test]
async fn a_webinar_takes_as_many_registrants_as_its_host_allows() {
    let api = Api::new().await;
    let settings = json!({"settings": {"approval_type": 1, "registrants_restrict_number": 1}});
    let webinar = api.webinar(settings).await;
    let path = format!("/v2/webinars/{}/registrants", webinar["id"]);
    let person = |email: &str| json!({"email": email, "first_name": "A"});
    let mut ids = Vec::new();
    for email in ["ann@example.org", "bob@example.org"] {
        let added = api.post(&path, person(email)).await.expect(201);
        ids.push(json!({"id": added["registrant_id"]}));
    }
    let decide = |who: &[serde_json::Value]| json!({"action": "approve", "registrants": who});
    let status = format!("{path}/status");
    let full = (400, 3035, "Webinar has reached maximum attendee capacity.");
    assert_eq!(api.put(&status, decide(&ids)).await.refusal(), full);
    api.put(&status, decide(&ids[..1])).await.expect(204);
    api.put(&status, decide(&ids[..1])).await.expect(204);
    assert_eq!(api.put(&status, decide(&ids[1..])).await.refusal(), full);

    let (code, kind, text) = (400, 3000, "You have reached the limit for the number");
    let one_more = api.post(&path, person("cleo@example.org")).await;
    assert_eq!((one_more.refusal().0, one_more.refusal().1), (code, kind));
    assert!(one_more.refusal().2.starts_with(text));
    api.post(&path, person("ann@example.org")).await.expect(201);
    let batch = json!({"registrants": [person("dan@example.org")]});
    let batch_path = format!("/v2/webinars/{}/batch_registrants", webinar["id"]);
    assert_eq!(
        api.post(&batch_path, batch).await.refusal(),
        (400, 3043, "Webinar has reached maximum attendee capacity.")
    );
}

#[tokio::test]
async fn who_speaks_in_a_webinar_or_hosts_it_does_not_register_for_it() {
    let api = Api::new().await;
    let webinar = api.webinar(json!({"settings": {"approval_type": 0}})).await;
    let path = format!("/v2/webinars/{}", webinar["id"]);
    let pia = json!({"panelists": [{"name": "Pia", "email": "pia@example.org"}]});
    api.post(&format!("{path}/panelists"), pia)
        .await
        .expect(201);
    let registrants = format!("{path}/registrants");
    let person = |email: &str| json!({"email": email, "first_name": "A"});
    let refused = api.post(&registrants, person("Pia@example.org")).await;
    assert_eq!(
        refused.refusal(),
        (
            400,
            3000,
            "You have been invited as a panelist for the webinar, please check your email to find more information \
             about this webinar."
        )
    );
    let host = webinar["host_email"].as_str().unwrap();
    assert_eq!(
        api.post(&registrants, person(host)).await.refusal(),
        (400, 3027, "Host cannot register.")
    );
}
