//! Polls and surveys that a host prepares.

use serde_json::{Value, json};

use crate::api::{Api, number, scheduled};
use crate::documented::documented;

const DISABLED: &str = "Meeting polls disabled. To enable this feature, enable the \"Meeting Polls/Quizzes\" setting in \
                        the Zoom web portal's \"Settings\" interface.";

fn simple(title: &str) -> Value {
    let question = json!({"name": "Well?", "type": "single", "answers": ["Yes", "No"]});
    json!({"title": title, "questions": [question]})
}

/// Where the polls of a new meeting and a new webinar are.
async fn places(api: &Api) -> [String; 2] {
    let meeting = number(&api.meeting(scheduled()).await);
    let webinar = number(&api.webinar(json!({})).await);
    [
        format!("/v2/meetings/{meeting}"),
        format!("/v2/webinars/{webinar}"),
    ]
}

#[tokio::test]
async fn a_poll_is_made_read_replaced_and_taken_away() {
    let api = Api::new().await;
    for place in places(&api).await {
        let polls = format!("{place}/polls");
        let asked = documented("poll-create.request");
        let made = api.post(&polls, asked.clone()).await.expect(201);
        for (name, value) in asked.as_object().unwrap() {
            assert_eq!(&made[name], value, "{name}");
        }
        assert_eq!(made["status"], "notstart");
        let one = format!("{polls}/{}", made["id"].as_str().unwrap());
        assert_eq!(api.get(&one).await.expect(200), made);
        api.put(&one, simple("Anew")).await.expect(204);
        let anew = api.get(&one).await.expect(200);
        assert_eq!((&anew["title"], &anew["id"]), (&"Anew".into(), &made["id"]));
        assert_eq!(anew["anonymous"], false, "it is replaced as a whole");
        let second = api.post(&polls, asked).await.expect(201);
        let listed = api.get(&polls).await.expect(200);
        assert_eq!(listed, json!({"total_records": 2, "polls": [anew, second]}));
        let anonymous = api.get(&format!("{polls}?anonymous=true")).await;
        assert_eq!(anonymous.expect(200)["polls"], json!([second]));
        api.patch(&place, json!({"topic": "Renamed"}))
            .await
            .expect(204);
        api.delete(&one).await.expect(204);
        assert_eq!(api.get(&polls).await.expect(200)["polls"], json!([second]));
    }
}

#[tokio::test]
async fn right_answers_and_prompts_of_which_there_are_none_are_not_kept() {
    let api = Api::new().await;
    for place in places(&api).await {
        let mut poll = simple("Well?");
        poll["questions"][0]["right_answers"] = json!([]);
        poll["questions"][0]["prompts"] = json!([]);
        let made = api.post(&format!("{place}/polls"), poll).await.expect(201);
        let question = made["questions"][0].as_object().unwrap();
        assert!(question.contains_key("answers"));
        assert!(!question.contains_key("right_answers") && !question.contains_key("prompts"));
    }
}

#[tokio::test]
async fn a_poll_that_does_not_exist_is_refused_in_the_words_of_each_endpoint() {
    let api = Api::new().await;
    let [meeting, webinar] = places(&api).await;
    let of = |place: &str| format!("{place}/polls/x");
    let none = |text: &'static str| (404, 404, text);
    assert_eq!(
        api.get(&of(&meeting)).await.refusal(),
        none("Meeting Poll not found.")
    );
    assert_eq!(
        api.delete(&of(&meeting)).await.refusal(),
        none("Meeting poll not found.")
    );
    assert_eq!(
        api.put(&of(&meeting), simple("")).await.refusal(),
        none("Meeting Poll not found")
    );
    assert_eq!(
        api.delete(&of(&webinar)).await.refusal(),
        (400, 4400, "Invalid poll IDs.")
    );
    let nowhere = "/v2/meetings/85746065432/polls";
    assert_eq!(
        api.get(nowhere).await.refusal(),
        none("Meeting Poll not found")
    );
    assert_eq!(
        api.post(nowhere, simple("")).await.refusal(),
        none("Meeting not found")
    );
    assert_eq!(
        api.put(&format!("{nowhere}/x"), simple("")).await.refusal(),
        (404, 3001, "Meeting does not exist: 85746065432.")
    );
}

#[tokio::test]
async fn polls_are_for_those_who_pay_and_for_what_is_planned() {
    let api = Api::new().await;
    let basic = api.post("/v2/users/basic@example.com/meetings", scheduled());
    let basic = number(&basic.await.expect(201));
    let now = number(&api.meeting(json!({"type": 1})).await);
    for meeting in [basic, now] {
        let refused = api.get(&format!("/v2/meetings/{meeting}/polls")).await;
        assert_eq!(refused.refusal(), (400, 4400, DISABLED));
    }
}

#[tokio::test]
async fn a_fifty_first_poll_and_wrong_questions_are_refused() {
    let api = Api::new().await;
    let [meeting, _] = places(&api).await;
    let polls = format!("{meeting}/polls");
    let question = |mut more: Value| {
        more["name"] = "Well?".into();
        json!({"questions": [more]})
    };
    for wrong in [
        question(json!({"type": "guess"})),
        question(json!({"type": "single"})),
        question(json!({"type": "single", "answers": ["Alone"]})),
        question(json!({"type": "single", "answers": vec!["One of many"; 11]})),
        question(json!({"type": "long_answer"})),
        json!({"questions": [{"type": "single", "answers": ["a", "b"]}]}),
        json!({"questions": "many"}),
    ] {
        let refused = api.post(&polls, wrong.clone()).await;
        assert_eq!(refused.fields(), ["questions"], "{wrong}");
    }
    for title in 0..50 {
        let poll = simple(&title.to_string());
        api.post(&polls, poll).await.expect(201);
    }
    assert_eq!(
        api.post(&polls, simple("One more")).await.refusal(),
        (400, 4400, "You can only add a maximum of 50 polls.")
    );
}

#[tokio::test]
async fn a_survey_is_set_read_and_taken_away() {
    let api = Api::new().await;
    let [meeting, webinar] = places(&api).await;
    for place in [meeting, webinar] {
        let survey = format!("{place}/survey");
        let none = api.get(&survey).await.expect(200);
        assert_eq!(none["show_in_the_browser"], true);
        assert_eq!(none.get("custom_survey"), None);
        let mut wanted = documented("survey");
        api.patch(&survey, wanted.clone()).await.expect(204);
        if place.contains("meetings") {
            wanted
                .as_object_mut()
                .unwrap()
                .remove("show_in_the_follow_up_email");
        }
        assert_eq!(api.get(&survey).await.expect(200), wanted);

        let link = "https://survey.example/1";
        let elsewhere = json!({"third_party_survey": link, "show_in_the_browser": false});
        api.patch(&survey, elsewhere).await.expect(204);
        let shown = api.get(&survey).await.expect(200);
        assert_eq!(shown["third_party_survey"], link);
        assert_eq!(shown["show_in_the_browser"], false);
        assert_eq!(shown.get("custom_survey"), None);
        let wrong = api
            .patch(&survey, json!({"third_party_survey": "nowhere"}))
            .await;
        assert_eq!(
            wrong.refusal(),
            (400, 300, "Invalid third party survey: nowhere.")
        );
        api.delete(&survey).await.expect(204);
        assert_eq!(api.get(&survey).await.expect(200), none);
    }
}

#[tokio::test]
async fn an_address_is_known_or_not_and_there_are_no_templates_at_first() {
    let api = Api::new().await;
    let known = async |email: &str| {
        let path = format!("/v2/users/email?email={email}");
        api.get(&path).await.expect(200)["existed_email"].clone()
    };
    assert_eq!(known("Host@example.com").await, true);
    assert_eq!(known("nobody@example.com").await, false);
    assert_eq!(
        api.get("/v2/users/email").await.refusal(),
        (400, 300, "Email is required.")
    );
    for kind in ["meeting", "webinar"] {
        let path = format!("/v2/users/me/{kind}_templates");
        assert_eq!(
            api.get(&path).await.expect(200),
            json!({"total_records": 0, "templates": []})
        );
    }
}

#[tokio::test]
async fn a_batch_of_polls_is_kept_whole_or_not_at_all() {
    let api = Api::new().await;
    let id = api.meeting(scheduled()).await["id"].to_string();
    let path = format!("/v2/meetings/{id}/batch_polls");
    let poll = documented("poll-create.request");
    for wrong in [
        json!([]),
        json!([poll, {"title": 1}]),
        json!([poll, "poll"]),
        json!(vec![poll.clone(); 26]),
        json!({}),
    ] {
        let refused = api.post(&path, json!({"polls": wrong})).await;
        assert_eq!(refused.fields(), ["polls"]);
    }
    let all = json!({"polls": vec![poll; 25]});
    for status in [201, 201, 400] {
        api.post(&path, all.clone()).await.expect(status);
    }
    let refused = api.post(&path, all.clone()).await;
    let words = "You can only add a maximum of 50 polls.";
    assert_eq!(refused.refusal(), (400, 4400, words));
    let webinar = api.webinar(json!({})).await["id"].to_string();
    for (number, refusal) in [
        (webinar, (400, 3000, "Cannot access meeting information.")),
        ("1".to_owned(), (404, 3001, "Meeting does not exist: 1.")),
        ("x".to_owned(), (400, 300, "Invalid Meeting ID.")),
    ] {
        let path = format!("/v2/meetings/{number}/batch_polls");
        assert_eq!(api.post(&path, all.clone()).await.refusal(), refusal);
    }
}

#[tokio::test]
async fn templates_have_names_of_their_own_and_are_forty_at_most() {
    let api = Api::new().await;
    let mut series = scheduled();
    series["type"] = json!(8);
    series["recurrence"] = json!({"type": 1, "end_times": 3});
    let id = api.meeting(series).await["id"].clone();
    let make = async |name: &str, more: serde_json::Value| {
        let mut asked = json!({"meeting_id": id, "name": name});
        for (key, value) in more.as_object().unwrap() {
            asked[key] = value.clone();
        }
        api.post("/v2/users/me/meeting_templates", asked).await
    };
    let first = make("One", json!({"save_recurrence": true}))
        .await
        .expect(201);
    let taken = make("One", json!({})).await;
    let words = "Meeting template name already exists: One.";
    assert_eq!(taken.refusal(), (400, 3000, words));
    let anew = make("Anew", json!({"overwrite": true, "save_recurrence": true}));
    assert_eq!(anew.await.expect(201)["id"], first["id"]);
    for number in 1..40 {
        make(&number.to_string(), json!({})).await.expect(201);
    }
    let full = make("Full", json!({})).await;
    let words = "You can only create up to 40 meeting templates.";
    assert_eq!(full.refusal(), (400, 300, words));
    let listed = api.get("/v2/users/me/meeting_templates").await.expect(200);
    assert_eq!(listed["total_records"], 40);
    assert_eq!(listed["templates"][0]["name"], "Anew");

    let of = json!({"template_id": first["id"], "start_time": "2026-12-01T10:00:00Z"});
    let made = api.meeting(of).await;
    assert_eq!(made["type"], 8);
    assert_eq!(made["occurrences"].as_array().unwrap().len(), 3);

    let webinar = api.webinar(json!({})).await["id"].clone();
    for (asked, refusal) in [
        (json!(1), (400, 3001, "Meeting does not exist: 1")),
        (webinar, (400, 3000, "Cannot access webinar information.")),
    ] {
        let asked = json!({"meeting_id": asked, "name": "x"});
        let answer = api.post("/v2/users/me/meeting_templates", asked).await;
        assert_eq!(answer.refusal(), refusal);
    }
    let none = api.post("/v2/users/me/meeting_templates", json!({})).await;
    assert_eq!(none.fields(), ["meeting_id"]);
}
