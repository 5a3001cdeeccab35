//! The pages as a browser gets them, in memory.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use countersign_gateway::{Config, Gateway, MeetingSdk};
use http_body_util::BodyExt;
use tower::ServiceExt;

const PAGES: [&str; 4] = ["/", "/doctor", "/try", "/try/client"];

async fn gateway() -> Router {
    let mut config = Config::new(MeetingSdk {
        client_id: "abcdefghijklmnopqrstuv".into(),
        client_secret: "0123456789abcdefghijklmnopqrstuv".into(),
    });
    config.database = "sqlite::memory:".into();
    Gateway::new(config).await.unwrap().router()
}

async fn get(app: &Router, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn post(app: &Router, path: &str, content_type: &str, body: &str) -> Response<Body> {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_owned()))
        .unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn examine(app: &Router, form: &str) -> (StatusCode, String) {
    let answer = post(app, "/doctor", "application/x-www-form-urlencoded", form).await;
    (answer.status(), text(answer).await)
}

async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What stands between `before` and the next quote, each time.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[tokio::test]
async fn no_page_has_inline_script_or_style() {
    let app = gateway().await;
    for path in PAGES {
        let html = text(get(&app, path).await).await;
        for tag in html.split("<script").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains(" src=\""), "{path}: <script{tag}>");
        }
        assert!(
            !html.contains("<style") && !html.contains(" style="),
            "{path}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_asset_that_a_page_or_a_script_names_is_there() {
    let app = gateway().await;
    let mut wanted = BTreeSet::new();
    for path in PAGES {
        let html = text(get(&app, path).await).await;
        for name in quoted(&html, "\"/assets/") {
            wanted.insert(name.to_owned());
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(name) = wanted.pop_first() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let answer = get(&app, &format!("/assets/{name}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        let script = text(answer).await;
        wanted.extend(quoted(&script, "from \"./").into_iter().map(str::to_owned));
    }
    assert!(
        seen.contains("meeting.js") && seen.contains("panel.css"),
        "{seen:?}"
    );
}

#[tokio::test]
async fn an_asset_that_the_browser_has_is_not_sent_again() {
    let app = gateway().await;
    let first = get(&app, "/assets/countersign.css").await;
    let etag = first.headers()[header::ETAG].clone();
    let again = Request::get("/assets/countersign.css")
        .header(header::IF_NONE_MATCH, etag)
        .body(Body::empty())
        .unwrap();
    let again = app.clone().oneshot(again).await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(text(again).await, "");
}

#[tokio::test]
async fn pages_with_the_sdk_are_isolated_and_load_it_from_zooms_cdn() {
    let app = gateway().await;
    let answer = get(&app, "/try/client").await;
    assert_eq!(
        answer.headers()["cross-origin-opener-policy"],
        "same-origin"
    );
    assert_eq!(
        answer.headers()["cross-origin-embedder-policy"],
        "require-corp"
    );
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let html = text(answer).await;
    assert!(html.contains(
        "<script defer src=\"https://source.zoom.us/6.2.0/zoom-meeting-6.2.0.min.js\" crossorigin=\"anonymous\">"
    ));
    assert!(!html.contains("bridge.js"), "Zoom itself needs no bridge");
}

#[tokio::test]
async fn the_sdk_is_no_file_of_ours() {
    let app = gateway().await;
    let answer = get(&app, "/sdk/6.2.0/zoom-meeting-6.2.0.min.js").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_doctor_answers_without_javascript_and_escapes_what_was_pasted() {
    let app = gateway().await;
    // A header and a payload that says {"mn":"<b>"}.
    let (status, html) = examine(&app, "input=eyJhbGciOiJIUzI1NiJ9.eyJtbiI6IjxiPiJ9.x").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("&#60;b&#62;"), "{html}");
    assert!(!html.contains("<b>"));
}

#[tokio::test]
async fn the_doctor_never_shows_a_secret_again() {
    let app = gateway().await;
    let (_, html) = examine(&app, "input=a.b.c&client_secret=canary-of-a-secret").await;
    assert!(!html.contains("canary-of-a-secret"));
}

#[tokio::test]
async fn an_empty_question_is_told_what_to_paste() {
    let app = gateway().await;
    let (status, html) = examine(&app, "input=++").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("Paste a signature"));
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_refused_without_repeating_it() {
    let app = gateway().await;
    let answer = post(
        &app,
        "/try/explain",
        "application/json",
        r#"{"now": "canary"}"#,
    )
    .await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(!text(answer).await.contains("canary"));
}
