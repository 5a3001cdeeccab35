//! What is sent, what comes back, and answers that are not what they should be.

use std::time::Duration;

use countersign_zoom::{
    CreateMeeting, CreateUser, CreateWebinar, DeleteUser, Error, ExposeSecret, FieldError,
    MeetingList, PageRequest, RegistrantStatus, TransportKind, UpdateUser, UpdateWebinar,
    UserDeletion, UserKind, Zoom,
};
use serde_json::{Value, json};
use wiremock::matchers::query_param;
use wiremock::{Mock, ResponseTemplate};

use crate::fixtures::{fixture, parse};
use crate::stage::{Stage, answer, config, refusal};

#[tokio::test]
async fn requests_are_the_documented_ones() {
    let stage = Stage::new().await;
    stage
        .answers_once("POST", answer(201, "meeting-create.answer.json"))
        .await;
    stage
        .answers_once("POST", answer(201, "webinar-create.answer.json"))
        .await;
    stage
        .answers_once("POST", answer(201, "webinar-registrant-add.answer.json"))
        .await;
    for verb in ["PATCH", "PUT", "DELETE"] {
        stage.answers(verb, ResponseTemplate::new(204)).await;
    }
    let zoom = &stage.zoom;
    let meeting: CreateMeeting = parse("meeting-create.request.json");
    let webinar: CreateWebinar = parse("webinar-create.request.json");
    zoom.meetings()
        .create("host@example.com", &meeting)
        .await
        .unwrap();
    zoom.webinars()
        .create("host@example.com", &webinar)
        .await
        .unwrap();
    let registrants = zoom.webinars().registrants(95_204_914_252);
    let registration = registrants
        .add(&parse("registrant-add.request.json"))
        .await
        .unwrap();
    assert_eq!(
        registration.tk().unwrap().expose_secret(),
        "exampleTk.DQMAAAAV-example"
    );
    zoom.webinars()
        .update(
            95_204_914_252,
            &parse::<UpdateWebinar>("webinar-update.request.json"),
        )
        .await
        .unwrap();
    zoom.meetings().end(85_746_065_432).await.unwrap();
    zoom.meetings().recover(85_746_065_432).await.unwrap();
    zoom.webinars().end(95_204_914_252).await.unwrap();
    zoom.meetings().delete(85_746_065_432).await.unwrap();

    let expected = [
        (
            "POST",
            "/v2/users/host%40example.com/meetings",
            "meeting-create.request.json",
        ),
        (
            "POST",
            "/v2/users/host%40example.com/webinars",
            "webinar-create.request.json",
        ),
        (
            "POST",
            "/v2/webinars/95204914252/registrants",
            "registrant-add.request.json",
        ),
        (
            "PATCH",
            "/v2/webinars/95204914252",
            "webinar-update.request.json",
        ),
        (
            "PUT",
            "/v2/meetings/85746065432/status",
            "status-end.request.json",
        ),
        (
            "PUT",
            "/v2/meetings/85746065432/status",
            "status-recover.request.json",
        ),
        (
            "PUT",
            "/v2/webinars/95204914252/status",
            "status-end.request.json",
        ),
        ("DELETE", "/v2/meetings/85746065432", ""),
    ];
    let requests = stage.api_requests().await;
    assert_eq!(requests.len(), expected.len());
    for (request, (method, path, body)) in requests.iter().zip(expected) {
        assert_eq!(
            (request.method.as_str(), request.url.path()),
            (method, path)
        );
        assert_eq!(request.headers["authorization"], "Bearer canary-bearer-1");
        if body.is_empty() {
            assert!(request.body.is_empty());
        } else {
            assert_eq!(request.headers["content-type"], "application/json");
            assert_eq!(
                serde_json::from_slice::<Value>(&request.body).unwrap(),
                fixture(body)
            );
        }
    }
}

#[tokio::test]
async fn what_is_asked_about_users_is_as_documented() {
    let stage = Stage::new().await;
    stage
        .answers("POST", answer(201, "user-create.answer.json"))
        .await;
    stage.answers("PATCH", ResponseTemplate::new(204)).await;
    // Zoom describes 200 here.
    stage.answers("PUT", ResponseTemplate::new(200)).await;
    stage.answers("DELETE", ResponseTemplate::new(204)).await;
    let users = stage.zoom.users();
    let create: CreateUser = parse("user-create.request.json");
    let made = users.create(&create).await.unwrap();
    assert!(made.kind.unwrap().is(UserKind::Licensed));
    let change: UpdateUser = parse("user-update.request.json");
    users.update("jill@example.com", &change).await.unwrap();
    users.deactivate("jill@example.com").await.unwrap();
    users.activate("me").await.unwrap();
    users.clock_in("me").await.unwrap();
    users.clock_out("me").await.unwrap();
    users.delete("me", &DeleteUser::default()).await.unwrap();
    let how = DeleteUser {
        action: UserDeletion::Delete,
        transfer_email: Some("a+b@example.com".into()),
        transfer_meeting: true,
        transfer_recording: true,
        ..DeleteUser::default()
    };
    users.delete("jill@example.com", &how).await.unwrap();

    let jill = "/v2/users/jill%40example.com";
    let action = |action: &str| json!({ "action": action });
    let expected = [
        (
            "POST",
            "/v2/users".to_owned(),
            fixture("user-create.request.json"),
        ),
        (
            "PATCH",
            jill.to_owned(),
            fixture("user-update.request.json"),
        ),
        (
            "PUT",
            format!("{jill}/status"),
            fixture("user-deactivate.request.json"),
        ),
        ("PUT", "/v2/users/me/status".to_owned(), action("activate")),
        ("PUT", "/v2/users/me/status".to_owned(), action("clock_in")),
        ("PUT", "/v2/users/me/status".to_owned(), action("clock_out")),
        (
            "DELETE",
            "/v2/users/me?action=disassociate".to_owned(),
            Value::Null,
        ),
        (
            "DELETE",
            format!(
                "{jill}?action=delete&transfer_email=a%2Bb%40example.com&transfer_meeting=true&transfer_recording=true"
            ),
            Value::Null,
        ),
    ];
    let requests = stage.api_requests().await;
    assert_eq!(requests.len(), expected.len());
    for (request, (method, path, body)) in requests.iter().zip(expected) {
        let query = request.url.query().map(|query| format!("?{query}"));
        let asked = format!("{}{}", request.url.path(), query.unwrap_or_default());
        assert_eq!((request.method.as_str(), asked), (method, path));
        let sent: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        assert_eq!(sent, body, "{method}");
    }
}

#[tokio::test]
async fn ids_and_queries_arrive_as_zoom_wants_them() {
    let stage = Stage::new().await;
    stage
        .answers_once("GET", answer(200, "meeting-get.answer.json"))
        .await;
    stage
        .answers_once("GET", answer(200, "webinar-get.answer.json"))
        .await;
    stage
        .answers("GET", answer(200, "user-token.answer.json"))
        .await;
    let zoom = &stage.zoom;
    zoom.meetings()
        .get_instance("/EgwIcXhSvO3Ff0ZZV5zCg==")
        .await
        .unwrap();
    zoom.webinars()
        .get_instance("m3WqMkvuRXyYqH+eKWhk9w==")
        .await
        .unwrap();
    zoom.users()
        .zak("a+b@example.com", Some(Duration::from_secs(7200)))
        .await
        .unwrap();
    zoom.users().obf("me", 85_746_065_432, None).await.unwrap();
    let urls: Vec<String> = stage
        .api_requests()
        .await
        .iter()
        .map(|request| {
            format!(
                "{}?{}",
                request.url.path(),
                request.url.query().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        urls,
        [
            "/v2/meetings/%252FEgwIcXhSvO3Ff0ZZV5zCg%253D%253D?",
            "/v2/webinars/m3WqMkvuRXyYqH%2BeKWhk9w%3D%3D?",
            "/v2/users/a%2Bb%40example.com/token?type=zak&ttl=7200",
            "/v2/users/me/token?type=onbehalf&meeting_id=85746065432",
        ]
    );
}

#[tokio::test]
async fn nonsense_is_refused_before_anything_is_sent() {
    let stage = Stage::new().await;
    for ttl in [Duration::ZERO, Duration::from_secs(31_536_001)] {
        assert!(matches!(
            stage.zoom.users().zak("me", Some(ttl)).await,
            Err(Error::InvalidRequest { .. })
        ));
    }
    for user in ["", ".", ".."] {
        assert!(matches!(
            stage.zoom.users().get(user).await,
            Err(Error::InvalidRequest { .. })
        ));
    }
    for heir in [None, Some(String::new())] {
        let orphans = DeleteUser {
            transfer_email: heir,
            transfer_webinar: true,
            ..DeleteUser::default()
        };
        let error = stage.zoom.users().delete("x", &orphans).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("transfer_webinar needs a transfer_email"),
            "{error}"
        );
    }
    assert!(stage.server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn zooms_words_are_kept_whole() {
    let stage = Stage::new().await;
    stage.answers_once("POST", refusal("validation")).await;
    stage.answers_once("POST", refusal("scopes")).await;
    stage.answers("GET", refusal("no-such-meeting")).await;
    let create = CreateMeeting::default();

    let error = stage
        .zoom
        .meetings()
        .create("me", &create)
        .await
        .unwrap_err();
    let api = error.as_api().unwrap();
    assert_eq!(
        (api.status, api.code, api.message.as_str()),
        (400, Some(300), "Validation Failed.")
    );
    let fields: Vec<_> = api
        .errors
        .iter()
        .map(|FieldError { field, .. }| field.as_str())
        .collect();
    assert_eq!(fields, ["settings.approval_type", "duration"]);
    assert!(
        error
            .to_string()
            .contains("POST /users/{userId}/meetings: zoom answered 400 with code 300"),
        "{error}"
    );
    assert!(
        error.to_string().contains("WEB_0123456789abcdef"),
        "{error}"
    );

    let error = stage
        .zoom
        .meetings()
        .create("me", &create)
        .await
        .unwrap_err();
    let api = error.as_api().unwrap();
    assert_eq!(
        api.missing_scopes,
        ["meeting:write:meeting", "meeting:write:meeting:admin"]
    );
    assert!(error.hint().unwrap().contains("then get a new token"));

    let error = stage.zoom.meetings().get(85_746_065_432).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(
        error.tracking_id(),
        Some("v=2.0;clid=us02;rid=WEB_0123456789abcdef0123456789abcdef")
    );
}

#[tokio::test]
async fn an_answer_that_is_not_json_is_an_error_with_a_place_and_no_content() {
    let stage = Stage::new().await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(200).set_body_string("<html>canary</html>"),
        )
        .await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(200).set_body_string(r#"{"id":"#),
        )
        .await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(200).set_body_string(r#"{"id":"canary","type":2}"#),
        )
        .await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(200).set_body_string(r#"{"type":2}"#),
        )
        .await;
    for words in [
        "not JSON",
        "ends too early",
        "another type than documented",
        "missing field `id`",
    ] {
        let error = stage.zoom.meetings().get(1).await.unwrap_err();
        let Error::Transport(transport) = &error else {
            panic!("{error}")
        };
        assert_eq!(
            (transport.kind, transport.status),
            (TransportKind::Unreadable, Some(200))
        );
        assert!(
            error.to_string().contains(words) && !error.to_string().contains("canary"),
            "{error}"
        );
        assert!(!error.may_have_happened() && !error.is_retryable());
    }
    stage
        .answers(
            "POST",
            ResponseTemplate::new(201).set_body_string("created"),
        )
        .await;
    let error = stage
        .zoom
        .meetings()
        .create("me", &CreateMeeting::default())
        .await
        .unwrap_err();
    assert!(error.may_have_happened(), "{error}");
}

#[tokio::test]
async fn a_refusal_that_is_not_zooms_json_keeps_its_status() {
    let stage = Stage::new().await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(403).set_body_string("<html>proxy says no</html>"),
        )
        .await;
    stage
        .answers_once("GET", ResponseTemplate::new(403).set_body_string("[1, 2]"))
        .await;
    stage
        .answers_once(
            "GET",
            ResponseTemplate::new(403).set_body_string(r#"{"code":"x","errors":"y"}"#),
        )
        .await;
    stage.answers_once("GET", ResponseTemplate::new(403)).await;
    for _ in 0..4 {
        let error = stage.zoom.users().get("me").await.unwrap_err();
        assert_eq!((error.status(), error.code()), (Some(403), None), "{error}");
    }
}

#[tokio::test]
async fn an_answer_longer_than_the_bound_is_not_read() {
    let stage = Stage::with(|config| config.max_body = 1000).await;
    stage
        .answers(
            "GET",
            ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1001]),
        )
        .await;
    let error = stage.zoom.users().get("me").await.unwrap_err();
    let Error::Transport(transport) = &error else {
        panic!("{error}")
    };
    assert_eq!(transport.kind, TransportKind::TooLarge);
    assert_eq!(stage.api_requests().await.len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stage = Stage::new().await;
    let away = format!("{}/v2/elsewhere", stage.server.uri());
    stage
        .answers(
            "GET",
            ResponseTemplate::new(302).insert_header("location", away),
        )
        .await;
    assert_eq!(
        stage.zoom.users().get("me").await.unwrap_err().status(),
        Some(302)
    );
    assert_eq!(stage.api_requests().await.len(), 1);
}

/// Pages 0 to `last` of a user's meetings, one on each.
async fn pages(stage: &Stage, last: u64) {
    for page in (0..=last).rev() {
        let next = if page == last {
            String::new()
        } else {
            format!("page-{}", page + 1)
        };
        let body = json!({ "next_page_token": next, "meetings": [{ "id": page, "type": 2 }] });
        let mock = Mock::given(wiremock::matchers::method("GET"));
        let mock = if page == 0 {
            mock
        } else {
            mock.and(query_param("next_page_token", format!("page-{page}")))
        };
        mock.respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&stage.server)
            .await;
    }
}

#[tokio::test]
async fn list_all_follows_the_pages_to_their_end_or_to_its_bound() {
    let stage = Stage::new().await;
    pages(&stage, 4).await;
    let ids =
        |list: Vec<countersign_zoom::MeetingSummary>| list.iter().map(|m| m.id).collect::<Vec<_>>();
    let meetings = stage.zoom.meetings();
    assert_eq!(
        ids(meetings
            .list_all("me", MeetingList::Upcoming, 100)
            .await
            .unwrap()),
        [0, 1, 2, 3, 4]
    );
    assert_eq!(
        ids(meetings
            .list_all("me", MeetingList::Upcoming, 2)
            .await
            .unwrap()),
        [0, 1]
    );
    let requests = stage.api_requests().await;
    assert_eq!(requests.len(), 5 + 2);
    assert_eq!(
        requests[6].url.query(),
        Some("type=upcoming&page_size=300&next_page_token=page-1")
    );
}

#[tokio::test]
async fn a_list_that_never_ends_is_left() {
    let stage = Stage::new().await;
    let endless = json!({ "next_page_token": "again", "registrants": [] });
    stage
        .answers("GET", ResponseTemplate::new(200).set_body_json(endless))
        .await;
    let list = stage
        .zoom
        .meetings()
        .registrants(1)
        .list_all(RegistrantStatus::Pending, 1000)
        .await
        .unwrap();
    assert!(list.is_empty());
    assert_eq!(stage.api_requests().await.len(), 1);
}

#[tokio::test]
async fn one_page_is_asked_for_as_told() {
    let stage = Stage::new().await;
    stage
        .answers("GET", answer(200, "webinar-list.answer.json"))
        .await;
    let page = PageRequest {
        page_size: Some(10),
        next_page_token: Some("a b".into()),
    };
    let answer = stage.zoom.webinars().list("me", &page).await.unwrap();
    assert_eq!((answer.webinars.len(), answer.paging.next()), (1, None));
    assert_eq!(
        stage.api_requests().await[0].url.query(),
        Some("page_size=10&next_page_token=a+b")
    );
}

#[test]
fn a_configuration_that_cannot_work_says_why() {
    type Change = fn(&mut countersign_zoom::Config);
    let cases: [(Change, &str); 8] = [
        (|c| c.account_id.clear(), "the account ID is empty"),
        (
            |c| c.client_id.push('\n'),
            "the client ID begins or ends with white space",
        ),
        (
            |c| c.client_secret = " canary".into(),
            "the client secret begins or ends with white space",
        ),
        (
            |c| c.api = "http://api.example.com/v2".parse().unwrap(),
            "the API base is plain http to another machine",
        ),
        (
            |c| c.oauth = "http://127.0.0.1.example.com".parse().unwrap(),
            "the OAuth base is plain http",
        ),
        (
            |c| c.oauth = "ftp://localhost".parse().unwrap(),
            "must be an https URL",
        ),
        (
            |c| c.api = "https://user:canary@example.com/".parse().unwrap(),
            "must hold only scheme",
        ),
        (
            |c| c.root_certificates = Some("nothing".into()),
            "hold no PEM certificate",
        ),
    ];
    for (change, words) in cases {
        let mut config = config("http://localhost:1");
        change(&mut config);
        let error = Zoom::new(config).unwrap_err().to_string();
        assert!(
            error.contains(words) && !error.contains("canary"),
            "{error}"
        );
    }
}

#[test]
fn plain_http_is_allowed_to_this_machine_and_on_demand() {
    for base in [
        "http://localhost:8090",
        "http://127.0.0.1",
        "http://[::1]:1",
        "https://example.com",
    ] {
        Zoom::new(config(base)).unwrap();
    }
    let mut config = config("http://emulator.internal");
    config.allow_http = true;
    Zoom::new(config).unwrap();
}
