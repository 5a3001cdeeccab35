//! One registrant, many at once, and what the form asks for.

use countersign_emulator::state::{Guest, NewUser, Registrant, RegistrantStatus};
use serde_json::{Value, json};

use crate::api::{Api, NOW, number, scheduled};

async fn open(api: &Api, kind: &str, approval_type: u64) -> (Value, String) {
    let mut body = scheduled();
    body["type"] = if kind == "meetings" { 2 } else { 5 }.into();
    body["settings"] = json!({"approval_type": approval_type});
    let path = format!("/v2/users/me/{kind}");
    let created = api.post(&path, body).await.expect(201);
    let path = format!("/v2/{kind}/{}", created["id"]);
    (created, path)
}

fn ann() -> Value {
    json!({"email": "ann@example.org", "first_name": "Ann"})
}

#[tokio::test]
async fn a_registrant_is_read_and_deleted_by_id() {
    let api = Api::new().await;
    for kind in ["meetings", "webinars"] {
        let (_, path) = open(&api, kind, 0).await;
        let added = api.post(&format!("{path}/registrants"), ann()).await;
        let id = added.expect(201)["registrant_id"].clone();
        let one = format!("{path}/registrants/{}", id.as_str().unwrap());
        let shown = api.get(&one).await.expect(200);
        assert_eq!((&shown["id"], &shown["status"]), (&id, &json!("approved")));
        assert!(shown["join_url"].as_str().unwrap().contains("?tk="));
        api.delete(&one).await.expect(204);
        let listed = api.get(&format!("{path}/registrants")).await.expect(200);
        assert_eq!(listed["registrants"], json!([]));
        let again = [api.get(&one).await, api.delete(&one).await];
        let codes = again
            .each_ref()
            .map(|answer| (answer.refusal().0, answer.refusal().1));
        let expected = match kind {
            "meetings" => [(400, 300), (400, 300)],
            _ => [(400, 3079), (400, 3000)],
        };
        assert_eq!(codes, expected, "{again:?}");
    }
}

#[tokio::test]
async fn without_registration_no_registrant_is_deleted_and_a_webinar_has_no_form() {
    let api = Api::new().await;
    let (meeting, path) = open(&api, "meetings", 2).await;
    let answer = api.delete(&format!("{path}/registrants/x")).await;
    let message = format!(
        "Registration has not been enabled for this meeting: {}.",
        meeting["id"]
    );
    assert_eq!(answer.refusal(), (400, 300, message.as_str()));
    let (webinar, path) = open(&api, "webinars", 2).await;
    let message = format!(
        "Registration has not been enabled for this webinar: {}.",
        webinar["id"]
    );
    for part in ["x", "questions"] {
        let answer = api.get(&format!("{path}/registrants/{part}")).await;
        assert_eq!(answer.refusal(), (400, 3000, message.as_str()), "{part}");
    }
    let decide = json!({"action": "approve", "registrants": []});
    let answer = api.put(&format!("{path}/registrants/status"), decide).await;
    let message = format!(
        "Registration has not been enabled for this meeting: {}.",
        webinar["id"]
    );
    assert_eq!(answer.refusal(), (400, 300, message.as_str()));
}

#[tokio::test]
async fn a_registrant_is_decided_about_ten_times_a_day() {
    let api = Api::new().await;
    let (_, path) = open(&api, "meetings", 1).await;
    api.post(&format!("{path}/registrants"), ann())
        .await
        .expect(201);
    let body = json!({"action": "approve", "registrants": [{"email": "ann@example.org"}]});
    let path = format!("{path}/registrants/status");
    for _ in 0..10 {
        api.put(&path, body.clone()).await.expect(204);
    }
    let answer = api.put(&path, body).await;
    assert_eq!(
        (answer.status, answer.header("x-ratelimit-limit")),
        (429, Some("10"))
    );
}

#[tokio::test]
async fn many_register_with_one_call() {
    let api = Api::new().await;
    for kind in ["meetings", "webinars"] {
        let (created, path) = open(&api, kind, 1).await;
        let people = |auto_approve| {
            json!({"auto_approve": auto_approve, "registrants": [
                {"email": format!("ann-{auto_approve}@example.org"), "first_name": "Ann", "last_name": "Doe"},
                {"email": format!("bob-{auto_approve}@example.org"), "first_name": "Bob"},
            ]})
        };
        let batch = format!("{path}/batch_registrants");
        let added = api.post(&batch, people(true)).await.expect(201);
        let row = &added["registrants"][0];
        assert_eq!(row["email"], "ann-true@example.org");
        assert_eq!(
            row.get("participant_pin_code").is_some(),
            kind == "meetings"
        );
        let link = row["join_url"]
            .as_str()
            .unwrap()
            .split_once("tk=")
            .unwrap()
            .1;
        let tk = link.split('&').next().unwrap();
        assert!(api.state.resolve_tk(number(&created), tk).is_ok());
        let added = api.post(&batch, people(false)).await.expect(201);
        assert!(added["registrants"][1].get("join_url").is_none(), "pending");
    }
}

#[tokio::test]
async fn a_batch_is_refused_in_words_of_its_own() {
    let api = Api::new().await;
    let people = json!({"registrants": [ann()]});
    let batch = async |path: &str| {
        api.post(&format!("{path}/batch_registrants"), people.clone())
            .await
    };
    let (meeting, path) = open(&api, "meetings", 2).await;
    let message = format!(
        "Registration has not been enabled for this meeting: {}.",
        meeting["id"]
    );
    assert_eq!(batch(&path).await.refusal(), (400, 404, message.as_str()));
    let (webinar, path) = open(&api, "webinars", 2).await;
    let message = format!(
        "Registration has not been enabled for this webinar: {}.",
        webinar["id"]
    );
    assert_eq!(batch(&path).await.refusal(), (400, 3000, message.as_str()));

    let series = api
        .meeting(json!({"type": 3, "settings": {"approval_type": 0}}))
        .await;
    let answer = batch(&format!("/v2/meetings/{}", series["id"])).await;
    assert_eq!((answer.status, answer.refusal().1), (400, 303));
    let series = api
        .webinar(json!({"type": 6, "settings": {"approval_type": 0}}))
        .await;
    let answer = batch(&format!("/v2/webinars/{}", series["id"])).await;
    assert_eq!((answer.status, answer.refusal().1), (400, 300));

    let mut over = scheduled();
    over["start_time"] = "2026-11-24T07:00:00Z".into();
    over["settings"] = json!({"approval_type": 0});
    let over = api.meeting(over).await;
    let answer = batch(&format!("/v2/meetings/{}", over["id"])).await;
    assert_eq!((answer.status, answer.refusal().1), (400, 3038));

    let (meeting, path) = open(&api, "meetings", 0).await;
    for index in 0..4_999 {
        let one = Registrant::new(
            &format!("{index}@e.org"),
            "One",
            RegistrantStatus::Approved,
            NOW,
        );
        api.state.add_registrant(number(&meeting), one);
    }
    let message = "Meeting has reached maximum attendee capacity.";
    assert_eq!(batch(&path).await.refusal(), (400, 3043, message));

    let batch = format!("{path}/batch_registrants");
    let answer = api
        .post(&batch, json!({"registrants": vec![ann(); 31]}))
        .await;
    assert_eq!(answer.fields(), ["registrants"]);
    assert_eq!(
        api.post(&format!("{path}/batch_registrants"), json!({}))
            .await
            .fields(),
        ["registrants"]
    );
}

#[tokio::test]
async fn the_form_asks_what_it_was_told_to_ask() {
    let api = Api::new().await;
    let (_, path) = open(&api, "meetings", 0).await;
    let form = format!("{path}/registrants/questions");
    let empty = json!({"questions": [], "custom_questions": []});
    assert_eq!(api.get(&form).await.expect(200), empty);
    let questions = json!([{"field_name": "last_name", "required": true}, {"field_name": "org", "required": false}]);
    api.patch(&form, json!({"questions": questions}))
        .await
        .expect(204);
    let own = json!([{"title": "Why?", "type": "single", "required": true, "answers": ["a", "b"]}]);
    api.patch(&form, json!({"custom_questions": own}))
        .await
        .expect(204);
    let shown = api.get(&form).await.expect(200);
    assert_eq!(
        shown,
        json!({"questions": questions, "custom_questions": own})
    );

    let register = async |person| api.post(&format!("{path}/registrants"), person).await;
    assert_eq!(
        register(ann()).await.fields(),
        ["last_name", "custom_questions"]
    );
    let mut whole = ann();
    whole["last_name"] = "Doe".into();
    whole["custom_questions"] = json!([{"title": "Why?", "value": "a"}]);
    register(whole).await.expect(201);

    let wrong = json!({"questions": [{"field_name": "shoe_size"}], "custom_questions": [{"title": "x", "type": "long"}]});
    assert_eq!(
        api.patch(&form, wrong).await.fields(),
        ["questions", "custom_questions"]
    );
}

#[tokio::test]
async fn a_panelist_has_a_link_of_their_own_until_removed() {
    let api = Api::new().await;
    let (webinar, path) = open(&api, "webinars", 0).await;
    let path = format!("{path}/panelists");
    let body = json!({"panelists": [
        {"name": "Ann", "email": "ANN@example.org", "name_tag_name": "Dr. Ann"},
        {"name": "Bob", "email": "bob@example.org"},
    ]});
    let added = api.post(&path, body).await.expect(201);
    assert_eq!(added["updated_at"], "2026-11-24T09:00:00Z");
    api.post(
        &path,
        json!({"panelists": [{"name": "Anne", "email": "ann@example.org"}]}),
    )
    .await
    .expect(201);
    let listed = api.get(&path).await.expect(200);
    assert_eq!(listed["total_records"], 2);
    let row = &listed["panelists"][0];
    assert_eq!(
        (&row["name"], &row["email"]),
        (&json!("Anne"), &json!("ann@example.org"))
    );
    let link = row["join_url"]
        .as_str()
        .unwrap()
        .split_once("tk=")
        .unwrap()
        .1;
    let tk = link.split('&').next().unwrap();
    let guest = api.state.resolve_link(number(&webinar), tk);
    assert!(matches!(guest, Ok(Guest::Panelist(panelist)) if panelist.name == "Anne"));

    api.delete(&format!("{path}/{}", row["id"].as_str().unwrap()))
        .await
        .expect(204);
    assert!(api.state.resolve_link(number(&webinar), tk).is_err());
    assert_eq!(api.get(&path).await.expect(200)["total_records"], 1);
    api.delete(&path).await.expect(204);
    assert_eq!(api.get(&path).await.expect(200)["panelists"], json!([]));
}

#[tokio::test]
async fn panelists_are_refused_when_they_are_too_many_or_of_a_meeting() {
    let api = Api::new().await;
    let (_, path) = open(&api, "webinars", 2).await;
    let path = format!("{path}/panelists");
    let some = |from: usize, count: usize| -> Value {
        let one = |n| json!({"name": "P", "email": format!("{n}@example.org")});
        json!({"panelists": (from..from + count).map(one).collect::<Vec<_>>()})
    };
    assert_eq!(api.post(&path, some(0, 31)).await.fields(), ["panelists"]);
    for from in [0, 30, 60] {
        api.post(&path, some(from, 30)).await.expect(201);
    }
    let message = "You have reached the limit for the number of panelists you can add. Contact Zoom Support for more \
                   information.";
    assert_eq!(
        api.post(&path, some(90, 11)).await.refusal(),
        (400, 3000, message)
    );
    assert_eq!(
        api.get(&path).await.expect(200)["total_records"],
        90,
        "nobody was added"
    );
    let meeting = api.meeting(scheduled()).await;
    let answer = api
        .get(&format!("/v2/webinars/{}/panelists", meeting["id"]))
        .await;
    assert_eq!(answer.refusal(), (400, 300, "Invalid webinar ID."));
    let answer = api.get("/v2/webinars/7/panelists").await;
    assert_eq!(answer.refusal(), (404, 3001, "Webinar does not exist: 7."));
}

#[tokio::test]
async fn a_tracking_source_counts_who_came_by_it() {
    let api = Api::new().await;
    let (webinar, path) = open(&api, "webinars", 0).await;
    let none = api
        .get(&format!("{path}/tracking_sources"))
        .await
        .expect(200);
    assert_eq!(none, json!({"total_records": 0, "tracking_sources": []}));
    let source = api
        .state
        .add_tracking_source(number(&webinar), "Newsletter");
    let mut person = ann();
    person["source_id"] = source.id.as_str().into();
    api.post(&format!("{path}/registrants"), person)
        .await
        .expect(201);
    let bob = json!({"email": "bob@example.org", "first_name": "Bob"});
    api.post(&format!("{path}/registrants"), bob)
        .await
        .expect(201);
    let row = &api
        .get(&format!("{path}/tracking_sources"))
        .await
        .expect(200)["tracking_sources"][0];
    assert_eq!(row["source_name"], "Newsletter");
    assert_eq!(row["registration_count"], 1);
    assert!(
        row["tracking_url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("?source_id={}", source.id))
    );
    let came = api
        .get(&format!(
            "{path}/registrants?tracking_source_id={}",
            source.id
        ))
        .await
        .expect(200);
    assert_eq!(
        (
            came["total_records"].clone(),
            &came["registrants"][0]["first_name"]
        ),
        (json!(1), &json!("Ann"))
    );
}

#[tokio::test]
async fn assistants_are_licensed_others_and_thirty_at_most() {
    let api = Api::new().await;
    let path = "/v2/users/me/assistants";
    let add = async |who: serde_json::Value| api.post(path, json!({"assistants": who})).await;
    let unlicensed =
        "The user must either be a Licensed user or an On-prem user : basic@example.com.";
    for (who, words) in [
        (
            json!([{"email": "nobody@example.com"}]),
            "Can't find user nobody@example.com.",
        ),
        (
            json!([{"email": "host@example.com"}]),
            "Can't assign scheduling privilege to yourself.",
        ),
        (json!([{"email": "basic@example.com"}]), unlicensed),
    ] {
        assert_eq!(add(who).await.refusal(), (400, 200, words));
    }
    for wrong in [json!([{}]), json!([1]), json!("x"), json!([{"id": 1}])] {
        assert_eq!(add(wrong).await.fields(), ["assistants"]);
    }
    for number in 0..31 {
        let email = format!("a{number}@example.com");
        api.state.add_user(NewUser::licensed(&email));
        let status = if number < 30 { 201 } else { 400 };
        add(json!([{"email": email}])).await.expect(status);
    }
    let again = add(json!([{"email": "a0@example.com"}])).await;
    let words = "User a0@example.com has already granted scheduling privilege.";
    assert_eq!(again.refusal(), (400, 200, words));
    let of_basic = api
        .post("/v2/users/basic@example.com/assistants", json!({}))
        .await;
    assert_eq!(of_basic.refusal().1, 200);
    api.delete(&format!("{path}/a0@example.com"))
        .await
        .expect(204);
    let listed = api.get(path).await.expect(200);
    assert_eq!(listed["assistants"].as_array().unwrap().len(), 29);
    assert_eq!(api.delete(&format!("{path}/nobody")).await.status, 404);
    api.delete("/v2/users/a1@example.com?action=delete")
        .await
        .expect(204);
    let listed = api.get(path).await.expect(200);
    assert_eq!(listed["assistants"].as_array().unwrap().len(), 28);
    api.delete("/v2/users/a2@example.com/schedulers/host@example.com")
        .await
        .expect(204);
    api.delete(path).await.expect(204);
    let listed = api
        .get("/v2/users/a3@example.com/schedulers")
        .await
        .expect(200);
    assert_eq!(listed, json!({"schedulers": []}));
}

#[tokio::test]
async fn an_address_is_changed_by_an_administrator_and_is_one_users() {
    let api = Api::new().await;
    let path = "/v2/users/basic@example.com/email";
    let taken = api.put(path, json!({"email": "host@example.com"})).await;
    assert_eq!(taken.refusal().1, 1005);
    for wrong in [json!({}), json!({"email": "x"}), json!({"email": 1})] {
        assert_eq!(api.put(path, wrong).await.fields(), ["email"]);
    }
    api.put(path, json!({"email": "New@example.com"}))
        .await
        .expect(204);
    assert_eq!(api.get("/v2/users/new@example.com").await.status, 200);
    api.state
        .add_user(NewUser::licensed("admin@example.com").admin());
    let other = api
        .put(
            "/v2/users/admin@example.com/email",
            json!({"email": "b@example.com"}),
        )
        .await;
    let words = "Admin can not change other admins email.";
    assert_eq!(other.refusal(), (400, 1000, words));
}
