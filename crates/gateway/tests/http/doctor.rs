//! The Doctor's page and address: bounded, counted, and forgetful.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::log;
use crate::site::{Answer, Site};

async fn examine(site: &Site, fields: &[(&str, &str)]) -> Answer {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request =
        Request::post("/doctor").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(form)).unwrap()).await
}

/// The payload is {"appKey":"canary-9"}.
const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJhcHBLZXkiOiJjYW5hcnktOSJ9.canary-0";

#[tokio::test]
async fn nothing_that_is_pasted_is_logged_and_no_secret_comes_back() {
    log::keep();
    let site = Site::new().await;
    let mut seen = Vec::new();
    for input in [
        TOKEN,
        "canary-1 is not a sentence but three words",
        r#"{"signature": "a.b.canary-2", "client_secret": "canary-3", "env": {"A": "canary-4"}}"#,
        r#"{"now": "canary-5"}"#,
        "client.join({ signature: 'a.b.canary-6', passWord: 'canary-7', zak: 'canary-8' })",
        "const secret = 'canary-a'; jwt.sign({ iat }, secret);",
    ] {
        let more = [
            ("client_secret", "canary-9"),
            ("s2s_secret", "canary-b"),
            ("webhook_secret", "canary-c"),
        ];
        let options = (
            "join",
            "{ meetingNumber: 1, passWord: 'canary-d', tk: 'canary-e' }",
        );
        let fields = [&[("input", input), options], more.as_slice()].concat();
        seen.push(examine(&site, &fields).await.text);
    }
    let case = json!({"signature": TOKEN, "client_secret": "canary-9", "join": {"zak": "canary-8"}, "source": {"text": "canary-a"}});
    site.visit("/v1/diagnose", case).await;
    let log = log::kept();
    assert!(
        log.contains("/doctor") && log.contains("/v1/diagnose"),
        "requests are logged by route"
    );
    assert!(!log.contains("canary"), "{log}");
    // What was pasted as a signature or as an error is repeated, in the form; nothing that opens something is.
    for page in &seen {
        for secret in ["3", "4", "5", "7", "8", "9", "a", "b", "c", "d", "e"] {
            assert!(
                !page.contains(&format!("canary-{secret}")),
                "canary-{secret}: {page}"
            );
        }
    }
}

#[tokio::test]
async fn the_form_and_the_address_are_counted_together() {
    let site = Site::new().await;
    for _ in 0..500 {
        let answer = examine(&site, &[("input", "3712")]).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers.contains_key(header::RETRY_AFTER));
            assert!(
                answer.text.contains("<h1>That was too much at once</h1>"),
                "a page: {}",
                answer.text
            );
            assert_eq!(
                site.visit("/v1/diagnose", json!({})).await.status,
                StatusCode::TOO_MANY_REQUESTS
            );
            let page = Request::get("/doctor").body(Body::empty()).unwrap();
            assert_eq!(
                site.send(page).await.status,
                StatusCode::OK,
                "looking is free"
            );
            return;
        }
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    panic!("there is no limit");
}

#[tokio::test]
async fn more_than_a_mebibyte_is_refused_in_words() {
    let site = Site::new().await;
    let answer = examine(&site, &[("input", &"x".repeat(1 << 20))]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        answer.text.contains("more than a mebibyte"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn every_refusal_of_the_form_is_a_page() {
    let site = Site::new().await;
    let form = "application/x-www-form-urlencoded";
    for (kind, body, status) in [
        (form, "webinar=1&webinar=2".to_owned(), 400),
        (form, format!("input={}", "x".repeat(1 << 20)), 413),
        (form, "input=+".to_owned(), 422),
        (form, "input=%7B%22signatur%22%3A1%7D".to_owned(), 422),
        ("application/json", "{}".to_owned(), 415),
    ] {
        let request = Request::post("/doctor").header(header::CONTENT_TYPE, kind);
        let what = body[..body.len().min(40)].to_owned();
        let answer = site.send(request.body(Body::from(body)).unwrap()).await;
        assert!(
            answer.text.contains("role=\"alert\""),
            "{what}: {}",
            answer.text
        );
        assert!(
            answer.headers[header::CONTENT_TYPE]
                .to_str()
                .unwrap()
                .starts_with("text/html")
        );
        let refused = answer.status.is_client_error();
        assert!(
            refused,
            "{what}: {} where {status} was thought of",
            answer.status
        );
    }
}

#[tokio::test]
async fn a_wrong_case_is_refused_by_the_name_of_its_field() {
    let site = Site::new().await;
    for (case, words) in [
        (json!({"signatur": "x"}), "unknown field `signatur`"),
        (json!({"error": {"kode": 1}}), "unknown field `kode`"),
        (
            json!({"view": "canary"}),
            "expected `component` or `client`",
        ),
    ] {
        let refused = site.visit("/v1/diagnose", case).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        let detail = refused.json["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(words), "{detail}");
    }
    let report = site
        .visit("/v1/diagnose", json!({"now": 1, "secrets": {"s2s": "x"}}))
        .await;
    assert_eq!(report.json["version"], 1, "{:?}", Value::from(report.text));
}

#[tokio::test]
async fn the_page_marks_explains_and_corrects() {
    let site = Site::new().await;
    let page = examine(
        &site,
        &[
            ("input", &format!("\"{TOKEN}\"")),
            ("language", "ruby"),
            ("sdk_version", "6.2.0"),
        ],
    )
    .await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Taken for <strong>a signature in quotes</strong>",
        "1 token-quoted</a></mark>",
        "<th scope=\"row\">appKey</th>",
        "What to sign instead",
        "Why Zoom refuses it",
        "value=\"ruby\" checked",
        "href=\"/doctor#case=",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let refused = examine(&site, &[("input", TOKEN), ("sdk_version", "latest")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("as in 6.2.0"), "{}", refused.text);
}

#[tokio::test]
async fn code_is_read_where_there_is_a_reader_and_said_to_be_unread_where_there_is_none() {
    let code = [(
        "input",
        "const token = jwt.sign({ appKey, meetingNumber }, secret);",
    )];
    let site = Site::new().await;
    let page = examine(&site, &code).await;
    assert!(
        page.text
            .contains("Taken for <strong>code in JavaScript</strong>"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("This server does not read code"),
        "{}",
        page.text
    );

    let found = |case: &countersign_diagnose::Case| {
        let language = case
            .source
            .as_ref()
            .and_then(|source| source.language.clone());
        countersign_diagnose::CodeRead::from(vec![countersign_diagnose::Finding {
            rule: "missing-mn".into(),
            severity: countersign_diagnose::Severity::Error,
            confidence: countersign_diagnose::Confidence::Certain,
            message: format!("found in {}", language.unwrap_or_default()),
            evidence: vec![countersign_diagnose::Evidence {
                part: countersign_diagnose::Part::Source,
                at: Some("1:32".into()),
                text: "meetingNumber".into(),
            }],
            fix: "Call it mn.".into(),
            url: String::new(),
        }])
    };
    // The router that answers shares its state with the gateway.
    drop(site.gateway.clone().reading_code_with(found));
    let page = examine(&site, &code).await;
    assert!(
        page.text.contains("found in javascript") && page.text.contains("code, line 1:32"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("This server does not read code"));
    let case = json!({"source": {"language": "go", "text": "x"}});
    let report = site.visit("/v1/diagnose", case).await.json;
    assert_eq!(report["findings"][0]["message"], "found in go");
}
